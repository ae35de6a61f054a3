"""Read-only admin of offers, contracts, reminders and cancellations, which are managed on the site's pages."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite
from exhibitors.bookings.admin import FoundByBooking
from exhibitors.money.invoices.models import DueDateExtension
from exhibitors.money.sales.models.contracts import Amendment, Contract, Instalment, Signature, SignedCopy
from exhibitors.money.sales.models.money import Cancellation, CompanyCharge, Reminder, ScheduledInvoice
from exhibitors.money.sales.models.offers import Offer, OfferAcceptance, OfferLine
from exhibitors.money.sales.models.reductions import ReductionRequest
from exhibitors.money.sales.models.settings import SalesSettings


@admin.register(Offer)
class OfferAdmin(FoundByBooking, HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["booking", "version", "state", "last_day", "currency", "total", "made_at"]
    list_select_related = ["booking__edition"]
    list_filter = ["booking__edition", "state"]
    ordering = ["-pk"]


@admin.register(OfferLine)
class OfferLineAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["offer", "position", "kind", "booth", "name", "amount"]
    list_select_related = ["offer"]
    list_filter = ["kind"]
    ordering = ["-pk"]


@admin.register(OfferAcceptance)
class OfferAcceptanceAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["offer", "name", "person", "accepted_at", "digest"]
    list_select_related = ["offer", "person"]
    search_fields = ["name", "email"]
    ordering = ["-pk"]


@admin.register(SalesSettings)
class SalesSettingsAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "uses_contracts", "confirmed_by", "issues_invoices", "releases"]
    list_select_related = ["edition"]
    ordering = ["-pk"]


@admin.register(Contract)
class ContractAdmin(FoundByBooking, HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["booking", "version", "state", "sign_by", "made_at", "is_sealed"]
    list_select_related = ["booking__edition"]
    list_filter = ["booking__edition", "state"]
    ordering = ["-pk"]


@admin.register(Amendment)
class AmendmentAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["contract", "amends", "returned", "taken", "fee", "made_at", "made_by"]
    list_select_related = ["contract__booking__edition", "amends__booking__edition", "made_by"]
    ordering = ["-pk"]


@admin.register(ReductionRequest)
class ReductionRequestAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["booking", "state", "returned", "taken", "currency", "net", "fee", "made_at"]
    list_select_related = ["booking__edition"]
    list_filter = ["booking__edition", "state"]
    ordering = ["-pk"]


@admin.register(Instalment)
class InstalmentAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["offer", "position", "kind", "net", "due_on"]
    list_select_related = ["offer"]
    list_filter = ["kind"]
    ordering = ["-pk"]


@admin.register(Signature)
class SignatureAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["contract", "way", "name", "person", "signed_at", "digest"]
    list_select_related = ["contract__booking__edition", "person"]
    list_filter = ["way"]
    search_fields = ["name", "email"]
    ordering = ["-pk"]


@admin.register(SignedCopy)
class SignedCopyAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["contract", "state", "title", "name", "uploaded_at", "decided_at"]
    list_select_related = ["contract__booking__edition"]
    list_filter = ["state"]
    ordering = ["-pk"]


@admin.register(ScheduledInvoice)
class ScheduledInvoiceAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["instalment", "invoice"]
    list_select_related = ["instalment", "invoice"]
    ordering = ["-pk"]


@admin.register(CompanyCharge)
class CompanyChargeAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["line", "unit", "name"]
    list_select_related = ["line"]
    list_filter = ["unit"]
    ordering = ["-pk"]


@admin.register(Reminder)
class ReminderAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["invoice", "level", "is_notice", "tone", "due_on", "owed", "sent_at"]
    list_select_related = ["invoice"]
    list_filter = ["tone", "is_notice"]
    ordering = ["-pk"]


@admin.register(DueDateExtension)
class DueDateExtensionAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["invoice", "due_on", "reason", "made_at", "made_by"]
    list_select_related = ["invoice", "made_by"]
    ordering = ["-pk"]


@admin.register(Cancellation)
class CancellationAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["booking", "state", "cancelled_at", "currency", "base", "percent", "fee"]
    list_select_related = ["booking__edition"]
    list_filter = ["booking__edition", "state"]
    ordering = ["-pk"]
