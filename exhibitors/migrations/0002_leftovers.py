"""Tables and columns that no release since has read are dropped, so that an older database equals one made from nothing."""

from django.db import migrations

TABLES = ("tariffevent", "tariff", "coexhibitorfeeevent", "coexhibitorfee")
FUNCTIONS = (
    "append_only_00660", "append_only_d6cb2", "append_only_e5540", "counts_revision_7b28a", "counts_revision_e682f",
    "insert_insert_138c8", "insert_insert_e5a84", "update_update_14f95", "update_update_72adb",
)  # fmt: skip
"""Of the triggers of these tables, and of one that was replaced."""
COLUMNS = {
    "coexhibitor": ("fee", "currency"),
    "coexhibitorevent": ("fee", "currency"),
    "statementline": ("refund_id",),
}


class Migration(migrations.Migration):
    dependencies = [("exhibitors", "0001_squashed")]

    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop)
        for statement in (
            *(f"DROP TABLE IF EXISTS exhibitors_{table}" for table in TABLES),
            *(f"DROP FUNCTION IF EXISTS pgtrigger_{name}" for name in FUNCTIONS),
            *(
                f"ALTER TABLE exhibitors_{table} DROP COLUMN IF EXISTS {column}"
                for table, columns in COLUMNS.items()
                for column in columns
            ),
            # The constraint, where there is one, proves that no row is without an edition, so that no row is read.
            "ALTER TABLE exhibitors_journalline ALTER COLUMN edition_id SET NOT NULL",
            "ALTER TABLE exhibitors_journalline DROP CONSTRAINT IF EXISTS journal_line_has_edition",
        )
    ]
