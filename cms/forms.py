"""The admin's forms for pages, where ours ask more than Wagtail's."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm

from cms.languages import groups


class PageForm(WagtailAdminPageForm):
    """A page's form. What only a public page needs is asked for when it is about to become public."""

    def clean(self):
        cleaned_data = super().clean()
        slug = cleaned_data.get("slug")
        if slug and self.parent_page and not self.errors.get("slug"):
            other = groups.slug_taken_by(slug, self.parent_page, self.instance)
            if other:
                self.add_error("slug", groups.slug_taken_message(slug, other))
        return cleaned_data

    def is_valid(self):
        return super().is_valid() and (self.is_deferred_validation or self.contacts_have_agreed())

    def contacts_have_agreed(self) -> bool:
        """Whether all contacts have agreed to be named; if not, says so at those who have not.

        They would be left out of the page without a word to its editor.
        """
        contacts = self.formsets.get("page_contacts")
        agreed = True
        for form in contacts.forms if contacts else ():
            person = form.cleaned_data.get("person")
            if person and not person.consent and not form.cleaned_data.get("DELETE"):
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
