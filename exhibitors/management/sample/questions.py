"""Questions of the current edition to its exhibitors, with some answers."""

from datetime import date, datetime, timedelta

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.questions.operations import Terms, answer_questions, ask_question
from exhibitors.bookings.questions.states import QuestionKind
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition

DUE = date(2024, 7, 31)
POWER = Terms(
    QuestionKind.NUMBER,
    "How many kilowatts of power do you need?",
    "贵展台需要多少千瓦用电？",
    is_required=True,
    due_date=DUE,
)
RIGGING = Terms(QuestionKind.YES_NO, "Do you hang anything from the ceiling?", "是否需要吊挂？", due_date=DUE)
FASCIA = Terms(
    QuestionKind.TEXT,
    "Which name should the fascia board show?",
    "楣板上应显示什么名称？",
    is_required=True,
    booth_kind="shell",
    due_date=DUE,
)
BUILDER = Terms(
    QuestionKind.CHOICE,
    "Who builds your stand?",
    "展台由谁搭建？",
    "Our own contractor\nA contractor recommended by the organizer\nNot decided yet",
    "自有搭建商\n主办方推荐的搭建商\n尚未确定",
    booth_kind="raw",
)
DRAWING = Terms(
    QuestionKind.FILE,
    "Drawing of the stand with heights",
    "含高度的展台图纸",
    booth_kind="raw",
    due_date=date(2024, 9, 30),
)


def play_questions(edition: Edition, *, director: User, at: datetime) -> None:
    """Ask the questions, and answer for confirmed exhibitors the two that concern everybody."""
    asked_at = at - timedelta(days=9)
    power, rigging, *_others = (
        ask_question(edition.pk, terms, actor=director, at=asked_at)
        for terms in (POWER, RIGGING, FASCIA, BUILDER, DRAWING)
    )
    confirmed = Booking.objects.filter(edition=edition, state=BookingState.CONFIRMED, contact__isnull=False)
    for n, booking in enumerate(confirmed.select_related("contact").order_by("pk")[:24]):
        given = {power.pk: str(3 + n % 7 * 4), rigging.pk: "yes" if n % 3 == 0 else "no"}
        moment = asked_at + timedelta(hours=5 + 7 * n)
        answer_questions(booking.pk, given, actor=booking.contact, at=moment)  # type: ignore[arg-type]  # filtered above
