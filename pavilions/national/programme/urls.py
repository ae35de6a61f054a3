"""Addresses of the programme and of the forum, for the public and for organizers. Each list is a namespace."""

from django.urls import path

from pavilions.national.programme.views import forum, programme

agenda = [
    path("agenda/", programme.agenda, name="agenda"),
    path("agenda/<int:pk>/", programme.public_event, name="event"),
    path("agenda.ics", programme.feed, name="feed"),
]
public_forum = [
    path("", forum.forum, name="forum"),
    path("propose/", forum.propose, name="propose"),
    path("topics/<name:token>/", forum.confirm, name="confirm"),
]
events = [
    path("", programme.events, name="events"),
    path("plan/", programme.plan, name="plan"),
    path("rooms/", programme.list_rooms, name="rooms"),
    path("export/<slug:kind>/", programme.events, name="export"),
    path("proposals/<int:pk>/accept/", programme.accept, name="accept"),
    path("proposals/<int:pk>/decline/", programme.decline, name="decline"),
    path("<int:pk>/", programme.event, name="event"),
    path("<int:pk>/<slug:name>/", programme.move, name="move"),
]
topics = [
    path("", forum.topics, name="topics"),
    path("note/", forum.note, name="note"),
    path("session/", forum.schedule, name="schedule"),
    path("session/<int:pk>/speakers/", forum.speakers, name="speakers"),
    path("export/<slug:kind>/", forum.topics, name="export"),
    path("<int:pk>/", forum.topic, name="topic"),
    path("<int:pk>/merge/", forum.merge, name="merge"),
    path("<int:pk>/<slug:to>/", forum.move, name="move"),
]
