from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from pavilions.states import EditionStatus


def validate_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(_("This is not a time zone of the IANA list, such as Asia/Shanghai."), code="time_zone")


class EditionQuerySet(models.QuerySet["Edition"]):
    def newest_first(self) -> "EditionQuerySet":
        return self.order_by("-number")

    def open_for_booking(self) -> "EditionQuerySet":
        return self.filter(status=EditionStatus.OPEN)


@pghistory.track(exclude=["revision"])
class Edition(models.Model):
    """One yearly run of the expo."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    opens_date = models.DateField(_("opens on"))
    closes_date = models.DateField(_("closes on"))
    status = models.CharField(_("status"), max_length=20, choices=EditionStatus, default=EditionStatus.PLANNING)
    booking_opens_at = models.DateTimeField(_("booking opens at"))
    booking_closes_at = models.DateTimeField(_("booking closes at"))
    hold_minutes = models.PositiveSmallIntegerField(
        _("hold time in minutes"), default=30, validators=[MinValueValidator(1), MaxValueValidator(60 * 24 * 21)]
    )
    held_booths_limit = models.PositiveSmallIntegerField(
        _("most booths held at a time"),
        default=120,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("By one exhibitor, without having submitted them. Empty: no limit."),
    )
    held_sqm_limit = models.DecimalField(
        _("most m² held at a time"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("By one exhibitor, without having submitted them. Empty: no limit."),
    )
    change_hours = models.PositiveSmallIntegerField(
        _("hours to change a returned booking"),
        default=72,
        help_text=_("How long booths stay held when an organizer returns a booking for change."),
        validators=[MinValueValidator(1), MaxValueValidator(24 * 60)],
    )
    cancel_until_date = models.DateField(
        _("exhibitors may cancel until"), help_text=_("Afterwards only a director cancels an approved booking.")
    )
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
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
                violation_error_message=_("At least one booth must be possible to hold. Leave it empty for no limit."),
            ),
            models.CheckConstraint(
                condition=Q(held_sqm_limit__isnull=True) | Q(held_sqm_limit__gte=1),
                name="edition_held_sqm_limit_is_one_or_more",
                violation_error_message=_("At least 1 m² must be possible to hold. Leave it empty for no limit."),
            ),
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def takes_bookings(self, at: datetime) -> bool:
        return self.status == EditionStatus.OPEN and self.booking_opens_at <= at < self.booking_closes_at
