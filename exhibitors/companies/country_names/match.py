"""The result of recognition: a country, how certain it is, why, and what else the text may mean."""

import enum
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from exhibitors.companies.country_names.ambiguous_names import UNKNOWN

type Codes = tuple[str, ...]
"""ISO 3166-1 alpha-2 codes, likeliest first."""


class Certainty(enum.StrEnum):
    SURE = "sure"
    UNSURE = "unsure"


class Reason(enum.Enum):
    """The reason for a result, in words for the person who confirms it. The member's name is its stable code."""

    NAME = _("It is the name of a country or region.")
    CODE = _("It is a country code.")
    ADDRESS = _("It is an address that begins or ends with a country or region.")
    SPELLING = _("It differs from the name of a country or region by one typing error.")
    ANSWERED = _("Someone has specified which country or region this spelling means.")
    BLANK = _("No country or region is given.")
    SEVERAL_MEANINGS = _("This name is used for more than one place.")
    SEVERAL_COUNTRIES = _("More than one country or region is mentioned.")
    ONLY_MENTIONED = _("A country or region is mentioned among other words.")
    DOUBTFUL_CODE = _("It may or may not be a country code.")
    DOUBTFUL_SPELLING = _("It is similar to the name of a country or region.")
    UNKNOWN = _("No country or region was recognized.")


@dataclass(frozen=True, slots=True)
class CountryMatch:
    """The country or region that a text is taken to mean.

    `code` is an ISO 3166-1 alpha-2 code (or XK). If the match is unsure, it is the best suggestion or None, and a
    person has to confirm it. `candidates` are all codes that the text may mean, likeliest first.
    """

    code: str | None
    certainty: Certainty
    reason: Sentence
    reason_code: str
    candidates: Codes = ()

    @property
    def is_sure(self) -> bool:
        return self.certainty is Certainty.SURE


def sure(code: str, reason: Reason) -> CountryMatch:
    return CountryMatch(code, Certainty.SURE, reason.value, reason.name.lower(), (code,))


def unsure(reason: Reason, candidates: Codes = (), *, suggest: bool = True) -> CountryMatch:
    known = tuple(dict.fromkeys(code for code in candidates if code != UNKNOWN))
    code = known[0] if known and suggest else None
    return CountryMatch(code, Certainty.UNSURE, reason.value, reason.name.lower(), known)


def judged(codes: Codes, reason: Reason) -> CountryMatch:
    """Return a sure match if exactly one country is meant, otherwise an unsure one."""
    if len(codes) == 1 and codes[0] != UNKNOWN:
        return sure(codes[0], reason)
    return unsure(Reason.SEVERAL_MEANINGS, codes)
