"""Themed areas such as "From French farm to Chinese dining table": booths under one theme, in one hall or several."""

import pghistory
import pgtrigger
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from ciie.kernel.bilingual import shown
from ciie.kernel.validity import Guard
from pavilions.floor.ledger.models import SpaceHolder
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import Section

NAMED_ALREADY = _("This edition already has a themed area with this name.")
NOT_PUBLIC_YET = _("An area without booths cannot be public. Choose its booths first.")
EMPTY = """
    IF EXISTS (
        SELECT FROM pavilions_themedarea AS area WHERE area.id = {area} AND area.is_public
            AND NOT EXISTS (SELECT FROM pavilions_themedareabooth AS place WHERE place.area_id = area.id)
    ) THEN
"""
"""This is checked when the transaction commits, since publishing a plan replaces all booths of an area."""
LONGEST = [MaxLengthValidator(4000)]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ThemedArea(models.Model):
    """A theme of one section of an edition, its host, and whether everybody may read about it."""

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="themed_areas")
    section = models.CharField(_("exhibition"), max_length=20, choices=Section)
    name = models.CharField(_("name"), max_length=160)
    name_zh = models.CharField(_("name in Chinese"), max_length=160, blank=True)
    text = models.TextField(_("what it is about"), max_length=4000, blank=True, validators=LONGEST)
    text_zh = models.TextField(_("text in Chinese"), max_length=4000, blank=True, validators=LONGEST)
    host_name = models.CharField(_("host"), max_length=200)
    host_name_zh = models.CharField(_("host in Chinese"), max_length=200, blank=True, default="", db_default="")
    host_country = CountryField(_("country or region of the host"), blank=True)
    host = models.ForeignKey(
        SpaceHolder, models.PROTECT, verbose_name=_("host"), null=True, blank=True, related_name="hosted_areas"
    )
    is_public = models.BooleanField(_("public"), default=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    booths = models.ManyToManyField(Booth, through="ThemedAreaBooth", related_name="themed_areas")

    class Meta:
        verbose_name = _("themed area")
        verbose_name_plural = _("themed areas")
        constraints = [
            models.UniqueConstraint(
                "edition", Lower("name"), name="themed_area_name_once", violation_error_message=NAMED_ALREADY
            ),
            models.UniqueConstraint(
                "edition",
                Lower("name_zh"),
                condition=~Q(name_zh=""),
                name="themed_area_name_zh_once",
                violation_error_message=NAMED_ALREADY,
            ),
            models.CheckConstraint(condition=~Q(name=""), name="themed_area_has_name"),
        ]
        triggers = [
            Guard(
                name="area_keeps_its_section",
                sentence=_("The area contains booths of the other exhibition. Remove them first."),
                field="section",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("section"),
                refused="""
                    IF EXISTS (
                        SELECT FROM pavilions_themedareabooth AS place
                        JOIN pavilions_booth AS booth ON booth.id = place.booth_id
                        JOIN pavilions_allotment AS allotment ON allotment.id = booth.allotment_id
                        WHERE place.area_id = NEW.id AND allotment.section <> NEW.section
                    ) THEN
                """,
            ),
            Guard(
                name="public_area_has_booths",
                sentence=NOT_PUBLIC_YET,
                field="is_public",
                operation=pgtrigger.Insert | pgtrigger.Update,
                deferred=True,
                refused=EMPTY.format(area="NEW.id"),
            ),
        ]

    def __str__(self) -> str:
        return shown(self, "name")


class ThemedAreaBooth(models.Model):
    """A booth of the plan in force that belongs to an area. Publishing a plan passes it to the booths that follow."""

    area = models.ForeignKey(ThemedArea, models.CASCADE, verbose_name=_("themed area"), related_name="places")
    booth = models.ForeignKey(Booth, models.CASCADE, verbose_name=_("booth"), related_name="themed_places")

    class Meta:
        verbose_name = _("booth of a themed area")
        verbose_name_plural = _("booths of themed areas")
        constraints = [
            models.UniqueConstraint(
                fields=["booth"],
                name="booth_in_one_themed_area",
                violation_error_message=_("This booth already belongs to another themed area."),
            )
        ]
        triggers = [
            Guard(
                name="area_takes_its_own_section",
                sentence=_("An area can contain booths of its own exhibition only."),
                operation=pgtrigger.Insert | pgtrigger.Update,
                refused="""
                    IF (SELECT section FROM pavilions_themedarea WHERE id = NEW.area_id) <> (
                        SELECT allotment.section FROM pavilions_booth AS booth
                        JOIN pavilions_allotment AS allotment ON allotment.id = booth.allotment_id
                        WHERE booth.id = NEW.booth_id
                    ) THEN
                """,
            ),
            Guard(
                name="public_area_keeps_a_booth",
                sentence=NOT_PUBLIC_YET,
                operation=pgtrigger.Delete | pgtrigger.UpdateOf("area_id"),
                deferred=True,
                refused=EMPTY.format(area="OLD.area_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.booth}"
