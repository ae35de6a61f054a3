from django.urls import URLPattern, URLResolver, include, path

from ciie.accounts import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("profile/", views.profile, name="profile"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/new/", views.new_token, name="new_token"),
    path("tokens/<int:pk>/end/", views.end_token, name="end_token"),
    path("", include("allauth.urls")),
]
