"""What an offer states, as plain values, and its text, which an acceptance refers to by its SHA-256."""

from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal

from ciie.kernel.canonical import canonical

SMALLEST = Decimal("0.001")
"""The smallest fraction of a unit of money or of a quantity that is kept: some currencies have three decimals."""


@dataclass(frozen=True)
class OfferedLine:
    """A line of a quote in both languages. `booth` is empty if the line is for the booking as a whole."""

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
    """The space and its price."""

    area_sqm: Decimal
    currency: str
    net: Decimal
    total: Decimal
    lines: tuple[OfferedLine, ...]


def kept(value: Decimal) -> Decimal:
    return value.quantize(SMALLEST, ROUND_HALF_UP)


def canonical_text(offered: Offered, **names: object) -> str:
    """Return the text of an offer, equal for equal offers. `names` identify it by reference, version, company etc."""
    return canonical({**asdict(offered), **names})
