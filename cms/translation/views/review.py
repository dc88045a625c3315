# audience: admin
"""What happens to a translation in review, without a change of its texts: published, returned, withdrawn."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from ..forms import ReturnForm
from ..review import workflow
from .opening import get_translation_or_404


@require_POST
def decide(request, pk: int, code: str):
    """`action` is `approve`, `return` (with a `comment`) or `withdraw`. Leads back to the editor."""
    opened = get_translation_or_404(request, pk, code)
    action = request.POST.get("action")
    if opened.version is None:
        messages.error(request, _("There is no translation to review."))
    else:
        act(request, opened.version, action if action in ("approve", "return", "withdraw") else "")
    return redirect("freistadt_translation:edit", pk, code)


def act(request, version, action: str) -> bool:
    """Do what somebody asked for with a translation and tell them; returns whether it was done.

    Raises PermissionDenied.
    """
    try:
        if action == "submit":
            workflow.submit(version, request.user)
            if workflow.has_reviewers(version.locale):
                message = _("The translation was submitted. The reviewers of this language get an e-mail.")
            else:
                message = _("The translation was submitted. This language has no reviewers yet: tell a coordinator.")
        elif action == "withdraw":
            workflow.withdraw(version, request.user)
            message = _("The translation is not in review any more: you can go on with it.")
        elif action in ("approve", "publish"):
            (workflow.approve if action == "approve" else workflow.publish)(version, request.user)
            message = _("The translation is published. Thank you!")
        elif action == "return":
            form = ReturnForm(request.POST)
            if not form.is_valid():
                raise workflow.NotNow(" ".join(str(error) for error in form.errors["comment"]))
            workflow.send_back(version, request.user, form.cleaned_data["comment"])
            message = _("The translation was returned with your comment. Its translator gets an e-mail.")
        else:
            raise workflow.NotNow(_("Nothing was done: choose what is to happen with the translation."))
    except workflow.NotNow as reason:
        messages.error(request, str(reason))
        return False
    messages.success(request, message)
    return True
