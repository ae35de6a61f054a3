"""Pavilions at every stage for tests, with the designs and the space that the way there needs."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ciie.accounts.models import User
from ciie.uploads.documents import AcceptedDocument, accept_document
from ciie.uploads.pictures import AcceptedPicture, accept_picture
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_work import PavilionDesign
from pavilions.national.national_pavilions.operations.national_pavilions import (
    change_stage,
    invite_to_national_exhibition,
)
from pavilions.national.national_pavilions.operations.pavilion_designs import approve_design, send_design, submit_design
from pavilions.national.national_pavilions.operations.pavilion_space import give_booths
from pavilions.states import PavilionStage, Section
from tests.factories import NOON, AllotmentFactory, BoothFactory, EditionFactory, UserFactory, organizer

WAY = (
    PavilionStage.CONFIRMED,
    PavilionStage.IN_DESIGN,
    PavilionStage.DESIGN_APPROVED,
    PavilionStage.UNDER_CONSTRUCTION,
    PavilionStage.OPEN,
    PavilionStage.CLOSED,
)

OPENING = datetime(2024, 11, 5, 1, tzinfo=UTC)
"""Nine o'clock in Shanghai on the first day of the edition that `EditionFactory` makes."""


def invited(country: str = "FR", **terms: Any) -> NationalPavilion:
    """Invited by a director to the newest edition there is, or to a new one."""
    edition = terms.pop("edition", None) or Edition.objects.order_by("-number").first() or EditionFactory()
    return invite_to_national_exhibition(edition.pk, country=country, actor=organizer(), at=NOON, **terms)


def move(pavilion: NationalPavilion, to: PavilionStage, **terms: Any) -> NationalPavilion:
    at = terms.pop("at", OPENING if to in {PavilionStage.OPEN, PavilionStage.CLOSED} else NOON)
    return change_stage(pavilion.pk, to=to, actor=organizer(), at=at, **terms)


def pavilion_at(stage: PavilionStage, country: str = "FR", **terms: Any) -> NationalPavilion:
    """A pavilion that went all the way to this stage by operations."""
    pavilion = invited(country, **terms)
    if stage == PavilionStage.INVITED:
        return pavilion
    for step in WAY[: WAY.index(stage) + 1]:
        if step == PavilionStage.DESIGN_APPROVED:
            approved_design(pavilion)
        pavilion = move(pavilion, step)
    return pavilion


def manager_of(pavilion: NationalPavilion, **fields: Any) -> User:
    person: User = UserFactory(**fields)
    pavilion.managers.add(person)
    return person


def pdf(words: str = "stand") -> AcceptedDocument:
    return accept_document(SimpleUploadedFile("stand.pdf", f"%PDF-1.7 {words}".encode()))


def picture_file(colour: str = "teal", name: str = "stand.png") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (30, 20), colour).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")


def picture(colour: str = "teal") -> AcceptedPicture:
    return accept_picture(picture_file(colour))


def submitted_design(pavilion: NationalPavilion, words: str = "stand") -> PavilionDesign:
    design = send_design(pavilion.pk, pdf(words), actor=organizer(), at=NOON)
    return submit_design(pavilion.pk, design.pk, actor=organizer(), at=NOON)


def approved_design(pavilion: NationalPavilion, words: str = "stand") -> PavilionDesign:
    """Of a stand: a pavilion without space is given some before."""
    if not pavilion.holder.claims.live().exists():
        give(pavilion)
    return approve_design(pavilion.pk, submitted_design(pavilion, words).pk, actor=organizer(), at=NOON)


def national(edition: Edition, capacity_sqm: int = 900, **terms: Any) -> Allotment:
    """A hall's m² for the national exhibition."""
    made: Allotment = AllotmentFactory(
        edition=edition, section=Section.NATIONAL, sector=None, capacity_sqm=capacity_sqm, **terms
    )
    return made


def national_booth(edition: Edition, **terms: Any) -> Booth:
    allotment = terms.pop("allotment", None) or national(edition)
    made: Booth = BoothFactory(allotment=allotment, **terms)
    return made


def give(pavilion: NationalPavilion) -> Booth:
    booth = national_booth(pavilion.edition)
    give_booths(pavilion.pk, [booth.pk], actor=organizer(), at=NOON)
    return booth
