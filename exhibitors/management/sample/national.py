"""The national exhibition of the sample: invited, confirmed and declined participants, and the guests of honour."""

from datetime import datetime, timedelta
from typing import NamedTuple

from ciie.accounts.models import User
from pavilions.models import Booth, Edition, NationalPavilion, SpaceHolder
from pavilions.operations.ledger import claim_booths, move_claims
from pavilions.states import ClaimState, HolderKind, PavilionStage

GUEST_OF_HONOUR = "FR"
GUEST_BEFORE = (2, 4)
"""Editions in which the guest of honour was one before, so that the seventh is its third time."""


class Participant(NamedTuple):
    """A country, or else an organization; `path` are the stages after the invitation."""

    country: str
    organization: str
    theme: str
    path: tuple[PavilionStage, ...]


_CONFIRMED = (PavilionStage.CONFIRMED,)
_DESIGNING = (PavilionStage.CONFIRMED, PavilionStage.IN_DESIGN)
_DESIGNED = (*_DESIGNING, PavilionStage.DESIGN_APPROVED)
_OVER = (*_DESIGNED, PavilionStage.UNDER_CONSTRUCTION, PavilionStage.OPEN, PavilionStage.CLOSED)

PARTICIPANTS = (
    Participant("FR", "", "From French farm to Chinese dining table", _DESIGNING),
    Participant("TH", "", "Taste and craft", _DESIGNED),
    Participant("KZ", "", "The steppe connects", _DESIGNING),
    Participant("MY", "", "Green growth", _CONFIRMED),
    Participant("NO", "", "Clean water, clean power", _CONFIRMED),
    Participant("SA", "", "A vision in sand and light", _DESIGNING),
    Participant("UZ", "", "Cities of the Silk Road", _CONFIRMED),
    Participant("TZ", "", "From the coast to the crater", _CONFIRMED),
    Participant("BR", "", "Biodiversity at work", _CONFIRMED),
    Participant("NI", "", "Volcanoes and coffee", _CONFIRMED),
    Participant("", "International Trade Centre", "Small businesses of least developed countries", _CONFIRMED),
    Participant("", "United Nations Industrial Development Organization", "Industry for all", _CONFIRMED),
    Participant("RS", "", "", ()),
    Participant("KE", "", "", ()),
    Participant("NZ", "", "", ()),
    Participant("IS", "", "", (PavilionStage.DECLINED,)),
)
INVITED_BEFORE = timedelta(days=120)
STEP = timedelta(days=24)


def create_participants(edition: Edition, booths: list[Booth], *, manager: User, at: datetime) -> None:
    """Participants of this edition. Who has confirmed has a booth; the guest of honour has the largest."""
    by_size = iter(sorted(booths, key=lambda booth: -booth.area_sqm))
    for participant in PARTICIPANTS:
        pavilion = _walk(edition, participant, invited_at=at - INVITED_BEFORE)
        if pavilion.stage in {*_DESIGNED}:
            claim_booths(pavilion.pk, [next(by_size)], state=ClaimState.RESERVED, expires_at=None, at=at - STEP)
            move_claims(pavilion.pk, to=ClaimState.COMMITTED, at=at - STEP)
        if participant.country == GUEST_OF_HONOUR:
            pavilion.managers.add(manager)


def create_past_guests(editions: dict[int, Edition]) -> None:
    """The guest of honour's earlier appearances."""
    for number in GUEST_BEFORE:
        edition = editions[number]
        participant = Participant(GUEST_OF_HONOUR, "", "", _OVER)
        _walk(edition, participant, invited_at=edition.booking_opens_at)


def _walk(edition: Edition, participant: Participant, *, invited_at: datetime) -> NationalPavilion:
    holder = SpaceHolder.objects.create(edition=edition, kind=HolderKind.NATIONAL_PAVILION)
    pavilion = NationalPavilion.objects.create(
        holder=holder,
        edition=edition,
        country=participant.country,
        organization=participant.organization,
        is_guest_of_honour=participant.country == GUEST_OF_HONOUR,
        theme=participant.theme,
        invited_at=invited_at,
    )
    for step, stage in enumerate(participant.path, 1):
        pavilion.stage = stage
        if stage == PavilionStage.CONFIRMED:
            pavilion.confirmed_at = invited_at + step * STEP
        pavilion.save(update_fields=["stage", "confirmed_at"])
    return pavilion
