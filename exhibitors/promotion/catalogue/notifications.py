"""Mails about debuts."""

from django.utils import translation

from ciie.mail.queue import Letter, queue_letters
from exhibitors.companies.notifications import owners_and_colleague
from exhibitors.promotion.catalogue.models import Exhibit


def announce_debut_refused(exhibit: Exhibit) -> None:
    """Mail the reason to every owner and the person who added the exhibit, or to the managers of its pavilion."""
    if exhibit.pavilion is not None:
        people = list(exhibit.pavilion.managers.filter(is_active=True))
    else:
        people = owners_and_colleague(exhibit.company_id, exhibit.added_by_id)
    letters = []
    for person in people:
        with translation.override(person.language):
            names = {"exhibit_name": str(exhibit), "exhibitor": str(exhibit.exhibitor)}
        letters.append(
            Letter(
                kind="debut_refused",
                to=person.email,
                language=person.language,
                occasion=f"exhibit-{exhibit.pk}-debut-refused-{exhibit.revision}",
                context={
                    "exhibit": exhibit.pk,
                    **names,
                    **exhibit.edition.mail_names,
                    "person": person.name,
                    "reason": exhibit.reason,
                },
            )
        )
    queue_letters(letters)
