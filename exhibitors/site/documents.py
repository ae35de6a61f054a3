"""The edition as search engines read it: an `ExhibitionEvent` of schema.org in JSON-LD."""

from django.conf import settings
from django.utils.safestring import SafeString

from ciie.web.previews import json_ld
from pavilions.floor.models.edition import Edition


def structured_event(edition: Edition, *, address: str) -> SafeString:
    """Safe within a script element: no character of markup is left in it."""
    return json_ld(
        {
            "@type": "ExhibitionEvent",
            "name": edition.name,
            "startDate": edition.opens_date.isoformat(),
            "endDate": edition.closes_date.isoformat(),
            "url": address,
            "organizer": {"@type": "Organization", "name": settings.SITE_NAME},
        }
    )
