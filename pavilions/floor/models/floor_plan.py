from decimal import Decimal

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, Q
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.polygon import PolygonField
from pavilions.floor.models.venue import Hall
from pavilions.states import PLAN_LIFECYCLE, BoothKind, ObstructionKind, PlanState

type Ring = tuple[tuple[int, int], ...]


def _ring(points: list[list[int]]) -> Ring:
    return tuple((x, y) for x, y in points)


class PlanBackground(models.Model):
    """The rest of an imported drawing, simplified: an SVG of our own making, shown under a plan as a picture.

    `extent` is `[left, top, width, height]` in centimetres of the hall's axes. Each content is stored once.
    """

    content_hash = models.CharField(_("content hash"), max_length=64, unique=True, editable=False)
    drawing = models.TextField(pgettext_lazy("floor plan", "drawing"), editable=False)
    extent = models.JSONField(_("extent"), editable=False)
    source_name = models.CharField(_("drawn from"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("plan background")
        verbose_name_plural = _("plan backgrounds")

    def __str__(self) -> str:
        return self.source_name or self.content_hash[:12]


class FloorPlanQuerySet(models.QuerySet["FloorPlan"]):
    def published(self) -> "FloorPlanQuerySet":
        return self.filter(state=PlanState.PUBLISHED)


@pghistory.track(exclude=["revision"])
class FloorPlan(models.Model):
    """One version of one hall's plan in one edition. At most one version is published."""

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="floor_plans")
    hall = models.ForeignKey(Hall, models.PROTECT, verbose_name=_("hall"), related_name="floor_plans")
    version = models.PositiveIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=20, choices=PlanState, default=PlanState.DRAFT, editable=False)
    base = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="drafts", verbose_name=_("drafted from")
    )
    background = models.ForeignKey(
        PlanBackground, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("background")
    )
    is_background_public = models.BooleanField(_("background on public pages"), default=False, db_default=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    revision = models.PositiveBigIntegerField(default=0, editable=False)

    objects = FloorPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("floor plan")
        verbose_name_plural = _("floor plans")
        constraints = [
            models.UniqueConstraint(fields=["edition", "hall", "version"], name="floor_plan_version_once"),
            models.UniqueConstraint(
                fields=["edition", "hall"],
                condition=Q(state=PlanState.PUBLISHED),
                name="floor_plan_one_published",
                violation_error_message=_("Another version of this hall's plan is already published."),
            ),
        ]
        triggers = PLAN_LIFECYCLE.triggers("state")

    def __str__(self) -> str:
        return _("%(hall)s, version %(version)d") % {"hall": self.hall, "version": self.version}


def usable_of(area_sqm: Decimal, obstructed_sqm: Decimal) -> Decimal:
    return max(area_sqm - obstructed_sqm, Decimal(0))


class BoothQuerySet(models.QuerySet["Booth"]):
    def on_sale(self) -> "BoothQuerySet":
        """Return booths of published plans that are not withheld."""
        return self.filter(plan__state=PlanState.PUBLISHED, blocked_reason="")


@pghistory.track(exclude=["core", "obstructed_sqm", "revision"])
class Booth(models.Model):
    """A sellable place. The number is its name for people, never its key, since numbers change."""

    plan = models.ForeignKey(FloorPlan, models.CASCADE, verbose_name=_("plan"), related_name="booths")
    allotment = models.ForeignKey(Allotment, models.PROTECT, verbose_name=_("allotment"), related_name="booths")
    number = models.CharField(_("number"), max_length=20)
    footprint = models.JSONField(_("footprint"), help_text=_("Ring of [x, y] in centimetres in the hall's axes."))
    core = PolygonField(_("core"), editable=False)
    area_sqm = models.DecimalField(_("area (m²)"), max_digits=8, decimal_places=2)
    stated_area_sqm = models.DecimalField(_("stated area (m²)"), max_digits=8, decimal_places=2, null=True, blank=True)
    obstructed_sqm = models.DecimalField(
        _("taken by columns (m²)"), max_digits=8, decimal_places=2, default=0, db_default=0, editable=False
    )
    open_sides = models.PositiveSmallIntegerField(_("open sides"))
    open_sides_override = models.PositiveSmallIntegerField(_("open sides, set manually"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=BoothKind, default=BoothKind.RAW)
    blocked_reason = models.CharField(_("reason for withholding"), max_length=200, blank=True)
    label_x = models.IntegerField(editable=False)
    label_y = models.IntegerField(editable=False)
    ancestors = models.ManyToManyField(
        "self", through="BoothAncestry", symmetrical=False, related_name="descendants", verbose_name=_("comes from")
    )
    revision = models.PositiveIntegerField(db_default=0, default=0, editable=False)

    objects = BoothQuerySet.as_manager()

    class Meta:
        verbose_name = _("booth")
        verbose_name_plural = _("booths")
        indexes = [models.Index(Upper("number"), name="booth_by_number")]
        constraints = [
            models.UniqueConstraint(
                "plan",
                Upper("number"),
                name="booth_number_once_per_plan",
                violation_error_message=_("Another booth on this plan already has this number."),
            ),
            ExclusionConstraint(
                name="booths_never_overlap",
                expressions=[("plan", RangeOperators.EQUAL), ("core", RangeOperators.OVERLAPS)],
                deferrable=Deferrable.IMMEDIATE,  # so that several booths can change places in one edit
                violation_error_message=_("This booth would overlap another one."),
            ),
            models.CheckConstraint(
                condition=Q(area_sqm__gt=0),
                name="booth_has_area",
                violation_error_message=_("The area of a booth must be above 0 m²."),
            ),
            models.CheckConstraint(
                condition=Q(open_sides__range=(1, 4))
                & (Q(open_sides_override__isnull=True) | Q(open_sides_override__range=(1, 4))),
                name="booth_has_one_to_four_open_sides",
                violation_error_message=_("A booth has one to four open sides."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ring(self) -> Ring:
        return _ring(self.footprint)

    @property
    def usable_sqm(self) -> Decimal:
        """The area that is sold, less what columns take of it."""
        return usable_of(self.area_sqm, self.obstructed_sqm)

    @property
    def sides(self) -> int:
        """The open sides that count: set by hand, or else derived from the plan."""
        return self.open_sides if self.open_sides_override is None else self.open_sides_override


class BoothAncestry(models.Model):
    """A booth of one version and a booth of the previous version that it comes from.

    A copy has one ancestor, the parts of a split share theirs, and a merged booth has those of all its parts.
    """

    booth = models.ForeignKey(Booth, models.CASCADE, verbose_name=_("booth"), related_name="ancestry")
    ancestor = models.ForeignKey(Booth, models.CASCADE, verbose_name=_("earlier booth"), related_name="progeny")

    class Meta:
        verbose_name = _("booth ancestry")
        verbose_name_plural = _("booth ancestries")
        constraints = [models.UniqueConstraint(fields=["booth", "ancestor"], name="booth_ancestor_once")]

    def __str__(self) -> str:
        return f"{self.ancestor} → {self.booth}"


class Obstruction(models.Model):
    """An object on a plan that is never sold: a column, an exit, a stage, a power supply, a text.

    It has a clearance to keep around it and the name that the plan gives it.
    """

    plan = models.ForeignKey(FloorPlan, models.CASCADE, verbose_name=_("plan"), related_name="obstructions")
    kind = models.CharField(_("kind"), max_length=20, choices=ObstructionKind)
    name = models.CharField(_("name"), max_length=60, blank=True, default="", db_default="")
    footprint = models.JSONField(_("footprint"), help_text=_("Ring of [x, y] in centimetres in the hall's axes."))
    clearance_cm = models.PositiveIntegerField(_("clearance (cm)"), default=0)
    revision = models.PositiveIntegerField(db_default=0, default=0, editable=False)

    class Meta:
        verbose_name = _("obstruction")
        verbose_name_plural = _("obstructions")

    def __str__(self) -> str:
        return self.name or self.get_kind_display()

    @property
    def ring(self) -> Ring:
        return _ring(self.footprint)
