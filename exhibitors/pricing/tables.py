"""The price list as a file."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from ciie.tables.writing import Value
from exhibitors.pricing.models import Tariff

TARIFF_COLUMNS: Sequence[Value] = (
    _("Exhibition"),
    _("Sector"),
    _("Kind"),
    _("Currency"),
    _("Price per m²"),
    _("Price per standard booth of 9 m²"),
    _("Surcharge for one open side (%)"),
    _("Surcharge for two open sides (%)"),
    _("Surcharge for three open sides (%)"),
    _("Surcharge for four open sides (%)"),
)


def tariff_rows(tariffs: Iterable[Tariff]) -> Iterator[Sequence[Value]]:
    for tariff in tariffs:
        yield (
            tariff.get_section_display(),
            str(tariff.sector or ""),
            tariff.get_kind_display(),
            tariff.edition.currency,
            tariff.price_per_sqm,
            tariff.price_per_unit,
            *tariff.rate.surcharges,
        )
