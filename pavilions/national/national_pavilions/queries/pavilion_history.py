"""Participants of all editions with their m² and times as guest of honour, and the history of one pavilion."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Count, Func, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from ciie.audit.history import Change, Entry, history_of, newest_first
from ciie.kernel.bilingual import in_language
from ciie.kernel.country_names import by_country_name
from ciie.kernel.errors import Sentence
from ciie.kernel.wording import area_words, side_by_side
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.national.national_pavilions.models.national_pavilion import (
    NationalPavilion,
    PavilionInvitation,
    PavilionMove,
)
from pavilions.national.national_pavilions.models.pavilion_work import PavilionDesign
from pavilions.national.national_pavilions.queries.national_pavilions import past_claims_of, with_claims
from pavilions.national.national_pavilions.states import DesignState
from pavilions.states import LIVE_CLAIMS, TAKING_PART

FIELDS = ("is_guest_of_honour", "theme", "theme_zh", "next_due_date", "wanted_sqm", "space_wishes")
LATEST = 20
"""The most editions of a participant that are named, since there may be any number."""
type Actors = Mapping[datetime, Sentence]

SHOWN_BY_MOVES = {"pavilions.pavilion.invited", "pavilions.pavilion.moved"}
SHOWN_BY_CLAIMS = {"pavilions.pavilion.space_given", "pavilions.pavilion.space_taken_back"}


NUMBER_AND_KEY = Func(
    Cast("edition__number", BigIntegerField()),
    "pk",
    template="ARRAY[%(expressions)s]",
    output_field=ArrayField(BigIntegerField()),
)


@dataclass(frozen=True)
class HistoryLine:
    """A line of a pavilion's history. `note` was written by the person who acted."""

    at: datetime
    who: Sentence
    action: Sentence
    note: str = ""
    changes: tuple[Change, ...] = ()


def lines_of_history(pavilion: NationalPavilion) -> list[HistoryLine]:
    """Return stages with their notes, space, designs, managers, and changes, newest first; six queries."""
    entries = history_of(pavilion, FIELDS)
    moves = PavilionMove.objects.filter(pavilion=pavilion).select_related("moved_by").order_by("pk")
    lines = [
        *_lines_of_managers(pavilion),
        *(HistoryLine(m.moved_at, _who(m.moved_by), m.get_to_stage_display(), m.note) for m in moves),
        *_lines_of_claims(past_claims_of(pavilion), _actors(entries)),
        *_lines_of_designs(pavilion),
        *_lines_of_changes(entries),
    ]
    return newest_first(lines)


def participations_of(pavilion: NationalPavilion) -> QuerySet[NationalPavilion]:
    """Return every pavilion of the same country or organization, newest edition first, with `claimed_sqm`."""
    same = NationalPavilion.objects.filter(country=pavilion.country, organization=pavilion.organization)
    return with_claims(same).order_by("-edition__number")


@dataclass(frozen=True)
class Participations:
    """The latest editions in which a country or organization took part, and whether there are earlier ones."""

    latest: Sequence[NationalPavilion]
    has_earlier: bool


def latest_of(participations: QuerySet[NationalPavilion]) -> Participations:
    """Return the latest editions in one query."""
    found = list(participations[: LATEST + 1])
    return Participations(found[:LATEST], len(found) > LATEST)


def times_as_guest(pavilion: NationalPavilion) -> int:
    """Return how often its country has been guest of honour, up to this edition, or 0 if it is not one now."""
    if not pavilion.is_guest_of_honour or pavilion.stage not in TAKING_PART:
        return 0
    guests = NationalPavilion.objects.taking_part().filter(is_guest_of_honour=True, country=pavilion.country)
    return guests.filter(edition__number__lte=pavilion.edition.number).count()


def participants() -> QuerySet[Any, Any]:
    """Return a row for every country or organization that ever took part; one query.

    The columns are `country`, `organization`, `organization_zh`, `times`, `guest_times`, `editions` (numbers, oldest
    first), `pavilions` (each edition's number and the pavilion's key, oldest first), `last_edition`, `place` in the
    order of countries, and `claimed_sqm`, the m² recorded in the ledger.
    """
    claims = SpaceClaim.objects.filter(holder=OuterRef("holder"), state__in=LIVE_CLAIMS).order_by().values("holder")
    return (
        NationalPavilion.objects.taking_part()
        .alias(own_sqm=Subquery(claims.values(sqm=Sum("area_sqm"))))
        .values("country", "organization")
        .annotate(
            times=Count("pk"),
            guest_times=Count("pk", filter=Q(is_guest_of_honour=True)),
            editions=ArrayAgg("edition__number", distinct=True, default=[]),
            pavilions=ArrayAgg(NUMBER_AND_KEY, distinct=True, default=Value([])),
            organization_zh=Max("organization_zh"),
            last_edition=Max("edition__number"),
            place=by_country_name(Max("country")),  # computed once for each row, not for each pavilion
            claimed_sqm=Sum("own_sqm"),
        )
        .order_by("-times", "place", "organization")
    )


def name_of_participant(row: dict[str, Any]) -> str:
    """Return the name of a row of `participants`."""
    return str(in_language(row["organization"], row["organization_zh"]) or countries.name(row["country"]))


def _actors(entries: Iterable[Entry]) -> Actors:
    """Return who acted on a pavilion at each instant. Of several people, the one who changed its space counts."""
    in_order = sorted(entries, key=lambda entry: entry.code in SHOWN_BY_CLAIMS)
    return {entry.at: entry.actor_name or _("the system") for entry in in_order}


def _lines_of_claims(claims: Iterable[SpaceClaim], actors: Actors) -> Iterable[HistoryLine]:
    for claim in claims:
        where = f"{claim.allotment.hall.name}/{claim.booth.number}" if claim.booth else claim.allotment.hall.name
        place = side_by_side(where, f"{area_words(claim.area_sqm)} m²")
        yield HistoryLine(claim.claimed_at, actors.get(claim.claimed_at, ""), _("space allocated"), place)
        if claim.released_at is not None:
            yield HistoryLine(claim.released_at, actors.get(claim.released_at, ""), _("space taken back"), place)


def _lines_of_designs(pavilion: NationalPavilion) -> Iterable[HistoryLine]:
    designs = PavilionDesign.objects.filter(pavilion=pavilion).select_related("sent_by", "submitted_by", "decided_by")
    for design in designs.order_by("version"):
        version = _("version %(version)d: %(title)s") % {"version": design.version, "title": design.title}
        yield HistoryLine(design.sent_at, _who(design.sent_by), _("design uploaded"), version)
        if design.submitted_at is not None:
            yield HistoryLine(design.submitted_at, _who(design.submitted_by), _("design submitted for review"), version)
        if design.decided_at is not None:
            decided = _("design returned for change") if design.state == DesignState.RETURNED else _("design approved")
            yield HistoryLine(design.decided_at, _who(design.decided_by), decided, version)


def _lines_of_managers(pavilion: NationalPavilion) -> Iterable[HistoryLine]:
    for invitation in PavilionInvitation.objects.filter(pavilion=pavilion).select_related("invited_by"):
        yield HistoryLine(invitation.invited_at, _who(invitation.invited_by), _("manager invited"), invitation.email)
        if invitation.accepted_at is not None:
            yield HistoryLine(invitation.accepted_at, invitation.email, _("manager joined"))


def _lines_of_changes(entries: Iterable[Entry]) -> Iterable[HistoryLine]:
    for entry in entries:
        if entry.code not in SHOWN_BY_MOVES | SHOWN_BY_CLAIMS and entry.changes:
            yield HistoryLine(entry.at, entry.actor_name or _("the system"), entry.action, changes=entry.changes)


def _who(person: object | None) -> Sentence:
    return _("the system") if person is None else str(person)
