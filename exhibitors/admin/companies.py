"""Companies, their people, and what lists say of them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from import_export.admin import ImportExportModelAdmin
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.import_export.forms import ExportForm, ImportForm

from ciie.audit.admin_pages import HistoryInWords, NotedChanges, OnlyOperationsWrite, signed_in
from ciie.kernel.clock import now
from exhibitors.company_names import normalise_company_name
from exhibitors.models import Company, CompanyInvitation, Membership, Participation
from exhibitors.operations.companies import RECORD_FIELDS, change_company


class CompanyResource(ModelResource):
    class Meta:
        model = Company
        fields = ["id", *RECORD_FIELDS]
        skip_unchanged = True
        clean_model_instances = True

    def before_save_instance(self, instance: Company, row: Any, **kwargs: Any) -> None:
        instance.normalized_name = normalise_company_name(instance.name)


class MembershipInline(OnlyOperationsWrite, TabularInline):
    model = Membership
    fields = ["user", "role"]
    extra = 0


@admin.register(Company)
class CompanyAdmin(HistoryInWords, ImportExportModelAdmin, ModelAdmin):
    resource_classes = [CompanyResource]
    import_form_class = ImportForm
    export_form_class = ExportForm
    list_display = ["name", "name_local", "country", "city", "contact_email", "is_sample", "created_at"]
    list_filter = ["is_sample", "country"]
    search_fields = ["name", "name_local", "normalized_name", "registration_number"]
    ordering = ["name"]
    fields = [*RECORD_FIELDS, "is_sample", "created_at"]
    readonly_fields = ["is_sample", "created_at"]
    inlines = [MembershipInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Companies register themselves, or come by import."""
        return False

    def save_model(self, request: HttpRequest, obj: Company, form: Any, change: bool) -> None:
        record = {field: str(getattr(obj, field)) for field in RECORD_FIELDS}
        change_company(obj.pk, record, actor=signed_in(request), at=now())


@admin.register(Membership)
class MembershipAdmin(HistoryInWords, NotedChanges, ModelAdmin):
    list_display = ["user", "company", "role"]
    list_select_related = ["user", "company"]
    list_filter = ["role"]
    search_fields = ["user__email", "company__name"]
    autocomplete_fields = ["user", "company"]
    ordering = ["company__name"]


@admin.register(CompanyInvitation)
class CompanyInvitationAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["email", "company", "role", "invited_at", "expires_at", "accepted_at", "withdrawn_at"]
    list_select_related = ["company"]
    list_filter = ["role"]
    search_fields = ["email", "company__name"]
    ordering = ["-pk"]


@admin.register(Participation)
class ParticipationAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["company", "edition", "stated_booths", "stated_halls", "source"]
    list_select_related = ["company", "edition"]
    list_filter = ["edition"]
    search_fields = ["company__name", "external_id"]
    ordering = ["-pk"]
