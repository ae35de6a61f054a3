from django.urls import path

from pavilions.programme.views import topics

app_name = "topics"
urlpatterns = [
    path("", topics.topics, name="topics"),
    path("note/", topics.note, name="note"),
    path("session/", topics.schedule, name="schedule"),
    path("session/<int:pk>/speakers/", topics.speakers, name="speakers"),
    path("export/<slug:kind>/", topics.topics, name="export"),
    path("<int:pk>/", topics.topic, name="topic"),
    path("<int:pk>/merge/", topics.merge, name="merge"),
    path("<int:pk>/<slug:to>/", topics.move, name="move"),
]
