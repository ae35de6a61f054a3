"""Company names compared: the same but for their legal form, or only similar."""

from exhibitors.companies.names.normalisation import normalise_company_name
from exhibitors.companies.names.resemblance import Resemblance, find_similar, find_similar_within, similarity

__all__ = ["Resemblance", "find_similar", "find_similar_within", "normalise_company_name", "similarity"]
