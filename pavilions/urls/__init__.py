from django.urls import include, path

urlpatterns = [
    path("organizer/staff/", include("pavilions.urls.staff")),
    path("organizer/editions/", include("pavilions.urls.editions")),
    path("", include("pavilions.urls.national_pavilions")),
]
