"""Propose several layouts of one hall for a mix of sizes, each the best by an aim of its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from itertools import chain, product
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence
from ciie.kernel.wording import figure_words
from pavilions.drawings.geometry import Ring, area_sqm, bounds
from pavilions.plans.layout.generator.hall_layout import HallLayout, numbered_layout
from pavilions.plans.layout.generator.layout_request import (
    MOST_BOOTHS,
    refuse_long,
    refuse_many_obstructions,
    refuse_narrow_aisles,
)
from pavilions.plans.layout.generator.mix import Size, Tally, sound_mix, unmet
from pavilions.plans.layout.generator.numbering import Numbering
from pavilions.plans.layout.generator.obstructions import Obstruction
from pavilions.plans.layout.generator.packing import HallToFill, MainAisle, Placed, Variant, pack, widened
from pavilions.plans.layout.generator.spec import LayoutRefused, LayoutRules
from pavilions.states import ObstructionKind

DRAWN = 5  # the number of candidates that proposals are chosen from
REPAIRED = 5  # the number of fullest candidates whose aisles are measured


class Aim(TextChoices):
    FULLEST = "fullest", _("most booth area")
    REVENUE = "revenue", _("highest revenue")
    MIX = "mix", _("closest to the mix")
    OTHER = "other", _("rows in the other direction")


@dataclass(frozen=True, slots=True)
class MixRequest:
    """What a planner requests of proposals.

    With `on_columns`, booths may stand around columns. With `from_exits`, a straight aisle leads from each exit through
    the hall.
    """

    sizes: tuple[Size, ...]
    aisle_cm: int
    main_aisle_cm: int
    on_columns: bool = False
    from_exits: bool = False
    raw_share: Decimal | None = None
    numbering: Numbering = field(default_factory=Numbering)


class Check(Protocol):
    """What the rules of the hall find in a layout; `mandatory` counts the mandatory rules that it breaks."""

    @property
    def mandatory(self) -> int: ...


@dataclass(frozen=True)
class Proposal[C: Check]:
    """A proposed layout. `revenue` is None without a price."""

    aims: tuple[Aim, ...]
    layout: HallLayout
    tally: Tally
    revenue: Decimal | None
    check: C
    degrees: float

    @property
    def unmet(self) -> list[Sentence]:
        return unmet(self.tally)

    @property
    def digest(self) -> str:
        """A digest of the booths, which proves that a chosen proposal is the one that was seen."""
        return digest_of(self.layout)

    @property
    def counts(self) -> list[tuple[Size, int, Decimal]]:
        """The number of booths of each size and their total m²."""
        return [(size, self.tally.number_of(size), self.tally.sqm_of(size)) for size in self.tally.sizes]


def digest_of(layout: HallLayout) -> str:
    said = repr([(booth.number, booth.ring, booth.kind) for booth in layout.booths])
    return blake2b(said.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class _Candidate:
    variant: Variant
    rows: list[list[Placed]]
    tally: Tally
    net_sqm: Decimal

    @property
    def off(self) -> Decimal:
        """How far its sizes are from the mix: the m² that are missing of each, as a share of the booth area."""
        missing = Decimal()
        for size in self.tally.sizes:
            wanted = size.count * size.area_sqm if size.count else (size.share or 0) * self.tally.shared_sqm
            missing += max(Decimal(), wanted - self.tally.sqm_of(size))
        return (missing / max(self.net_sqm, Decimal(1))).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class _Drawn[C: Check]:
    """A candidate with its numbered layout, checked only where that decides, since a check takes longest of all."""

    candidate: _Candidate
    layout: HallLayout
    revenue: Decimal | None
    measured: Callable[[HallLayout], C]

    @cached_property
    def check(self) -> C:
        return self.measured(self.layout)


def propose[C: Check](
    outline: Ring,
    obstructions: Sequence[Obstruction],
    request: MixRequest,
    rules: LayoutRules,
    check: Callable[[HallLayout], C],
    revenue_of: Callable[[HallLayout], Decimal | None],
) -> list[Proposal[C]]:
    """Return one to four different proposals; by each aim, those that break the fewest mandatory rules come first.

    Raise `LayoutRefused` as `sound_mix` does, for halls that are too long (`hall_too_large`), aisles narrower than the
    rules allow (`aisle_too_narrow`, `main_aisle_narrower`), too many booths (`too_many_booths`), or if no booth of
    these sizes fits the hall (`no_booths`).
    """
    sizes = sound_mix(request.sizes, rules)
    refuse_long(outline)
    refuse_many_obstructions(len(obstructions), "fittings")
    refuse_narrow_aisles(request.aisle_cm, request.main_aisle_cm, rules)
    refuse_many_booths(outline, sizes)
    hall = HallToFill(
        outline,
        tuple(obstructions),
        request.aisle_cm,
        request.main_aisle_cm,
        rules,
        on_columns=request.on_columns,
        from_exits=request.from_exits,
    )
    candidates = sorted(_candidates(hall, sizes), key=lambda candidate: -candidate.net_sqm)
    if not candidates:
        raise LayoutRefused(
            _("No booth of these sizes fits between the aisles of this hall."), code="no_booths", field="mix"
        )
    nearest = min(candidates, key=lambda each: (each.off, -each.net_sqm))
    other = next((each for each in candidates if _is_across(each, candidates[0])), nearest)
    fullest = _fullest(hall, candidates[:REPAIRED])
    known = {each.variant for each in fullest}
    further = {each.variant: each for each in (nearest, other) if each.variant not in known}
    repaired = [*fullest, *(_repaired(hall, each) for each in further.values())]
    layouts = [(each, _numbered(hall, each, request)) for each in repaired if each.net_sqm]
    drawn = [_Drawn(each, layout, revenue_of(layout), check) for each, layout in layouts]
    chosen: dict[int, list[Aim]] = {}
    for aim, found in _best_by_aim(drawn):
        chosen.setdefault(found, []).append(aim)
    return [
        Proposal(
            tuple(aims), best.layout, best.candidate.tally, best.revenue, best.check, best.candidate.variant.degrees
        )
        for best, aims in ((drawn[at], aims) for at, aims in chosen.items())
    ]


def refuse_many_booths(outline: Ring, sizes: Sequence[Size]) -> None:
    smallest = min(size.area_sqm for size in sizes)
    if area_sqm(outline) * Decimal("0.8") > MOST_BOOTHS * smallest:
        raise LayoutRefused(
            _("This would make more than %(most)s booths. Choose larger booths or a smaller hall.")
            % {"most": figure_words(MOST_BOOTHS)},
            code="too_many_booths",
            field="mix",
        )


def _is_across(one: _Candidate, other: _Candidate) -> bool:
    return one.variant.degrees != other.variant.degrees


def _best_by_aim[C: Check](drawn: Sequence[_Drawn[C]]) -> Iterator[tuple[Aim, int]]:
    """Yield the position of the best candidate by each aim, among those that break the fewest mandatory rules."""
    places = range(len(drawn))

    def net_sqm(at: int) -> Decimal:
        return -drawn[at].candidate.net_sqm

    def best(among: Iterable[int], *measures: Callable[[int], Decimal]) -> int:
        in_order = sorted(among, key=lambda at: [measure(at) for measure in measures])
        for at in in_order:
            if not drawn[at].check.mandatory:
                return at
        return min(in_order, key=lambda at: drawn[at].check.mandatory)

    fullest = best(places, net_sqm)
    yield Aim.FULLEST, fullest
    if all(each.revenue is not None for each in drawn):
        yield Aim.REVENUE, best(places, lambda at: -(drawn[at].revenue or Decimal()), net_sqm)
    yield Aim.MIX, best(places, lambda at: drawn[at].candidate.off, net_sqm)
    if across := [at for at in places if _is_across(drawn[at].candidate, drawn[fullest].candidate)]:
        yield Aim.OTHER, best(across, net_sqm)


def _candidates(hall: HallToFill, sizes: tuple[Size, ...]) -> Iterator[_Candidate]:
    seen = set()
    for variant in _variants(hall):
        found = _candidate(variant, *pack(hall, sizes, variant))
        rings = frozenset(booth.ring for booth in chain.from_iterable(found.rows))
        if rings and rings not in seen:
            seen.add(rings)
            yield found


def _fullest(hall: HallToFill, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the fullest of the candidates, which are sorted by area, once their aisles are as wide as requested.

    Repairing only removes booths, so a candidate that was no fuller before repair than these are after it is not
    measured.
    """
    found: list[_Candidate] = []
    for each in candidates:
        if len(found) == DRAWN - 2 and each.net_sqm <= found[-1].net_sqm:
            break
        found = sorted([*found, _repaired(hall, each)], key=lambda one: -one.net_sqm)[: DRAWN - 2]
    return found


def _repaired(hall: HallToFill, candidate: _Candidate) -> _Candidate:
    return _candidate(candidate.variant, *widened(hall, candidate.rows, candidate.tally))


def _candidate(variant: Variant, rows: list[list[Placed]], tally: Tally) -> _Candidate:
    return _Candidate(
        variant, rows, tally, sum((area_sqm(booth.ring) for booth in chain.from_iterable(rows)), Decimal())
    )


def _variants(hall: HallToFill) -> Iterator[Variant]:
    has_columns = not hall.on_columns and any(each.kind is ObstructionKind.COLUMN for each in hall.obstructions)
    mains = (MainAisle.AROUND, MainAisle.ACROSS) if hall.main_aisle_cm > hall.aisle_cm else (MainAisle.NONE,)
    for direction in hall.directions:
        for degrees in (direction, direction + 90):
            for is_lined, main in product((True, False), mains):
                yield Variant(degrees, is_lined, main, beside_columns=has_columns)
                if has_columns:
                    yield Variant(degrees, is_lined, main, notched=True)


def _numbered(hall: HallToFill, candidate: _Candidate, request: MixRequest) -> HallLayout:
    rows = [sorted((booth.ring for booth in row), key=bounds) for row in candidate.rows if row]
    return numbered_layout(
        hall.outline,
        hall.obstructions,
        rows,
        request.numbering,
        hall.rules,
        request.raw_share,
        aisle_cm=hall.aisle_cm,
        on_columns=hall.on_columns,
    )
