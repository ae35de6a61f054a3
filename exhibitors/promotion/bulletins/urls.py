from django.urls import path

from exhibitors.promotion.bulletins.views import public as bulletins

app_name = "bulletins"
urlpatterns = [
    path("bulletins/", bulletins.bulletins, name="list"),
    path("bulletins/<int:edition>/<int:number>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<int:edition>/<int:number>/versions/<int:version>/", bulletins.version, name="version"),
    path("bulletins.rss", bulletins.feed, name="feed"),
]
