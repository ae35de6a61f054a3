"""Read-only admin of sellers, bill-to addresses, taxes, documents and the journal, which are edited on pages."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite, once_narrowed
from exhibitors.money.invoices.models import (
    BillingParty,
    BillingShare,
    EInvoice,
    Fapiao,
    Invoice,
    InvoiceLine,
    InvoiceSeries,
    InvoiceTax,
    JournalEntry,
    JournalLine,
    Seller,
    TaxRule,
    Transmission,
    VatCheck,
)


@admin.register(Seller)
class SellerAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["name", "edition", "country", "tax_id", "prefix"]
    list_select_related = ["edition"]
    search_fields = ["name"]
    ordering = ["edition"]


@admin.register(BillingParty)
class BillingPartyAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["name", "company", "country", "tax_id", "is_business"]
    list_select_related = ["company"]
    search_fields = ["name", "company__name", "tax_id"]
    ordering = ["-pk"]


@admin.register(BillingShare)
class BillingShareAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["booking", "party", "percent"]
    list_select_related = ["booking__edition", "party"]
    search_fields = ["party__name"]
    ordering = ["-booking", "pk"]


@admin.register(TaxRule)
class TaxRuleAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "position", "buyer", "country", "is_business", "supply", "rate", "category"]
    list_select_related = ["edition"]
    list_filter = ["edition"]
    ordering = ["edition", "position"]


@admin.register(InvoiceSeries)
class InvoiceSeriesAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["prefix", "year", "last", "edition"]
    list_select_related = ["edition"]
    ordering = ["-pk"]


@admin.register(Invoice)
class InvoiceAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["number_text", "kind", "state", "party_name", "issued_on", "due_on", "currency", "total"]
    list_filter = ["edition", *((field, once_narrowed("edition__id__exact")) for field in ("kind", "state"))]
    search_fields = ["=number_text", "=reference", "party__company__name"]
    ordering = ["-pk"]


@admin.register(InvoiceLine)
class InvoiceLineAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["invoice", "position", "name", "net", "rate", "category"]
    list_select_related = ["invoice"]
    search_fields = ["=invoice__number_text"]
    ordering = ["-invoice", "position"]


@admin.register(InvoiceTax)
class InvoiceTaxAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["invoice", "rate", "category", "net", "tax"]
    list_select_related = ["invoice"]
    search_fields = ["=invoice__number_text"]
    ordering = ["-invoice", "pk"]


@admin.register(EInvoice)
class EInvoiceAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["invoice", "file", "made_at"]
    list_select_related = ["invoice"]
    search_fields = ["=invoice__number_text"]
    ordering = ["-pk"]


@admin.register(VatCheck)
class VatCheckAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["vat_id", "party", "answer", "name", "checked_at"]
    list_select_related = ["party"]
    list_filter = ["answer"]
    search_fields = ["=vat_id", "party__name"]
    ordering = ["-pk"]


@admin.register(Transmission)
class TransmissionAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["invoice", "way", "recipient", "state", "asked_at", "begun_at", "ended_at"]
    list_select_related = ["invoice"]
    list_filter = ["way", "state"]
    search_fields = ["=invoice__number_text"]
    ordering = ["-pk"]


@admin.register(Fapiao)
class FapiaoAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["invoice", "state", "kind", "title", "number", "issued_on"]
    list_select_related = ["invoice"]
    list_filter = ["state", "kind"]
    search_fields = ["title", "number", "=invoice__number_text"]
    ordering = ["-pk"]


@admin.register(JournalEntry)
class JournalEntryAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["day", "kind", "currency", "memo", "document", "actor"]
    list_select_related = ["document"]
    list_filter = ["kind"]
    search_fields = ["=document__number_text"]
    ordering = ["-pk"]


@admin.register(JournalLine)
class JournalLineAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["entry", "edition", "account", "amount", "company", "invoice"]
    list_select_related = ["entry", "edition", "company", "invoice"]
    list_filter = ["edition", ("account", once_narrowed("edition__id__exact"))]
    search_fields = ["company__name", "=invoice__number_text"]
    ordering = ["-pk"]
