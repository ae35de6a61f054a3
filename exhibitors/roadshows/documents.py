"""A roadshow as search engines read it: an `Event` of schema.org, in JSON-LD."""

from django.utils.safestring import SafeString

from ciie.web.previews import json_ld, organization
from exhibitors.roadshows.models import Roadshow
from exhibitors.roadshows.states import RoadshowState


def structured_roadshow(show: Roadshow, *, address: str) -> SafeString:
    """It takes place on a day; no hour is known."""
    status = "EventCancelled" if show.state == RoadshowState.CANCELLED else "EventScheduled"
    where = {"@type": "PostalAddress", "addressLocality": show.city, "addressCountry": show.country.code}
    return json_ld(
        {
            "@type": "Event",
            "name": show.title,
            "description": show.text,
            "startDate": show.held_date.isoformat(),
            "endDate": show.held_date.isoformat(),
            "eventStatus": f"https://schema.org/{status}",
            "location": {"@type": "Place", "name": show.venue or show.city, "address": where},
            "organizer": organization(show.host),
            "about": {"@type": "ExhibitionEvent", "name": show.edition.name},
            "url": address,
        }
    )
