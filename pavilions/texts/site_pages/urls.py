"""Addresses of the public pages and of the pages for writing them."""

from django.urls import path

from pavilions.texts.site_pages import views as site_pages
from pavilions.texts.site_pages.states import PageKind

public = [path(f"{kind}/", site_pages.show, {"kind": kind}, name=kind.value) for kind in PageKind]
desk = [
    path("", site_pages.list_pages, name="list"),
    path("<slug:kind>/<slug:language>/", site_pages.edit, name="edit"),
]
