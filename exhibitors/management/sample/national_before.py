"""The sixth edition's pavilions, built, opened and closed on days of 2023; and earlier guests of honour as a record."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from ciie.accounts.models import User
from exhibitors.management.sample.editions import SHANGHAI
from exhibitors.management.sample.national import settle_design
from exhibitors.management.sample.pavilion_files import stand_picture
from exhibitors.management.sample.venue import NATIONAL_HALL
from pavilions.editions.operations.capacities import FirstAllotment, allot
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall
from pavilions.ledger.models import SpaceHolder
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.models.pavilion_stages import PavilionMove
from pavilions.national_pavilions.operations.national_pavilions import invite_to_national_exhibition, move_pavilion
from pavilions.national_pavilions.operations.pavilion_profiles import ProfileTerms, add_picture, write_profile
from pavilions.national_pavilions.operations.pavilion_space import give_area
from pavilions.national_pavilions.operations.pavilion_tasks import finish_task
from pavilions.national_pavilions.states import ProfileLanguage
from pavilions.states import HolderKind, PavilionStage, Section

EDITION_BEFORE = 6
"""The edition whose pavilions have profiles; of earlier ones only the stages of the guests are on record."""

GUESTS_BEFORE = {
    1: ("BR", "DE", "EG", "ID", "MX", "VN", "ZA"),
    2: ("FR", "GR", "KZ", "MY", "TH", "UZ"),
    4: ("FR",),
}
"""By edition. France was one in the second and the fourth, and is one in the seventh again."""


class PastParticipant(NamedTuple):
    """A country, or else an organization, of the sixth edition."""

    country: str
    organization: str
    theme: str
    area_sqm: int
    is_guest: bool = True


PAST_PARTICIPANTS = (
    PastParticipant("HN", "", "Coffee from the cloud forest", 260),
    PastParticipant("KZ", "", "Bread of the steppe", 480),
    PastParticipant("RS", "", "A crossroads that makes things", 420),
    PastParticipant("VN", "", "Rivers, rice and robots", 540),
    PastParticipant("ZA", "", "One coast, two oceans", 500),
    PastParticipant("MY", "", "Forest, port and workshop", 360, is_guest=False),
    PastParticipant("TH", "", "The kitchen and the clinic", 440, is_guest=False),
    PastParticipant("", "International Trade Centre", "Small businesses, large markets", 150, is_guest=False),
)
REACHED = {
    PavilionStage.CONFIRMED: date(2023, 4, 10),
    PavilionStage.IN_DESIGN: date(2023, 5, 22),
    PavilionStage.DESIGN_APPROVED: date(2023, 8, 14),
    PavilionStage.UNDER_CONSTRUCTION: date(2023, 10, 19),
    PavilionStage.OPEN: date(2023, 11, 5),
    PavilionStage.CLOSED: date(2023, 11, 10),
}
SAME_DAY = {PavilionStage.UNDER_CONSTRUCTION, PavilionStage.OPEN, PavilionStage.CLOSED}
"""Halls are handed over, opened and closed for all pavilions at once; contracts and designs take each its own time."""

SAID = {
    PavilionStage.CONFIRMED: "Confirmed by note verbale of the embassy.",
    PavilionStage.UNDER_CONSTRUCTION: "Hall handed over to the contractor.",
    PavilionStage.OPEN: "Opened with the expo.",
    PavilionStage.CLOSED: "Taken down and handed back without defects.",
}
INVITED_DATE = date(2023, 2, 20)
STEP = timedelta(days=24)


def play_national_before(editions: Mapping[int, Edition], *, director: User) -> None:
    """Everything that is known of the national exhibition before this edition."""
    known = editions[EDITION_BEFORE]
    hall = Hall.objects.get(name=NATIONAL_HALL)
    on_record = Decimal(sum(participant.area_sqm for participant in PAST_PARTICIPANTS))
    place = allot(known, hall, FirstAllotment(Section.NATIONAL, capacity_sqm=on_record))
    for number, participant in enumerate(PAST_PARTICIPANTS):
        _play(known, place, participant, number, director)
    for edition, guests in GUESTS_BEFORE.items():
        for country in guests:
            _record(editions[edition], country)


def _play(edition: Edition, place: Allotment, participant: PastParticipant, number: int, director: User) -> None:
    """From the invitation to the last day, as the organizer would have noted it."""
    pavilion = invite_to_national_exhibition(
        edition.pk,
        country=participant.country,
        organization=participant.organization,
        is_guest_of_honour=participant.is_guest,
        actor=director,
        at=_at(INVITED_DATE),
    )
    for stage, day in REACHED.items():
        at = _at(day if stage in SAME_DAY else day + timedelta(days=2 * number))
        if stage == PavilionStage.DESIGN_APPROVED:
            _prepare(pavilion, place, participant, number, director, at)
            settle_design(pavilion, director, at)
        if stage == PavilionStage.CLOSED:
            _finish_tasks(pavilion, director, at)
        pavilion = move_pavilion(pavilion.pk, to=stage, note=SAID.get(stage, ""), actor=director, at=at)


def _prepare(
    pavilion: NationalPavilion,
    place: Allotment,
    participant: PastParticipant,
    number: int,
    director: User,
    at: datetime,
) -> None:
    """Its space, its profile and a picture, while it is being designed."""
    area_sqm = Decimal(participant.area_sqm)
    give_area(pavilion.pk, place.pk, area_sqm=area_sqm, actor=director, at=at - timedelta(days=60))
    terms = ProfileTerms(
        title=f"Pavilion of {pavilion}",
        theme=participant.theme,
        text=f"{participant.theme}: what {pavilion} brought to the sixth edition. (Sample text.)",
        highlights="A stage for music and crafts\nMeetings by appointment",
    )
    write_profile(pavilion.pk, ProfileLanguage.ENGLISH, terms, actor=director, at=at - timedelta(days=40))
    alt = f"View of the stand of {pavilion}, drawing"
    add_picture(pavilion.pk, stand_picture(number + 1), alt=alt, actor=director, at=at - timedelta(days=30))


def _finish_tasks(pavilion: NationalPavilion, director: User, at: datetime) -> None:
    for task in pavilion.tasks.all():
        finish_task(task.pk, actor=director, at=min(at, _at(task.due_date)))


def _record(edition: Edition, country: str) -> None:
    """A guest of honour of the past with the stages it went through; of its space nothing is on record."""
    invited_at = edition.booking_opens_at
    holder = SpaceHolder.objects.create(edition=edition, kind=HolderKind.NATIONAL_PAVILION)
    pavilion = NationalPavilion.objects.create(
        holder=holder, edition=edition, country=country, is_guest_of_honour=True, invited_at=invited_at
    )
    moves = [PavilionMove(pavilion=pavilion, to_stage=PavilionStage.INVITED, moved_at=invited_at)]
    for step, stage in enumerate(REACHED, 1):
        at = invited_at + step * STEP
        moves.append(PavilionMove(pavilion=pavilion, from_stage=pavilion.stage, to_stage=stage, moved_at=at))
        pavilion.stage = stage
        pavilion.confirmed_at = pavilion.confirmed_at or at
        pavilion.save(update_fields=["stage", "confirmed_at"])
    PavilionMove.objects.bulk_create(moves)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), SHANGHAI)
