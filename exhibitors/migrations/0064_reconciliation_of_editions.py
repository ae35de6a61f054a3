"""A run of a proof is about one edition."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exhibitors", "0063_names_of_exhibits_and_age_of_bookings"),
        ("pavilions", "0041_public_backgrounds"),
    ]

    operations = [
        migrations.AddField(
            model_name="reconciliationrun",
            name="edition",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pavilions.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="reconciliationrun",
            name="is_archived",
            field=models.BooleanField(db_default=False, default=False, verbose_name="edition was archived"),
        ),
    ]
