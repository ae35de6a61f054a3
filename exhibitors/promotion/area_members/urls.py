from django.urls import path

from exhibitors.promotion.area_members import views as areas

app_name = "areas"
urlpatterns = [
    path("", areas.areas, name="list"),
    path("<int:pk>/", areas.area, name="area"),
]
