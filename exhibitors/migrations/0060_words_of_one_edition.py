"""Words of exhibits are looked for among those of one edition, not of all."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently, BtreeGinExtension, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("exhibitors", "0059_amendments_of_contracts"),
        ("pavilions", "0034_search_in_the_admin"),
    ]

    operations = [
        BtreeGinExtension(),
        AddIndexConcurrently(
            model_name="exhibit",
            index=django.contrib.postgres.indexes.GinIndex(
                models.F("edition"),
                models.F("search"),
                condition=models.Q(("state", "published")),
                name="exhibit_words_of_edition",
            ),
        ),
        AddIndexConcurrently(
            model_name="exhibit",
            index=django.contrib.postgres.indexes.GinIndex(
                models.F("edition"),
                django.contrib.postgres.indexes.OpClass("folded_name", name="gin_trgm_ops"),
                condition=models.Q(("state", "published")),
                name="exhibit_parts_of_edition",
            ),
        ),
        RemoveIndexConcurrently(model_name="exhibit", name="exhibit_words"),
        RemoveIndexConcurrently(model_name="exhibit", name="exhibit_parts_of_words"),
    ]
