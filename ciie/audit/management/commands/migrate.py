"""Django's `migrate`, as the role that owns the schema."""

from typing import Any

from django.core.management.commands import migrate

from ciie.audit.privileges import as_schema_owner


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        with as_schema_owner():
            return super().handle(*args, **options)
