from django.urls import include, path

urlpatterns = [
    path("desk/", include("exhibitors.urls.desk")),
    path("organizer/", include("exhibitors.urls.organizer")),
]
