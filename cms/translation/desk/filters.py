# audience: admin
"""By what lists of originals are narrowed: forms whose values stand in the address."""

from typing import cast

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.query import PageQuerySet

from cms.languages.pages import group_types
from cms.tags.models import Tag

from .originals import narrow


def kinds() -> list[tuple[str, str]]:
    """The types of pages, as they are called in addresses and in the admin."""
    types = {model._meta.label_lower: str(capfirst(model._meta.verbose_name)) for model in group_types()}
    return sorted(types.items(), key=lambda item: item[1].casefold())


class NarrowForm(forms.Form):
    """Type, tag and words of the title. What is wrong narrows nothing, and is said beside its field."""

    q = forms.CharField(label=_("Words of the title"), required=False, max_length=100)
    type = forms.ChoiceField(label=_("Type"), required=False)
    tag = forms.ModelChoiceField(
        Tag.objects.order_by("name"), label=_("Tag"), required=False, to_field_name="slug", empty_label=_("All")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["type"]).choices = [("", _("All")), *kinds()]
        self.is_valid()

    def chosen(self, name: str):
        """The value of a field; None if there is none, or a wrong one."""
        return self.cleaned_data.get(name) or None

    @property
    def is_narrowing(self) -> bool:
        return any(self.cleaned_data.values()) or bool(self.errors)

    def narrow(self, pages: PageQuerySet) -> PageQuerySet:
        """Of a queryset of originals, those that are asked for."""
        kind = self.chosen("type")
        return narrow(
            pages,
            kind=ContentType.objects.get_by_natural_key(*kind.split(".")) if kind else None,
            tag=self.chosen("tag"),
            title=self.chosen("q") or "",
        )
