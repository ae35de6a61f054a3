from django.urls import URLPattern, URLResolver, include, path

from ciie.accounts import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("profile/", views.profile, name="profile"),
    path("", include("allauth.urls")),
]
