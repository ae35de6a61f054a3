"""The recorded contexts to which the history refers (who did what, when and why), and the security log."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Func
from django.db.models.functions import Cast, Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pghistory.models import Context


class RecordedContext(Context):
    """A context, which is written once, with the first row that an operation changes. Its table is pghistory's."""

    class Meta:
        proxy = True
        verbose_name = _("recorded context")
        verbose_name_plural = _("recorded contexts")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class SecurityEventKind(models.TextChoices):
    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
    SIGNED_OUT = "signed_out", _("Signed out")
    PASSWORD_SET = "password_set", _("Password set")
    PASSWORD_RESET = "password_reset", _("Password reset by email")
    ADDRESS_ADDED = "address_added", _("Email address added")
    ADDRESS_VERIFIED = "address_verified", _("Email address verified")
    ADDRESS_REMOVED = "address_removed", _("Email address removed")
    PRIMARY_ADDRESS_CHANGED = "primary_address_changed", _("Primary email address changed")
    SESSIONS_ENDED = "sessions_ended", _("Sessions ended")
    FACTOR_ADDED = "factor_added", _("Second factor added")
    FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    FACTOR_FAILED = "factor_failed", _("Second factor failed")
    RECOVERY_CODE_USED = "recovery_code_used", _("Recovery code used")
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed", _("Recovery codes renewed")
    TOKEN_ISSUED = "token_issued", _("API token issued")
    TOKEN_REVOKED = "token_revoked", _("API token revoked")
    TOKEN_EXPIRED = "token_expired", _("Expired API token used")
    PERSON_CREATED = "person_created", _("Person created")
    PERSON_DEACTIVATED = "person_deactivated", _("Person deactivated")
    PERSON_REACTIVATED = "person_reactivated", _("Person reactivated")
    POWERS_CHANGED = "powers_changed", _("Permissions changed")
    ROLE_OFFERED = "role_offered", _("Invited to a role")
    ROLE_GIVEN = "role_given", _("Role given")
    ROLE_CHANGED = "role_changed", _("Role changed")
    ROLE_ENDED = "role_ended", _("Role ended")
    REFUSED = "refused", _("Refused")
    THROTTLED = "throttled", _("Too many requests")
    EXPORTED = "exported", _("Exported")
    PERSON_EXPORTED = "person_exported", _("Personal data exported")
    PERSON_ERASED = "person_erased", _("Person erased")


class SecurityEvent(models.Model):
    """One security event, which is never changed or deleted.

    People are recorded under the names that they had at the time, which remain when the people are gone.
    """

    at = models.DateTimeField(_("time"), db_index=True)
    kind = models.CharField(_("kind"), max_length=30, choices=SecurityEventKind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name=pgettext_lazy("security log", "person"),
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,  # covered by a composite index below
        help_text=_("The person concerned."),
    )
    person_email = models.CharField(_("email address"), max_length=254, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name=_("done by"),
        null=True,
        related_name="+",
        db_constraint=False,
    )
    actor_name = models.CharField(_("done by"), max_length=254, blank=True)
    address = models.GenericIPAddressField(_("IP address"), null=True)
    user_agent = models.CharField(_("browser"), max_length=200, blank=True)
    request_id = models.UUIDField(pgettext_lazy("HTTP", "request"), null=True)
    details = models.JSONField(_("details"), default=dict)
    once = models.CharField(max_length=80, blank=True, editable=False)
    """The key of an event that is recorded at most once a minute, such as refusals of one kind.

    It is empty for all others.
    """

    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security log")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["person", "-id"], name="security_event_person"),
            models.Index(fields=["kind", "-id"], name="security_event_kind"),
            GinIndex(
                *(
                    OpClass(Upper(each), name="gin_trgm_ops")
                    for each in (
                        *("person_email", "actor_name", "user_agent"),
                        Func("address", function="HOST", output_field=models.TextField()),
                        Cast("request_id", models.TextField()),
                        Cast("details", models.TextField()),
                    )
                ),
                name="security_event_parts",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["once"],
                condition=~models.Q(once=""),
                name="security_event_once",
                violation_error_message=_("This has already been recorded."),
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person_email or self.actor_name or self.address or '–'}"
