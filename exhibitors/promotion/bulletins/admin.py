"""Admin pages of bulletins and their frozen figures, which operations change."""

from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite
from exhibitors.promotion.bulletins.models import Bulletin, BulletinFigure, BulletinPicture


class BulletinFigureInline(OnlyOperationsWrite, TabularInline):
    model = BulletinFigure
    fields = ["label", "value", "said", "said_zh", "source"]
    extra = 0


class BulletinPictureInline(OnlyOperationsWrite, TabularInline):
    model = BulletinPicture
    fields = ["number", "alt", "alt_zh"]
    extra = 0


@admin.register(Bulletin)
class BulletinAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["title", "edition", "number", "version", "as_of_date", "state", "issued_at"]
    list_select_related = ["edition"]
    list_filter = ["edition", "state"]
    search_fields = ["title", "body", "title_zh", "body_zh"]
    ordering = ["-pk"]
    inlines = [BulletinFigureInline, BulletinPictureInline]


@admin.register(BulletinFigure)
class BulletinFigureAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["bulletin", "label", "value", "said", "counted_at"]
    list_select_related = ["bulletin"]
    list_filter = ["bulletin__edition"]
    ordering = ["-pk"]


@admin.register(BulletinPicture)
class BulletinPictureAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["bulletin", "number", "alt"]
    list_select_related = ["bulletin"]
    search_fields = ["alt", "alt_zh"]
    ordering = ["-pk"]
