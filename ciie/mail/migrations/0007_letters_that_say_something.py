"""Retention finds letters that still say something, however many it has emptied.

The index is made while letters are written: this is no transaction, and an interrupted one is begun again.
"""

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("mail", "0006_search_of_letters")]

    operations = [
        migrations.RunSQL(
            [
                "DROP INDEX CONCURRENTLY IF EXISTS letter_says_something",
                "CREATE INDEX CONCURRENTLY letter_says_something ON post_office_email (last_updated, id) "
                "WHERE NOT (context IS NULL AND html_message = '' AND message = '' AND subject = '')",
            ],
            "DROP INDEX CONCURRENTLY letter_says_something",
        )
    ]
