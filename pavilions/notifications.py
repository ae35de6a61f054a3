"""The mails that the organizer's own house gives rise to."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import translation

from ciie.accounts.models import User
from ciie.kernel.signed_links import link_token
from ciie.mail.queue import Letter, queue_letters
from pavilions.models import ForumTopic, NationalPavilion, PlanPublication, StaffInvitation


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


def announce_topic(topic: ForumTopic) -> None:
    """The link by which whoever sent a topic in confirms that the address is theirs."""
    _write_of_topic("forum_topic", topic, "once", token=link_token("topic", topic.pk))


def announce_topic_decided(topic: ForumTopic, *, at: datetime) -> None:
    _write_of_topic("forum_topic_decided", topic, f"{topic.state}-{at:%Y%m%d%H%M%S}", state=topic.state)


def _write_of_topic(kind: str, topic: ForumTopic, occasion: str, **more: object) -> None:
    context = {"person": topic.contact_name, "topic": topic.title, "edition": topic.edition.name, **more}
    key = f"topic-{topic.pk}-{kind}-{occasion}"
    queue_letters([Letter(kind, topic.contact_email, topic.language, key, context)])
