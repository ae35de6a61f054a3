"""Indexes of tables that grow with every edition, made while people go on writing: nothing waits for them.

A migration that makes an index concurrently is no transaction, and makes nothing else. One that was interrupted leaves an
invalid index, which is dropped before the migration runs again.
"""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.contrib.postgres.operations import AddIndexConcurrently, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('accounts', '0005_wording'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        TrigramExtension(),
        AddIndexConcurrently(
            model_name='user',
            index=models.Index(condition=models.Q(('is_superuser', True)), fields=['id'], name='user_is_superuser'),
        ),
        AddIndexConcurrently(
            model_name='user',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('email'), name='gin_trgm_ops'), name='user_email_parts'),
        ),
        AddIndexConcurrently(
            model_name='user',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), name='user_name_parts'),
        ),
    ]
