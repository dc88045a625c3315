"""The fields that all pages, images or documents have in the API.

Not to be imported by models: Wagtail's serializers need the app registry.
"""

from wagtail.api.v2.serializers import BaseSerializer, PageSerializer

from . import fields


class PublicPageSerializer(PageSerializer):
    detail_url = fields.DetailURLField()
    html_url = fields.HTMLURLField()
    locale = fields.LocaleField()
    translation_state = fields.TranslationStateField()
    original = fields.OriginalField()
    translations = fields.TranslationsField()
    parent = fields.ParentField()


class ImageSerializer(BaseSerializer):
    detail_url = fields.DetailURLField()
    download_url = fields.ImageDownloadURLField()


class DocumentSerializer(BaseSerializer):
    detail_url = fields.DetailURLField()
    download_url = fields.DocumentDownloadURLField()
