from django.urls import path

from ciie.privacy import views

urlpatterns = [path("data/", views.own_data, name="own_data")]
