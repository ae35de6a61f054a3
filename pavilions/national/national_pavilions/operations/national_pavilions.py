"""Operations that invite countries and organizations to the national exhibition and change their pavilions' stages."""

from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.country_names import code_called, country_name
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.lifecycle import TransitionRefused
from ciie.kernel.locking import lock_one, require_seen, require_seen_revision
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from pavilions.floor.ledger.models import SpaceHolder
from pavilions.floor.ledger.operations.ledger import move_claims
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import (
    GUEST_IS_A_COUNTRY,
    INVITED_ALREADY,
    NationalPavilion,
    PavilionMove,
    StageDeadline,
)
from pavilions.national.national_pavilions.models.pavilion_work import PavilionDesign
from pavilions.national.national_pavilions.notifications import announce_host_gone, announce_stage_to_managers
from pavilions.national.national_pavilions.operations.pavilion_designs import end_designs_of
from pavilions.national.national_pavilions.operations.pavilion_guards import (
    lock_pavilion,
    require_sensible_day,
    require_space,
)
from pavilions.national.national_pavilions.operations.pavilion_tasks import set_standard_tasks
from pavilions.national.national_pavilions.queries.national_pavilions import claims_of
from pavilions.national.national_pavilions.queries.pavilion_deadlines import deadlines_of, revision_of_deadlines
from pavilions.national.national_pavilions.signals import pavilion_declined
from pavilions.national.national_pavilions.states import HOST_COUNTRY, TERRITORIES, DesignState
from pavilions.plans.themed_areas.queries import public_areas_hosted_by
from pavilions.states import NEXT_STAGES, ClaimState, HolderKind, PavilionStage

STANDING = frozenset({PavilionStage.DESIGN_APPROVED, PavilionStage.UNDER_CONSTRUCTION, PavilionStage.OPEN})
"""The stages that need a stand, and therefore space."""


@operation("pavilions.pavilion.invited")
def invite_to_national_exhibition(
    edition_id: int,
    *,
    country: str = "",
    organization: str = "",
    organization_zh: str = "",
    is_guest_of_honour: bool = False,
    is_certain: bool = False,
    actor: Actor,
    at: datetime,
) -> NationalPavilion:
    """Invite a country (ISO 3166 alpha-2) or an international organization to an edition, once.

    A participant that has declined is invited again: the same pavilion, with its contacts, profile and tasks. The host
    country and territories are invited only if the actor `is_certain` (`unusual_guest`).
    """
    require("pavilions.guide_pavilions", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    organization, organization_zh = " ".join(organization.split()), " ".join(organization_zh.split())
    if is_guest_of_honour and organization:
        raise _guest_is_a_country()
    _require_no_country(organization, field="organization")
    _require_no_country(organization_zh, field="organization_zh")
    _require_certain(country, is_certain=is_certain)
    present = NationalPavilion.objects.filter(edition=edition, country=country, organization__iexact=organization)
    declined = present.filter(stage=PavilionStage.DECLINED).first()
    if declined is not None:
        set_guest_of_honour(declined.pk, is_guest=is_guest_of_honour, actor=actor, at=at)
        return change_stage(declined.pk, to=PavilionStage.INVITED, actor=actor, at=at)
    _require_once(edition, present, organization_zh)
    holder = SpaceHolder.objects.create(edition=edition, kind=HolderKind.NATIONAL_PAVILION)
    pavilion = NationalPavilion(
        holder=holder,
        edition=edition,
        country=country,
        organization=organization,
        organization_zh=organization_zh if organization else "",
        is_guest_of_honour=is_guest_of_honour,
        invited_at=at,
    )
    require_valid(pavilion, exclude=["holder", "edition"])
    pavilion.save(force_insert=True)
    note_move(pavilion, "", "", actor, at)
    return pavilion


@operation("pavilions.pavilion.moved")
def change_stage(
    pavilion_id: int, *, to: PavilionStage, note: str = "", seen: int | None = None, actor: Actor, at: datetime
) -> NationalPavilion:
    """Move a pavilion to the next stage. Stages are not skipped, and each move is recorded.

    When it confirms, its claims are committed. When it declines, which it may until it opens, its claims are released
    and its events cancelled. When it is invited again, its designs end, and it starts as if it had never confirmed.
    Closing it leaves its events on the agenda, since most have taken place; the organizer can cancel the others. A
    pavilion that was closed by mistake can open again until the edition is over. Managers get a mail when it declines,
    closes or opens again.

    Raise `TransitionRefused` (`illegal_move`) naming the possible next stages, or `DomainError`: `no_approved_design`,
    `no_space`, `not_open_yet` (before the edition's first day), `edition_over`.
    """
    require("pavilions.guide_pavilions", actor)
    pavilion = lock_pavilion(pavilion_id)
    require_seen(pavilion, seen)
    before = PavilionStage(pavilion.stage)
    _require_next(pavilion, to)
    _require_ready(pavilion, to, at)
    pavilion.stage, pavilion.next_due_date = to, None
    pavilion.save(update_fields=["stage", "next_due_date"])
    note_move(pavilion, before, note, actor, at)
    _follow(pavilion, before, note, actor, at)
    return pavilion


@operation("pavilions.pavilion.honoured")
def set_guest_of_honour(
    pavilion_id: int, *, is_guest: bool, seen: int | None = None, actor: Actor, at: datetime
) -> NationalPavilion:
    """Make a pavilion's country a guest of honour of its edition, of which there may be several, or no longer one."""
    require("pavilions.guide_pavilions", actor)
    pavilion = lock_pavilion(pavilion_id)
    require_seen(pavilion, seen)
    if is_guest and not pavilion.country:
        raise _guest_is_a_country()
    pavilion.is_guest_of_honour = is_guest
    pavilion.save(update_fields=["is_guest_of_honour"])
    return pavilion


@operation("pavilions.pavilion.due_set")
def set_next_due_date(
    pavilion_id: int, *, due_date: date | None, seen: int | None = None, actor: Actor, at: datetime
) -> NationalPavilion:
    """Set a separate due date for a pavilion's next stage. With None the edition's deadline applies again."""
    require("pavilions.guide_pavilions", actor)
    pavilion = lock_pavilion(pavilion_id)
    require_seen(pavilion, seen)
    if due_date is not None:
        require_sensible_day(pavilion.edition, due_date, field="due_date")
    pavilion.next_due_date = due_date
    pavilion.save(update_fields=["next_due_date"])
    return pavilion


def _guest_is_a_country() -> Invalid:
    return Invalid(GUEST_IS_A_COUNTRY, code="guest_is_a_country", field="is_guest_of_honour")


def _require_no_country(organization: str, *, field: str) -> None:
    """Refuse an organization with the name of a country, which would take part a second time under that name."""
    if code_called(organization):
        raise Invalid(
            _("“%(name)s” is a country or region. Choose it from the list of countries.") % {"name": organization},
            code="organization_is_a_country",
            field=field,
        )


def _require_certain(country: str, *, is_certain: bool) -> None:
    if is_certain or (country != HOST_COUNTRY and country not in TERRITORIES):
        return
    sentence = (
        _("%(country)s is the host of the expo. If it is to be invited as a guest, please confirm that.")
        if country == HOST_COUNTRY
        else _(
            "%(country)s is in the list of countries and regions but is not a member state of the United Nations. "
            "If it is to be invited, please confirm that."
        )
    )
    raise Invalid(sentence % {"country": country_name(country)}, code="unusual_guest", field="is_certain")


def _require_once(edition: Edition, present: QuerySet[NationalPavilion], organization_zh: str) -> None:
    """Refuse a second invitation, with the error at the field that names it.

    Constraints decide between simultaneous ones.
    """
    if (found := present.first()) is not None:
        field = "organization" if found.organization else "country"
        raise Invalid(INVITED_ALREADY, code="pavilion_once_per_edition", field=field)
    in_chinese = NationalPavilion.objects.filter(edition=edition, organization_zh__iexact=organization_zh)
    if organization_zh and in_chinese.exists():
        raise Invalid(INVITED_ALREADY, code="pavilion_once_in_chinese", field="organization_zh")


def _require_next(pavilion: NationalPavilion, to: PavilionStage) -> None:
    here = PavilionStage(pavilion.stage)
    if to in NEXT_STAGES[here]:
        return
    following = [str(stage.label) for stage in PavilionStage if stage in NEXT_STAGES[here]]
    sentence = _("%(pavilion)s is %(here)s. The next stage can be %(next)s, not %(to)s.") % {
        "pavilion": capfirst(str(pavilion)),
        "here": here.label,
        "to": to.label,
        "next": _(" or ").join(following),
    }
    raise TransitionRefused(
        sentence, code="illegal_move", field="to", details={"state": here.value, "wanted": to.value}
    )


def _require_ready(pavilion: NationalPavilion, to: PavilionStage, at: datetime) -> None:
    """Refuse a stage whose requirements are not met.

    Designs and claims change only while the pavilion's row is locked.
    """
    approved = pavilion.designs.filter(state=DesignState.APPROVED)
    if to == PavilionStage.DESIGN_APPROVED and not approved.exists():
        raise DomainError(
            _("%(pavilion)s has no approved design. Approve one first; the stage then becomes “design approved”.")
            % {"pavilion": pavilion},
            code="no_approved_design",
            field="to",
        )
    if to == PavilionStage.OPEN:
        _require_open_day(pavilion, at)
    if to in STANDING:
        require_space(pavilion, field="to")


def _require_open_day(pavilion: NationalPavilion, at: datetime) -> None:
    """Refuse to open a pavilion before the edition opens, or to open a closed one again once the edition is over."""
    edition, today = pavilion.edition, day_of(at, pavilion.edition.zone)
    if today < edition.opens_date:
        raise DomainError(
            _("%(edition)s opens on %(day)s. No pavilion can be open before that day.")
            % {"edition": edition, "day": day_words(edition.opens_date)},
            code="not_open_yet",
            field="to",
            details={"opens_date": edition.opens_date.isoformat()},
        )
    if pavilion.stage == PavilionStage.CLOSED and today > edition.closes_date:
        raise DomainError(
            _("%(edition)s ended on %(day)s. A pavilion can be opened again until that day.")
            % {"edition": edition, "day": day_words(edition.closes_date)},
            code="edition_over",
            field="to",
        )


def _follow(pavilion: NationalPavilion, before: PavilionStage, note: str, actor: Actor, at: datetime) -> None:
    """Apply a move's effects on the pavilion's claims, designs, tasks and programme."""
    to = PavilionStage(pavilion.stage)
    if to == PavilionStage.CONFIRMED:
        pavilion.confirmed_at = at
        pavilion.save(update_fields=["confirmed_at"])
        move_claims(pavilion.pk, to=ClaimState.COMMITTED, at=at)
        set_standard_tasks(pavilion, actor=actor, at=at)
    elif to == PavilionStage.DECLINED:
        _end(pavilion, note, at, had_confirmed=before != PavilionStage.INVITED)
    elif PavilionStage.CLOSED in {before, to}:
        announce_stage_to_managers(pavilion, note=note, at=at)
    elif to == PavilionStage.INVITED:
        end_designs_of(pavilion)
        pavilion.invited_at, pavilion.confirmed_at = at, None
        pavilion.save(update_fields=["invited_at", "confirmed_at"])
    elif (before, to) == (PavilionStage.DESIGN_APPROVED, PavilionStage.IN_DESIGN):
        approved = PavilionDesign.objects.filter(pavilion=pavilion, state=DesignState.APPROVED)
        approved.update(state=DesignState.SUPERSEDED)


def _end(pavilion: NationalPavilion, note: str, at: datetime, *, had_confirmed: bool) -> None:
    """Release the space of a locked pavilion that declines, cancel its events, and mail everybody concerned."""
    space = list(claims_of(pavilion))
    move_claims(pavilion.pk, to=ClaimState.RELEASED, at=at)
    answers: Any = pavilion_declined.send(sender=NationalPavilion, pavilion=pavilion, at=at)
    events = [event for _receiver, cancelled in answers for event in cancelled]
    announce_stage_to_managers(pavilion, note=note, had_confirmed=had_confirmed, space=space, events=events, at=at)
    announce_host_gone(pavilion, areas=list(public_areas_hosted_by(pavilion.pk)), at=at)


def note_move(pavilion: NationalPavilion, before: str, note: str, actor: Actor, at: datetime) -> None:
    """Record the stage that a locked pavilion has reached, and the one before."""
    move = PavilionMove(
        pavilion=pavilion,
        from_stage=before,
        to_stage=pavilion.stage,
        moved_at=at,
        moved_by=person_of(actor),
        note=note.strip(),
    )
    require_valid(move, exclude=["pavilion", "moved_by"])
    move.save(force_insert=True)


@operation("pavilions.deadlines.set")
def set_stage_deadlines(
    edition_id: int, dates: dict[PavilionStage, date], *, seen: int | None = None, actor: Actor, at: datetime
) -> dict[PavilionStage, date]:
    """Set the deadlines of these stages, all or none. A later stage is never due before an earlier one."""
    require("pavilions.guide_pavilions", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    require_seen_revision(revision_of_deadlines(edition), seen)
    present = deadlines_of(edition)
    for stage, due_date in dates.items():
        if stage not in present:
            raise Invalid(_("The stage “%(stage)s” has no deadline.") % {"stage": stage.label}, code="no_deadline")
        require_sensible_day(edition, due_date, field=stage.value)
    wanted = present | dates
    for earlier, later in pairwise(stage for stage in PavilionStage if stage in wanted):
        if wanted[later] < wanted[earlier]:
            raise Invalid(
                _("“%(later)s” cannot be due before “%(earlier)s” (%(day)s).")
                % {"later": later.label, "earlier": earlier.label, "day": day_words(wanted[earlier])},
                code="deadlines_out_of_order",
                field=later.value,
            )
    for stage, due_date in dates.items():
        if due_date != present[stage]:
            StageDeadline.objects.update_or_create(edition=edition, stage=stage, defaults={"due_date": due_date})
    return wanted
