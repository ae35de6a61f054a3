"""The URLs of every package, except those of the public pages, which exist once for each language."""

from django.urls import include, path, re_path

from exhibitors.desk.site.views import site
from exhibitors.office.fairs.views import styles

urlpatterns = [
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.site_map, name="sitemap"),
    path("exhibits/", include("exhibitors.promotion.catalogue.urls")),
    path("documents/", include("exhibitors.office.verification.urls")),
    path("desk/", include("exhibitors.urls.desk")),
    re_path(r"^styles/(?P<colour>[0-9a-f]{6})\.css$", styles, name="fair_styles"),
    path("organizer/fairs/", include("exhibitors.office.fairs.urls")),
    path("organizer/imports/", include("exhibitors.office.imports.urls")),
    path("organizer/plans/", include("exhibitors.plan_pages.plan_versions.urls")),
    path("organizer/", include("exhibitors.urls.organizer")),
]
