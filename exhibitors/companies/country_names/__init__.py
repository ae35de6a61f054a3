"""Recognition of countries and regions in free text."""

from exhibitors.companies.country_names.match import Certainty, CountryMatch
from exhibitors.companies.country_names.recognition import recognise_country

__all__ = ["Certainty", "CountryMatch", "recognise_country"]
