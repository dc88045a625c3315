# audience: admin
"""The blocks of which the body of every page is made."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from cms.languages.blocks import MarkedStreamBlock
from cms.text.urls import openstreetmap_url, web_url

from .tables import TranslatableTableBlock

RICH_TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "code", "superscript", "subscript"]


class HeadingValue(blocks.StructValue):
    @property
    def anchor(self) -> str:
        """The fragment by which this heading can be linked to; empty if its text has no letter to make one of."""
        return slugify(self["text"], allow_unicode=True)


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"), max_length=200)
    level = blocks.ChoiceBlock(label=_("Level"), choices=[("h2", _("Section")), ("h3", _("Subsection"))], default="h2")

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Divides the text; readers can link to it.")
        template = "freistadt_pages/blocks/heading.html"
        value_class = HeadingValue
        preview_value = {"text": "What the council decided", "level": "h2"}


class CaptionedImageBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=300,
        help_text=_("Credit and licence are added by themselves."),
    )

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture with its caption, credit and licence.")
        template = "freistadt_pages/blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words"))
    attribution = blocks.CharBlock(label=_("Who said it"), required=False, max_length=200)
    source = blocks.URLBlock(
        label=_("Where it can be read"), required=False, validators=[web_url], help_text=_("A web address.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Somebody's own words.")
        template = "freistadt_pages/blocks/quote.html"
        preview_value = {"text": "Public money? Public code!", "attribution": "Campaign slogan"}


class QuestionAnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=300)
    answer = blocks.RichTextBlock(label=_("Answer"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question and answer")
        description = _("One question with its answer, folded until a reader opens it.")
        template = "freistadt_pages/blocks/question_answer.html"
        preview_value = {"question": "Who may take part?", "answer": "<p>Everybody.</p>"}


class CallToActionValue(blocks.StructValue):
    @property
    def has_one_target(self) -> bool:
        """Whether it leads to a page or to a web address, and not to both."""
        return bool(self.get("page")) != bool(self.get("url"))


class CallToActionBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Text"), required=False, help_text=_("Why readers should do it."))
    button = blocks.CharBlock(label=_("Button"), max_length=80, help_text=_("What they do, for example “Sign up”."))
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Or web address"), required=False, validators=[web_url])

    class Meta:
        icon = "pick"
        label = _("Call to action")
        description = _("A button that asks readers to do one thing.")
        template = "freistadt_pages/blocks/call_to_action.html"
        value_class = CallToActionValue
        preview_value = {"text": "It takes a minute.", "button": "Sign the letter", "url": "https://example.org/"}


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=200, help_text=_("If it should differ from the document's own.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download, with its type and size.")
        template = "freistadt_pages/blocks/document.html"


class ActionsBlock(MarkedStreamBlock):
    """What readers can do: one or a few calls to action."""

    action = CallToActionBlock()

    class Meta:
        required = False
        max_num = 5


class FilesBlock(blocks.StreamBlock):
    """Files that belong to a page. Facts: a file is called by its own title in every language."""

    file = DocumentChooserBlock(label=_("File"), icon="doc-full", template="freistadt_pages/blocks/file.html")

    class Meta:
        required = False


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Caption"), max_length=200, help_text=_("What the table shows."))
    table = TranslatableTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("rich_text", blocks.RichTextBlock(label=_("Formatted text"), required=False, features=["bold", "link"])),
            ("number", blocks.DecimalBlock(label=_("Number"), required=False)),
        ],
        label=_("Table"),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Facts in rows and columns.")
        template = "freistadt_pages/blocks/table.html"


class RelatedPagesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Page")), label=_("Pages"), min_num=1, max_num=12)

    class Meta:
        icon = "link"
        label = _("Related pages")
        description = _("Cards of other pages, each in the reader's language if it exists.")
        template = "freistadt_pages/blocks/related_pages.html"
        marked_whole = False  # its cards have languages of their own


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    url = blocks.URLBlock(
        label=_("Page of the video"),
        validators=[web_url],
        help_text=_("Where it can be watched; readers without JavaScript are led there."),
    )
    player = blocks.URLBlock(
        label=_("Address of the player"),
        validators=[web_url],
        help_text=_("The “embed” address, for example https://example.org/videos/embed/…. Loaded only on a click."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video from elsewhere; nothing is asked of that place before a click.")
        template = "freistadt_pages/blocks/video.html"


class MapValue(blocks.StructValue):
    #: Half the width and height of the part of the world that is shown, in degrees.
    SPAN = Decimal("0.004")

    @property
    def url(self) -> str:
        """The place on openstreetmap.org, for readers who follow a link."""
        return openstreetmap_url(self["latitude"], self["longitude"])

    @property
    def player(self) -> str:
        """The map to be embedded, of about 900 by 550 metres in middle latitudes."""
        lat, lon = self["latitude"], self["longitude"]
        box = f"{lon - 2 * self.SPAN},{lat - self.SPAN},{lon + 2 * self.SPAN},{lat + self.SPAN}"
        return f"https://www.openstreetmap.org/export/embed.html?bbox={box}&marker={lat},{lon}"


class MapBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Name of the place"), max_length=200)
    latitude = blocks.DecimalBlock(
        label=_("Latitude"), decimal_places=6, validators=[MinValueValidator(-85), MaxValueValidator(85)]
    )
    longitude = blocks.DecimalBlock(
        label=_("Longitude"), decimal_places=6, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    class Meta:
        icon = "site"
        label = _("Map")
        description = _("A place on OpenStreetMap; nothing is asked of it before a click.")
        template = "freistadt_pages/blocks/map.html"
        value_class = MapValue


class BodyBlock(MarkedStreamBlock):
    """The body of a page."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        features=RICH_TEXT_FEATURES,
        icon="pilcrow",
        label=_("Paragraph"),
        description=_("Running text, with links and lists."),
        template="freistadt_pages/blocks/paragraph.html",
        preview_value="<p>The council has decided.</p>",
    )
    image = CaptionedImageBlock()
    quote = QuoteBlock()
    question_answer = QuestionAnswerBlock()
    call_to_action = CallToActionBlock()
    document = DocumentBlock()
    table = TableBlock()
    related_pages = RelatedPagesBlock()
    video = VideoBlock()
    map = MapBlock()

    class Meta:
        required = False
