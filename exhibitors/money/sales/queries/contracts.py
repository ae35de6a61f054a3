"""Contracts of a booking and of an edition, and those that a timer has to act on."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from ciie.kernel.days import day_of, day_there
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.models import Booking
from exhibitors.bookings.queries.bookings import of_bookings_in
from exhibitors.money.sales.models.contracts import Contract, Instalment, SignedCopy
from exhibitors.money.sales.states import ContractState, OfferState
from exhibitors.states import BOOKED_STATES
from pavilions.floor.models.edition import Edition
from pavilions.states import EditionStatus

ZONE = "booking__edition__time_zone"
SHOWN = ("booking__company", "booking__edition", "offer", "terms__edition", "signature__copy", "signature__person")


@dataclass(frozen=True)
class ShownContract:
    """The newest contract of a booking with the signed copies that were uploaded for it, newest first."""

    contract: Contract
    copies: tuple[SignedCopy, ...]
    days_left: int
    """The number of days until the last day to sign, negative once it has passed."""

    @property
    def is_open(self) -> bool:
        return self.contract.state == ContractState.SENT and self.days_left >= 0

    @property
    def rejected(self) -> SignedCopy | None:
        """The copy that was rejected last, if the contract has to be signed again."""
        return next((copy for copy in self.copies if self.contract.state == ContractState.SENT), None)


def shown_contract(booking: Booking, *, at: datetime) -> ShownContract | None:
    """Return the newest contract of a booking, or None, in two queries, or in one if there is none."""
    contract = Contract.objects.select_related(*SHOWN).filter(booking=booking).order_by("-version").first()
    return None if contract is None else shown(contract, at=at)


def shown(contract: Contract, *, at: datetime) -> ShownContract:
    """Return the contract with its signed copies, in one query."""
    copies = contract.copies.select_related("uploaded_by", "decided_by").order_by("-uploaded_at", "-pk")
    left = contract.sign_by - day_of(at, contract.booking.edition.zone)
    return ShownContract(contract, tuple(copies), left.days)


def instalments_of(booking: Booking) -> list[Instalment]:
    """Return the schedule of a booking's accepted offer, in order, in one query."""
    rows = Instalment.objects.filter(offer__booking=booking, offer__state=OfferState.ACCEPTED)
    return list(rows.select_related("offer").order_by("position"))


def listed_contracts(edition: Edition) -> QuerySet[Contract]:
    """Return every contract of an edition with its booking, company and offer."""
    rows = of_bookings_in(Contract.objects.all(), edition)
    return rows.select_related("booking__company", "booking__edition", "offer", "signature")


def late_contracts(contracts: QuerySet[Contract], edition: Edition, *, at: datetime) -> QuerySet[Contract]:
    """Return the contracts to be signed whose last day has passed."""
    return contracts.filter(state=ContractState.SENT, sign_by__lt=day_of(at, edition.zone))


@dataclass(frozen=True)
class ContractCounts:
    """The numbers of an edition's contracts that await a signature, and of copies to be checked."""

    sent: int
    late: int
    checking: int
    has_any: bool


def contract_counts(edition: Edition, *, at: datetime) -> ContractCounts:
    """Return the counts of an edition, in one query."""
    sent, late = Q(state=ContractState.SENT), Q(sign_by__lt=day_of(at, edition.zone))
    counts = of_bookings_in(Contract.objects.all(), edition).aggregate(
        sent=Count("pk", filter=sent),
        late=Count("pk", filter=sent & late),
        checking=Count("pk", filter=Q(state=ContractState.CHECKING)),
        all=Count("pk"),
    )
    return ContractCounts(counts["sent"], counts["late"], counts["checking"], bool(counts["all"]))


def unfinished_contracts(at: datetime) -> list[int]:
    """Return the keys of contracts, signed and possibly amended since, whose signed PDF is not made yet."""
    signed = Q(state=ContractState.SIGNED) | Q(amended_by__isnull=False)
    rows = Contract.objects.filter(signed, signed_at__isnull=False, signed_file="")
    return list(rows.order_by("signed_at", "pk").values_list("pk", flat=True))


def due_contract_reminders(at: datetime) -> list[int]:
    """Return the keys of contracts due for their reminder: the last day to sign is near, and none was sent.

    The edition's `offer_reminder_days` say how near.
    """
    today = day_there(at, ZONE)
    until = ExpressionWrapper(today + F("booking__edition__offer_reminder_days"), output_field=DateField())
    found = _to_sign().filter(reminded_at=None, sign_by__gte=today, sign_by__lte=until)
    return _keys(found.filter(booking__edition__offer_reminder_days__gt=0))


def due_contract_lapses(at: datetime) -> list[int]:
    """Return the keys of contracts not signed in time in editions that release space, except of blocks with members."""
    shared = Block.objects.filter(booking=OuterRef("booking"), shares__state__in=BOOKED_STATES)
    late = _to_sign().filter(sign_by__lt=day_there(at, ZONE), booking__edition__sales_settings__releases=True)
    return _keys(late.filter(~Exists(shared)))


def _to_sign() -> QuerySet[Contract]:
    rows = Contract.objects.filter(state=ContractState.SENT)
    return rows.exclude(booking__edition__status=EditionStatus.ARCHIVED)


def _keys(contracts: QuerySet[Contract]) -> list[int]:
    return list(contracts.order_by("sign_by", "pk").values_list("pk", flat=True))
