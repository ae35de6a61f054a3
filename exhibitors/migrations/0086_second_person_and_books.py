"""Proposals that a second person agrees to, books that close, exports of the journal, payments that banks took back."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exhibitors', '0085_triggers_of_added_columns'),
        ('pavilions', '0048_triggers_of_added_columns'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('refund', 'refund'), ('bank_fee', 'bank fee above the usual'), ('bank_details', 'bank details of the seller'), ('figure', 'unusual published figure'), ('reopening', 'reopening of closed books')], max_length=20, verbose_name='what is proposed')),
                ('subject', models.PositiveBigIntegerField(default=0, verbose_name='key of what it is about')),
                ('terms', models.JSONField(blank=True, default=dict, verbose_name='terms')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('agreed', 'agreed'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='waiting', max_length=20, verbose_name='state')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='reason of the decision')),
                ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                'verbose_name': 'approval by a second person',
                'verbose_name_plural': 'approvals by a second person',
            },
        ),
        migrations.CreateModel(
            name='ApprovalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('act', models.CharField(choices=[('refund', 'refund'), ('bank_fee', 'bank fee above the usual'), ('bank_details', 'bank details of the seller'), ('figure', 'unusual published figure'), ('reopening', 'reopening of closed books')], max_length=20, verbose_name='what is proposed')),
                ('subject', models.PositiveBigIntegerField(default=0, verbose_name='key of what it is about')),
                ('terms', models.JSONField(blank=True, default=dict, verbose_name='terms')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('agreed', 'agreed'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='waiting', max_length=20, verbose_name='state')),
                ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='reason of the decision')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BooksClosing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed_through', models.DateField(verbose_name='closed through')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('changed_by', models.CharField(max_length=200, verbose_name='changed by')),
                ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                'verbose_name': 'closing of the books',
                'verbose_name_plural': 'closings of the books',
            },
        ),
        migrations.CreateModel(
            name='BooksClosingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('closed_through', models.DateField(verbose_name='closed through')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('changed_by', models.CharField(max_length=200, verbose_name='changed by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ExportedLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'exported line of the journal',
                'verbose_name_plural': 'exported lines of the journal',
            },
        ),
        migrations.CreateModel(
            name='JournalExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('count', models.PositiveIntegerField(verbose_name='lines')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('made_by', models.CharField(max_length=200, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'export of the journal',
                'verbose_name_plural': 'exports of the journal',
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='bankstatement',
            name='counts_revision',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='payout',
            name='payout_within_both',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='publishedfigure',
            name='counts_revision',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='publishedfigure',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='publishedfigure',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='seller',
            name='counts_revision',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='seller',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='seller',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='seller',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statementline',
            name='line_stands',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statementline',
            name='counts_revision',
        ),
        migrations.AddField(
            model_name='bankstatement',
            name='reading',
            field=models.JSONField(blank=True, db_default={}, default=dict, verbose_name='what the file says'),
        ),
        migrations.AddField(
            model_name='refund',
            name='fee',
            field=models.DecimalField(db_default=Decimal('0'), decimal_places=3, default=Decimal('0'), max_digits=16, verbose_name='bank fee'),
        ),
        migrations.AddField(
            model_name='refund',
            name='returned',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='returned_payments', to='exhibitors.statementline', verbose_name='debit that took it back'),
        ),
        migrations.AddField(
            model_name='statementline',
            name='is_return',
            field=models.BooleanField(db_default=False, default=False, verbose_name='returned or recalled'),
        ),
        migrations.AddField(
            model_name='approval',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='approval',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='approval',
            name='proposed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
        ),
        migrations.AddField(
            model_name='allocation',
            name='approval',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='exhibitors.approval', verbose_name='agreed to in'),
        ),
        migrations.AddField(
            model_name='publishedfigure',
            name='approval',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.approval', verbose_name='agreed to in'),
        ),
        migrations.AddField(
            model_name='publishedfigureevent',
            name='approval',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.approval', verbose_name='agreed to in'),
        ),
        migrations.AddField(
            model_name='refund',
            name='approval',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refund', to='exhibitors.approval', verbose_name='agreed to in'),
        ),
        migrations.AddField(
            model_name='seller',
            name='bank_approval',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.approval', verbose_name='agreed to in'),
        ),
        migrations.AddField(
            model_name='sellerevent',
            name='bank_approval',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.approval', verbose_name='agreed to in'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('fee', 0), models.Q(('fee__gt', 0), ('returned__isnull', False), ('undoes__isnull', True)), models.Q(('fee__lt', 0), ('returned__isnull', False), ('undoes__isnull', False)), _connector='OR'), name='refund_fee_is_of_a_return'),
        ),
        migrations.AddField(
            model_name='approvalevent',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='approvalevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='approvalevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='approvalevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.approval'),
        ),
        migrations.AddField(
            model_name='approvalevent',
            name='proposed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
        ),
        migrations.AddField(
            model_name='booksclosing',
            name='approval',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reopenings', to='exhibitors.approval', verbose_name='agreed to in'),
        ),
        migrations.AddField(
            model_name='booksclosing',
            name='edition',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='books', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='booksclosingevent',
            name='approval',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.approval', verbose_name='agreed to in'),
        ),
        migrations.AddField(
            model_name='booksclosingevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='booksclosingevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='booksclosingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.booksclosing'),
        ),
        migrations.AddField(
            model_name='exportedline',
            name='line',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='exported', to='exhibitors.journalline', verbose_name='line of the journal'),
        ),
        migrations.AddField(
            model_name='journalexport',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='journal_exports', to='pavilions.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='exportedline',
            name='export',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='exhibitors.journalexport', verbose_name='export'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('act', 'edition', 'subject'), name='approval_waits_once', violation_error_message='A proposal for this is waiting already. Decide on it or withdraw it first.'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('decided_at__isnull', False), _connector='XOR'), name='approval_decided_has_instant'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(('proposed_by', models.F('decided_by')), ('state', 'agreed'), _negated=True), name='approval_by_another_person', violation_error_message='You proposed this, so another person must agree to it.'),
        ),
        migrations.AddConstraint(
            model_name='journalexport',
            constraint=models.UniqueConstraint(fields=('edition', 'number'), name='journal_export_once'),
        ),
        migrations.AddConstraint(
            model_name='journalexport',
            constraint=models.CheckConstraint(condition=models.Q(('count__gt', 0), ('first_day__lte', models.F('last_day'))), name='journal_export_has_lines'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='allocation',
            trigger=pgtrigger.compiler.Trigger(name='allocation_fee_is_usual', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF (NEW.fee > 0 AND (\n    SELECT sum(settled.fee) + NEW.fee > least(75, (\n        SELECT total * 0.02 FROM exhibitors_invoice WHERE id = NEW.invoice_id\n    ))\n    FROM (\n        SELECT fee FROM exhibitors_allocation WHERE invoice_id = NEW.invoice_id AND approval_id IS NULL\n        UNION ALL SELECT 0\n    ) AS settled\n)) AND NOT EXISTS (SELECT FROM exhibitors_approval AS given WHERE given.id = NEW.approval_id AND given.act = 'bank_fee' AND given.state = 'agreed' AND given.decided_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR given.id IS DISTINCT FROM OLD.approval_id)) THEN RAISE EXCEPTION 'refused by allocation_fee_is_usual' USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_fee_is_usual'; END IF; RETURN NEW;", hash='20023667cb332911993ed5e090c3f4ac7b28aef2', operation='INSERT', pgid='pgtrigger_allocation_fee_is_usual_f9400', table='exhibitors_allocation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bankstatement',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."choices" IS DISTINCT FROM (NEW."choices") OR OLD."closing" IS DISTINCT FROM (NEW."closing") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."first_day" IS DISTINCT FROM (NEW."first_day") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."imported_at" IS DISTINCT FROM (NEW."imported_at") OR OLD."imported_by" IS DISTINCT FROM (NEW."imported_by") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."known" IS DISTINCT FROM (NEW."known") OR OLD."last_day" IS DISTINCT FROM (NEW."last_day") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."opening" IS DISTINCT FROM (NEW."opening") OR OLD."reading" IS DISTINCT FROM (NEW."reading") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."uploaded_by" IS DISTINCT FROM (NEW."uploaded_by"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='c67fd78f8db7114c4d93bb13293bfd8e36097b34', operation='UPDATE', pgid='pgtrigger_counts_revision_a6e9c', table='exhibitors_bankstatement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editioninuse',
            trigger=pgtrigger.compiler.Trigger(name='edition_currency_has_money', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."currency" IS DISTINCT FROM (NEW."currency"))', func="IF EXISTS (SELECT FROM exhibitors_invoice WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_payment WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_journalline WHERE edition_id = OLD.id) THEN RAISE EXCEPTION 'refused by edition_currency_has_money' USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_currency_has_money'; END IF; RETURN NEW;", hash='b5f502a845c77adcc1bb9772716d2e20cd127509', operation='UPDATE', pgid='pgtrigger_edition_currency_has_money_f12d9', table='pavilions_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='journalline',
            trigger=pgtrigger.compiler.Trigger(name='journal_line_books_are_open', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n    SELECT FROM exhibitors_booksclosing AS books JOIN exhibitors_journalentry AS entry ON entry.id = NEW.entry_id\n    WHERE books.edition_id = NEW.edition_id AND books.closed_through >= entry.day\n) THEN RAISE EXCEPTION 'refused by journal_line_books_are_open' USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_line_books_are_open'; END IF; RETURN NEW;", hash='14f3e60369a77b9ccf6d0a91219df508422e225d', operation='INSERT', pgid='pgtrigger_journal_line_books_are_open_be393', table='exhibitors_journalline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payout',
            trigger=pgtrigger.compiler.Trigger(name='payout_within_both', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF (SELECT is_credit FROM exhibitors_statementline WHERE id = NEW.line_id)\n    OR (SELECT sum(amount) FROM exhibitors_payout WHERE line_id = NEW.line_id)\n        > (SELECT amount FROM exhibitors_statementline WHERE id = NEW.line_id)\n    OR EXISTS (\n        SELECT FROM exhibitors_refund AS took_back\n        WHERE took_back.returned_id = NEW.line_id AND took_back.undoes_id IS NULL\n            AND NOT EXISTS (SELECT FROM exhibitors_refund WHERE undoes_id = took_back.id)\n    )\n    OR (SELECT sum(amount) FROM exhibitors_payout WHERE refund_id = NEW.refund_id)\n        > (SELECT sum(amount) FROM exhibitors_refund WHERE NEW.refund_id IN (id, undoes_id))\nTHEN RAISE EXCEPTION 'refused by payout_within_both' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_within_both'; END IF; RETURN NEW;", hash='7ff287ab14c085367b042528bc7b14da54278ddf', operation='INSERT', pgid='pgtrigger_payout_within_both_9302a', table='exhibitors_payout', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publishedfigure',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approval_id" IS DISTINCT FROM (NEW."approval_id") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."link" IS DISTINCT FROM (NEW."link") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."source_zh" IS DISTINCT FROM (NEW."source_zh") OR OLD."stated_at" IS DISTINCT FROM (NEW."stated_at") OR OLD."stated_by_id" IS DISTINCT FROM (NEW."stated_by_id") OR OLD."value" IS DISTINCT FROM (NEW."value"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='ba68845f0fcbc9e889e51e15b2743aaadec14ac7', operation='UPDATE', pgid='pgtrigger_counts_revision_e0e0f', table='exhibitors_publishedfigure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publishedfigure',
            trigger=pgtrigger.compiler.Trigger(name='unusual_figure_published_by_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF (NEW.value > CASE NEW.kind WHEN 'business_sqm' THEN 600000 WHEN 'total_sqm' THEN 800000 WHEN 'exhibitors' THEN 10000 WHEN 'exhibitor_countries' THEN 200 WHEN 'national_participants' THEN 120 WHEN 'deals_usd_bn' THEN 150 WHEN 'debuts' THEN 1000 END) AND NOT EXISTS (SELECT FROM exhibitors_approval AS given WHERE given.id = NEW.approval_id AND given.act = 'figure' AND given.state = 'agreed' AND given.decided_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR given.id IS DISTINCT FROM OLD.approval_id)) THEN RAISE EXCEPTION 'refused by unusual_figure_published_by_two' USING ERRCODE = 'check_violation', CONSTRAINT = 'unusual_figure_published_by_two'; END IF; RETURN NEW;", hash='c5d78c8dfc19582c31505ce212460a6a7d1eecb6', operation='INSERT', pgid='pgtrigger_unusual_figure_published_by_two_785ad', table='exhibitors_publishedfigure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publishedfigure',
            trigger=pgtrigger.compiler.Trigger(name='unusual_figure_corrected_by_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF (NEW.value > CASE NEW.kind WHEN 'business_sqm' THEN 600000 WHEN 'total_sqm' THEN 800000 WHEN 'exhibitors' THEN 10000 WHEN 'exhibitor_countries' THEN 200 WHEN 'national_participants' THEN 120 WHEN 'deals_usd_bn' THEN 150 WHEN 'debuts' THEN 1000 END AND NEW.value IS DISTINCT FROM OLD.value) AND NOT EXISTS (SELECT FROM exhibitors_approval AS given WHERE given.id = NEW.approval_id AND given.act = 'figure' AND given.state = 'agreed' AND given.decided_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR given.id IS DISTINCT FROM OLD.approval_id)) THEN RAISE EXCEPTION 'refused by unusual_figure_corrected_by_two' USING ERRCODE = 'check_violation', CONSTRAINT = 'unusual_figure_corrected_by_two'; END IF; RETURN NEW;", hash='8c5d6f640d6f8b9f08001c96b758125b4b071f65', operation='UPDATE', pgid='pgtrigger_unusual_figure_corrected_by_two_06b65', table='exhibitors_publishedfigure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publishedfigure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_publishedfigureevent" ("approval_id", "edition_id", "id", "kind", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revision", "source", "source_zh", "stated_at", "stated_by_id", "value") VALUES (NEW."approval_id", NEW."edition_id", NEW."id", NEW."kind", NEW."link", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."revision", NEW."source", NEW."source_zh", NEW."stated_at", NEW."stated_by_id", NEW."value"); RETURN NULL;', hash='e3eca33a21aafb4ead3d782d7bb2c83434e539e1', operation='INSERT', pgid='pgtrigger_insert_insert_202a7', table='exhibitors_publishedfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publishedfigure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exhibitors_publishedfigureevent" ("approval_id", "edition_id", "id", "kind", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revision", "source", "source_zh", "stated_at", "stated_by_id", "value") VALUES (NEW."approval_id", NEW."edition_id", NEW."id", NEW."kind", NEW."link", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."revision", NEW."source", NEW."source_zh", NEW."stated_at", NEW."stated_by_id", NEW."value"); RETURN NULL;', hash='15c30aa8221895792fec92ff8e2d0845ef3c44d8', operation='UPDATE', pgid='pgtrigger_update_update_4a20b', table='exhibitors_publishedfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_has_approval', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF (NEW.undoes_id IS NULL AND NEW.returned_id IS NULL) AND NOT EXISTS (SELECT FROM exhibitors_approval AS given WHERE given.id = NEW.approval_id AND given.act = 'refund' AND given.state = 'agreed' AND given.decided_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR given.id IS DISTINCT FROM OLD.approval_id)) THEN RAISE EXCEPTION 'refused by refund_has_approval' USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_has_approval'; END IF; RETURN NEW;", hash='157cae6842df67dfc6e6974bb82ccc74ec516bdf', operation='INSERT', pgid='pgtrigger_refund_has_approval_1068b', table='exhibitors_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_returned_by_debit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.returned_id IS NOT NULL AND NEW.undoes_id IS NULL AND (\n    NOT EXISTS (\n        SELECT FROM exhibitors_statementline\n        WHERE id = NEW.returned_id AND NOT is_credit AND amount = NEW.amount + NEW.fee\n    ) OR EXISTS (\n        SELECT FROM exhibitors_payout WHERE line_id = NEW.returned_id\n    ) OR EXISTS (\n        SELECT FROM exhibitors_refund AS other\n        WHERE other.returned_id = NEW.returned_id AND other.undoes_id IS NULL\n            AND NOT EXISTS (SELECT FROM exhibitors_refund WHERE undoes_id = other.id)\n    )\n) THEN RAISE EXCEPTION 'refused by refund_returned_by_debit' USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_returned_by_debit'; END IF; RETURN NEW;", hash='7680366cf40313aa382371c59cab73ea073ab224', operation='INSERT', pgid='pgtrigger_refund_returned_by_debit_0c5c0', table='exhibitors_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seller',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."bank_approval_id" IS DISTINCT FROM (NEW."bank_approval_id") OR OLD."bank_name" IS DISTINCT FROM (NEW."bank_name") OR OLD."bic" IS DISTINCT FROM (NEW."bic") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."days_to_pay" IS DISTINCT FROM (NEW."days_to_pay") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."electronic_address" IS DISTINCT FROM (NEW."electronic_address") OR OLD."electronic_scheme" IS DISTINCT FROM (NEW."electronic_scheme") OR OLD."exchange_rate" IS DISTINCT FROM (NEW."exchange_rate") OR OLD."exchange_rate_date" IS DISTINCT FROM (NEW."exchange_rate_date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."makes_einvoices" IS DISTINCT FROM (NEW."makes_einvoices") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."postcode" IS DISTINCT FROM (NEW."postcode") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."tax_currency" IS DISTINCT FROM (NEW."tax_currency") OR OLD."tax_id" IS DISTINCT FROM (NEW."tax_id") OR OLD."venue" IS DISTINCT FROM (NEW."venue") OR OLD."venue_address" IS DISTINCT FROM (NEW."venue_address") OR OLD."venue_city" IS DISTINCT FROM (NEW."venue_city") OR OLD."venue_country" IS DISTINCT FROM (NEW."venue_country") OR OLD."venue_postcode" IS DISTINCT FROM (NEW."venue_postcode"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='2cebd4217ba7c7bee5f063baf9353a8363ae0db4', operation='UPDATE', pgid='pgtrigger_counts_revision_94aa6', table='exhibitors_seller', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seller',
            trigger=pgtrigger.compiler.Trigger(name='seller_bank_changed_by_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF ((NEW.account, NEW.bic, NEW.bank_name) IS DISTINCT FROM (OLD.account, OLD.bic, OLD.bank_name)) AND NOT EXISTS (SELECT FROM exhibitors_approval AS given WHERE given.id = NEW.bank_approval_id AND given.act = 'bank_details' AND given.state = 'agreed' AND given.decided_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR given.id IS DISTINCT FROM OLD.bank_approval_id)) THEN RAISE EXCEPTION 'refused by seller_bank_changed_by_two' USING ERRCODE = 'check_violation', CONSTRAINT = 'seller_bank_changed_by_two'; END IF; RETURN NEW;", hash='bca9d2a7b27599c495a52593eb937f620d2bee0d', operation='UPDATE', pgid='pgtrigger_seller_bank_changed_by_two_ff634', table='exhibitors_seller', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seller',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_sellerevent" ("account", "address", "bank_approval_id", "bank_name", "bic", "city", "contact_email", "contact_name", "contact_phone", "country", "days_to_pay", "edition_id", "electronic_address", "electronic_scheme", "exchange_rate", "exchange_rate_date", "id", "makes_einvoices", "name", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "prefix", "tax_currency", "tax_id", "venue", "venue_address", "venue_city", "venue_country", "venue_postcode") VALUES (NEW."account", NEW."address", NEW."bank_approval_id", NEW."bank_name", NEW."bic", NEW."city", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."country", NEW."days_to_pay", NEW."edition_id", NEW."electronic_address", NEW."electronic_scheme", NEW."exchange_rate", NEW."exchange_rate_date", NEW."id", NEW."makes_einvoices", NEW."name", NEW."name_zh", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."postcode", NEW."prefix", NEW."tax_currency", NEW."tax_id", NEW."venue", NEW."venue_address", NEW."venue_city", NEW."venue_country", NEW."venue_postcode"); RETURN NULL;', hash='3250fbc04c3fc4136d8fa9fbe509e4d306fdd146', operation='INSERT', pgid='pgtrigger_insert_insert_c3015', table='exhibitors_seller', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seller',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."bank_approval_id" IS DISTINCT FROM (NEW."bank_approval_id") OR OLD."bank_name" IS DISTINCT FROM (NEW."bank_name") OR OLD."bic" IS DISTINCT FROM (NEW."bic") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."days_to_pay" IS DISTINCT FROM (NEW."days_to_pay") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."electronic_address" IS DISTINCT FROM (NEW."electronic_address") OR OLD."electronic_scheme" IS DISTINCT FROM (NEW."electronic_scheme") OR OLD."exchange_rate" IS DISTINCT FROM (NEW."exchange_rate") OR OLD."exchange_rate_date" IS DISTINCT FROM (NEW."exchange_rate_date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."makes_einvoices" IS DISTINCT FROM (NEW."makes_einvoices") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."postcode" IS DISTINCT FROM (NEW."postcode") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."tax_currency" IS DISTINCT FROM (NEW."tax_currency") OR OLD."tax_id" IS DISTINCT FROM (NEW."tax_id") OR OLD."venue" IS DISTINCT FROM (NEW."venue") OR OLD."venue_address" IS DISTINCT FROM (NEW."venue_address") OR OLD."venue_city" IS DISTINCT FROM (NEW."venue_city") OR OLD."venue_country" IS DISTINCT FROM (NEW."venue_country") OR OLD."venue_postcode" IS DISTINCT FROM (NEW."venue_postcode"))', func='INSERT INTO "exhibitors_sellerevent" ("account", "address", "bank_approval_id", "bank_name", "bic", "city", "contact_email", "contact_name", "contact_phone", "country", "days_to_pay", "edition_id", "electronic_address", "electronic_scheme", "exchange_rate", "exchange_rate_date", "id", "makes_einvoices", "name", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "prefix", "tax_currency", "tax_id", "venue", "venue_address", "venue_city", "venue_country", "venue_postcode") VALUES (NEW."account", NEW."address", NEW."bank_approval_id", NEW."bank_name", NEW."bic", NEW."city", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."country", NEW."days_to_pay", NEW."edition_id", NEW."electronic_address", NEW."electronic_scheme", NEW."exchange_rate", NEW."exchange_rate_date", NEW."id", NEW."makes_einvoices", NEW."name", NEW."name_zh", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."postcode", NEW."prefix", NEW."tax_currency", NEW."tax_id", NEW."venue", NEW."venue_address", NEW."venue_city", NEW."venue_country", NEW."venue_postcode"); RETURN NULL;', hash='28840685522cd7d541f4d9477d0d09fe0b8b09bd', operation='UPDATE', pgid='pgtrigger_update_update_112d4', table='exhibitors_seller', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seller',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_sellerevent" ("account", "address", "bank_approval_id", "bank_name", "bic", "city", "contact_email", "contact_name", "contact_phone", "country", "days_to_pay", "edition_id", "electronic_address", "electronic_scheme", "exchange_rate", "exchange_rate_date", "id", "makes_einvoices", "name", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "prefix", "tax_currency", "tax_id", "venue", "venue_address", "venue_city", "venue_country", "venue_postcode") VALUES (OLD."account", OLD."address", OLD."bank_approval_id", OLD."bank_name", OLD."bic", OLD."city", OLD."contact_email", OLD."contact_name", OLD."contact_phone", OLD."country", OLD."days_to_pay", OLD."edition_id", OLD."electronic_address", OLD."electronic_scheme", OLD."exchange_rate", OLD."exchange_rate_date", OLD."id", OLD."makes_einvoices", OLD."name", OLD."name_zh", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."postcode", OLD."prefix", OLD."tax_currency", OLD."tax_id", OLD."venue", OLD."venue_address", OLD."venue_city", OLD."venue_country", OLD."venue_postcode"); RETURN NULL;', hash='ccbb4e56bf33fe859904c5d45c842f1162c3c3a0', operation='DELETE', pgid='pgtrigger_delete_delete_491f9', table='exhibitors_seller', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statementline',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."bank_reference" IS DISTINCT FROM (NEW."bank_reference") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."end_to_end" IS DISTINCT FROM (NEW."end_to_end") OR OLD."entry_reference" IS DISTINCT FROM (NEW."entry_reference") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identity" IS DISTINCT FROM (NEW."identity") OR OLD."index" IS DISTINCT FROM (NEW."index") OR OLD."is_credit" IS DISTINCT FROM (NEW."is_credit") OR OLD."is_return" IS DISTINCT FROM (NEW."is_return") OR OLD."payer" IS DISTINCT FROM (NEW."payer") OR OLD."payer_account" IS DISTINCT FROM (NEW."payer_account") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."statement_id" IS DISTINCT FROM (NEW."statement_id") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='3dd06e6d9654d71815a12fb35d175ad40a25abd7', operation='UPDATE', pgid='pgtrigger_counts_revision_6abda', table='exhibitors_statementline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statementline',
            trigger=pgtrigger.compiler.Trigger(name='line_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."statement_id" IS DISTINCT FROM (NEW."statement_id") OR OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."identity" IS DISTINCT FROM (NEW."identity") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."is_credit" IS DISTINCT FROM (NEW."is_credit") OR OLD."payer" IS DISTINCT FROM (NEW."payer") OR OLD."payer_account" IS DISTINCT FROM (NEW."payer_account") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."end_to_end" IS DISTINCT FROM (NEW."end_to_end") OR OLD."bank_reference" IS DISTINCT FROM (NEW."bank_reference") OR OLD."index" IS DISTINCT FROM (NEW."index") OR OLD."entry_reference" IS DISTINCT FROM (NEW."entry_reference") OR OLD."is_return" IS DISTINCT FROM (NEW."is_return"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f8f099330d56847194a2775fcf17c2d4fb6813e4', operation='UPDATE', pgid='pgtrigger_line_stands_4402d', table='exhibitors_statementline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:agreed,waiting:declined,waiting:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='2a834230f24987fd4177bbd04fe7a9e9b67c06a4', operation='UPDATE', pgid='pgtrigger_state_moves_2e777', table='exhibitors_approval', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'agreed\', \'declined\', \'withdrawn\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='08f5c5ef878b9db0d2c52513794c508e2b26ca12', operation='INSERT', pgid='pgtrigger_state_birth_b9077', table='exhibitors_approval', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."act" IS DISTINCT FROM (NEW."act") OR OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."terms" IS DISTINCT FROM (NEW."terms"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='5b8698369a3c29a792f3803f392dd77b6b50c7d5', operation='UPDATE', pgid='pgtrigger_counts_revision_14e1f', table='exhibitors_approval', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='2f680c13eebd1b7cb682428adcbf34ede4840fec', operation='DELETE', pgid='pgtrigger_no_delete_ce255', table='exhibitors_approval', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='proposal_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."act" IS DISTINCT FROM (NEW."act") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."terms" IS DISTINCT FROM (NEW."terms") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c1cb361edd02b815f99813267e375246559db49b', operation='UPDATE', pgid='pgtrigger_proposal_stands_c123e', table='exhibitors_approval', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='proposer_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."proposed_by_id" IS NOT NULL AND NEW."proposed_by_id" IS DISTINCT FROM (OLD."proposed_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='be8c87b6280b380070ff6baddc0ef5daf13b9621', operation='UPDATE', pgid='pgtrigger_proposer_stands_1a124', table='exhibitors_approval', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_approvalevent" ("act", "answer", "decided_at", "decided_by_id", "edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "state", "subject", "terms") VALUES (NEW."act", NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."state", NEW."subject", NEW."terms"); RETURN NULL;', hash='82ae45650925da564a66f92f03a2679ff0ef1d28', operation='INSERT', pgid='pgtrigger_insert_insert_de5cd', table='exhibitors_approval', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."act" IS DISTINCT FROM (NEW."act") OR OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."terms" IS DISTINCT FROM (NEW."terms"))', func='INSERT INTO "exhibitors_approvalevent" ("act", "answer", "decided_at", "decided_by_id", "edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "state", "subject", "terms") VALUES (NEW."act", NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."state", NEW."subject", NEW."terms"); RETURN NULL;', hash='821a76e043a8ea7bfc66c2eadf3d1ec7934e10bf', operation='UPDATE', pgid='pgtrigger_update_update_24cdb', table='exhibitors_approval', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='approvalevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5c60ba21aa80c3164e0a0e8bc65af1c50047d519', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e35d5', table='exhibitors_approvalevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booksclosing',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approval_id" IS DISTINCT FROM (NEW."approval_id") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."changed_by" IS DISTINCT FROM (NEW."changed_by") OR OLD."closed_through" IS DISTINCT FROM (NEW."closed_through") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='181c02776d50abd84601883bcd62f053391e691c', operation='UPDATE', pgid='pgtrigger_counts_revision_320d0', table='exhibitors_booksclosing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booksclosing',
            trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d77717ab3b0dd9db594f8233ffba9a14e7dc8f8e', operation='DELETE', pgid='pgtrigger_no_delete_e535a', table='exhibitors_booksclosing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booksclosing',
            trigger=pgtrigger.compiler.Trigger(name='books_reopened_by_two', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF (NEW.closed_through < OLD.closed_through) AND NOT EXISTS (SELECT FROM exhibitors_approval AS given WHERE given.id = NEW.approval_id AND given.act = 'reopening' AND given.state = 'agreed' AND given.decided_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR given.id IS DISTINCT FROM OLD.approval_id)) THEN RAISE EXCEPTION 'refused by books_reopened_by_two' USING ERRCODE = 'check_violation', CONSTRAINT = 'books_reopened_by_two'; END IF; RETURN NEW;", hash='b7d07fde3ff38648ad89a0bfb295af4d7772033a', operation='UPDATE', pgid='pgtrigger_books_reopened_by_two_d4f9f', table='exhibitors_booksclosing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booksclosing',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_booksclosingevent" ("approval_id", "changed_at", "changed_by", "closed_through", "edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."approval_id", NEW."changed_at", NEW."changed_by", NEW."closed_through", NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='c1a9b70ffbd1e0f3e27bf880268ada0c0fb94ab8', operation='INSERT', pgid='pgtrigger_insert_insert_6cf41', table='exhibitors_booksclosing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booksclosing',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approval_id" IS DISTINCT FROM (NEW."approval_id") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."changed_by" IS DISTINCT FROM (NEW."changed_by") OR OLD."closed_through" IS DISTINCT FROM (NEW."closed_through") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id"))', func='INSERT INTO "exhibitors_booksclosingevent" ("approval_id", "changed_at", "changed_by", "closed_through", "edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."approval_id", NEW."changed_at", NEW."changed_by", NEW."closed_through", NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='8f03a8519969d6118786c6f5de2f20ad95e5a2d9', operation='UPDATE', pgid='pgtrigger_update_update_b4bcf', table='exhibitors_booksclosing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booksclosingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='338728d5302e288dc1c9a420294d655c5c9a8b2d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0d648', table='exhibitors_booksclosingevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='journalexport',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='76d84e62722cc3b407fc7e3298a7a3744c9ffdda', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9c428', table='exhibitors_journalexport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exportedline',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8d0d700bb216b57b83d222ca719526f0e2025158', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d014e', table='exhibitors_exportedline', when='BEFORE')),
        ),
    ]
