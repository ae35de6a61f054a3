"""The admin of the outbox, which shows what was sent, and why something was not."""

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from post_office.models import STATUS, Attachment, Email, EmailTemplate, Log
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite, operation_action
from ciie.kernel.clock import now
from ciie.mail.kinds import SECRETS
from ciie.mail.models import Handover, MailSender, MailText
from ciie.mail.queue import send_letter_again
from ciie.mail.states import HandoverState

for model in (Attachment, Email, EmailTemplate, Log):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


HANDOVER_COLOURS: dict[str, str] = {
    HandoverState.SENDING.value: "info",
    HandoverState.IN_DOUBT.value: "danger",
    HandoverState.FOUND.value: "success",
    HandoverState.ABSENT.value: "success",
    HandoverState.RESENT.value: "warning",
}


class LogInline(OnlyOperationsWrite, TabularInline):
    model = Log
    fields = ["date", "status", "exception_type", "message"]
    readonly_fields = fields
    extra = 0
    verbose_name_plural = _("attempts")


class HandoverInline(OnlyOperationsWrite, TabularInline):
    model = Handover
    fields = ["since", "worker", "until", "state"]
    readonly_fields = fields
    extra = 0
    verbose_name_plural = _("in hand or in doubt")


@admin.register(Email)
class LetterAdmin(OnlyOperationsWrite, ModelAdmin):
    change_form_template = "admin/change_form.html"  # post_office's own has a button for its own admin's view
    list_display = ["recipients", "kind", "shown_subject", "shown_status", "created", "number_of_retries"]
    list_filter = ["status", "handovers__state", ("created", admin.DateFieldListFilter)]
    search_fields = ["to", "subject", "=message_id"]
    ordering = ["-pk"]
    fields = ["recipients", "kind", "subject", "message", "status", "scheduled_time", "message_id", "context"]
    inlines = [LogInline, HandoverInline]
    actions = [
        operation_action(
            "send_again",
            _("Try again now"),
            lambda letter, _seen, actor: send_letter_again(letter.pk, actor=actor, at=now()),
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Email]:
        unsettled = Handover.objects.filter(
            letter=OuterRef("pk"), state__in=[HandoverState.SENDING, HandoverState.IN_DOUBT]
        )
        newest = Subquery(unsettled.order_by("-pk").values("state")[:1])
        return super().get_queryset(request).annotate(open_state=newest)  # type: ignore[no-any-return]  # post_office has no types

    def get_fields(self, request: HttpRequest, obj: Email | None = None) -> list[str]:
        """Leave out the contents of a letter with a secret, which only its recipient may read."""
        is_secret = obj is not None and (obj.context or {}).get("kind") in SECRETS
        return [name for name in self.fields if not is_secret or name not in {"message", "context"}]

    @admin.display(description=pgettext_lazy("mail", "to"))
    def recipients(self, letter: Email) -> str:
        return ", ".join(letter.to)

    @admin.display(description=_("kind"))
    def kind(self, letter: Email) -> str:
        return str((letter.context or {}).get("kind", _("account")))

    @admin.display(description=_("subject"))
    def shown_subject(self, letter: Email) -> str:
        return letter.subject or "–"

    @display(
        description=_("status"),
        label={"sent": "success", "failed": "danger", "queued": "info", "requeued": "warning", **HANDOVER_COLOURS},
    )
    def shown_status(self, letter: Email) -> tuple[str, str]:
        open_state = getattr(letter, "open_state", None)
        if open_state:
            return open_state, str(HandoverState(open_state).label)
        return STATUS._fields[letter.status], letter.get_status_display()

    def has_action_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


@admin.register(Handover)
class HandoverAdmin(OnlyOperationsWrite, ModelAdmin):
    """The admin of emails that a worker is sending, and of those that may have been sent.

    The latter are or were in doubt.
    """

    list_display = ["number", "recipients", "since", "worker", "until", "shown_state"]
    list_filter = ["state", ("since", admin.DateFieldListFilter)]
    list_select_related = ["letter"]
    ordering = ["-pk"]
    fields = ["letter", "worker", "since", "until", "state"]

    @admin.display(description=pgettext_lazy("mail", "email"), ordering="letter")
    def number(self, handover: Handover) -> int:
        return handover.letter_id

    @admin.display(description=pgettext_lazy("mail", "to"))
    def recipients(self, handover: Handover) -> str:
        return ", ".join(handover.letter.to)

    @display(description=_("state"), label=HANDOVER_COLOURS)
    def shown_state(self, handover: Handover) -> tuple[str, str]:
        return handover.state, handover.get_state_display()


@admin.register(MailText)
class MailTextAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    """The admin of mail texts, which are written on the site's own pages."""

    list_display = ["kind", "language", "subject", "is_in_use", "changed_at"]
    list_filter = ["language", "is_in_use"]
    search_fields = ["kind", "subject"]
    ordering = ["kind", "language"]


@admin.register(MailSender)
class MailSenderAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    """The admin of the mail sender, which is set on the site's own pages."""

    list_display = ["id", "name", "reply_to"]
    ordering = ["id"]
