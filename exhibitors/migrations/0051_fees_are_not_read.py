"""Nothing reads fees of co-exhibitors any more. Table and columns stay for one release, and hold no other rows."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exhibitors", "0050_fees_become_charges")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='coexhibitor',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='coexhibitor',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='coexhibitor',
            name='counts_revision',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='coexhibitor',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='editioninuse',
            name='edition_currency_in_use',
        ),
        migrations.AlterField(
            model_name="coexhibitor",
            name="currency",
            field=models.CharField(editable=False, max_length=3, null=True, verbose_name="currency"),
        ),
        migrations.AlterField(
            model_name="coexhibitorevent",
            name="currency",
            field=models.CharField(editable=False, max_length=3, null=True, verbose_name="currency"),
        ),
        migrations.AlterField(
            model_name="coexhibitorfee",
            name="edition",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="co_exhibitor_fees",
                to="pavilions.edition",
                verbose_name="edition",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("coexhibitor", "co_exhibitor_fee_is_not_negative"),
                migrations.RemoveField("coexhibitorevent", "currency"),
                migrations.RemoveField("coexhibitorevent", "fee"),
                migrations.RemoveField("coexhibitor", "currency"),
                migrations.RemoveField("coexhibitor", "fee"),
                migrations.DeleteModel("CoExhibitorFeeEvent"),
                migrations.DeleteModel("CoExhibitorFee"),
            ]
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coexhibitor',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."exhibitor_id" IS DISTINCT FROM (NEW."exhibitor_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."normalized_name" IS DISTINCT FROM (NEW."normalized_name") OR OLD."products" IS DISTINCT FROM (NEW."products") OR OLD."text_en" IS DISTINCT FROM (NEW."text_en") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh") OR OLD."website" IS DISTINCT FROM (NEW."website"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='ee8f4793eb2dd7e6c0643e6e973e2e5fb0839516', operation='UPDATE', pgid='pgtrigger_counts_revision_2d516', table='exhibitors_coexhibitor', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coexhibitor',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_coexhibitorevent" ("booking_id", "company_id", "country", "entered_at", "entered_by_id", "exhibitor_id", "id", "kind", "name", "normalized_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "products", "text_en", "text_zh", "website") VALUES (NEW."booking_id", NEW."company_id", NEW."country", NEW."entered_at", NEW."entered_by_id", NEW."exhibitor_id", NEW."id", NEW."kind", NEW."name", NEW."normalized_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."products", NEW."text_en", NEW."text_zh", NEW."website"); RETURN NULL;', hash='1929d6880caa82993d5dda2d7c852a6841160798', operation='INSERT', pgid='pgtrigger_insert_insert_57662', table='exhibitors_coexhibitor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coexhibitor',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."exhibitor_id" IS DISTINCT FROM (NEW."exhibitor_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."normalized_name" IS DISTINCT FROM (NEW."normalized_name") OR OLD."products" IS DISTINCT FROM (NEW."products") OR OLD."text_en" IS DISTINCT FROM (NEW."text_en") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh") OR OLD."website" IS DISTINCT FROM (NEW."website"))', func='INSERT INTO "exhibitors_coexhibitorevent" ("booking_id", "company_id", "country", "entered_at", "entered_by_id", "exhibitor_id", "id", "kind", "name", "normalized_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "products", "text_en", "text_zh", "website") VALUES (NEW."booking_id", NEW."company_id", NEW."country", NEW."entered_at", NEW."entered_by_id", NEW."exhibitor_id", NEW."id", NEW."kind", NEW."name", NEW."normalized_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."products", NEW."text_en", NEW."text_zh", NEW."website"); RETURN NULL;', hash='e3bd9d11b4ac67347b060bdc26823db6ea23ef3f', operation='UPDATE', pgid='pgtrigger_update_update_6b8d0', table='exhibitors_coexhibitor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coexhibitor',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_coexhibitorevent" ("booking_id", "company_id", "country", "entered_at", "entered_by_id", "exhibitor_id", "id", "kind", "name", "normalized_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "products", "text_en", "text_zh", "website") VALUES (OLD."booking_id", OLD."company_id", OLD."country", OLD."entered_at", OLD."entered_by_id", OLD."exhibitor_id", OLD."id", OLD."kind", OLD."name", OLD."normalized_name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."products", OLD."text_en", OLD."text_zh", OLD."website"); RETURN NULL;', hash='bbbba3478bc975e91dbc38637bffc2b3b5a9ce7c', operation='DELETE', pgid='pgtrigger_delete_delete_0c4d5', table='exhibitors_coexhibitor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editioninuse',
            trigger=pgtrigger.compiler.Trigger(name='edition_currency_in_use', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."currency" IS DISTINCT FROM (NEW."currency"))', func="IF EXISTS (SELECT FROM exhibitors_ratecard WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_deal WHERE edition_id = OLD.id) THEN RAISE EXCEPTION 'refused by edition_currency_in_use' USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_currency_in_use'; END IF; RETURN NEW;", hash='af9874c5097d419ba690a028c068a44f8f8d3c19', operation='UPDATE', pgid='pgtrigger_edition_currency_in_use_c198a', table='pavilions_edition', when='BEFORE')),
        ),
    ]
