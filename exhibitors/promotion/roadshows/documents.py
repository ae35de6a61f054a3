"""Roadshows for search engines: an `Event` of schema.org, in JSON-LD."""

from django.utils.safestring import SafeString

from ciie.kernel.bilingual import shown
from ciie.web.previews import json_ld, organization
from exhibitors.promotion.roadshows.models import Roadshow
from exhibitors.promotion.roadshows.states import RoadshowState


def structured_roadshow(show: Roadshow, *, address: str) -> SafeString:
    """Return a roadshow as JSON-LD. It has a day but no time of day."""
    status = "EventCancelled" if show.state == RoadshowState.CANCELLED else "EventScheduled"
    where = {"@type": "PostalAddress", "addressLocality": shown(show, "city"), "addressCountry": show.country.code}
    return json_ld(
        {
            "@type": "Event",
            "name": shown(show, "title"),
            "description": shown(show, "text"),
            "startDate": show.held_date.isoformat(),
            "endDate": show.held_date.isoformat(),
            "eventStatus": f"https://schema.org/{status}",
            "location": {"@type": "Place", "name": shown(show, "venue") or shown(show, "city"), "address": where},
            "organizer": organization(shown(show, "host")),
            "about": {"@type": "ExhibitionEvent", "name": str(show.edition)},
            "url": address,
        }
    )
