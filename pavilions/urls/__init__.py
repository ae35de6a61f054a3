from django.urls import include, path

from pavilions.pavilion_desk import urls as pavilion_desk
from pavilions.plans.views.live import plan_now, venue_now
from pavilions.plans.views.plan_sheets import plan_sheets
from pavilions.programme import urls as programme

urlpatterns = [
    path("plan/<int:edition>/<name:hall>/now/", plan_now, name="plan_now"),
    path("venue/<int:edition>/now/", venue_now, name="venue_now"),
    path("plan/sheets/<slug:kind>/", plan_sheets, name="plan_sheets"),
    path("organizer/staff/", include("pavilions.staff.urls")),
    path("organizer/plans/", include("pavilions.urls.hall_plans")),
    path("organizer/drafts/", include("pavilions.urls.drafts")),
    path("organizer/editions/", include("pavilions.editions.urls")),
    path("organizer/areas/", include("pavilions.themed_areas.urls")),
    path("organizer/programme/", include((programme.events, "programme"))),
    path("organizer/topics/", include((programme.topics, "topics"))),
    path("forum/", include((programme.public_forum, "forum"))),
    path("pavilions/", include((pavilion_desk.public, "pavilions"))),
    path("", include((programme.agenda, "agenda"))),
    path("", include("pavilions.urls.national_pavilions")),
]
