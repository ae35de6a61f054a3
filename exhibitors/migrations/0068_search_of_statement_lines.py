"""The admin finds lines of bank statements by parts of payer, text or reference, without reading those of all editions.

The indexes are made while lines are written: this is no transaction, and an interrupted one is begun again.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("exhibitors", "0067_claims_counted_in_fewer_steps")]

    operations = [
        AddIndexConcurrently(
            model_name="statementline",
            index=GinIndex(OpClass(Upper(name), name="gin_trgm_ops"), name=f"bank_line_{name}_parts"),
        )
        for name in ("payer", "text", "bank_reference")
    ]
