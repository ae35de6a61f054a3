"""The admin finds a letter by its whole Message-ID, for which there is a unique index; parts of it cost each letter."""

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("mail", "0007_letters_that_say_something")]

    operations = [
        migrations.RunSQL(
            "DROP INDEX CONCURRENTLY IF EXISTS letter_message_id_parts",
            "CREATE INDEX CONCURRENTLY letter_message_id_parts ON post_office_email "
            'USING gin (upper("message_id"::text) gin_trgm_ops)',
        )
    ]
