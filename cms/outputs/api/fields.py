"""How the API writes what Wagtail writes in another way, or not at all. Page models name some in their `api_fields`.

The fields of pages read from `context["lookups"]` (see lookups.py).
"""

from rest_framework.fields import Field

from cms.languages.groups import Version
from cms.languages.status import own_status
from cms.text.urls import absolute, without_unsafe_links

from .addresses import detail_url, rendition_url
from .body import body_data


class WholeField(Field):
    """A field that is made from the whole object."""

    def __init__(self, **kwargs):
        super().__init__(**{"read_only": True} | kwargs)

    def get_attribute(self, instance):
        return instance

    @property
    def lookups(self):
        return self.context["lookups"]

    def version_data(self, version: Version) -> dict:
        """What the API says of a version besides the page that is asked for."""
        reader = self.lookups.reader
        return {
            "id": version.pk,
            "locale": reader.languages[version.locale_id].tag,
            "detail_url": detail_url("pages", version.pk),
            "html_url": absolute(reader.addresses.own_url(version)),
        }


class DetailURLField(WholeField):
    def to_representation(self, instance):
        return detail_url(self.context["view"].endpoint, instance.pk)


class HTMLURLField(WholeField):
    """The page's address in the language in which it is written."""

    def to_representation(self, page):
        return absolute(self.lookups.reader.addresses.own_url(page))


class LocaleField(WholeField):
    """The language's BCP 47 tag."""

    def to_representation(self, page):
        return self.lookups.reader.languages[page.locale_id].tag


class TranslationStateField(WholeField):
    def to_representation(self, page):
        return own_status(page.pk, self.lookups.group(page)).value


class OriginalField(WholeField):
    """The version that was written first; the page itself, if it is that."""

    def to_representation(self, page):
        return self.version_data(self.lookups.group(page).original)


class TranslationsField(WholeField):
    """The page's other versions."""

    def to_representation(self, page):
        return [self.version_data(version) for version in self.lookups.translations(page)]


class ParentField(WholeField):
    def to_representation(self, page):
        parent = self.lookups.parent(page)
        return parent and self.version_data(parent) | {"title": parent.title}


class BodyField(Field):
    def to_representation(self, body):
        return body_data(body)


class RichTextData(Field):
    """Wagtail's own HTML, less links that would run a program."""

    def to_representation(self, html):
        return without_unsafe_links(html)


class PictureField(WholeField):
    """An image behind a foreign key, with what must be printed below it."""

    def to_representation(self, page):
        image = self.lookups.image(page, self.field_name)
        return image and {
            "id": image.pk,
            "meta": {"detail_url": detail_url("images", image.pk), "download_url": rendition_url(image)},
            "title": image.title,
            "credit": getattr(image, "credit", ""),
            "licence": getattr(image, "licence", ""),
        }


class FileField(WholeField):
    """A document behind a foreign key."""

    def to_representation(self, page):
        document = self.lookups.document(page, self.field_name)
        return document and {
            "id": document.pk,
            "meta": {"detail_url": detail_url("documents", document.pk), "download_url": absolute(document.url)},
            "title": document.title,
        }


class OrganisationsField(WholeField):
    """Who takes part in a page, in the page's language as far as the directory knows it."""

    def to_representation(self, page):
        return [
            {
                "role": role.value,
                "name": organisation.name,
                "short_name": organisation.short_name,
                "kind": organisation.kind,
                "website": organisation.website,
                "locale": self.lookups.reader.languages[organisation.locale_id].tag,
            }
            for role, organisation in self.lookups.organisations(page)
        ]


class ImageDownloadURLField(WholeField):
    def to_representation(self, image):
        return rendition_url(image)


class DocumentDownloadURLField(WholeField):
    def to_representation(self, document):
        return absolute(document.url)
