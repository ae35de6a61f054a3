"""Mails about national pavilions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils import translation

from ciie.accounts.models import User
from ciie.kernel.wording import area_words, list_words
from ciie.mail.queue import Letter, queue_letters
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.staff.queries import staff_allowed
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion, PavilionInvitation
from pavilions.national.national_pavilions.models.pavilion_work import PavilionDesign, PavilionTask
from pavilions.national.national_pavilions.states import ReminderKind
from pavilions.plans.publishing.models import PlanPublication


def announce_plan_changed_to_pavilion(
    pavilion: NationalPavilion, publication: PlanPublication, summary: Mapping[str, object]
) -> None:
    """Mail everybody who manages the pavilion what changes. `summary` is the result of `summarize_changes`."""
    queue_letters(
        Letter(
            kind="pavilion_plan_changed",
            to=manager.email,
            language=manager.language,
            occasion=f"plan-publication-{publication.pk}-pavilion-{pavilion.pk}",
            context={
                "pavilion": pavilion.pk,
                "pavilion_name": _in_language_of(manager, pavilion),
                **publication.plan.edition.mail_names,
                "hall": publication.plan.hall.name,
                "person": manager.name,
                **summary,
            },
        )
        for manager in pavilion.managers.all()
        if manager.is_active
    )


def announce_task_due(task: PavilionTask, kind: ReminderKind, managers: Iterable[User]) -> None:
    """Mail every manager that a task is due soon or overdue."""
    queue_letters(
        Letter(
            kind="pavilion_task_due",
            to=manager.email,
            language=manager.language,
            occasion=f"pavilion-task-{task.pk}-{kind}-{task.due_date.isoformat()}",
            context={
                "pavilion": task.pavilion_id,
                "pavilion_name": _in_language_of(manager, task.pavilion),
                "person": manager.name,
                "task": _in_language_of(manager, task),
                "due_date": task.due_date.isoformat(),
                "is_overdue": kind == ReminderKind.OVERDUE,
            },
        )
        for manager in managers
    )


def announce_design_submitted(design: PavilionDesign) -> None:
    """Mail every member of the team who may review a design that a version waits for review."""
    queue_letters(
        Letter(
            kind="pavilion_design_submitted",
            to=reviewer.email,
            language=reviewer.language,
            occasion=f"pavilion-design-{design.pk}-submitted",
            context={
                "pavilion": design.pavilion_id,
                "pavilion_name": _in_language_of(reviewer, design.pavilion),
                "person": reviewer.name,
                "design": design.title,
                "version": design.version,
                "note": design.note,
            },
        )
        for reviewer in staff_allowed("pavilions.review_designs", design.pavilion)
    )


def announce_space_requested(pavilion: NationalPavilion, *, at: datetime) -> None:
    """Mail every member of the team who may allocate space how much a pavilion requests."""
    queue_letters(
        Letter(
            kind="pavilion_space_requested",
            to=organizer.email,
            language=organizer.language,
            occasion=f"pavilion-{pavilion.pk}-space-{at:%Y%m%d%H%M%S}",
            context={
                "pavilion": pavilion.pk,
                "pavilion_name": _in_language_of(organizer, pavilion),
                "person": organizer.name,
                "wanted_sqm": str(pavilion.wanted_sqm),
                "wishes": pavilion.space_wishes,
            },
        )
        for organizer in staff_allowed("pavilions.guide_pavilions", pavilion)
    )


def announce_stage_to_managers(
    pavilion: NationalPavilion,
    *,
    at: datetime,
    note: str = "",
    is_restored: bool = False,
    had_confirmed: bool = True,
    space: Sequence[SpaceClaim] = (),
    events: Sequence[object] = (),
) -> None:
    """Mail every manager that the pavilion has declined, closed or opened again, or that its decline was taken back.

    `space` and `events` are those that end with it, or that it regains; `had_confirmed` says whether it was to take
    part.
    """
    booths = [f"{claim.allotment.hall.name}/{claim.booth.number}" for claim in space if claim.booth]
    letters = []
    for manager in pavilion.managers.filter(is_active=True):
        with translation.override(manager.language):
            words = {
                "pavilion_name": str(pavilion),
                "space_sqm": area_words(sum((claim.area_sqm for claim in space), Decimal(0))) if space else "",
                "booth_names": list_words(booths),
                "event_names": [str(event) for event in events],
            }
        letters.append(
            Letter(
                kind="pavilion_stage",
                to=manager.email,
                language=manager.language,
                occasion=f"pavilion-{pavilion.pk}-stage-{at:%Y%m%d%H%M%S%f}",
                context={
                    "pavilion": pavilion.pk,
                    **words,
                    **pavilion.edition.mail_names,
                    "person": manager.name,
                    "state": "restored" if is_restored else pavilion.stage,
                    "had_confirmed": had_confirmed,
                    "reason": note.strip(),
                },
            )
        )
    queue_letters(letters)


def announce_host_gone(pavilion: NationalPavilion, *, areas: Sequence[object], at: datetime) -> None:
    """Mail everybody who plans the floor that these public areas name a host that no longer takes part."""
    if not areas:
        return
    letters = []
    for planner in staff_allowed("pavilions.plan_floor"):
        with translation.override(planner.language):
            context = {"pavilion_name": str(pavilion), "area_names": [str(area) for area in areas]}
        letters.append(
            Letter(
                kind="pavilion_host_gone",
                to=planner.email,
                language=planner.language,
                occasion=f"pavilion-{pavilion.pk}-host-gone-{at:%Y%m%d%H%M%S%f}",
                context={**context, "person": planner.name},
            )
        )
    queue_letters(letters)


def announce_design_decided(design: PavilionDesign, *, comment: str) -> None:
    """Mail every manager that a design is approved, or returned with the changes that it needs."""
    queue_letters(
        Letter(
            kind="pavilion_design_decided",
            to=manager.email,
            language=manager.language,
            occasion=f"pavilion-design-{design.pk}-{design.state}",
            context={
                "pavilion": design.pavilion_id,
                "pavilion_name": _in_language_of(manager, design.pavilion),
                "person": manager.name,
                "design": design.title,
                "version": design.version,
                "state": design.state,
                "reason": comment,
            },
        )
        for manager in design.pavilion.managers.all()
        if manager.is_active
    )


def announce_pavilion_manager_invited(invitation: PavilionInvitation, *, language: str) -> None:
    with translation.override(language):
        name = str(invitation.pavilion)
    queue_letters(
        [
            Letter(
                kind="pavilion_invitation",
                to=invitation.email,
                language=language,
                occasion=f"pavilion-invitation-{invitation.pk}",
                context={
                    "invitation": invitation.pk,
                    "pavilion_name": name,
                    **invitation.pavilion.edition.mail_names,
                },
            )
        ]
    )


def _in_language_of(person: User, named: NationalPavilion | PavilionTask) -> str:
    """Return the name of a pavilion or task in the person's language, as far as it has one."""
    with translation.override(person.language):
        return str(named)
