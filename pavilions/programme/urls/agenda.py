from django.urls import path

from pavilions.programme.views import programme

app_name = "agenda"
urlpatterns = [
    path("agenda/", programme.agenda, name="agenda"),
    path("agenda/<int:pk>/", programme.public_event, name="event"),
    path("agenda.ics", programme.feed, name="feed"),
]
