"""The public pages, each of which has a URL of its own in every language."""

from django.urls import include, path

from ciie.web.api_reference import api_reference
from exhibitors.companies.company_ownership import views as company_ownership
from exhibitors.desk.site.views import public, site
from exhibitors.plan_pages.plan_views.views import plans
from exhibitors.urls.api import EXAMPLES, api

REFERENCE = {"describe": api.get_openapi_schema, "examples": EXAMPLES}

urlpatterns = [
    path("developers/", api_reference, REFERENCE, name="api_reference"),
    path("", public.home, name="home"),
    path("countries/", public.countries, name="countries"),
    path("take-part/", site.take_part, name="take_part"),
    path("venue/", plans.venue, name="venue"),
    path("venue/export/<slug:kind>/", plans.export_venue, name="venue_export"),
    path("plan/", include("exhibitors.desk.site.urls")),
    path("", include("exhibitors.promotion.bulletins.urls")),
    path("roadshows/", include("exhibitors.promotion.roadshows.urls")),
    path("areas/", include("exhibitors.promotion.area_members.urls")),
    path("terms/", include("exhibitors.pricing.terms.urls")),
    path("companies/objection/<str:token>/", company_ownership.objection, name="ownership_objection"),
    path("directory/", include("exhibitors.promotion.directory.urls")),
]
