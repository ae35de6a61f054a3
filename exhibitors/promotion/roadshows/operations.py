"""Operations on roadshows: organizers plan, open and close them; anybody may register."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciie.audit.history import events_of
from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, NotFound, TooMany
from ciie.kernel.locking import lock_one, lock_topic, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from exhibitors.companies.names import normalise_company_name
from exhibitors.promotion.roadshows.models import Roadshow, RoadshowRegistration, RoadshowReport
from exhibitors.promotion.roadshows.notifications import (
    announce_registration,
    announce_roadshow_cancelled,
    announce_roadshow_moved,
    announce_roadshow_restored,
)
from exhibitors.promotion.roadshows.states import ROADSHOW_LIFECYCLE, RegistrationState, RoadshowState
from pavilions.floor.models.edition import Edition

REPORTED_FIELDS = ("held_date", "city", "country", "attendance")
WHERE_AND_WHEN = ("held_date", "city", "country", "venue")
LONGEST_REASON = 500
ROADSHOW_FIELDS = (
    *("title", "title_zh", "city", "city_zh", "country", "venue", "venue_zh", "host", "host_zh"),
    *("held_date", "text", "text_zh", "seats"),
)
YEAR = timedelta(days=366)
CONFIRMED_WITHIN = timedelta(days=14)
AN_HOUR = timedelta(hours=1)
MOST_REGISTRATIONS_AN_HOUR = 3  # for each address
REGISTRATION_FIELDS = ("name", "email", "company_name", "country")


@operation("exhibitors.roadshow.planned")
def plan_roadshow(edition_id: int, record: Mapping[str, Any], *, actor: Actor, at: datetime) -> Roadshow:
    """Plan a roadshow. `record` maps names of `ROADSHOW_FIELDS` to their values."""
    require("exhibitors.promote", actor)
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise NotFound(_("Edition not found."), code="not_found")
    roadshow = Roadshow(edition=edition)
    _fill(roadshow, record)
    roadshow.save()
    return roadshow


@operation("exhibitors.roadshow.changed")
def change_roadshow(
    roadshow_id: int, record: Mapping[str, Any], *, seen: int | None = None, actor: Actor, at: datetime
) -> Roadshow:
    """Change a roadshow that has not been held or cancelled. People registered get a mail about a new day or place."""
    roadshow = _lock_roadshow(roadshow_id, actor, seen)
    if roadshow.state in {RoadshowState.HELD, RoadshowState.CANCELLED}:
        raise DomainError(
            _("This roadshow is %(state)s and can no longer be changed.") % {"state": roadshow.get_state_display()},
            code="roadshow_over",
        )
    before = [getattr(roadshow, field) for field in WHERE_AND_WHEN]
    _fill(roadshow, record)
    if roadshow.seats is not None and roadshow.seats < roadshow.seats_taken:
        raise Invalid(
            _("%(taken)d people are already registered.") % {"taken": roadshow.seats_taken},
            code="seats_taken",
            field="seats",
        )
    roadshow.save()
    if [getattr(roadshow, field) for field in WHERE_AND_WHEN] != before:
        announce_roadshow_moved(roadshow)
    return roadshow


@operation("exhibitors.roadshow.opened")
def open_roadshow(roadshow_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Roadshow:
    """Open a roadshow for registration."""
    roadshow = _lock_roadshow(roadshow_id, actor, seen)
    return _move(roadshow, RoadshowState.OPEN, only_from=RoadshowState.PLANNED)


@operation("exhibitors.roadshow.held")
def close_roadshow(
    roadshow_id: int, *, attendance: int, seen: int | None = None, actor: Actor, at: datetime
) -> Roadshow:
    """Report that a roadshow was held, and its attendance. It counts from now on, whenever it was held."""
    roadshow = _lock_roadshow(roadshow_id, actor, seen)
    if attendance < 0:
        raise Invalid(_("Enter the attendance."), code="attendance", field="attendance")
    if roadshow.held_date > day_of(at, roadshow.edition.zone):
        raise DomainError(_("Its date is in the future."), code="day_to_come", field="attendance")
    roadshow.attendance = attendance
    _report(roadshow, actor=actor, at=at)
    return _move(roadshow, RoadshowState.HELD)


@operation("exhibitors.roadshow.corrected")
def correct_roadshow(
    roadshow_id: int,
    record: Mapping[str, Any],
    *,
    reason: str,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Roadshow:
    """Correct the place, day and attendance of a roadshow that was held. The correction counts from now on.

    `record` maps names of `REPORTED_FIELDS` to their values. Figures of earlier days stay as reported.
    """
    roadshow = _lock_roadshow(roadshow_id, actor, seen)
    if roadshow.state != RoadshowState.HELD:
        raise DomainError(
            _("This roadshow is %(state)s. Only a roadshow that was held can be corrected.")
            % {"state": roadshow.get_state_display()},
            code="roadshow_not_held",
        )
    if not reason.strip() or len(reason.strip()) > LONGEST_REASON:
        raise Invalid(
            _("Give a reason in at most %(most)d characters.") % {"most": LONGEST_REASON},
            code="reason_missing",
            field="reason",
        )
    before = [getattr(roadshow, field) for field in REPORTED_FIELDS]
    for field in REPORTED_FIELDS:
        setattr(roadshow, field, record[field])
    if [getattr(roadshow, field) for field in REPORTED_FIELDS] == before:
        raise Invalid(_("This is already on record."), code="nothing_changed", field="attendance")
    require_valid(roadshow)
    _require_day_of_edition(roadshow)
    if roadshow.held_date > day_of(at, roadshow.edition.zone):
        raise Invalid(_("This date is in the future."), code="day_to_come", field="held_date")
    roadshow.save()
    _report(roadshow, reason=reason.strip(), actor=actor, at=at)
    return roadshow


@operation("exhibitors.roadshow.cancelled")
def cancel_roadshow(roadshow_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Roadshow:
    """Cancel a roadshow and mail everybody whose registration is confirmed."""
    roadshow = _move(_lock_roadshow(roadshow_id, actor, seen), RoadshowState.CANCELLED)
    announce_roadshow_cancelled(roadshow)
    return roadshow


@operation("exhibitors.roadshow.restored")
def restore_roadshow(roadshow_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Roadshow:
    """Undo a cancellation before the roadshow's day: it is planned, or open with its registrations, as before.

    Everybody whose registration is confirmed gets a mail that it takes place after all.
    """
    roadshow = _lock_roadshow(roadshow_id, actor, seen)
    if roadshow.held_date <= day_of(at, roadshow.edition.zone):
        raise DomainError(
            _("It was to be held on %(day)s. A cancellation can be undone until the day before; plan another roadshow.")
            % {"day": day_words(roadshow.held_date)},
            code="roadshow_past",
        )
    was_open = events_of(Roadshow).filter(pgh_obj=roadshow, state=RoadshowState.OPEN).exists()
    before = RoadshowState.OPEN if was_open else RoadshowState.PLANNED
    roadshow = _move(roadshow, before, only_from=RoadshowState.CANCELLED)
    announce_roadshow_restored(roadshow)
    return roadshow


@operation("exhibitors.registration.asked")
def ask_for_registration(
    roadshow_id: int, record: Mapping[str, Any], *, language: str, actor: Actor, at: datetime
) -> RoadshowRegistration | None:
    """Record a registration, and mail the link that confirms it, at most once an hour.

    Return None if the address is already confirmed; the response to the visitor does not reveal this.
    """
    roadshow = lock_one(Roadshow.objects.select_related("edition"), roadshow_id, missing=_("Roadshow not found."))
    _require_open(roadshow, at)
    registration = roadshow.registrations.filter(email__iexact=str(record.get("email", ""))).first()
    if registration is None:
        registration = RoadshowRegistration(roadshow=roadshow)
    elif registration.state == RegistrationState.CONFIRMED:
        return None
    is_mailed = registration.pk is None or registration.asked_at <= at - AN_HOUR
    if is_mailed:
        _require_not_mailed_too_often(str(record.get("email", "")), at)
    for field in REGISTRATION_FIELDS:
        setattr(registration, field, record[field])
    registration.normalized_name = normalise_company_name(registration.company_name)
    registration.language, registration.state = language, RegistrationState.ASKED
    registration.asked_at = at if is_mailed else registration.asked_at
    require_valid(registration, exclude=["normalized_name"])
    registration.save()
    if is_mailed:
        announce_registration(registration)
    return registration


def _require_not_mailed_too_often(email: str, at: datetime) -> None:
    """Limit the hourly mails to one address, since a visitor may enter somebody else's. Raise `TooMany` beyond it."""
    lock_topic(f"registrations of {email.casefold()}")
    asked = RoadshowRegistration.objects.filter(email__iexact=email, asked_at__gt=at - AN_HOUR)
    if asked.count() >= MOST_REGISTRATIONS_AN_HOUR:
        sentence = _(
            "Several emails have been sent to this address within an hour. Confirm those first, or try again later."
        )
        raise TooMany(sentence, code="too_many_mails", field="email")


@operation("exhibitors.registration.confirmed")
def confirm_registration(registration_id: int, *, actor: Actor, at: datetime) -> RoadshowRegistration:
    """Confirm the address of a registration, and take a seat. A second confirmation changes nothing."""
    registration = _lock_registration(registration_id)
    if registration.state == RegistrationState.CONFIRMED:
        return registration
    _require_open(registration.roadshow, at)
    if not _change_seats(registration.roadshow_id, 1):
        raise DomainError(_("All seats have been taken in the meantime."), code="no_seats_left")
    registration.state, registration.confirmed_at = RegistrationState.CONFIRMED, at
    registration.save(update_fields=["state", "confirmed_at"])
    return registration


@operation("exhibitors.registration.withdrawn")
def withdraw_registration(registration_id: int, *, actor: Actor, at: datetime) -> RoadshowRegistration:
    """Withdraw a registration and free its seat."""
    registration = _lock_registration(registration_id)
    if registration.state == RegistrationState.CONFIRMED:
        _change_seats(registration.roadshow_id, -1)
    registration.state, registration.confirmed_at = RegistrationState.WITHDRAWN, None
    registration.save(update_fields=["state", "confirmed_at"])
    return registration


@operation("exhibitors.registration.forgotten")
def forget_unconfirmed_registrations(*, actor: Actor, at: datetime) -> int:
    """Delete registrations whose address was not confirmed in time, and return how many."""
    asked = RoadshowRegistration.objects.filter(state=RegistrationState.ASKED, asked_at__lt=at - CONFIRMED_WITHIN)
    deleted, _of_each = asked.delete()
    return deleted


def _lock_roadshow(roadshow_id: int, actor: Actor, seen: int | None) -> Roadshow:
    require("exhibitors.promote", actor)
    rows = Roadshow.objects.select_related("edition")
    roadshow = lock_one(rows, roadshow_id, missing=_("Roadshow not found."))
    require_seen(roadshow, seen)
    return roadshow


def _lock_registration(registration_id: int) -> RoadshowRegistration:
    rows = RoadshowRegistration.objects.select_related("roadshow__edition")
    return lock_one(rows, registration_id, missing=_("Registration not found."))


def _fill(roadshow: Roadshow, record: Mapping[str, Any]) -> None:
    for field in ROADSHOW_FIELDS:
        if field in record:
            setattr(roadshow, field, record[field])
    require_valid(roadshow)
    _require_day_of_edition(roadshow)


def _require_day_of_edition(roadshow: Roadshow) -> None:
    """Raise `Invalid` for a day after the edition or more than a year before it, when another one is promoted."""
    first, last = roadshow.edition.opens_date - YEAR, roadshow.edition.closes_date
    if not first <= roadshow.held_date <= last:
        raise Invalid(
            _(
                "Roadshows for this edition must take place between %(first)s, a year before it opens, and "
                "its last day, %(last)s."
            )
            % {"first": day_words(first), "last": day_words(last)},
            code="outside_the_edition",
            field="held_date",
        )


def _report(roadshow: Roadshow, *, reason: str = "", actor: Actor, at: datetime) -> None:
    RoadshowReport.objects.create(
        roadshow=roadshow,
        **{field: getattr(roadshow, field) for field in REPORTED_FIELDS},
        reason=reason,
        reported_by=person_of(actor),
        reported_at=at,
    )


def _move(roadshow: Roadshow, to: RoadshowState, *, only_from: RoadshowState | None = None) -> Roadshow:
    ROADSHOW_LIFECYCLE.require(roadshow.state, to, only_from=only_from)
    roadshow.state = to
    roadshow.save(update_fields=["state", "attendance"])
    return roadshow


def _require_open(roadshow: Roadshow, at: datetime) -> None:
    if roadshow.state != RoadshowState.OPEN or roadshow.held_date < day_of(at, roadshow.edition.zone):
        raise DomainError(_("Registration for this roadshow is closed."), code="registration_closed")
    if roadshow.seats is not None and roadshow.seats_taken >= roadshow.seats:
        raise DomainError(_("All seats have been taken."), code="no_seats_left")


def _change_seats(roadshow_id: int, seats: int) -> bool:
    # The condition reads no other row, so checking and changing in one statement is safe, as in the ledger.
    has_room = Q(seats__isnull=True) | Q(seats__gte=F("seats_taken") + seats)
    changed = Roadshow.objects.filter(has_room, pk=roadshow_id).update(seats_taken=F("seats_taken") + seats)
    return changed == 1
