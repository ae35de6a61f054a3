from django.urls import path

from pavilions.floor.editions import views as editions

app_name = "edition"
urlpatterns = [
    path("", editions.list_editions, name="list"),
    path("new/", editions.add, name="add"),
    path("<int:number>/", editions.edition, name="detail"),
    path("<int:number>/edit/", editions.change, name="edit"),
    path("<int:number>/capacities/add/", editions.add_space, name="capacity_add"),
    path("<int:number>/<slug:move>/", editions.change_status, name="status"),
    path("capacities/<int:pk>/set/", editions.change_capacity, name="capacity"),
]
