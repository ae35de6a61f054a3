"""Parts of the versions of public pages that depend on exhibitors. A version says when its page has changed."""

from typing import Final

from django.conf import settings

from ciie.kernel.versions import Part, newest_in, rows_in
from pavilions.versions import (
    AGENDA,
    AREA_BOOTHS,
    AREAS,
    BOOKING_WINDOW,
    DAYS,
    EDITIONS,
    FORUM,
    HALLS,
    PAVILIONS,
    PLANS,
    SECTORS,
    SPACE,
)

# Companies and exhibits on show are never deleted, and deletions of entries on a stand are in their history.
COMPANIES: Final = newest_in("exhibitors_companyevent")
EXHIBITS: Final = newest_in("exhibitors_exhibitevent")
GUESTS: Final = newest_in("exhibitors_coexhibitorevent")
MOVEMENTS: Final = newest_in("exhibitors_spacemovement", "id")

ROADSHOWS: Final = rows_in("exhibitors_roadshow")
AREA_MEMBERS: Final = rows_in("exhibitors_themedareamember")
DEALS: Final = newest_in("exhibitors_dealevent")
BULLETINS: Final = rows_in("exhibitors_bulletin", "state IN ('issued', 'archived')")
TERMS: Final = rows_in("exhibitors_editionterms", "published_at IS NOT NULL")
RATE_CARDS: Final = rows_in("exhibitors_ratecard", "published_at IS NOT NULL")
"""The rules of published rate cards do not change."""

PAST_FIGURES: Final = rows_in("exhibitors_publishedfigure")

MINUTE: Final = Part(f"floor(extract(epoch FROM %(at)s) / {settings.ON_SHOW_KEPT_SECONDS})")
"""Each process keeps the companies on show for this long, even if a change was committed late."""

WHOLE: Final = (EDITIONS, HALLS, SECTORS, PLANS, SPACE, PAVILIONS, MOVEMENTS)
"""The figures of the expo as a whole are counted from these."""

ON_SHOW: Final = (EDITIONS, HALLS, SECTORS, PLANS, SPACE, PAVILIONS, MOVEMENTS, COMPANIES, EXHIBITS, GUESTS, MINUTE)

THEMES: Final = (AREAS, AREA_BOOTHS, AREA_MEMBERS)
"""The companies of each themed area depend on these, besides those on show."""

HOME: Final = (
    *(*WHOLE, *ON_SHOW, ROADSHOWS, BULLETINS, PAST_FIGURES, DEALS),
    *(*AGENDA, *FORUM, AREAS, AREA_BOOTHS, BOOKING_WINDOW, DAYS),
)
"""The home page depends on everything."""
