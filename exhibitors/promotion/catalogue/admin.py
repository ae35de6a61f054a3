"""Admin page of exhibits, which exports them; operations change them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin, TabularInline

from ciie.audit.admin_pages import HistoryInWords, NotedExports, OnlyOperationsWrite, once_narrowed, operation_action
from ciie.kernel.clock import now
from exhibitors.promotion.catalogue.models import Exhibit, ExhibitPicture
from exhibitors.promotion.catalogue.operations.debuts import verify_debut
from exhibitors.promotion.catalogue.operations.exhibits import publish_exhibit, withdraw_exhibit


class ExhibitResource(ModelResource):
    class Meta:
        model = Exhibit
        fields = [
            "id",
            "edition__number",
            "company__name",
            "name",
            "name_zh",
            "sector__code",
            "kind",
            "category",
            "category_zh",
            "debut",
            "debut_state",
            "state",
        ]


class PictureInline(OnlyOperationsWrite, TabularInline):
    model = ExhibitPicture
    extra = 0
    fields = ["alt_text", "alt_text_zh", "file", "width", "height"]
    readonly_fields = fields


@admin.register(Exhibit)
class ExhibitAdmin(NotedExports, HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    resource_classes = [ExhibitResource]
    list_display = ["__str__", "exhibitor", "edition", "sector", "kind", "debut", "debut_state", "state"]
    list_select_related = ["company", "pavilion", "edition", "sector"]
    list_filter = ["edition", ("state", once_narrowed("edition__id__exact")), "debut_state", "debut", "kind", "sector"]
    search_fields = ["name", "name_zh", "company__name", "pavilion__organization"]
    exclude = ["folded_name", "name_words", "text_words", "search"]
    inlines = [PictureInline]
    ordering = ["-pk"]
    actions = [
        operation_action(
            "verify",
            _("Verify the debut"),
            lambda row, seen, actor: verify_debut(row.pk, seen=seen, actor=actor, at=now()),
        ),
        operation_action(
            "withdraw",
            _("Withdraw"),
            lambda row, seen, actor: withdraw_exhibit(row.pk, seen=seen, actor=actor, at=now()),
        ),
        operation_action(
            "publish",
            _("Show it again"),
            lambda row, seen, actor: publish_exhibit(row.pk, seen=seen, actor=actor, at=now()),
        ),
    ]

    @admin.display(description=_("exhibitor"))
    def exhibitor(self, exhibit: Exhibit) -> str:
        return str(exhibit.exhibitor)
