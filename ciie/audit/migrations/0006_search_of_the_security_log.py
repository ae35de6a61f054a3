"""The admin finds events of the security log by parts of what they say, without reading all of them.

The index is made while events are written: this is no transaction, and an interrupted one is begun again.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently, TrigramExtension
from django.db import migrations, models
from django.db.models import Func
from django.db.models.functions import Cast, Upper


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("audit", "0005_session_events")]

    operations = [
        TrigramExtension(),
        AddIndexConcurrently(
            model_name="securityevent",
            index=GinIndex(
                OpClass(Upper("person_email"), name="gin_trgm_ops"),
                OpClass(Upper("actor_name"), name="gin_trgm_ops"),
                OpClass(Upper("user_agent"), name="gin_trgm_ops"),
                OpClass(
                    Upper(Func("address", function="HOST", output_field=models.TextField())), name="gin_trgm_ops"
                ),
                OpClass(Upper(Cast("request_id", models.TextField())), name="gin_trgm_ops"),
                OpClass(Upper(Cast("details", models.TextField())), name="gin_trgm_ops"),
                name="security_event_parts",
            ),
        ),
    ]
