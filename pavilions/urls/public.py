"""The URLs of public pages, which have an address of their own in each language."""

from django.urls import include, path

from pavilions.national.pavilion_desk import urls as pavilion_desk
from pavilions.national.programme import urls as programme
from pavilions.plans.views.live import plan_now, venue_now
from pavilions.plans.views.plan_sheets import plan_sheets
from pavilions.texts.site_pages import urls as site_pages

urlpatterns = [
    path("plan/<int:edition>/<name:hall>/now/", plan_now, name="plan_now"),
    path("venue/<int:edition>/now/", venue_now, name="venue_now"),
    path("plan/sheets/<slug:kind>/", plan_sheets, name="plan_sheets"),
    path("forum/", include((programme.public_forum, "forum"))),
    path("pavilions/", include((pavilion_desk.public, "pavilions"))),
    path("", include((site_pages.public, "site"))),
    path("", include((programme.agenda, "agenda"))),
]
