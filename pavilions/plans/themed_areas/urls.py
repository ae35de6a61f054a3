from django.urls import path

from pavilions.plans.themed_areas import views as themed_areas

app_name = "themed_areas"
urlpatterns = [
    path("", themed_areas.list_areas, name="list"),
    path("add/", themed_areas.add, name="add"),
    path("export/<slug:kind>/", themed_areas.list_areas, name="export"),
    path("<int:pk>/remove/", themed_areas.remove, name="remove"),
    path("<int:pk>/", themed_areas.show, name="area"),
    path("<int:pk>/booths/<name:hall>/", themed_areas.place, name="place"),
]
