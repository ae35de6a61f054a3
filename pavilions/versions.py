"""The parts of this app that public pages depend on; a page's version consists of such parts."""

from typing import Final

from ciie.kernel.versions import Part, rows_in

EDITIONS: Final = rows_in("pavilions_edition")
HALLS: Final = rows_in("pavilions_hall")
SECTORS: Final = rows_in("pavilions_sector")
SECTORS_IN_USE: Final = rows_in("pavilions_sector", "id IN (SELECT sector_id FROM pavilions_allotment)")
PLANS: Final = rows_in("pavilions_floorplan", "state = 'published'")
SPACE: Final = rows_in("pavilions_allotment")
"""A claim to space changes the allotment that it is part of."""

PAVILIONS: Final = rows_in("pavilions_nationalpavilion")
PROFILES: Final = rows_in("pavilions_pavilionprofile")
PICTURES: Final = rows_in("pavilions_pavilionpicture")
ROOMS: Final = rows_in("pavilions_room")
EVENTS: Final = rows_in("pavilions_programmeevent", "state IN ('announced', 'cancelled')")
SESSIONS: Final = rows_in("pavilions_forumsession")
TOPICS: Final = rows_in("pavilions_forumtopic")
SPEAKERS: Final = rows_in("pavilions_speaker")
AREAS: Final = rows_in("pavilions_themedarea")
AREA_BOOTHS: Final = rows_in("pavilions_themedareabooth")
SITE_PAGES: Final = rows_in("pavilions_sitepage")

AGENDA: Final = (EDITIONS, EVENTS, ROOMS, PAVILIONS)
FORUM: Final = (SESSIONS, TOPICS, SPEAKERS)

BOOKING_WINDOW: Final = Part("""(
    SELECT string_agg(id::text, ',' ORDER BY id) FROM pavilions_edition
    WHERE status = 'open' AND %(at)s >= booking_opens_at AND %(at)s < booking_closes_at
)""")
"""The editions that take bookings at the instant."""

DAYS: Final = Part("""(
    SELECT string_agg(DISTINCT (%(at)s AT TIME ZONE time_zone)::date::text, ',') FROM pavilions_edition
)""")
"""The day at the instant where the editions take place."""
