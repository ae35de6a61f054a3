"""The schema of release 1.0.0 in one migration, in place of those before it."""

import ciie.accounts.mailboxes
import datetime
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from ciie.kernel.initial_schema import CreateSchema
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_revisions"),
        ("accounts", "0003_security"),
        ("accounts", "0004_encrypt_second_factors"),
        ("accounts", "0005_wording"),
        ("accounts", "0006_indexes_of_large_tables"),
        ("accounts", "0007_sessions_ended"),
        ("accounts", "0008_kept_in_database"),
        ("accounts", "0009_user_sessions"),
        ("accounts", "0010_users_of_the_admin"),
        ("accounts", "0011_mailboxes"),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        TrigramExtension(),
        # The rows of the cache "database", as `createcachetable` makes their table.
        migrations.RunSQL(
            [
                "CREATE TABLE kept_in_database (cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, "
                "expires timestamp with time zone NOT NULL)",
                "CREATE INDEX kept_in_database_expires ON kept_in_database (expires)",
            ],
            "DROP TABLE kept_in_database",
        ),
        CreateSchema(
            [
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('email', models.EmailField(max_length=254, unique=True, verbose_name='email address')),
                        ('mailbox', models.GeneratedField(db_index=True, db_persist=True, expression=models.Case(models.When(django.db.models.lookups.In(ciie.accounts.mailboxes.AddressPart(django.db.models.functions.text.Lower(models.F('email')), models.Value('@'), models.Value(2)), ('gmail.com', 'googlemail.com')), then=models.Func(django.db.models.functions.text.Replace(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(ciie.accounts.mailboxes.AddressPart(ciie.accounts.mailboxes.AddressPart(django.db.models.functions.text.Lower(models.F('email')), models.Value('@'), models.Value(1)), models.Value('+'), models.Value(1)), models.Value('')), ciie.accounts.mailboxes.AddressPart(django.db.models.functions.text.Lower(models.F('email')), models.Value('@'), models.Value(1))), models.Value('.'), models.Value('')), models.Value('@gmail.com'), arg_joiner=' || ', output_field=models.CharField(), template='(%(expressions)s)')), models.When(django.db.models.lookups.In(ciie.accounts.mailboxes.AddressPart(django.db.models.functions.text.Lower(models.F('email')), models.Value('@'), models.Value(2)), ('proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me')), then=models.Func(django.db.models.functions.text.Replace(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(ciie.accounts.mailboxes.AddressPart(ciie.accounts.mailboxes.AddressPart(django.db.models.functions.text.Lower(models.F('email')), models.Value('@'), models.Value(1)), models.Value('+'), models.Value(1)), models.Value('')), ciie.accounts.mailboxes.AddressPart(django.db.models.functions.text.Lower(models.F('email')), models.Value('@'), models.Value(1))), models.Value('.'), models.Value('')), models.Value('@pm.me'), arg_joiner=' || ', output_field=models.CharField(), template='(%(expressions)s)')), default=models.Func(django.db.models.functions.comparison.Coalesce(django.db.models.functions.comparison.NullIf(ciie.accounts.mailboxes.AddressPart(ciie.accounts.mailboxes.AddressPart(django.db.models.functions.text.Lower(models.F('email')), models.Value('@'), models.Value(1)), models.Value('+'), models.Value(1)), models.Value('')), ciie.accounts.mailboxes.AddressPart(django.db.models.functions.text.Lower(models.F('email')), models.Value('@'), models.Value(1))), models.Func(models.Value('@'), ciie.accounts.mailboxes.AddressPart(django.db.models.functions.text.Lower(models.F('email')), models.Value('@'), models.Value(2)), arg_joiner=' || ', output_field=models.CharField(), template='(%(expressions)s)'), arg_joiner=' || ', output_field=models.CharField(), template='(%(expressions)s)'), output_field=models.CharField()), output_field=models.CharField(max_length=254, verbose_name='mailbox'))),
                        ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                        ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese')], default='en', max_length=10, verbose_name='language')),
                        ('is_staff', models.BooleanField(default=False, verbose_name='can access the admin')),
                        ('is_active', models.BooleanField(default=True, verbose_name='active')),
                        ('joined_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='joined at')),
                        ('sessions_ended_at', models.DateTimeField(editable=False, null=True)),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'person',
                        'verbose_name_plural': 'people',
                    },
                ),
                migrations.CreateModel(
                    name='ApiToken',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(blank=True, max_length=80, verbose_name='name')),
                        ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                        ('scope', models.CharField(choices=[('read', 'Read only'), ('write', 'Read and write')], default='write', max_length=5, verbose_name='scope')),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created at')),
                        ('expires_at', models.DateTimeField(verbose_name='expires at')),
                        ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='last used at')),
                        ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'API token',
                        'verbose_name_plural': 'API tokens',
                    },
                ),
                migrations.CreateModel(
                    name='UserEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('email', models.EmailField(max_length=254, verbose_name='email address')),
                        ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                        ('is_active', models.BooleanField(default=True, verbose_name='active')),
                        ('is_staff', models.BooleanField(default=False, verbose_name='can access the admin')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='UserSession',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('address', models.GenericIPAddressField(null=True, verbose_name='IP address')),
                        ('user_agent', models.CharField(blank=True, max_length=200, verbose_name='browser')),
                        ('began_at', models.DateTimeField(verbose_name='signed in at')),
                        ('seen_at', models.DateTimeField(verbose_name='last used at')),
                        ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sessions.session')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'session',
                        'verbose_name_plural': 'sessions',
                    },
                ),
                migrations.AddIndex(
                    model_name='user',
                    index=models.Index(condition=models.Q(('is_superuser', True)), fields=['id'], name='user_is_superuser'),
                ),
                migrations.AddIndex(
                    model_name='user',
                    index=models.Index(condition=models.Q(('is_staff', True)), fields=['id'], name='user_is_staff'),
                ),
                migrations.AddIndex(
                    model_name='user',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('email'), name='gin_trgm_ops'), name='user_email_parts'),
                ),
                migrations.AddIndex(
                    model_name='user',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), name='user_name_parts'),
                ),
                migrations.AddConstraint(
                    model_name='user',
                    constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_unique', violation_error_message='Someone else already signs in with this email address.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='user',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name" IS DISTINCT FROM (NEW."name"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='56c4071850236ab6237eeec05880a711e26a583b', operation='UPDATE', pgid='pgtrigger_counts_revision_f4f1d', table='accounts_user', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='user',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("email", "is_active", "is_staff", "is_superuser", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."email", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='ab490cbd1abaf137a3d7150e4c679e36710640c4', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', table='accounts_user', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='user',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."name" IS DISTINCT FROM (NEW."name"))', func='INSERT INTO "accounts_userevent" ("email", "is_active", "is_staff", "is_superuser", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."email", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='7fafd0280ea16e585663ea7379e6356cd1d121a9', operation='UPDATE', pgid='pgtrigger_update_update_0e890', table='accounts_user', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='user',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("email", "is_active", "is_staff", "is_superuser", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."email", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='6d1f9854844a6a3a42c57cdf10bba818b9d4bee7', operation='DELETE', pgid='pgtrigger_delete_delete_19f14', table='accounts_user', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='apitoken',
                    constraint=models.CheckConstraint(condition=models.Q(('expires_at__lte', django.db.models.expressions.CombinedExpression(models.F('created_at'), '+', models.Value(datetime.timedelta(days=365))))), name='token_expires_within_a_year', violation_error_message='A token is valid for at most 365 days.'),
                ),
                migrations.AddConstraint(
                    model_name='apitoken',
                    constraint=models.CheckConstraint(condition=models.Q(('scope__in', ['read', 'write'])), name='token_scope_known', violation_error_message='A token may read, or read and write.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='userevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e9498e73f6fbdf2642fb33fa14189f1ad2382c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45b21', table='accounts_userevent', when='BEFORE')),
                ),
            ]
        ),
    ]
