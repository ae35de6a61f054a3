"""The admin of companies, of their people, and of what lists say about them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin, TabularInline

from ciie.accounts.models import User
from ciie.audit.admin_pages import HistoryInWords, NotedExports, OnlyOperationsWrite
from ciie.audit.admin_writing import WritesByOperations
from ciie.kernel.clock import now
from exhibitors.companies.fields import FIELD_NAMES
from exhibitors.companies.models import Company, CompanyInvitation, Membership, NameChange, Participation
from exhibitors.companies.operations import (
    add_member,
    change_company,
    change_role,
    remove_company,
    remove_member,
)
from exhibitors.companies.states import CompanyRole


class CompanyResource(ModelResource):
    class Meta:
        model = Company
        fields = ["id", *FIELD_NAMES]


class MembershipInline(OnlyOperationsWrite, TabularInline):
    model = Membership
    fields = ["user", "role"]
    extra = 0


@admin.register(Company)
class CompanyAdmin(NotedExports, HistoryInWords, WritesByOperations, ModelAdmin):
    """The admin of companies, which register themselves or are imported on the organizer's pages."""

    resource_classes = [CompanyResource]
    list_display = ["name", "name_local", "country", "city", "contact_email", "is_sample", "created_at"]
    list_filter = ["is_sample", "country"]
    search_fields = ["name", "name_local", "normalized_name", "registration_number"]
    ordering = ["name"]
    fields = [*FIELD_NAMES, "is_sample", "created_at"]
    readonly_fields = ["is_sample", "created_at"]
    inlines = [MembershipInline]

    def change_row(self, pk: int, form: Any, *, actor: User) -> Company:
        record = {field: str(form.cleaned_data[field]) for field in FIELD_NAMES}
        return change_company(pk, record, seen=form.seen, actor=actor, at=now())

    def remove_row(self, pk: int, *, seen: int | None, actor: User) -> None:
        remove_company(pk, seen=seen, actor=actor, at=now())


@admin.register(Membership)
class MembershipAdmin(HistoryInWords, WritesByOperations, ModelAdmin):
    list_display = ["user", "company", "role"]
    list_select_related = ["user", "company"]
    list_filter = ["role"]
    search_fields = ["user__email", "company__name"]
    autocomplete_fields = ["user", "company"]
    ordering = ["-pk"]

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> list[str]:
        """Make the person and the company of an existing membership read-only. Only its role can change."""
        return ["user", "company"] if obj else []

    def add_row(self, form: Any, *, actor: User) -> Membership:
        typed = form.cleaned_data
        role = CompanyRole(typed["role"])
        return add_member(typed["company"].pk, typed["user"].pk, role=role, actor=actor, at=now())

    def change_row(self, pk: int, form: Any, *, actor: User) -> Membership:
        role = CompanyRole(form.cleaned_data["role"])
        return change_role(pk, role=role, seen=form.seen, actor=actor, at=now())

    def remove_row(self, pk: int, *, seen: int | None, actor: User) -> None:
        remove_member(pk, seen=seen, actor=actor, at=now())


@admin.register(CompanyInvitation)
class CompanyInvitationAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["email", "company", "role", "invited_at", "expires_at", "accepted_at", "withdrawn_at"]
    list_select_related = ["company"]
    list_filter = ["role"]
    search_fields = ["email", "company__name"]
    ordering = ["-pk"]


@admin.register(NameChange)
class NameChangeAdmin(OnlyOperationsWrite, ModelAdmin):
    """Read-only admin of name changes. Organizers decide on them on a page of their own."""

    list_display = ["company", "name_before", "name", "country", "state", "proposed_at", "decided_at"]
    list_select_related = ["company"]
    list_filter = ["state"]
    search_fields = ["company__name", "name", "name_before"]
    ordering = ["-pk"]


@admin.register(Participation)
class ParticipationAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["company", "edition", "stated_booths", "stated_halls", "source"]
    list_select_related = ["company", "edition"]
    list_filter = ["edition"]
    search_fields = ["company__name", "external_id"]
    ordering = ["-pk"]
