"""Checks of digests, for reading."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import OnlyOperationsWrite
from exhibitors.verification.models import DigestCheck


@admin.register(DigestCheck)
class DigestCheckAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "checked_at", "compared", "differing"]
    list_select_related = ["edition"]
    ordering = ["-pk"]
