from django.urls import include, path

from ciie.web.api_reference import api_reference
from exhibitors.plan_views.views import plans
from exhibitors.site.views import public, site
from exhibitors.urls.api import EXAMPLES, api

REFERENCE = {"describe": api.get_openapi_schema, "examples": EXAMPLES}

urlpatterns = [
    path("", public.home, name="home"),
    path("countries/", public.countries, name="countries"),
    path("developers/", api_reference, REFERENCE, name="api_reference"),
    path("take-part/", site.take_part, name="take_part"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.site_map, {"sitemaps": site.MAPS}, name="sitemap"),
    path("venue/", plans.venue, name="venue"),
    path("venue/export/<slug:kind>/", plans.export_venue, name="venue_export"),
    path("plan/", include("exhibitors.site.urls")),
    path("", include("exhibitors.bulletins.urls")),
    path("roadshows/", include("exhibitors.roadshows.urls")),
    path("areas/", include("exhibitors.area_members.urls")),
    path("directory/", include("exhibitors.directory.urls")),
    path("exhibits/", include("exhibitors.catalogue.urls")),
    path("desk/", include("exhibitors.urls.desk")),
    path("organizer/imports/", include("exhibitors.imports.urls")),
    path("organizer/plans/", include("exhibitors.plan_versions.urls")),
    path("organizer/", include("exhibitors.urls.organizer")),
]
