from django.urls import path

from pavilions.views import national_pavilions

app_name = "pavilion"
urlpatterns = [
    path("organizer/pavilions/", national_pavilions.list_pavilions, name="list"),
    path("organizer/pavilions/invite/", national_pavilions.invite, name="invite"),
    path("organizer/pavilions/<int:pk>/move/", national_pavilions.move, name="move"),
    path("pavilion/", national_pavilions.mine, name="mine"),
]
