"""The decorator of operations: one transaction, and a record of who did what, when, and in which request."""

import json
import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import wraps
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import DeadlockDetected, LockNotAvailable

from ciie.audit.models import SecurityEventKind
from ciie.audit.security_log import record_security_event
from ciie.kernel.broadcasting import OPERATIONS, broadcast_on_commit
from ciie.kernel.errors import Busy, NotAllowed
from ciie.kernel.request_context import current_request_id
from ciie.kernel.statements import begin_with
from ciie.kernel.validity import verdict

PAUSES = (0.1, 0.4, 1.6)
"""The pauses in seconds before a transaction that conflicted with another one is tried again."""
RETRIED = (DeadlockDetected, LockNotAvailable)
NOTE = "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)"
_inside_operation: ContextVar[bool] = ContextVar("inside_operation", default=False)


class Disturbed(Busy):
    """Raised when PostgreSQL has aborted the transaction because of a conflict with another one."""

    def __init__(self) -> None:
        sentence = _("Others are changing the same records at this moment, so nothing was saved. Please try again.")
        super().__init__(sentence, code="busy", details={"retry_after": 1})


def tried_again[R](transact: Callable[[], R]) -> R:
    """Run the transaction, and run it again after a deadlock or a lock timeout (`lock`); return its result.

    Raises `Disturbed` if the retries fail. Within another transaction it does so at once, because only the outer
    transaction as a whole can be retried.
    """
    pauses = iter(() if transaction.get_connection().in_atomic_block else PAUSES)
    while True:
        try:
            return transact()
        except (OperationalError, Disturbed) as error:
            if not isinstance(error, Disturbed) and not isinstance(error.__cause__, RETRIED):
                raise
            pause = next(pauses, None)
            if pause is None:
                raise Disturbed from error
            time.sleep(pause)


def operation[**P, R](action: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an operation: atomic, with every row that it changes recorded under the action's code.

    The function takes keyword-only `actor` and `at`. If another operation calls it, it becomes part of that operation
    and of its transaction, and the outer action names the change; a caller that is to survive its refusal wraps it in a
    savepoint. A violation of one of our constraints raises the corresponding `DomainError`. An operation that conflicts
    with another one on the same records is retried (`tried_again`).
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def operate(*args: P.args, **kwargs: P.kwargs) -> R:
            if _inside_operation.get():
                return function(*args, **kwargs)
            return tried_again(lambda: _run_outermost(action, function, *args, **kwargs))

        operate.action = action  # type: ignore[attr-defined]  # read by the test that compares codes and register
        return operate

    return decorate


def inside_operation() -> bool:
    """Return whether the running code is part of an operation. Tests check this for every statement that writes."""
    return _inside_operation.get()


def _run_outermost[**P, R](action: str, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    outside = _inside_operation.set(True)
    try:
        with transaction.atomic():
            _note(action, kwargs)
            broadcast_on_commit(OPERATIONS)
            return function(*args, **kwargs)
    except IntegrityError as error:
        refusal = verdict(error)
        if refusal is None:
            raise
        raise refusal from error
    except NotAllowed as refusal:
        _log_refusal(action, kwargs, refusal)
        raise
    finally:
        _inside_operation.reset(outside)


def _note(action: str, arguments: Mapping[str, Any]) -> None:
    """Set for this transaction who acts and why, which the history triggers record.

    `pghistory.context` would repeat it with each statement, which costs a tenth of a millisecond every time.
    """
    actor = arguments["actor"]
    note = {
        "action": action,
        "actor": getattr(actor, "pk", None),
        "actor_name": str(actor),
        "at": arguments["at"].isoformat(),
        "request": current_request_id(),
    }
    begin_with(NOTE, [str(uuid4()), json.dumps(note, default=str)])


def _log_refusal(action: str, arguments: Mapping[str, Any], refusal: NotAllowed) -> None:
    """Log a refusal, after it has rolled back its transaction."""
    record_security_event(
        SecurityEventKind.REFUSED,
        at=arguments["at"],
        person=arguments["actor"],
        details={**refusal.details, "action": action, "code": refusal.code},
        once_a_minute=action,
    )
    refusal.is_logged = True
