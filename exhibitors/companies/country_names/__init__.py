"""Countries and regions recognised from free text."""

from exhibitors.companies.country_names.match import Certainty, CountryGuess
from exhibitors.companies.country_names.recognition import recognise_country

__all__ = ["Certainty", "CountryGuess", "recognise_country"]
