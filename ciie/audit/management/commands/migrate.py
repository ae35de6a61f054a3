"""Django's `migrate`, run as the role that owns the schema, without blocking the site."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from psycopg.errors import LockNotAvailable

from ciie.audit.privileges import as_schema_owner, may_act_as_owner

TRIES = 10
PAUSE_SECONDS = 3.0
ONE_ROLE = (
    "The role of DATABASE_URL owns the schema or may act as the role that does, so that it could change history. "
    "Set DATABASE_URL to a role that owns nothing, and MIGRATION_DATABASE_URL to the owner."
)
TOO_OLD = (
    "This database is older than release 0.9.0, and the migrations up to that release have become one per app. "
    "Check out the tag v0.9.0, run its `migrate`, and then this one."
)


class Command(migrate.Command):
    """A `migrate` that gives up a statement that waits too long for a lock, and tries again.

    Everybody who comes after a statement that waits for a lock would wait as well. The migration that is interrupted is
    rolled back as a whole; earlier ones remain.
    """

    def handle(self, *args: Any, **options: Any) -> str | None:
        with as_schema_owner():
            if settings.DATABASE_ROLES_APART and may_act_as_owner(connection):
                raise CommandError(ONE_ROLE)
            _require_release_before()
            for left in reversed(range(TRIES)):
                with connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('lock_timeout', %s, false)", [settings.MIGRATION_LOCK_TIMEOUT])
                try:
                    return super().handle(*args, **options)
                except OperationalError as error:
                    if not left or not isinstance(error.__cause__, LockNotAvailable):
                        raise
                self.stderr.write(f"A table is in use. Once more in {PAUSE_SECONDS:.0f} s.")
                time.sleep(PAUSE_SECONDS)
        return None


def _require_release_before() -> None:
    """Raise `CommandError` for a database that has only some of the migrations that have been squashed into one.

    Django would silently continue without applying the missing ones.
    """
    loader = MigrationLoader(None)
    applied = set(MigrationRecorder(connection).applied_migrations())
    for squashed in loader.replacements.values():
        gone = set(squashed.replaces) - loader.disk_migrations.keys()
        if gone and applied & set(squashed.replaces) and gone - applied:
            raise CommandError(TOO_OLD)
