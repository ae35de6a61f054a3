"""One row for each day that was sealed: the digest of what was done until then, with that of the row before."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exhibitors', '0075_journal_of_an_edition'),
        ('pavilions', '0044_notes_on_taxes'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayDigest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('facts', models.PositiveIntegerField(verbose_name='facts')),
                ('root', models.CharField(max_length=64, verbose_name='root')),
                ('salt', models.CharField(max_length=32, verbose_name='salt')),
                ('previous', models.CharField(max_length=64, verbose_name='digest of the day before')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('edition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='day_digests', to='pavilions.edition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'digest of a day',
                'verbose_name_plural': 'digests of days',
                'constraints': [models.UniqueConstraint(fields=('edition', 'day'), name='day_digest_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='daydigest',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='49bb6f60c8e060a7442aafd9da40e28469601f07', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6612f', table='exhibitors_daydigest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='daydigest',
            trigger=pgtrigger.compiler.Trigger(name='day_digest_follows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.previous <> coalesce(\n    (SELECT digest FROM exhibitors_daydigest WHERE edition_id = NEW.edition_id ORDER BY day DESC LIMIT 1),\n    repeat('0', 64)\n) OR EXISTS (SELECT FROM exhibitors_daydigest WHERE edition_id = NEW.edition_id AND day >= NEW.day)\nOR NEW.digest <> encode(sha256(convert_to(concat_ws('|', NEW.edition_id, to_char(NEW.day, 'YYYY-MM-DD'), NEW.facts,\n    NEW.root, NEW.salt, NEW.previous), 'UTF8')), 'hex') THEN RAISE EXCEPTION 'refused by day_digest_follows' USING ERRCODE = 'check_violation', CONSTRAINT = 'day_digest_follows'; END IF; RETURN NEW;", hash='2451f521ec8656604b727f9ad2de3b7b4a01727a', operation='INSERT', pgid='pgtrigger_day_digest_follows_55bec', table='exhibitors_daydigest', when='BEFORE')),
        ),
    ]
