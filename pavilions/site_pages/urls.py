from django.urls import path

from pavilions.site_pages import views as site_pages
from pavilions.site_pages.states import PageKind

app_name = "site_pages"
urlpatterns = [
    *(path(f"{kind}/", site_pages.show, {"kind": kind}, name=kind.value) for kind in PageKind),
    path("organizer/site-pages/", site_pages.list_pages, name="list"),
    path("organizer/site-pages/<slug:kind>/<slug:language>/", site_pages.edit, name="edit"),
]
