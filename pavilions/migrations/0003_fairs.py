"""An edition belongs to a fair. The first one has the name of the settings, and the editions made before."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from ciie.kernel.initial_schema import CreateSchema
from django.conf import settings
from django.db import migrations, models


def give_editions_a_fair(apps, schema_editor):
    fair = apps.get_model("pavilions", "Fair").objects.create(name=settings.SITE_NAME, name_zh=settings.SITE_NAME_ZH)
    apps.get_model("pavilions", "Edition").objects.filter(fair=None).update(fair=fair)


class Migration(migrations.Migration):

    dependencies = [
        ('pavilions', '0002_leftovers'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        CreateSchema(
            operations=[
                migrations.CreateModel(
                    name='Fair',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='name in Chinese')),
                        ('domain', models.CharField(blank=True, db_default='', default='', help_text="Where visitors find this fair, if not at the site's own address. The site must be served there.", max_length=253, validators=[django.core.validators.RegexValidator('^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]$', 'Enter a host name in small letters, such as www.fair.example.', code='not_a_host')], verbose_name='domain')),
                        ('address', models.TextField(blank=True, db_default='', default='', help_text='Name, street and town, as they appear at the foot of every page and on letters.', max_length=500, verbose_name="organizer's address")),
                        ('colour', models.CharField(blank=True, db_default='', default='', help_text='Of links and buttons, such as #0b6770. White text on it must be legible.', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Enter a colour as # and six digits from 0 to f, such as #0b6770.', code='not_a_colour')], verbose_name='colour')),
                        ('logo', models.CharField(blank=True, db_default='', default='', editable=False, max_length=120, verbose_name='logo')),
                        ('parts_off', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('national', 'a national exhibition'), ('programme', 'a programme of events'), ('forum', 'a forum with calls for topics'), ('areas', 'themed areas'), ('blocks', 'group pavilions of agencies'), ('upper_decks', 'stands with an upper deck'), ('roadshows', 'roadshows'), ('deals', 'tentative deals and their figures'), ('bulletins', 'bulletins for the press'), ('simulation', 'simulations of visitors leaving a hall')], max_length=20), blank=True, db_default=[], default=list, verbose_name='parts that the fair does not have')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'fair',
                        'verbose_name_plural': 'fairs',
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='FairEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='name in Chinese')),
                        ('domain', models.CharField(blank=True, db_default='', default='', help_text="Where visitors find this fair, if not at the site's own address. The site must be served there.", max_length=253, validators=[django.core.validators.RegexValidator('^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]*[a-z0-9]$', 'Enter a host name in small letters, such as www.fair.example.', code='not_a_host')], verbose_name='domain')),
                        ('address', models.TextField(blank=True, db_default='', default='', help_text='Name, street and town, as they appear at the foot of every page and on letters.', max_length=500, verbose_name="organizer's address")),
                        ('colour', models.CharField(blank=True, db_default='', default='', help_text='Of links and buttons, such as #0b6770. White text on it must be legible.', max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-fA-F]{6}$', 'Enter a colour as # and six digits from 0 to f, such as #0b6770.', code='not_a_colour')], verbose_name='colour')),
                        ('logo', models.CharField(blank=True, db_default='', default='', editable=False, max_length=120, verbose_name='logo')),
                        ('parts_off', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('national', 'a national exhibition'), ('programme', 'a programme of events'), ('forum', 'a forum with calls for topics'), ('areas', 'themed areas'), ('blocks', 'group pavilions of agencies'), ('upper_decks', 'stands with an upper deck'), ('roadshows', 'roadshows'), ('deals', 'tentative deals and their figures'), ('bulletins', 'bulletins for the press'), ('simulation', 'simulations of visitors leaving a hall')], max_length=20), blank=True, db_default=[], default=list, verbose_name='parts that the fair does not have')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.AddField(
                    model_name='edition',
                    name='fair',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='pavilions.fair', verbose_name='fair'),
                ),
                migrations.AddField(
                    model_name='editionevent',
                    name='fair',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.fair', verbose_name='fair'),
                ),
                migrations.AddField(
                    model_name='fairevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='fairevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.fair'),
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='edition',
                    name='counts_revision',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='edition',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='edition',
                    name='update_update',
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='edition',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepts_registration_numbers" IS DISTINCT FROM (NEW."accepts_registration_numbers") OR OLD."booking_closes_at" IS DISTINCT FROM (NEW."booking_closes_at") OR OLD."booking_opens_at" IS DISTINCT FROM (NEW."booking_opens_at") OR OLD."booking_steps" IS DISTINCT FROM (NEW."booking_steps") OR OLD."cancel_until_date" IS DISTINCT FROM (NEW."cancel_until_date") OR OLD."change_hours" IS DISTINCT FROM (NEW."change_hours") OR OLD."closes_date" IS DISTINCT FROM (NEW."closes_date") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."fair_id" IS DISTINCT FROM (NEW."fair_id") OR OLD."held_booths_limit" IS DISTINCT FROM (NEW."held_booths_limit") OR OLD."held_sqm_limit" IS DISTINCT FROM (NEW."held_sqm_limit") OR OLD."hold_minutes" IS DISTINCT FROM (NEW."hold_minutes") OR OLD."holds_mail" IS DISTINCT FROM (NEW."holds_mail") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_sample" IS DISTINCT FROM (NEW."is_sample") OR OLD."lapse_days" IS DISTINCT FROM (NEW."lapse_days") OR OLD."larger_percent" IS DISTINCT FROM (NEW."larger_percent") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."offer_days" IS DISTINCT FROM (NEW."offer_days") OR OLD."offer_reminder_days" IS DISTINCT FROM (NEW."offer_reminder_days") OR OLD."opens_date" IS DISTINCT FROM (NEW."opens_date") OR OLD."ownership_objection_days" IS DISTINCT FROM (NEW."ownership_objection_days") OR OLD."person_bookings_limit" IS DISTINCT FROM (NEW."person_bookings_limit") OR OLD."person_booths_limit" IS DISTINCT FROM (NEW."person_booths_limit") OR OLD."person_sqm_limit" IS DISTINCT FROM (NEW."person_sqm_limit") OR OLD."reply_to" IS DISTINCT FROM (NEW."reply_to") OR OLD."sender_name" IS DISTINCT FROM (NEW."sender_name") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."undecided_bookings_limit" IS DISTINCT FROM (NEW."undecided_bookings_limit") OR OLD."undecided_booths_limit" IS DISTINCT FROM (NEW."undecided_booths_limit") OR OLD."undecided_days" IS DISTINCT FROM (NEW."undecided_days") OR OLD."undecided_sqm_limit" IS DISTINCT FROM (NEW."undecided_sqm_limit") OR OLD."unverified_booths_limit" IS DISTINCT FROM (NEW."unverified_booths_limit") OR OLD."unverified_share_percent" IS DISTINCT FROM (NEW."unverified_share_percent") OR OLD."unverified_sqm_limit" IS DISTINCT FROM (NEW."unverified_sqm_limit"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='f9c6d7835edfc51932e88f2cc0bfc1334bef4c83', operation='UPDATE', pgid='pgtrigger_counts_revision_69939', table='pavilions_edition', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='edition',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_editionevent" ("accepts_registration_numbers", "booking_closes_at", "booking_opens_at", "booking_steps", "cancel_until_date", "change_hours", "closes_date", "currency", "fair_id", "held_booths_limit", "held_sqm_limit", "hold_minutes", "holds_mail", "id", "is_sample", "lapse_days", "larger_percent", "name", "name_zh", "number", "offer_days", "offer_reminder_days", "opens_date", "ownership_objection_days", "person_bookings_limit", "person_booths_limit", "person_sqm_limit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reply_to", "sender_name", "status", "time_zone", "undecided_bookings_limit", "undecided_booths_limit", "undecided_days", "undecided_sqm_limit", "unverified_booths_limit", "unverified_share_percent", "unverified_sqm_limit") VALUES (NEW."accepts_registration_numbers", NEW."booking_closes_at", NEW."booking_opens_at", NEW."booking_steps", NEW."cancel_until_date", NEW."change_hours", NEW."closes_date", NEW."currency", NEW."fair_id", NEW."held_booths_limit", NEW."held_sqm_limit", NEW."hold_minutes", NEW."holds_mail", NEW."id", NEW."is_sample", NEW."lapse_days", NEW."larger_percent", NEW."name", NEW."name_zh", NEW."number", NEW."offer_days", NEW."offer_reminder_days", NEW."opens_date", NEW."ownership_objection_days", NEW."person_bookings_limit", NEW."person_booths_limit", NEW."person_sqm_limit", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reply_to", NEW."sender_name", NEW."status", NEW."time_zone", NEW."undecided_bookings_limit", NEW."undecided_booths_limit", NEW."undecided_days", NEW."undecided_sqm_limit", NEW."unverified_booths_limit", NEW."unverified_share_percent", NEW."unverified_sqm_limit"); RETURN NULL;', hash='637ee6bc9d1980b364d24640054f3968f3a47f69', operation='INSERT', pgid='pgtrigger_insert_insert_588b4', table='pavilions_edition', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='edition',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepts_registration_numbers" IS DISTINCT FROM (NEW."accepts_registration_numbers") OR OLD."booking_closes_at" IS DISTINCT FROM (NEW."booking_closes_at") OR OLD."booking_opens_at" IS DISTINCT FROM (NEW."booking_opens_at") OR OLD."booking_steps" IS DISTINCT FROM (NEW."booking_steps") OR OLD."cancel_until_date" IS DISTINCT FROM (NEW."cancel_until_date") OR OLD."change_hours" IS DISTINCT FROM (NEW."change_hours") OR OLD."closes_date" IS DISTINCT FROM (NEW."closes_date") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."fair_id" IS DISTINCT FROM (NEW."fair_id") OR OLD."held_booths_limit" IS DISTINCT FROM (NEW."held_booths_limit") OR OLD."held_sqm_limit" IS DISTINCT FROM (NEW."held_sqm_limit") OR OLD."hold_minutes" IS DISTINCT FROM (NEW."hold_minutes") OR OLD."holds_mail" IS DISTINCT FROM (NEW."holds_mail") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_sample" IS DISTINCT FROM (NEW."is_sample") OR OLD."lapse_days" IS DISTINCT FROM (NEW."lapse_days") OR OLD."larger_percent" IS DISTINCT FROM (NEW."larger_percent") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."offer_days" IS DISTINCT FROM (NEW."offer_days") OR OLD."offer_reminder_days" IS DISTINCT FROM (NEW."offer_reminder_days") OR OLD."opens_date" IS DISTINCT FROM (NEW."opens_date") OR OLD."ownership_objection_days" IS DISTINCT FROM (NEW."ownership_objection_days") OR OLD."person_bookings_limit" IS DISTINCT FROM (NEW."person_bookings_limit") OR OLD."person_booths_limit" IS DISTINCT FROM (NEW."person_booths_limit") OR OLD."person_sqm_limit" IS DISTINCT FROM (NEW."person_sqm_limit") OR OLD."reply_to" IS DISTINCT FROM (NEW."reply_to") OR OLD."sender_name" IS DISTINCT FROM (NEW."sender_name") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."undecided_bookings_limit" IS DISTINCT FROM (NEW."undecided_bookings_limit") OR OLD."undecided_booths_limit" IS DISTINCT FROM (NEW."undecided_booths_limit") OR OLD."undecided_days" IS DISTINCT FROM (NEW."undecided_days") OR OLD."undecided_sqm_limit" IS DISTINCT FROM (NEW."undecided_sqm_limit") OR OLD."unverified_booths_limit" IS DISTINCT FROM (NEW."unverified_booths_limit") OR OLD."unverified_share_percent" IS DISTINCT FROM (NEW."unverified_share_percent") OR OLD."unverified_sqm_limit" IS DISTINCT FROM (NEW."unverified_sqm_limit"))', func='INSERT INTO "pavilions_editionevent" ("accepts_registration_numbers", "booking_closes_at", "booking_opens_at", "booking_steps", "cancel_until_date", "change_hours", "closes_date", "currency", "fair_id", "held_booths_limit", "held_sqm_limit", "hold_minutes", "holds_mail", "id", "is_sample", "lapse_days", "larger_percent", "name", "name_zh", "number", "offer_days", "offer_reminder_days", "opens_date", "ownership_objection_days", "person_bookings_limit", "person_booths_limit", "person_sqm_limit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reply_to", "sender_name", "status", "time_zone", "undecided_bookings_limit", "undecided_booths_limit", "undecided_days", "undecided_sqm_limit", "unverified_booths_limit", "unverified_share_percent", "unverified_sqm_limit") VALUES (NEW."accepts_registration_numbers", NEW."booking_closes_at", NEW."booking_opens_at", NEW."booking_steps", NEW."cancel_until_date", NEW."change_hours", NEW."closes_date", NEW."currency", NEW."fair_id", NEW."held_booths_limit", NEW."held_sqm_limit", NEW."hold_minutes", NEW."holds_mail", NEW."id", NEW."is_sample", NEW."lapse_days", NEW."larger_percent", NEW."name", NEW."name_zh", NEW."number", NEW."offer_days", NEW."offer_reminder_days", NEW."opens_date", NEW."ownership_objection_days", NEW."person_bookings_limit", NEW."person_booths_limit", NEW."person_sqm_limit", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reply_to", NEW."sender_name", NEW."status", NEW."time_zone", NEW."undecided_bookings_limit", NEW."undecided_booths_limit", NEW."undecided_days", NEW."undecided_sqm_limit", NEW."unverified_booths_limit", NEW."unverified_share_percent", NEW."unverified_sqm_limit"); RETURN NULL;', hash='96c3e6a0bb01763727be9fd6bee267b145f817ac', operation='UPDATE', pgid='pgtrigger_update_update_f815b', table='pavilions_edition', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='fair',
                    constraint=models.UniqueConstraint(condition=models.Q(('domain', ''), _negated=True), fields=('domain',), name='fair_domain_of_one_fair', violation_error_message='Another fair has this domain.'),
                ),
                migrations.AddConstraint(
                    model_name='fair',
                    constraint=models.CheckConstraint(condition=models.Q(('colour', ''), ('colour__regex', '^#[0-9a-f]{6}$'), _connector='OR'), name='fair_colour_is_a_code', violation_error_message='Enter a colour as # and six digits from 0 to f, such as #0b6770.'),
                ),
                migrations.AddConstraint(
                    model_name='fair',
                    constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='fair_has_a_name', violation_error_message='Enter a name.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fair',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."colour" IS DISTINCT FROM (NEW."colour") OR OLD."domain" IS DISTINCT FROM (NEW."domain") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."logo" IS DISTINCT FROM (NEW."logo") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."parts_off" IS DISTINCT FROM (NEW."parts_off"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='a56157aa069361fa40e1553f2149f2ba4ffb678e', operation='UPDATE', pgid='pgtrigger_counts_revision_6c217', table='pavilions_fair', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fair',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_fairevent" ("address", "colour", "domain", "id", "logo", "name", "name_zh", "parts_off", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."colour", NEW."domain", NEW."id", NEW."logo", NEW."name", NEW."name_zh", NEW."parts_off", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='ccd07186e5a35ff2a9f9d37f05a78f49d46f5f71', operation='INSERT', pgid='pgtrigger_insert_insert_a90c4', table='pavilions_fair', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fair',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."colour" IS DISTINCT FROM (NEW."colour") OR OLD."domain" IS DISTINCT FROM (NEW."domain") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."logo" IS DISTINCT FROM (NEW."logo") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."parts_off" IS DISTINCT FROM (NEW."parts_off"))', func='INSERT INTO "pavilions_fairevent" ("address", "colour", "domain", "id", "logo", "name", "name_zh", "parts_off", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."colour", NEW."domain", NEW."id", NEW."logo", NEW."name", NEW."name_zh", NEW."parts_off", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='5cb92c6d623f624505cbe2a9cecb9e747db2a95b', operation='UPDATE', pgid='pgtrigger_update_update_13366', table='pavilions_fair', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fairevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5eeeb9c550c557f2bdfa428a65a5059c30d5f880', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9843e', table='pavilions_fairevent', when='BEFORE')),
                ),
            ]
        ),
        migrations.RunPython(give_editions_a_fair, migrations.RunPython.noop),
    ]
