"""Names that do not say which country is meant: they mean several places, or a place inside another country.

Compiled by hand; what ISO 3166-2 knows about provinces comes from the library instead.
"""

from exhibitors.companies.country_names.keys import words

UNKNOWN = "ZZ"  # CLDR's code for an unknown region: the name may also mean something that is no country of today

# Names that mean more than one place, the likeliest first. They are never taken without asking.
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

# Names of a place inside another country, which make it an address and not a country: US state, US cities, streets.
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

# Words beside a country that say nothing about it: unions, islands, and what web forms leave behind.
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

# Words that lists put beside a country in one breath: "Pavilion France", "International Australia", "France Cedex".
BESIDE = frozenset(words("international pavilion pavillon pabellon cedex metropolitan metropolitaine only mainland"))

# A region whose lists often add the state it belongs to.
PART_OF: dict[str, str] = {"HK": "CN", "MO": "CN", "TW": "CN"}

# Real places one letter away from a country: a comparison of letters would be wrong about them.
_NEAR_MISSES = (
    "granada columbia siberia iberia styria slavonia tahiti konya chiba lagos yalta bali galicia indiana albany "
    "guyane indien indies monrovia moravia kashmir kerala persian arabian normandie normandy "
    "lapland lombardia lombardy auckland macedon cordoba toledo alberta arabia samara nevada lima"
)
NEAR_MISSES = frozenset(_NEAR_MISSES.split())
