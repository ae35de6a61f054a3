"""Actors: people, or the product itself. Every operation gets its actor as an argument."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser

if TYPE_CHECKING:  # the kernel knows people only as types
    from django.contrib.auth.models import AnonymousUser

    from ciie.accounts.models import User


@dataclass(frozen=True)
class System:
    """The product itself: scheduled tasks, imports on the command line, the sample loader. It may do everything."""

    is_superuser: bool = True
    is_authenticated: bool = True
    is_active: bool = True
    pk: None = None

    def __str__(self) -> str:
        return "system"


SYSTEM = System()

type Actor = User | System
type Visitor = User | System | AnonymousUser


def person_of(actor: "Visitor | None") -> "User | None":
    """Return the person who acts, or `None` for the product itself and for visitors who are not signed in."""
    return actor if isinstance(actor, AbstractBaseUser) else None
