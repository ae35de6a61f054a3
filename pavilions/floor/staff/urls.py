from django.urls import path

from pavilions.floor.staff import views as staff

app_name = "staff"
urlpatterns = [
    path("", staff.list_team, name="list"),
    path("access/", staff.access, name="access"),
    path("access/export/<slug:kind>/", staff.access, name="access_export"),
    path("permissions/", staff.permission_list, name="permissions"),
    path("permissions/export/<slug:kind>/", staff.permission_list, name="permissions_export"),
    path("invite/", staff.invite, name="invite"),
    path("invitations/<int:pk>/", staff.accept, name="accept"),
    path("invitations/<int:pk>/withdraw/", staff.withdraw, name="withdraw"),
    path("<int:pk>/limits/", staff.limit, name="limit"),
    path("<int:pk>/end/", staff.end, name="end"),
]
