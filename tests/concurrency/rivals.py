"""Real threads, real connections, committed rows: several people who do something at the same instant.

A control is the same race without one of its guards. Guards are taken away where every operation meets the database: by
wrappers of its statements (`connection.execute_wrapper`), which know no function of ours.
"""

import re
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from django.db import DatabaseError, OperationalError, connection
from psycopg.errors import DeadlockDetected

from ciie.kernel.errors import DomainError

DONE = "done"
PATIENCE_SECONDS = 20
type Execute = Callable[[str, Any, bool, dict[str, Any]], Any]
type Wrapper = Callable[[Execute, str, Any, bool, dict[str, Any]], Any]

CLAIMING = r'INSERT INTO "?pavilions_spaceclaim'
MOVING_CLAIMS = r'(INSERT INTO|UPDATE) "?pavilions_spaceclaim'
_ROW_LOCK = re.compile(r"\s+FOR (NO KEY )?UPDATE(\s+OF\s+[\w\", ]+)?", re.IGNORECASE)


def without_locks(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Rows are read where the operation locks them, and nobody waits for an advisory lock."""
    return execute(_ROW_LOCK.sub("", sql).replace("pg_advisory_xact_lock(", "("), params, many, context)


def unconditional(table: str) -> Wrapper:
    """Updates of the table change every row of it, whatever their condition says."""
    update = re.compile(rf'(UPDATE "?{table}"? .*?\bWHERE\b)(.*?)(\s+RETURNING\b.*)?$', re.DOTALL)

    def wrapper(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        return execute(update.sub(r"\1 TRUE OR (\2)\3", sql), params, many, context)

    return wrapper


def renamed(name: str, becomes: str) -> Wrapper:
    """Statements speak of something else of the database."""

    def wrapper(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        return execute(sql.replace(name, becomes), params, many, context)

    return wrapper


class Before:
    """Does something before the first statement of each rival that matches; counts the rivals that came so far."""

    def __init__(self, pattern: str, action: Callable[[], object] = bool) -> None:
        self._pattern, self._action = re.compile(pattern), action
        self._came: set[int] = set()

    @property
    def rivals(self) -> int:
        return len(self._came)

    def __call__(self, execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if self._pattern.search(sql) and threading.get_ident() not in self._came:
            self._came.add(threading.get_ident())
            self._action()
        return execute(sql, params, many, context)


class After(Before):
    """The same once that statement has run, before its transaction ends."""

    def __call__(self, execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        found = execute(sql, params, many, context)
        super().__call__(lambda *_statement: None, sql, params, many, context)
        return found


def deadlock() -> None:
    """What Django raises where PostgreSQL ends a transaction to resolve one."""
    raise OperationalError from DeadlockDetected()


def meeting(rivals: int) -> Callable[[], object]:
    """Each waits until all are there, so that everybody has looked before anybody writes."""
    return threading.Barrier(rivals, timeout=PATIENCE_SECONDS).wait


def race(*attempts: Callable[[], object], wrappers: Sequence[Wrapper] = ()) -> list[str]:
    """Run all attempts at once, their statements through `wrappers`.

    Returns for each `done`, the code of its refusal, or the database error's class.
    """
    start = threading.Barrier(len(attempts))
    outcomes = [""] * len(attempts)

    def run(position: int, attempt: Callable[[], object]) -> None:
        start.wait()
        try:
            with ExitStack() as around:
                for wrapper in wrappers:
                    around.enter_context(connection.execute_wrapper(wrapper))
                attempt()
            outcomes[position] = DONE
        except DomainError as refusal:
            outcomes[position] = refusal.code
        except DatabaseError as error:
            traceback.print_exception(error)  # seen where the test fails
            outcomes[position] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(attempts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def count(outcomes: Sequence[str]) -> dict[str, int]:
    return {outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))}
