from decimal import Decimal
from typing import TYPE_CHECKING

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.wording import side_by_side
from exhibitors.pricing import Rate, RateKey
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.states import BoothKind, Section

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_PERCENT = 500


def _percent(words: "StrOrPromise") -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(
        words,
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=[
            MinValueValidator(0, _("A surcharge cannot be below 0%%.")),
            MaxValueValidator(MOST_PERCENT, _("A surcharge cannot be above 500%%.")),
        ],
    )


@pghistory.track(exclude=["revision"])
class Tariff(models.Model):
    """What space of a kind costs in an edition, in its currency: in a sector, or where no sector has its own price."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="tariffs", verbose_name=_("edition"))
    section = models.CharField(_("exhibition"), max_length=20, choices=Section, default=Section.BUSINESS)
    sector = models.ForeignKey(
        Sector, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("sector")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=BoothKind)
    price_per_sqm = models.DecimalField(
        _("price per m²"),
        max_digits=10,
        decimal_places=2,
        validators=[MinValueValidator(0, _("A price cannot be below 0."))],
    )
    price_per_unit = models.DecimalField(
        _("price per standard booth of 9 m²"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, _("A price cannot be below 0."))],
        help_text=_("Applies to booths of 9, 18, 27 … m². Blank: all booths are priced per m²."),
    )
    surcharge_1 = _percent(_("one open side (+ %)"))
    surcharge_2 = _percent(_("two open sides (+ %)"))
    surcharge_3 = _percent(_("three open sides (+ %)"))
    surcharge_4 = _percent(_("four open sides (+ %)"))
    revision = revision_field()

    class Meta:
        verbose_name = _("tariff")
        verbose_name_plural = _("tariffs")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "section", "sector", "kind"],
                name="tariff_once_per_sector_and_kind",
                nulls_distinct=False,
                violation_error_message=_("There is already a price for this sector and kind."),
            ),
            models.CheckConstraint(
                condition=Q(price_per_sqm__gte=0) & (Q(price_per_unit__isnull=True) | Q(price_per_unit__gte=0)),
                name="tariff_price_not_negative",
                violation_error_message=_("A price cannot be below 0."),
            ),
            models.CheckConstraint(
                condition=Q(
                    surcharge_1__range=(0, MOST_PERCENT),
                    surcharge_2__range=(0, MOST_PERCENT),
                    surcharge_3__range=(0, MOST_PERCENT),
                    surcharge_4__range=(0, MOST_PERCENT),
                ),
                name="tariff_surcharges_are_percentages",
                violation_error_message=_("A surcharge must be between 0%% and 500%%."),
            ),
        ]
        triggers = [counts_revision()]

    def __str__(self) -> str:
        return side_by_side(self.sector or self.get_section_display(), self.get_kind_display())

    @property
    def key(self) -> RateKey:
        return RateKey(Section(self.section), self.sector_id, BoothKind(self.kind))

    @property
    def rate(self) -> Rate:
        surcharges = (self.surcharge_1, self.surcharge_2, self.surcharge_3, self.surcharge_4)
        return Rate(self.price_per_sqm, self.price_per_unit, surcharges)
