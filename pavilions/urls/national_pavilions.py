from django.urls import path

from pavilions.national_pavilions.views import national_pavilions, pavilion_guidance
from pavilions.pavilion_desk.urls import pavilion_desk

app_name = "pavilion"
urlpatterns = [
    path("organizer/pavilions/", national_pavilions.board, name="list"),
    path("organizer/pavilions/list/", national_pavilions.list_pavilions, name="table"),
    path("organizer/pavilions/export/<slug:kind>/", national_pavilions.list_pavilions, name="export"),
    path("organizer/pavilions/history/", national_pavilions.history, name="history"),
    path("organizer/pavilions/history/export/<slug:kind>/", national_pavilions.history, name="history_export"),
    path("organizer/pavilions/deadlines/", national_pavilions.deadlines, name="deadlines"),
    path("organizer/pavilions/invite/", national_pavilions.invite, name="invite"),
    path("organizer/pavilions/<int:pk>/", pavilion_guidance.show, name="show"),
    path("organizer/pavilions/<int:pk>/move/", pavilion_guidance.move, name="move"),
    path("organizer/pavilions/<int:pk>/due/", pavilion_guidance.set_due, name="set_due"),
    path("organizer/pavilions/<int:pk>/honour/", pavilion_guidance.honour, name="honour"),
    path("organizer/pavilions/<int:pk>/space/", pavilion_guidance.give, name="give"),
    path("organizer/pavilions/<int:pk>/area/", pavilion_guidance.give_some_area, name="give_area"),
    path("organizer/pavilions/<int:pk>/take-back/", pavilion_guidance.take_back, name="take_back"),
    path("organizer/pavilions/<int:pk>/managers/", pavilion_guidance.invite_person, name="invite_person"),
    path("organizer/pavilions/<int:pk>/managers/<int:person>/", pavilion_guidance.dismiss, name="dismiss"),
    path(
        "organizer/pavilions/<int:pk>/invitations/<int:invitation>/",
        pavilion_guidance.withdraw_invitation,
        name="withdraw_invitation",
    ),
    *pavilion_desk.urlpatterns,
]
