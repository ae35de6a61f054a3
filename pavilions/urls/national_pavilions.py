from django.urls import path

from pavilions.national_pavilions import views
from pavilions.pavilion_desk import urls as pavilion_desk

app_name = "pavilion"
urlpatterns = [
    path("organizer/pavilions/", views.board, name="list"),
    path("organizer/pavilions/list/", views.list_pavilions, name="table"),
    path("organizer/pavilions/export/<slug:kind>/", views.list_pavilions, name="export"),
    path("organizer/pavilions/history/", views.history, name="history"),
    path("organizer/pavilions/history/export/<slug:kind>/", views.history, name="history_export"),
    path("organizer/pavilions/deadlines/", views.deadlines, name="deadlines"),
    path("organizer/pavilions/invite/", views.invite, name="invite"),
    path("organizer/pavilions/<int:pk>/", views.show, name="show"),
    path("organizer/pavilions/<int:pk>/move/", views.move, name="move"),
    path("organizer/pavilions/<int:pk>/due/", views.set_due, name="set_due"),
    path("organizer/pavilions/<int:pk>/honour/", views.honour, name="honour"),
    path("organizer/pavilions/<int:pk>/space/", views.give, name="give"),
    path("organizer/pavilions/<int:pk>/area/", views.give_some_area, name="give_area"),
    path("organizer/pavilions/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("organizer/pavilions/<int:pk>/managers/", views.invite_person, name="invite_person"),
    path("organizer/pavilions/<int:pk>/managers/<int:person>/", views.dismiss, name="dismiss"),
    path(
        "organizer/pavilions/<int:pk>/invitations/<int:invitation>/",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    *pavilion_desk.desk,
]
