from django.urls import include, path

from pavilions.plans.views.live import plan_now, venue_now
from pavilions.plans.views.plan_sheets import plan_sheets

urlpatterns = [
    path("plan/<int:edition>/<name:hall>/now/", plan_now, name="plan_now"),
    path("venue/<int:edition>/now/", venue_now, name="venue_now"),
    path("plan/sheets/<slug:kind>/", plan_sheets, name="plan_sheets"),
    path("organizer/staff/", include("pavilions.staff.urls")),
    path("organizer/plans/", include("pavilions.urls.hall_plans")),
    path("organizer/drafts/", include("pavilions.urls.drafts")),
    path("organizer/editions/", include("pavilions.editions.urls")),
    path("organizer/areas/", include("pavilions.themed_areas.urls")),
    path("organizer/programme/", include("pavilions.programme.urls.programme")),
    path("organizer/topics/", include("pavilions.programme.urls.topics")),
    path("forum/", include("pavilions.programme.urls.forum")),
    path("pavilions/", include("pavilions.pavilion_desk.urls.public_pavilions")),
    path("", include("pavilions.programme.urls.agenda")),
    path("", include("pavilions.urls.national_pavilions")),
]
