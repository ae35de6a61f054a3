"""Names that do not identify a country, because they mean several places or a place inside another country.

They were compiled by hand. What ISO 3166-2 knows about provinces comes from the library instead.
"""

from exhibitors.companies.country_names.keys import words

UNKNOWN = "ZZ"  # CLDR's code for an unknown region: the name may also mean something that is not a country today

# Names that mean more than one place, likeliest first. They always need confirmation.
AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "Korea": ("KR", "KP"),
    "Corée": ("KR", "KP"),
    "Corea": ("KR", "KP"),
    "Coreia": ("KR", "KP"),
    "Koreja": ("KR", "KP"),
    "Корея": ("KR", "KP"),
    "Congo": ("CD", "CG"),
    "Kongo": ("CD", "CG"),
    "Конго": ("CD", "CG"),
    "刚果": ("CD", "CG"),
    "Republic of China": ("TW", "CN"),
    "ROC": ("TW", "CN"),
    "Greater China": ("CN", "HK", "TW"),
    "America": ("US", UNKNOWN),
    "Amerika": ("US", UNKNOWN),
    "Amérique": ("US", UNKNOWN),
    "Virgin Islands": ("VG", "VI"),
    "Saint Martin": ("MF", "SX"),
    "San Martín": ("MF", UNKNOWN),
    "Santa Elena": ("SH", UNKNOWN),
    "Norfolk": ("NF", UNKNOWN),
    "Formosa": ("TW", UNKNOWN),
    "St Maarten": ("SX", "MF"),
    "Micronesia": ("FM", UNKNOWN),
    "C. Republic": ("CZ", "CF", "CG"),
    "Guiana": ("GF", "GY", "SR"),
    "Guayana": ("GF", "GY", "SR"),
    "Dominican": ("DO", "DM"),
    "Timor": ("TL", "ID"),
    "Netherlands Antilles": ("CW", "SX", "BQ"),
    "Dutch Antilles": ("CW", "SX", "BQ"),
    "Antilles": ("GP", "MQ", "CW"),
    "Caribbean Netherlands": ("BQ", UNKNOWN),
    "Yugoslavia": ("RS", "HR", "SI", "BA", "MK", "ME"),
    "Jugoslawien": ("RS", "HR", "SI", "BA", "MK", "ME"),
    "Serbia and Montenegro": ("RS", "ME"),
    "Czechoslovakia": ("CZ", "SK"),
    "USSR": ("RU", UNKNOWN),
    "Soviet Union": ("RU", UNKNOWN),
    "СССР": ("RU", UNKNOWN),
    "Channel Islands": ("JE", "GG"),
    "Borneo": ("MY", "ID", "BN"),
    "Kurdistan": ("IQ", UNKNOWN),
    "Cyprus North": ("CY", UNKNOWN),
    "Northern Cyprus": ("CY", UNKNOWN),
    "Somaliland": ("SO", UNKNOWN),
    "Abkhazia": ("GE", UNKNOWN),
    "Crimea": ("UA", UNKNOWN),
    "Transnistria": ("MD", UNKNOWN),
    "South America": (UNKNOWN,),
    "North America": (UNKNOWN,),
    "West Africa": (UNKNOWN,),
    "Antarctica": (UNKNOWN,),
    # Adjectives and cities that share their letters with a country's name in some language.
    "Island": ("IS", UNKNOWN),
    "Granada": ("GD", UNKNOWN),
    "Southern Africa": ("ZA", UNKNOWN),
    "NA": ("NA", UNKNOWN),
}

# Names of places inside another country, which mark an address rather than a country: states, provinces and cities.
PLACES_ELSEWHERE: dict[str, str] = {
    "New Mexico": "US",
    "New York": "US",
    "New Jersey": "US",
    "Jersey City": "US",
    "Mexico City": "MX",
    "Panama City": "PA",
    "Kuwait City": "KW",
    "Guatemala City": "GT",
    "Luxembourg City": "LU",
    "New England": "US",
    "British Columbia": "CA",
    "New South Wales": "AU",
    "Nova Scotia": "CA",
}

# Words beside a country that say nothing about it: unions, islands, and placeholders of web forms.
NEUTRAL = (
    "British Isles",
    "EU",
    "European Union",
    "Select",
    "Please select",
    "Select country",
    "Country",
    "Other",
    "None",
    "Metropolitan",
)

# Words that lists put next to a country in the same field: "Pavilion France", "International Australia", "France
# Cedex".
BESIDE = frozenset(words("international pavilion pavillon pabellon cedex metropolitan metropolitaine only mainland"))

# Regions after which lists often add the state that they belong to, mapped to that state.
PART_OF: dict[str, str] = {"HK": "CN", "MO": "CN", "TW": "CN"}

# Real places that are one letter away from a country, for which comparing letters would give a wrong answer.
_NEAR_MISSES = (
    "granada columbia siberia iberia styria slavonia tahiti konya chiba lagos yalta bali galicia indiana albany "
    "guyane indien indies monrovia moravia kashmir kerala persian arabian normandie normandy "
    "lapland lombardia lombardy auckland macedon cordoba toledo alberta arabia samara nevada lima"
)
NEAR_MISSES = frozenset(_NEAR_MISSES.split())
