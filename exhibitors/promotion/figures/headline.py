"""The sentence of an official release, from exact figures.

Figures are rounded down to a round number and never up, so that the sentence is true: below 10 the number itself, below
100 to tens, below 10,000 to hundreds, below 100,000 to thousands, above to ten thousands. "More than" and "over" are
used only for a figure above the round number; a round figure is given as it is. A clause is included from two
participants, or two companies, on; before that the sentence says that there is none yet, or only the first. The text
says m² without qualification: the area of booths is what is counted.
"""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

STEPS = ((10, 1), (100, 10), (10_000, 100), (100_000, 1_000))
LARGEST_STEP = 10_000
LEAST = 2
TIMES = (
    gettext_lazy("guest country of honour for the first time"),
    gettext_lazy("guest country of honour for the second time"),
    gettext_lazy("guest country of honour for the third time"),
    gettext_lazy("guest country of honour for the fourth time"),
    gettext_lazy("guest country of honour for the fifth time"),
)

NONE_YET = gettext_lazy("No country has confirmed its participation and no company has booked space yet.")
ONLY_FIRST = gettext_lazy("The first participants have confirmed; figures follow when there are more.")
SENTENCES = {
    (True, True, True): gettext_lazy(
        "%(participants)s countries and international organizations have confirmed their participation in the national"
        " exhibition, while %(companies)s companies from %(countries)s countries and regions have booked %(area)s"
        " square meters of space in the business exhibition."
    ),
    (True, True, False): gettext_lazy(
        "%(participants)s countries and international organizations have confirmed their participation in the national"
        " exhibition, while %(companies)s companies have booked %(area)s square meters of space in the business"
        " exhibition."
    ),
    (True, False, False): gettext_lazy(
        "%(participants)s countries and international organizations have confirmed their participation in the national"
        " exhibition."
    ),
    (False, True, True): gettext_lazy(
        "%(companies)s companies from %(countries)s countries and regions have booked %(area)s square meters of space"
        " in the business exhibition."
    ),
    (False, True, False): gettext_lazy(
        "%(companies)s companies have booked %(area)s square meters of space in the business exhibition."
    ),
}
"""The sentences by the facts that they mention: participants, companies, and the countries of these companies.

They are whole sentences, because a language may order the clauses in its own way.
"""
NO_COMPANY_YET = gettext_lazy("No company has booked space yet.")
WITHOUT_NATIONAL = {
    True: gettext_lazy(
        "%(companies)s companies from %(countries)s countries and regions have booked %(area)s square meters of space."
    ),
    False: gettext_lazy("%(companies)s companies have booked %(area)s square meters of space."),
}
"""The sentences of a fair without a national exhibition, by whether they mention the countries of companies."""


def guest_of_honour(times: int) -> str:
    """Return words such as `guest country of honour for the third time`, or with the number beyond the fifth."""
    if times <= len(TIMES):
        return str(TIMES[times - 1])
    return _("guest country of honour, number of times: %(times)d") % {"times": times}


def round_down(figure: int) -> int:
    """Return the largest round number that is not above the figure."""
    step = next((step for below, step in STEPS if figure < below), LARGEST_STEP)
    return figure - figure % step


def over(figure: int) -> str:
    """Return words such as `over 280,000` for 280,698, and `800` for 800."""
    return _worded(figure, _("over %(number)s"))


def more_than(figure: int) -> str:
    """Return words such as `more than 60` for 63, and `9` for 9."""
    return _worded(figure, _("more than %(number)s"))


def _worded(figure: int, words: str) -> str:
    number = number_format(round_down(figure), force_grouping=True)
    return words % {"number": number} if round_down(figure) < figure else number


def headline(*, participants: int, companies: int, countries: int, booked_sqm: int, has_national: bool = True) -> str:
    """Return one sentence on both exhibitions, or on one while the other has too few figures, or on their beginning.

    `participants` are the countries and organizations that confirmed; `booked_sqm` are whole m² of the business
    exhibition, rounded down. If all companies come from one country, countries are left out.
    """
    if participants < LEAST and companies < LEAST:
        none_yet = NONE_YET if has_national else NO_COMPANY_YET
        return str(ONLY_FIRST if participants or companies else none_yet)
    figures = {
        "participants": more_than(participants),
        "companies": over(companies),
        "countries": more_than(countries),
        "area": over(booked_sqm),
    }
    mentioned = (participants >= LEAST, companies >= LEAST, companies >= LEAST and countries >= LEAST)
    text = (SENTENCES[mentioned] if has_national else WITHOUT_NATIONAL[countries >= LEAST]) % figures
    return text[:1].upper() + text[1:]
