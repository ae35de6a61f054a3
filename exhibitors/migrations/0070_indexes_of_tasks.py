"""Contracts to be finished and registrations to be forgotten are found by index, and registrations by parts of names.

The indexes are made while people go on: this is no transaction. One that was interrupted leaves an invalid index, which
is dropped before the migration runs again.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("exhibitors", "0069_search_of_statements")]

    operations = [
        AddIndexConcurrently(
            model_name="contract",
            index=models.Index(
                condition=models.Q(("signed_at__isnull", False), ("signed_file", "")),
                fields=["signed_at", "id"],
                name="contract_unfinished",
            ),
        ),
        AddIndexConcurrently(
            model_name="roadshowregistration",
            index=models.Index(
                condition=models.Q(("state", "asked")), fields=["asked_at"], name="registration_unconfirmed"
            ),
        ),
        AddIndexConcurrently(
            model_name="roadshowregistration",
            index=GinIndex(
                *(OpClass(Upper(name), name="gin_trgm_ops") for name in ("name", "company_name", "email")),
                name="registration_parts",
            ),
        ),
    ]
