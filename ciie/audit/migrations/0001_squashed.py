"""The schema of release 1.0.0 in one migration, in place of those before it."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from ciie.kernel.initial_schema import CreateSchema
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ("audit", "0001_append_only"),
        ("audit", "0002_security_log"),
        ("audit", "0003_wording"),
        ("audit", "0004_personal_data"),
        ("audit", "0005_session_events"),
        ("audit", "0006_search_of_the_security_log"),
    ]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        CreateSchema(
            [
                migrations.CreateModel(
                    name='RecordedContext',
                    fields=[
                    ],
                    options={
                        'verbose_name': 'recorded context',
                        'verbose_name_plural': 'recorded contexts',
                        'proxy': True,
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('pghistory.context',),
                ),
                migrations.CreateModel(
                    name='SecurityEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(db_index=True, verbose_name='time')),
                        ('kind', models.CharField(choices=[('signed_in', 'Signed in'), ('sign_in_failed', 'Sign-in failed'), ('signed_out', 'Signed out'), ('password_set', 'Password set'), ('password_reset', 'Password reset by email'), ('address_added', 'Email address added'), ('address_verified', 'Email address verified'), ('address_removed', 'Email address removed'), ('primary_address_changed', 'Primary email address changed'), ('sessions_ended', 'Sessions ended'), ('factor_added', 'Second factor added'), ('factor_removed', 'Second factor removed'), ('factor_failed', 'Second factor failed'), ('recovery_code_used', 'Recovery code used'), ('recovery_codes_renewed', 'Recovery codes renewed'), ('token_issued', 'API token issued'), ('token_revoked', 'API token revoked'), ('token_expired', 'Expired API token used'), ('person_created', 'Person created'), ('person_deactivated', 'Person deactivated'), ('person_reactivated', 'Person reactivated'), ('powers_changed', 'Permissions changed'), ('role_offered', 'Invited to a role'), ('role_given', 'Role given'), ('role_changed', 'Role changed'), ('role_ended', 'Role ended'), ('refused', 'Refused'), ('throttled', 'Too many requests'), ('exported', 'Exported'), ('person_exported', 'Personal data exported'), ('person_erased', 'Person erased')], max_length=30, verbose_name='kind')),
                        ('person_email', models.CharField(blank=True, max_length=254, verbose_name='email address')),
                        ('actor_name', models.CharField(blank=True, max_length=254, verbose_name='done by')),
                        ('address', models.GenericIPAddressField(null=True, verbose_name='IP address')),
                        ('user_agent', models.CharField(blank=True, max_length=200, verbose_name='browser')),
                        ('request_id', models.UUIDField(null=True, verbose_name='request')),
                        ('details', models.JSONField(default=dict, verbose_name='details')),
                        ('once', models.CharField(blank=True, editable=False, max_length=80)),
                        ('actor', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by')),
                        ('person', models.ForeignKey(db_constraint=False, db_index=False, help_text='The person concerned.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'security event',
                        'verbose_name_plural': 'security log',
                        'ordering': ['-pk'],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='recordedcontext',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cbe4a28d0f89c102a138a7415f05ea589b1302fe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6764c', table='pghistory_context', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='securityevent',
                    index=models.Index(fields=['person', '-id'], name='security_event_person'),
                ),
                migrations.AddIndex(
                    model_name='securityevent',
                    index=models.Index(fields=['kind', '-id'], name='security_event_kind'),
                ),
                migrations.AddIndex(
                    model_name='securityevent',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('person_email'), name='gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('actor_name'), name='gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('user_agent'), name='gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.Func('address', function='HOST', output_field=models.TextField())), name='gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(django.db.models.functions.comparison.Cast('request_id', models.TextField())), name='gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(django.db.models.functions.comparison.Cast('details', models.TextField())), name='gin_trgm_ops'), name='security_event_parts'),
                ),
                migrations.AddConstraint(
                    model_name='securityevent',
                    constraint=models.UniqueConstraint(condition=models.Q(('once', ''), _negated=True), fields=('once',), name='security_event_once', violation_error_message='This has already been recorded.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='securityevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3561f1cd723efa88850634dd59da2d395af7be52', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d9313', table='audit_securityevent', when='BEFORE')),
                ),
            ]
        ),
    ]
