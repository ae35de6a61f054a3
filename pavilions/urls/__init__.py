from django.urls import include, path

from pavilions.views.plan_now import plan_now, venue_now
from pavilions.views.plan_sheets import plan_sheets

urlpatterns = [
    path("plan/<int:edition>/<name:hall>/now/", plan_now, name="plan_now"),
    path("venue/<int:edition>/now/", venue_now, name="venue_now"),
    path("plan/sheets/<slug:kind>/", plan_sheets, name="plan_sheets"),
    path("organizer/staff/", include("pavilions.urls.staff")),
    path("organizer/plans/", include("pavilions.urls.hall_plans")),
    path("organizer/drafts/", include("pavilions.urls.drafts")),
    path("organizer/editions/", include("pavilions.urls.editions")),
    path("organizer/areas/", include("pavilions.urls.themed_areas")),
    path("organizer/programme/", include("pavilions.urls.programme")),
    path("organizer/topics/", include("pavilions.urls.topics")),
    path("forum/", include("pavilions.urls.forum")),
    path("pavilions/", include("pavilions.urls.public_pavilions")),
    path("", include("pavilions.urls.agenda")),
    path("", include("pavilions.urls.national_pavilions")),
]
