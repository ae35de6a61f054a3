from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.bilingual import both, shown, site_name
from ciie.kernel.currencies import validate_currency
from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.validity import frozen_while
from ciie.mail.models import SENDER_NAME
from pavilions.floor.models.fair import Fair
from pavilions.states import BookingSteps, EditionStatus

LARGEST_NUMBER = 999
PLANS_IN_PUBLIC = "FROM pavilions_floorplan WHERE edition_id = OLD.id AND state <> 'draft'"
SPACE_HOLDERS = "FROM pavilions_spaceholder WHERE edition_id = OLD.id"


def validate_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(_("This is not a time zone of the IANA list, such as Asia/Shanghai."), code="time_zone")


LAPSE_WARNING_DAYS = 7
"""The number of days before an undecided booking lapses at which its exhibitor is notified."""

OWNERSHIP_OBJECTION_DAYS = 5


class EditionQuerySet(models.QuerySet["Edition"]):
    def newest_first(self) -> "EditionQuerySet":
        return self.order_by("-number")

    def open_for_booking(self) -> "EditionQuerySet":
        return self.filter(status=EditionStatus.OPEN)


@pghistory.track(exclude=["revision"])
class Edition(models.Model):
    """One yearly run of the expo."""

    fair = models.ForeignKey(
        Fair, models.PROTECT, verbose_name=_("fair"), related_name="editions", null=True, blank=True
    )
    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(LARGEST_NUMBER)]
    )
    name = models.CharField(_("name"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=120, blank=True, default="", db_default="")
    opens_date = models.DateField(_("opens on"))
    closes_date = models.DateField(_("closes on"))
    status = models.CharField(_("status"), max_length=20, choices=EditionStatus, default=EditionStatus.PLANNING)
    booking_opens_at = models.DateTimeField(_("booking opens at"))
    booking_closes_at = models.DateTimeField(_("booking closes at"))
    hold_minutes = models.PositiveSmallIntegerField(
        _("hold time in minutes"), default=30, validators=[MinValueValidator(1), MaxValueValidator(60 * 24 * 21)]
    )
    held_booths_limit = models.PositiveSmallIntegerField(
        _("maximum booths held at a time"),
        default=120,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Per exhibitor, not yet submitted. Blank: no limit."),
    )
    held_sqm_limit = models.DecimalField(
        _("maximum m² held at a time"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Per exhibitor, not yet submitted. Blank: no limit."),
    )
    undecided_booths_limit = models.PositiveSmallIntegerField(
        _("maximum undecided booths per exhibitor"),
        default=120,
        validators=[MinValueValidator(1)],
        help_text=_("Held, submitted and wait-listed together, until they are decided."),
    )
    undecided_sqm_limit = models.DecimalField(
        _("maximum undecided m² per exhibitor"),
        max_digits=9,
        decimal_places=2,
        default=6000,
        validators=[MinValueValidator(1)],
        help_text=_("Booths and applications without booths, until they are decided."),
    )
    undecided_bookings_limit = models.PositiveSmallIntegerField(
        _("maximum undecided bookings per exhibitor"),
        default=20,
        validators=[MinValueValidator(1)],
        help_text=_("Including drafts."),
    )
    person_booths_limit = models.PositiveSmallIntegerField(
        _("maximum undecided booths per person"),
        default=240,
        validators=[MinValueValidator(1)],
        help_text=_("For all companies that a person acts for."),
    )
    person_sqm_limit = models.DecimalField(
        _("maximum undecided m² per person"),
        max_digits=9,
        decimal_places=2,
        default=12000,
        validators=[MinValueValidator(1)],
        help_text=_("For all companies that a person acts for."),
    )
    person_bookings_limit = models.PositiveSmallIntegerField(
        _("maximum undecided bookings per person"),
        default=60,
        validators=[MinValueValidator(1)],
        help_text=_("For all companies that a person acts for."),
    )
    unverified_booths_limit = models.PositiveSmallIntegerField(
        _("maximum booths before verification"),
        default=2,
        help_text=_("For a company that is not verified yet, and for a person across all such companies."),
    )
    unverified_sqm_limit = models.DecimalField(
        _("maximum m² before verification"),
        max_digits=9,
        decimal_places=2,
        default=36,
        validators=[MinValueValidator(0)],
        help_text=_("For a company that is not verified yet, and for a person across all such companies."),
    )
    unverified_share_percent = models.PositiveSmallIntegerField(
        _("maximum share of the free space before verification (%)"),
        default=5,
        db_default=5,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("For all companies together that are not verified yet; decided bookings do not count."),
    )
    accepts_registration_numbers = models.BooleanField(
        _("registration numbers verify companies"),
        default=False,
        help_text=_("A registration number that is valid by its country's rules verifies one company."),
    )
    ownership_objection_days = models.PositiveSmallIntegerField(
        _("days to object to a claim of a company"),
        default=OWNERSHIP_OBJECTION_DAYS,
        db_default=OWNERSHIP_OBJECTION_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_(
            "Who claims a listed company from an address at its domain becomes its owner after this many days, unless "
            "the listed contact or an organizer objects."
        ),
    )
    undecided_days = models.PositiveSmallIntegerField(
        _("days to decide"),
        default=14,
        validators=[MinValueValidator(1)],
        help_text=_("Organizers are reminded of bookings that have been waiting longer."),
    )
    lapse_days = models.PositiveSmallIntegerField(
        _("days until an undecided booking lapses"),
        default=90,
        null=True,
        blank=True,
        help_text=_("The exhibitor is warned a week before. Blank: submitted bookings never lapse."),
    )
    booking_steps = models.CharField(
        _("after approval"),
        max_length=20,
        choices=BookingSteps,
        default=BookingSteps.BY_HAND,
        db_default=BookingSteps.BY_HAND,
        help_text=_("How an approved booking becomes a confirmed one."),
    )
    offer_days = models.PositiveSmallIntegerField(
        _("days to accept an offer"),
        default=14,
        db_default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("An offer that has not been accepted by its last day lapses, and its space is released."),
    )
    offer_reminder_days = models.PositiveSmallIntegerField(
        _("reminder, days before an offer lapses"),
        default=3,
        db_default=3,
        validators=[MaxValueValidator(60)],
        help_text=_("0: no reminder."),
    )
    holds_mail = models.BooleanField(
        _("emails of decisions wait in a batch"),
        default=False,
        db_default=False,
        help_text=_("They are sent together when an organizer releases the batch, not with each decision."),
    )
    larger_percent = models.PositiveSmallIntegerField(
        _("larger than requested, at most (%)"),
        default=20,
        validators=[MaxValueValidator(1000)],
        help_text=_("Assigning more space than this beyond the request requires a reason."),
    )
    change_hours = models.PositiveSmallIntegerField(
        _("hours to change a returned booking"),
        default=72,
        help_text=_("How long booths remain held when an organizer returns a booking for change."),
        validators=[MinValueValidator(1), MaxValueValidator(24 * 60)],
    )
    cancel_until_date = models.DateField(
        _("exhibitors can cancel until"), help_text=_("Afterwards only a director can cancel an approved booking.")
    )
    currency = models.CharField(_("currency"), max_length=3, default="CNY", validators=[validate_currency])
    sender_name = models.CharField(
        _("sender name"), max_length=80, blank=True, db_default="", default="", validators=[SENDER_NAME]
    )
    reply_to = models.EmailField(_("reply address"), blank=True, db_default="", default="")
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)
    revision = revision_field()

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_date__lte=F("closes_date")),
                name="edition_opens_before_it_closes",
                violation_error_message=_("An edition cannot close before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(booking_opens_at__lt=F("booking_closes_at")),
                name="edition_booking_window_is_a_period",
                violation_error_message=_("Booking cannot close before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(held_booths_limit__isnull=True) | Q(held_booths_limit__gte=1),
                name="edition_held_booths_limit_is_one_or_more",
                violation_error_message=_("The limit must be at least one booth. Leave blank for no limit."),
            ),
            models.CheckConstraint(
                condition=Q(held_sqm_limit__isnull=True) | Q(held_sqm_limit__gte=1),
                name="edition_held_sqm_limit_is_one_or_more",
                violation_error_message=_("The limit must be at least 1 m². Leave blank for no limit."),
            ),
            models.CheckConstraint(
                condition=Q(
                    undecided_booths_limit__gte=1,
                    undecided_sqm_limit__gte=1,
                    undecided_bookings_limit__gte=1,
                    person_booths_limit__gte=1,
                    person_sqm_limit__gte=1,
                    person_bookings_limit__gte=1,
                ),
                name="edition_undecided_limits_are_one_or_more",
                violation_error_message=_(
                    "Each limit on undecided space must be at least one booth, 1 m² or one booking."
                ),
            ),
            models.CheckConstraint(
                condition=Q(unverified_sqm_limit__gte=0),
                name="edition_unverified_sqm_limit_is_not_negative",
                violation_error_message=_("The limit before verification cannot be below 0 m²."),
            ),
            models.CheckConstraint(
                condition=Q(ownership_objection_days__gte=1, ownership_objection_days__lte=60),
                name="edition_ownership_objection_days_in_range",
                violation_error_message=_("The period for objections must be between 1 and 60 days."),
            ),
            models.CheckConstraint(
                condition=Q(unverified_share_percent__range=(1, 100)),
                name="edition_unverified_share_in_bounds",
                violation_error_message=_("The share before verification must be from 1 to 100%."),
            ),
            models.CheckConstraint(
                condition=Q(undecided_days__gte=1)
                & (Q(lapse_days__isnull=True) | Q(lapse_days__gte=F("undecided_days") + LAPSE_WARNING_DAYS)),
                name="edition_lapse_after_reminder_and_warning",
                violation_error_message=_(
                    "A booking can lapse no earlier than a week after the organizers are reminded of it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(offer_days__gte=1) & Q(offer_reminder_days__lt=F("offer_days")),
                name="edition_offer_reminder_before_it_lapses",
                violation_error_message=_("The reminder must be sent on a later day than the offer."),
            ),
            models.CheckConstraint(
                condition=Q(booking_steps__in=BookingSteps.values),
                name="edition_booking_steps_known",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex="^[A-Z]{3}$"),
                name="edition_currency_is_a_code",
                violation_error_message=_("Enter the ISO 4217 code of the currency, such as CNY."),
            ),
        ]
        triggers = [
            counts_revision(),
            frozen_while(
                PLANS_IN_PUBLIC,
                SPACE_HOLDERS,
                name="edition_number_in_use",
                fields=("number",),
                field="number",
                sentence=_(
                    "The number cannot be changed: plans of this edition have been published, or space in "
                    "it is held. Create another edition instead."
                ),
            ),
            frozen_while(
                SPACE_HOLDERS,
                "FROM pavilions_programmeevent WHERE edition_id = OLD.id",
                name="edition_time_zone_in_use",
                fields=("time_zone",),
                field="time_zone",
                sentence=_(
                    "The time zone cannot be changed: bookings or events of this edition are recorded in "
                    "it, and their dates would shift."
                ),
            ),
        ]

    def __str__(self) -> str:
        return shown(self, "name")

    @property
    def mail_names(self) -> dict[str, str]:
        """The names of the edition for the context of a mail."""
        return {**both("edition", self.name, self.name_zh), "edition_number": str(self.number)}

    @property
    def batch_scope(self) -> str:
        """The key under which its batches of letters are stored."""
        return f"edition-{self.pk}"

    @property
    def held_for(self) -> str:
        """The batches in which letters of decisions wait; empty if they leave at once."""
        return self.batch_scope if self.holds_mail else ""

    @property
    def is_public(self) -> bool:
        """Whether everybody may see its pages. The current edition has public pages in any case."""
        return self.status in {EditionStatus.OPEN, EditionStatus.CLOSED}

    @property
    def fair_name(self) -> str:
        """The name of its fair in the reader's language, or the site's."""
        return str(self.fair) if self.fair else site_name()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def goes_by_offer(self) -> bool:
        """Whether the acceptance of an offer confirms a booking; otherwise its approval makes it binding."""
        return self.booking_steps == BookingSteps.OFFER

    def takes_bookings(self, at: datetime) -> bool:
        return self.status == EditionStatus.OPEN and self.booking_opens_at <= at < self.booking_closes_at
