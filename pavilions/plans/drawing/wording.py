"""Wording: what a screen reader says of a booth, in the reader's language."""

from decimal import Decimal
from functools import cache

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from pavilions.plans.drawing.marks import BoothMark
from pavilions.states import Availability, BoothKind


class Wording:
    """Sentences for the booths of one hall in the language active when it is made; made anew for each drawing."""

    def __init__(self, hall_name: str, currency: str = "") -> None:
        self._hall_name = hall_name
        self._currency = currency
        self._named = gettext("%(booth)s, %(name)s")
        self._mine = gettext("%(booth)s, yours")
        self.area = cache(_area)
        self.amount = cache(_amount)
        self._nature = cache(_nature)

    def booth(self, mark: BoothMark) -> str:
        """`Booth 5.1H/A01, 36 m², raw space, 2 open sides, booked, CNY 77,760, Nordmeer GmbH`."""
        area = self.area(mark.area_sqm)
        before, after = self._nature(area, mark.kind, mark.open_sides, mark.availability)
        sentence = f"{before}{self._hall_name}/{mark.number}{after}"
        if mark.price is not None:
            price = f"{self._currency} {self.amount(mark.price)}"
            sentence = self._named % {"booth": sentence, "name": price}
        if mark.label:
            sentence = self._named % {"booth": sentence, "name": mark.label}
        return self._mine % {"booth": sentence} if mark.mine else sentence


def _nature(area: str, kind: BoothKind, open_sides: int, availability: Availability) -> tuple[str, str]:
    """What comes before and after the booth's reference: many booths of a hall are alike in all else."""
    sentence = gettext("Booth %(ref)s, %(area)s, %(kind)s, %(sides)s, %(availability)s") % {
        "ref": "\0",
        "area": area,
        "kind": kind.label,
        "sides": ngettext("%(count)s open side", "%(count)s open sides", open_sides) % {"count": open_sides},
        "availability": availability.label,
    }
    before, _ref, after = sentence.partition("\0")
    return before, after


def _area(area_sqm: Decimal) -> str:
    """`1,234.5 m²`: decimals only where there are any."""
    places = max(0, -int(area_sqm.normalize().as_tuple().exponent))
    figures = number_format(area_sqm, places, use_l10n=True, force_grouping=True)
    return gettext("%(area)s m²") % {"area": figures}


def _amount(price: Decimal) -> str:
    """`77,760` or `1,234.50`: cents only where there are any."""
    places = 0 if price == price.to_integral_value() else 2
    return number_format(price, places, use_l10n=True, force_grouping=True)
