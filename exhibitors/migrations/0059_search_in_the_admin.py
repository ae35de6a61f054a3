"""The admin finds invoices and exhibits by parts of words, registrations by their source's ID, among all editions'.

The indexes are made while people go on writing: this is no transaction.
"""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('exhibitors', '0058_charges_for_companies'),
        ('pavilions', '0034_search_in_the_admin'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='exhibit',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), name='exhibit_name_parts'),
        ),
        AddIndexConcurrently(
            model_name='exhibit',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name_zh'), name='gin_trgm_ops'), name='exhibit_name_zh_parts'),
        ),
        AddIndexConcurrently(
            model_name='invoice',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('number_text'), name='gin_trgm_ops'), name='invoice_number_text_parts'),
        ),
        AddIndexConcurrently(
            model_name='invoice',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('party_name'), name='gin_trgm_ops'), name='invoice_party_name_parts'),
        ),
        AddIndexConcurrently(
            model_name='participation',
            index=models.Index(condition=models.Q(('external_id', ''), _negated=True), fields=['external_id'], name='participation_by_external_id'),
        ),
    ]
