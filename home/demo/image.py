"""A picture for the demo, drawn here, so that no file with a licence of its own is needed."""

import io
import random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 900


def skyline() -> ContentFile:
    """A city in the evening, with a tower: a JPEG of 1600 by 900 pixels, the same each time."""
    image = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(image)
    for y in range(HEIGHT):
        share = y / HEIGHT
        draw.line([(0, y), (WIDTH, y)], fill=(int(38 + 210 * share), int(52 + 110 * share), int(96 + 10 * share)))
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
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=82)
    return ContentFile(buffer.getvalue(), "demo-skyline.jpg")
