"""Pictures for the demo, drawn here, so that no file with a licence of its own is needed.

Each is a JPEG of 1600 by 900 pixels, the same each time.
"""

import io
import random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 900


def skyline() -> ContentFile:
    """A city in the evening, with a tower."""
    image, draw = sky((38, 52, 96), (248, 162, 106))
    draw.ellipse([1120, 470, 1360, 710], fill=(255, 214, 140))
    dice = random.Random(1122)  # noqa: S311 - scenery, not secrets
    for layer, colour in enumerate([(94, 66, 92), (62, 46, 76), (34, 30, 54)]):
        x = -40
        while x < WIDTH:
            width = dice.randint(60, 150)
            top = HEIGHT - dice.randint(230, 430) + layer * 90
            draw.rectangle([x, top, x + width, HEIGHT], fill=colour)
            if layer == 2:
                for wx in range(x + 14, x + width - 16, 26):
                    for wy in range(top + 18, HEIGHT - 20, 38):
                        if dice.random() < 0.35:
                            draw.rectangle([wx, wy, wx + 9, wy + 14], fill=(250, 210, 130))
            x += width + dice.randint(0, 14)
    draw.rectangle([470, 300, 590, HEIGHT], fill=(46, 34, 58))
    draw.rectangle([440, 240, 620, 310], fill=(46, 34, 58))
    draw.rectangle([492, 190, 568, 240], fill=(200, 120, 60))
    for row in range(8):
        draw.rectangle([492, 340 + row * 60, 568, 362 + row * 60], fill=(230, 160, 90))
    return jpeg(image, "demo-skyline.jpg")


def town_hall() -> ContentFile:
    """A town hall with arcades on a square, in the morning."""
    image, draw = sky((150, 196, 214), (246, 236, 214))
    draw.rectangle([0, 720, WIDTH, HEIGHT], fill=(214, 196, 164))
    for x in range(-200, WIDTH, 160):
        draw.line([(x + 300, 720), (x, HEIGHT)], fill=(198, 178, 146), width=4)
    for x, top, colour in ((-20, 420, (196, 128, 92)), (1290, 380, (122, 140, 128)), (1470, 450, (206, 160, 98))):
        house(draw, x, top, 190, colour)
    house(draw, 170, 400, 200, (112, 132, 140))
    draw.rectangle([430, 300, 1230, 720], fill=(226, 214, 188))
    draw.polygon([(400, 300), (830, 130), (1260, 300)], fill=(160, 74, 52))
    draw.rectangle([780, 100, 880, 260], fill=(226, 214, 188))
    draw.polygon([(765, 102), (830, 24), (895, 102)], fill=(58, 96, 86))
    draw.ellipse([800, 135, 860, 195], fill=(250, 246, 236), outline=(90, 70, 50), width=5)
    draw.line([(830, 165), (830, 145)], fill=(60, 50, 40), width=5)
    draw.line([(830, 165), (846, 173)], fill=(60, 50, 40), width=5)
    for x in range(470, 1200, 110):
        draw.rectangle([x, 360, x + 60, 460], fill=(92, 116, 128))
        draw.pieslice([x - 10, 540, x + 70, 620], 180, 360, fill=(108, 86, 70))
        draw.rectangle([x - 10, 580, x + 70, 720], fill=(108, 86, 70))
    return jpeg(image, "demo-town-hall.jpg")


def library() -> ContentFile:
    """Shelves of books, and a lamp."""
    image, draw = sky((72, 52, 44), (96, 68, 52))
    dice = random.Random(7)  # noqa: S311 - scenery, not secrets
    colours = [(160, 58, 31), (20, 85, 74), (222, 180, 96), (58, 74, 110), (232, 222, 200), (120, 90, 120)]
    for shelf in range(4):
        floor = 220 + shelf * 220
        x = 30
        while x < WIDTH - 40:
            width, height = dice.randint(22, 58), dice.randint(120, 185)
            if dice.random() < 0.08:
                x += width + 20
                continue
            draw.rectangle([x, floor - height, x + width, floor], fill=dice.choice(colours))
            draw.line(
                [(x + 5, floor - height + 26), (x + width - 5, floor - height + 26)], fill=(244, 234, 214), width=4
            )
            x += width + 4
        draw.rectangle([0, floor, WIDTH, floor + 20], fill=(52, 36, 30))
    draw.polygon([(1180, 520), (1420, 520), (1360, 360), (1240, 360)], fill=(255, 222, 150))
    draw.rectangle([1292, 520, 1308, 880], fill=(30, 24, 22))
    return jpeg(image, "demo-library.jpg")


def playground() -> ContentFile:
    """Hills, trees and a slide under a high sun."""
    image, draw = sky((126, 190, 214), (236, 240, 214))
    draw.ellipse([180, 90, 330, 240], fill=(255, 236, 160))
    for box, colour in (
        ([-300, 520, 900, 1300], (142, 176, 108)),
        ([500, 470, 1900, 1400], (120, 160, 96)),
        ([-100, 680, 1800, 1500], (96, 142, 84)),
    ):
        draw.ellipse(box, fill=colour)
    for x, y in ((240, 560), (420, 520), (1330, 500), (1480, 560)):
        draw.rectangle([x - 12, y, x + 12, y + 130], fill=(96, 70, 52))
        draw.ellipse([x - 90, y - 130, x + 90, y + 40], fill=(58, 108, 74))
    for x in (760, 860):
        draw.line([(x, 780), (x, 480)], fill=(160, 58, 31), width=16)
    for y in range(520, 780, 48):
        draw.line([(760, y), (860, y)], fill=(160, 58, 31), width=10)
    draw.polygon([(852, 480), (890, 480), (1180, 776), (1130, 790)], fill=(238, 190, 84))
    draw.polygon([(730, 482), (890, 482), (810, 400)], fill=(20, 85, 74))
    return jpeg(image, "demo-playground.jpg")


def sky(above: tuple[int, int, int], below: tuple[int, int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """A picture with nothing but a sky, and something to draw on it with."""
    image = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(image)
    for y in range(HEIGHT):
        colour = tuple(int(a + (b - a) * y / HEIGHT) for a, b in zip(above, below, strict=True))
        draw.line([(0, y), (WIDTH, y)], fill=colour)
    return image, draw


def house(draw: ImageDraw.ImageDraw, x: int, top: int, width: int, colour: tuple[int, int, int]) -> None:
    draw.rectangle([x, top, x + width, 720], fill=colour)
    draw.polygon([(x - 12, top), (x + width / 2, top - 110), (x + width + 12, top)], fill=(122, 66, 52))
    for wx in range(x + 24, x + width - 40, 56):
        for wy in range(top + 40, 640, 90):
            draw.rectangle([wx, wy, wx + 32, wy + 50], fill=(244, 236, 214))


def jpeg(image: Image.Image, name: str) -> ContentFile:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=82)
    return ContentFile(buffer.getvalue(), name)
