"""What was sent, and why something was not."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from post_office.models import STATUS, Attachment, Email, EmailTemplate, Log
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite, operation_action
from ciie.kernel.clock import now
from ciie.mail.models import MailSender, MailText
from ciie.mail.queue import send_letter_again

for model in (Attachment, Email, EmailTemplate, Log):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


class LogInline(OnlyOperationsWrite, TabularInline):
    model = Log
    fields = ["date", "status", "exception_type", "message"]
    readonly_fields = fields
    extra = 0
    verbose_name_plural = _("attempts")


@admin.register(Email)
class LetterAdmin(OnlyOperationsWrite, ModelAdmin):
    change_form_template = "admin/change_form.html"  # post_office's own has a button for a view of its own admin
    list_display = ["recipients", "kind", "shown_subject", "shown_status", "created", "number_of_retries"]
    list_filter = ["status", ("created", admin.DateFieldListFilter)]
    search_fields = ["to", "subject", "message_id"]
    ordering = ["-pk"]
    date_hierarchy = "created"
    fields = ["recipients", "kind", "subject", "message", "status", "scheduled_time", "message_id", "context"]
    inlines = [LogInline]
    actions = [
        operation_action(
            "send_again",
            _("Try again now"),
            lambda letter, _seen, actor: send_letter_again(letter.pk, actor=actor, at=now()),
        )
    ]

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
        label={"sent": "success", "failed": "danger", "queued": "info", "requeued": "warning"},
    )
    def shown_status(self, letter: Email) -> tuple[str, str]:
        return STATUS._fields[letter.status], letter.get_status_display()

    def has_action_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


@admin.register(MailText)
class MailTextAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    """Written on the site's own pages."""

    list_display = ["kind", "language", "subject", "is_in_use", "changed_at"]
    list_filter = ["language", "is_in_use"]
    search_fields = ["kind", "subject"]
    ordering = ["kind", "language"]


@admin.register(MailSender)
class MailSenderAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    """Set on the site's own pages."""

    list_display = ["id", "name", "reply_to"]
    ordering = ["id"]
