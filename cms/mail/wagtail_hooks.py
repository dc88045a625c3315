# audience: admin
"""The dashboard tells those who may care for it of mail that could not be sent."""

from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import Permission
from django.db.models import BooleanField, Count, ExpressionWrapper, Min, Q
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from .models import GIVE_UP_AFTER, Message

PERMISSION = "freistadt_mail.manage_outbox"
#: So many errors of one kind, and so many mails, are shown at once.
SHOWN = 20

may_manage = permission_required(PERMISSION, raise_exception=True)


class OutboxPanel(Component):
    """What could not be sent, and why; nothing at all if everything could."""

    name = "outbox"
    template_name = "freistadt_mail/panel.html"
    order = 50

    def get_context_data(self, parent_context):
        is_given_up = ExpressionWrapper(Q(next_try=None), output_field=BooleanField())
        problems = Message.objects.failing().order_by().values("error", is_given_up=is_given_up)
        return {
            "csrf_token": parent_context["csrf_token"],
            "problems": problems.annotate(number=Count("pk"), since=Min("first_try")).order_by("since")[:SHOWN],
            "neglected": Message.objects.neglected().aggregate(number=Count("pk"), since=Min("next_try")),
            "given_up": Message.objects.given_up().defer("mime")[:SHOWN],
            "days": GIVE_UP_AFTER.days,
        }

    def render_html(self, parent_context=None):
        if not (Message.objects.failing() | Message.objects.neglected()).exists():
            return ""
        return super().render_html(parent_context)


@hooks.register("construct_homepage_panels")
def add_outbox_panel(request, panels):
    if request.user.has_perm(PERMISSION):
        panels.append(OutboxPanel())


@require_POST
@may_manage
def retry(request):
    number = Message.objects.retry()
    messages.success(
        request,
        ngettext(
            "%(count)d message will be tried again within a minute.",
            "%(count)d messages will be tried again within a minute.",
            number,
        )
        % {"count": number},
    )
    return redirect("wagtailadmin_home")


@require_POST
@may_manage
def discard(request):
    """Delete mail that was given up: what the person was shown, and nothing that came to it since."""
    shown = [pk for pk in request.POST.getlist("message") if pk.isascii() and pk.isdecimal() and len(pk) < 19]
    number, _models = Message.objects.given_up().filter(pk__in=shown).delete()
    messages.success(
        request,
        ngettext("%(count)d message was discarded.", "%(count)d messages were discarded.", number) % {"count": number},
    )
    return redirect("wagtailadmin_home")


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path("outbox/retry/", retry, name="freistadt_outbox_retry"),
        path("outbox/discard/", discard, name="freistadt_outbox_discard"),
    ]


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(content_type__app_label="freistadt_mail", codename="manage_outbox")
