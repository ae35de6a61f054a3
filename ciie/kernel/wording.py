"""Figures and days inside sentences, formatted as on pages."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, get_format, number_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ciie.kernel.bilingual import reads_chinese

NUMBERS = (
    *(pgettext_lazy("number", "one"), pgettext_lazy("number", "two"), pgettext_lazy("number", "three")),
    *(pgettext_lazy("number", "four"), pgettext_lazy("number", "five"), pgettext_lazy("number", "six")),
    *(pgettext_lazy("number", "seven"), pgettext_lazy("number", "eight"), pgettext_lazy("number", "nine")),
    *(pgettext_lazy("number", "ten"), pgettext_lazy("number", "eleven"), pgettext_lazy("number", "twelve")),
)
ORDINALS = (
    *(_("first"), _("second"), _("third"), _("fourth"), _("fifth"), _("sixth")),
    *(_("seventh"), _("eighth"), _("ninth"), _("tenth"), _("eleventh"), _("twelfth")),
)
ORDINAL_FIGURES = {1: _("%(number)sst"), 2: _("%(number)snd"), 3: _("%(number)srd")}
OTHER_ORDINAL = _("%(number)sth")
TEENS = range(11, 14)
TENTH = Decimal("0.1")
ZONES = {"Asia/Shanghai": pgettext_lazy("time zone", "Asia/Shanghai")}
"""The time zones that have a name in Chinese."""
OTHER_ZONE = pgettext_lazy("time zone", "%(zone)s")
COMMA = pgettext_lazy("between parts", ", ")
LIST_COMMA = pgettext_lazy("between names", ", ")
SEMICOLON = pgettext_lazy("between parts", "; ")
COLON = pgettext_lazy("between parts", ": ")
FULL_STOP = pgettext_lazy("between sentences", ". ")
BRACKETS = pgettext_lazy("between parts", " (…)")
LARGEST_AREA_SQM = Decimal("999999.99")
"""The largest value of columns for an area of one party."""

TOO_LARGE = _("The largest area that can be entered is 999,999.99 m².")
AREA_ERRORS = {"max_digits": TOO_LARGE, "max_whole_digits": TOO_LARGE}
"""The error messages of fields for an area in m² with eight digits, two of them decimals."""


def area_words(area: Decimal | None) -> str:
    """Return `30,000` for 30000.00 and `9.5` for 9.50, and an empty string for `None`. The sentence adds the unit."""
    return "" if area is None else figure_words(area)


def whole_area_left_words(area: Decimal) -> str:
    """Return `2,096` for 2096.50. An area that is left is rounded down, so that all of it can be requested."""
    return figure_words(area.to_integral_value(ROUND_FLOOR))


def figure_words(number: Decimal | int) -> str:
    """Return a number such as `1,500` or `12.5`, with grouped digits and decimals only if there are any."""
    return str(number_format(f"{Decimal(number).normalize():f}", force_grouping=True))


def number_words(number: int) -> str:
    """Return the word from one to twelve, such as `six` for 6, and figures for every other number."""
    return str(NUMBERS[number - 1]) if 1 <= number <= len(NUMBERS) else figure_words(number)


def ordinal_words(number: int) -> str:
    """Return the word from first to twelfth, such as `third` for 3, and figures such as `21st` for larger numbers."""
    if 1 <= number <= len(ORDINALS):
        return str(ORDINALS[number - 1])
    words = OTHER_ORDINAL if number % 100 in TEENS else ORDINAL_FIGURES.get(number % 10, OTHER_ORDINAL)
    return str(words % {"number": figure_words(number)})


def names_words(names: Sequence[str]) -> str:
    """Return `A`, `A and B` or `A, B and C`, and an empty string for no names."""
    if len(names) < 2:  # noqa: PLR2004
        return "".join(names)
    first = list_words(names[:-1])
    return gettext("%(first)s and %(last)s") % {"first": first, "last": names[-1]}


def list_words(names: Iterable[object]) -> str:
    """Return `A, B, C`."""
    return str(LIST_COMMA).join(map(str, names))


def side_by_side(*parts: object) -> str:
    """Return the parts that are not empty as in `Berlin, Germany`."""
    return str(COMMA).join(str(part) for part in parts if str(part or ""))


def in_sequence(parts: Iterable[object]) -> str:
    """Return parts that contain commas themselves as in `A, 9 m²; B, 18 m²`."""
    return str(SEMICOLON).join(map(str, parts))


def sentence_space() -> str:
    """Return the space between two adjacent sentences, which is empty in Chinese."""
    return "" if reads_chinese() else " "


def sentences(*parts: object) -> str:
    """Return the sentences that are not empty as in `Saved. An email was sent.`."""
    return sentence_space().join(str(part) for part in parts if str(part or ""))


def labelled(label: object, value: object) -> str:
    """Return a label and a value as in `Room: 12`."""
    return f"{label}{COLON}{value}"


def with_note(text: object, note: object) -> str:
    """Return a text and a note as in `A01 (9 m²)`."""
    opening, closing = str(BRACKETS).split("…")
    return f"{text}{opening}{note}{closing}"


def billions_figure(billions: Decimal) -> str:
    """Return `78.41`, or `784.1` in a language that counts large sums in other units.

    The text around it states the unit.
    """
    return figure_words(billions * get_format("UNITS_OF_A_BILLION"))


def day_words(day: date) -> str:
    """Return a day in the reader's language, such as `17 May 2024`."""
    return str(date_format(day))


def zone_words(zone: str) -> str:
    """Return the name of a time zone, such as `Asia/Shanghai`, in Chinese `北京时间`."""
    return str(ZONES.get(zone, OTHER_ZONE)) % {"zone": zone}


def percent_words(part: Decimal | float, whole: Decimal | float) -> str:
    """Return the percentage of the whole, such as `76.4%`, rounded half up, or an en dash if the whole is zero."""
    if not whole:
        return "–"
    percent = (Decimal(part) * 100 / Decimal(whole)).quantize(TENTH, ROUND_HALF_UP)
    return f"{number_format(percent, 1)}%"


def whole_parts(parts: Sequence[Decimal]) -> list[int]:
    """Return whole numbers for parts that are shown with their sum: they add up to the sum, rounded down.

    Each is rounded down, and those with the largest remainders are increased by one.
    """
    whole = [int(part) for part in parts]
    missing = int(sum(parts, Decimal(0))) - sum(whole)
    by_remainder = sorted(range(len(parts)), key=lambda n: (whole[n] - parts[n], n))
    for n in by_remainder[:missing]:
        whole[n] += 1
    return whole
