"""A version of everything that the public pages about the expo as a whole tell; it changes whenever any of it does."""

from datetime import datetime

from ciie.kernel.statements import row_of

# Movements are append-only, allotments count their changes, pavilions and editions have a history: so the newest keys
# say whether anything has happened. Published figures of editions are few and edited by hand: their row versions do.
VERSION = """
SELECT edition.id,
    edition.status = 'open' AND %(at)s >= edition.booking_opens_at AND %(at)s < edition.booking_closes_at,
    (SELECT coalesce(max(id), 0) FROM exhibitors_spacemovement),
    (SELECT coalesce(sum(revision), 0) FROM pavilions_allotment WHERE edition_id = edition.id),
    (SELECT coalesce(sum(revision), 0) FROM pavilions_floorplan WHERE edition_id = edition.id),
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_nationalpavilionevent),
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_editionevent),
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_floorplanevent),
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_themedareaevent),
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_programmeeventevent),
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_forumtopicevent),
    (SELECT coalesce(max(pgh_id), 0) FROM exhibitors_exhibitevent),
    (SELECT coalesce(max(pgh_id), 0) FROM exhibitors_companyevent),
    (SELECT coalesce(max(pgh_id), 0) FROM exhibitors_dealevent),
    (SELECT coalesce(max(pgh_id), 0) FROM exhibitors_bulletinevent),
    (SELECT coalesce(max(pgh_id), 0) FROM exhibitors_roadshowevent),
    (SELECT coalesce(string_agg(xmin::text, '.' ORDER BY edition_id), '') FROM exhibitors_editionfigures)
FROM pavilions_edition AS edition WHERE edition.id = %(edition)s
"""


def public_version(edition_id: int, *, at: datetime) -> str:
    """One cheap statement; an empty text where there is no such edition."""
    row = row_of(VERSION, {"edition": edition_id, "at": at})
    return "-".join(map(str, row)) if row else ""
