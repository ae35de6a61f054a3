"""The mails that the organizer's own house gives rise to."""

from collections.abc import Mapping

from django.utils import translation

from ciie.accounts.models import User
from ciie.mail.queue import Letter, queue_letters
from pavilions.models import NationalPavilion, PlanPublication, StaffInvitation


def announce_staff_invited(invitation: StaffInvitation, *, language: str) -> None:
    queue_letters(
        [
            Letter(
                kind="staff_invitation",
                to=invitation.email,
                language=language,
                occasion=f"staff-invitation-{invitation.pk}",
                context={"invitation": invitation.pk, "role": invitation.role},
            )
        ]
    )


def announce_plan_changed_to_pavilion(
    pavilion: NationalPavilion, publication: PlanPublication, told: Mapping[str, object]
) -> None:
    """To everybody who manages the pavilion: what was, what will be. `told` is what `told_of` gives."""
    queue_letters(
        Letter(
            kind="pavilion_plan_changed",
            to=manager.email,
            language=manager.language,
            occasion=f"plan-publication-{publication.pk}-pavilion-{pavilion.pk}",
            context={
                "pavilion": pavilion.pk,
                "pavilion_name": _name_for(manager, pavilion),
                "edition": publication.plan.edition.name,
                "hall": publication.plan.hall.name,
                "person": manager.name,
                **told,
            },
        )
        for manager in pavilion.managers.all()
        if manager.is_active
    )


def _name_for(person: User, pavilion: NationalPavilion) -> str:
    """The country's name in the person's language."""
    with translation.override(person.language):
        return str(pavilion)
