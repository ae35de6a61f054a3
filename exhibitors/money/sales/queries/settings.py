"""The sales settings of an edition."""

from exhibitors.money.sales.models.settings import SalesSettings
from pavilions.floor.models.edition import Edition


def settings_of(edition: Edition) -> SalesSettings:
    """Return the settings of an edition, or unsaved defaults if it has none, in one query."""
    found = SalesSettings.objects.filter(edition=edition).first()
    return SalesSettings(edition=edition, revision=0) if found is None else found
