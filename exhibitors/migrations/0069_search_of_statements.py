"""The admin finds bank statements by parts of file name or number, without reading those of all editions.

The index is made while statements are written: this is no transaction, and an interrupted one is begun again.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("exhibitors", "0068_search_of_statement_lines")]

    operations = [
        AddIndexConcurrently(
            model_name="bankstatement",
            index=GinIndex(
                *(OpClass(Upper(name), name="gin_trgm_ops") for name in ("file_name", "number")),
                name="bank_statement_parts",
            ),
        )
    ]
