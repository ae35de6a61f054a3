"""The operation that mails organizers once a day what waits for them."""

from datetime import datetime

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.days import day_of
from ciie.mail.queue import queue_letters
from exhibitors.office.dashboard.notifications import digest_for
from exhibitors.office.dashboard.queries import open_work_of, pavilion_work, people_of_the_team
from exhibitors.office.reconciliation.queries import last_digest
from pavilions.floor.models.edition import Edition


@operation("exhibitors.digest.sent")
def send_digests(edition_id: int, *, actor: Actor, at: datetime) -> int:
    """Mail each person of the team for whom something waits, once on each day of the edition.

    Returns the number of people for whom something waits. If this runs again on the same day, nobody gets a second
    mail.
    """
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        return 0
    day, pavilions = day_of(at, edition.zone), pavilion_work(edition, at=at)
    found = [(person, open_work_of(person, edition, at=at, pavilions=pavilions)) for person in people_of_the_team()]
    sealed = last_digest(edition)
    letters = [digest_for(person, edition, work, sealed, day=day) for person, work in found if work.is_any]
    queue_letters(letters)
    return len(letters)
