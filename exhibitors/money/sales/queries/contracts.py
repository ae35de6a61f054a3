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
    """The newest contract of a booking with what was handed in for it, newest first."""

    contract: Contract
    copies: tuple[SignedCopy, ...]
    days_left: int
    """Until the last day to sign; below 0 when it has passed."""

    @property
    def is_open(self) -> bool:
        return self.contract.state == ContractState.SENT and self.days_left >= 0

    @property
    def rejected(self) -> SignedCopy | None:
        """The copy that was rejected last, while the contract is to be signed again."""
        return next((copy for copy in self.copies if self.contract.state == ContractState.SENT), None)


def shown_contract(booking: Booking, *, at: datetime) -> ShownContract | None:
    """Two queries, or one where there is none."""
    contract = Contract.objects.select_related(*SHOWN).filter(booking=booking).order_by("-version").first()
    return None if contract is None else shown(contract, at=at)


def shown(contract: Contract, *, at: datetime) -> ShownContract:
    """One query."""
    copies = contract.copies.select_related("uploaded_by", "decided_by").order_by("-uploaded_at", "-pk")
    left = contract.sign_by - day_of(at, contract.booking.edition.zone)
    return ShownContract(contract, tuple(copies), left.days)


def instalments_of(booking: Booking) -> list[Instalment]:
    """The schedule of the offer of a booking that was accepted and stands, in order; one query."""
    rows = Instalment.objects.filter(offer__booking=booking, offer__state=OfferState.ACCEPTED)
    return list(rows.select_related("offer").order_by("position"))


def listed_contracts(edition: Edition) -> QuerySet[Contract]:
    """All contracts of an edition with their bookings, companies and offers."""
    rows = of_bookings_in(Contract.objects.all(), edition)
    return rows.select_related("booking__company", "booking__edition", "offer", "signature")


def late_contracts(contracts: QuerySet[Contract], edition: Edition, *, at: datetime) -> QuerySet[Contract]:
    """Those to be signed whose last day has passed."""
    return contracts.filter(state=ContractState.SENT, sign_by__lt=day_of(at, edition.zone))


@dataclass(frozen=True)
class ContractCounts:
    """How many contracts of an edition wait for a signature, and how many copies to be checked."""

    sent: int
    late: int
    checking: int
    has_any: bool


def contract_counts(edition: Edition, *, at: datetime) -> ContractCounts:
    """One query."""
    sent, late = Q(state=ContractState.SENT), Q(sign_by__lt=day_of(at, edition.zone))
    counts = of_bookings_in(Contract.objects.all(), edition).aggregate(
        sent=Count("pk", filter=sent),
        late=Count("pk", filter=sent & late),
        checking=Count("pk", filter=Q(state=ContractState.CHECKING)),
        all=Count("pk"),
    )
    return ContractCounts(counts["sent"], counts["late"], counts["checking"], bool(counts["all"]))


def unfinished_contracts(at: datetime) -> list[int]:
    """Keys of the contracts that have been signed, by now amended or not, and whose signed PDF is still to be made."""
    signed = Q(state=ContractState.SIGNED) | Q(amended_by__isnull=False)
    rows = Contract.objects.filter(signed, signed_at__isnull=False, signed_file="")
    return list(rows.order_by("signed_at", "pk").values_list("pk", flat=True))


def due_contract_reminders(at: datetime) -> list[int]:
    """Keys of the contracts whose last day to sign comes within the edition's days, if nobody has been reminded."""
    today = day_there(at, ZONE)
    until = ExpressionWrapper(today + F("booking__edition__offer_reminder_days"), output_field=DateField())
    found = _to_sign().filter(reminded_at=None, sign_by__gte=today, sign_by__lte=until)
    return _keys(found.filter(booking__edition__offer_reminder_days__gt=0))


def due_contract_lapses(at: datetime) -> list[int]:
    """Keys of the contracts not signed in time, where the edition releases space. Blocks with members are not taken."""
    shared = Block.objects.filter(booking=OuterRef("booking"), shares__state__in=BOOKED_STATES)
    late = _to_sign().filter(sign_by__lt=day_there(at, ZONE), booking__edition__sales_settings__releases=True)
    return _keys(late.filter(~Exists(shared)))


def _to_sign() -> QuerySet[Contract]:
    rows = Contract.objects.filter(state=ContractState.SENT)
    return rows.exclude(booking__edition__status=EditionStatus.ARCHIVED)


def _keys(contracts: QuerySet[Contract]) -> list[int]:
    return list(contracts.order_by("sign_by", "pk").values_list("pk", flat=True))
