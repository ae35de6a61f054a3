"""The edition stands on the lines of the journal, so that one transfer pays invoices of several editions.

Lines of an invoice go to its edition, bank fees to that of the invoice which they settle. Where an entry then concerns
several editions, lines on the clearing account balance each of them; so accounts that were wrong are right. Entries
keep their column for a release, which writes lines without an edition: a trigger fills them in.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

LINES_GO_TO_THEIR_EDITION = """
UPDATE exhibitors_journalline AS line
SET edition_id = coalesce(
    (SELECT invoice.edition_id FROM exhibitors_invoice AS invoice WHERE invoice.id = line.invoice_id), entry.edition_id
)
FROM exhibitors_journalentry AS entry WHERE entry.id = line.entry_id;

WITH fee AS (
    SELECT id, entry_id, row_number() OVER (PARTITION BY entry_id ORDER BY id) AS nth
    FROM exhibitors_journalline WHERE account = 'fee'
), made AS (
    SELECT allocation.entry_id, invoice.edition_id,
        row_number() OVER (PARTITION BY allocation.entry_id ORDER BY allocation.id) AS nth
    FROM exhibitors_allocation AS allocation JOIN exhibitors_invoice AS invoice ON invoice.id = allocation.invoice_id
    WHERE allocation.fee <> 0
)
UPDATE exhibitors_journalline AS line SET edition_id = made.edition_id
FROM fee JOIN made USING (entry_id, nth) WHERE line.id = fee.id AND line.edition_id <> made.edition_id;

INSERT INTO exhibitors_journalline (entry_id, edition_id, account, amount, company_id)
SELECT entry_id, edition_id, 'clearing', -sum(amount), min(company_id) FROM exhibitors_journalline
GROUP BY entry_id, edition_id HAVING sum(amount) <> 0;

UPDATE exhibitors_ledgercodes SET clearing = left(rpad(clearing, length(revenue), '0'), length(revenue));

SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


HAS_EDITION = """
ALTER TABLE exhibitors_journalline ADD CONSTRAINT journal_line_has_edition CHECK (edition_id IS NOT NULL) NOT VALID;
ALTER TABLE exhibitors_journalline VALIDATE CONSTRAINT journal_line_has_edition;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('exhibitors', '0073_cost_before_deciding'),
        ('pavilions', '0043_labels_of_relations'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='journalline',
            name='append_only',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='journalline',
            name='journal_entry_comes_to_0',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ledgercodes',
            name='counts_revision',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ledgercodes',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ledgercodes',
            name='update_update',
        ),
        migrations.SeparateDatabaseAndState(  # the column may be empty, and a constraint says that it is not
            [migrations.AddField('journalline', 'edition', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='journal', to='pavilions.edition', verbose_name='edition'))],
            [migrations.AddField('journalline', 'edition', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='journal', to='pavilions.edition', verbose_name='edition'), preserve_default=False)],
        ),
        migrations.AddField(
            model_name='ledgercodes',
            name='clearing',
            field=models.CharField(db_default='1792', default='1792', max_length=9, verbose_name='clearing between editions'),
        ),
        migrations.AddField(
            model_name='ledgercodesevent',
            name='clearing',
            field=models.CharField(db_default='1792', default='1792', max_length=9, verbose_name='clearing between editions'),
        ),
        migrations.RunSQL(LINES_GO_TO_THEIR_EDITION, migrations.RunSQL.noop),
        migrations.RunSQL(HAS_EDITION, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='journalentry',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.edition', verbose_name='edition of its first line'),
        ),
        migrations.AlterField(
            model_name='journalline',
            name='account',
            field=models.CharField(choices=[('receivable', 'receivables'), ('revenue', 'revenue'), ('tax', 'tax'), ('bank', 'bank'), ('advance', 'advances of customers'), ('fee', 'bank fees'), ('rounding', 'rounding'), ('clearing', 'clearing between editions')], max_length=20, verbose_name='account of the journal'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='journalline',
            trigger=pgtrigger.compiler.Trigger(name='edition_of_its_entry', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."edition_id" IS NULL)', func='\nNEW.edition_id := coalesce(\n    (SELECT edition_id FROM exhibitors_invoice WHERE id = NEW.invoice_id),\n    (SELECT edition_id FROM exhibitors_journalentry WHERE id = NEW.entry_id)\n);\nRETURN NEW;\n', hash='f80dabe59c8ec2da3e29840b5fb5e8e6d3d3740a', operation='INSERT', pgid='pgtrigger_edition_of_its_entry_0a5b2', table='exhibitors_journalline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='journalline',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='379af4cf9d5d45e4b3fd3646b49b31326366e09a', operation='UPDATE', pgid='pgtrigger_append_only_12b7a', table='exhibitors_journalline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='journalline',
            trigger=pgtrigger.compiler.Trigger(name='journal_line_in_edition_of_invoice', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."invoice_id" IS NOT NULL)', func="\nIF NEW.edition_id <> (SELECT edition_id FROM exhibitors_invoice WHERE id = NEW.invoice_id) THEN RAISE EXCEPTION 'refused by journal_line_in_edition_of_invoice' USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_line_in_edition_of_invoice'; END IF; RETURN NEW;", hash='e818f454cf71b8a928808a477438cede971767a3', operation='INSERT', pgid='pgtrigger_journal_line_in_edition_of_invoice_4d600', table='exhibitors_journalline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='journalline',
            trigger=pgtrigger.compiler.Trigger(name='journal_entry_comes_to_0', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF EXISTS (\n    SELECT FROM exhibitors_journalline WHERE entry_id = NEW.entry_id GROUP BY edition_id HAVING sum(amount) <> 0\n) OR (\n    SELECT sum(amount) FROM exhibitors_journalline WHERE entry_id = NEW.entry_id AND account = 'clearing'\n) <> 0 THEN RAISE EXCEPTION 'refused by journal_entry_comes_to_0' USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entry_comes_to_0'; END IF; RETURN NEW;", hash='853137d7af5e61e53efb6138b39f4e18f291cf0d', operation='INSERT', pgid='pgtrigger_journal_entry_comes_to_0_38741', table='exhibitors_journalline', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgercodes',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."advance" IS DISTINCT FROM (NEW."advance") OR OLD."bank" IS DISTINCT FROM (NEW."bank") OR OLD."clearing" IS DISTINCT FROM (NEW."clearing") OR OLD."client" IS DISTINCT FROM (NEW."client") OR OLD."consultant" IS DISTINCT FROM (NEW."consultant") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."first_debtor" IS DISTINCT FROM (NEW."first_debtor") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."receivable" IS DISTINCT FROM (NEW."receivable") OR OLD."revenue" IS DISTINCT FROM (NEW."revenue") OR OLD."rounding" IS DISTINCT FROM (NEW."rounding") OR OLD."tax" IS DISTINCT FROM (NEW."tax"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='3a9c10c3d550a471b27c2127311559a3532fdf4f', operation='UPDATE', pgid='pgtrigger_counts_revision_0daba', table='exhibitors_ledgercodes', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgercodes',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_ledgercodesevent" ("advance", "bank", "clearing", "client", "consultant", "edition_id", "fee", "first_debtor", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receivable", "revenue", "rounding", "tax") VALUES (NEW."advance", NEW."bank", NEW."clearing", NEW."client", NEW."consultant", NEW."edition_id", NEW."fee", NEW."first_debtor", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."receivable", NEW."revenue", NEW."rounding", NEW."tax"); RETURN NULL;', hash='9cc58630b2da443e0e825e5b33bb0e3047a7033b', operation='INSERT', pgid='pgtrigger_insert_insert_cb09b', table='exhibitors_ledgercodes', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ledgercodes',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."advance" IS DISTINCT FROM (NEW."advance") OR OLD."bank" IS DISTINCT FROM (NEW."bank") OR OLD."clearing" IS DISTINCT FROM (NEW."clearing") OR OLD."client" IS DISTINCT FROM (NEW."client") OR OLD."consultant" IS DISTINCT FROM (NEW."consultant") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."first_debtor" IS DISTINCT FROM (NEW."first_debtor") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."receivable" IS DISTINCT FROM (NEW."receivable") OR OLD."revenue" IS DISTINCT FROM (NEW."revenue") OR OLD."rounding" IS DISTINCT FROM (NEW."rounding") OR OLD."tax" IS DISTINCT FROM (NEW."tax"))', func='INSERT INTO "exhibitors_ledgercodesevent" ("advance", "bank", "clearing", "client", "consultant", "edition_id", "fee", "first_debtor", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receivable", "revenue", "rounding", "tax") VALUES (NEW."advance", NEW."bank", NEW."clearing", NEW."client", NEW."consultant", NEW."edition_id", NEW."fee", NEW."first_debtor", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."receivable", NEW."revenue", NEW."rounding", NEW."tax"); RETURN NULL;', hash='086d6925deeebb53762f5bda99de9211ede4740b', operation='UPDATE', pgid='pgtrigger_update_update_1e74d', table='exhibitors_ledgercodes', when='AFTER')),
        ),
    ]
