"""Read-only admin of PDFs of issued documents."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import OnlyOperationsWrite
from exhibitors.bookings.issued_pdfs.models import IssuedPdf


@admin.register(IssuedPdf)
class IssuedPdfAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["number", "kind", "language", "digest", "made_at"]
    list_filter = ["kind"]
    search_fields = ["number", "digest"]
    ordering = ["-pk"]
