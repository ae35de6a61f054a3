from django.urls import path

from exhibitors.promotion.roadshows.views import public as roadshows

app_name = "roadshows"
urlpatterns = [
    path("", roadshows.roadshows, name="list"),
    path("<int:pk>/", roadshows.roadshow, name="show"),
    path("registration/<name:token>/", roadshows.confirm, name="confirm"),
]
