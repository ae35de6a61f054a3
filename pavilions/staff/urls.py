from django.urls import path

from pavilions.staff import views as staff

app_name = "staff"
urlpatterns = [
    path("", staff.list_team, name="list"),
    path("invite/", staff.invite, name="invite"),
    path("invitations/<int:pk>/", staff.accept, name="accept"),
    path("invitations/<int:pk>/withdraw/", staff.withdraw, name="withdraw"),
    path("<int:pk>/end/", staff.end, name="end"),
]
