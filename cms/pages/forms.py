# audience: admin
"""The admin's forms for pages, where ours ask more than Wagtail's; and the rows of any of the admin's forms."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from taggit.utils import parse_tags
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm

from cms.languages import groups
from cms.tags.models import Tag


class PageForm(WagtailAdminPageForm):
    """A page's form. What only a public page needs is asked for when it is about to become public."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "tags" in self.fields:
            # Else what is typed and not on the list stays behind in the browser, and never reaches `clean_tags`.
            self.fields["tags"].widget.free_tagging = True

    def clean(self):
        cleaned_data = super().clean()
        slug = cleaned_data.get("slug")
        if slug and self.parent_page and not self.errors.get("slug"):
            other = groups.slug_taken_by(slug, self.parent_page, self.instance)
            if other:
                self.add_error("slug", groups.slug_taken_message(slug, other))
        return cleaned_data

    def clean_tags(self):
        """Wagtail drops tags that are not on the list without a word, and with them what an editor typed."""
        known = {name.casefold(): name for name in Tag.objects.values_list("name", flat=True)}
        typed = parse_tags(self["tags"].data or "")
        unknown = [name for name in typed if name.casefold() not in known]
        if unknown:
            message = ngettext(
                "There is no tag %(names)s. Choose one from the list, or add it under “Tags” first.",
                "There are no tags %(names)s. Choose some from the list, or add them under “Tags” first.",
                len(unknown),
            )
            raise ValidationError(message % {"names": ", ".join(f"“{name}”" for name in unknown)})
        return sorted({known[name.casefold()] for name in typed})

    def is_valid(self):
        """Everything that is wrong is said at once: an editor does not publish once for each mistake."""
        right = [super().is_valid(), self.relations_lead_elsewhere()]
        if not self.is_deferred_validation:
            right += [self.contacts_have_agreed(), self.organisations_are_there()]
        return all(right)

    def relations_lead_elsewhere(self) -> bool:
        """Whether each related page is another one, and named once; if not, says so at those that are not."""
        seen = {self.instance.translation_key}
        right = True
        for form in kept_rows(self, "page_relations"):
            page = form.cleaned_data.get("related")
            if page is None:
                continue
            if page.translation_key == self.instance.translation_key:
                form.add_error("related", _("This is the page itself. Choose another one."))
            elif page.translation_key in seen:
                form.add_error("related", _("“%(page)s” is already in this list.") % {"page": page})
            right &= not form.errors
            seen.add(page.translation_key)
        return right

    def organisations_are_there(self) -> bool:
        """Whether the organisation that a public page of this type needs is named; if not, says so."""
        try:
            self.instance.check_organisations(form.instance for form in kept_rows(self, "page_organisations"))
        except ValidationError as error:
            self.add_error(None, error)
            return False
        return True

    def contacts_have_agreed(self) -> bool:
        """Whether all contacts have agreed to be named; if not, says so at those who have not.

        They would be left out of the page without a word to its editor.
        """
        agreed = True
        for form in kept_rows(self, "page_contacts"):
            person = form.cleaned_data.get("person")
            if person and not person.consent:
                message = _("%(name)s has not agreed to be named here. Remove the contact, or note the consent first.")
                form.add_error("person", message % {"name": person})
                agreed = False
        return agreed

    def _post_clean(self):
        super()._post_clean()
        if not self.is_deferred_validation:
            try:
                self.instance.check_publishable()
            except ValidationError as error:
                self._update_errors(error)


def kept_rows(form: WagtailAdminModelForm, relation: str) -> list:
    """The forms of the rows of a child relation that are filled in and not to be deleted."""
    formset = form.formsets.get(relation)
    if not formset:
        return []
    formset.is_valid()  # cleans them, which may not have happened if something else is wrong
    filled_in = [row for row in formset.forms if getattr(row, "cleaned_data", None)]
    return [row for row in filled_in if not row.cleaned_data.get("DELETE")]


class CopyPageForm(CopyForm):
    """Copies of pages, but no aliases: an untranslated page needs no row of its own here."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)

    def clean(self):
        cleaned_data = super().clean()
        slug = cleaned_data.get("new_slug")
        parent = cleaned_data.get("new_parent_page") or self.page.get_parent()
        if not parent.is_root() and parent.locale_id != self.page.locale_id:
            message = _(
                "The copy would be in another language than the pages around it. Choose a page in its language."
            )
            self.add_error("new_parent_page", message)
        other = slug and groups.slug_taken_by(slug, parent)
        if other:
            self.add_error("new_slug", groups.slug_taken_message(slug, other))
        return cleaned_data
