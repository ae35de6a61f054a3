"""How an edition sells."""

from exhibitors.money.sales.models.settings import SalesSettings
from pavilions.floor.models.edition import Edition


def settings_of(edition: Edition) -> SalesSettings:
    """Its settings, or what holds without any, unsaved; one query."""
    found = SalesSettings.objects.filter(edition=edition).first()
    return SalesSettings(edition=edition, revision=0) if found is None else found
