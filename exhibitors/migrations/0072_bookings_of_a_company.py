"""A company's bookings of one edition are found by index, without those of all editions.

The index is made while people go on booking: this is no transaction, and an interrupted one is begun again.
"""

import django.db.models.deletion
from django.db import migrations, models

FOREIGN_KEY = "exhibitors_booking_company_id_bd32fd0f"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("exhibitors", "0071_labels_of_relations")]

    operations = [
        # Django would make the foreign key anew to drop its index.
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    [
                        "DROP INDEX CONCURRENTLY IF EXISTS booking_of_company",
                        "CREATE INDEX CONCURRENTLY booking_of_company ON exhibitors_booking (company_id, edition_id)",
                        f"DROP INDEX CONCURRENTLY IF EXISTS {FOREIGN_KEY}",
                    ],
                    [
                        f"DROP INDEX CONCURRENTLY IF EXISTS {FOREIGN_KEY}",
                        f"CREATE INDEX CONCURRENTLY {FOREIGN_KEY} ON exhibitors_booking (company_id)",
                        "DROP INDEX CONCURRENTLY IF EXISTS booking_of_company",
                    ],
                ),
            ],
            [
                migrations.AddIndex(
                    model_name="booking",
                    index=models.Index(fields=["company", "edition"], name="booking_of_company"),
                ),
                migrations.AlterField(
                    model_name="booking",
                    name="company",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="exhibitors.company",
                        verbose_name="company",
                    ),
                ),
            ],
        ),
    ]
