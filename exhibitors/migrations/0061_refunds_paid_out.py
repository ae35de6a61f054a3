"""A debit may pay several refunds, and several debits one. The column of the one refund stays for a release, unread."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

COPY = """
INSERT INTO exhibitors_payout (line_id, refund_id, amount)
    SELECT id, refund_id, amount FROM exhibitors_statementline WHERE refund_id IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('exhibitors', '0060_words_of_one_edition'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Payout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount')),
            ],
            options={
                'verbose_name': 'refund paid out by a debit',
                'verbose_name_plural': 'refunds paid out by debits',
            },
        ),
        migrations.CreateModel(
            name='PayoutEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('amount', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statementline',
            name='counts_revision',
        ),
        migrations.RemoveConstraint(
            model_name='statementline',
            name='refund_line_is_a_debit',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statementline',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."bank_reference" IS DISTINCT FROM (NEW."bank_reference") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."end_to_end" IS DISTINCT FROM (NEW."end_to_end") OR OLD."entry_reference" IS DISTINCT FROM (NEW."entry_reference") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identity" IS DISTINCT FROM (NEW."identity") OR OLD."index" IS DISTINCT FROM (NEW."index") OR OLD."is_credit" IS DISTINCT FROM (NEW."is_credit") OR OLD."payer" IS DISTINCT FROM (NEW."payer") OR OLD."payer_account" IS DISTINCT FROM (NEW."payer_account") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."statement_id" IS DISTINCT FROM (NEW."statement_id") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='4c28d2bbdf71abe188ed44cb69ad7769ab48d4b8', operation='UPDATE', pgid='pgtrigger_counts_revision_6abda', table='exhibitors_statementline', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='payout',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='exhibitors.statementline', verbose_name='line of a statement'),
        ),
        migrations.AddField(
            model_name='payout',
            name='refund',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='exhibitors.refund', verbose_name='refund'),
        ),
        migrations.AddField(
            model_name='payoutevent',
            name='line',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.statementline', verbose_name='line of a statement'),
        ),
        migrations.AddField(
            model_name='payoutevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='payoutevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.payout'),
        ),
        migrations.AddField(
            model_name='payoutevent',
            name='refund',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.refund', verbose_name='refund'),
        ),
        migrations.AddConstraint(
            model_name='payout',
            constraint=models.UniqueConstraint(fields=('line', 'refund'), name='payout_once'),
        ),
        migrations.AddConstraint(
            model_name='payout',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payout_is_more_than_0'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payout',
            trigger=pgtrigger.compiler.Trigger(name='stands', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a3e2710236f15d10ac4671e49312ab7e3d29b5be', operation='UPDATE', pgid='pgtrigger_stands_13871', table='exhibitors_payout', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payout',
            trigger=pgtrigger.compiler.Trigger(name='payout_within_both', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF (SELECT is_credit FROM exhibitors_statementline WHERE id = NEW.line_id)\n    OR (SELECT sum(amount) FROM exhibitors_payout WHERE line_id = NEW.line_id)\n        > (SELECT amount FROM exhibitors_statementline WHERE id = NEW.line_id)\n    OR (SELECT sum(amount) FROM exhibitors_payout WHERE refund_id = NEW.refund_id)\n        > (SELECT sum(amount) FROM exhibitors_refund WHERE NEW.refund_id IN (id, undoes_id))\nTHEN RAISE EXCEPTION 'refused by payout_within_both' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_within_both'; END IF; RETURN NEW;", hash='2877b49f33906c9cc018b150182ec28ff90f0cb4', operation='INSERT', pgid='pgtrigger_payout_within_both_9302a', table='exhibitors_payout', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payout',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_payoutevent" ("amount", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refund_id") VALUES (NEW."amount", NEW."id", NEW."line_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."refund_id"); RETURN NULL;', hash='f52e1f6520d5660f33b3ff2f85d5413ca9f8922c', operation='INSERT', pgid='pgtrigger_insert_insert_4aa4d', table='exhibitors_payout', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payout',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_payoutevent" ("amount", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refund_id") VALUES (OLD."amount", OLD."id", OLD."line_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."refund_id"); RETURN NULL;', hash='666b1627bed33f649c5f1a4f210e2292774aa90c', operation='DELETE', pgid='pgtrigger_delete_delete_9bba7', table='exhibitors_payout', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payoutevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b48f54761dddce8442b946a7e1b29fd3b198a8de', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7dc22', table='exhibitors_payoutevent', when='BEFORE')),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name='statementline', name='refund')]
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
    ]
