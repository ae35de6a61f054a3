"""Designs: versions that are sent, submitted, spoken of, approved or returned."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from post_office.models import Email

from ciie.kernel.errors import DomainError, Invalid, NotAllowed, NotFound
from ciie.kernel.lifecycle import TransitionRefused
from ciie.uploads.documents import accept_document
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_work import DesignComment, PavilionDesign
from pavilions.national.national_pavilions.operations.pavilion_designs import (
    approve_design,
    comment_on_design,
    return_design,
    send_design,
    submit_design,
    withdraw_design,
)
from pavilions.national.national_pavilions.states import DesignState
from pavilions.states import OrganizerRole, PavilionStage, Section
from tests.factories import NOON, organizer
from tests.pavilions.national_pavilions.national import (
    approved_design,
    give,
    invited,
    manager_of,
    move,
    pavilion_at,
    pdf,
    submitted_design,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(media: Path) -> Path:
    return media


@pytest.fixture
def pavilion() -> NationalPavilion:
    return pavilion_at(PavilionStage.IN_DESIGN)


def states() -> list[tuple[int, str]]:
    return list(PavilionDesign.objects.order_by("version").values_list("version", "state"))


def test_file_is_kept_as_it_came_with_its_hash(pavilion: NationalPavilion, media: Path) -> None:
    design = send_design(pavilion.pk, pdf("plan"), note=" First look ", actor=manager_of(pavilion), at=NOON)
    content = b"%PDF-1.7 plan"
    assert (media / design.name).read_bytes() == content
    kept = (design.digest, design.size, design.title, design.note, design.state, design.version)
    assert kept == (hashlib.sha256(content).hexdigest(), len(content), "stand.pdf", "First look", "draft", 1)


def test_review_from_a_first_version_to_an_approved_one(pavilion: NationalPavilion) -> None:
    manager, reviewer = manager_of(pavilion), organizer(OrganizerRole.REVIEWER)
    give(pavilion)
    first = send_design(pavilion.pk, pdf("1"), actor=manager, at=NOON)
    submit_design(pavilion.pk, first.pk, actor=manager, at=NOON)
    comment_on_design(pavilion.pk, first.pk, text="How high is it?", actor=reviewer, at=NOON)
    comment_on_design(pavilion.pk, first.pk, text="Seven metres.", actor=manager, at=NOON)
    return_design(pavilion.pk, first.pk, comment="Six, please.", actor=reviewer, at=NOON)
    second = send_design(pavilion.pk, pdf("2"), actor=manager, at=NOON)
    submit_design(pavilion.pk, second.pk, actor=manager, at=NOON)
    approve_design(pavilion.pk, second.pk, actor=reviewer, at=NOON)
    assert states() == [(1, "returned"), (2, "approved")]
    said = DesignComment.objects.values_list("design__version", "text")
    assert list(said) == [(1, "How high is it?"), (1, "Seven metres."), (1, "Six, please.")]
    letters = Email.objects.order_by("pk").values_list("context", flat=True)
    to_manager = [letter for letter in letters if letter["kind"] == "pavilion_design_decided"]
    actual = [(letter["kind"], letter["state"], letter["reason"]) for letter in to_manager]
    assert actual == [
        ("pavilion_design_decided", "returned", "Six, please."),
        ("pavilion_design_decided", "approved", ""),
    ]


def test_reviewers_get_a_mail_when_a_design_is_submitted(pavilion: NationalPavilion) -> None:
    reviewer, manager = organizer(OrganizerRole.REVIEWER), manager_of(pavilion)
    limited = organizer(OrganizerRole.REVIEWER, sections=[Section.BUSINESS])
    planner = organizer(OrganizerRole.FLOOR_PLANNER)
    design = send_design(pavilion.pk, pdf(), actor=manager, at=NOON)
    submit_design(pavilion.pk, design.pk, actor=manager, at=NOON)
    addressees = [letter.to for letter in Email.objects.filter(context__kind="pavilion_design_submitted")]
    assert addressees.count([reviewer.email]) == 1
    assert [[limited.email], [planner.email], [manager.email]] == [
        each for each in ([limited.email], [planner.email], [manager.email]) if each not in addressees
    ]


def test_newly_approved_version_supersedes_the_one_before(pavilion: NationalPavilion) -> None:
    approved_design(pavilion, "1")
    approved_design(pavilion, "2")
    assert states() == [(1, "superseded"), (2, "approved")]


def test_one_version_at_a_time_is_under_way(pavilion: NationalPavilion) -> None:
    first = send_design(pavilion.pk, pdf("1"), actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        send_design(pavilion.pk, pdf("2"), actor=organizer(), at=NOON)
    assert refusal.value.code == "design_under_way"
    withdraw_design(pavilion.pk, first.pk, actor=organizer(), at=NOON)
    assert send_design(pavilion.pk, pdf("1"), actor=organizer(), at=NOON).version == 2


def test_returned_file_is_not_sent_again_unchanged(pavilion: NationalPavilion) -> None:
    first = submitted_design(pavilion, "same")
    return_design(pavilion.pk, first.pk, comment="Lower.", actor=organizer(), at=NOON)
    with pytest.raises(DomainError) as refusal:
        send_design(pavilion.pk, pdf("same"), actor=organizer(), at=NOON)
    assert (refusal.value.code, refusal.value.field) == ("same_design", "file")


@pytest.mark.parametrize("stage", [PavilionStage.INVITED, PavilionStage.DESIGN_APPROVED, PavilionStage.CLOSED])
def test_designs_are_sent_between_confirming_and_approval(stage: PavilionStage) -> None:
    with pytest.raises(DomainError) as refusal:
        send_design(pavilion_at(stage, "TH").pk, pdf("late"), actor=organizer(), at=NOON)
    assert refusal.value.code == ("pavilion_over" if stage == PavilionStage.CLOSED else "not_in_design")


def test_moves_out_of_order_are_refused_in_words(pavilion: NationalPavilion) -> None:
    design = send_design(pavilion.pk, pdf(), actor=organizer(), at=NOON)
    with pytest.raises(TransitionRefused) as refusal:
        approve_design(pavilion.pk, design.pk, actor=organizer(), at=NOON)
    assert str(refusal.value) == "Version 1 is not yet submitted and cannot be approved."
    submit_design(pavilion.pk, design.pk, actor=organizer(), at=NOON)
    give(pavilion)
    approve_design(pavilion.pk, design.pk, actor=organizer(), at=NOON)
    for operation in (submit_design, withdraw_design, approve_design):
        with pytest.raises(TransitionRefused):
            operation(pavilion.pk, design.pk, actor=organizer(), at=NOON)
    assert states() == [(1, "approved")]


def test_returning_says_what_is_to_be_changed(pavilion: NationalPavilion) -> None:
    design = submitted_design(pavilion)
    for words in ("", "  "):
        with pytest.raises(Invalid) as refusal:
            return_design(pavilion.pk, design.pk, comment=words, actor=organizer(), at=NOON)
        assert refusal.value.field == "comment"
    with pytest.raises(Invalid):
        comment_on_design(pavilion.pk, design.pk, text=" ", actor=organizer(), at=NOON)


def test_who_may_do_what(pavilion: NationalPavilion) -> None:
    design, manager = submitted_design(pavilion), manager_of(pavilion)
    stranger = manager_of(invited("TH"))
    business = organizer(OrganizerRole.REVIEWER, sections=[Section.BUSINESS])
    for person in (manager, stranger, business, organizer(OrganizerRole.FINANCE)):
        with pytest.raises(NotAllowed):
            approve_design(pavilion.pk, design.pk, actor=person, at=NOON)
    for person in (stranger, business):
        with pytest.raises(NotAllowed):
            comment_on_design(pavilion.pk, design.pk, text="Hm.", actor=person, at=NOON)
    with pytest.raises(NotAllowed):
        withdraw_design(pavilion.pk, design.pk, actor=organizer(OrganizerRole.REVIEWER), at=NOON)


def test_design_of_another_pavilion_is_not_found(pavilion: NationalPavilion) -> None:
    design = submitted_design(pavilion_at(PavilionStage.CONFIRMED, "TH"))
    with pytest.raises(NotFound):
        approve_design(pavilion.pk, design.pk, actor=organizer(), at=NOON)


def test_database_keeps_what_was_sent_and_said(pavilion: NationalPavilion) -> None:
    design = submitted_design(pavilion)
    comment_on_design(pavilion.pk, design.pk, text="Hm.", actor=organizer(), at=NOON)
    rows = PavilionDesign.objects.filter(pk=design.pk)
    for change in (
        lambda: rows.update(digest="0" * 64),
        lambda: rows._raw_delete("default"),
        lambda: DesignComment.objects.update(text="x"),
        lambda: DesignComment.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError, match="design_one_under_way"), transaction.atomic():
        PavilionDesign.objects.create(
            pavilion=pavilion, version=9, name="x", title="x", digest="x", size=1, sent_at=NOON
        )


@pytest.mark.parametrize(("name", "content"), [("stand.pdf", b"MZ not a pdf"), ("stand.exe", b"%PDF-"), ("a.pdf", b"")])
def test_what_is_no_document_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        accept_document(SimpleUploadedFile(name, content))
    assert refusal.value.field == "file"


def test_declining_leaves_designs_as_they_are(pavilion: NationalPavilion) -> None:
    submitted_design(pavilion)
    move(pavilion, PavilionStage.DECLINED)
    assert states() == [(1, DesignState.SUBMITTED)]
