"""Nothing reads tariffs any more. Their tables stay for one release, without keys that would hold other rows."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exhibitors", "0037_rate_cards_from_tariffs")]

    operations = [
        migrations.AlterField(
            model_name="tariff",
            name="edition",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tariffs",
                to="pavilions.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AlterField(
            model_name="tariff",
            name="sector",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pavilions.sector",
                verbose_name="sector",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel("TariffEvent"), migrations.DeleteModel("Tariff")]
        ),
    ]
