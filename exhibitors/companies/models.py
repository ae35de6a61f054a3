import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.validity import Guard
from ciie.kernel.wording import side_by_side
from exhibitors.companies.states import (
    NAME_CHANGE_LIFECYCLE,
    NAME_IS_CHECKED,
    CompanyRole,
    NameChangeState,
    Verification,
    VerifiedBy,
)
from pavilions.floor.models.edition import Edition

NAME_LENGTH = 200


def refuses_merged(column: str = "company_id") -> Guard:
    """Return a trigger for a table that refers to companies. It refuses new rows for a company that has been merged.

    It locks the company as a foreign key does, so that a row either comes before the merge, which waits for it and
    moves it, or after it, and is refused.
    """
    return Guard(
        name=f"{column.removesuffix('_id')}_not_merged",
        sentence=_("This company was merged into another one. Use that one instead."),
        refused=f"""
            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.{column} FOR KEY SHARE;
            IF merged IS NOT NULL THEN""",  # noqa: S608  (the name of a column)
        operation=pgtrigger.Insert,
        declare=[("merged", "bigint")],
    )


@pghistory.track(exclude=["revision"])
class Company(models.Model):
    """An organization that exhibits. It is one row across editions, found again by its normalised name and country.

    The organizer's lists may hold several companies of one name and country. Each later one is `distinguished_by` the
    number, address or full name that sets it apart from the first.

    `verification_proof` is the domain or registration number that proves what the company says, and counts for one
    company only. `mail_domains` are further domains of the company, for which the organizer vouches. While
    `claims_blocked_at` is set, the company can claim no space.
    """

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    name_local = models.CharField(_("name in its own script"), max_length=NAME_LENGTH, blank=True)
    normalized_name = models.CharField(max_length=NAME_LENGTH, editable=False)
    distinguished_by = models.CharField(
        _("distinguished by"), max_length=NAME_LENGTH, blank=True, default="", db_default="", editable=False
    )
    country = CountryField(
        _("country or region"), blank=True, help_text=_("Blank if an imported list did not state it.")
    )
    city = models.CharField(_("city"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    website = models.URLField(_("website"), blank=True)
    contact_email = models.EmailField(_("contact email"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    is_on_public_plans = models.BooleanField(
        _("show our name on public plans"),
        default=False,
        help_text=_("Your name is shown to everyone on your booths once the booking is approved."),
    )
    verification = models.CharField(
        _("verification"), max_length=20, choices=Verification, default=Verification.UNVERIFIED, editable=False
    )
    verified_by = models.CharField(
        _("verified by"), max_length=20, choices=VerifiedBy, default="", blank=True, editable=False
    )
    verification_proof = models.CharField(
        pgettext_lazy("verification", "proof"), max_length=255, default="", blank=True, editable=False
    )
    verification_reason = models.TextField(
        _("reason for refusal"), max_length=2000, default="", blank=True, editable=False
    )
    verification_at = models.DateTimeField(_("verification decided at"), null=True, blank=True, editable=False)
    mail_domains = ArrayField(
        models.CharField(max_length=253),
        verbose_name=_("mail domains"),
        default=list,
        db_default=Value([], ArrayField(models.CharField(max_length=253))),
        blank=True,
        editable=False,
    )
    claims_blocked_at = models.DateTimeField(_("suspended from booking at"), null=True, blank=True, editable=False)
    claims_blocked_reason = models.TextField(
        _("reason for suspension"), max_length=2000, default="", blank=True, editable=False
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_companies",
        verbose_name=_("merged into"),
        editable=False,
    )
    is_small = models.BooleanField(_("small or medium-sized company"), default=False, db_default=False, editable=False)
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="companies", verbose_name=_("people")
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.UniqueConstraint(
                fields=["normalized_name", "country", "distinguished_by"],
                name="company_once_per_country",
                violation_error_message=_("A company of this name and country or region is already registered."),
            ),
            models.CheckConstraint(
                condition=~Q(normalized_name=""),
                name="company_has_name",
                violation_error_message=_("A company needs a name with at least one letter or digit."),
            ),
            models.CheckConstraint(
                condition=Q(verification=Verification.VERIFIED) ^ Q(verified_by=""),
                name="company_verified_by_something",
                violation_error_message=_(
                    "A verified company needs a record of how it was verified; other companies cannot have one."
                ),
            ),
            models.UniqueConstraint(
                fields=["verified_by", "verification_proof"],
                condition=~Q(verification_proof=""),
                name="company_proof_counts_once",
                violation_error_message=_("This domain or registration number already verifies another company."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="company_not_merged_into_itself",
                violation_error_message=_("Choose two different companies."),
            ),
            models.CheckConstraint(
                condition=Q(claims_blocked_at__isnull=True) ^ ~Q(claims_blocked_reason=""),
                name="company_blocked_with_reason",
                violation_error_message=_("Suspending a company requires a reason."),
            ),
        ]
        indexes = [
            GinIndex(fields=["normalized_name"], name="company_name_trigrams", opclasses=["gin_trgm_ops"]),
            *(
                GinIndex(OpClass(Upper(name), name="gin_trgm_ops"), name=f"company_{name}_parts")
                for name in ("name", "name_local", "city", "contact_email")
            ),
            models.Index(fields=["name", "id"], name="company_by_name"),
            models.Index(fields=["country"], condition=Q(merged_into=None), name="company_by_country"),
            models.Index(
                fields=["created_at", "id"],
                condition=Q(merged_into=None, verification=Verification.UNVERIFIED),
                name="company_to_check",
            ),
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return self.name

    @property
    def is_name_checked(self) -> bool:
        """Whether somebody has checked the name, which a domain or number of the company's own does not prove."""
        return self.verified_by in NAME_IS_CHECKED


@pghistory.track(exclude=["revision"])
class NameChange(models.Model):
    """A new name or country that an owner requests for a company whose name has been checked.

    Until the organizer agrees, the company keeps the present ones, which the columns `…_before` repeat.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="name_changes", verbose_name=_("company"))
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    name_local = models.CharField(_("name in its own script"), max_length=NAME_LENGTH, blank=True)
    country = CountryField(_("country or region"), blank=True)
    name_before = models.CharField(_("name before"), max_length=NAME_LENGTH)
    name_local_before = models.CharField(_("name in its own script before"), max_length=NAME_LENGTH, blank=True)
    country_before = CountryField(_("country or region before"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=NameChangeState, default=NameChangeState.WAITING)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("proposed by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("change of name")
        verbose_name_plural = _("changes of names")
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(state=NameChangeState.WAITING),
                name="name_change_waits_once",
                violation_error_message=_("Another change of the name is already waiting for the organizer."),
            ),
            models.CheckConstraint(
                condition=Q(state=NameChangeState.DECLINED) ^ Q(reason=""),
                name="name_change_declined_with_reason",
                violation_error_message=_("Declining a change of name requires a reason."),
            ),
            models.CheckConstraint(
                condition=Q(state=NameChangeState.WAITING) ^ Q(decided_at__isnull=False),
                name="name_change_decided_at_a_time",
                violation_error_message=_("A decided change of name needs the time of the decision."),
            ),
            models.CheckConstraint(
                condition=~Q(name=F("name_before"), name_local=F("name_local_before"), country=F("country_before")),
                name="name_change_changes_something",
                violation_error_message=_("The new name and country are those that the company has."),
            ),
        ]
        triggers = [counts_revision(), refuses_merged(), *NAME_CHANGE_LIFECYCLE.triggers("state")]

    def __str__(self) -> str:
        return f"{self.name_before} → {self.name}"


@pghistory.track(exclude=["revision"])
class Membership(models.Model):
    """A person's role in a company. One person may belong to several companies.

    `may_sign` is the right of an editor to sign and accept for the company, given by an owner. Owners have it anyway.
    """

    company = models.ForeignKey(Company, models.CASCADE, verbose_name=_("company"), related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=CompanyRole)
    may_sign = models.BooleanField(_("may sign"), default=False, db_default=False)
    revision = revision_field()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=~Q(role=CompanyRole.VIEWER, may_sign=True),
                name="membership_viewer_signs_nothing",
                violation_error_message=_("A viewer cannot sign for the company. Make this person an editor first."),
            ),
            models.UniqueConstraint(
                fields=["company", "user"],
                name="membership_once",
                violation_error_message=_("This person already belongs to this company."),
            ),
        ]
        triggers = [counts_revision(), refuses_merged()]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class CompanyInvitation(models.Model):
    """An invitation by mail to act for a company. It is accepted by the person who signs in with that address."""

    company = models.ForeignKey(Company, models.CASCADE, verbose_name=_("company"), related_name="invitations")
    email = models.EmailField(_("email address"))
    role = models.CharField(_("role"), max_length=10, choices=CompanyRole)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("invited by"), null=True, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited at"))
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("company invitation")
        verbose_name_plural = _("company invitations")
        triggers = [refuses_merged()]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"


class Participation(models.Model):
    """What a list of exhibitors says about a company in one edition: stated booths and halls, besides its bookings."""

    company = models.ForeignKey(Company, models.CASCADE, verbose_name=_("company"), related_name="participations")
    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="participations")
    external_id = models.CharField(_("ID in the source"), max_length=100, blank=True)
    stated_booths = ArrayField(
        models.CharField(max_length=80), verbose_name=_("stated booths"), default=list, blank=True
    )
    stated_halls = ArrayField(models.CharField(max_length=80), verbose_name=_("stated halls"), default=list, blank=True)
    stated_area_sqm = models.DecimalField(_("stated area (m²)"), max_digits=10, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(fields=["company", "edition"], name="participation_once_per_edition"),
            models.UniqueConstraint(
                fields=["edition", "external_id"], condition=~Q(external_id=""), name="participation_external_id_once"
            ),
        ]

    def __str__(self) -> str:
        return side_by_side(self.company, self.edition)
