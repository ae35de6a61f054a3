"""Logs statements that take longer than `SLOW_STATEMENT_MS`, with their plans.

Values are removed from statement and plan, because what people wrote does not belong in logs. While it is enabled,
every statement passes through here and none is prepared, which costs a little; PostgreSQL's own auto_explain costs
less.
"""

import re
import time
from collections.abc import Callable
from typing import Any

import structlog
from cachetools import TTLCache
from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

EXPLAINED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
VALUE = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b(?![^(]*width)")
ONCE_IN_SECONDS = 60
_logged: TTLCache[str, bool] = TTLCache(1_000, ONCE_IN_SECONDS)
log = structlog.get_logger(__name__)


def watch_statements() -> None:
    """Watch every connection that is opened from now on."""
    connection_created.connect(_watch, dispatch_uid="slow statements")


def _watch(connection: BaseDatabaseWrapper, **_signal: object) -> None:
    if _timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(_timed)


def _timed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    started = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        took = (time.perf_counter() - started) * 1_000
        if took >= settings.SLOW_STATEMENT_MS and sql not in _logged:
            _logged[sql] = True
            plan = _plan(context["connection"], sql, None if many else params)
            log.warning("slow statement", milliseconds=round(took), statement=sql, plan=plan)


def _plan(connection: BaseDatabaseWrapper, sql: str, params: Any) -> str:
    """Return the plan of another execution, without executing it.

    It is empty for a statement without a plan, or if the connection cannot be used now.
    """
    if params is None or not sql.lstrip(" (").upper().startswith(EXPLAINED) or not connection.is_usable():
        return ""
    try:
        with transaction.atomic(using=connection.alias), connection.connection.cursor() as cursor:
            rows = cursor.execute("EXPLAIN " + sql, params).fetchall()
    except DatabaseError:
        return ""
    return "\n".join(VALUE.sub("?", line) for (line,) in rows)
