"""Lifecycles: tables of legal transitions, which both operations and a database trigger made from the table enforce."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pgtrigger
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import DomainError


class TransitionRefused(DomainError):
    """The object is no longer, or not yet, in a state from which this transition is legal."""


@dataclass(frozen=True)
class Lifecycle:
    """A table of legal transitions. `initial` are the states that a new row may have.

    `transitions` maps each state to those that may follow it, `labels` each state to its label.
    """

    initial: frozenset[str]
    transitions: Mapping[str, frozenset[str]]
    labels: Mapping[str, str | Promise]

    @classmethod
    def of[State: TextChoices](
        cls, *, initial: Iterable[State], transitions: Mapping[State, Iterable[State]]
    ) -> "Lifecycle":
        table = {str(state): frozenset(map(str, following)) for state, following in transitions.items()}
        return cls(frozenset(map(str, initial)), table, {str(state): state.label for state in transitions})

    def allows(self, old: str, new: str) -> bool:
        return new in self.transitions[old]

    def require(self, old: str, new: str, *, only_from: str | None = None) -> None:
        """Raise `TransitionRefused` (code `illegal_move`) unless `old` → `new` is in the table.

        A transition with a meaning of its own (holding again, returning) also passes the only state from which it may
        start.
        """
        if not self.allows(old, new) or only_from not in {None, old}:
            raise self.refusal(old, new)

    def refusal(self, old: str, new: str) -> TransitionRefused:
        """Return the refusal of a transition, including one that the table allows, but not in this way."""
        return TransitionRefused(
            _("The status is now “%(old)s” and cannot be changed to “%(new)s”.")
            % {"old": self.labels[old], "new": self.labels[new]},
            code="illegal_move",
            details={"state": old, "wanted": new},
        )

    @property
    def final(self) -> frozenset[str]:
        return frozenset(state for state, following in self.transitions.items() if not following)

    def pairs(self) -> list[tuple[str, str]]:
        return [(old, new) for old in self.transitions for new in sorted(self.transitions[old])]

    def triggers(self, field: str) -> list[pgtrigger.Trigger]:
        """Return triggers that refuse any other transition, and new rows in any other than an initial state."""
        born_elsewhere = pgtrigger.Q(**{f"new__{field}__in": sorted(self.transitions.keys() - self.initial)})
        return [
            pgtrigger.FSM(name=f"{field}_moves", field=field, transitions=self.pairs()),
            pgtrigger.Protect(name=f"{field}_birth", operation=pgtrigger.Insert, condition=born_elsewhere),
        ]
