"""The national exhibition of the sample.

It has this edition's pavilions, from the invitation to the building site, with what they have done so far; those of the
sixth edition, built, opened and closed on days of 2023; and earlier guests of honour as a record.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils import translation

from ciie.accounts.models import User
from ciie.kernel.days import day_of
from exhibitors.management.sample.editions import SHANGHAI
from exhibitors.management.sample.in_chinese import ORGANIZATIONS, THEMES
from exhibitors.management.sample.pictures import stand_drawing, stand_picture
from exhibitors.management.sample.venue import NATIONAL_HALL
from pavilions.floor.editions.operations.capacities import FirstAllotment, allot
from pavilions.floor.ledger.models import SpaceHolder
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.models.venue import Hall
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion, PavilionMove
from pavilions.national.national_pavilions.operations.national_pavilions import (
    change_stage,
    invite_to_national_exhibition,
)
from pavilions.national.national_pavilions.operations.pavilion_designs import (
    approve_design,
    comment_on_design,
    return_design,
    send_design,
    submit_design,
)
from pavilions.national.national_pavilions.operations.pavilion_managers import invite_manager
from pavilions.national.national_pavilions.operations.pavilion_profiles import (
    ContactTerms,
    ProfileTerms,
    add_picture,
    note_contact,
    write_profile,
)
from pavilions.national.national_pavilions.operations.pavilion_space import give_area, give_booths, request_area
from pavilions.national.national_pavilions.operations.pavilion_tasks import finish_task, set_task
from pavilions.national.national_pavilions.states import ContactKind, ProfileLanguage
from pavilions.states import HolderKind, PavilionStage, Section

GUEST_OF_HONOUR = "FR"
GUESTS = {GUEST_OF_HONOUR, "TZ", "UZ"}


class Participant(NamedTuple):
    """A country, or else an organization. `path` are its stages after the invitation."""

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
    """Create the participants of this edition. Confirmed ones have booths, the guest of honour the largest."""
    by_size = iter(sorted(booths, key=lambda booth: -booth.area_sqm))
    pavilions = []
    for participant in PARTICIPANTS:
        pavilion = invite_to_national_exhibition(
            edition.pk,
            country=participant.country,
            organization=participant.organization,
            organization_zh=ORGANIZATIONS.get(participant.organization, ""),
            is_guest_of_honour=participant.country in GUESTS,
            actor=director,
            at=at - INVITED_BEFORE,
        )
        for step, stage in enumerate(participant.path, 1):
            moved = at - INVITED_BEFORE + step * STEP
            if stage == PavilionStage.DESIGN_APPROVED:
                _settle_design(pavilion, director, moved)
            pavilion = change_stage(pavilion.pk, to=stage, note=NOTES.get(stage, ""), actor=director, at=moved)
            if stage == PavilionStage.CONFIRMED:
                give_booths(pavilion.pk, [next(by_size).pk], actor=director, at=moved)
        pavilions.append(pavilion)
    return pavilions


def _settle_design(pavilion: NationalPavilion, director: User, at: datetime) -> None:
    """Create a first version of a design that was returned, and a second one that was approved."""
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


WANTED = (840, 800, 820, 780, 800, 820, 800, 800, 560, 560, 540, 540)
"""The m² that the pavilions taking part ask for, in their order."""

IN_OTHER_WORDS = {
    "FR": (
        (ProfileLanguage.CHINESE, "法国国家馆", "从法国农场到中国餐桌", "法国农产品与美食之旅。"),
        (ProfileLanguage.FRENCH, "Pavillon de la France", "De la ferme française à la table chinoise", "Un parcours."),
    ),
    "TH": ((ProfileLanguage.CHINESE, "泰国国家馆", "味道与匠心", "泰国的味道与手工艺。"),),
    "KZ": ((ProfileLanguage.RUSSIAN, "Павильон Казахстана", "Степь соединяет", "Дороги, зерно и музыка степи."),),
    "SA": (
        (ProfileLanguage.ARABIC, "جناح المملكة العربية السعودية", "رؤية من رمال ونور", "من الصحراء إلى المدن الجديدة."),
    ),
    "MY": ((ProfileLanguage.MALAY, "Astaka Malaysia", "Pertumbuhan hijau", "Industri hijau Malaysia."),),
}
WITH_MORE_PICTURES, AHEAD, WITHOUT_CONTACTS = 3, 6, 4
"""The numbers of pavilions with two pictures, of those ahead with their tasks, and of those without contacts.

The first two count from the first pavilion, and the third from the last one.
"""

LATE = "Send the list of the delegation"
UNDER_WAY = {"FR": (2, True), "KZ": (1, True), "SA": (1, False)}
"""By country, how many versions of a design were sent, and whether the last is in review."""


def play_pavilion_desks(pavilions: Sequence[NationalPavilion], *, manager: User, director: User, at: datetime) -> None:
    """Enter what the pavilions have written, sent and done by the day the sample begins.

    The guest of honour's manager is one of the sample's logins. The organizer enters it for the others.
    """
    taking_part = [each for each in pavilions if each.stage not in {PavilionStage.INVITED, PavilionStage.DECLINED}]
    today = day_of(at, SHANGHAI)
    pavilions[0].managers.add(manager)
    for number, pavilion in enumerate(taking_part):
        who = manager if number == 0 else director
        _write_profile(pavilion, number, who, at)
        request_area(pavilion.pk, wanted_sqm=Decimal(WANTED[number]), actor=who, at=at - timedelta(days=30))
        if number < len(taking_part) - WITHOUT_CONTACTS:
            mark = pavilion.country.code or "org"
            for terms in (
                ContactTerms(
                    ContactKind.COMMISSIONER, "Office of the commissioner", str(pavilion), f"{mark}@example.org".lower()
                ),
                ContactTerms(ContactKind.CONTRACTOR, "Site manager", f"Stand builders {mark}", "", "+86 21 5550 0100"),
            ):
                note_contact(pavilion.pk, terms, actor=who, at=at - timedelta(days=18))
        done = {"space", "profile", "pictures"} if number < AHEAD else {"space"}
        for task in pavilion.tasks.filter(standard__in=done):
            finish_task(task.pk, actor=who, at=at - timedelta(days=10))
        due_date = today - timedelta(days=7) if number % 4 == 0 else today + timedelta(days=5)
        set_task(pavilion.pk, title=LATE, due_date=due_date, actor=director, at=at - timedelta(days=40))
        _send_designs(pavilion, who, director, at)
    for pavilion in taking_part[1:4]:
        email = f"pavilion.{pavilion.country.code.lower()}@example.org"
        invite_manager(pavilion.pk, email=email, actor=director, at=at - timedelta(days=2))


def _write_profile(pavilion: NationalPavilion, number: int, who: User, at: datetime) -> None:
    theme = PARTICIPANTS[number].theme
    terms = ProfileTerms(
        title=f"Pavilion of {pavilion}",
        theme=theme,
        text=f"{theme}: what {pavilion} brings to the expo, told in three rooms. (Sample text.)",
        highlights="A tasting or a demonstration every hour\nA stage for music and crafts\nMeetings by appointment",
    )
    write_profile(pavilion.pk, ProfileLanguage.ENGLISH, terms, actor=who, at=at - timedelta(days=20))
    if theme and not any(
        ProfileLanguage.CHINESE in each for each in IN_OTHER_WORDS.get(pavilion.country.code or "", ())
    ):
        _write_in_chinese(pavilion, theme, who, at - timedelta(days=15))
    for language, title, words, text in IN_OTHER_WORDS.get(pavilion.country.code or "", ()):
        other = ProfileTerms(title=title, theme=words, text=text)
        write_profile(pavilion.pk, language, other, actor=who, at=at - timedelta(days=15))
    for view in range(2 if number < WITH_MORE_PICTURES else 1):
        alt, alt_zh = f"View of the stand of {pavilion}, drawing {view + 1}", _caption(pavilion, f"（{view + 1}）")
        picture = stand_picture(number * 2 + view)
        add_picture(pavilion.pk, picture, alt=alt, alt_zh=alt_zh, actor=who, at=at - timedelta(days=12))


def _write_in_chinese(pavilion: NationalPavilion, theme: str, who: User, at: datetime) -> None:
    with translation.override("zh-hans"):
        title = f"{pavilion}馆"
    words = THEMES[theme]
    terms = ProfileTerms(title=title, theme=words, text=f"{words}：三个展厅，讲述我们带来的故事。（示例文字）")
    write_profile(pavilion.pk, ProfileLanguage.CHINESE, terms, actor=who, at=at)


def _caption(pavilion: NationalPavilion, view: str) -> str:
    with translation.override("zh-hans"):
        return f"{pavilion}展台效果图{view}"


def _send_designs(pavilion: NationalPavilion, who: User, director: User, at: datetime) -> None:
    versions, is_in_review = UNDER_WAY.get(pavilion.country.code or "", (0, False))
    for version in range(1, versions + 1):
        sent = at - timedelta(days=12 * (versions - version) + 2)
        drawing = stand_drawing(str(pavilion), version)
        design = send_design(pavilion.pk, drawing, note="Plan and views.", actor=who, at=sent)
        if version < versions or is_in_review:
            submit_design(pavilion.pk, design.pk, actor=who, at=sent)
        if version < versions:
            words = "Please leave 1.5 m in front of the hydrant free."
            return_design(pavilion.pk, design.pk, comment=words, actor=director, at=sent + timedelta(days=3))
        elif is_in_review:
            words = "The hydrant is free now; see sheet 2."
            comment_on_design(pavilion.pk, design.pk, text=words, actor=who, at=sent + timedelta(hours=2))


EDITION_BEFORE = 6
"""The number of the previous edition, whose pavilions have profiles.

Of earlier editions only the stages of the guests are on record.
"""

GUESTS_BEFORE = {
    1: ("BR", "DE", "EG", "ID", "MX", "VN", "ZA"),
    2: ("FR", "GR", "KZ", "MY", "TH", "UZ"),
    4: ("FR",),
}
"""The guests of honour by edition. France was one in the second and the fourth, and is one in the seventh again."""


class PastParticipant(NamedTuple):
    """A country, or else an organization, that took part in the sixth edition."""

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
"""The stages that all pavilions reach on the same day: halls are handed over, opened and closed at once.

Contracts and designs take a different time for each.
"""

SAID = {
    PavilionStage.CONFIRMED: "Confirmed by note verbale of the embassy.",
    PavilionStage.UNDER_CONSTRUCTION: "Hall handed over to the contractor.",
    PavilionStage.OPEN: "Opened with the expo.",
    PavilionStage.CLOSED: "Taken down and handed back without defects.",
}
INVITED_DATE = date(2023, 2, 20)


def play_national_before(editions: Mapping[int, Edition], *, director: User) -> None:
    """Record the national exhibitions before this edition, as the organizer would have recorded them."""
    known = editions[EDITION_BEFORE]
    hall = Hall.objects.get(name=NATIONAL_HALL)
    on_record = Decimal(sum(participant.area_sqm for participant in PAST_PARTICIPANTS))
    place = allot(known, hall, FirstAllotment(Section.NATIONAL, capacity_sqm=on_record))
    for number, participant in enumerate(PAST_PARTICIPANTS):
        pavilion = invite_to_national_exhibition(
            known.pk,
            country=participant.country,
            organization=participant.organization,
            organization_zh=ORGANIZATIONS.get(participant.organization, ""),
            is_guest_of_honour=participant.is_guest,
            actor=director,
            at=_at(INVITED_DATE),
        )
        for stage, day in REACHED.items():
            at = _at(day if stage in SAME_DAY else day + timedelta(days=2 * number))
            if stage == PavilionStage.DESIGN_APPROVED:
                _prepare(pavilion, place, participant, number, director, at)
                _settle_design(pavilion, director, at)
            if stage == PavilionStage.CLOSED:
                for task in pavilion.tasks.all():
                    finish_task(task.pk, actor=director, at=min(at, _at(task.due_date)))
            pavilion = change_stage(pavilion.pk, to=stage, note=SAID.get(stage, ""), actor=director, at=at)
    for edition, guests in GUESTS_BEFORE.items():
        for country in guests:
            _record(editions[edition], country)


def _prepare(
    pavilion: NationalPavilion,
    place: Allotment,
    participant: PastParticipant,
    number: int,
    director: User,
    at: datetime,
) -> None:
    """Give a pavilion its space, its profile and a picture while it is being designed."""
    area_sqm = Decimal(participant.area_sqm)
    give_area(pavilion.pk, place.pk, area_sqm=area_sqm, actor=director, at=at - timedelta(days=60))
    terms = ProfileTerms(
        title=f"Pavilion of {pavilion}",
        theme=participant.theme,
        text=f"{participant.theme}: what {pavilion} brought to the sixth edition. (Sample text.)",
        highlights="A stage for music and crafts\nMeetings by appointment",
    )
    write_profile(pavilion.pk, ProfileLanguage.ENGLISH, terms, actor=director, at=at - timedelta(days=40))
    _write_in_chinese(pavilion, participant.theme, director, at - timedelta(days=40))
    alt, alt_zh = f"View of the stand of {pavilion}, drawing", _caption(pavilion, "")
    picture = stand_picture(number + 1)
    add_picture(pavilion.pk, picture, alt=alt, alt_zh=alt_zh, actor=director, at=at - timedelta(days=30))


def _record(edition: Edition, country: str) -> None:
    """Record a past guest of honour with the stages it went through. Its space is not on record."""
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
