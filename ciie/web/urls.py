from django.urls import path, re_path

from ciie.web import downloads, views

app_name = "web"
urlpatterns = [
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("start/", views.start, name="start"),
    path("appearance/", views.choose_theme, name="appearance"),
    path("kept/", views.show_kept_form, name="kept_form"),
    re_path(r"^pictures/(?P<digest>[0-9a-f]{64})\.webp$", downloads.picture, name="picture"),
]
