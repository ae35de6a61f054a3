"""What is lost, doubled or too little in a drill: a sentence each."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

LEAST_ACTS = 100
"""So many acts at least are acknowledged in a drill that proves something."""
ACTS_BEFORE_A_KILL = 10
"""So many acts are acknowledged between one kill and the next, so that each process is killed while it works."""
SENDERS = 2
"""Processes of the worker. The letter that each has in hand is in doubt when it or its database is killed."""
LEAVING_DOUBT = ("worker", "a backend", "PostgreSQL")


@dataclass
class Noted:
    """What the clients have answers for: the state of each booking and its booth, and each kind of act."""

    states: dict[int, str] = field(default_factory=dict)
    booths: dict[int, str] = field(default_factory=dict)
    acts: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    asked_again: int = 0
    unanswered: int = 0


@dataclass(frozen=True)
class Found:
    """What the database holds: the state of each booking, and how many live claims each booth has, by booking."""

    states: Mapping[int, str]
    claims: Mapping[tuple[int, str], int]


def differences(noted: Noted, found: Found) -> list[str]:
    """What the database holds otherwise than the clients noted: a sentence each."""
    said = [f"booking {key} was acknowledged and is not there" for key in noted.states.keys() - found.states.keys()]
    said += [f"booking {key} is there and nobody was answered" for key in found.states.keys() - noted.states.keys()]
    said += [
        f"booking {key} is {found.states[key]}, acknowledged was {state}"
        for key, state in noted.states.items()
        if found.states.get(key, state) != state
    ]
    wanted = Counter((key, noted.booths[key]) for key, state in noted.states.items() if state != "cancelled")
    held = Counter(found.claims)
    said += [f"booking {key} has lost booth {booth}" for key, booth in wanted - held]
    return said + [f"booking {key} holds booth {booth} beyond what it should" for key, booth in held - wanted]


def least_acts(kills: Mapping[str, int]) -> int:
    """Return how many acts a drill with so many kills of each kind must have."""
    return max(LEAST_ACTS, ACTS_BEFORE_A_KILL * sum(kills.values()))


def shortfalls(noted: Noted, kills: Mapping[str, int], doubts: int) -> list[str]:
    """Why the drill proves nothing: it did too little, or letters are in doubt whose sender nobody has killed."""
    least, most = least_acts(kills), SENDERS * sum(kills.get(kind, 0) for kind in LEAVING_DOUBT)
    said = [] if noted.acts.total() >= least else [f"{noted.acts.total()} acts, at least {least} are wanted"]
    return said + ([] if doubts <= most else [f"{doubts} letters in doubt, the kills explain {most} at most"])
