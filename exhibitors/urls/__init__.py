"""The URLs of every package, except those of the public pages, which exist once for each language."""

from django.urls import include, path

from exhibitors.desk.site.views import site

urlpatterns = [
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.site_map, name="sitemap"),
    path("exhibits/", include("exhibitors.promotion.catalogue.urls")),
    path("documents/", include("exhibitors.office.verification.urls")),
    path("desk/", include("exhibitors.urls.desk")),
    path("organizer/imports/", include("exhibitors.office.imports.urls")),
    path("organizer/plans/", include("exhibitors.plan_pages.plan_versions.urls")),
    path("organizer/", include("exhibitors.urls.organizer")),
]
