"""Names are compared with look-alike letters as Latin ones: the keys of names on record are computed again.

A claim that is open to objections counts as one of the person's, as one that waits does. The index is made while claims
are made, and rows get their keys one by one: this is no transaction, and an interrupted one is begun again.
"""

from typing import Any

from django.apps.registry import Apps
from django.db import IntegrityError, migrations, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from exhibitors.companies.names import normalise_company_name

OPEN = ("announced", "waiting")
ONCE = """
DROP INDEX CONCURRENTLY IF EXISTS ownership_open_once;
CREATE UNIQUE INDEX CONCURRENTLY ownership_open_once ON exhibitors_ownershiprequest (company_id, person_id)
    WHERE state IN ('announced', 'waiting');
DROP INDEX CONCURRENTLY IF EXISTS ownership_requested_once;
ALTER INDEX ownership_open_once RENAME TO ownership_requested_once
"""


def compute_keys(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Names in ASCII keep their key. Where another company has the new key already, the record keeps the one it has."""
    for model in ("Company", "CoExhibitor"):
        rows = apps.get_model("exhibitors", model)._default_manager.exclude(name__regex="^[ -~]*$")
        for pk, name, key in list(rows.values_list("pk", "name", "normalized_name")):
            if (new := normalise_company_name(name)) and new != key:
                _set_key(rows.filter(pk=pk), new)


def _set_key(row: "models.QuerySet[Any]", key: str) -> None:
    try:
        with transaction.atomic():
            row.update(normalized_name=key)
    except IntegrityError:  # taken
        return


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("exhibitors", "0078_announced_claims_and_name_changes")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(tuple(ONCE.strip().split(";")), migrations.RunSQL.noop),
            ],
            state_operations=[
                migrations.RemoveConstraint("ownershiprequest", "ownership_requested_once"),
                migrations.AddConstraint(
                    "ownershiprequest",
                    models.UniqueConstraint(
                        condition=models.Q(state__in=OPEN),
                        fields=("company", "person"),
                        name="ownership_requested_once",
                        violation_error_message="You have already claimed this company.",
                    ),
                ),
            ],
        ),
        migrations.RunPython(compute_keys, migrations.RunPython.noop),
    ]
