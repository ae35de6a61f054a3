from django.urls import include, path

from pavilions.views.plan_now import plan_now

urlpatterns = [
    path("plan/<int:edition>/<name:hall>/now/", plan_now, name="plan_now"),
    path("organizer/staff/", include("pavilions.urls.staff")),
    path("organizer/drafts/", include("pavilions.urls.drafts")),
    path("organizer/editions/", include("pavilions.urls.editions")),
    path("", include("pavilions.urls.national_pavilions")),
]
