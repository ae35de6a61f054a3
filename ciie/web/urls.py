from django.urls import path

from ciie.web import views

app_name = "web"
urlpatterns = [
    path("start/", views.start, name="start"),
    path("appearance/", views.choose_theme, name="appearance"),
    path("kept/", views.show_kept_form, name="kept_form"),
]
