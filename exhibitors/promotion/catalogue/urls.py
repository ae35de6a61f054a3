from django.urls import path

from exhibitors.promotion.catalogue.views import desk as exhibits

app_name = "exhibits"
urlpatterns = [
    path("<int:pk>/", exhibits.show, name="exhibit"),
    path("<int:pk>/pictures/", exhibits.add_exhibit_picture, name="picture_add"),
    path("<int:pk>/pictures/<int:picture>/remove/", exhibits.remove_exhibit_picture, name="picture_remove"),
    path("<int:pk>/<slug:name>/", exhibits.move, name="move"),
    path("<slug:shown_by>/<int:pk>/", exhibits.index, name="list"),
    path("<slug:shown_by>/<int:pk>/add/", exhibits.add, name="add"),
    path("<slug:shown_by>/<int:pk>/export/<slug:kind>/", exhibits.index, name="export"),
]
