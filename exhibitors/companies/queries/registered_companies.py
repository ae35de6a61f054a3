"""Finding a company of the register by what somebody typed, without showing the register."""

from exhibitors.companies.models import Company
from exhibitors.companies.names import normalise_company_name


def registered_company(name: str, country: str) -> Company | None:
    """The company of this name, however it is spelt, and country (ISO 3166 alpha-2)."""
    normalized = normalise_company_name(name)
    return Company.objects.filter(normalized_name=normalized, country=country).first() if normalized else None
