"""Starter sets of the tax table, to be checked by the organizer's accountant before anything is issued.

Sources were read in November 2026; each row names its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exhibitors.money.invoices.states import BuyerPlace, Supply, TaxCategory

REVERSE_CHARGE = {
    "rate": Decimal(0),
    "category": TaxCategory.REVERSE_CHARGE,
    "legend": "Reverse charge: the recipient is liable for the tax (Art. 44 and 196 of Directive 2006/112/EC).",
    "legend_zh": "反向征收：由服务接受方缴纳税款（欧盟指令 2006/112/EC 第 44 条和第 196 条）。",
}
NOT_TAXABLE = {
    "rate": Decimal(0),
    "category": TaxCategory.OUTSIDE_SCOPE,
    "legend": "Not taxable in Germany: supplied where the recipient is established (section 3a (2) UStG).",
    "legend_zh": "在德国不征税：服务地点为接受方所在地（德国增值税法第 3a 条第 2 款）。",
}
DAMAGES = {
    "rate": Decimal(0),
    "category": TaxCategory.OUTSIDE_SCOPE,
    "supply": Supply.DAMAGES,
    "legend": "Not taxable: damages, for which nothing is supplied.",
    "legend_zh": "不征税：违约金，无对应的服务。",
}
GERMANY_DAMAGES = "UStAE 1.3: damages are not paid for a supply; ECJ C-277/05 Société thermale d'Eugénie-les-Bains"
GERMANY_LAND = "UStAE 3a.3 and 3a.4: bare floor is a service connected with immovable property, taxed where it lies"
GERMANY_EVENT = "UStAE 3a.4 (2): a stand with at least three further services, taxed where a business is established"
GERMANY_RATE = "UStG section 12 (1)"
CHINA_LAW = "Value-added Tax Law of the People's Republic of China, in force on 2026-01-01"
CHINA_EVENT = f"{CHINA_LAW}; Cai Shui [2016] 36: convention and exhibition services are modern services, 6%"
CHINA_LAND = f"{CHINA_LAW}; Cai Shui [2016] 36: leasing of immovable property, 9%"


@dataclass(frozen=True)
class Starter:
    """A starter set: its label, and its rows in order as fields of `TaxRule`."""

    label: Promise
    rows: Sequence[Mapping[str, Any]]


def _taxed(rate: int, source: str, **asks: Any) -> Mapping[str, Any]:
    return {"rate": Decimal(rate), "category": TaxCategory.STANDARD, "source": source, **asks}


STARTERS: Mapping[str, Starter] = {
    "germany": Starter(
        _("Germany and the EU"),
        (
            {**DAMAGES, "source": GERMANY_DAMAGES},
            _taxed(19, GERMANY_LAND, supply=Supply.RAW),
            _taxed(19, GERMANY_RATE, buyer=BuyerPlace.SAME),
            {**REVERSE_CHARGE, "source": GERMANY_EVENT, "buyer": BuyerPlace.EU, "is_business": True},
            {**NOT_TAXABLE, "source": GERMANY_EVENT, "buyer": BuyerPlace.ELSEWHERE, "is_business": True},
            _taxed(19, "UStG section 3a (3) no. 3: for others taxed where the event takes place", is_business=False),
        ),
    ),
    "china": Starter(
        _("China"),
        (
            _taxed(9, CHINA_LAND, supply=Supply.RAW, valid_from=date(2016, 5, 1)),
            _taxed(6, CHINA_EVENT, valid_from=date(2016, 5, 1)),
        ),
    ),
}
