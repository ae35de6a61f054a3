"""Read-only admin of bookings, which only operations change."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.resources import ModelResource
from unfold.admin import ModelAdmin, TabularInline

from ciie.audit.admin_pages import HistoryInWords, NotedExports, OnlyOperationsWrite, action_in_words, operation_action
from ciie.kernel.clock import now
from exhibitors.bookings.forms import REASON_LENGTH
from exhibitors.bookings.models import ApiRequest, Booking, ConfirmationLetter, SpaceRequest, UpperDeck, booking_key_in
from exhibitors.bookings.operations.decisions import approve_booking, confirm_booking, reject_booking, waitlist_booking
from exhibitors.bookings.operations.submission import cancel_booking, withdraw_booking


class SpaceRequestInline(OnlyOperationsWrite, TabularInline):
    model = SpaceRequest
    fields = ["sector", "area_sqm", "kind", "open_sides_min"]
    extra = 0


class LetterInline(OnlyOperationsWrite, TabularInline):
    model = ConfirmationLetter
    fields = ["number", "language", "issued_at"]
    extra = 0


class BookingResource(ModelResource):
    class Meta:
        model = Booking
        fields = ["holder", "edition__number", "company__name", "company__country", "state", "submitted_at"]


@admin.register(Booking)
class BookingAdmin(NotedExports, HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    resource_classes = [BookingResource]
    list_display = ["reference", "company", "country", "state", "submitted_at", "decided_at", "decided_by"]
    list_select_related = ["company", "edition", "decided_by"]
    list_filter = ["edition", "state", "holder__claims__allotment__sector"]
    search_fields = ["company__name", "company__normalized_name", "=holder__id"]
    ordering = ["-pk"]
    inlines = [SpaceRequestInline, LetterInline]
    actions = [
        operation_action(
            "approve", _("Approve"), lambda row, seen, actor: approve_booking(row.pk, seen=seen, actor=actor, at=now())
        ),
        operation_action(
            "confirm",
            _("Confirm: contract signed, deposit paid"),
            lambda row, seen, actor: confirm_booking(row.pk, seen=seen, actor=actor, at=now()),
        ),
        operation_action(
            "waitlist",
            _("Wait-list"),
            lambda row, seen, actor: waitlist_booking(row.pk, seen=seen, actor=actor, at=now()),
        ),
        action_in_words(
            "reject",
            _("Reject"),
            lambda row, reason, seen, actor: reject_booking(row.pk, reason=reason, seen=seen, actor=actor, at=now()),
            most=REASON_LENGTH,
            help_text=_("The exhibitor will see it in the email."),
        ),
        operation_action(
            "withdraw",
            _("Withdraw"),
            lambda row, seen, actor: withdraw_booking(row.pk, seen=seen, actor=actor, at=now()),
        ),
        operation_action(
            "cancel", _("Cancel"), lambda row, seen, actor: cancel_booking(row.pk, seen=seen, actor=actor, at=now())
        ),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Booking], search_term: str
    ) -> tuple[QuerySet[Booking], bool]:
        """Also find a booking by its number as people write it, such as `7-000926`."""
        is_written_out = "-" in search_term or search_term.startswith("0")
        key = booking_key_in(search_term) if is_written_out else None
        if key is not None:
            return queryset.filter(pk=key), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("number"), ordering="pk")
    def reference(self, booking: Booking) -> str:
        return booking.reference

    @admin.display(description=_("country or region"), ordering="company__country")
    def country(self, booking: Booking) -> str:
        return str(booking.company.country.name)


class FoundByBooking:
    """A mixin for lists searched by a booking's number or its company's full name, both of which have indexes."""

    path_to_booking = "booking"
    search_help_text = _("Number of a booking, or name of a company in full, in quotation marks")

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return [f"{self.path_to_booking}__company__name__iexact"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        key = booking_key_in(search_term)
        if key is not None:
            return queryset.filter(**{self.path_to_booking: key}), False
        found: tuple[QuerySet[Any], bool] = super().get_search_results(request, queryset, search_term)  # type: ignore[misc]  # a ModelAdmin's
        return found


@admin.register(ConfirmationLetter)
class ConfirmationLetterAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["number", "booking", "language", "issued_at"]
    list_select_related = ["booking__edition"]
    search_fields = ["=number"]
    ordering = ["-pk"]


@admin.register(ApiRequest)
class ApiRequestAdmin(OnlyOperationsWrite, ModelAdmin):
    list_display = ["key", "user", "status", "created_at"]
    list_select_related = ["user"]
    search_fields = ["key", "user__email"]
    ordering = ["-pk"]


@admin.register(UpperDeck)
class UpperDeckAdmin(FoundByBooking, HistoryInWords, OnlyOperationsWrite, ModelAdmin):
    path_to_booking = "claim__holder__booking"
    list_display = ["claim", "state", "area_sqm", "persons", "requested_at", "decided_at"]
    list_select_related = ["claim__booth__plan__hall", "claim__allotment__hall"]
    list_filter = ["claim__holder__edition", "state"]
    ordering = ["-pk"]
