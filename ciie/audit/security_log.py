"""Writing the security log. An event is part of the transaction that causes it, except refusals, which undo theirs."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b

from ciie.accounts.models import User
from ciie.audit.models import SecurityEvent, SecurityEventKind
from ciie.kernel.actors import Visitor
from ciie.kernel.request_id import current_request_id
from ciie.kernel.request_origin import current_origin, printable

LONGEST_DETAIL = 300


def record_security_event(
    kind: SecurityEventKind,
    *,
    at: datetime,
    person: Visitor | None = None,
    actor: Visitor | None = None,
    details: Mapping[str, object] | None = None,
    once_a_minute: object = None,
) -> None:
    """Add an event: whom it concerns, and who did it if that is somebody else.

    Where the visitor, browser and request come from is known here. With `once_a_minute` a second event of the kind, for
    the same person, address and value within the same minute is left out, so that nobody can flood the log.
    """
    origin, by = current_origin(), actor or person
    event = SecurityEvent(
        at=at,
        kind=kind,
        person_id=person.pk if isinstance(person, User) else None,
        person_email=person.email if isinstance(person, User) else "",
        actor_id=by.pk if isinstance(by, User) else None,
        actor_name=_name_of(by),
        address=origin.address,
        user_agent=origin.user_agent,
        request_id=current_request_id(),
        details={name: _shortened(value) for name, value in (details or {}).items()},
    )
    if once_a_minute is not None:
        event.once = _once(event, once_a_minute)
    SecurityEvent.objects.bulk_create([event], ignore_conflicts=bool(event.once))


def record_role(
    kind: SecurityEventKind,
    role: object,
    of: object,
    *,
    person: User | None = None,
    email: str = "",
    actor: Visitor,
    at: datetime,
) -> None:
    """Add that a person was given or lost a role, or that one was offered to an address; `of` says where it holds."""
    details = {"role": role, "of": of} | ({"email": email} if email else {})
    record_security_event(kind, at=at, person=person, actor=actor, details=details)


def _name_of(actor: Visitor | None) -> str:
    if actor is None or not actor.is_authenticated:
        return ""
    return actor.email if isinstance(actor, User) else str(actor)


def _shortened(value: object) -> object:
    """JSON-ready; what a visitor sent is cut, and takes nothing along that a column refuses."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Mapping):
        return {printable(str(name))[:LONGEST_DETAIL]: _shortened(inner) for name, inner in list(value.items())[:50]}
    return printable(str(value))[:LONGEST_DETAIL]


def _once(event: SecurityEvent, value: object) -> str:
    who = event.actor_id or event.person_id or event.address
    identity = json.dumps([who, value], default=str)
    return (
        f"{event.kind}:{event.at:%Y%m%d%H%M}:{blake2b(identity.encode(errors='replace'), digest_size=12).hexdigest()}"
    )
