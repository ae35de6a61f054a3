"""Who may open the admin, among everybody who has ever signed up."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("accounts", "0009_user_sessions")]

    operations = [
        AddIndexConcurrently(
            model_name="user",
            index=models.Index(condition=models.Q(("is_staff", True)), fields=["id"], name="user_is_staff"),
        ),
    ]
