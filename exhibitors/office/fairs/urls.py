from django.urls import path

from exhibitors.office.fairs import views

app_name = "fairs"
urlpatterns = [
    path("", views.list_fairs, name="list"),
    path("new/", views.add, name="add"),
    path("<int:pk>/", views.change, name="change"),
]
