"""Issued bulletins for search engines: a `NewsArticle` of schema.org, in JSON-LD."""

from datetime import datetime, tzinfo

from django.utils.safestring import SafeString

from ciie.kernel.bilingual import CHINESE
from ciie.web.previews import json_ld, organization, plain_text
from exhibitors.promotion.bulletins.queries import Release


def structured_bulletin(release: Release, *, first_issued_at: datetime | None, address: str) -> SafeString:
    """Return a bulletin as JSON-LD. Its figures are in the text, in words; instants are in the edition's time zone.

    A correction is dated as published with the first version, and as modified with its own.
    """
    bulletin = release.bulletin
    edition, issued_at = bulletin.edition, bulletin.issued_at
    return json_ld(
        {
            "@type": "NewsArticle",
            "headline": release.title,
            "inLanguage": "zh-Hans" if release.language == CHINESE else "en",
            "datePublished": _instant(first_issued_at or issued_at, edition.zone),
            "dateModified": _instant(issued_at, edition.zone) if bulletin.corrects_id else "",
            "articleBody": plain_text(release.html),
            "author": organization(bulletin.edition.fair_name),
            "publisher": organization(bulletin.edition.fair_name),
            "about": {"@type": "ExhibitionEvent", "name": str(edition)},
            "url": address,
        }
    )


def _instant(moment: datetime | None, zone: tzinfo) -> str:
    return moment.astimezone(zone).isoformat() if moment else ""
