"""Admin page of the site's pages, which are written on the organizer's own pages."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite
from pavilions.texts.site_pages.models import SitePage


@admin.register(SitePage)
class SitePageAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["kind", "language", "is_published", "changed_at"]
    list_filter = ["kind", "language", "is_published"]
    ordering = ["kind", "language"]
