"""The national exhibition of the sample: participants from the invitation to the building of their pavilion."""

from datetime import datetime, timedelta
from typing import NamedTuple

from ciie.accounts.models import User
from exhibitors.management.sample.pavilion_files import stand_drawing
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.operations.national_pavilions import invite_to_national_exhibition, move_pavilion
from pavilions.national_pavilions.operations.pavilion_designs import (
    approve_design,
    return_design,
    send_design,
    submit_design,
)
from pavilions.national_pavilions.operations.pavilion_space import give_booths
from pavilions.states import PavilionStage

GUEST_OF_HONOUR = "FR"
GUESTS = {GUEST_OF_HONOUR, "TZ", "UZ"}


class Participant(NamedTuple):
    """A country, or else an organization; `path` are the stages after the invitation."""

    country: str
    organization: str
    theme: str
    path: tuple[PavilionStage, ...]


_CONFIRMED = (PavilionStage.CONFIRMED,)
_DESIGNING = (PavilionStage.CONFIRMED, PavilionStage.IN_DESIGN)
_DESIGNED = (*_DESIGNING, PavilionStage.DESIGN_APPROVED)
_BUILDING = (*_DESIGNED, PavilionStage.UNDER_CONSTRUCTION)

PARTICIPANTS = (
    Participant("FR", "", "From French farm to Chinese dining table", _DESIGNING),
    Participant("TH", "", "Taste and craft", _BUILDING),
    Participant("KZ", "", "The steppe connects", _DESIGNING),
    Participant("MY", "", "Green growth", _DESIGNED),
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
NOTES = {
    PavilionStage.CONFIRMED: "Confirmed by note verbale of the embassy.",
    PavilionStage.UNDER_CONSTRUCTION: "Built in sections at the contractor's workshop; put up in the hall in October.",
    PavilionStage.DECLINED: "No budget this year; would like to be asked again.",
}
INVITED_BEFORE = timedelta(days=120)
STEP = timedelta(days=24)


def create_participants(
    edition: Edition, booths: list[Booth], *, director: User, at: datetime
) -> list[NationalPavilion]:
    """Participants of this edition. Those that have confirmed have booths; the guest of honour has the largest."""
    by_size = iter(sorted(booths, key=lambda booth: -booth.area_sqm))
    pavilions = []
    for participant in PARTICIPANTS:
        pavilion = _walk(edition, participant, director=director, invited_at=at - INVITED_BEFORE)
        if PavilionStage.CONFIRMED in participant.path:
            give_booths(pavilion.pk, [next(by_size).pk], actor=director, at=at - STEP)
        pavilions.append(pavilion)
    return pavilions


def _walk(edition: Edition, participant: Participant, *, director: User, invited_at: datetime) -> NationalPavilion:
    pavilion = invite_to_national_exhibition(
        edition.pk,
        country=participant.country,
        organization=participant.organization,
        is_guest_of_honour=participant.country in GUESTS,
        actor=director,
        at=invited_at,
    )
    for step, stage in enumerate(participant.path, 1):
        at = invited_at + step * STEP
        if stage == PavilionStage.DESIGN_APPROVED:
            settle_design(pavilion, director, at)
        pavilion = move_pavilion(pavilion.pk, to=stage, note=NOTES.get(stage, ""), actor=director, at=at)
    return pavilion


def settle_design(pavilion: NationalPavilion, director: User, at: datetime) -> None:
    """A first version that was returned, and a second that was approved."""
    for version, days in ((1, 20), (2, 5)):
        drawing = stand_drawing(str(pavilion), version)
        design = send_design(pavilion.pk, drawing, actor=director, at=at - timedelta(days=days))
        submit_design(pavilion.pk, design.pk, actor=director, at=at - timedelta(days=days))
        decided = at - timedelta(days=days - 3)
        if version == 1:
            words = "The hanging structure is above the 6 m that the hall allows. Please lower it."
            return_design(pavilion.pk, design.pk, comment=words, actor=director, at=decided)
        else:
            approve_design(pavilion.pk, design.pk, comment="Ready to build.", actor=director, at=decided)
