"""Codes sent by mail that confirm a signature or an acceptance."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exhibitors.money.sales.models.contracts import SHA256, Contract
from exhibitors.money.sales.models.offers import Offer

MOST_ATTEMPTS = 5


class MailedCode(models.Model):
    """A code of six digits for one person and one document. Only a keyed hash of it is kept.

    It must be entered before it expires and within a few attempts, and it can be used once.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    digest = models.CharField(_("SHA-256 of the document"), max_length=SHA256, blank=True)
    email = models.EmailField(_("sent to"), max_length=254)
    code_hash = models.CharField(_("keyed hash of the code"), max_length=64)
    sent_at = models.DateTimeField(_("sent at"))
    expires_at = models.DateTimeField(_("valid until"))
    attempts = models.PositiveSmallIntegerField(pgettext_lazy("signing code", "attempts"), default=0)
    entered_at = models.DateTimeField(_("entered at"), null=True, blank=True)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.ReadOnly(name="sent_stands", exclude=["attempts", "entered_at", "used_at"]),
            pgtrigger.Protect(
                name="used_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__used_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.sent_at:%Y-%m-%d %H:%M}"


class SigningCode(MailedCode):
    """A code that confirms the signature of one PDF of a contract."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="codes", verbose_name=_("contract"))

    class Meta(MailedCode.Meta):
        verbose_name = _("signing code")
        verbose_name_plural = _("signing codes")
        constraints = [
            models.CheckConstraint(condition=Q(attempts__lte=MOST_ATTEMPTS), name="signing_code_attempts"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(entered_at__isnull=False), name="signing_code_used_when_entered"
            ),
        ]


class AcceptanceCode(MailedCode):
    """A code that confirms the acceptance of one version of an offer if the acceptance is binding by itself."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="codes", verbose_name=_("offer"))

    class Meta(MailedCode.Meta):
        verbose_name = _("acceptance code")
        verbose_name_plural = _("acceptance codes")
        constraints = [
            models.CheckConstraint(condition=Q(attempts__lte=MOST_ATTEMPTS), name="acceptance_code_attempts"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(entered_at__isnull=False),
                name="acceptance_code_used_when_entered",
            ),
        ]
