"""The admin, as far as events need more of it."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def columns_for_languages():
    return format_html('<link rel="stylesheet" href="{}">', static("events/admin.css"))
