"""A pavilion as search engines read it: a part of the edition's `ExhibitionEvent` of schema.org, in JSON-LD."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from ciie.web.previews import json_ld, organization
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion


def structured_pavilion(
    pavilion: NationalPavilion, *, address: str, description: str, pictures: Sequence[str]
) -> SafeString:
    """`pictures` are whole addresses."""
    edition = pavilion.edition
    return json_ld(
        {
            "@type": "ExhibitionEvent",
            "name": f"{pavilion}, {edition.name}",
            "startDate": edition.opens_date.isoformat(),
            "endDate": edition.closes_date.isoformat(),
            "url": address,
            "organizer": organization(str(pavilion)),
            "superEvent": {"@type": "ExhibitionEvent", "name": edition.name},
            "description": description,
            "image": list(pictures),
        }
    )
