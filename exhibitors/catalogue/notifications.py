"""Mails about debuts."""

from django.utils import translation

from ciie.accounts.models import User
from ciie.mail.queue import Letter, queue_letters
from exhibitors.catalogue.models import Exhibit
from exhibitors.companies.notifications import owners_and_colleague


def announce_debut_refused(exhibit: Exhibit) -> None:
    """To every owner and who added the exhibit, or to the managers of its pavilion: why it is no debut."""
    queue_letters(
        Letter(
            kind="debut_refused",
            to=person.email,
            language=person.language,
            occasion=f"exhibit-{exhibit.pk}-debut-refused-{exhibit.revision}",
            context={
                "exhibit": exhibit.pk,
                **_names_for(person, exhibit),
                "edition": exhibit.edition.name,
                "person": person.name,
                "reason": exhibit.reason,
            },
        )
        for person in _people_of_exhibit(exhibit)
    )


def _people_of_exhibit(exhibit: Exhibit) -> list[User]:
    if exhibit.pavilion is not None:
        return list(exhibit.pavilion.managers.filter(is_active=True))
    return owners_and_colleague(exhibit.company_id, exhibit.added_by_id)


def _names_for(person: User, exhibit: Exhibit) -> dict[str, str]:
    """What the exhibit and its exhibitor are called in the person's language."""
    with translation.override(person.language):
        return {"exhibit_name": str(exhibit), "exhibitor": str(exhibit.exhibitor)}
