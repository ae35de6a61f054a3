"""An e-invoice that broke a rule can be made again; transmissions say when they were begun, and emails are handed over."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exhibitors', '0088_taxes_of_balances'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='einvoice',
            name='append_only',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='transmission',
            name='state_moves',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='transmission',
            name='state_birth',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='transmission',
            name='counts_revision',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='transmission',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='transmission',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='transmission',
            name='transmission_ended_has_instant',
        ),
        migrations.AddField(
            model_name='transmission',
            name='begun_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='begun at'),
        ),
        migrations.AddField(
            model_name='transmissionevent',
            name='begun_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='begun at'),
        ),
        migrations.AlterField(
            model_name='transmission',
            name='state',
            field=models.CharField(choices=[('pending', 'pending'), ('in_flight', 'in flight'), ('handed_over', 'handed over'), ('delivered', 'delivered'), ('failed', 'failed')], default='pending', max_length=20, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='transmissionevent',
            name='state',
            field=models.CharField(choices=[('pending', 'pending'), ('in_flight', 'in flight'), ('handed_over', 'handed over'), ('delivered', 'delivered'), ('failed', 'failed')], default='pending', max_length=20, verbose_name='state'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='einvoice',
            trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ff00cf1b1cf539b9f1e4827dc6aa05b5a785e301', operation='DELETE', pgid='pgtrigger_no_delete_325ae', table='exhibitors_einvoice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='einvoice',
            trigger=pgtrigger.compiler.Trigger(name='sound_one_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."broken" = \'\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2ed0cccc8deecbdc6081e38a32d9caea95bd64fd', operation='UPDATE', pgid='pgtrigger_sound_one_stands_d4705', table='exhibitors_einvoice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='einvoice',
            trigger=pgtrigger.compiler.Trigger(name='of_one_invoice', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='84febe2717219af56580db89546bdd260ceb1cf9', operation='UPDATE', pgid='pgtrigger_of_one_invoice_5d672', table='exhibitors_einvoice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transmission',
            trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{pending:delivered,pending:failed,pending:handed_over,pending:in_flight,in_flight:delivered,in_flight:failed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='7ad43848f624a9d32e63fc0ffefcc68ebedcc754', operation='UPDATE', pgid='pgtrigger_state_moves_24cb3', table='exhibitors_transmission', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transmission',
            trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'delivered\', \'failed\', \'handed_over\', \'in_flight\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='fa32fd3eb27617a95f9a5a3ec9726d5a7528520a', operation='INSERT', pgid='pgtrigger_state_birth_23d19', table='exhibitors_transmission', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transmission',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by" IS DISTINCT FROM (NEW."asked_by") OR OLD."begun_at" IS DISTINCT FROM (NEW."begun_at") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."message" IS DISTINCT FROM (NEW."message") OR OLD."recipient" IS DISTINCT FROM (NEW."recipient") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."way" IS DISTINCT FROM (NEW."way"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='5bb963ac9433fb54a21c0b5405b76ae0cee941aa', operation='UPDATE', pgid='pgtrigger_counts_revision_06987', table='exhibitors_transmission', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transmission',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_transmissionevent" ("asked_at", "asked_by", "begun_at", "ended_at", "id", "invoice_id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient", "reference", "state", "way") VALUES (NEW."asked_at", NEW."asked_by", NEW."begun_at", NEW."ended_at", NEW."id", NEW."invoice_id", NEW."message", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recipient", NEW."reference", NEW."state", NEW."way"); RETURN NULL;', hash='5c11835d723d80ed01ed75adb85540949939e011', operation='INSERT', pgid='pgtrigger_insert_insert_16481', table='exhibitors_transmission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transmission',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by" IS DISTINCT FROM (NEW."asked_by") OR OLD."begun_at" IS DISTINCT FROM (NEW."begun_at") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."message" IS DISTINCT FROM (NEW."message") OR OLD."recipient" IS DISTINCT FROM (NEW."recipient") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."way" IS DISTINCT FROM (NEW."way"))', func='INSERT INTO "exhibitors_transmissionevent" ("asked_at", "asked_by", "begun_at", "ended_at", "id", "invoice_id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient", "reference", "state", "way") VALUES (NEW."asked_at", NEW."asked_by", NEW."begun_at", NEW."ended_at", NEW."id", NEW."invoice_id", NEW."message", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recipient", NEW."reference", NEW."state", NEW."way"); RETURN NULL;', hash='d8473a672cb4d9025f5083797fdd44f68322441c', operation='UPDATE', pgid='pgtrigger_update_update_64746', table='exhibitors_transmission', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='transmission',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('handed_over', 'delivered', 'failed')), ('ended_at__isnull', True), _connector='XOR'), name='transmission_ended_has_instant'),
        ),
    ]
