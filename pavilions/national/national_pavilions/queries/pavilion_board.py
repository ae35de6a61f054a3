"""The board of the national exhibition: stages, next and overdue steps, and space."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import ngettext

from ciie.kernel.wording import labelled
from ciie.world_map import WorldMap, world_map
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.national_pavilions.models.pavilion_work import PavilionDesign
from pavilions.national.national_pavilions.queries.national_pavilions import pavilions_of
from pavilions.national.national_pavilions.queries.pavilion_deadlines import (
    SILENT_STAGES,
    Due,
    deadlines_of,
    due_of,
    overdue_tasks_of,
)
from pavilions.national.national_pavilions.states import DesignState
from pavilions.states import TAKING_PART, PavilionStage


@dataclass(frozen=True)
class Card:
    """A pavilion with its next due stage and its open work: tasks for its managers, the rest for the organizer."""

    pavilion: NationalPavilion
    due: Due | None
    claimed_sqm: Decimal
    overdue_tasks: int
    has_design_to_review: bool

    @property
    def asks_for_space(self) -> bool:
        """Whether the pavilion has requested space and has been allocated none."""
        has_asked = self.pavilion.wanted_sqm is not None and not self.claimed_sqm
        return has_asked and self.pavilion.stage not in SILENT_STAGES

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due.is_late


@dataclass(frozen=True)
class Column:
    """The pavilions at one stage, the most overdue first."""

    stage: PavilionStage
    cards: tuple[Card, ...]

    @property
    def claimed_sqm(self) -> Decimal:
        return sum((card.claimed_sqm for card in self.cards), Decimal(0))

    @property
    def late(self) -> int:
        return sum(card.is_late for card in self.cards)


@dataclass(frozen=True)
class Board:
    columns: tuple[Column, ...]

    @property
    def taking_part(self) -> int:
        return sum(len(column.cards) for column in self.columns if column.stage in TAKING_PART)

    @property
    def late(self) -> int:
        return sum(column.late for column in self.columns)

    @property
    def claimed_sqm(self) -> Decimal:
        return sum((column.claimed_sqm for column in self.columns), Decimal(0))

    @property
    def cards(self) -> list[Card]:
        return [card for column in self.columns for card in column.cards]

    @property
    def designs_to_review(self) -> int:
        return sum(card.has_design_to_review for card in self.cards)

    @property
    def space_requests(self) -> int:
        return sum(card.asks_for_space for card in self.cards)

    @property
    def overdue_tasks(self) -> int:
        return sum(card.overdue_tasks for card in self.cards)

    @property
    def is_empty(self) -> bool:
        return not any(column.cards for column in self.columns)


def map_of_pavilions(board: Board) -> WorldMap:
    """Return the map of participants, with dots sized by m².

    Guests of honour have a ring; organizations are left out.
    """
    cards = [card for card in board.cards if card.pavilion.stage in TAKING_PART]
    countries = {card.pavilion.country.code: card for card in cards if card.pavilion.country}
    return world_map(
        {code: max(float(card.claimed_sqm), 1.0) for code, card in countries.items()},
        {code: labelled(card.pavilion, card.pavilion.get_stage_display()) for code, card in countries.items()},
        label=ngettext(
            "Map of the world with %(count)s participating country",
            "Map of the world with %(count)s participating countries",
            len(countries),
        )
        % {"count": len(countries)},
        marked=frozenset(code for code, card in countries.items() if card.pavilion.is_guest_of_honour),
    )


def board_of(edition: Edition, *, today: date) -> Board:
    """Return the board with a column for every stage; five queries."""
    by_stage: defaultdict[str, list[Card]] = defaultdict(list)
    for card in cards_of(edition, pavilions_of(edition), today=today):
        by_stage[card.pavilion.stage].append(card)
    for cards in by_stage.values():
        cards.sort(key=lambda card: -card.due.days_late if card.due else 0)
    return Board(tuple(Column(stage, tuple(by_stage[stage])) for stage in PavilionStage))


def cards_of(edition: Edition, pavilions: Iterable[NationalPavilion], *, today: date) -> list[Card]:
    """Return cards for these pavilions of `pavilions_of`; three more queries."""
    deadlines = deadlines_of(edition)
    overdue = overdue_tasks_of(edition, today=today)
    submitted = PavilionDesign.objects.filter(pavilion__edition=edition, state=DesignState.SUBMITTED)
    in_review = set(submitted.exclude(pavilion__stage__in=SILENT_STAGES).values_list("pavilion_id", flat=True))
    return [
        Card(
            pavilion,
            due_of(pavilion, deadlines, today=today),
            pavilion.claimed_sqm,  # type: ignore[attr-defined]  # annotated by pavilions_of
            overdue_tasks=overdue.get(pavilion.pk, 0),
            has_design_to_review=pavilion.pk in in_review,
        )
        for pavilion in pavilions
    ]
