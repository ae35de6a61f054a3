"""The addresses of the stream processes, and what is followed there."""

from django.urls import include, path

from ciie.web.streams import stream_path
from pavilions.plans.views import live, presence

hubs = [live.PUBLISHED, live.VENUES, live.ON_SALE, live.EDITED, presence.PRESENCE]
streams = [
    stream_path("halls/<int:edition>/", live.halls, name="halls"),
    stream_path("venue/<int:edition>/", live.venue, name="venue"),
    stream_path("plan/<int:edition>/<name:hall>/", live.plan, name="plan"),
    stream_path("organizer/<int:edition>/<name:hall>/", presence.watch, name="watch"),
    stream_path("looking/<int:edition>/<name:hall>/", presence.report, name="looking", method="POST"),
    stream_path("draft/<int:plan>/", live.draft, name="draft"),
]
urlpatterns = [path("live/", include((streams, "live")))]
