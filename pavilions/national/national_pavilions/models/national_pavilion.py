import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from ciie.kernel.bilingual import shown
from ciie.kernel.country_names import name_order
from ciie.kernel.revisions import counts_revision, revision_field
from pavilions.floor.ledger.models import SpaceHolder
from pavilions.floor.models.edition import Edition
from pavilions.states import PAVILION_LIFECYCLE, TAKING_PART, PavilionStage

INVITED_ALREADY = _("This participant has already been invited to this edition.")
GUEST_IS_A_COUNTRY = _("Only a country can be guest country of honour.")


class NationalPavilionQuerySet(models.QuerySet["NationalPavilion"]):
    def taking_part(self) -> "NationalPavilionQuerySet":
        """Return the pavilions whose country or organization has confirmed, and not declined since."""
        return self.filter(stage__in=TAKING_PART)


@pghistory.track(exclude=["revision"])
class NationalPavilion(models.Model):
    """A country's or an international organization's presence in the national exhibition of an edition.

    `next_due_date` is a separate due date for its next stage, instead of the edition's, and ends with the stage.
    `space_changes` counts how often space was allocated or taken back, so that the history shows by whom.
    """

    holder = models.OneToOneField(
        SpaceHolder, models.PROTECT, verbose_name=_("holder"), primary_key=True, related_name="national_pavilion"
    )
    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="national_pavilions")
    country = CountryField(_("country or region"), blank=True)
    organization = models.CharField(_("international organization"), max_length=160, blank=True)
    organization_zh = models.CharField(
        _("international organization in Chinese"), max_length=160, blank=True, default="", db_default=""
    )
    stage = models.CharField(
        _("stage"), max_length=20, choices=PavilionStage, default=PavilionStage.INVITED, editable=False
    )
    is_guest_of_honour = models.BooleanField(_("guest country of honour"), default=False)
    theme = models.CharField(_("theme"), max_length=200, blank=True)
    theme_zh = models.CharField(_("theme in Chinese"), max_length=200, blank=True, default="", db_default="")
    managers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="national_pavilions", blank=True)
    invited_at = models.DateTimeField(_("invited at"), editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)
    next_due_date = models.DateField(_("next stage due on"), null=True, blank=True)
    wanted_sqm = models.DecimalField(
        _("requested area (m²)"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    space_wishes = models.TextField(_("requirements for the space"), max_length=2000, blank=True)
    space_changes = models.PositiveIntegerField(default=0, editable=False)
    revision = revision_field()

    objects = NationalPavilionQuerySet.as_manager()

    class Meta:
        verbose_name = _("national pavilion")
        verbose_name_plural = _("national pavilions")
        constraints = [
            models.CheckConstraint(
                condition=(Q(country="") & ~Q(organization="")) | (~Q(country="") & Q(organization="")),
                name="pavilion_of_country_or_organization",
                violation_error_message=_("Choose either a country or an international organization."),
            ),
            models.UniqueConstraint(
                "edition",
                "country",
                Lower("organization"),
                name="pavilion_once_per_edition",
                violation_error_message=INVITED_ALREADY,
            ),
            models.UniqueConstraint(
                "edition",
                Lower("organization_zh"),
                condition=~Q(organization_zh=""),
                name="pavilion_once_in_chinese",
                violation_error_message=INVITED_ALREADY,
            ),
            models.CheckConstraint(
                condition=Q(is_guest_of_honour=False) | ~Q(country=""),
                name="guest_of_honour_is_a_country",
                violation_error_message=GUEST_IS_A_COUNTRY,
            ),
            models.CheckConstraint(
                condition=Q(wanted_sqm__isnull=True) | Q(wanted_sqm__gt=0),
                name="pavilion_wants_some_area",
                violation_error_message=_("Request more than 0 m²."),
            ),
        ]
        triggers = [*PAVILION_LIFECYCLE.triggers("stage"), counts_revision()]

    def __str__(self) -> str:
        return shown(self, "organization") or str(self.country.name)

    def place_in_lists(self) -> tuple[bool, tuple[str, str]]:
        """Return the sort key of lists.

        Countries come first, by name in the order of the reader's language, then organizations by name.
        """
        return bool(self.organization), name_order(self.country.code or "", str(self))

    @property
    def takes_part(self) -> bool:
        """Whether the pavilion is public, since it has confirmed and not declined since."""
        return self.stage in TAKING_PART


class PavilionMove(models.Model):
    """A change of a pavilion's stage: from which to which, when, by whom (None for the system), and why."""

    pavilion = models.ForeignKey(NationalPavilion, models.PROTECT, verbose_name=_("pavilion"), related_name="moves")
    from_stage = models.CharField(pgettext_lazy("stage", "from"), max_length=20, choices=PavilionStage, blank=True)
    to_stage = models.CharField(pgettext_lazy("stage", "to"), max_length=20, choices=PavilionStage)
    moved_at = models.DateTimeField(_("changed at"))
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("moved by"), null=True, related_name="+"
    )
    note = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("stage change of a pavilion")
        verbose_name_plural = _("stage changes of pavilions")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(from_stage=models.F("to_stage")), name="pavilion_move_leads_elsewhere"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.pavilion}: {self.get_to_stage_display()}"


@pghistory.track(exclude=["revision"])
class StageDeadline(models.Model):
    """The day by which the pavilions of an edition should reach a stage. Without a row a default applies."""

    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name=_("edition"), related_name="stage_deadlines")
    stage = models.CharField(_("stage"), max_length=20, choices=PavilionStage)
    due_date = models.DateField(_("due on"))
    revision = revision_field()

    class Meta:
        verbose_name = _("deadline of a stage")
        verbose_name_plural = _("deadlines of stages")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "stage"],
                name="stage_deadline_once",
                violation_error_message=_("This stage already has a deadline."),
            )
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_stage_display()}"


class PavilionInvitation(models.Model):
    """An invitation by mail to manage a pavilion. The person who signs in with that address accepts it."""

    pavilion = models.ForeignKey(
        NationalPavilion, models.PROTECT, verbose_name=_("pavilion"), related_name="invitations"
    )
    email = models.EmailField(_("email address"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("invited by"), null=True, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited at"), db_default=Now())
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation of a pavilion's manager")
        verbose_name_plural = _("invitations of pavilions' managers")

    def __str__(self) -> str:
        return f"{self.email}: {self.pavilion}"
