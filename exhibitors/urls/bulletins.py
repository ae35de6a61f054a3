from django.urls import path

from exhibitors.views import bulletins

app_name = "bulletins"
urlpatterns = [
    path("bulletins/", bulletins.bulletins, name="list"),
    path("bulletins/<int:edition>/<int:number>/", bulletins.bulletin, name="bulletin"),
    path("bulletins.rss", bulletins.feed, name="feed"),
]
