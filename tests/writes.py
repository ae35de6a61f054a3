"""Watching what is written: every statement that writes belongs to an operation."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from ciie.audit.operations import inside_operation

WRITE = re.compile(r'\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+(?:ONLY\s+)?"?([a-z_]+)"?', re.IGNORECASE)
OF_THE_FRAMEWORK = {"django_session", "django_admin_log", "audit_securityevent"}
"""Sessions, the log that the admin keeps of itself, and the security log, which keeps refusals too."""


@contextmanager
def writes_outside_operations() -> Iterator[set[str]]:
    """The tables written to by anything but an operation, as long as the context lasts."""
    written: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not inside_operation() and "FOR UPDATE" not in sql and "FOR NO KEY UPDATE" not in sql:
            written.update(set(map(str.lower, WRITE.findall(sql))) - OF_THE_FRAMEWORK)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written
