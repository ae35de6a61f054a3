"""What else in a cell speaks for the country that it mentions: its cities, its postcodes, its embassies."""

import re
from functools import cache

from exhibitors.companies.country_names import sources
from exhibitors.companies.country_names.keys import bag, meaningful, name_key, words
from exhibitors.companies.country_names.names import name_index

# Royal Mail's form, "CM24 1AL", without Jersey, Guernsey and the Isle of Man, nor ordinals: "B1 2ND FLOOR".
_BRITISH_POSTCODE = re.compile(r"\b(?!JE|GY|IM)[A-Z]{1,2}\d[A-Z\d]? (?!1ST|2ND|3RD|\dTH)\d[ABD-HJLNP-UW-Z]{2}\b")
_LEGATIONS = frozenset(words("embassy embajada ambassade ambasciata botschaft ambasada consulate consulado consulat"))
_LONGEST_CITY = 3  # words


def another_witness(text: str, code: str, *, at_edge: bool) -> bool:
    """Whether something beside the country's name speaks for it, and nothing for another country.

    `at_edge`: the name begins or ends the text, so that a large city of the country is enough: "PARIS FRANCE".
    """
    if code == "GB" and _BRITISH_POSTCODE.search(text):
        return True
    return at_edge and _countries_of_cities(meaningful(words(text))) == {code}


def is_legation(kept: tuple[str, ...]) -> bool:
    """Whether meaningful words begin an embassy's address: it stands in one country and belongs to another."""
    return kept[0] in _LEGATIONS


def _countries_of_cities(kept: tuple[str, ...]) -> set[str]:
    spans = (kept[start : start + length] for length in range(1, _LONGEST_CITY + 1) for start in range(len(kept)))
    return {code for span in spans if (code := _cities().get(bag(span)))}


@cache
def _cities() -> dict[str, str]:
    """Keys of the cities that name time zones, as the commonest languages write them, to their countries.

    Without those that bear a country's name: Malta is no witness for Malta.
    """
    keys = ((name_key(city), code) for city, code in sources.cities_by_country())
    return {key: code for key, code in keys if key not in name_index().codes}
