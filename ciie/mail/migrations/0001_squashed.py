"""The schema of release 1.0.0 in one migration, in place of those before it."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from ciie.kernel.initial_schema import CreateSchema
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ("mail", "0001_initial"),
        ("mail", "0002_texts_and_sender"),
        ("mail", "0003_wording_of_refusals"),
        ("mail", "0004_batches"),
        ("mail", "0005_handovers"),
        ("mail", "0006_search_of_letters"),
        ("mail", "0007_letters_that_say_something"),
        ("mail", "0008_letters_by_whole_message_id"),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed'),  # the extension
        ('pghistory', '0007_auto_20250421_0444'),
        ('post_office', '0014_alter_email_recipient_delivery_status_and_more'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # One letter per occasion and address: the outbox refuses a second row with the same Message-ID. The table is
        # django-post-office's, so its indexes are SQL.
        migrations.RunSQL(
            "CREATE UNIQUE INDEX mail_once_per_occasion ON post_office_email (message_id) WHERE message_id IS NOT NULL",
            "DROP INDEX mail_once_per_occasion",
        ),
        # The admin finds letters by parts of an address or a subject.
        *(
            migrations.RunSQL(
                f"CREATE INDEX letter_{column}_parts ON post_office_email "
                f'USING gin (upper("{column}"::text) gin_trgm_ops)',
                f"DROP INDEX letter_{column}_parts",
            )
            for column in ("to", "subject")
        ),
        # Retention finds letters that still say something, however many it has emptied.
        migrations.RunSQL(
            "CREATE INDEX letter_says_something ON post_office_email (last_updated, id) "
            "WHERE NOT (context IS NULL AND html_message = '' AND message = '' AND subject = '')",
            "DROP INDEX letter_says_something",
        ),
        CreateSchema(
            [
                migrations.CreateModel(
                    name='HeldLetter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=60, verbose_name='kind')),
                        ('to', models.EmailField(max_length=254, verbose_name='to')),
                        ('language', models.CharField(max_length=10, verbose_name='language')),
                        ('occasion', models.CharField(max_length=200, verbose_name='occasion')),
                        ('context', models.JSONField(verbose_name='context')),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('later', 'kept for the next batch'), ('dropped', 'dropped'), ('sent', 'sent'), ('outdated', 'outdated, not sent')], db_default='waiting', default='waiting', max_length=20, verbose_name='state')),
                        ('reason', models.CharField(blank=True, db_default='', max_length=500, verbose_name='reason')),
                    ],
                    options={
                        'verbose_name': 'held email',
                        'verbose_name_plural': 'held emails',
                    },
                ),
                migrations.CreateModel(
                    name='MailSenderEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.PositiveSmallIntegerField(default=1, editable=False, serialize=False)),
                        ('name', models.CharField(blank=True, max_length=80, validators=[django.core.validators.RegexValidator('^[^<>"@\\r\\n\\x00-\\x1f]*\\Z', 'Enter a name without <, >, @ and quotation marks.')], verbose_name='sender name')),
                        ('reply_to', models.EmailField(blank=True, max_length=254, verbose_name='reply address')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='MailText',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=60, verbose_name='kind')),
                        ('language', models.CharField(max_length=10, verbose_name='language')),
                        ('subject', models.CharField(max_length=300, verbose_name='subject')),
                        ('body', models.TextField(max_length=20000, verbose_name='text')),
                        ('is_in_use', models.BooleanField(default=True, verbose_name='in use')),
                        ('changed_at', models.DateTimeField(verbose_name='last changed at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'mail text',
                        'verbose_name_plural': 'mail texts',
                    },
                ),
                migrations.CreateModel(
                    name='MailTextEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(max_length=60, verbose_name='kind')),
                        ('language', models.CharField(max_length=10, verbose_name='language')),
                        ('subject', models.CharField(max_length=300, verbose_name='subject')),
                        ('body', models.TextField(max_length=20000, verbose_name='text')),
                        ('is_in_use', models.BooleanField(default=True, verbose_name='in use')),
                        ('changed_at', models.DateTimeField(verbose_name='last changed at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Handover',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('worker', models.CharField(max_length=200, verbose_name='worker')),
                        ('since', models.DateTimeField(verbose_name='since')),
                        ('until', models.DateTimeField(verbose_name='lease ends at')),
                        ('state', models.CharField(choices=[('sending', 'being sent'), ('in_doubt', 'in doubt'), ('found', 'already with the mail server'), ('absent', 'unknown to the mail server, sent again'), ('resent', 'sent again, marked as a possible duplicate')], db_default='sending', default='sending', max_length=20, verbose_name='state')),
                        ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handovers', to='post_office.email', verbose_name='email')),
                    ],
                    options={
                        'verbose_name': 'email in doubt',
                        'verbose_name_plural': 'emails in doubt',
                    },
                ),
                migrations.CreateModel(
                    name='MailBatch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('scope', models.CharField(max_length=40, verbose_name='scope')),
                        ('number', models.PositiveIntegerField(verbose_name='number')),
                        ('name', models.CharField(blank=True, max_length=80, verbose_name='name')),
                        ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='released at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                        ('released_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='released by')),
                    ],
                    options={
                        'verbose_name': 'batch of emails',
                        'verbose_name_plural': 'batches of emails',
                    },
                ),
                migrations.CreateModel(
                    name='HeldLetterStateReasonBatchEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('later', 'kept for the next batch'), ('dropped', 'dropped'), ('sent', 'sent'), ('outdated', 'outdated, not sent')], db_default='waiting', default='waiting', max_length=20, verbose_name='state')),
                        ('reason', models.CharField(blank=True, db_default='', max_length=500, verbose_name='reason')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_reason_batch_events', to='mail.heldletter')),
                        ('batch', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='mail.mailbatch', verbose_name='batch')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.AddField(
                    model_name='heldletter',
                    name='batch',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='mail.mailbatch', verbose_name='batch'),
                ),
                migrations.CreateModel(
                    name='MailBatchEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('scope', models.CharField(max_length=40, verbose_name='scope')),
                        ('number', models.PositiveIntegerField(verbose_name='number')),
                        ('name', models.CharField(blank=True, max_length=80, verbose_name='name')),
                        ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='released at')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='mail.mailbatch')),
                        ('released_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='released by')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='MailSender',
                    fields=[
                        ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                        ('name', models.CharField(blank=True, max_length=80, validators=[django.core.validators.RegexValidator('^[^<>"@\\r\\n\\x00-\\x1f]*\\Z', 'Enter a name without <, >, @ and quotation marks.')], verbose_name='sender name')),
                        ('reply_to', models.EmailField(blank=True, max_length=254, verbose_name='reply address')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'mail sender',
                        'verbose_name_plural': 'mail sender',
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='mail_sender_is_one', violation_error_message='The site has one sender.')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailsender',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."reply_to" IS DISTINCT FROM (NEW."reply_to"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='cb4eee264da6ba279182d2d28e25ad4f51d328b8', operation='UPDATE', pgid='pgtrigger_counts_revision_14ec0', table='mail_mailsender', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailsender',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "mail_mailsenderevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reply_to") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reply_to"); RETURN NULL;', hash='9e2ef01b7e974aa1d9f64503d620d2b4a9620ae8', operation='INSERT', pgid='pgtrigger_insert_insert_81980', table='mail_mailsender', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailsender',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."reply_to" IS DISTINCT FROM (NEW."reply_to"))', func='INSERT INTO "mail_mailsenderevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reply_to") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reply_to"); RETURN NULL;', hash='57666fb4f4516fbd9a2b2c0a056b17e65a9c8d45', operation='UPDATE', pgid='pgtrigger_update_update_8e745', table='mail_mailsender', when='AFTER')),
                ),
                migrations.AddField(
                    model_name='mailsenderevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='mailsenderevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='mail.mailsender'),
                ),
                migrations.AddConstraint(
                    model_name='mailtext',
                    constraint=models.UniqueConstraint(fields=('kind', 'language'), name='mail_text_once_per_language', violation_error_message='There is already a text in this language. Edit that one.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailtext',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_in_use" IS DISTINCT FROM (NEW."is_in_use") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."subject" IS DISTINCT FROM (NEW."subject"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='aa480f04890b9f923236c0dcf0fa3c8d4188bbbb', operation='UPDATE', pgid='pgtrigger_counts_revision_3609e', table='mail_mailtext', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailtext',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "mail_mailtextevent" ("body", "changed_at", "id", "is_in_use", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject") VALUES (NEW."body", NEW."changed_at", NEW."id", NEW."is_in_use", NEW."kind", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."subject"); RETURN NULL;', hash='f17aa8e00f6776239e194bd3c810cedd16cf8437', operation='INSERT', pgid='pgtrigger_insert_insert_9f4e0', table='mail_mailtext', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailtext',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_in_use" IS DISTINCT FROM (NEW."is_in_use") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."subject" IS DISTINCT FROM (NEW."subject"))', func='INSERT INTO "mail_mailtextevent" ("body", "changed_at", "id", "is_in_use", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject") VALUES (NEW."body", NEW."changed_at", NEW."id", NEW."is_in_use", NEW."kind", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."subject"); RETURN NULL;', hash='2ab306ea0f5ad235f1c565c96da5dbe6f93c5fab', operation='UPDATE', pgid='pgtrigger_update_update_bab8a', table='mail_mailtext', when='AFTER')),
                ),
                migrations.AddField(
                    model_name='mailtextevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='mailtextevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='mail.mailtext'),
                ),
                migrations.AddConstraint(
                    model_name='handover',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'sending')), fields=('letter',), name='mail_in_one_hand', violation_error_message='This email is being sent.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='handover',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{sending:in_doubt,in_doubt:absent,in_doubt:found,in_doubt:resent}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='31637f35234a9fe9e309ea17385a42de848b7613', operation='UPDATE', pgid='pgtrigger_state_moves_c68c1', table='mail_handover', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='handover',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'absent\', \'found\', \'in_doubt\', \'resent\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='afcb1a903ef2b9b35453edf92202e71d04da4162', operation='INSERT', pgid='pgtrigger_state_birth_90300', table='mail_handover', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='handover',
                    trigger=pgtrigger.compiler.Trigger(name='handover_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."letter_id" IS DISTINCT FROM (NEW."letter_id") OR OLD."worker" IS DISTINCT FROM (NEW."worker") OR OLD."since" IS DISTINCT FROM (NEW."since"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a3d9ee37b755d29ca7a3cb964c09913b274ceab8', operation='UPDATE', pgid='pgtrigger_handover_stands_d434c', table='mail_handover', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='mailbatch',
                    constraint=models.UniqueConstraint(fields=('scope', 'number'), name='mail_batch_number_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailbatch',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."released_at" IS DISTINCT FROM (NEW."released_at") OR OLD."released_by_id" IS DISTINCT FROM (NEW."released_by_id") OR OLD."scope" IS DISTINCT FROM (NEW."scope"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='12c6dac25a97088a706945ff71818c5bdca934bb', operation='UPDATE', pgid='pgtrigger_counts_revision_ca6fd', table='mail_mailbatch', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailbatch',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ab11bda01193b6f9631ee9ee82d85916ae04839d', operation='DELETE', pgid='pgtrigger_no_delete_5c8dc', table='mail_mailbatch', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailbatch',
                    trigger=pgtrigger.compiler.Trigger(name='released_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."released_at" IS DISTINCT FROM (NEW."released_at") AND OLD."released_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='1e0d227f302bc20a707ce4bc9d59bda855e7f17e', operation='UPDATE', pgid='pgtrigger_released_once_86c36', table='mail_mailbatch', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailbatch',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "mail_mailbatchevent" ("id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "scope") VALUES (NEW."id", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."released_at", NEW."released_by_id", NEW."scope"); RETURN NULL;', hash='7f0f5129b2203b805a87273ce8a4a2dc80bb12a0', operation='INSERT', pgid='pgtrigger_insert_insert_e7835', table='mail_mailbatch', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailbatch',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."released_at" IS DISTINCT FROM (NEW."released_at") OR OLD."released_by_id" IS DISTINCT FROM (NEW."released_by_id") OR OLD."scope" IS DISTINCT FROM (NEW."scope"))', func='INSERT INTO "mail_mailbatchevent" ("id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "released_by_id", "scope") VALUES (NEW."id", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."released_at", NEW."released_by_id", NEW."scope"); RETURN NULL;', hash='225af47d5f3a759614a4b42836a6cd2ca53b9f35', operation='UPDATE', pgid='pgtrigger_update_update_b03ab', table='mail_mailbatch', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='heldletterstatereasonbatchevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8cb0abef45216c85a9f18355558d7acf35e10128', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5e70b', table='mail_heldletterstatereasonbatchevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='heldletter',
                    index=models.Index(fields=['batch', 'state'], name='mail_held_in_batch'),
                ),
                migrations.AddConstraint(
                    model_name='heldletter',
                    constraint=models.UniqueConstraint(fields=('occasion', 'to'), name='mail_held_once'),
                ),
                migrations.AddConstraint(
                    model_name='heldletter',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['dropped', 'outdated']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='mail_held_back_for_a_reason', violation_error_message='Give a reason.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='heldletter',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:dropped,waiting:later,waiting:outdated,waiting:sent,later:dropped,later:waiting,dropped:waiting}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='03957583e22c78bab2886efdd0fa8e5a1d7829e9', operation='UPDATE', pgid='pgtrigger_state_moves_c5cc6', table='mail_heldletter', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='heldletter',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'dropped\', \'later\', \'outdated\', \'sent\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='433d630cb6ae71c021aa678b7eb611d8437b3011', operation='INSERT', pgid='pgtrigger_state_birth_2f80e', table='mail_heldletter', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='heldletter',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d648ba803a1d07176c58c7d7ef6adf1e7c981bfe', operation='DELETE', pgid='pgtrigger_no_delete_4bb70', table='mail_heldletter', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='heldletter',
                    trigger=pgtrigger.compiler.Trigger(name='letter_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."to" IS DISTINCT FROM (NEW."to") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."occasion" IS DISTINCT FROM (NEW."occasion") OR OLD."context" IS DISTINCT FROM (NEW."context"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d0c80ddb2389c2c5e5264167d6f3a6138aab29de', operation='UPDATE', pgid='pgtrigger_letter_stands_45009', table='mail_heldletter', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='heldletter',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."batch_id" IS DISTINCT FROM (NEW."batch_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "mail_heldletterstatereasonbatchevent" ("batch_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (NEW."batch_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;', hash='67e0c30ea2a6141b2bd09f3792342bed00db92df', operation='UPDATE', pgid='pgtrigger_update_update_8760c', table='mail_heldletter', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailbatchevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3854680f3398d658fded3db3686ddd5374009275', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e927', table='mail_mailbatchevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailsenderevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b2b52133715b27642c1d81238ef9aeb0fa6787b4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2004b', table='mail_mailsenderevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailtextevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='866f65ff060bf7c6d5a914e03845f64a7b0d1a90', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b575e', table='mail_mailtextevent', when='BEFORE')),
                ),
            ]
        ),
    ]
