"""What the admin finds exhibits by, and the order in which programs read bookings of all editions."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("exhibitors", "0062_requests_for_less_space")]

    operations = [
        *(
            AddIndexConcurrently(
                model_name="exhibit",
                index=django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.indexes.OpClass(Upper(name), name="gin_trgm_ops"),
                    name=f"exhibit_{name}_parts",
                ),
            )
            for name in ("name", "name_zh")
        ),
        AddIndexConcurrently(
            model_name="booking",
            index=models.Index(fields=["created_at", "holder"], name="booking_by_age"),
        ),
    ]
