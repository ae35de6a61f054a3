"""The environment, read in one place. Whatever a deployment may set is read through this module."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()


def database(url: str) -> dict[str, Any]:
    """A `DATABASES` entry. With `DATABASE_POOL_SIZE` set, psycopg's own pool replaces one kept connection per thread.

    A pool suits many threads that seldom query. It must stay off in Celery's prefork workers: a forked child would
    share its parent's sockets.

    Statements of `ciie.kernel.statements` are prepared once they have been sent `DATABASE_PREPARE_THRESHOLD` times, and
    planned once: for lists of keys PostgreSQL would plan them anew each time (see `docs/decisions/speed.md`).
    Statements of Django's own cursors carry their values and are planned with them as ever.
    """
    pool_size = env.int("DATABASE_POOL_SIZE", default=0)
    entry: dict[str, Any] = env.db_url_config(url)
    options = entry.setdefault("OPTIONS", {})
    options["prepare_threshold"] = env.int("DATABASE_PREPARE_THRESHOLD", default=2)
    options["options"] = "-c plan_cache_mode=force_generic_plan"
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
    else:
        entry |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return entry


def broker(redis_url: str) -> str:
    """Celery's spelling of a Redis address: redis-py says `unix://`, kombu says `redis+socket://`."""
    parts = urlsplit(redis_url)
    return f"redis+socket://{parts.path}" if parts.scheme == "unix" else redis_url


def caches(redis_url: str) -> dict[str, Any]:
    """`CACHES`: one on the given Redis for all processes, and one in each process for what is kept for moments."""
    backends = "django.core.cache.backends"
    return {
        "default": {"BACKEND": f"{backends}.redis.RedisCache", "LOCATION": redis_url, "KEY_PREFIX": "ciie"},
        "process": {"BACKEND": f"{backends}.locmem.LocMemCache", "LOCATION": "process"},
    }


def smtp(url: str) -> dict[str, Any]:
    """A `MAILERS` entry from `smtp+tls://user:password@host:587`."""
    parts = env.email_url_config(url)
    return {
        "BACKEND": parts["EMAIL_BACKEND"],
        "OPTIONS": {
            "host": parts["EMAIL_HOST"],
            "port": parts["EMAIL_PORT"],
            "username": parts["EMAIL_HOST_USER"],
            "password": parts["EMAIL_HOST_PASSWORD"],
            "use_tls": parts.get("EMAIL_USE_TLS", False),
            "use_ssl": parts.get("EMAIL_USE_SSL", False),
            "timeout": 20,
        },
    }
