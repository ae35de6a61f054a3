"""Columns that no release since has read are dropped, so that an older database equals one made from nothing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pavilions", "0001_squashed")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE pavilions_{table} DROP COLUMN IF EXISTS tax_note, DROP COLUMN IF EXISTS tax_note_zh",
            migrations.RunSQL.noop,
        )
        for table in ("edition", "editionevent")
    ]
