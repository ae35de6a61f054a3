"""The addresses of the stream processes, and what is followed there."""

from django.urls import path

from pavilions.views import live

hubs = [live.PUBLISHED, live.EDITED]
urlpatterns = [
    path("live/plan/<int:edition>/<name:hall>/", live.plan),
    path("live/draft/<int:plan>/", live.draft),
]
