"""A lifecycle is a table of legal transitions, enforced twice: by operations and by a database trigger made from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pgtrigger
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import DomainError


class TransitionRefused(DomainError):
    """The thing is no longer (or not yet) in a state from which this transition is legal."""


@dataclass(frozen=True)
class Lifecycle:
    """`initial` are the states a row may be born in.

    `transitions` maps each state to those that may follow, `labels` to its words.
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

        A transition that means something of its own (holding again, returning) also says from where alone it starts.
        """
        if not self.allows(old, new) or only_from not in {None, old}:
            raise self.refusal(old, new)

    def refusal(self, old: str, new: str) -> TransitionRefused:
        """Of a transition that the table may well allow, but not in this way."""
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
        """Triggers that refuse any other transition, and birth in any other state."""
        born_elsewhere = pgtrigger.Q(**{f"new__{field}__in": sorted(self.transitions.keys() - self.initial)})
        return [
            pgtrigger.FSM(name=f"{field}_moves", field=field, transitions=self.pairs()),
            pgtrigger.Protect(name=f"{field}_birth", operation=pgtrigger.Insert, condition=born_elsewhere),
        ]
