"""The daily mail about work that waits."""

from datetime import date

from ciie.accounts.models import User
from ciie.mail.queue import Letter
from exhibitors.office.dashboard.queries import OpenWork
from exhibitors.office.reconciliation.models import DayDigest
from pavilions.floor.models.edition import Edition


def digest_for(person: User, edition: Edition, work: OpenWork, sealed: DayDigest | None, *, day: date) -> Letter:
    """Return a person's mail for this day. However often it is queued, it is sent once.

    It carries the digest of all days of the edition out of the database.
    """
    return Letter(
        kind="work_digest",
        to=person.email,
        language=person.language,
        occasion=f"edition-{edition.pk}-digest-{day.isoformat()}",
        context={
            "person": person.name,
            **edition.mail_names,
            "number": edition.number,
            "days": edition.undecided_days,
            "to_decide": work.to_decide,
            "overdue": work.overdue,
            "assigned": work.assigned,
            "designs": work.pavilions.designs,
            "space_requests": work.pavilions.space_requests,
            "overdue_tasks": work.pavilions.overdue_tasks,
            "sealed_until": sealed.day.isoformat() if sealed else "",
            "sealed_by": sealed.digest if sealed else "",
        },
    )
