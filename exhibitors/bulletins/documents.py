"""An issued bulletin as search engines read it: a `NewsArticle` of schema.org, in JSON-LD."""

from django.utils.safestring import SafeString

from ciie.kernel.bilingual import CHINESE, site_name
from ciie.web.previews import json_ld, organization, plain_text
from exhibitors.bulletins.queries import Release


def structured_bulletin(release: Release, *, address: str) -> SafeString:
    """Its figures stand in the text in words; the instant of issue is that of the edition's zone."""
    bulletin = release.bulletin
    edition, issued_at = bulletin.edition, bulletin.issued_at
    return json_ld(
        {
            "@type": "NewsArticle",
            "headline": release.title,
            "inLanguage": "zh-Hans" if release.language == CHINESE else "en",
            "datePublished": issued_at.astimezone(edition.zone).isoformat() if issued_at else "",
            "articleBody": plain_text(release.html),
            "author": organization(site_name()),
            "publisher": organization(site_name()),
            "about": {"@type": "ExhibitionEvent", "name": str(edition)},
            "url": address,
        }
    )
