"""The one place where permissions are checked. The predicates are in each app's `rules.py`."""

from collections.abc import Callable
from typing import Any, Protocol, cast

import rules
from django.conf import settings

from ciie.kernel.actors import Actor, Visitor
from ciie.kernel.errors import NotAllowed


class Predicate(Protocol):
    """A predicate on (actor, object), which can be combined with `|`, `&` and `~`."""

    def __call__(self, actor: Any, subject: Any = None, /) -> bool: ...
    def __or__(self, other: "Predicate", /) -> "Predicate": ...
    def __and__(self, other: "Predicate", /) -> "Predicate": ...
    def __invert__(self) -> "Predicate": ...


def predicate(question: Callable[..., bool]) -> Predicate:
    return cast("Predicate", rules.predicate(question))


def permit(permission: str, rule: Predicate) -> None:
    """Grant `permission` by this rule."""
    rules.add_perm(permission, rule)


def allowed(permission: str, actor: Visitor, subject: object = None) -> bool:
    return bool(rules.has_perm(permission, actor, subject))


def require(permission: str, actor: Actor, subject: object = None) -> None:
    """Raise `NotAllowed` (code `not_allowed`) unless the actor may do this with the subject."""
    if not allowed(permission, actor, subject):
        raise NotAllowed(
            settings.NOT_ALLOWED_TEXT,
            code="not_allowed",
            details={"permission": permission},
        )
