"""The URLs of the stream processes, and the channels that they listen to."""

from ciie.web.streams import stream_route
from ciie.web.streams.application import stream_application
from pavilions.plans.views import live, presence

routes = [
    stream_route("/live/halls/{edition:int}/", live.halls, name="halls"),
    stream_route("/live/venue/{edition:int}/", live.venue, name="venue"),
    stream_route("/live/plan/{edition:int}/{hall:name}/", live.plan, name="plan"),
    stream_route("/live/organizer/{edition:int}/{hall:name}/", presence.watch, name="watch"),
    stream_route("/live/looking/{edition:int}/{hall:name}/", presence.report, name="looking", method="POST"),
    stream_route("/live/draft/{plan:int}/", live.draft, name="draft"),
]
application = stream_application(routes, [live.PUBLISHED, live.VENUES, live.ON_SALE, live.EDITED, presence.PRESENCE])
