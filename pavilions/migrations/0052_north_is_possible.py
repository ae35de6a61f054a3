"""The constraint is validated in a transaction of its own, so that nobody waits for it."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pavilions", "0051_north_and_reaction_time")]

    operations = [ValidateConstraint("hall", "hall_north_is_possible")]
