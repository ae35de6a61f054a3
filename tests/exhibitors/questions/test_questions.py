"""Questions of an edition to its exhibitors: asking, answering, and reading the answers."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from ciie.accounts.models import User
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import withdraw_booking
from exhibitors.bookings.questions.models import Answer, Question
from exhibitors.bookings.questions.operations import (
    Terms,
    answer_questions,
    ask_question,
    change_question,
    withdraw_question,
)
from exhibitors.bookings.questions.queries import asked_of, questionnaire_of
from exhibitors.bookings.questions.states import QuestionKind
from exhibitors.companies.states import CompanyRole
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.conftest import lines_of, queries_of_a_page
from tests.exhibitors.expo import applied, booked
from tests.factories import NOON, BoothFactory, MembershipFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PDF = b"%PDF-1.7 a drawing of the stand"
POWER = Terms(QuestionKind.NUMBER, "How many kilowatts?", "需要多少千瓦？")
WATER = Terms(QuestionKind.YES_NO, "Water?", is_required=True)
FLOOR = Terms(QuestionKind.CHOICE, "Floor?", "地面？", choices_en="Carpet\n\n Wood ", choices_zh="地毯\n木地板")


@pytest.fixture
def booking() -> Booking:
    return booked(BoothFactory(kind="shell"))


@pytest.fixture
def owner(booking: Booking) -> User:
    return owner_of(booking.company)


def ask(booking: Booking, terms: Terms) -> Question:
    return ask_question(booking.edition_id, terms, actor=organizer(), at=NOON)


def answer(booking: Booking, person: User, given: dict[int, Any], **how: Any) -> list[Answer]:
    return answer_questions(booking.pk, given, **how, actor=person, at=NOON)


def test_question_is_asked_of_booths_of_its_kind(booking: Booking) -> None:
    everybody, shell = ask(booking, POWER), ask(booking, Terms(QuestionKind.TEXT, "Fascia name?", booth_kind="shell"))
    ask(booking, Terms(QuestionKind.FILE, "Drawing?", booth_kind="raw"))
    assert {each.pk for each in asked_of(booking)} == {everybody.pk, shell.pk}
    raw = applied(booking.claims.get().allotment)
    assert {str(each) for each in asked_of(raw)} == {"How many kilowatts?", "Drawing?"}


def test_booking_that_is_over_is_asked_nothing(booking: Booking, owner: User) -> None:
    question = ask(booking, POWER)
    withdraw_booking(booking.pk, actor=owner, at=NOON)
    booking.refresh_from_db()
    assert asked_of(booking) == []
    with pytest.raises(DomainError) as refused:
        answer(booking, owner, {question.pk: "3"})
    assert refused.value.code == "not_asked"


def test_answers_are_kept_changed_and_taken_back(booking: Booking, owner: User) -> None:
    question = ask(booking, WATER)
    (row,) = answer(booking, owner, {question.pk: "yes"}, seen=0)
    assert (row.value, row.answered_by, row.answered_at) == ("yes", owner, NOON)
    assert questionnaire_of(booking).missing == []
    assert answer(booking, owner, {question.pk: "yes"}, seen=1) == []
    answer(booking, owner, {question.pk: None}, seen=1)
    assert questionnaire_of(booking).missing == [question]


def test_second_of_two_colleagues_is_refused(booking: Booking, owner: User) -> None:
    question = ask(booking, WATER)
    answer(booking, owner, {question.pk: "yes"}, seen=0)
    with pytest.raises(DomainError) as refused:
        answer(booking, owner, {question.pk: "no"}, seen=0)
    assert (refused.value.code, Answer.objects.get().value) == ("changed_meanwhile", "yes")


@pytest.mark.parametrize(("terms", "value"), [(WATER, "maybe"), (FLOOR, "2"), (FLOOR, "-1"), (FLOOR, "x")])
def test_answer_that_is_not_offered_is_refused(booking: Booking, owner: User, terms: Terms, value: str) -> None:
    question = ask(booking, terms)
    with pytest.raises(Invalid) as refused:
        answer(booking, owner, {question.pk: value})
    assert refused.value.field == f"question_{question.pk}"


def test_answer_after_its_day_is_refused_unless_it_is_the_same(booking: Booking, owner: User) -> None:
    question = ask(booking, WATER)
    answer(booking, owner, {question.pk: "yes"})
    terms = Terms(QuestionKind.YES_NO, "Water?", due_date=date(2024, 5, 1))
    change_question(question.pk, terms, actor=organizer(), at=NOON)
    assert answer(booking, owner, {question.pk: "yes"}) == []
    with pytest.raises(DomainError) as refused:
        answer(booking, owner, {question.pk: "no"})
    assert refused.value.code == "question_closed"


def test_choice_is_read_in_the_readers_language(booking: Booking, owner: User) -> None:
    question = ask(booking, FLOOR)
    assert question.choices_en == "Carpet\nWood"
    (row,) = answer(booking, owner, {question.pk: "1"})
    assert row.shown == "Wood"
    with override("zh-hans"):
        assert (row.shown, str(question)) == ("木地板", "地面？")


def test_question_with_answers_keeps_what_it_asks(booking: Booking, owner: User) -> None:
    question = ask(booking, FLOOR)
    change_question(question.pk, Terms(QuestionKind.YES_NO, "Wooden floor?"), actor=organizer(), at=NOON)
    change_question(question.pk, FLOOR, actor=organizer(), at=NOON)
    answer(booking, owner, {question.pk: "1"})
    for terms in (Terms(QuestionKind.YES_NO, "Floor?"), Terms(QuestionKind.CHOICE, "Floor?", choices_en="Wood\nStone")):
        with pytest.raises(DomainError) as refused:
            change_question(question.pk, terms, actor=organizer(), at=NOON)
        assert refused.value.code == "has_answers"
    later = Terms(**{**vars(FLOOR), "due_date": date(2024, 6, 1), "is_required": True})
    assert change_question(question.pk, later, actor=organizer(), at=NOON).due_date == date(2024, 6, 1)


def test_withdrawn_question_keeps_its_answers_and_one_without_is_gone(booking: Booking, owner: User) -> None:
    answered, unanswered = ask(booking, WATER), ask(booking, POWER)
    answer(booking, owner, {answered.pk: "yes"})
    for question in (answered, unanswered):
        withdraw_question(question.pk, actor=organizer(), at=NOON)
    assert [question.pk for question in Question.objects.all()] == [answered.pk]
    assert (asked_of(booking), Answer.objects.count()) == ([], 1)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(QuestionKind.CHOICE, "Floor?"), "choices_en"),
        (Terms(QuestionKind.CHOICE, "Floor?", choices_en="One"), "choices_en"),
        (Terms(QuestionKind.CHOICE, "Floor?", choices_en="One\nTwo", choices_zh="一"), "choices_zh"),
        (Terms(QuestionKind.TEXT, " "), "text_en"),
    ],
)
def test_incomplete_question_is_refused_beside_its_field(booking: Booking, terms: Terms, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        ask(booking, terms)
    assert refused.value.field == field


def test_only_directors_ask_and_only_editors_answer(booking: Booking, owner: User) -> None:
    question = ask(booking, WATER)
    for person in (organizer(OrganizerRole.REVIEWER), organizer(OrganizerRole.FINANCE), owner):
        with pytest.raises(NotAllowed):
            ask_question(booking.edition_id, POWER, actor=person, at=NOON)
        with pytest.raises(NotAllowed):
            withdraw_question(question.pk, actor=person, at=NOON)
    viewer = MembershipFactory(company=booking.company, role=CompanyRole.VIEWER).user
    for person in (viewer, owner_of(), organizer()):
        with pytest.raises(NotAllowed):
            answer(booking, person, {question.pk: "yes"})


def test_from_question_to_answer_on_the_pages(booking: Booking, owner: User) -> None:
    director, client = signed_in(organizer()), signed_in(owner)
    typed = {"text_en": "Send the drawing", "kind": "file", "booth_kind": "shell", "due_date": "2024-06-30"}
    page = director.post(reverse("organizer:question_ask"), typed, follow=True)
    assert_clean(page)
    question, power = Question.objects.get(), ask(booking, POWER)
    page = client.get(reverse("desk:booking", args=[booking.pk]))
    assert_clean(page)
    assert "2 questions are not answered yet." in page.text
    address = reverse("desk:questions", args=[booking.pk])
    page = client.get(address)
    assert_clean(page)
    sent = {
        "revision": "0",
        f"question_{question.pk}": SimpleUploadedFile("Stand.pdf", PDF),
        f"question_{power.pk}": "3.5",
    }
    page = client.post(address, sent, follow=True)
    assert_clean(page)
    assert "Stand.pdf" in page.text
    row = Answer.objects.get(question=question)
    mine = client.get(reverse("desk:answer_file", args=[booking.pk, row.pk]))
    theirs = director.get(reverse("organizer:answer_file", args=[row.pk]))
    assert [b"".join(file.streaming_content) for file in (mine, theirs)] == [PDF, PDF]  # type: ignore[attr-defined]
    assert "attachment" in mine["Content-Disposition"]
    again = client.post(address, {"revision": "2", f"question_{power.pk}": "4"}, follow=True)
    assert "Stand.pdf" in again.text
    with CaptureQueriesContext(connection) as statements:
        listed = director.get(reverse("organizer:answers"), {"question": question.pk})
    (reading,) = [each["sql"] for each in statements if "answered_at" in each["sql"]]
    assert 'JOIN "exhibitors_booking"' not in reading, "which would have all answers sorted first"
    assert_clean(listed)
    assert [each.pk for each in listed.context["table"].data] == [row.pk]
    lines = lines_of(director.get(reverse("organizer:answers_export", args=["csv"])))
    assert [[line[2], line[3]] for line in lines[1:]] == [
        ["How many kilowatts?", "4"],
        ["Send the drawing", "Stand.pdf"],
    ]
    assert "Stand.pdf" in director.get(reverse("organizer:review", args=[booking.pk])).text
    assert_clean(director.get(reverse("organizer:questions")))
    assert_clean(director.get(reverse("organizer:question", args=[question.pk])))


@pytest.mark.parametrize("sent", ["abc", "1e400", "NaN", "9" * 40])
def test_number_that_is_none_is_refused_beside_its_field(booking: Booking, owner: User, sent: str) -> None:
    question = ask(booking, POWER)
    name = f"question_{question.pk}"
    page = signed_in(owner).post(reverse("desk:questions", args=[booking.pk]), {"revision": "0", name: sent})
    assert (page.status_code, list(page.context["form"].errors)) == (422, [name])
    assert sent in page.text


def test_file_of_another_kind_is_refused(booking: Booking, owner: User) -> None:
    question = ask(booking, Terms(QuestionKind.FILE, "Drawing?"))
    name = f"question_{question.pk}"
    sent = {"revision": "0", name: SimpleUploadedFile("virus.exe", b"MZ")}
    page = signed_in(owner).post(reverse("desk:questions", args=[booking.pk]), sent)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [name])
    assert not Answer.objects.exists()


def test_others_reach_neither_questions_nor_files(booking: Booking, owner: User) -> None:
    question = ask(booking, Terms(QuestionKind.YES_NO, "Water?"))
    (row,) = answer(booking, owner, {question.pk: "yes"})
    stranger, viewer = signed_in(owner_of()), MembershipFactory(company=booking.company, role=CompanyRole.VIEWER).user
    for address in (
        reverse("desk:questions", args=[booking.pk]),
        reverse("desk:answer_file", args=[booking.pk, row.pk]),
        reverse("organizer:answer_file", args=[row.pk]),
        reverse("organizer:answers"),
    ):
        assert stranger.get(address).status_code in {403, 404}
    reader, address = signed_in(viewer), reverse("desk:questions", args=[booking.pk])
    assert "Save the answers" not in reader.get(address).text
    assert reader.post(address, {"revision": "1"}).status_code == 403
    assert signed_in(organizer()).get(reverse("organizer:answer_file", args=[row.pk])).status_code == 404


def test_queries_do_not_grow_with_questions_and_answers(booking: Booking, owner: User) -> None:
    director = organizer()
    answer(booking, owner, {ask(booking, WATER).pk: "yes"})
    pages = {
        reverse("desk:questions", args=[booking.pk]): owner,
        reverse("desk:booking", args=[booking.pk]): owner,
        reverse("organizer:review", args=[booking.pk]): director,
        reverse("organizer:answers"): director,
        reverse("organizer:questions"): director,
    }
    before = {address: queries_of_a_page(address, person) for address, person in pages.items()}
    for _more in range(3):
        answer(booking, owner, {ask(booking, FLOOR).pk: "1"})
    assert {address: queries_of_a_page(address, person) for address, person in pages.items()} == before
