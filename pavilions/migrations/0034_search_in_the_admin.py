"""The admin finds booths by their numbers, in whichever plan. The index is made while people go on booking."""

import django.db.models.functions.text
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('pavilions', '0033_venue_rules'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='booth',
            index=models.Index(django.db.models.functions.text.Upper('number'), name='booth_by_number'),
        ),
    ]
