"""Letters to the organizer's staff."""

from ciie.mail.queue import Letter, queue_letters
from pavilions.floor.staff.models import StaffInvitation


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
