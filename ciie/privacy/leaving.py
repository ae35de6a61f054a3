"""What apps do when a person leaves for good: what stands in the way, and how their roles end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ciie.accounts.models import User
from ciie.kernel.actors import Actor
from ciie.kernel.errors import Sentence


class Leave(Protocol):
    def __call__(self, person: User, *, actor: Actor, at: datetime) -> None: ...


@dataclass(frozen=True)
class Leaving:
    """`obstacles` names what must be settled first, a sentence each; `leave` ends roles, inside the operation."""

    obstacles: Callable[[User, datetime], Iterable[Sentence]]
    leave: Leave


_REGISTERED: list[Leaving] = []


def register_leaving(leaving: Leaving) -> None:
    _REGISTERED.append(leaving)


def obstacles(person: User, at: datetime) -> list[Sentence]:
    """Why this person cannot be erased yet; empty where nothing stands in the way."""
    return [sentence for leaving in _REGISTERED for sentence in leaving.obstacles(person, at)]


def leave_everything(person: User, *, actor: Actor, at: datetime) -> None:
    for leaving in _REGISTERED:
        leaving.leave(person, actor=actor, at=at)
