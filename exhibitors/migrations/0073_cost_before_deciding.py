"""What giving up space comes to is kept with it; whether a price is one of a package is said, not counted."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


# Three charges and more made a package, as a stand does. What stood in force when an offer was made stays decided so.
DECIDED = """
UPDATE exhibitors_offer AS offer SET is_package = true
WHERE 3 <= (SELECT count(*) FROM exhibitors_offerline AS line WHERE line.offer_id = offer.id AND line.kind = 'charge')
OR EXISTS (
    SELECT FROM pavilions_spaceclaim AS claim
    JOIN pavilions_booth AS booth ON booth.id = claim.booth_id
    LEFT JOIN exhibitors_booking AS share ON share.holder_id = claim.holder_id
    WHERE booth.kind = 'shell'
    AND (claim.holder_id = offer.booking_id OR share.block_id = offer.booking_id)
    AND (
        claim.state <> 'released'
        OR NOT EXISTS (
            SELECT FROM pavilions_spaceclaim AS live
            WHERE live.holder_id = offer.booking_id AND live.state <> 'released'
        )
    )
)
"""
# Charges that come with every booking of bare space made a package where there were three of them, and each further one
# where there were two. Companies on a stand, which are added later, make none any more.
SAID = """
WITH service AS (
    SELECT id, card_id, (
        sector_id IS NULL AND hall_id IS NULL AND booth_kind IN ('', 'raw') AND sides_from = 1 AND sides_to = 4
        AND sqm_from IS NULL AND sqm_below IS NULL AND booking_sqm_from IS NULL AND day_from IS NULL AND day_to IS NULL
        AND is_returning IS NULL AND is_small IS NULL
    ) AS always
    FROM exhibitors_raterule WHERE kind = 'charge' AND basis NOT IN ('co_exhibitor', 'represented')
), counted AS (
    SELECT card_id, count(*) FILTER (WHERE always) AS number FROM service GROUP BY card_id
)
UPDATE exhibitors_raterule AS rule SET makes_package = true
FROM service JOIN counted USING (card_id)
WHERE service.id = rule.id
AND (service.always AND counted.number >= 3 OR NOT service.always AND counted.number = 2)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('exhibitors', '0072_bookings_of_a_company'),
        ('pavilions', '0044_notes_on_taxes'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='amendment',
            name='append_only',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cancellation',
            name='counts_revision',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cancellation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='cancellation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='offer',
            name='counts_revision',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='offer',
            name='offered_stands',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='offer',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='offer',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='raterule',
            name='counts_revision',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='raterule',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='raterule',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='raterule',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='salessettings',
            name='counts_revision',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='salessettings',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='salessettings',
            name='update_update',
        ),
        migrations.AddField(
            model_name='amendment',
            name='back_by',
            field=models.DateField(blank=True, null=True, verbose_name='comes back by'),
        ),
        migrations.AddField(
            model_name='amendment',
            name='credited',
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='credited'),
        ),
        migrations.AddField(
            model_name='amendment',
            name='freed',
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='paid'),
        ),
        migrations.AddField(
            model_name='amendment',
            name='tax',
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='tax on the fee'),
        ),
        migrations.AddField(
            model_name='cancellation',
            name='back_by',
            field=models.DateField(blank=True, null=True, verbose_name='comes back by'),
        ),
        migrations.AddField(
            model_name='cancellation',
            name='credited',
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='credited'),
        ),
        migrations.AddField(
            model_name='cancellation',
            name='freed',
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='paid'),
        ),
        migrations.AddField(
            model_name='cancellation',
            name='tax',
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='tax on the fee'),
        ),
        migrations.AddField(
            model_name='cancellationevent',
            name='back_by',
            field=models.DateField(blank=True, null=True, verbose_name='comes back by'),
        ),
        migrations.AddField(
            model_name='cancellationevent',
            name='credited',
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='credited'),
        ),
        migrations.AddField(
            model_name='cancellationevent',
            name='freed',
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='paid'),
        ),
        migrations.AddField(
            model_name='cancellationevent',
            name='tax',
            field=models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='tax on the fee'),
        ),
        migrations.AddField(
            model_name='offer',
            name='is_package',
            field=models.BooleanField(db_default=False, default=False, verbose_name='taxed as space with services'),
        ),
        migrations.AddField(
            model_name='offerevent',
            name='is_package',
            field=models.BooleanField(db_default=False, default=False, verbose_name='taxed as space with services'),
        ),
        migrations.AddField(
            model_name='raterule',
            name='makes_package',
            field=models.BooleanField(db_default=False, default=False, help_text='Tick it for a service such as a stand, power or furniture that turns bare space into a package for the tax table. Leave it blank for fees such as registration, catalogue or co-exhibitors: they are taxed as the space is.', verbose_name='makes the space a package'),
        ),
        migrations.AddField(
            model_name='rateruleevent',
            name='makes_package',
            field=models.BooleanField(db_default=False, default=False, help_text='Tick it for a service such as a stand, power or furniture that turns bare space into a package for the tax table. Leave it blank for fees such as registration, catalogue or co-exhibitors: they are taxed as the space is.', verbose_name='makes the space a package'),
        ),
        migrations.AddField(
            model_name='salessettings',
            name='refund_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='After cancelling or reducing, exhibitors are informed of this day. Blank: no day is promised.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days to pay back'),
        ),
        migrations.AddField(
            model_name='salessettingsevent',
            name='refund_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='After cancelling or reducing, exhibitors are informed of this day. Blank: no day is promised.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days to pay back'),
        ),
        # Django would make the foreign key again to let it be empty.
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    "ALTER TABLE exhibitors_cancellation ALTER COLUMN offer_id DROP NOT NULL",
                    migrations.RunSQL.noop,
                )
            ],
            [
                migrations.AlterField(
                    model_name='cancellation',
                    name='offer',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.offer', verbose_name='accepted offer'),
                ),
            ],
        ),
        migrations.AlterField(
            model_name='cancellationevent',
            name='offer',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.offer', verbose_name='accepted offer'),
        ),
        migrations.RunSQL(DECIDED, migrations.RunSQL.noop),
        # Rules of published cards stand otherwise.
        migrations.RunSQL("ALTER TABLE exhibitors_raterule DISABLE TRIGGER USER", migrations.RunSQL.noop),
        migrations.RunSQL(SAID, migrations.RunSQL.noop),
        migrations.RunSQL("ALTER TABLE exhibitors_raterule ENABLE TRIGGER USER", migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='amendment',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."contract_id" IS DISTINCT FROM (NEW."contract_id") OR OLD."amends_id" IS DISTINCT FROM (NEW."amends_id") OR OLD."returned" IS DISTINCT FROM (NEW."returned") OR OLD."taken" IS DISTINCT FROM (NEW."taken") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."tax" IS DISTINCT FROM (NEW."tax") OR OLD."credited" IS DISTINCT FROM (NEW."credited") OR OLD."freed" IS DISTINCT FROM (NEW."freed") OR OLD."back_by" IS DISTINCT FROM (NEW."back_by") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c846163964425609153560359b8db1e9b4707d50', operation='UPDATE', pgid='pgtrigger_append_only_6ed78', table='exhibitors_amendment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellation',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."back_by" IS DISTINCT FROM (NEW."back_by") OR OLD."base" IS DISTINCT FROM (NEW."base") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."credited" IS DISTINCT FROM (NEW."credited") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."freed" IS DISTINCT FROM (NEW."freed") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."settled_at" IS DISTINCT FROM (NEW."settled_at") OR OLD."settled_by_id" IS DISTINCT FROM (NEW."settled_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax" IS DISTINCT FROM (NEW."tax"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='2cc3cbfafc6e3c75897cea856926147079b6e70b', operation='UPDATE', pgid='pgtrigger_counts_revision_6493d', table='exhibitors_cancellation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellation',
            trigger=pgtrigger.compiler.Trigger(name='proposed_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."base" IS DISTINCT FROM (NEW."base") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."credited" IS DISTINCT FROM (NEW."credited") OR OLD."freed" IS DISTINCT FROM (NEW."freed") OR OLD."back_by" IS DISTINCT FROM (NEW."back_by"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5c4a2d97342c8a4373c898da7993ab3ffb7b1c0a', operation='UPDATE', pgid='pgtrigger_proposed_stands_6392c', table='exhibitors_cancellation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_cancellationevent" ("back_by", "base", "booking_id", "cancelled_at", "credited", "currency", "fee", "freed", "id", "offer_id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "settled_at", "settled_by_id", "state", "tax") VALUES (NEW."back_by", NEW."base", NEW."booking_id", NEW."cancelled_at", NEW."credited", NEW."currency", NEW."fee", NEW."freed", NEW."id", NEW."offer_id", NEW."percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."settled_at", NEW."settled_by_id", NEW."state", NEW."tax"); RETURN NULL;', hash='26bdbd623493edbe9e93b29a6f989867feee9554', operation='INSERT', pgid='pgtrigger_insert_insert_0a0de', table='exhibitors_cancellation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancellation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."back_by" IS DISTINCT FROM (NEW."back_by") OR OLD."base" IS DISTINCT FROM (NEW."base") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."credited" IS DISTINCT FROM (NEW."credited") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."freed" IS DISTINCT FROM (NEW."freed") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."settled_at" IS DISTINCT FROM (NEW."settled_at") OR OLD."settled_by_id" IS DISTINCT FROM (NEW."settled_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax" IS DISTINCT FROM (NEW."tax"))', func='INSERT INTO "exhibitors_cancellationevent" ("back_by", "base", "booking_id", "cancelled_at", "credited", "currency", "fee", "freed", "id", "offer_id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "settled_at", "settled_by_id", "state", "tax") VALUES (NEW."back_by", NEW."base", NEW."booking_id", NEW."cancelled_at", NEW."credited", NEW."currency", NEW."fee", NEW."freed", NEW."id", NEW."offer_id", NEW."percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."settled_at", NEW."settled_by_id", NEW."state", NEW."tax"); RETURN NULL;', hash='8c5edbaed64e9bf328fb1dc9988797d91dda9200', operation='UPDATE', pgid='pgtrigger_update_update_390ea', table='exhibitors_cancellation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offer',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_package" IS DISTINCT FROM (NEW."is_package") OR OLD."last_day" IS DISTINCT FROM (NEW."last_day") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."rate_card" IS DISTINCT FROM (NEW."rate_card") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax_note" IS DISTINCT FROM (NEW."tax_note") OR OLD."tax_note_zh" IS DISTINCT FROM (NEW."tax_note_zh") OR OLD."terms_id" IS DISTINCT FROM (NEW."terms_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."total" IS DISTINCT FROM (NEW."total") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='b7d729ebd8e3fa7db00a4afc9fda0c6ebcb4934e', operation='UPDATE', pgid='pgtrigger_counts_revision_dd7f4', table='exhibitors_offer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offer',
            trigger=pgtrigger.compiler.Trigger(name='offered_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."total" IS DISTINCT FROM (NEW."total") OR OLD."tax_note" IS DISTINCT FROM (NEW."tax_note") OR OLD."tax_note_zh" IS DISTINCT FROM (NEW."tax_note_zh") OR OLD."is_package" IS DISTINCT FROM (NEW."is_package") OR OLD."rate_card" IS DISTINCT FROM (NEW."rate_card") OR OLD."terms_id" IS DISTINCT FROM (NEW."terms_id") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ce870e16b19b596865be0ea056a388cf4b831359', operation='UPDATE', pgid='pgtrigger_offered_stands_d6376', table='exhibitors_offer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_offerevent" ("answered_at", "answered_by_id", "area_sqm", "booking_id", "currency", "id", "is_package", "last_day", "made_at", "made_by_id", "net", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_card", "reason", "reminded_at", "state", "tax_note", "tax_note_zh", "terms_id", "total", "version") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."area_sqm", NEW."booking_id", NEW."currency", NEW."id", NEW."is_package", NEW."last_day", NEW."made_at", NEW."made_by_id", NEW."net", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rate_card", NEW."reason", NEW."reminded_at", NEW."state", NEW."tax_note", NEW."tax_note_zh", NEW."terms_id", NEW."total", NEW."version"); RETURN NULL;', hash='0d869dbc8ebcf4b88aa36cde38bf13946c1510a9', operation='INSERT', pgid='pgtrigger_insert_insert_1604b', table='exhibitors_offer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_package" IS DISTINCT FROM (NEW."is_package") OR OLD."last_day" IS DISTINCT FROM (NEW."last_day") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."rate_card" IS DISTINCT FROM (NEW."rate_card") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax_note" IS DISTINCT FROM (NEW."tax_note") OR OLD."tax_note_zh" IS DISTINCT FROM (NEW."tax_note_zh") OR OLD."terms_id" IS DISTINCT FROM (NEW."terms_id") OR OLD."total" IS DISTINCT FROM (NEW."total") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "exhibitors_offerevent" ("answered_at", "answered_by_id", "area_sqm", "booking_id", "currency", "id", "is_package", "last_day", "made_at", "made_by_id", "net", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_card", "reason", "reminded_at", "state", "tax_note", "tax_note_zh", "terms_id", "total", "version") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."area_sqm", NEW."booking_id", NEW."currency", NEW."id", NEW."is_package", NEW."last_day", NEW."made_at", NEW."made_by_id", NEW."net", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rate_card", NEW."reason", NEW."reminded_at", NEW."state", NEW."tax_note", NEW."tax_note_zh", NEW."terms_id", NEW."total", NEW."version"); RETURN NULL;', hash='012e2e046477daf4263c861e46d67177efcdc8cb', operation='UPDATE', pgid='pgtrigger_update_update_9c282', table='exhibitors_offer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='raterule',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."at_most" IS DISTINCT FROM (NEW."at_most") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."booking_sqm_from" IS DISTINCT FROM (NEW."booking_sqm_from") OR OLD."booth_kind" IS DISTINCT FROM (NEW."booth_kind") OR OLD."card_id" IS DISTINCT FROM (NEW."card_id") OR OLD."day_from" IS DISTINCT FROM (NEW."day_from") OR OLD."day_to" IS DISTINCT FROM (NEW."day_to") OR OLD."hall_id" IS DISTINCT FROM (NEW."hall_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_returning" IS DISTINCT FROM (NEW."is_returning") OR OLD."is_small" IS DISTINCT FROM (NEW."is_small") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."makes_package" IS DISTINCT FROM (NEW."makes_package") OR OLD."min_sqm" IS DISTINCT FROM (NEW."min_sqm") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."of_remainder" IS DISTINCT FROM (NEW."of_remainder") OR OLD."only_one_of" IS DISTINCT FROM (NEW."only_one_of") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."sector_id" IS DISTINCT FROM (NEW."sector_id") OR OLD."sides_from" IS DISTINCT FROM (NEW."sides_from") OR OLD."sides_to" IS DISTINCT FROM (NEW."sides_to") OR OLD."sqm_below" IS DISTINCT FROM (NEW."sqm_below") OR OLD."sqm_from" IS DISTINCT FROM (NEW."sqm_from") OR OLD."whole_sqm" IS DISTINCT FROM (NEW."whole_sqm"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='52bc0ec51a3088a3450bca52d8230266d1e91fd2', operation='UPDATE', pgid='pgtrigger_counts_revision_2be83', table='exhibitors_raterule', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='raterule',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_rateruleevent" ("amount", "at_most", "basis", "booking_sqm_from", "booth_kind", "card_id", "day_from", "day_to", "hall_id", "id", "is_returning", "is_small", "kind", "makes_package", "min_sqm", "name", "name_zh", "of_remainder", "only_one_of", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "sector_id", "sides_from", "sides_to", "sqm_below", "sqm_from", "whole_sqm") VALUES (NEW."amount", NEW."at_most", NEW."basis", NEW."booking_sqm_from", NEW."booth_kind", NEW."card_id", NEW."day_from", NEW."day_to", NEW."hall_id", NEW."id", NEW."is_returning", NEW."is_small", NEW."kind", NEW."makes_package", NEW."min_sqm", NEW."name", NEW."name_zh", NEW."of_remainder", NEW."only_one_of", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."section", NEW."sector_id", NEW."sides_from", NEW."sides_to", NEW."sqm_below", NEW."sqm_from", NEW."whole_sqm"); RETURN NULL;', hash='079683d152c6382c88437a623bc198e481af0778', operation='INSERT', pgid='pgtrigger_insert_insert_784c1', table='exhibitors_raterule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='raterule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."at_most" IS DISTINCT FROM (NEW."at_most") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."booking_sqm_from" IS DISTINCT FROM (NEW."booking_sqm_from") OR OLD."booth_kind" IS DISTINCT FROM (NEW."booth_kind") OR OLD."card_id" IS DISTINCT FROM (NEW."card_id") OR OLD."day_from" IS DISTINCT FROM (NEW."day_from") OR OLD."day_to" IS DISTINCT FROM (NEW."day_to") OR OLD."hall_id" IS DISTINCT FROM (NEW."hall_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_returning" IS DISTINCT FROM (NEW."is_returning") OR OLD."is_small" IS DISTINCT FROM (NEW."is_small") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."makes_package" IS DISTINCT FROM (NEW."makes_package") OR OLD."min_sqm" IS DISTINCT FROM (NEW."min_sqm") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."of_remainder" IS DISTINCT FROM (NEW."of_remainder") OR OLD."only_one_of" IS DISTINCT FROM (NEW."only_one_of") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."sector_id" IS DISTINCT FROM (NEW."sector_id") OR OLD."sides_from" IS DISTINCT FROM (NEW."sides_from") OR OLD."sides_to" IS DISTINCT FROM (NEW."sides_to") OR OLD."sqm_below" IS DISTINCT FROM (NEW."sqm_below") OR OLD."sqm_from" IS DISTINCT FROM (NEW."sqm_from") OR OLD."whole_sqm" IS DISTINCT FROM (NEW."whole_sqm"))', func='INSERT INTO "exhibitors_rateruleevent" ("amount", "at_most", "basis", "booking_sqm_from", "booth_kind", "card_id", "day_from", "day_to", "hall_id", "id", "is_returning", "is_small", "kind", "makes_package", "min_sqm", "name", "name_zh", "of_remainder", "only_one_of", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "sector_id", "sides_from", "sides_to", "sqm_below", "sqm_from", "whole_sqm") VALUES (NEW."amount", NEW."at_most", NEW."basis", NEW."booking_sqm_from", NEW."booth_kind", NEW."card_id", NEW."day_from", NEW."day_to", NEW."hall_id", NEW."id", NEW."is_returning", NEW."is_small", NEW."kind", NEW."makes_package", NEW."min_sqm", NEW."name", NEW."name_zh", NEW."of_remainder", NEW."only_one_of", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."section", NEW."sector_id", NEW."sides_from", NEW."sides_to", NEW."sqm_below", NEW."sqm_from", NEW."whole_sqm"); RETURN NULL;', hash='64200fe408aaa7009a8332f1b3a05fea0d6eacb2', operation='UPDATE', pgid='pgtrigger_update_update_769dc', table='exhibitors_raterule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='raterule',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_rateruleevent" ("amount", "at_most", "basis", "booking_sqm_from", "booth_kind", "card_id", "day_from", "day_to", "hall_id", "id", "is_returning", "is_small", "kind", "makes_package", "min_sqm", "name", "name_zh", "of_remainder", "only_one_of", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "sector_id", "sides_from", "sides_to", "sqm_below", "sqm_from", "whole_sqm") VALUES (OLD."amount", OLD."at_most", OLD."basis", OLD."booking_sqm_from", OLD."booth_kind", OLD."card_id", OLD."day_from", OLD."day_to", OLD."hall_id", OLD."id", OLD."is_returning", OLD."is_small", OLD."kind", OLD."makes_package", OLD."min_sqm", OLD."name", OLD."name_zh", OLD."of_remainder", OLD."only_one_of", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."section", OLD."sector_id", OLD."sides_from", OLD."sides_to", OLD."sqm_below", OLD."sqm_from", OLD."whole_sqm"); RETURN NULL;', hash='b5955bc84955345875d649af19cdbd66bb344b69', operation='DELETE', pgid='pgtrigger_delete_delete_ed285', table='exhibitors_raterule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='salessettings',
            trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cancellation" IS DISTINCT FROM (NEW."cancellation") OR OLD."confirmed_by" IS DISTINCT FROM (NEW."confirmed_by") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."days_off" IS DISTINCT FROM (NEW."days_off") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_days" IS DISTINCT FROM (NEW."invoice_days") OR OLD."issues_invoices" IS DISTINCT FROM (NEW."issues_invoices") OR OLD."levels" IS DISTINCT FROM (NEW."levels") OR OLD."notice_after" IS DISTINCT FROM (NEW."notice_after") OR OLD."refund_days" IS DISTINCT FROM (NEW."refund_days") OR OLD."release_after" IS DISTINCT FROM (NEW."release_after") OR OLD."releases" IS DISTINCT FROM (NEW."releases") OR OLD."schedule" IS DISTINCT FROM (NEW."schedule") OR OLD."signing_days" IS DISTINCT FROM (NEW."signing_days") OR OLD."uses_contracts" IS DISTINCT FROM (NEW."uses_contracts") OR OLD."working_days" IS DISTINCT FROM (NEW."working_days"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='2f5b345408e6bf7b3575f694fda46fc666ae5d23', operation='UPDATE', pgid='pgtrigger_counts_revision_c3771', table='exhibitors_salessettings', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='salessettings',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_salessettingsevent" ("cancellation", "confirmed_by", "country", "days_off", "edition_id", "id", "invoice_days", "issues_invoices", "levels", "notice_after", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refund_days", "release_after", "releases", "schedule", "signing_days", "uses_contracts", "working_days") VALUES (NEW."cancellation", NEW."confirmed_by", NEW."country", NEW."days_off", NEW."edition_id", NEW."id", NEW."invoice_days", NEW."issues_invoices", NEW."levels", NEW."notice_after", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."refund_days", NEW."release_after", NEW."releases", NEW."schedule", NEW."signing_days", NEW."uses_contracts", NEW."working_days"); RETURN NULL;', hash='d51d40b53c56a7b2c33f116e16ae5fdc860be403', operation='INSERT', pgid='pgtrigger_insert_insert_c7570', table='exhibitors_salessettings', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='salessettings',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cancellation" IS DISTINCT FROM (NEW."cancellation") OR OLD."confirmed_by" IS DISTINCT FROM (NEW."confirmed_by") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."days_off" IS DISTINCT FROM (NEW."days_off") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_days" IS DISTINCT FROM (NEW."invoice_days") OR OLD."issues_invoices" IS DISTINCT FROM (NEW."issues_invoices") OR OLD."levels" IS DISTINCT FROM (NEW."levels") OR OLD."notice_after" IS DISTINCT FROM (NEW."notice_after") OR OLD."refund_days" IS DISTINCT FROM (NEW."refund_days") OR OLD."release_after" IS DISTINCT FROM (NEW."release_after") OR OLD."releases" IS DISTINCT FROM (NEW."releases") OR OLD."schedule" IS DISTINCT FROM (NEW."schedule") OR OLD."signing_days" IS DISTINCT FROM (NEW."signing_days") OR OLD."uses_contracts" IS DISTINCT FROM (NEW."uses_contracts") OR OLD."working_days" IS DISTINCT FROM (NEW."working_days"))', func='INSERT INTO "exhibitors_salessettingsevent" ("cancellation", "confirmed_by", "country", "days_off", "edition_id", "id", "invoice_days", "issues_invoices", "levels", "notice_after", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refund_days", "release_after", "releases", "schedule", "signing_days", "uses_contracts", "working_days") VALUES (NEW."cancellation", NEW."confirmed_by", NEW."country", NEW."days_off", NEW."edition_id", NEW."id", NEW."invoice_days", NEW."issues_invoices", NEW."levels", NEW."notice_after", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."refund_days", NEW."release_after", NEW."releases", NEW."schedule", NEW."signing_days", NEW."uses_contracts", NEW."working_days"); RETURN NULL;', hash='045a5189e3b975f2c7efea430addd868de2f7aef', operation='UPDATE', pgid='pgtrigger_update_update_bab00', table='exhibitors_salessettings', when='AFTER')),
        ),
        AddConstraintNotValid(
            model_name='raterule',
            constraint=models.CheckConstraint(condition=models.Q(('makes_package', False), ('kind', 'charge'), _connector='OR'), name='rate_rule_package_is_a_charge', violation_error_message='Only a charge can make the space a package.'),
        ),
    ]
