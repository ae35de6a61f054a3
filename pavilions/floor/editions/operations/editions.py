"""Run an edition: create and change it, open and close it for booking, and archive it."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import day_words
from pavilions.floor.editions.queries import obstacles_to_opening
from pavilions.floor.editions.signals import edition_changing
from pavilions.floor.models.edition import LAPSE_WARNING_DAYS, Edition
from pavilions.floor.models.fair import Fair
from pavilions.states import EditionStatus

EDITION_FIELDS = (
    "fair",
    *(
        "number",
        "name",
        "name_zh",
        "opens_date",
        "closes_date",
        "booking_opens_at",
        "booking_closes_at",
        "cancel_until_date",
    ),
    *("hold_minutes", "held_booths_limit", "held_sqm_limit", "change_hours", "currency", "time_zone"),
    *("undecided_booths_limit", "undecided_sqm_limit", "undecided_bookings_limit"),
    *("person_booths_limit", "person_sqm_limit", "person_bookings_limit"),
    *("unverified_booths_limit", "unverified_sqm_limit", "unverified_share_percent", "accepts_registration_numbers"),
    "ownership_objection_days",
    *("undecided_days", "lapse_days", "larger_percent"),
    *("booking_steps", "offer_days", "offer_reminder_days", "holds_mail"),
)


@operation("pavilions.edition.created")
def create_edition(values: Mapping[str, object], *, actor: Actor, at: datetime) -> Edition:
    """Create an edition in planning from its `EDITION_FIELDS`; omitted fields have their defaults."""
    require("pavilions.run_edition", actor)
    edition = Edition()
    _fill(edition, values)
    if Edition.objects.filter(number=edition.number).exists():
        raise DomainError(_("There is already an edition with this number."), code="number_taken", field="number")
    edition.save()
    return edition


@operation("pavilions.edition.changed")
def change_edition(
    edition_id: int, values: Mapping[str, object], *, seen: int | None = None, actor: Actor, at: datetime
) -> Edition:
    """Change the given `EDITION_FIELDS`.

    The database, too, freezes the number once anything of the edition is public, the time zone once anything is dated
    in it, and the currency once there are prices, fees or deals.
    """
    require("pavilions.run_edition", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    require_seen(edition, seen)
    _refuse_archived(edition)
    was = {name: getattr(edition, name) for name in EDITION_FIELDS}
    _fill(edition, values)
    if Edition.objects.filter(number=edition.number).exclude(pk=edition.pk).exists():
        raise DomainError(_("There is already an edition with this number."), code="number_taken", field="number")
    before = {name: value for name, value in was.items() if value != getattr(edition, name)}
    edition_changing.send(Edition, edition=edition, before=before)
    edition.save()
    return edition


@operation("pavilions.edition.opened")
def open_edition(edition_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Edition:
    """Let companies book, within the edition's booking window.

    Raise `DomainError` (`nothing_to_sell`, `booking_over`) while nothing could be sold (`obstacles_to_opening`).
    """
    edition = _lock_to_run(edition_id, seen, actor)
    for obstacle in obstacles_to_opening(edition, at=at):
        raise DomainError(obstacle.sentence, code=obstacle.code)
    return _set_status(edition, EditionStatus.OPEN)


@operation("pavilions.edition.closed")
def close_edition(edition_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Edition:
    """Stop taking bookings. Bookings stay, and decisions on them continue."""
    return _set_status(_lock_to_run(edition_id, seen, actor), EditionStatus.CLOSED)


@operation("pavilions.edition.archived")
def archive_edition(edition_id: int, *, seen: int | None = None, actor: Actor, at: datetime) -> Edition:
    """End an edition for good, once its expo is over and it is closed for booking.

    Nothing of an archived edition can be changed. Its offers, contracts, deadlines and late invoices are no longer
    followed up.
    """
    require("pavilions.run_edition", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    require_seen(edition, seen)
    if edition.status != EditionStatus.CLOSED:
        raise DomainError(_("Only an edition that is closed for booking can be archived."), code="edition_not_closed")
    if day_of(at, edition.zone) <= edition.closes_date:
        raise DomainError(
            _("An edition can be archived after its last day, %(day)s.") % {"day": day_words(edition.closes_date)},
            code="edition_not_over",
        )
    edition.status = EditionStatus.ARCHIVED
    edition.save(update_fields=["status"])
    return edition


def _lock_to_run(edition_id: int, seen: int | None, actor: Actor) -> Edition:
    require("pavilions.run_edition", actor)
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    require_seen(edition, seen)
    _refuse_archived(edition)
    return edition


def _set_status(edition: Edition, status: EditionStatus) -> Edition:
    edition.status = status
    edition.save(update_fields=["status"])
    return edition


def _refuse_archived(edition: Edition) -> None:
    if edition.status == EditionStatus.ARCHIVED:
        raise DomainError(_("An archived edition cannot be changed."), code="edition_archived")


def _fill(edition: Edition, values: Mapping[str, object]) -> None:
    """Set the given fields and check them together.

    Booking closes no later than the last day of the expo, and so does the time in which exhibitors can cancel.
    """
    for field in EDITION_FIELDS:
        if field in values:
            setattr(edition, field, values[field])
    if edition.fair_id is None:
        edition.fair = Fair.objects.first()
    require_valid(edition)
    if edition.closes_date < edition.opens_date:
        raise Invalid(_("An edition cannot close before it opens."), code="days_out_of_order", field="closes_date")
    if edition.booking_closes_at <= edition.booking_opens_at:
        raise Invalid(_("Booking cannot close before it opens."), code="days_out_of_order", field="booking_closes_at")
    if day_of(edition.booking_closes_at, edition.zone) > edition.closes_date:
        raise Invalid(
            _("Booking must close no later than the last day of the expo, %(day)s.")
            % {"day": day_words(edition.closes_date)},
            code="days_out_of_order",
            field="booking_closes_at",
        )
    if edition.cancel_until_date > edition.closes_date:
        raise Invalid(
            _("Exhibitors can cancel no later than the last day of the expo, %(day)s.")
            % {"day": day_words(edition.closes_date)},
            code="days_out_of_order",
            field="cancel_until_date",
        )
    _require_deadlines_in_order(edition)


def _require_deadlines_in_order(edition: Edition) -> None:
    if edition.lapse_days is not None and edition.lapse_days < edition.undecided_days + LAPSE_WARNING_DAYS:
        raise Invalid(
            _("A booking can lapse no earlier than a week after the organizers are reminded of it."),
            code="edition_lapse_after_reminder_and_warning",
            field="lapse_days",
        )
    if edition.offer_reminder_days >= edition.offer_days:
        raise Invalid(
            _("The reminder must be sent on a later day than the offer."),
            code="edition_offer_reminder_before_it_lapses",
            field="offer_reminder_days",
        )
