"""Sectors and halls, which stay the same from edition to edition."""

import re

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.bilingual import shown
from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.validity import Guard
from pavilions.drawings.validators import validate_hall_name, validate_outline

LARGEST_HALL_SQM = 1_000_000
FARTHEST_IN_VENUE_M = 10_000
CEILING_M = 2, 100
FLOOR_LOAD_KG_SQM = 100, 50_000
"""The least and the greatest value, also for forms."""
PLACE_IN_NAME = re.compile(r"(\w+)\.([1-9])H")


def place_in_name(hall_name: str) -> tuple[str, int]:
    """Return the building and level in a hall's name: 5.1H is building 5, level 1. Return ("", 1) for other names."""
    found = PLACE_IN_NAME.fullmatch(hall_name)
    return (found[1], int(found[2])) if found else ("", 1)


@pghistory.track(exclude=["revision"])
class Sector(models.Model):
    """An exhibition area by theme, such as Food & Agricultural Products."""

    code = models.SlugField(_("code"), unique=True, max_length=40)
    name = models.CharField(_("name"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    revision = revision_field()

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["position", "name"]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return shown(self, "name")


@pghistory.track(exclude=["revision"])
class Hall(models.Model):
    """A sellable hall, such as 5.1H: building 5, level 1."""

    name = models.CharField(_("name"), max_length=20, unique=True, validators=[validate_hall_name])
    building = models.CharField(_("building"), max_length=20, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    outline = models.JSONField(
        _("outline"), help_text=_("Ring of [x, y] in centimetres, x right, y down."), validators=[validate_outline]
    )
    gross_area_sqm = models.DecimalField(_("gross area (m²)"), max_digits=10, decimal_places=2)
    ceiling_height_m = models.DecimalField(
        _("ceiling height (m)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    floor_load_kg_sqm = models.PositiveIntegerField(_("floor load (kg/m²)"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    venue_x_m = models.PositiveIntegerField(
        _("left edge in the venue (m)"),
        null=True,
        blank=True,
        help_text=_("From the left edge of the venue, with the hall turned as it lies."),
    )
    venue_y_m = models.PositiveIntegerField(
        _("upper edge in the venue (m)"), null=True, blank=True, help_text=_("From the upper edge of the venue.")
    )
    venue_turn = models.PositiveSmallIntegerField(_("turned clockwise in the venue (degrees)"), default=0, db_default=0)
    north_turn = models.PositiveSmallIntegerField(
        _("north on the plan (degrees)"),
        null=True,
        blank=True,
        help_text=_("Clockwise from the top of the plan: 90 where north is to the right. Blank: sheets show no north."),
    )
    revision = revision_field()

    class Meta:
        verbose_name = _("hall")
        verbose_name_plural = _("halls")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(gross_area_sqm__gt=0),
                name="hall_has_area",
                violation_error_message=_("The area of a hall must be above 0 m²."),
            ),
            models.CheckConstraint(
                condition=Q(gross_area_sqm__lte=LARGEST_HALL_SQM),
                name="hall_area_is_possible",
                violation_error_message=_("The area of a hall is at most 1,000,000 m²."),
            ),
            models.CheckConstraint(
                condition=Q(ceiling_height_m__isnull=True)
                | Q(ceiling_height_m__gte=CEILING_M[0], ceiling_height_m__lte=CEILING_M[1]),
                name="hall_ceiling_is_possible",
                violation_error_message=_("The ceiling height must be between 2 and 100 m."),
            ),
            models.CheckConstraint(
                condition=Q(floor_load_kg_sqm__isnull=True)
                | Q(floor_load_kg_sqm__gte=FLOOR_LOAD_KG_SQM[0], floor_load_kg_sqm__lte=FLOOR_LOAD_KG_SQM[1]),
                name="hall_floor_load_is_possible",
                violation_error_message=_("The floor load must be between 100 and 50,000 kg/m²."),
            ),
            models.CheckConstraint(
                condition=Q(venue_x_m__isnull=True, venue_y_m__isnull=True)
                | Q(venue_x_m__lte=FARTHEST_IN_VENUE_M, venue_y_m__lte=FARTHEST_IN_VENUE_M),
                name="hall_place_is_possible",
                violation_error_message=_("Enter both distances in the venue, each at most 10,000 m, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(venue_turn__lt=360),
                name="hall_turn_is_possible",
                violation_error_message=_("A hall is turned by 0 to 359 degrees."),
            ),
            models.CheckConstraint(
                condition=Q(north_turn__isnull=True) | Q(north_turn__lt=360),
                name="hall_north_is_possible",
                violation_error_message=_("North is in a direction of 0 to 359 degrees."),
            ),
        ]
        triggers = [
            counts_revision(),
            Guard(
                name="hall_holds_its_capacities",
                sentence=_("The capacities allocated in this hall add up to more than this area. Lower them first."),
                field="gross_area_sqm",
                operation=pgtrigger.UpdateOf("gross_area_sqm"),
                deferred=True,
                refused="""
                    IF EXISTS (
                        SELECT FROM pavilions_allotment WHERE hall_id = NEW.id
                        GROUP BY edition_id HAVING sum(capacity_sqm) > NEW.gross_area_sqm
                    ) THEN
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.name
