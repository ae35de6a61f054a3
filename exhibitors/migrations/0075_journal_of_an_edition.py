"""The lines of an edition are found by index, which is made while people go on working."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("exhibitors", "0074_journal_by_edition")]

    operations = [
        AddIndexConcurrently("journalline", models.Index(fields=["edition", "entry"], name="journal_of_edition")),
    ]
