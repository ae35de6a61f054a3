"""Exhibits and exhibitors for search engines, in JSON-LD of schema.org."""

from django.utils.safestring import SafeString

from ciie.kernel.bilingual import shown
from ciie.web.previews import json_ld
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.queries.exhibitors_on_show import ExhibitorOnShow
from exhibitors.promotion.catalogue.states import ExhibitKind


def structured_exhibit(exhibit: Exhibit, exhibitor: str, *, address: str) -> SafeString:
    """Return an exhibit as JSON-LD that is safe within a script element, as is that of `structured_exhibitor`."""
    is_service = exhibit.kind == ExhibitKind.SERVICE
    return json_ld(
        {
            "@type": "Service" if is_service else "Product",
            "name": str(exhibit),
            "alternateName": exhibit.name_zh if str(exhibit) == exhibit.name else exhibit.name,
            "description": exhibit.description,
            "category": shown(exhibit, "category"),
            "url": address,
            ("provider" if is_service else "manufacturer"): {"@type": "Organization", "name": exhibitor},
        }
    )


def structured_exhibitor(exhibitor: ExhibitorOnShow, *, address: str) -> SafeString:
    return json_ld(
        {
            "@type": "Organization",
            "name": exhibitor.name,
            "alternateName": exhibitor.name_local,
            "address": {"@type": "PostalAddress", "addressCountry": exhibitor.country} if exhibitor.country else "",
            "url": address,
        }
    )
