"""Read-only admin of the closing and the exports of the books."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite
from exhibitors.money.books.models import BooksClosing, JournalExport


@admin.register(BooksClosing)
class BooksClosingAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "closed_through", "changed_at", "changed_by"]
    list_select_related = ["edition"]
    ordering = ["-pk"]


@admin.register(JournalExport)
class JournalExportAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "number", "first_day", "last_day", "count", "made_at", "made_by"]
    list_select_related = ["edition"]
    list_filter = ["edition"]
    ordering = ["-pk"]
