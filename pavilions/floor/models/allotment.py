from decimal import Decimal

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.validity import Guard
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall, Sector
from pavilions.states import Section


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange("capacity_sqm", "section", "sector", "hall")),
    pghistory.DeleteEvent(),
    exclude=["claimed_sqm", "revision", "capacity_revision"],
)
class Allotment(models.Model):
    """The m² of one hall given to one sector of one section in an edition, and how many of them are claimed.

    `claimed_sqm` is the sum of the live claims on it, changed in the claim's own transaction. `revision` counts every
    change that anyone looking at the hall could see, so it serves as a cheap validator for plans.

    The capacities of a hall in an edition, of all sectors and both sections, add up to no more than its gross area.
    Every level is a hall of its own; upper decks of stands are no floor space and count in none.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="allotments")
    section = models.CharField(_("exhibition"), max_length=20, choices=Section)
    hall = models.ForeignKey(Hall, models.PROTECT, verbose_name=_("hall"), related_name="allotments")
    sector = models.ForeignKey(
        Sector, models.PROTECT, verbose_name=_("sector"), related_name="allotments", null=True, blank=True
    )
    capacity_sqm = models.DecimalField(_("capacity (m²)"), max_digits=10, decimal_places=2)
    claimed_sqm = models.DecimalField(_("claimed (m²)"), max_digits=10, decimal_places=2, default=0, editable=False)
    revision = models.PositiveBigIntegerField(default=0, editable=False)
    capacity_revision = revision_field()

    class Meta:
        verbose_name = _("allotment")
        verbose_name_plural = _("allotments")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "section", "hall", "sector"],
                name="allotment_once_per_hall_and_sector",
                nulls_distinct=False,
                violation_error_message=_("This hall already has a capacity for this exhibition and sector."),
            ),
            models.CheckConstraint(
                condition=Q(claimed_sqm__gte=0) & Q(claimed_sqm__lte=F("capacity_sqm")),
                name="allotment_claims_fit_capacity",
                violation_error_message=_("More m² are already claimed here than this capacity allows."),
            ),
            models.CheckConstraint(
                condition=Q(section=Section.NATIONAL) | Q(sector__isnull=False),
                name="allotment_business_has_sector",
                violation_error_message=_("Space of the business exhibition must belong to a sector."),
            ),
        ]
        triggers = [
            counts_revision("edition", "section", "hall", "sector", "capacity_sqm", column="capacity_revision"),
            Guard(
                name="capacities_fit_hall",
                sentence=_("The capacities of a hall add up to no more than its gross area."),
                field="capacity_sqm",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("capacity_sqm", "hall_id", "edition_id"),
                deferred=True,
                declare=[("gross", "numeric"), ("given", "numeric")],
                refused="""
                    SELECT gross_area_sqm INTO gross FROM pavilions_hall WHERE id = NEW.hall_id FOR NO KEY UPDATE;
                    SELECT sum(capacity_sqm) INTO given FROM pavilions_allotment
                    WHERE edition_id = NEW.edition_id AND hall_id = NEW.hall_id;
                    IF given > gross THEN
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hall} · {self.sector or self.get_section_display()}"

    @property
    def left_sqm(self) -> Decimal:
        return self.capacity_sqm - self.claimed_sqm
