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
    """An app's part in the leaving of a person.

    `obstacles` returns a sentence for each thing to settle first; `leave` ends roles, inside the operation.
    """

    obstacles: Callable[[User, datetime], Iterable[Sentence]]
    leave: Leave


_REGISTERED: list[Leaving] = []


def register_leaving(leaving: Leaving) -> None:
    _REGISTERED.append(leaving)


def obstacles(person: User, at: datetime) -> list[Sentence]:
    """Return the reasons why this person cannot be erased yet, which are none if nothing stands in the way."""
    return [sentence for leaving in _REGISTERED for sentence in leaving.obstacles(person, at)]


def leave_everything(person: User, *, actor: Actor, at: datetime) -> None:
    for leaving in _REGISTERED:
        leaving.leave(person, actor=actor, at=at)
