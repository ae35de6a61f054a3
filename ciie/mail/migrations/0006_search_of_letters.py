"""The admin finds letters by parts of an address or a subject. The table is django-post-office's, so the indexes are SQL.

They are made while letters are written: this is no transaction, and an interrupted one is begun again.
"""

from django.db import migrations

COLUMNS = ("to", "subject", "message_id")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("accounts", "0006_indexes_of_large_tables"),  # the extension
        ("mail", "0005_handovers"),
    ]

    operations = [
        migrations.RunSQL(
            [
                f"DROP INDEX CONCURRENTLY IF EXISTS letter_{column}_parts",
                f"CREATE INDEX CONCURRENTLY letter_{column}_parts ON post_office_email "
                f'USING gin (upper("{column}"::text) gin_trgm_ops)',
            ],
            f"DROP INDEX CONCURRENTLY letter_{column}_parts",
        )
        for column in COLUMNS
    ]
