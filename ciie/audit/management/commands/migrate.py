"""Django's `migrate`, as the role that owns the schema, and without keeping the site waiting."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from ciie.audit.privileges import as_schema_owner, may_act_as_owner
from ciie.audit.renderings import few_renderings

TRIES = 10
PAUSE_SECONDS = 3.0
ONE_ROLE = (
    "The role of DATABASE_URL owns the schema or may act as the role that does, so that it could change history. "
    "Set DATABASE_URL to a role that owns nothing, and MIGRATION_DATABASE_URL to the owner."
)


class Command(migrate.Command):
    """A statement that waits for a lock has everybody who comes after it wait as well: it gives up, and tries again.

    What a migration of several statements had done is undone with it; migrations that were done stay.
    """

    def handle(self, *args: Any, **options: Any) -> str | None:
        with as_schema_owner(), few_renderings():
            if settings.DATABASE_ROLES_APART and may_act_as_owner(connection):
                raise CommandError(ONE_ROLE)
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
