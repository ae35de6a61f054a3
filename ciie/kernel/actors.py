"""Who acts: a person, or the product itself. Every operation is given its actor."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser

if TYPE_CHECKING:  # the kernel knows people by name only
    from django.contrib.auth.models import AnonymousUser

    from ciie.accounts.models import User


@dataclass(frozen=True)
class System:
    """The product itself: timers, imports at the console, the sample loader. May do everything."""

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
    """The person who acts; None for the product itself and for visitors who are not signed in."""
    return actor if isinstance(actor, AbstractBaseUser) else None
