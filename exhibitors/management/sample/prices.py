"""The sample's price list: example values, since the expo's own are not public."""

from decimal import Decimal

from exhibitors.pricing.models import Tariff
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.states import BoothKind, Section

# Raw space at about US$ 300 a square metre, a standard booth at US$ 3,000 (21,600 yuan): the values reported of the
# first edition, unverified. Corners cost 5 to 20 % more on comparable shows in China.
RAW, SHELL, STANDARD_BOOTH = Decimal(2_160), Decimal(2_400), Decimal(21_600)
RAW_SURCHARGES = {"surcharge_2": Decimal(5), "surcharge_3": Decimal(8), "surcharge_4": Decimal(10)}
SHELL_SURCHARGES = {"surcharge_2": Decimal(10), "surcharge_3": Decimal(15), "surcharge_4": Decimal(20)}
RAW_IN_SECTOR = {"automobiles": Decimal(1_980), "medical": Decimal(2_280), "services": Decimal(1_900)}


def create_prices(edition: Edition, sectors: dict[str, Sector]) -> None:
    """The national exhibition is by invitation and has no price."""
    raw = Tariff(edition=edition, section=Section.BUSINESS, kind=BoothKind.RAW, price_per_sqm=RAW, **RAW_SURCHARGES)
    shell = Tariff(
        edition=edition,
        section=Section.BUSINESS,
        kind=BoothKind.SHELL,
        price_per_sqm=SHELL,
        price_per_unit=STANDARD_BOOTH,
        **SHELL_SURCHARGES,
    )
    own = [
        Tariff(
            edition=edition,
            section=Section.BUSINESS,
            sector=sectors[code],
            kind=BoothKind.RAW,
            price_per_sqm=price,
            **RAW_SURCHARGES,
        )
        for code, price in RAW_IN_SECTOR.items()
    ]
    Tariff.objects.bulk_create([raw, shell, *own])
