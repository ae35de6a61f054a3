"""Read-only admin of payments, bank accounts and statements, which are recorded and matched on pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from ciie.audit.admin_pages import HistoryInWords, OnlyOperationsWrite
from exhibitors.money.payments.models import (
    Allocation,
    BankAccount,
    BankStatement,
    CardPayment,
    Debtor,
    LedgerCodes,
    Payment,
    Payout,
    Refund,
    StatementLine,
    TreatmentCodes,
)


@admin.register(BankAccount)
class BankAccountAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["name", "account", "currency", "bank_name", "is_closed"]
    search_fields = ["name", "account"]
    ordering = ["name"]


@admin.register(BankStatement)
class BankStatementAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["file_name", "account", "state", "first_day", "last_day", "uploaded_at", "uploaded_by"]
    list_select_related = ["account"]
    list_filter = ["account", "state"]
    search_fields = ["file_name", "number"]
    exclude = ["content"]
    ordering = ["-pk"]


@admin.register(StatementLine)
class StatementLineAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["day", "amount", "is_credit", "payer", "text", "state"]
    list_filter = ["account", "state", "is_credit"]
    search_fields = ["payer", "text", "bank_reference"]
    ordering = ["-pk"]


@admin.register(Payment)
class PaymentAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["number", "company", "received_on", "currency", "amount", "way", "cancelled_at"]
    list_select_related = ["company"]
    list_filter = ["edition", "way"]
    search_fields = ["company__name", "payer", "text"]
    ordering = ["-pk"]

    @admin.display(description=_("number"), ordering="pk")
    def number(self, payment: Payment) -> str:
        return payment.number


@admin.register(Allocation)
class AllocationAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["payment", "invoice", "amount", "fee", "made_at", "made_by"]
    list_select_related = ["payment", "invoice"]
    ordering = ["-pk"]


@admin.register(Refund)
class RefundAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["payment", "amount", "paid_on", "reason", "made_by"]
    list_select_related = ["payment"]
    ordering = ["-pk"]


@admin.register(Payout)
class PayoutAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["line", "refund", "amount"]
    list_select_related = ["line", "refund"]
    ordering = ["-pk"]


@admin.register(LedgerCodes)
class LedgerCodesAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "receivable", "revenue", "tax", "bank", "advance", "fee", "rounding"]
    list_select_related = ["edition"]
    ordering = ["-pk"]


@admin.register(TreatmentCodes)
class TreatmentCodesAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["edition", "category", "rate", "revenue", "advance", "key"]
    list_select_related = ["edition"]
    list_filter = ["edition"]
    ordering = ["-pk"]


@admin.register(Debtor)
class DebtorAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["number", "party", "edition", "is_typed"]
    list_select_related = ["party", "edition"]
    search_fields = ["number", "party__name"]
    ordering = ["-pk"]


@admin.register(CardPayment)
class CardPaymentAdmin(HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    list_display = ["invoice", "currency", "amount", "state", "started_at", "payment"]
    list_select_related = ["invoice", "payment"]
    list_filter = ["state"]
    ordering = ["-pk"]
