"""Operations on the pages of the site."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import Invalid
from ciie.kernel.locking import lock_topic, require_seen
from ciie.kernel.validity import require_valid
from pavilions.texts.site_pages.models import SitePage
from pavilions.texts.site_pages.states import PageKind, PageLanguage


@operation("pavilions.site_page.written")
def write_site_page(
    kind: PageKind,
    language: PageLanguage,
    text: str,
    *,
    is_published: bool,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> SitePage:
    """Write a page in one language, replacing any earlier text, and publish it or remove it from the site."""
    require("pavilions.write_site_pages", actor)
    lock_topic(f"site-page-{kind}-{language}")
    page = SitePage.objects.select_for_update().filter(kind=kind, language=language).first()
    require_seen(page, seen)
    page = page or SitePage(kind=kind, language=language)
    page.text, page.is_published, page.changed_at = text.strip(), is_published, at
    if not page.text:
        raise Invalid(_("Enter the text of the page."), code="site_page_has_a_text", field="text")
    require_valid(page)
    page.save()
    return page
