"""Sectors and halls: what stays the same from edition to edition."""

import re

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field

PLACE_IN_NAME = re.compile(r"(\w+)\.([1-9])H")


def place_in_name(hall_name: str) -> tuple[str, int]:
    """Building and level as the name says them: 5.1H is building 5, level 1. Other names say ("", 1)."""
    said = PLACE_IN_NAME.fullmatch(hall_name)
    return (said[1], int(said[2])) if said else ("", 1)


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
        in_chinese = (get_language() or "").startswith("zh")
        return self.name_zh if in_chinese and self.name_zh else self.name


@pghistory.track(exclude=["revision"])
class Hall(models.Model):
    """A sellable hall, e.g. 5.1H: building 5, level 1."""

    name = models.CharField(_("name"), max_length=20, unique=True)
    building = models.CharField(_("building"), max_length=20, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    outline = models.JSONField(_("outline"), help_text=_("Ring of [x, y] in centimetres, x right, y down."))
    gross_area_sqm = models.DecimalField(_("gross area (m²)"), max_digits=10, decimal_places=2)
    ceiling_height_m = models.DecimalField(
        _("ceiling height (m)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    floor_load_kg_sqm = models.PositiveIntegerField(_("floor load (kg/m²)"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    revision = revision_field()

    class Meta:
        verbose_name = _("hall")
        verbose_name_plural = _("halls")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(gross_area_sqm__gt=0),
                name="hall_has_area",
                violation_error_message=_("A hall needs an area above 0 m²."),
            )
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return self.name
