"""Contracts as they were made, their payment schedule, signatures with their evidence, and uploaded signed copies."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.public_ids import public_id_field
from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.validity import changed
from exhibitors.bookings.models import Booking
from exhibitors.companies.mandates.models import Mandate
from exhibitors.money.sales.models.offers import DIGITS, PLACES, REASON_LENGTH, Offer
from exhibitors.money.sales.states import CONTRACT_LIFECYCLE, ContractState, CopyState, NameFrom, PartKind, SignedBy
from exhibitors.pricing.terms.models import EditionTerms

LONGEST_DRAWING = 20_000
SHA256 = 64

WHAT_IS_AGREED = ("booking", "offer", "version", "made_at", "terms", "text", "file", "digest", "public_id")
WHAT_IS_FINISHED = ("signed_file", "signed_digest", "is_sealed", "is_stamped")


@pghistory.track(exclude=["revision", "text", "public_id", "is_stamped"])
class Contract(models.Model):
    """The contract that an accepted offer leads to. Triggers keep its text and the PDF to be signed unchanged.

    `file` is the name of the PDF to be signed in the storage, and `digest` is its SHA-256. `signed_file` is made after
    the signature: the same contract with the evidence of the signature and, if configured, the organizer's seal and a
    time stamp. `public_id` is in the URL of the page on which anybody can check a PDF.
    """

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="contracts", verbose_name=_("booking"))
    offer = models.OneToOneField(Offer, models.PROTECT, related_name="contract", verbose_name=_("offer"))
    version = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=20, choices=ContractState, default=ContractState.SENT)
    made_at = models.DateTimeField(_("made at"))
    sign_by = models.DateField(_("to be signed by"))
    terms = models.ForeignKey(
        EditionTerms, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("terms")
    )
    text = models.TextField(_("frozen text"))
    file = models.CharField(_("PDF"), max_length=200)
    digest = models.CharField(_("SHA-256 of the PDF"), max_length=SHA256)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signed_file = models.CharField(_("signed PDF"), max_length=200, blank=True)
    signed_digest = models.CharField(_("SHA-256 of the signed PDF"), max_length=SHA256, blank=True)
    is_sealed = models.BooleanField(_("sealed"), default=False)
    is_stamped = models.BooleanField(_("time stamp"), default=False, db_default=False)
    public_id = public_id_field()
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        constraints = [
            models.UniqueConstraint(fields=["booking", "version"], name="contract_version_once"),
            models.UniqueConstraint(
                fields=["booking"],
                condition=~Q(state=ContractState.VOID),
                name="contract_one_stands",
                violation_error_message=_("This booking already has a valid contract."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ContractState.SIGNED) | Q(signed_at__isnull=False),
                name="contract_signed_has_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state=ContractState.VOID) | Q(ended_at__isnull=False), name="contract_void_has_instant"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "sign_by"], name="contract_due"),
            models.Index(
                fields=["signed_at", "id"],
                condition=Q(signed_at__isnull=False, signed_file=""),
                name="contract_unfinished",
            ),
        ]
        triggers = [
            *CONTRACT_LIFECYCLE.triggers("state"),
            counts_revision(ignoring=("reminded_at",)),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="agreed_stands", fields=WHAT_IS_AGREED),
            pgtrigger.Protect(
                name="signed_pdf_stands",
                operation=pgtrigger.Update,
                condition=changed(*WHAT_IS_FINISHED) & ~pgtrigger.Q(old__signed_digest=""),
            ),
            pgtrigger.Protect(
                name="signature_stands",
                operation=pgtrigger.Update,
                condition=changed("signed_at", "sign_by") & pgtrigger.Q(old__signed_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="signed_reason_stands",
                operation=pgtrigger.Update,
                condition=changed("reason", "ended_at")
                & pgtrigger.Q(old__state=ContractState.SIGNED, new__state=ContractState.SIGNED),
            ),
            pgtrigger.Protect(
                name="ended_stands",
                operation=pgtrigger.Update,
                condition=changed("reason", "ended_at", "sign_by", "signed_at")
                & pgtrigger.Q(old__state=ContractState.VOID),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The booking's reference with the version of the contract, such as `7-000123-C1`."""
        return f"{self.booking.reference}-C{self.version}"

    @property
    def newest_file(self) -> tuple[str, str]:
        """The name and SHA-256 of the PDF to hand out: the signed one if there is one, else the one to be signed."""
        return (self.signed_file, self.signed_digest) if self.signed_file else (self.file, self.digest)

    @property
    def signed_by(self) -> str:
        """The name of the signer.

        It is empty before the signature, and for amendments, which are not signed themselves.
        """
        return self.signature.name if hasattr(self, "signature") else ""


class Amendment(models.Model):
    """Less space than was signed for: `contract` replaced `amends` without another signature.

    `credited` is the amount invoiced in excess of the new price, with tax, and `freed` is how much of it had been paid.
    """

    contract = models.OneToOneField(Contract, models.PROTECT, related_name="amendment", verbose_name=_("contract"))
    amends = models.OneToOneField(
        Contract, models.PROTECT, related_name="amended_by", verbose_name=_("amended contract")
    )
    returned = models.CharField(_("booths returned"), max_length=2000, blank=True)
    taken = models.CharField(_("booths instead"), max_length=2000, blank=True)
    percent = models.DecimalField(_("per cent"), max_digits=6, decimal_places=3)
    fee = models.DecimalField(_("cancellation fee (net)"), max_digits=DIGITS, decimal_places=PLACES)
    tax = models.DecimalField(_("tax on the fee"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    credited = models.DecimalField(_("credited"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    freed = models.DecimalField(_("paid"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    back_by = models.DateField(_("comes back by"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )

    class Meta:
        verbose_name = _("amendment of a contract")
        verbose_name_plural = _("amendments of contracts")
        constraints = [models.CheckConstraint(condition=Q(fee__gte=0), name="amendment_fee_is_not_negative")]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="append_only", exclude=["made_by"]),
        ]

    def __str__(self) -> str:
        return self.contract.number


class Instalment(models.Model):
    """One part of the net price of an accepted offer, and its due date. All parts add up to the offer's net price."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="instalments", verbose_name=_("offer"))
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=20, choices=PartKind)
    term = models.JSONField(_("term of the schedule"))
    net = models.DecimalField(_("net"), max_digits=DIGITS, decimal_places=PLACES)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    drafted_at = models.DateTimeField(_("invoice drafted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("part of a payment schedule")
        verbose_name_plural = _("parts of payment schedules")
        constraints = [
            models.UniqueConstraint(fields=["offer", "position"], name="instalment_position_once"),
            models.CheckConstraint(condition=Q(net__gte=0), name="instalment_is_not_negative"),
        ]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="agreed_stands", exclude=["due_on", "drafted_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.position}"


class SignedCopy(models.Model):
    """The scan of a contract that was signed on paper, and the organizer's decision on it."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="copies", verbose_name=_("contract"))
    state = models.CharField(_("state"), max_length=20, choices=CopyState, default=CopyState.WAITING)
    file = models.CharField(_("PDF"), max_length=200)
    title = models.CharField(_("name of the file"), max_length=120)
    digest = models.CharField(_("SHA-256"), max_length=SHA256)
    size = models.PositiveIntegerField(_("size in bytes"))
    name = models.CharField(_("signed by"), max_length=200)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    address = models.GenericIPAddressField(_("IP address"), null=True)
    user_agent = models.CharField(_("browser"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"), max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = _("signed copy")
        verbose_name_plural = _("signed copies")
        constraints = [
            models.UniqueConstraint(
                fields=["contract"],
                condition=Q(state=CopyState.WAITING),
                name="signed_copy_one_waits",
                violation_error_message=_("A signed copy is already being checked."),
            ),
            models.CheckConstraint(
                condition=Q(state=CopyState.WAITING) ^ Q(decided_at__isnull=False),
                name="signed_copy_decided_has_instant",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="sent_stands",
                exclude=["state", "decided_at", "decided_by", "reason", "uploaded_by"],
            ),
            pgtrigger.Protect(
                name="decided_stands",
                operation=pgtrigger.Update,
                condition=changed("state", "decided_at", "reason") & ~pgtrigger.Q(old__state=CopyState.WAITING),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Signature(models.Model):
    """Who signed a contract, how, when and from where, and the SHA-256 of the PDF that was signed.

    `name_from` is the source of the name. `code_email` is the address that the code was sent to, and `code_entered_at`
    is when the person entered it.
    """

    contract = models.OneToOneField(Contract, models.PROTECT, related_name="signature", verbose_name=_("contract"))
    way = models.CharField(_("signed by"), max_length=20, choices=SignedBy)
    digest = models.CharField(_("SHA-256 of the PDF"), max_length=SHA256)
    name = models.CharField(_("name"), max_length=200)
    name_from = models.CharField(
        _("name taken from"), max_length=20, choices=NameFrom, default=NameFrom.TYPED, db_default=NameFrom.TYPED
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("power of attorney")
    )
    code_email = models.EmailField(_("code sent to"), max_length=254, blank=True, default="", db_default="")
    code_entered_at = models.DateTimeField(_("code entered at"), null=True, blank=True)
    drawing = models.TextField(_("drawn signature"), max_length=LONGEST_DRAWING, blank=True)
    copy = models.OneToOneField(
        SignedCopy, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed copy")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    email = models.EmailField(_("email address"), max_length=254, blank=True)
    signed_at = models.DateTimeField(_("signed at"))
    address = models.GenericIPAddressField(_("IP address"), null=True)
    user_agent = models.CharField(_("browser"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.CheckConstraint(
                condition=Q(way=SignedBy.COPY, copy__isnull=False) | (~Q(way=SignedBy.COPY) & Q(copy__isnull=True)),
                name="signature_of_a_copy_has_it",
            ),
            models.CheckConstraint(
                condition=Q(way=SignedBy.DRAWN) ^ Q(drawing=""), name="signature_drawn_has_its_drawing"
            ),
            models.CheckConstraint(
                condition=Q(name_from=NameFrom.MANDATE) ^ Q(mandate__isnull=True), name="signature_names_its_mandate"
            ),
            models.CheckConstraint(
                condition=Q(name_from__in=[NameFrom.TYPED, NameFrom.PAPER]) | Q(code_entered_at__isnull=False),
                name="signature_confirmed_by_a_code",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="append_only", exclude=["person"]),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.name}"
