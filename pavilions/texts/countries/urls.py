from django.urls import path

from pavilions.texts.countries import views

app_name = "country_names"
urlpatterns = [
    path("", views.country_names, name="list"),
    path("export/<slug:kind>/", views.country_names, name="export"),
    path("<slug:code>/", views.edit, name="edit"),
    path("<slug:code>/reset/", views.reset, name="reset"),
]
