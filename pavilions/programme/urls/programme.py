from django.urls import path

from pavilions.programme.views import programme

app_name = "programme"
urlpatterns = [
    path("", programme.events, name="events"),
    path("plan/", programme.plan, name="plan"),
    path("rooms/", programme.list_rooms, name="rooms"),
    path("export/<slug:kind>/", programme.events, name="export"),
    path("<int:pk>/", programme.event, name="event"),
    path("<int:pk>/<slug:name>/", programme.move, name="move"),
]
