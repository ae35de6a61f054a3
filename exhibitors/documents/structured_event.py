"""The edition as search engines read it: an `ExhibitionEvent` of schema.org in JSON-LD."""

import json

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from pavilions.models import Edition

UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def structured_event(edition: Edition, *, address: str) -> SafeString:
    """Safe within a script element: no character of markup is left in it."""
    event = {
        "@context": "https://schema.org",
        "@type": "ExhibitionEvent",
        "name": edition.name,
        "startDate": edition.opens_date.isoformat(),
        "endDate": edition.closes_date.isoformat(),
        "url": address,
        "organizer": {"@type": "Organization", "name": settings.SITE_NAME},
    }
    written: SafeString = mark_safe(json.dumps(event, ensure_ascii=False).translate(UNSAFE))  # noqa: S308  # escaped
    return written
