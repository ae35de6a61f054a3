"""What the pavilions of the sample have written, sent and done by the day the sample begins."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from ciie.accounts.models import User
from ciie.kernel.days import day_of
from exhibitors.management.sample.editions import SHANGHAI
from exhibitors.management.sample.national import PARTICIPANTS
from exhibitors.management.sample.pavilion_files import stand_drawing, stand_picture
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national_pavilions.operations.pavilion_designs import (
    comment_on_design,
    return_design,
    send_design,
    submit_design,
)
from pavilions.national_pavilions.operations.pavilion_managers import invite_manager
from pavilions.national_pavilions.operations.pavilion_profiles import (
    ContactTerms,
    ProfileTerms,
    add_picture,
    note_contact,
    write_profile,
)
from pavilions.national_pavilions.operations.pavilion_space import request_area
from pavilions.national_pavilions.operations.pavilion_tasks import finish_task, set_task
from pavilions.national_pavilions.states import ContactKind, ProfileLanguage
from pavilions.states import PavilionStage

WANTED = (840, 800, 820, 780, 800, 820, 800, 800, 560, 560, 540, 540)
"""m² that those taking part ask for, in their order."""

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
WITH_MORE_PICTURES, AHEAD = 3, 6
"""How many of the first pavilions have two pictures, and how many are ahead with their tasks."""

LATE = "Send the list of the delegation"
UNDER_WAY = {"FR": (2, True), "KZ": (1, True), "SA": (1, False)}
"""By country: how many versions of a design were sent, and whether the last is in review."""


def play_pavilion_desks(pavilions: Sequence[NationalPavilion], *, manager: User, director: User, at: datetime) -> None:
    """The guest of honour's manager is one of the sample's logins; for the others the organizer enters it."""
    taking_part = [each for each in pavilions if each.stage not in {PavilionStage.INVITED, PavilionStage.DECLINED}]
    pavilions[0].managers.add(manager)
    for number, pavilion in enumerate(taking_part):
        who = manager if number == 0 else director
        _tell(pavilion, number, who, at)
        request_area(pavilion.pk, wanted_sqm=Decimal(WANTED[number]), actor=who, at=at - timedelta(days=30))
        if number < len(taking_part) - 4:
            _name_people(pavilion, who, at)
        _work(pavilion, number, who, director, at)
        _send_designs(pavilion, who, director, at)
    for pavilion in taking_part[1:4]:
        email = f"pavilion.{pavilion.country.code.lower()}@example.org"
        invite_manager(pavilion.pk, email=email, actor=director, at=at - timedelta(days=2))


def _tell(pavilion: NationalPavilion, number: int, who: User, at: datetime) -> None:
    theme = PARTICIPANTS[number].theme
    terms = ProfileTerms(
        title=f"Pavilion of {pavilion}",
        theme=theme,
        text=f"{theme}: what {pavilion} brings to the expo, told in three rooms. (Sample text.)",
        highlights="A tasting or a demonstration every hour\nA stage for music and crafts\nMeetings by appointment",
    )
    write_profile(pavilion.pk, ProfileLanguage.ENGLISH, terms, actor=who, at=at - timedelta(days=20))
    for language, title, words, text in IN_OTHER_WORDS.get(pavilion.country.code or "", ()):
        other = ProfileTerms(title=title, theme=words, text=text)
        write_profile(pavilion.pk, language, other, actor=who, at=at - timedelta(days=15))
    for view in range(2 if number < WITH_MORE_PICTURES else 1):
        alt = f"View of the stand of {pavilion}, drawing {view + 1}"
        add_picture(pavilion.pk, stand_picture(number * 2 + view), alt=alt, actor=who, at=at - timedelta(days=12))


def _name_people(pavilion: NationalPavilion, who: User, at: datetime) -> None:
    mark = pavilion.country.code or "org"
    people = (
        ContactTerms(
            ContactKind.COMMISSIONER, "Office of the commissioner", str(pavilion), f"{mark}@example.org".lower()
        ),
        ContactTerms(ContactKind.CONTRACTOR, "Site manager", f"Stand builders {mark}", "", "+86 21 5550 0100"),
    )
    for terms in people:
        note_contact(pavilion.pk, terms, actor=who, at=at - timedelta(days=18))


def _work(pavilion: NationalPavilion, number: int, who: User, director: User, at: datetime) -> None:
    """What has been done is ticked; some are late with the list of their delegation."""
    done = {"space", "profile", "pictures"} if number < AHEAD else {"space"}
    for task in pavilion.tasks.filter(standard__in=done):
        finish_task(task.pk, actor=who, at=at - timedelta(days=10))
    due_date = day_of(at, SHANGHAI) - timedelta(days=7) if number % 4 == 0 else day_of(at, SHANGHAI) + timedelta(days=5)
    set_task(pavilion.pk, title=LATE, due_date=due_date, actor=director, at=at - timedelta(days=40))


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
