from django.urls import include, path

from exhibitors.views import plans, public, site

urlpatterns = [
    path("", public.home, name="home"),
    path("countries/", public.countries, name="countries"),
    path("take-part/", site.take_part, name="take_part"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.site_map, {"sitemaps": site.MAPS}, name="sitemap"),
    path("venue/", plans.venue, name="venue"),
    path("venue/export/<slug:kind>/", plans.export_venue, name="venue_export"),
    path("plan/", include("exhibitors.urls.public")),
    path("", include("exhibitors.urls.bulletins")),
    path("roadshows/", include("exhibitors.urls.roadshows")),
    path("areas/", include("exhibitors.urls.areas")),
    path("directory/", include("exhibitors.urls.directory")),
    path("exhibits/", include("exhibitors.urls.exhibits")),
    path("desk/", include("exhibitors.urls.desk")),
    path("organizer/imports/", include("exhibitors.urls.imports")),
    path("organizer/plans/", include("exhibitors.urls.plan_versions")),
    path("organizer/", include("exhibitors.urls.organizer")),
]
