"""Messages of the organizer to exhibitors: one that has been sent, and a draft."""

from datetime import datetime, timedelta

from ciie.accounts.models import User
from exhibitors.office.mailings.operations import Text, draft_mailing, send_mailing
from exhibitors.office.mailings.queries import recipients_of
from pavilions.floor.models.edition import Edition

SENT = Text(
    "Move-in times for your hall",
    "The move-in schedule is ready. **Lorries enter by the north gate** from 28 October, in the order of halls.\n\n"
    "- Order forklifts and cranes by 30 September.\n- Bring the booth confirmation letter for the gate.\n",
    "各展馆进馆时间安排",
    "进馆时间表已确定。10 月 28 日起，**货车由北门按展馆顺序进场**。\n\n"
    "- 请于 9 月 30 日前预订叉车和吊车。\n- 请携带展位确认函，入场时需查验。\n",
)
DRAFT = Text(
    "Your booking is waiting for a decision",
    "We are working through the applications for this sector and expect to decide within two weeks.",
)


def play_mailings(edition: Edition, *, director: User, at: datetime) -> None:
    """Send one message to exhibitors of automobiles whose space is confirmed, and draft another."""
    moment = at - timedelta(days=2)
    sent = draft_mailing(edition.pk, "state=confirmed&sector=automobiles", SENT, actor=director, at=moment)
    digest = recipients_of(sent, viewer=director, at=moment).digest
    send_mailing(sent.pk, recipients=digest, actor=director, at=moment + timedelta(minutes=20))
    draft_mailing(edition.pk, "state=waitlisted", DRAFT, actor=director, at=at - timedelta(hours=1))
