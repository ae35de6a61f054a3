from django.urls import include, path

urlpatterns = [
    path("organizer/", include("exhibitors.urls.organizer")),
]
