"""Indexes of tables that grow with every edition, made while people go on writing: nothing waits for them.

A migration that makes an index concurrently is no transaction, and does little else. One that was interrupted leaves an
invalid index, which is dropped before the migration runs again.
"""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('exhibitors', "0054_plain_words_of_sales"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='company',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), name='company_name_parts'),
        ),
        AddIndexConcurrently(
            model_name='company',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name_local'), name='gin_trgm_ops'), name='company_name_local_parts'),
        ),
        AddIndexConcurrently(
            model_name='company',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('city'), name='gin_trgm_ops'), name='company_city_parts'),
        ),
        AddIndexConcurrently(
            model_name='company',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('contact_email'), name='gin_trgm_ops'), name='company_contact_email_parts'),
        ),
        AddIndexConcurrently(
            model_name='company',
            index=models.Index(fields=['name', 'id'], name='company_by_name'),
        ),
        AddIndexConcurrently(
            model_name='company',
            index=models.Index(condition=models.Q(('merged_into', None), ('verification', 'unverified')), fields=['created_at', 'id'], name='company_to_check'),
        ),
        AddIndexConcurrently(
            model_name="company",
            index=models.Index(
                condition=models.Q(("merged_into", None)), fields=["country"], name="company_by_country"
            ),
        ),
        AddIndexConcurrently(
            model_name="spacemovement",
            index=models.Index(fields=["company", "allotment"], name="movement_of_company"),
        ),
        # Django would make the foreign key anew to drop its index, and check every movement while nobody may write.
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    "DROP INDEX CONCURRENTLY IF EXISTS exhibitors_spacemovement_company_id_8f238d48",
                    "CREATE INDEX CONCURRENTLY exhibitors_spacemovement_company_id_8f238d48 "
                    "ON exhibitors_spacemovement (company_id)",
                ),
            ],
            [
                migrations.AlterField(
                    model_name="spacemovement",
                    name="company",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="exhibitors.company",
                    ),
                ),
            ],
        ),
    ]
