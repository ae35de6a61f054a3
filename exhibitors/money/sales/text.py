"""What an offer says, as plain values, and the text of it that an acceptance refers to by its SHA-256."""

from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal

from ciie.kernel.canonical import canonical

SMALLEST = Decimal("0.001")
"""The smallest part of a unit of money or of a quantity that is kept: some currencies have three decimals."""


@dataclass(frozen=True)
class OfferedLine:
    """A line of a quote in both languages. `booth` is empty for what concerns the booking as a whole."""

    kind: str
    booth: str
    name: str
    name_zh: str
    words: str
    words_zh: str
    unit: str
    quantity: Decimal | None
    rate: Decimal
    base: Decimal | None
    amount: Decimal


@dataclass(frozen=True)
class Offered:
    """The space and what it costs."""

    area_sqm: Decimal
    currency: str
    net: Decimal
    total: Decimal
    lines: tuple[OfferedLine, ...]


def kept(value: Decimal) -> Decimal:
    return value.quantize(SMALLEST, ROUND_HALF_UP)


def canonical_text(offered: Offered, **names: object) -> str:
    """Equal offers have equal texts. `names` say whose offer it is: reference, version, company and the like."""
    return canonical({**asdict(offered), **names})
