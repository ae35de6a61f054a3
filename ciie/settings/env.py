"""The environment. All settings of a deployment are read through this module."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

from ciie.kernel.postgres.connections import CONNECT, LentConnection, PatientConnection
from ciie.kernel.valkey import connection_options

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()

# Data that must survive the loss of Valkey: attempts at passwords, codes that were used, heartbeats.
CACHE_OF_ROWS = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "kept_in_database",
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}


def database(url: str) -> dict[str, Any]:
    """Return an entry of `DATABASES`. Each thread keeps its connection, so there are as many as threads.

    Statements of `ciie.kernel.statements` are prepared once they have been sent `DATABASE_PREPARE_THRESHOLD` times, and
    planned once: with lists of keys, PostgreSQL would otherwise plan them anew each time (see
    `docs/decisions/speed.md`). Statements of Django's own cursors contain their values and are planned with them as
    usual.

    With `DATABASE_BEHIND_PGBOUNCER`, each transaction may run on another connection of the server, so that no cursor
    may outlive its transaction. PgBouncer prepares statements itself (`max_prepared_statements`). A database that is
    unreachable or hangs is detected (`ciie.kernel.postgres`), and tried again with the next request.
    """
    entry: dict[str, Any] = env.db_url_config(url)
    if entry["ENGINE"] != "django.db.backends.postgresql":
        return entry  # refused in production
    is_lent = env.bool("DATABASE_BEHIND_PGBOUNCER", default=False)
    entry["ENGINE"] = "ciie.kernel.postgres"
    entry["CONNECTION_CLASS"] = LentConnection if is_lent else PatientConnection
    options = entry.setdefault("OPTIONS", {})
    options["prepare_threshold"] = env.int("DATABASE_PREPARE_THRESHOLD", default=2)
    options["options"] = "-c plan_cache_mode=force_generic_plan"
    if is_lent:
        entry["DISABLE_SERVER_SIDE_CURSORS"] = True
    options["connect_timeout"] = CONNECT
    options["tcp_user_timeout"] = 1_000  # ms for which sent data may remain unacknowledged by a vanished server
    options |= {"keepalives_idle": 1, "keepalives_interval": 1}  # detects a failed network during a wait
    entry["CONN_HEALTH_CHECKS"] = True
    entry["CONN_MAX_AGE"] = 60
    return entry


def replica() -> dict[str, Any]:
    """Return the additional entry of `DATABASES` for `REPLICA_URL`, if it is set.

    PostgreSQL refuses writes through it.
    """
    if not (url := env.str("REPLICA_URL", default="")):
        return {}
    entry = database(url)
    entry["OPTIONS"] |= {"options": entry["OPTIONS"]["options"] + " -c default_transaction_read_only=on"}
    return {"replica": entry}


def media_storage() -> dict[str, Any]:
    """Return the storage of uploads and outgoing files: the folder `MEDIA_ROOT`, or objects in `S3_BUCKET`.

    Objects are private, since no ACL is set; the site serves them to those who may have them. Most are named by their
    content or at random, so that writing one twice does no harm.
    """
    bucket = env.str("S3_BUCKET", default="")
    if not bucket:
        return {"BACKEND": "ciie.uploads.storage.WholeFiles"}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("S3_ENDPOINT", default="") or None,  # of a provider other than Amazon
            "region_name": env.str("S3_REGION", default="us-east-1"),
            "access_key": env.str("S3_ACCESS_KEY", default="") or None,
            "secret_key": env.str("S3_SECRET_KEY", default="") or None,
            "default_acl": None,
            "max_memory_size": 2 * 1024 * 1024,  # in bytes of a file being read; a larger one is a temporary file
        },
    }


def broker(redis_url: str) -> str:
    """Return Celery's spelling of a Redis URL: `redis+socket://` in kombu for `unix://` in redis-py."""
    parts = urlsplit(redis_url)
    return f"redis+socket://{parts.path}" if parts.scheme == "unix" else redis_url


def caches(redis_url: str) -> dict[str, Any]:
    """Return `CACHES`: one on the given Redis for all processes, one in each process for short periods, one of rows."""
    return {
        "default": {
            "BACKEND": "ciie.kernel.shared_cache.SharedCache",
            "LOCATION": redis_url,
            "KEY_PREFIX": "ciie",
            "VERSION": 2,  # incremented when classes of cached values move, so that releases side by side share none
            "OPTIONS": connection_options(),
        },
        "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"},
        "database": CACHE_OF_ROWS,
    }


def smtp(url: str) -> dict[str, Any]:
    """Return an entry of `MAILERS` from a URL such as `smtp+tls://user:password@host:587`."""
    parts = env.email_url_config(url)
    is_smtp = parts["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    return {
        "BACKEND": "ciie.mail.transport.SmtpBackend" if is_smtp else parts["EMAIL_BACKEND"],
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
