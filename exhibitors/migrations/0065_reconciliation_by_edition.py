"""The last run of an edition is found by an index, made while people go on."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("exhibitors", "0064_reconciliation_of_editions")]

    operations = [
        AddIndexConcurrently(
            model_name="reconciliationrun",
            index=models.Index(fields=["edition", "-ran_at"], name="reconciliation_of_edition"),
        ),
    ]
