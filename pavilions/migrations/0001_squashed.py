"""The schema of release 1.0.0 in one migration, in place of those before it."""

import ciie.kernel.currencies
import ciie.kernel.web_addresses
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.text
import django_countries.fields
import pavilions.floor.models.edition
import pavilions.floor.models.polygon
import pavilions.drawings.validators
import pgtrigger.compiler
import pgtrigger.migrations
from ciie.kernel.initial_schema import CreateSchema
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ("pavilions", "0001_initial"),
        ("pavilions", "0002_drafts_and_publications"),
        ("pavilions", "0003_decided_on_which_revision"),
        ("pavilions", "0004_limits_on_holds"),
        ("pavilions", "0005_programme_and_forum"),
        ("pavilions", "0006_pavilion_life"),
        ("pavilions", "0007_themed_areas"),
        ("pavilions", "0008_construction_taken_back"),
        ("pavilions", "0009_who_gave_space_and_submitted"),
        ("pavilions", "0010_revisions"),
        ("pavilions", "0011_more_profile_languages_and_declining_under_construction"),
        ("pavilions", "0012_append_only"),
        ("pavilions", "0013_picture_order_is_no_change"),
        ("pavilions", "0014_limits_on_claims"),
        ("pavilions", "0015_edition_and_hall_bounds"),
        ("pavilions", "0016_excess_accepted"),
        ("pavilions", "0017_areas_of_one_section"),
        ("pavilions", "0018_revision_of_imports"),
        ("pavilions", "0019_wording"),
        ("pavilions", "0020_site_pages"),
        ("pavilions", "0021_tax_note"),
        ("pavilions", "0022_wording_of_the_glossary"),
        ("pavilions", "0023_country_names"),
        ("pavilions", "0024_halls_in_the_venue"),
        ("pavilions", "0025_removals_of_themed_areas"),
        ("pavilions", "0026_chinese_texts"),
        ("pavilions", "0027_wording_of_refusals"),
        ("pavilions", "0028_edition_sender"),
        ("pavilions", "0029_names_in_two_languages"),
        ("pavilions", "0030_steps_of_editions"),
        ("pavilions", "0031_wording_of_steps"),
        ("pavilions", "0032_mails_of_decisions"),
        ("pavilions", "0033_venue_rules"),
        ("pavilions", "0034_search_in_the_admin"),
        ("pavilions", "0035_names_of_fittings"),
        ("pavilions", "0036_planners_of_halls"),
        ("pavilions", "0037_columns_in_booths"),
        ("pavilions", "0038_rescue_access"),
        ("pavilions", "0039_simulations"),
        ("pavilions", "0040_parts_are_kept"),
        ("pavilions", "0041_public_backgrounds"),
        ("pavilions", "0042_rules_of_upper_decks"),
        ("pavilions", "0043_labels_of_relations"),
        ("pavilions", "0044_notes_on_taxes"),
        ("pavilions", "0045_public_statements"),
        ("pavilions", "0046_days_to_object_to_claims"),
        ("pavilions", "0047_share_before_verification"),
        ("pavilions", "0048_triggers_of_added_columns"),
        ("pavilions", "0049_cancellations_are_proposed"),
        ("pavilions", "0050_widths_of_ways"),
        ("pavilions", "0051_north_and_reaction_time"),
        ("pavilions", "0052_north_is_possible"),
    ]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        CreateSchema(
            [
                migrations.CreateModel(
                    name='Allotment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('section', models.CharField(choices=[('national', 'National exhibition'), ('business', 'Business exhibition')], max_length=20, verbose_name='exhibition')),
                        ('capacity_sqm', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='capacity (m²)')),
                        ('claimed_sqm', models.DecimalField(decimal_places=2, default=0, editable=False, max_digits=10, verbose_name='claimed (m²)')),
                        ('revision', models.PositiveBigIntegerField(default=0, editable=False)),
                        ('capacity_revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'allotment',
                        'verbose_name_plural': 'allotments',
                    },
                ),
                migrations.CreateModel(
                    name='CountryNameEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country or region')),
                        ('english', models.CharField(blank=True, db_default='', default='', help_text='Blank: the default name.', max_length=80, verbose_name='English name')),
                        ('chinese', models.CharField(blank=True, db_default='', default='', help_text='Blank: the default name.', max_length=40, verbose_name='Chinese name')),
                        ('pinyin', models.CharField(blank=True, db_default='', default='', help_text='Chinese lists are sorted by it: lower-case syllables without tones, such as “bi lu”.', max_length=160, validators=[django.core.validators.RegexValidator('^[a-zü]+( [a-zü]+)*$', 'Use lower-case syllables without tones, such as “bi lu”.')], verbose_name='pinyin of the Chinese name')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='DesignComment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField(max_length=4000, verbose_name='comment')),
                        ('written_at', models.DateTimeField(verbose_name='written at')),
                    ],
                    options={
                        'verbose_name': 'comment on a design',
                        'verbose_name_plural': 'comments on designs',
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Edition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(unique=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(999)], verbose_name='number')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='name in Chinese')),
                        ('opens_date', models.DateField(verbose_name='opens on')),
                        ('closes_date', models.DateField(verbose_name='closes on')),
                        ('status', models.CharField(choices=[('planning', 'in planning'), ('open', 'open for booking'), ('closed', 'closed for booking'), ('archived', 'archived')], default='planning', max_length=20, verbose_name='status')),
                        ('booking_opens_at', models.DateTimeField(verbose_name='booking opens at')),
                        ('booking_closes_at', models.DateTimeField(verbose_name='booking closes at')),
                        ('hold_minutes', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30240)], verbose_name='hold time in minutes')),
                        ('held_booths_limit', models.PositiveSmallIntegerField(blank=True, default=120, help_text='Per exhibitor, not yet submitted. Blank: no limit.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum booths held at a time')),
                        ('held_sqm_limit', models.DecimalField(blank=True, decimal_places=2, help_text='Per exhibitor, not yet submitted. Blank: no limit.', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum m² held at a time')),
                        ('undecided_booths_limit', models.PositiveSmallIntegerField(default=120, help_text='Held, submitted and wait-listed together, until they are decided.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum undecided booths per exhibitor')),
                        ('undecided_sqm_limit', models.DecimalField(decimal_places=2, default=6000, help_text='Booths and applications without booths, until they are decided.', max_digits=9, validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum undecided m² per exhibitor')),
                        ('undecided_bookings_limit', models.PositiveSmallIntegerField(default=20, help_text='Including drafts.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum undecided bookings per exhibitor')),
                        ('person_booths_limit', models.PositiveSmallIntegerField(default=240, help_text='For all companies that a person acts for.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum undecided booths per person')),
                        ('person_sqm_limit', models.DecimalField(decimal_places=2, default=12000, help_text='For all companies that a person acts for.', max_digits=9, validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum undecided m² per person')),
                        ('person_bookings_limit', models.PositiveSmallIntegerField(default=60, help_text='For all companies that a person acts for.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum undecided bookings per person')),
                        ('unverified_booths_limit', models.PositiveSmallIntegerField(default=2, help_text='For a company that is not verified yet, and for a person across all such companies.', verbose_name='maximum booths before verification')),
                        ('unverified_sqm_limit', models.DecimalField(decimal_places=2, default=36, help_text='For a company that is not verified yet, and for a person across all such companies.', max_digits=9, validators=[django.core.validators.MinValueValidator(0)], verbose_name='maximum m² before verification')),
                        ('unverified_share_percent', models.PositiveSmallIntegerField(db_default=5, default=5, help_text='For all companies together that are not verified yet; decided bookings do not count.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='maximum share of the free space before verification (%)')),
                        ('accepts_registration_numbers', models.BooleanField(default=False, help_text="A registration number that is valid by its country's rules verifies one company.", verbose_name='registration numbers verify companies')),
                        ('ownership_objection_days', models.PositiveSmallIntegerField(db_default=5, default=5, help_text='Who claims a listed company from an address at its domain becomes its owner after this many days, unless the listed contact or an organizer objects.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='days to object to a claim of a company')),
                        ('undecided_days', models.PositiveSmallIntegerField(default=14, help_text='Organizers are reminded of bookings that have been waiting longer.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='days to decide')),
                        ('lapse_days', models.PositiveSmallIntegerField(blank=True, default=90, help_text='The exhibitor is warned a week before. Blank: submitted bookings never lapse.', null=True, verbose_name='days until an undecided booking lapses')),
                        ('booking_steps', models.CharField(choices=[('by_hand', 'the organizer confirms the booking by hand'), ('offer', 'the exhibitor accepts an offer')], db_default='by_hand', default='by_hand', help_text='How an approved booking becomes a confirmed one.', max_length=20, verbose_name='after approval')),
                        ('offer_days', models.PositiveSmallIntegerField(db_default=14, default=14, help_text='An offer that has not been accepted by its last day lapses, and its space is released.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days to accept an offer')),
                        ('offer_reminder_days', models.PositiveSmallIntegerField(db_default=3, default=3, help_text='0: no reminder.', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='reminder, days before an offer lapses')),
                        ('holds_mail', models.BooleanField(db_default=False, default=False, help_text='They are sent together when an organizer releases the batch, not with each decision.', verbose_name='emails of decisions wait in a batch')),
                        ('larger_percent', models.PositiveSmallIntegerField(default=20, help_text='Assigning more space than this beyond the request requires a reason.', validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='larger than requested, at most (%)')),
                        ('change_hours', models.PositiveSmallIntegerField(default=72, help_text='How long booths remain held when an organizer returns a booking for change.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='hours to change a returned booking')),
                        ('cancel_until_date', models.DateField(help_text='Afterwards only a director can cancel an approved booking.', verbose_name='exhibitors can cancel until')),
                        ('currency', models.CharField(default='CNY', max_length=3, validators=[ciie.kernel.currencies.validate_currency], verbose_name='currency')),
                        ('sender_name', models.CharField(blank=True, db_default='', default='', max_length=80, validators=[django.core.validators.RegexValidator('^[^<>"@\\r\\n\\x00-\\x1f]*\\Z', 'Enter a name without <, >, @ and quotation marks.')], verbose_name='sender name')),
                        ('reply_to', models.EmailField(blank=True, db_default='', default='', max_length=254, verbose_name='reply address')),
                        ('time_zone', models.CharField(default='Asia/Shanghai', max_length=60, validators=[pavilions.floor.models.edition.validate_time_zone], verbose_name='time zone')),
                        ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='sample')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'edition',
                        'verbose_name_plural': 'editions',
                    },
                ),
                migrations.CreateModel(
                    name='EditionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(999)], verbose_name='number')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='name in Chinese')),
                        ('opens_date', models.DateField(verbose_name='opens on')),
                        ('closes_date', models.DateField(verbose_name='closes on')),
                        ('status', models.CharField(choices=[('planning', 'in planning'), ('open', 'open for booking'), ('closed', 'closed for booking'), ('archived', 'archived')], default='planning', max_length=20, verbose_name='status')),
                        ('booking_opens_at', models.DateTimeField(verbose_name='booking opens at')),
                        ('booking_closes_at', models.DateTimeField(verbose_name='booking closes at')),
                        ('hold_minutes', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(30240)], verbose_name='hold time in minutes')),
                        ('held_booths_limit', models.PositiveSmallIntegerField(blank=True, default=120, help_text='Per exhibitor, not yet submitted. Blank: no limit.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum booths held at a time')),
                        ('held_sqm_limit', models.DecimalField(blank=True, decimal_places=2, help_text='Per exhibitor, not yet submitted. Blank: no limit.', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum m² held at a time')),
                        ('undecided_booths_limit', models.PositiveSmallIntegerField(default=120, help_text='Held, submitted and wait-listed together, until they are decided.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum undecided booths per exhibitor')),
                        ('undecided_sqm_limit', models.DecimalField(decimal_places=2, default=6000, help_text='Booths and applications without booths, until they are decided.', max_digits=9, validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum undecided m² per exhibitor')),
                        ('undecided_bookings_limit', models.PositiveSmallIntegerField(default=20, help_text='Including drafts.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum undecided bookings per exhibitor')),
                        ('person_booths_limit', models.PositiveSmallIntegerField(default=240, help_text='For all companies that a person acts for.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum undecided booths per person')),
                        ('person_sqm_limit', models.DecimalField(decimal_places=2, default=12000, help_text='For all companies that a person acts for.', max_digits=9, validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum undecided m² per person')),
                        ('person_bookings_limit', models.PositiveSmallIntegerField(default=60, help_text='For all companies that a person acts for.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='maximum undecided bookings per person')),
                        ('unverified_booths_limit', models.PositiveSmallIntegerField(default=2, help_text='For a company that is not verified yet, and for a person across all such companies.', verbose_name='maximum booths before verification')),
                        ('unverified_sqm_limit', models.DecimalField(decimal_places=2, default=36, help_text='For a company that is not verified yet, and for a person across all such companies.', max_digits=9, validators=[django.core.validators.MinValueValidator(0)], verbose_name='maximum m² before verification')),
                        ('unverified_share_percent', models.PositiveSmallIntegerField(db_default=5, default=5, help_text='For all companies together that are not verified yet; decided bookings do not count.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='maximum share of the free space before verification (%)')),
                        ('accepts_registration_numbers', models.BooleanField(default=False, help_text="A registration number that is valid by its country's rules verifies one company.", verbose_name='registration numbers verify companies')),
                        ('ownership_objection_days', models.PositiveSmallIntegerField(db_default=5, default=5, help_text='Who claims a listed company from an address at its domain becomes its owner after this many days, unless the listed contact or an organizer objects.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='days to object to a claim of a company')),
                        ('undecided_days', models.PositiveSmallIntegerField(default=14, help_text='Organizers are reminded of bookings that have been waiting longer.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='days to decide')),
                        ('lapse_days', models.PositiveSmallIntegerField(blank=True, default=90, help_text='The exhibitor is warned a week before. Blank: submitted bookings never lapse.', null=True, verbose_name='days until an undecided booking lapses')),
                        ('booking_steps', models.CharField(choices=[('by_hand', 'the organizer confirms the booking by hand'), ('offer', 'the exhibitor accepts an offer')], db_default='by_hand', default='by_hand', help_text='How an approved booking becomes a confirmed one.', max_length=20, verbose_name='after approval')),
                        ('offer_days', models.PositiveSmallIntegerField(db_default=14, default=14, help_text='An offer that has not been accepted by its last day lapses, and its space is released.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days to accept an offer')),
                        ('offer_reminder_days', models.PositiveSmallIntegerField(db_default=3, default=3, help_text='0: no reminder.', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='reminder, days before an offer lapses')),
                        ('holds_mail', models.BooleanField(db_default=False, default=False, help_text='They are sent together when an organizer releases the batch, not with each decision.', verbose_name='emails of decisions wait in a batch')),
                        ('larger_percent', models.PositiveSmallIntegerField(default=20, help_text='Assigning more space than this beyond the request requires a reason.', validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='larger than requested, at most (%)')),
                        ('change_hours', models.PositiveSmallIntegerField(default=72, help_text='How long booths remain held when an organizer returns a booking for change.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='hours to change a returned booking')),
                        ('cancel_until_date', models.DateField(help_text='Afterwards only a director can cancel an approved booking.', verbose_name='exhibitors can cancel until')),
                        ('currency', models.CharField(default='CNY', max_length=3, validators=[ciie.kernel.currencies.validate_currency], verbose_name='currency')),
                        ('sender_name', models.CharField(blank=True, db_default='', default='', max_length=80, validators=[django.core.validators.RegexValidator('^[^<>"@\\r\\n\\x00-\\x1f]*\\Z', 'Enter a name without <, >, @ and quotation marks.')], verbose_name='sender name')),
                        ('reply_to', models.EmailField(blank=True, db_default='', default='', max_length=254, verbose_name='reply address')),
                        ('time_zone', models.CharField(default='Asia/Shanghai', max_length=60, validators=[pavilions.floor.models.edition.validate_time_zone], verbose_name='time zone')),
                        ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='sample')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='EventProposal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('event_revision', models.PositiveIntegerField(editable=False)),
                        ('is_cancellation', models.BooleanField(db_default=False, default=False, editable=False, verbose_name='cancels the event')),
                        ('kind', models.CharField(choices=[('cultural', 'cultural display'), ('exchange', 'people-to-people event'), ('forum', 'forum session'), ('pavilion', 'pavilion event'), ('ceremony', 'ceremony')], max_length=20, verbose_name='kind')),
                        ('title', models.CharField(max_length=200, verbose_name='title')),
                        ('title_zh', models.CharField(blank=True, max_length=200, verbose_name='title in Chinese')),
                        ('text', models.TextField(blank=True, max_length=4000, verbose_name='what it is about')),
                        ('text_zh', models.TextField(blank=True, max_length=4000, verbose_name='text in Chinese')),
                        ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name='period')),
                        ('state', models.CharField(choices=[('open', 'open'), ('accepted', 'accepted'), ('declined', 'declined'), ('replaced', 'replaced')], default='open', editable=False, max_length=10, verbose_name='state')),
                        ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                        ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'proposed change of an event',
                        'verbose_name_plural': 'proposed changes of events',
                        'ordering': ['-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='FloorPlan',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('superseded', 'superseded')], default='draft', editable=False, max_length=20, verbose_name='state')),
                        ('is_background_public', models.BooleanField(db_default=False, default=False, verbose_name='background on public pages')),
                        ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published at')),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created at')),
                        ('revision', models.PositiveBigIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'verbose_name': 'floor plan',
                        'verbose_name_plural': 'floor plans',
                    },
                ),
                migrations.CreateModel(
                    name='FloorPlanEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('superseded', 'superseded')], default='draft', editable=False, max_length=20, verbose_name='state')),
                        ('is_background_public', models.BooleanField(db_default=False, default=False, verbose_name='background on public pages')),
                        ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published at')),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ForumReview',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('score', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='score')),
                        ('comment', models.TextField(blank=True, max_length=2000, verbose_name='comment')),
                        ('reviewed_at', models.DateTimeField(verbose_name='reviewed at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'forum review',
                        'verbose_name_plural': 'forum reviews',
                        'ordering': ['-reviewed_at'],
                    },
                ),
                migrations.CreateModel(
                    name='ProgrammeEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('cultural', 'cultural display'), ('exchange', 'people-to-people event'), ('forum', 'forum session'), ('pavilion', 'pavilion event'), ('ceremony', 'ceremony')], max_length=20, verbose_name='kind')),
                        ('title', models.CharField(max_length=200, verbose_name='title')),
                        ('title_zh', models.CharField(blank=True, max_length=200, verbose_name='title in Chinese')),
                        ('text', models.TextField(blank=True, max_length=4000, verbose_name='what it is about')),
                        ('text_zh', models.TextField(blank=True, db_default='', default='', max_length=4000, verbose_name='text in Chinese')),
                        ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name='period')),
                        ('state', models.CharField(choices=[('planned', 'planned'), ('announced', 'announced'), ('cancelled', 'cancelled')], default='planned', editable=False, max_length=10, verbose_name='state')),
                        ('changed_at', models.DateTimeField(editable=False, verbose_name='changed at')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'verbose_name': 'event',
                        'verbose_name_plural': 'events',
                    },
                ),
                migrations.CreateModel(
                    name='ForumTopic',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200, validators=[ciie.kernel.web_addresses.refuse_web_address], verbose_name='topic')),
                        ('title_zh', models.CharField(blank=True, db_default='', default='', max_length=200, validators=[ciie.kernel.web_addresses.refuse_web_address], verbose_name='topic in Chinese')),
                        ('abstract', models.TextField(max_length=4000, verbose_name='relevance')),
                        ('source', models.CharField(choices=[('public', 'public call'), ('invited', 'invited institution')], max_length=10, verbose_name='source')),
                        ('institution', models.CharField(max_length=200, validators=[ciie.kernel.web_addresses.refuse_web_address], verbose_name='institution')),
                        ('institution_zh', models.CharField(blank=True, db_default='', default='', max_length=200, validators=[ciie.kernel.web_addresses.refuse_web_address], verbose_name='institution in Chinese')),
                        ('contact_name', models.CharField(max_length=120, validators=[ciie.kernel.web_addresses.refuse_web_address], verbose_name='name')),
                        ('contact_email', models.EmailField(max_length=254, verbose_name='email address')),
                        ('language', models.CharField(default='en', editable=False, max_length=10)),
                        ('state', models.CharField(choices=[('asked', 'address not confirmed'), ('proposed', 'proposed'), ('consulted', 'under consultation'), ('shortlisted', 'shortlisted'), ('on_agenda', 'on the agenda'), ('merged', 'merged into another'), ('declined', 'declined')], editable=False, max_length=12, verbose_name='state')),
                        ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'forum topic',
                        'verbose_name_plural': 'forum topics',
                    },
                ),
                migrations.CreateModel(
                    name='ForumTopicEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('title', models.CharField(max_length=200, validators=[ciie.kernel.web_addresses.refuse_web_address], verbose_name='topic')),
                        ('title_zh', models.CharField(blank=True, db_default='', default='', max_length=200, validators=[ciie.kernel.web_addresses.refuse_web_address], verbose_name='topic in Chinese')),
                        ('abstract', models.TextField(max_length=4000, verbose_name='relevance')),
                        ('source', models.CharField(choices=[('public', 'public call'), ('invited', 'invited institution')], max_length=10, verbose_name='source')),
                        ('institution', models.CharField(max_length=200, validators=[ciie.kernel.web_addresses.refuse_web_address], verbose_name='institution')),
                        ('institution_zh', models.CharField(blank=True, db_default='', default='', max_length=200, validators=[ciie.kernel.web_addresses.refuse_web_address], verbose_name='institution in Chinese')),
                        ('contact_name', models.CharField(max_length=120, validators=[ciie.kernel.web_addresses.refuse_web_address], verbose_name='name')),
                        ('contact_email', models.EmailField(max_length=254, verbose_name='email address')),
                        ('language', models.CharField(default='en', editable=False, max_length=10)),
                        ('state', models.CharField(choices=[('asked', 'address not confirmed'), ('proposed', 'proposed'), ('consulted', 'under consultation'), ('shortlisted', 'shortlisted'), ('on_agenda', 'on the agenda'), ('merged', 'merged into another'), ('declined', 'declined')], editable=False, max_length=12, verbose_name='state')),
                        ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Hall',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=20, unique=True, validators=[pavilions.drawings.validators.validate_hall_name], verbose_name='name')),
                        ('building', models.CharField(blank=True, max_length=20, verbose_name='building')),
                        ('level', models.PositiveSmallIntegerField(default=1, verbose_name='level')),
                        ('outline', models.JSONField(help_text='Ring of [x, y] in centimetres, x right, y down.', validators=[pavilions.drawings.validators.validate_outline], verbose_name='outline')),
                        ('gross_area_sqm', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='gross area (m²)')),
                        ('ceiling_height_m', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='ceiling height (m)')),
                        ('floor_load_kg_sqm', models.PositiveIntegerField(blank=True, null=True, verbose_name='floor load (kg/m²)')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                        ('venue_x_m', models.PositiveIntegerField(blank=True, help_text='From the left edge of the venue, with the hall turned as it lies.', null=True, verbose_name='left edge in the venue (m)')),
                        ('venue_y_m', models.PositiveIntegerField(blank=True, help_text='From the upper edge of the venue.', null=True, verbose_name='upper edge in the venue (m)')),
                        ('venue_turn', models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='turned clockwise in the venue (degrees)')),
                        ('north_turn', models.PositiveSmallIntegerField(blank=True, help_text='Clockwise from the top of the plan: 90 where north is to the right. Blank: sheets show no north.', null=True, verbose_name='north on the plan (degrees)')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'hall',
                        'verbose_name_plural': 'halls',
                        'ordering': ['position', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='HallEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=20, validators=[pavilions.drawings.validators.validate_hall_name], verbose_name='name')),
                        ('building', models.CharField(blank=True, max_length=20, verbose_name='building')),
                        ('level', models.PositiveSmallIntegerField(default=1, verbose_name='level')),
                        ('outline', models.JSONField(help_text='Ring of [x, y] in centimetres, x right, y down.', validators=[pavilions.drawings.validators.validate_outline], verbose_name='outline')),
                        ('gross_area_sqm', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='gross area (m²)')),
                        ('ceiling_height_m', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='ceiling height (m)')),
                        ('floor_load_kg_sqm', models.PositiveIntegerField(blank=True, null=True, verbose_name='floor load (kg/m²)')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                        ('venue_x_m', models.PositiveIntegerField(blank=True, help_text='From the left edge of the venue, with the hall turned as it lies.', null=True, verbose_name='left edge in the venue (m)')),
                        ('venue_y_m', models.PositiveIntegerField(blank=True, help_text='From the upper edge of the venue.', null=True, verbose_name='upper edge in the venue (m)')),
                        ('venue_turn', models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='turned clockwise in the venue (degrees)')),
                        ('north_turn', models.PositiveSmallIntegerField(blank=True, help_text='Clockwise from the top of the plan: 90 where north is to the right. Blank: sheets show no north.', null=True, verbose_name='north on the plan (degrees)')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='HallRules',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('valid_from', models.DateField(verbose_name='valid from')),
                        ('is_sprinklered', models.BooleanField(default=False, verbose_name='has sprinklers')),
                        ('allows_decks', models.BooleanField(db_default=True, default=True, verbose_name='allows upper decks')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'rules of a hall',
                        'verbose_name_plural': 'rules of halls',
                        'ordering': ['hall', 'valid_from'],
                    },
                ),
                migrations.CreateModel(
                    name='HallRulesEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('valid_from', models.DateField(verbose_name='valid from')),
                        ('is_sprinklered', models.BooleanField(default=False, verbose_name='has sprinklers')),
                        ('allows_decks', models.BooleanField(db_default=True, default=True, verbose_name='allows upper decks')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ImportRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=30, verbose_name='kind')),
                        ('file_name', models.CharField(max_length=200, verbose_name='file')),
                        ('content', models.BinaryField()),
                        ('choices', models.JSONField(default=dict, verbose_name='choices')),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('refused', 'refused')], default='waiting', max_length=20, verbose_name='state')),
                        ('rows_total', models.PositiveIntegerField(default=0, verbose_name='rows')),
                        ('rows_done', models.PositiveIntegerField(default=0, verbose_name='rows done')),
                        ('report', models.JSONField(default=dict, verbose_name='report')),
                        ('created_at', models.DateTimeField(verbose_name='uploaded at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                        ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                    ],
                    options={
                        'verbose_name': 'import',
                        'verbose_name_plural': 'imports',
                    },
                ),
                migrations.CreateModel(
                    name='SpaceHolder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('booking', 'booking'), ('national_pavilion', 'national pavilion')], max_length=20, verbose_name='kind')),
                    ],
                    options={
                        'verbose_name': 'space holder',
                        'verbose_name_plural': 'space holders',
                    },
                ),
                migrations.CreateModel(
                    name='NationalPavilionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region')),
                        ('organization', models.CharField(blank=True, max_length=160, verbose_name='international organization')),
                        ('organization_zh', models.CharField(blank=True, db_default='', default='', max_length=160, verbose_name='international organization in Chinese')),
                        ('stage', models.CharField(choices=[('invited', 'invited'), ('confirmed', 'confirmed'), ('in_design', 'in design'), ('design_approved', 'design approved'), ('under_construction', 'under construction'), ('open', 'open'), ('closed', 'closed'), ('declined', 'declined')], default='invited', editable=False, max_length=20, verbose_name='stage')),
                        ('is_guest_of_honour', models.BooleanField(default=False, verbose_name='guest country of honour')),
                        ('theme', models.CharField(blank=True, max_length=200, verbose_name='theme')),
                        ('theme_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='theme in Chinese')),
                        ('invited_at', models.DateTimeField(editable=False, verbose_name='invited at')),
                        ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at')),
                        ('next_due_date', models.DateField(blank=True, null=True, verbose_name='next stage due on')),
                        ('wanted_sqm', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='requested area (m²)')),
                        ('space_wishes', models.TextField(blank=True, max_length=2000, verbose_name='requirements for the space')),
                        ('space_changes', models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Obstruction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('column', 'column'), ('hydrant', 'hydrant'), ('exit', 'exit'), ('duct', 'duct'), ('wall', 'wall'), ('stage', 'stage'), ('cafe', 'café'), ('service', 'service gap'), ('entrance', 'entrance'), ('rescue', 'rescue access'), ('power', 'power supply'), ('water', 'water supply'), ('text', 'text')], max_length=20, verbose_name='kind')),
                        ('name', models.CharField(blank=True, db_default='', default='', max_length=60, verbose_name='name')),
                        ('footprint', models.JSONField(help_text="Ring of [x, y] in centimetres in the hall's axes.", verbose_name='footprint')),
                        ('clearance_cm', models.PositiveIntegerField(default=0, verbose_name='clearance (cm)')),
                        ('revision', models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                    ],
                    options={
                        'verbose_name': 'obstruction',
                        'verbose_name_plural': 'obstructions',
                    },
                ),
                migrations.CreateModel(
                    name='PavilionContact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('commissioner', 'commissioner general'), ('contractor', 'stand contractor'), ('press', 'press'), ('logistics', 'logistics'), ('other', 'other')], max_length=20, verbose_name='responsibility')),
                        ('organization', models.CharField(blank=True, max_length=160, verbose_name='company or organization')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'contact of a pavilion',
                        'verbose_name_plural': 'contacts of pavilions',
                        'ordering': ['kind', 'name', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='PavilionDesign',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                        ('name', models.CharField(max_length=120, verbose_name='file')),
                        ('title', models.CharField(max_length=120, verbose_name='file name')),
                        ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
                        ('size', models.PositiveBigIntegerField(verbose_name='bytes')),
                        ('note', models.TextField(blank=True, max_length=2000, verbose_name='note')),
                        ('sent_at', models.DateTimeField(verbose_name='uploaded at')),
                        ('state', models.CharField(choices=[('draft', 'not yet submitted'), ('submitted', 'in review'), ('approved', 'approved'), ('returned', 'returned for change'), ('withdrawn', 'withdrawn'), ('superseded', 'superseded')], default='draft', max_length=12, verbose_name='state')),
                        ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'design of a pavilion',
                        'verbose_name_plural': 'designs of pavilions',
                        'ordering': ['-version'],
                    },
                ),
                migrations.CreateModel(
                    name='PavilionInvitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('email', models.EmailField(max_length=254, verbose_name='email address')),
                        ('invited_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='invited at')),
                        ('expires_at', models.DateTimeField(verbose_name='valid until')),
                        ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                    ],
                    options={
                        'verbose_name': "invitation of a pavilion's manager",
                        'verbose_name_plural': "invitations of pavilions' managers",
                    },
                ),
                migrations.CreateModel(
                    name='PavilionMove',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_stage', models.CharField(blank=True, choices=[('invited', 'invited'), ('confirmed', 'confirmed'), ('in_design', 'in design'), ('design_approved', 'design approved'), ('under_construction', 'under construction'), ('open', 'open'), ('closed', 'closed'), ('declined', 'declined')], max_length=20, verbose_name='from')),
                        ('to_stage', models.CharField(choices=[('invited', 'invited'), ('confirmed', 'confirmed'), ('in_design', 'in design'), ('design_approved', 'design approved'), ('under_construction', 'under construction'), ('open', 'open'), ('closed', 'closed'), ('declined', 'declined')], max_length=20, verbose_name='to')),
                        ('moved_at', models.DateTimeField(verbose_name='changed at')),
                        ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                    ],
                    options={
                        'verbose_name': 'stage change of a pavilion',
                        'verbose_name_plural': 'stage changes of pavilions',
                    },
                ),
                migrations.CreateModel(
                    name='PavilionPicture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(editable=False, max_length=120, verbose_name='file')),
                        ('width', models.PositiveIntegerField(editable=False)),
                        ('height', models.PositiveIntegerField(editable=False)),
                        ('alt', models.CharField(max_length=200, verbose_name='what the picture shows')),
                        ('alt_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='what the picture shows, in Chinese')),
                        ('position', models.PositiveSmallIntegerField(editable=False, verbose_name='position')),
                        ('sent_at', models.DateTimeField(editable=False, verbose_name='uploaded at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'picture of a pavilion',
                        'verbose_name_plural': 'pictures of pavilions',
                        'ordering': ['position', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='PavilionProfile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体中文'), ('sq', 'Shqip'), ('am', 'አማርኛ'), ('ar', 'العربية'), ('hy', 'Հայերեն'), ('az', 'Azərbaycanca'), ('be', 'Беларуская'), ('bn', 'বাংলা'), ('bs', 'Bosanski'), ('bg', 'Български'), ('my', 'မြန်မာဘာသာ'), ('hr', 'Hrvatski'), ('cs', 'Čeština'), ('da', 'Dansk'), ('nl', 'Nederlands'), ('et', 'Eesti'), ('fil', 'Filipino'), ('fi', 'Suomi'), ('fr', 'Français'), ('ka', 'ქართული'), ('de', 'Deutsch'), ('el', 'Ελληνικά'), ('he', 'עברית'), ('hi', 'हिन्दी'), ('hu', 'Magyar'), ('is', 'Íslenska'), ('id', 'Bahasa Indonesia'), ('it', 'Italiano'), ('ja', '日本語'), ('kk', 'Қазақша'), ('km', 'ខ្មែរ'), ('ko', '한국어'), ('ky', 'Кыргызча'), ('lo', 'ລາວ'), ('lv', 'Latviešu'), ('lt', 'Lietuvių'), ('mk', 'Македонски'), ('ms', 'Bahasa Melayu'), ('mn', 'Монгол'), ('ne', 'नेपाली'), ('nb', 'Norsk'), ('fa', 'فارسی'), ('pl', 'Polski'), ('pt', 'Português'), ('ro', 'Română'), ('ru', 'Русский'), ('sr', 'Српски'), ('si', 'සිංහල'), ('sk', 'Slovenčina'), ('sl', 'Slovenščina'), ('es', 'Español'), ('sw', 'Kiswahili'), ('sv', 'Svenska'), ('tg', 'Тоҷикӣ'), ('th', 'ไทย'), ('tr', 'Türkçe'), ('tk', 'Türkmençe'), ('uk', 'Українська'), ('ur', 'اردو'), ('uz', 'Oʻzbekcha'), ('vi', 'Tiếng Việt')], max_length=10, verbose_name='language')),
                        ('title', models.CharField(max_length=160, verbose_name='title')),
                        ('theme', models.CharField(blank=True, max_length=200, verbose_name='theme')),
                        ('text', models.TextField(blank=True, max_length=6000, verbose_name='text')),
                        ('highlights', models.TextField(blank=True, help_text='One per line, at most ten.', max_length=2000, verbose_name='highlights')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'profile of a pavilion',
                        'verbose_name_plural': 'profiles of pavilions',
                    },
                ),
                migrations.CreateModel(
                    name='PavilionProfileEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体中文'), ('sq', 'Shqip'), ('am', 'አማርኛ'), ('ar', 'العربية'), ('hy', 'Հայերեն'), ('az', 'Azərbaycanca'), ('be', 'Беларуская'), ('bn', 'বাংলা'), ('bs', 'Bosanski'), ('bg', 'Български'), ('my', 'မြန်မာဘာသာ'), ('hr', 'Hrvatski'), ('cs', 'Čeština'), ('da', 'Dansk'), ('nl', 'Nederlands'), ('et', 'Eesti'), ('fil', 'Filipino'), ('fi', 'Suomi'), ('fr', 'Français'), ('ka', 'ქართული'), ('de', 'Deutsch'), ('el', 'Ελληνικά'), ('he', 'עברית'), ('hi', 'हिन्दी'), ('hu', 'Magyar'), ('is', 'Íslenska'), ('id', 'Bahasa Indonesia'), ('it', 'Italiano'), ('ja', '日本語'), ('kk', 'Қазақша'), ('km', 'ខ្មែរ'), ('ko', '한국어'), ('ky', 'Кыргызча'), ('lo', 'ລາວ'), ('lv', 'Latviešu'), ('lt', 'Lietuvių'), ('mk', 'Македонски'), ('ms', 'Bahasa Melayu'), ('mn', 'Монгол'), ('ne', 'नेपाली'), ('nb', 'Norsk'), ('fa', 'فارسی'), ('pl', 'Polski'), ('pt', 'Português'), ('ro', 'Română'), ('ru', 'Русский'), ('sr', 'Српски'), ('si', 'සිංහල'), ('sk', 'Slovenčina'), ('sl', 'Slovenščina'), ('es', 'Español'), ('sw', 'Kiswahili'), ('sv', 'Svenska'), ('tg', 'Тоҷикӣ'), ('th', 'ไทย'), ('tr', 'Türkçe'), ('tk', 'Türkmençe'), ('uk', 'Українська'), ('ur', 'اردو'), ('uz', 'Oʻzbekcha'), ('vi', 'Tiếng Việt')], max_length=10, verbose_name='language')),
                        ('title', models.CharField(max_length=160, verbose_name='title')),
                        ('theme', models.CharField(blank=True, max_length=200, verbose_name='theme')),
                        ('text', models.TextField(blank=True, max_length=6000, verbose_name='text')),
                        ('highlights', models.TextField(blank=True, help_text='One per line, at most ten.', max_length=2000, verbose_name='highlights')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PavilionTask',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('standard', models.CharField(blank=True, choices=[('space', 'State how much space you need, and where'), ('profile', 'Write the profile of the pavilion'), ('pictures', 'Upload pictures for the public page'), ('contractor', 'Name the stand contractor'), ('design', 'Submit the design of the stand'), ('programme', 'Plan the events of the pavilion')], max_length=20, verbose_name='standard task')),
                        ('title', models.CharField(blank=True, max_length=160, verbose_name='task')),
                        ('text', models.TextField(blank=True, max_length=2000, verbose_name='details')),
                        ('due_date', models.DateField(verbose_name='due on')),
                        ('set_at', models.DateTimeField(verbose_name='set at')),
                        ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'task of a pavilion',
                        'verbose_name_plural': 'tasks of pavilions',
                        'ordering': ['due_date', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='PavilionTaskEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('standard', models.CharField(blank=True, choices=[('space', 'State how much space you need, and where'), ('profile', 'Write the profile of the pavilion'), ('pictures', 'Upload pictures for the public page'), ('contractor', 'Name the stand contractor'), ('design', 'Submit the design of the stand'), ('programme', 'Plan the events of the pavilion')], max_length=20, verbose_name='standard task')),
                        ('title', models.CharField(blank=True, max_length=160, verbose_name='task')),
                        ('text', models.TextField(blank=True, max_length=2000, verbose_name='details')),
                        ('due_date', models.DateField(verbose_name='due on')),
                        ('set_at', models.DateTimeField(verbose_name='set at')),
                        ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PlanBackground',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('content_hash', models.CharField(editable=False, max_length=64, unique=True, verbose_name='content hash')),
                        ('drawing', models.TextField(editable=False, verbose_name='drawing')),
                        ('extent', models.JSONField(editable=False, verbose_name='extent')),
                        ('source_name', models.CharField(blank=True, max_length=200, verbose_name='drawn from')),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created at')),
                    ],
                    options={
                        'verbose_name': 'plan background',
                        'verbose_name_plural': 'plan backgrounds',
                    },
                ),
                migrations.CreateModel(
                    name='PlanEdit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField(verbose_name='number')),
                        ('revision', models.PositiveBigIntegerField(verbose_name='revision of the draft that it made')),
                        ('kind', models.CharField(choices=[('draw', 'drew booths'), ('array', 'drew rows of booths'), ('reshape', 'moved or reshaped'), ('duplicate', 'duplicated'), ('split', 'split a booth'), ('merge', 'merged booths'), ('renumber', 'renumbered'), ('set', 'changed details'), ('remove', 'removed'), ('obstruct', 'drew obstructions'), ('set_obstructions', 'changed obstructions')], max_length=20, verbose_name='kind')),
                        ('made_at', models.DateTimeField(verbose_name='made at')),
                        ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                        ('before', models.JSONField(verbose_name='before')),
                        ('after', models.JSONField(verbose_name='after')),
                    ],
                    options={
                        'verbose_name': 'plan edit',
                        'verbose_name_plural': 'plan edits',
                        'ordering': ['plan', 'number'],
                    },
                ),
                migrations.CreateModel(
                    name='PlanPublication',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('published_at', models.DateTimeField(verbose_name='published at')),
                        ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='superseded at')),
                        ('excess_accepted', models.BooleanField(db_default=False, default=False, verbose_name='confirmed that more is drawn than the capacity can sell')),
                    ],
                    options={
                        'verbose_name': 'plan publication',
                        'verbose_name_plural': 'plan publications',
                        'ordering': ['-published_at'],
                    },
                ),
                migrations.CreateModel(
                    name='PlanSafetyReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('content', models.JSONField(verbose_name='content')),
                    ],
                    options={
                        'verbose_name': 'safety report',
                        'verbose_name_plural': 'safety reports',
                    },
                ),
                migrations.CreateModel(
                    name='PlanSimulation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('persons', models.PositiveIntegerField(verbose_name='persons')),
                        ('reaction_s', models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='reaction time (s)')),
                        ('seed', models.PositiveIntegerField(verbose_name='seed')),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('done', 'done'), ('aborted', 'failed')], default='waiting', editable=False, max_length=10, verbose_name='state')),
                        ('per_cent', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='progress (%)')),
                        ('failure', models.CharField(blank=True, choices=[('too_long', 'The simulation took too long and was stopped. Try it with fewer persons.'), ('not_installed', 'The worker cannot simulate, since JuPedSim is not installed where it runs.'), ('changed', 'A version has been changed since the start, so it can no longer be simulated.'), ('engine', 'JuPedSim could not simulate these plans.')], editable=False, max_length=20, verbose_name='failure')),
                        ('results', models.JSONField(default=list, editable=False, verbose_name='results')),
                        ('started_at', models.DateTimeField(verbose_name='started at')),
                        ('noted_at', models.DateTimeField(editable=False, null=True, verbose_name='last progress')),
                        ('finished_at', models.DateTimeField(editable=False, null=True, verbose_name='finished at')),
                    ],
                    options={
                        'verbose_name': 'simulation',
                        'verbose_name_plural': 'simulations',
                        'ordering': ['-started_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='ProgrammeEventEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('cultural', 'cultural display'), ('exchange', 'people-to-people event'), ('forum', 'forum session'), ('pavilion', 'pavilion event'), ('ceremony', 'ceremony')], max_length=20, verbose_name='kind')),
                        ('title', models.CharField(max_length=200, verbose_name='title')),
                        ('title_zh', models.CharField(blank=True, max_length=200, verbose_name='title in Chinese')),
                        ('text', models.TextField(blank=True, max_length=4000, verbose_name='what it is about')),
                        ('text_zh', models.TextField(blank=True, db_default='', default='', max_length=4000, verbose_name='text in Chinese')),
                        ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name='period')),
                        ('state', models.CharField(choices=[('planned', 'planned'), ('announced', 'announced'), ('cancelled', 'cancelled')], default='planned', editable=False, max_length=10, verbose_name='state')),
                        ('changed_at', models.DateTimeField(editable=False, verbose_name='changed at')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Room',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='name in Chinese')),
                        ('seats', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='seats')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'room',
                        'verbose_name_plural': 'rooms',
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='RuleException',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('measure', models.CharField(choices=[('aisle_width', 'width of aisles'), ('way_width', 'clear width of every part of the ways to exits'), ('main_aisle', 'width of the widest way between two exits'), ('entrance', "width of a booth's front at an aisle"), ('stand_depth', 'distance from any point of a booth to its nearest open side'), ('travel', 'walking distance from a booth to an exit'), ('straight_travel', 'straight distance from a booth to an exit'), ('dead_end', 'depth of dead ends'), ('block_depth', 'depth of blocks'), ('row_length', 'length of blocks'), ('block_area', 'area of blocks'), ('exit_width', 'width of each exit'), ('exit_free', "share of an exit's width that is free"), ('exit_front', 'free depth before exits'), ('exit_clearance', 'distance of booths from exits'), ('exit_capacity', 'width of all exits for 100 persons'), ('exits', 'number of exits that can be reached'), ('exits_apart', "distance between two exits, of the hall's diagonal"), ('exits_opposite', 'angle between two exits, seen from the middle of the hall'), ('exit_spacing', 'distance between neighbouring exits'), ('equipment_clearance', 'distance of booths from fire equipment'), ('equipment_reach', 'walking distance from a booth to fire equipment'), ('column_clearance', 'distance of booths from columns'), ('rescue_width', 'clear width of rescue access'), ('wall_clearance', "distance of booths from the hall's walls"), ('fill', "share of the hall's floor that booths take"), ('deck_share', "upper deck: share of the booth's area"), ('deck_area', 'upper deck: area'), ('deck_persons', 'upper deck: persons'), ('deck_way', 'upper deck: walking distance from any point to a stair'), ('deck_stairs', 'upper deck: number of stairs'), ('deck_opposite', 'upper deck: number of stairs on opposite sides'), ('deck_stair_width', 'upper deck: clear width of each stair'), ('deck_above', "upper deck: free height between the stand and the hall's ceiling"), ('deck_drawing', 'upper deck: drawings stamped by an engineer')], max_length=30, verbose_name='measure')),
                        ('subjects', models.JSONField(verbose_name='booths and exits')),
                        ('measured', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='measured')),
                        ('limit', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='limit')),
                        ('reason', models.CharField(max_length=500, verbose_name='reason')),
                        ('lapses_on', models.DateField(blank=True, null=True, verbose_name='valid until')),
                        ('granted_at', models.DateTimeField(verbose_name='granted at')),
                        ('withdrawn_at', models.DateTimeField(null=True, verbose_name='withdrawn at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'exception from a rule',
                        'verbose_name_plural': 'exceptions from rules',
                        'ordering': ['-granted_at'],
                    },
                ),
                migrations.CreateModel(
                    name='RuleSet',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, max_length=120, verbose_name='name in Chinese')),
                        ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                        ('persons_per_sqm', models.DecimalField(decimal_places=2, default=1, help_text='How many people the exits must serve.', max_digits=4, validators=[django.core.validators.MinValueValidator(0)], verbose_name="persons per m² of the hall's floor")),
                        ('unmeasured', models.CharField(blank=True, db_default='', default='', help_text='Pages and reports say it beside what a plan was measured for.', max_length=500, verbose_name='what the law asks beyond what is measured')),
                        ('unmeasured_zh', models.CharField(blank=True, db_default='', default='', max_length=500, verbose_name='the same in Chinese')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'rule set',
                        'verbose_name_plural': 'rule sets',
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='RuleSetEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, max_length=120, verbose_name='name in Chinese')),
                        ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                        ('persons_per_sqm', models.DecimalField(decimal_places=2, default=1, help_text='How many people the exits must serve.', max_digits=4, validators=[django.core.validators.MinValueValidator(0)], verbose_name="persons per m² of the hall's floor")),
                        ('unmeasured', models.CharField(blank=True, db_default='', default='', help_text='Pages and reports say it beside what a plan was measured for.', max_length=500, verbose_name='what the law asks beyond what is measured')),
                        ('unmeasured_zh', models.CharField(blank=True, db_default='', default='', max_length=500, verbose_name='the same in Chinese')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Sector',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, max_length=120, verbose_name='name in Chinese')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'sector',
                        'verbose_name_plural': 'sectors',
                        'ordering': ['position', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='SectorEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('code', models.SlugField(db_index=False, max_length=40, verbose_name='code')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, max_length=120, verbose_name='name in Chinese')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SitePage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('contact', 'Contact'), ('terms-of-use', 'Terms of use'), ('privacy', 'Privacy'), ('imprint', 'Imprint')], max_length=20, verbose_name='page')),
                        ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese')], max_length=10, verbose_name='language')),
                        ('text', models.TextField(max_length=50000, verbose_name='text')),
                        ('is_published', models.BooleanField(default=False, verbose_name='published')),
                        ('changed_at', models.DateTimeField(verbose_name='last changed at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'site page',
                        'verbose_name_plural': 'site pages',
                    },
                ),
                migrations.CreateModel(
                    name='SitePageEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('contact', 'Contact'), ('terms-of-use', 'Terms of use'), ('privacy', 'Privacy'), ('imprint', 'Imprint')], max_length=20, verbose_name='page')),
                        ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', 'Simplified Chinese')], max_length=10, verbose_name='language')),
                        ('text', models.TextField(max_length=50000, verbose_name='text')),
                        ('is_published', models.BooleanField(default=False, verbose_name='published')),
                        ('changed_at', models.DateTimeField(verbose_name='last changed at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SpaceClaim',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('area_sqm', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='area (m²)')),
                        ('state', models.CharField(choices=[('held', 'held'), ('reserved', 'reserved'), ('committed', 'booked'), ('released', 'released')], max_length=20, verbose_name='state')),
                        ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='held until')),
                        ('claimed_at', models.DateTimeField(verbose_name='claimed at')),
                        ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='released at')),
                    ],
                    options={
                        'verbose_name': 'space claim',
                        'verbose_name_plural': 'space claims',
                    },
                ),
                migrations.CreateModel(
                    name='Speaker',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('institution', models.CharField(blank=True, max_length=200, verbose_name='institution')),
                        ('institution_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='institution in Chinese')),
                        ('email', models.EmailField(blank=True, db_default='', default='', help_text='Changes of the session are sent to it.', max_length=254, verbose_name='email address')),
                        ('folded_name', models.CharField(db_default='', default='', editable=False, max_length=200)),
                        ('is_moderator', models.BooleanField(default=False, verbose_name='is moderator')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                    ],
                    options={
                        'verbose_name': 'speaker',
                        'verbose_name_plural': 'speakers',
                        'ordering': ['position'],
                    },
                ),
                migrations.CreateModel(
                    name='StaffInvitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('email', models.EmailField(max_length=254, verbose_name='email address')),
                        ('role', models.CharField(choices=[('reviewer', 'reviewer'), ('floor_planner', 'floor planner'), ('finance', 'finance'), ('director', 'director')], max_length=20, verbose_name='role')),
                        ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('national', 'National exhibition'), ('business', 'Business exhibition')], max_length=20), blank=True, default=list)),
                        ('invited_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='invited at')),
                        ('expires_at', models.DateTimeField(verbose_name='valid until')),
                        ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                    ],
                    options={
                        'verbose_name': 'staff invitation',
                        'verbose_name_plural': 'staff invitations',
                    },
                ),
                migrations.CreateModel(
                    name='StageDeadline',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('stage', models.CharField(choices=[('invited', 'invited'), ('confirmed', 'confirmed'), ('in_design', 'in design'), ('design_approved', 'design approved'), ('under_construction', 'under construction'), ('open', 'open'), ('closed', 'closed'), ('declined', 'declined')], max_length=20, verbose_name='stage')),
                        ('due_date', models.DateField(verbose_name='due on')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'deadline of a stage',
                        'verbose_name_plural': 'deadlines of stages',
                    },
                ),
                migrations.CreateModel(
                    name='StageDeadlineEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('stage', models.CharField(choices=[('invited', 'invited'), ('confirmed', 'confirmed'), ('in_design', 'in design'), ('design_approved', 'design approved'), ('under_construction', 'under construction'), ('open', 'open'), ('closed', 'closed'), ('declined', 'declined')], max_length=20, verbose_name='stage')),
                        ('due_date', models.DateField(verbose_name='due on')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='TaskReminder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('due_soon', 'due within seven days'), ('overdue', 'overdue')], max_length=10, verbose_name='kind')),
                        ('due_date', models.DateField(verbose_name='due on')),
                        ('reminded_at', models.DateTimeField(verbose_name='reminded at')),
                    ],
                    options={
                        'verbose_name': 'reminder of a task',
                        'verbose_name_plural': 'reminders of tasks',
                    },
                ),
                migrations.CreateModel(
                    name='ThemedArea',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('section', models.CharField(choices=[('national', 'National exhibition'), ('business', 'Business exhibition')], max_length=20, verbose_name='exhibition')),
                        ('name', models.CharField(max_length=160, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, max_length=160, verbose_name='name in Chinese')),
                        ('text', models.TextField(blank=True, max_length=4000, validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name='what it is about')),
                        ('text_zh', models.TextField(blank=True, max_length=4000, validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name='text in Chinese')),
                        ('host_name', models.CharField(max_length=200, verbose_name='host')),
                        ('host_name_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='host in Chinese')),
                        ('host_country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region of the host')),
                        ('is_public', models.BooleanField(default=False, verbose_name='public')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'verbose_name': 'themed area',
                        'verbose_name_plural': 'themed areas',
                    },
                ),
                migrations.CreateModel(
                    name='ThemedAreaBooth',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ],
                    options={
                        'verbose_name': 'booth of a themed area',
                        'verbose_name_plural': 'booths of themed areas',
                    },
                ),
                migrations.CreateModel(
                    name='ThemedAreaEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('section', models.CharField(choices=[('national', 'National exhibition'), ('business', 'Business exhibition')], max_length=20, verbose_name='exhibition')),
                        ('name', models.CharField(max_length=160, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, max_length=160, verbose_name='name in Chinese')),
                        ('text', models.TextField(blank=True, max_length=4000, validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name='what it is about')),
                        ('text_zh', models.TextField(blank=True, max_length=4000, validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name='text in Chinese')),
                        ('host_name', models.CharField(max_length=200, verbose_name='host')),
                        ('host_name_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='host in Chinese')),
                        ('host_country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region of the host')),
                        ('is_public', models.BooleanField(default=False, verbose_name='public')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='VenueRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('measure', models.CharField(choices=[('aisle_width', 'width of aisles'), ('way_width', 'clear width of every part of the ways to exits'), ('main_aisle', 'width of the widest way between two exits'), ('entrance', "width of a booth's front at an aisle"), ('stand_depth', 'distance from any point of a booth to its nearest open side'), ('travel', 'walking distance from a booth to an exit'), ('straight_travel', 'straight distance from a booth to an exit'), ('dead_end', 'depth of dead ends'), ('block_depth', 'depth of blocks'), ('row_length', 'length of blocks'), ('block_area', 'area of blocks'), ('exit_width', 'width of each exit'), ('exit_free', "share of an exit's width that is free"), ('exit_front', 'free depth before exits'), ('exit_clearance', 'distance of booths from exits'), ('exit_capacity', 'width of all exits for 100 persons'), ('exits', 'number of exits that can be reached'), ('exits_apart', "distance between two exits, of the hall's diagonal"), ('exits_opposite', 'angle between two exits, seen from the middle of the hall'), ('exit_spacing', 'distance between neighbouring exits'), ('equipment_clearance', 'distance of booths from fire equipment'), ('equipment_reach', 'walking distance from a booth to fire equipment'), ('column_clearance', 'distance of booths from columns'), ('rescue_width', 'clear width of rescue access'), ('wall_clearance', "distance of booths from the hall's walls"), ('fill', "share of the hall's floor that booths take"), ('deck_share', "upper deck: share of the booth's area"), ('deck_area', 'upper deck: area'), ('deck_persons', 'upper deck: persons'), ('deck_way', 'upper deck: walking distance from any point to a stair'), ('deck_stairs', 'upper deck: number of stairs'), ('deck_opposite', 'upper deck: number of stairs on opposite sides'), ('deck_stair_width', 'upper deck: clear width of each stair'), ('deck_above', "upper deck: free height between the stand and the hall's ceiling"), ('deck_drawing', 'upper deck: drawings stamped by an engineer')], max_length=30, verbose_name='measure')),
                        ('limit', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='limit')),
                        ('severity', models.CharField(choices=[('mandatory', 'mandatory: a plan that breaks it is not published'), ('recommended', 'recommended: a reason is needed')], default='mandatory', max_length=12, verbose_name='severity')),
                        ('source', models.CharField(max_length=300, verbose_name='source')),
                        ('read_on', models.DateField(verbose_name='source read on')),
                        ('valid_from', models.DateField(blank=True, null=True, verbose_name='valid from')),
                        ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                        ('from_area_sqm', models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name='only in halls or for upper decks from (m²)')),
                        ('from_persons', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='or from so many persons')),
                        ('sprinklered', models.BooleanField(blank=True, null=True, verbose_name='sprinklers')),
                        ('step_from_m', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='from a clear height of (m)')),
                        ('step_every_m', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='for each further (m)')),
                        ('step_adds', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='the limit grows by')),
                        ('step_at_most', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='but is at most')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'rule',
                        'verbose_name_plural': 'rules',
                        'ordering': ['rule_set', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='VenueRuleEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('measure', models.CharField(choices=[('aisle_width', 'width of aisles'), ('way_width', 'clear width of every part of the ways to exits'), ('main_aisle', 'width of the widest way between two exits'), ('entrance', "width of a booth's front at an aisle"), ('stand_depth', 'distance from any point of a booth to its nearest open side'), ('travel', 'walking distance from a booth to an exit'), ('straight_travel', 'straight distance from a booth to an exit'), ('dead_end', 'depth of dead ends'), ('block_depth', 'depth of blocks'), ('row_length', 'length of blocks'), ('block_area', 'area of blocks'), ('exit_width', 'width of each exit'), ('exit_free', "share of an exit's width that is free"), ('exit_front', 'free depth before exits'), ('exit_clearance', 'distance of booths from exits'), ('exit_capacity', 'width of all exits for 100 persons'), ('exits', 'number of exits that can be reached'), ('exits_apart', "distance between two exits, of the hall's diagonal"), ('exits_opposite', 'angle between two exits, seen from the middle of the hall'), ('exit_spacing', 'distance between neighbouring exits'), ('equipment_clearance', 'distance of booths from fire equipment'), ('equipment_reach', 'walking distance from a booth to fire equipment'), ('column_clearance', 'distance of booths from columns'), ('rescue_width', 'clear width of rescue access'), ('wall_clearance', "distance of booths from the hall's walls"), ('fill', "share of the hall's floor that booths take"), ('deck_share', "upper deck: share of the booth's area"), ('deck_area', 'upper deck: area'), ('deck_persons', 'upper deck: persons'), ('deck_way', 'upper deck: walking distance from any point to a stair'), ('deck_stairs', 'upper deck: number of stairs'), ('deck_opposite', 'upper deck: number of stairs on opposite sides'), ('deck_stair_width', 'upper deck: clear width of each stair'), ('deck_above', "upper deck: free height between the stand and the hall's ceiling"), ('deck_drawing', 'upper deck: drawings stamped by an engineer')], max_length=30, verbose_name='measure')),
                        ('limit', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='limit')),
                        ('severity', models.CharField(choices=[('mandatory', 'mandatory: a plan that breaks it is not published'), ('recommended', 'recommended: a reason is needed')], default='mandatory', max_length=12, verbose_name='severity')),
                        ('source', models.CharField(max_length=300, verbose_name='source')),
                        ('read_on', models.DateField(verbose_name='source read on')),
                        ('valid_from', models.DateField(blank=True, null=True, verbose_name='valid from')),
                        ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                        ('from_area_sqm', models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name='only in halls or for upper decks from (m²)')),
                        ('from_persons', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='or from so many persons')),
                        ('sprinklered', models.BooleanField(blank=True, null=True, verbose_name='sprinklers')),
                        ('step_from_m', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='from a clear height of (m)')),
                        ('step_every_m', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='for each further (m)')),
                        ('step_adds', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='the limit grows by')),
                        ('step_at_most', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='but is at most')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='AllotmentEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('section', models.CharField(choices=[('national', 'National exhibition'), ('business', 'Business exhibition')], max_length=20, verbose_name='exhibition')),
                        ('capacity_sqm', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='capacity (m²)')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.allotment')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Appointment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('reviewer', 'reviewer'), ('floor_planner', 'floor planner'), ('finance', 'finance'), ('director', 'director')], max_length=20, verbose_name='role')),
                        ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('national', 'National exhibition'), ('business', 'Business exhibition')], max_length=20), blank=True, default=list, verbose_name='only these exhibitions')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'appointment',
                        'verbose_name_plural': 'appointments',
                    },
                ),
                migrations.CreateModel(
                    name='AppointmentEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('role', models.CharField(choices=[('reviewer', 'reviewer'), ('floor_planner', 'floor planner'), ('finance', 'finance'), ('director', 'director')], max_length=20, verbose_name='role')),
                        ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('national', 'National exhibition'), ('business', 'Business exhibition')], max_length=20), blank=True, default=list, verbose_name='only these exhibitions')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.appointment')),
                        ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Booth',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=20, verbose_name='number')),
                        ('footprint', models.JSONField(help_text="Ring of [x, y] in centimetres in the hall's axes.", verbose_name='footprint')),
                        ('core', pavilions.floor.models.polygon.PolygonField(editable=False, verbose_name='core')),
                        ('area_sqm', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='area (m²)')),
                        ('stated_area_sqm', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='stated area (m²)')),
                        ('obstructed_sqm', models.DecimalField(db_default=0, decimal_places=2, default=0, editable=False, max_digits=8, verbose_name='taken by columns (m²)')),
                        ('open_sides', models.PositiveSmallIntegerField(verbose_name='open sides')),
                        ('open_sides_override', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='open sides, set manually')),
                        ('kind', models.CharField(choices=[('raw', 'raw space'), ('shell', 'shell scheme')], default='raw', max_length=10, verbose_name='kind')),
                        ('blocked_reason', models.CharField(blank=True, max_length=200, verbose_name='reason for withholding')),
                        ('label_x', models.IntegerField(editable=False)),
                        ('label_y', models.IntegerField(editable=False)),
                        ('revision', models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                        ('allotment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='booths', to='pavilions.allotment', verbose_name='allotment')),
                    ],
                    options={
                        'verbose_name': 'booth',
                        'verbose_name_plural': 'booths',
                    },
                ),
                migrations.CreateModel(
                    name='BoothAncestry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('ancestor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progeny', to='pavilions.booth', verbose_name='earlier booth')),
                        ('booth', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ancestry', to='pavilions.booth', verbose_name='booth')),
                    ],
                    options={
                        'verbose_name': 'booth ancestry',
                        'verbose_name_plural': 'booth ancestries',
                    },
                ),
                migrations.AddField(
                    model_name='booth',
                    name='ancestors',
                    field=models.ManyToManyField(related_name='descendants', through='pavilions.BoothAncestry', to='pavilions.booth', verbose_name='comes from'),
                ),
                migrations.CreateModel(
                    name='BoothEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('number', models.CharField(max_length=20, verbose_name='number')),
                        ('footprint', models.JSONField(help_text="Ring of [x, y] in centimetres in the hall's axes.", verbose_name='footprint')),
                        ('area_sqm', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='area (m²)')),
                        ('stated_area_sqm', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='stated area (m²)')),
                        ('open_sides', models.PositiveSmallIntegerField(verbose_name='open sides')),
                        ('open_sides_override', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='open sides, set manually')),
                        ('kind', models.CharField(choices=[('raw', 'raw space'), ('shell', 'shell scheme')], default='raw', max_length=10, verbose_name='kind')),
                        ('blocked_reason', models.CharField(blank=True, max_length=200, verbose_name='reason for withholding')),
                        ('label_x', models.IntegerField(editable=False)),
                        ('label_y', models.IntegerField(editable=False)),
                        ('allotment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.allotment', verbose_name='allotment')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.booth')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='CarriedClaim',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_booth', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.booth', verbose_name='booth before')),
                        ('to_booth', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.booth', verbose_name='booth after')),
                    ],
                    options={
                        'verbose_name': 'transferred claim',
                        'verbose_name_plural': 'transferred claims',
                    },
                ),
                migrations.CreateModel(
                    name='ClaimDecision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('choice', models.CharField(choices=[('keep', 'keep the changed booth'), ('parts', 'keep all parts of the booth'), ('move', 'relocate to another booth'), ('resize', 'accept the new area'), ('release', 'release the booth')], max_length=10, verbose_name='choice')),
                        ('target_revision', models.PositiveIntegerField(blank=True, null=True, verbose_name='revision of the booth')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='note to the holder')),
                        ('decided_at', models.DateTimeField(verbose_name='decided at')),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                        ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pavilions.booth', verbose_name='booth')),
                    ],
                    options={
                        'verbose_name': 'claim decision',
                        'verbose_name_plural': 'claim decisions',
                    },
                ),
                migrations.CreateModel(
                    name='CountryName',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('country', django_countries.fields.CountryField(max_length=2, unique=True, verbose_name='country or region')),
                        ('english', models.CharField(blank=True, db_default='', default='', help_text='Blank: the default name.', max_length=80, verbose_name='English name')),
                        ('chinese', models.CharField(blank=True, db_default='', default='', help_text='Blank: the default name.', max_length=40, verbose_name='Chinese name')),
                        ('pinyin', models.CharField(blank=True, db_default='', default='', help_text='Chinese lists are sorted by it: lower-case syllables without tones, such as “bi lu”.', max_length=160, validators=[django.core.validators.RegexValidator('^[a-zü]+( [a-zü]+)*$', 'Use lower-case syllables without tones, such as “bi lu”.')], verbose_name='pinyin of the Chinese name')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'country name',
                        'verbose_name_plural': 'country names',
                        'ordering': ['country'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('english', ''), _negated=True), models.Q(('chinese', ''), _negated=True), _connector='OR'), name='country_name_in_some_language', violation_error_message='Enter a name in English or Chinese.'), models.CheckConstraint(condition=models.Q(models.Q(('chinese', ''), ('pinyin', '')), models.Q(models.Q(('chinese', ''), _negated=True), models.Q(('pinyin', ''), _negated=True)), _connector='OR'), name='country_name_pinyin_of_chinese', violation_error_message='A Chinese name needs its pinyin.')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='countryname',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."chinese" IS DISTINCT FROM (NEW."chinese") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."english" IS DISTINCT FROM (NEW."english") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."pinyin" IS DISTINCT FROM (NEW."pinyin"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='590e88c342688765123538660560472e83faf265', operation='UPDATE', pgid='pgtrigger_counts_revision_d7da4', table='pavilions_countryname', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='countryname',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_countrynameevent" ("chinese", "country", "english", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin") VALUES (NEW."chinese", NEW."country", NEW."english", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pinyin"); RETURN NULL;', hash='eac01b83eb3a74ac15aab1d3f11de7a5bdef2ad3', operation='INSERT', pgid='pgtrigger_insert_insert_7261a', table='pavilions_countryname', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='countryname',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."chinese" IS DISTINCT FROM (NEW."chinese") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."english" IS DISTINCT FROM (NEW."english") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."pinyin" IS DISTINCT FROM (NEW."pinyin"))', func='INSERT INTO "pavilions_countrynameevent" ("chinese", "country", "english", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin") VALUES (NEW."chinese", NEW."country", NEW."english", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pinyin"); RETURN NULL;', hash='d43ae70d6df2b189d6f63d2178338c61630429f7', operation='UPDATE', pgid='pgtrigger_update_update_a865c', table='pavilions_countryname', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='countryname',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_countrynameevent" ("chinese", "country", "english", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin") VALUES (OLD."chinese", OLD."country", OLD."english", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pinyin"); RETURN NULL;', hash='fe8090be2004e2411197ab2734caec9237ba9f40', operation='DELETE', pgid='pgtrigger_delete_delete_3361d', table='pavilions_countryname', when='AFTER')),
                ),
                migrations.AddField(
                    model_name='countrynameevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='countrynameevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.countryname'),
                ),
                migrations.AddField(
                    model_name='designcomment',
                    name='author',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author'),
                ),
                migrations.AddConstraint(
                    model_name='edition',
                    constraint=models.CheckConstraint(condition=models.Q(('opens_date__lte', models.F('closes_date'))), name='edition_opens_before_it_closes', violation_error_message='An edition cannot close before it opens.'),
                ),
                migrations.AddConstraint(
                    model_name='edition',
                    constraint=models.CheckConstraint(condition=models.Q(('booking_opens_at__lt', models.F('booking_closes_at'))), name='edition_booking_window_is_a_period', violation_error_message='Booking cannot close before it opens.'),
                ),
                migrations.AddConstraint(
                    model_name='edition',
                    constraint=models.CheckConstraint(condition=models.Q(('held_booths_limit__isnull', True), ('held_booths_limit__gte', 1), _connector='OR'), name='edition_held_booths_limit_is_one_or_more', violation_error_message='The limit must be at least one booth. Leave blank for no limit.'),
                ),
                migrations.AddConstraint(
                    model_name='edition',
                    constraint=models.CheckConstraint(condition=models.Q(('held_sqm_limit__isnull', True), ('held_sqm_limit__gte', 1), _connector='OR'), name='edition_held_sqm_limit_is_one_or_more', violation_error_message='The limit must be at least 1 m². Leave blank for no limit.'),
                ),
                migrations.AddConstraint(
                    model_name='edition',
                    constraint=models.CheckConstraint(condition=models.Q(('person_bookings_limit__gte', 1), ('person_booths_limit__gte', 1), ('person_sqm_limit__gte', 1), ('undecided_bookings_limit__gte', 1), ('undecided_booths_limit__gte', 1), ('undecided_sqm_limit__gte', 1)), name='edition_undecided_limits_are_one_or_more', violation_error_message='Each limit on undecided space must be at least one booth, 1 m² or one booking.'),
                ),
                migrations.AddConstraint(
                    model_name='edition',
                    constraint=models.CheckConstraint(condition=models.Q(('unverified_sqm_limit__gte', 0)), name='edition_unverified_sqm_limit_is_not_negative', violation_error_message='The limit before verification cannot be below 0 m².'),
                ),
                migrations.AddConstraint(
                    model_name='edition',
                    constraint=models.CheckConstraint(condition=models.Q(('ownership_objection_days__gte', 1), ('ownership_objection_days__lte', 60)), name='edition_ownership_objection_days_in_range', violation_error_message='The period for objections must be between 1 and 60 days.'),
                ),
                migrations.AddConstraint(
                    model_name='edition',
                    constraint=models.CheckConstraint(condition=models.Q(('unverified_share_percent__range', (1, 100))), name='edition_unverified_share_in_bounds', violation_error_message='The share before verification must be from 1 to 100%.'),
                ),
                migrations.AddConstraint(
                    model_name='edition',
                    constraint=models.CheckConstraint(condition=models.Q(('undecided_days__gte', 1), models.Q(('lapse_days__isnull', True), ('lapse_days__gte', django.db.models.expressions.CombinedExpression(models.F('undecided_days'), '+', models.Value(7))), _connector='OR')), name='edition_lapse_after_reminder_and_warning', violation_error_message='A booking can lapse no earlier than a week after the organizers are reminded of it.'),
                ),
                migrations.AddConstraint(
                    model_name='edition',
                    constraint=models.CheckConstraint(condition=models.Q(('offer_days__gte', 1), ('offer_reminder_days__lt', models.F('offer_days'))), name='edition_offer_reminder_before_it_lapses', violation_error_message='The reminder must be sent on a later day than the offer.'),
                ),
                migrations.AddConstraint(
                    model_name='edition',
                    constraint=models.CheckConstraint(condition=models.Q(('booking_steps__in', ['by_hand', 'offer'])), name='edition_booking_steps_known'),
                ),
                migrations.AddConstraint(
                    model_name='edition',
                    constraint=models.CheckConstraint(condition=models.Q(('currency__regex', '^[A-Z]{3}$')), name='edition_currency_is_a_code', violation_error_message='Enter the ISO 4217 code of the currency, such as CNY.'),
                ),
                migrations.AddField(
                    model_name='allotmentevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='allotment',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allotments', to='pavilions.edition', verbose_name='edition'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='edition',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepts_registration_numbers" IS DISTINCT FROM (NEW."accepts_registration_numbers") OR OLD."booking_closes_at" IS DISTINCT FROM (NEW."booking_closes_at") OR OLD."booking_opens_at" IS DISTINCT FROM (NEW."booking_opens_at") OR OLD."booking_steps" IS DISTINCT FROM (NEW."booking_steps") OR OLD."cancel_until_date" IS DISTINCT FROM (NEW."cancel_until_date") OR OLD."change_hours" IS DISTINCT FROM (NEW."change_hours") OR OLD."closes_date" IS DISTINCT FROM (NEW."closes_date") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."held_booths_limit" IS DISTINCT FROM (NEW."held_booths_limit") OR OLD."held_sqm_limit" IS DISTINCT FROM (NEW."held_sqm_limit") OR OLD."hold_minutes" IS DISTINCT FROM (NEW."hold_minutes") OR OLD."holds_mail" IS DISTINCT FROM (NEW."holds_mail") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_sample" IS DISTINCT FROM (NEW."is_sample") OR OLD."lapse_days" IS DISTINCT FROM (NEW."lapse_days") OR OLD."larger_percent" IS DISTINCT FROM (NEW."larger_percent") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."offer_days" IS DISTINCT FROM (NEW."offer_days") OR OLD."offer_reminder_days" IS DISTINCT FROM (NEW."offer_reminder_days") OR OLD."opens_date" IS DISTINCT FROM (NEW."opens_date") OR OLD."ownership_objection_days" IS DISTINCT FROM (NEW."ownership_objection_days") OR OLD."person_bookings_limit" IS DISTINCT FROM (NEW."person_bookings_limit") OR OLD."person_booths_limit" IS DISTINCT FROM (NEW."person_booths_limit") OR OLD."person_sqm_limit" IS DISTINCT FROM (NEW."person_sqm_limit") OR OLD."reply_to" IS DISTINCT FROM (NEW."reply_to") OR OLD."sender_name" IS DISTINCT FROM (NEW."sender_name") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."undecided_bookings_limit" IS DISTINCT FROM (NEW."undecided_bookings_limit") OR OLD."undecided_booths_limit" IS DISTINCT FROM (NEW."undecided_booths_limit") OR OLD."undecided_days" IS DISTINCT FROM (NEW."undecided_days") OR OLD."undecided_sqm_limit" IS DISTINCT FROM (NEW."undecided_sqm_limit") OR OLD."unverified_booths_limit" IS DISTINCT FROM (NEW."unverified_booths_limit") OR OLD."unverified_share_percent" IS DISTINCT FROM (NEW."unverified_share_percent") OR OLD."unverified_sqm_limit" IS DISTINCT FROM (NEW."unverified_sqm_limit"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='f37720afbee3e8e5d21499cf7735d06250f11de9', operation='UPDATE', pgid='pgtrigger_counts_revision_69939', table='pavilions_edition', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='edition',
                    trigger=pgtrigger.compiler.Trigger(name='edition_number_in_use', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."number" IS DISTINCT FROM (NEW."number"))', func="IF EXISTS (SELECT FROM pavilions_floorplan WHERE edition_id = OLD.id AND state <> 'draft') OR EXISTS (SELECT FROM pavilions_spaceholder WHERE edition_id = OLD.id) THEN RAISE EXCEPTION 'refused by edition_number_in_use' USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_number_in_use'; END IF; RETURN NEW;", hash='b01f7817f21ef1a897a2576ed65a7ac7021756fb', operation='UPDATE', pgid='pgtrigger_edition_number_in_use_dc2b2', table='pavilions_edition', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='edition',
                    trigger=pgtrigger.compiler.Trigger(name='edition_time_zone_in_use', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."time_zone" IS DISTINCT FROM (NEW."time_zone"))', func="IF EXISTS (SELECT FROM pavilions_spaceholder WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM pavilions_programmeevent WHERE edition_id = OLD.id) THEN RAISE EXCEPTION 'refused by edition_time_zone_in_use' USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_time_zone_in_use'; END IF; RETURN NEW;", hash='9599dda104ebe5ff00845d2e4ef8f9aa2c3ea776', operation='UPDATE', pgid='pgtrigger_edition_time_zone_in_use_95b64', table='pavilions_edition', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='edition',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_editionevent" ("accepts_registration_numbers", "booking_closes_at", "booking_opens_at", "booking_steps", "cancel_until_date", "change_hours", "closes_date", "currency", "held_booths_limit", "held_sqm_limit", "hold_minutes", "holds_mail", "id", "is_sample", "lapse_days", "larger_percent", "name", "name_zh", "number", "offer_days", "offer_reminder_days", "opens_date", "ownership_objection_days", "person_bookings_limit", "person_booths_limit", "person_sqm_limit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reply_to", "sender_name", "status", "time_zone", "undecided_bookings_limit", "undecided_booths_limit", "undecided_days", "undecided_sqm_limit", "unverified_booths_limit", "unverified_share_percent", "unverified_sqm_limit") VALUES (NEW."accepts_registration_numbers", NEW."booking_closes_at", NEW."booking_opens_at", NEW."booking_steps", NEW."cancel_until_date", NEW."change_hours", NEW."closes_date", NEW."currency", NEW."held_booths_limit", NEW."held_sqm_limit", NEW."hold_minutes", NEW."holds_mail", NEW."id", NEW."is_sample", NEW."lapse_days", NEW."larger_percent", NEW."name", NEW."name_zh", NEW."number", NEW."offer_days", NEW."offer_reminder_days", NEW."opens_date", NEW."ownership_objection_days", NEW."person_bookings_limit", NEW."person_booths_limit", NEW."person_sqm_limit", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reply_to", NEW."sender_name", NEW."status", NEW."time_zone", NEW."undecided_bookings_limit", NEW."undecided_booths_limit", NEW."undecided_days", NEW."undecided_sqm_limit", NEW."unverified_booths_limit", NEW."unverified_share_percent", NEW."unverified_sqm_limit"); RETURN NULL;', hash='f29e54fd7d709ab6a5f7e1b20104dd04bea9fc8b', operation='INSERT', pgid='pgtrigger_insert_insert_588b4', table='pavilions_edition', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='edition',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepts_registration_numbers" IS DISTINCT FROM (NEW."accepts_registration_numbers") OR OLD."booking_closes_at" IS DISTINCT FROM (NEW."booking_closes_at") OR OLD."booking_opens_at" IS DISTINCT FROM (NEW."booking_opens_at") OR OLD."booking_steps" IS DISTINCT FROM (NEW."booking_steps") OR OLD."cancel_until_date" IS DISTINCT FROM (NEW."cancel_until_date") OR OLD."change_hours" IS DISTINCT FROM (NEW."change_hours") OR OLD."closes_date" IS DISTINCT FROM (NEW."closes_date") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."held_booths_limit" IS DISTINCT FROM (NEW."held_booths_limit") OR OLD."held_sqm_limit" IS DISTINCT FROM (NEW."held_sqm_limit") OR OLD."hold_minutes" IS DISTINCT FROM (NEW."hold_minutes") OR OLD."holds_mail" IS DISTINCT FROM (NEW."holds_mail") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_sample" IS DISTINCT FROM (NEW."is_sample") OR OLD."lapse_days" IS DISTINCT FROM (NEW."lapse_days") OR OLD."larger_percent" IS DISTINCT FROM (NEW."larger_percent") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."offer_days" IS DISTINCT FROM (NEW."offer_days") OR OLD."offer_reminder_days" IS DISTINCT FROM (NEW."offer_reminder_days") OR OLD."opens_date" IS DISTINCT FROM (NEW."opens_date") OR OLD."ownership_objection_days" IS DISTINCT FROM (NEW."ownership_objection_days") OR OLD."person_bookings_limit" IS DISTINCT FROM (NEW."person_bookings_limit") OR OLD."person_booths_limit" IS DISTINCT FROM (NEW."person_booths_limit") OR OLD."person_sqm_limit" IS DISTINCT FROM (NEW."person_sqm_limit") OR OLD."reply_to" IS DISTINCT FROM (NEW."reply_to") OR OLD."sender_name" IS DISTINCT FROM (NEW."sender_name") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."time_zone" IS DISTINCT FROM (NEW."time_zone") OR OLD."undecided_bookings_limit" IS DISTINCT FROM (NEW."undecided_bookings_limit") OR OLD."undecided_booths_limit" IS DISTINCT FROM (NEW."undecided_booths_limit") OR OLD."undecided_days" IS DISTINCT FROM (NEW."undecided_days") OR OLD."undecided_sqm_limit" IS DISTINCT FROM (NEW."undecided_sqm_limit") OR OLD."unverified_booths_limit" IS DISTINCT FROM (NEW."unverified_booths_limit") OR OLD."unverified_share_percent" IS DISTINCT FROM (NEW."unverified_share_percent") OR OLD."unverified_sqm_limit" IS DISTINCT FROM (NEW."unverified_sqm_limit"))', func='INSERT INTO "pavilions_editionevent" ("accepts_registration_numbers", "booking_closes_at", "booking_opens_at", "booking_steps", "cancel_until_date", "change_hours", "closes_date", "currency", "held_booths_limit", "held_sqm_limit", "hold_minutes", "holds_mail", "id", "is_sample", "lapse_days", "larger_percent", "name", "name_zh", "number", "offer_days", "offer_reminder_days", "opens_date", "ownership_objection_days", "person_bookings_limit", "person_booths_limit", "person_sqm_limit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reply_to", "sender_name", "status", "time_zone", "undecided_bookings_limit", "undecided_booths_limit", "undecided_days", "undecided_sqm_limit", "unverified_booths_limit", "unverified_share_percent", "unverified_sqm_limit") VALUES (NEW."accepts_registration_numbers", NEW."booking_closes_at", NEW."booking_opens_at", NEW."booking_steps", NEW."cancel_until_date", NEW."change_hours", NEW."closes_date", NEW."currency", NEW."held_booths_limit", NEW."held_sqm_limit", NEW."hold_minutes", NEW."holds_mail", NEW."id", NEW."is_sample", NEW."lapse_days", NEW."larger_percent", NEW."name", NEW."name_zh", NEW."number", NEW."offer_days", NEW."offer_reminder_days", NEW."opens_date", NEW."ownership_objection_days", NEW."person_bookings_limit", NEW."person_booths_limit", NEW."person_sqm_limit", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reply_to", NEW."sender_name", NEW."status", NEW."time_zone", NEW."undecided_bookings_limit", NEW."undecided_booths_limit", NEW."undecided_days", NEW."undecided_sqm_limit", NEW."unverified_booths_limit", NEW."unverified_share_percent", NEW."unverified_sqm_limit"); RETURN NULL;', hash='59bc76ca8b22ff3d23455d3ecf4d3a7dec265acc', operation='UPDATE', pgid='pgtrigger_update_update_f815b', table='pavilions_edition', when='AFTER')),
                ),
                migrations.AddField(
                    model_name='editionevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='editionevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.edition'),
                ),
                migrations.AddField(
                    model_name='eventproposal',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='eventproposal',
                    name='proposed_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
                ),
                migrations.AddField(
                    model_name='floorplan',
                    name='base',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='drafts', to='pavilions.floorplan', verbose_name='drafted from'),
                ),
                migrations.AddField(
                    model_name='floorplan',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='floor_plans', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='claimdecision',
                    name='plan',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claim_decisions', to='pavilions.floorplan', verbose_name='plan'),
                ),
                migrations.AddField(
                    model_name='boothevent',
                    name='plan',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.floorplan', verbose_name='plan'),
                ),
                migrations.AddField(
                    model_name='booth',
                    name='plan',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='booths', to='pavilions.floorplan', verbose_name='plan'),
                ),
                migrations.AddField(
                    model_name='floorplanevent',
                    name='base',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.floorplan', verbose_name='drafted from'),
                ),
                migrations.AddField(
                    model_name='floorplanevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='floorplanevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='floorplanevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.floorplan'),
                ),
                migrations.AddField(
                    model_name='forumreview',
                    name='reviewer',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewer'),
                ),
                migrations.CreateModel(
                    name='ForumSession',
                    fields=[
                        ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='session', serialize=False, to='pavilions.programmeevent', verbose_name='event')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'forum session',
                        'verbose_name_plural': 'forum sessions',
                    },
                ),
                migrations.AddField(
                    model_name='programmeevent',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programme', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='eventproposal',
                    name='event',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='pavilions.programmeevent', verbose_name='event'),
                ),
                migrations.AddField(
                    model_name='forumtopic',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='forumtopic',
                    name='merged_into',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='pavilions.forumtopic', verbose_name='merged into'),
                ),
                migrations.AddField(
                    model_name='forumreview',
                    name='topic',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='pavilions.forumtopic', verbose_name='topic'),
                ),
                migrations.AddField(
                    model_name='forumtopicevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='forumtopicevent',
                    name='merged_into',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.forumtopic', verbose_name='merged into'),
                ),
                migrations.AddField(
                    model_name='forumtopicevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='forumtopicevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.forumtopic'),
                ),
                migrations.AddConstraint(
                    model_name='hall',
                    constraint=models.CheckConstraint(condition=models.Q(('gross_area_sqm__gt', 0)), name='hall_has_area', violation_error_message='The area of a hall must be above 0 m².'),
                ),
                migrations.AddConstraint(
                    model_name='hall',
                    constraint=models.CheckConstraint(condition=models.Q(('gross_area_sqm__lte', 1000000)), name='hall_area_is_possible', violation_error_message='The area of a hall is at most 1,000,000 m².'),
                ),
                migrations.AddConstraint(
                    model_name='hall',
                    constraint=models.CheckConstraint(condition=models.Q(('ceiling_height_m__isnull', True), models.Q(('ceiling_height_m__gte', 2), ('ceiling_height_m__lte', 100)), _connector='OR'), name='hall_ceiling_is_possible', violation_error_message='The ceiling height must be between 2 and 100 m.'),
                ),
                migrations.AddConstraint(
                    model_name='hall',
                    constraint=models.CheckConstraint(condition=models.Q(('floor_load_kg_sqm__isnull', True), models.Q(('floor_load_kg_sqm__gte', 100), ('floor_load_kg_sqm__lte', 50000)), _connector='OR'), name='hall_floor_load_is_possible', violation_error_message='The floor load must be between 100 and 50,000 kg/m².'),
                ),
                migrations.AddConstraint(
                    model_name='hall',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('venue_x_m__isnull', True), ('venue_y_m__isnull', True)), models.Q(('venue_x_m__lte', 10000), ('venue_y_m__lte', 10000)), _connector='OR'), name='hall_place_is_possible', violation_error_message='Enter both distances in the venue, each at most 10,000 m, or neither.'),
                ),
                migrations.AddConstraint(
                    model_name='hall',
                    constraint=models.CheckConstraint(condition=models.Q(('venue_turn__lt', 360)), name='hall_turn_is_possible', violation_error_message='A hall is turned by 0 to 359 degrees.'),
                ),
                migrations.AddConstraint(
                    model_name='hall',
                    constraint=models.CheckConstraint(condition=models.Q(('north_turn__isnull', True), ('north_turn__lt', 360), _connector='OR'), name='hall_north_is_possible', violation_error_message='North is in a direction of 0 to 359 degrees.'),
                ),
                migrations.AddField(
                    model_name='floorplanevent',
                    name='hall',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.hall', verbose_name='hall'),
                ),
                migrations.AddField(
                    model_name='floorplan',
                    name='hall',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='floor_plans', to='pavilions.hall', verbose_name='hall'),
                ),
                migrations.AddField(
                    model_name='appointment',
                    name='halls',
                    field=models.ManyToManyField(blank=True, related_name='+', to='pavilions.hall', verbose_name='only these halls'),
                ),
                migrations.AddField(
                    model_name='allotmentevent',
                    name='hall',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.hall', verbose_name='hall'),
                ),
                migrations.AddField(
                    model_name='allotment',
                    name='hall',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allotments', to='pavilions.hall', verbose_name='hall'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='hall',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."building" IS DISTINCT FROM (NEW."building") OR OLD."ceiling_height_m" IS DISTINCT FROM (NEW."ceiling_height_m") OR OLD."floor_load_kg_sqm" IS DISTINCT FROM (NEW."floor_load_kg_sqm") OR OLD."gross_area_sqm" IS DISTINCT FROM (NEW."gross_area_sqm") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."north_turn" IS DISTINCT FROM (NEW."north_turn") OR OLD."outline" IS DISTINCT FROM (NEW."outline") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."venue_turn" IS DISTINCT FROM (NEW."venue_turn") OR OLD."venue_x_m" IS DISTINCT FROM (NEW."venue_x_m") OR OLD."venue_y_m" IS DISTINCT FROM (NEW."venue_y_m"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='62a34c11b8ec777cb84871257dcd956e19faf5b2', operation='UPDATE', pgid='pgtrigger_counts_revision_b7547', table='pavilions_hall', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='hall',
                    trigger=pgtrigger.compiler.Trigger(name='hall_holds_its_capacities', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n                    IF EXISTS (\n                        SELECT FROM pavilions_allotment WHERE hall_id = NEW.id\n                        GROUP BY edition_id HAVING sum(capacity_sqm) > NEW.gross_area_sqm\n                    ) THEN\n                 RAISE EXCEPTION 'refused by hall_holds_its_capacities' USING ERRCODE = 'check_violation', CONSTRAINT = 'hall_holds_its_capacities'; END IF; RETURN NEW;", hash='e26c77802072fa68c43ba9eb4c1d9e218babd788', operation='UPDATE OF "gross_area_sqm"', pgid='pgtrigger_hall_holds_its_capacities_2c162', table='pavilions_hall', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='hall',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_hallevent" ("building", "ceiling_height_m", "floor_load_kg_sqm", "gross_area_sqm", "id", "level", "name", "north_turn", "outline", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "venue_turn", "venue_x_m", "venue_y_m") VALUES (NEW."building", NEW."ceiling_height_m", NEW."floor_load_kg_sqm", NEW."gross_area_sqm", NEW."id", NEW."level", NEW."name", NEW."north_turn", NEW."outline", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."venue_turn", NEW."venue_x_m", NEW."venue_y_m"); RETURN NULL;', hash='0b88dcffd8606827856ad4278b1a4b249716ae75', operation='INSERT', pgid='pgtrigger_insert_insert_0b43a', table='pavilions_hall', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='hall',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."building" IS DISTINCT FROM (NEW."building") OR OLD."ceiling_height_m" IS DISTINCT FROM (NEW."ceiling_height_m") OR OLD."floor_load_kg_sqm" IS DISTINCT FROM (NEW."floor_load_kg_sqm") OR OLD."gross_area_sqm" IS DISTINCT FROM (NEW."gross_area_sqm") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."north_turn" IS DISTINCT FROM (NEW."north_turn") OR OLD."outline" IS DISTINCT FROM (NEW."outline") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."venue_turn" IS DISTINCT FROM (NEW."venue_turn") OR OLD."venue_x_m" IS DISTINCT FROM (NEW."venue_x_m") OR OLD."venue_y_m" IS DISTINCT FROM (NEW."venue_y_m"))', func='INSERT INTO "pavilions_hallevent" ("building", "ceiling_height_m", "floor_load_kg_sqm", "gross_area_sqm", "id", "level", "name", "north_turn", "outline", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "venue_turn", "venue_x_m", "venue_y_m") VALUES (NEW."building", NEW."ceiling_height_m", NEW."floor_load_kg_sqm", NEW."gross_area_sqm", NEW."id", NEW."level", NEW."name", NEW."north_turn", NEW."outline", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."venue_turn", NEW."venue_x_m", NEW."venue_y_m"); RETURN NULL;', hash='06eae7bbbde97ba587ef4a954b534a10c5ad7f61', operation='UPDATE', pgid='pgtrigger_update_update_ea3f7', table='pavilions_hall', when='AFTER')),
                ),
                migrations.AddField(
                    model_name='hallevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='hallevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.hall'),
                ),
                migrations.AddField(
                    model_name='hallrules',
                    name='hall',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='pavilions.hall', verbose_name='hall'),
                ),
                migrations.AddField(
                    model_name='hallrulesevent',
                    name='hall',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.hall', verbose_name='hall'),
                ),
                migrations.AddField(
                    model_name='hallrulesevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='hallrulesevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.hallrules'),
                ),
                migrations.AddField(
                    model_name='importrun',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='import_runs', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='importrun',
                    name='started_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='started by'),
                ),
                migrations.CreateModel(
                    name='NationalPavilion',
                    fields=[
                        ('holder', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='national_pavilion', serialize=False, to='pavilions.spaceholder', verbose_name='holder')),
                        ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region')),
                        ('organization', models.CharField(blank=True, max_length=160, verbose_name='international organization')),
                        ('organization_zh', models.CharField(blank=True, db_default='', default='', max_length=160, verbose_name='international organization in Chinese')),
                        ('stage', models.CharField(choices=[('invited', 'invited'), ('confirmed', 'confirmed'), ('in_design', 'in design'), ('design_approved', 'design approved'), ('under_construction', 'under construction'), ('open', 'open'), ('closed', 'closed'), ('declined', 'declined')], default='invited', editable=False, max_length=20, verbose_name='stage')),
                        ('is_guest_of_honour', models.BooleanField(default=False, verbose_name='guest country of honour')),
                        ('theme', models.CharField(blank=True, max_length=200, verbose_name='theme')),
                        ('theme_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='theme in Chinese')),
                        ('invited_at', models.DateTimeField(editable=False, verbose_name='invited at')),
                        ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed at')),
                        ('next_due_date', models.DateField(blank=True, null=True, verbose_name='next stage due on')),
                        ('wanted_sqm', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='requested area (m²)')),
                        ('space_wishes', models.TextField(blank=True, max_length=2000, verbose_name='requirements for the space')),
                        ('space_changes', models.PositiveIntegerField(default=0, editable=False)),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'national pavilion',
                        'verbose_name_plural': 'national pavilions',
                    },
                ),
                migrations.AddField(
                    model_name='spaceholder',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holders', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='nationalpavilionevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='nationalpavilionevent',
                    name='holder',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='pavilions.spaceholder', verbose_name='holder'),
                ),
                migrations.AddField(
                    model_name='nationalpavilionevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='obstruction',
                    name='plan',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='obstructions', to='pavilions.floorplan', verbose_name='plan'),
                ),
                migrations.AddField(
                    model_name='paviliondesign',
                    name='decided_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='paviliondesign',
                    name='sent_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by'),
                ),
                migrations.AddField(
                    model_name='paviliondesign',
                    name='submitted_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='submitted by'),
                ),
                migrations.AddField(
                    model_name='designcomment',
                    name='design',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='pavilions.paviliondesign', verbose_name='design'),
                ),
                migrations.AddField(
                    model_name='pavilioninvitation',
                    name='invited_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by'),
                ),
                migrations.AddField(
                    model_name='pavilionmove',
                    name='moved_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='moved by'),
                ),
                migrations.AddField(
                    model_name='pavilionprofileevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='pavilionprofileevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.pavilionprofile'),
                ),
                migrations.AddField(
                    model_name='paviliontask',
                    name='done_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by'),
                ),
                migrations.AddField(
                    model_name='paviliontask',
                    name='set_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by'),
                ),
                migrations.AddField(
                    model_name='paviliontaskevent',
                    name='done_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by'),
                ),
                migrations.AddField(
                    model_name='paviliontaskevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='paviliontaskevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.paviliontask'),
                ),
                migrations.AddField(
                    model_name='paviliontaskevent',
                    name='set_by',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by'),
                ),
                migrations.AddField(
                    model_name='floorplanevent',
                    name='background',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.planbackground', verbose_name='background'),
                ),
                migrations.AddField(
                    model_name='floorplan',
                    name='background',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='pavilions.planbackground', verbose_name='background'),
                ),
                migrations.AddField(
                    model_name='planedit',
                    name='made_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by'),
                ),
                migrations.AddField(
                    model_name='planedit',
                    name='plan',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='pavilions.floorplan', verbose_name='plan'),
                ),
                migrations.AddField(
                    model_name='planpublication',
                    name='plan',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='pavilions.floorplan', verbose_name='plan'),
                ),
                migrations.AddField(
                    model_name='planpublication',
                    name='published_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by'),
                ),
                migrations.AddField(
                    model_name='carriedclaim',
                    name='publication',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_claims', to='pavilions.planpublication', verbose_name='publication'),
                ),
                migrations.AddField(
                    model_name='plansafetyreport',
                    name='publication',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='safety_report', to='pavilions.planpublication', verbose_name='publication'),
                ),
                migrations.AddField(
                    model_name='plansimulation',
                    name='after',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pavilions.floorplan', verbose_name='to'),
                ),
                migrations.AddField(
                    model_name='plansimulation',
                    name='before',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pavilions.floorplan', verbose_name='from'),
                ),
                migrations.AddField(
                    model_name='plansimulation',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='plansimulation',
                    name='hall',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.hall', verbose_name='hall'),
                ),
                migrations.AddField(
                    model_name='plansimulation',
                    name='started_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
                ),
                migrations.AddField(
                    model_name='programmeeventevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='programmeeventevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='programmeeventevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.programmeevent'),
                ),
                migrations.AddField(
                    model_name='room',
                    name='hall',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='pavilions.hall', verbose_name='hall'),
                ),
                migrations.AddField(
                    model_name='programmeeventevent',
                    name='room',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.room', verbose_name='room'),
                ),
                migrations.AddField(
                    model_name='programmeevent',
                    name='room',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='pavilions.room', verbose_name='room'),
                ),
                migrations.AddField(
                    model_name='eventproposal',
                    name='room',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.room', verbose_name='room'),
                ),
                migrations.AddField(
                    model_name='ruleexception',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='ruleexception',
                    name='granted_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granted by'),
                ),
                migrations.AddField(
                    model_name='ruleexception',
                    name='hall',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.hall', verbose_name='hall'),
                ),
                migrations.AddField(
                    model_name='ruleexception',
                    name='withdrawn_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by'),
                ),
                migrations.AddField(
                    model_name='hallrulesevent',
                    name='rule_set',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.ruleset', verbose_name='rule set'),
                ),
                migrations.AddField(
                    model_name='hallrules',
                    name='rule_set',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='halls', to='pavilions.ruleset', verbose_name='rule set'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ruleset',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."persons_per_sqm" IS DISTINCT FROM (NEW."persons_per_sqm") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."unmeasured" IS DISTINCT FROM (NEW."unmeasured") OR OLD."unmeasured_zh" IS DISTINCT FROM (NEW."unmeasured_zh"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='235266ed19ccf652cb97750622e7bb251f7a6db6', operation='UPDATE', pgid='pgtrigger_counts_revision_f8f9b', table='pavilions_ruleset', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ruleset',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_rulesetevent" ("id", "name", "name_zh", "persons_per_sqm", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "unmeasured", "unmeasured_zh") VALUES (NEW."id", NEW."name", NEW."name_zh", NEW."persons_per_sqm", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."unmeasured", NEW."unmeasured_zh"); RETURN NULL;', hash='67dd054c76cc6f7931d5df1961c604c53b7bc6d5', operation='INSERT', pgid='pgtrigger_insert_insert_2bfc8', table='pavilions_ruleset', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ruleset',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."persons_per_sqm" IS DISTINCT FROM (NEW."persons_per_sqm") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."unmeasured" IS DISTINCT FROM (NEW."unmeasured") OR OLD."unmeasured_zh" IS DISTINCT FROM (NEW."unmeasured_zh"))', func='INSERT INTO "pavilions_rulesetevent" ("id", "name", "name_zh", "persons_per_sqm", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "unmeasured", "unmeasured_zh") VALUES (NEW."id", NEW."name", NEW."name_zh", NEW."persons_per_sqm", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."unmeasured", NEW."unmeasured_zh"); RETURN NULL;', hash='1dfc11ccd41cf36c5dead6465f8d46af8c204735', operation='UPDATE', pgid='pgtrigger_update_update_059be', table='pavilions_ruleset', when='AFTER')),
                ),
                migrations.AddField(
                    model_name='rulesetevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='rulesetevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.ruleset'),
                ),
                migrations.AddField(
                    model_name='appointment',
                    name='sectors',
                    field=models.ManyToManyField(blank=True, to='pavilions.sector', verbose_name='only these sectors'),
                ),
                migrations.AddField(
                    model_name='allotmentevent',
                    name='sector',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.sector', verbose_name='sector'),
                ),
                migrations.AddField(
                    model_name='allotment',
                    name='sector',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='allotments', to='pavilions.sector', verbose_name='sector'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sector',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."position" IS DISTINCT FROM (NEW."position"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='0f5c94364ccf3cc68ff7381fd42aed43a04d8a05', operation='UPDATE', pgid='pgtrigger_counts_revision_a86e6', table='pavilions_sector', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sector',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_sectorevent" ("code", "id", "name", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."name", NEW."name_zh", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;', hash='600f4476504074bb6acf379432eb53f78d17c274', operation='INSERT', pgid='pgtrigger_insert_insert_4b35f', table='pavilions_sector', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sector',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."position" IS DISTINCT FROM (NEW."position"))', func='INSERT INTO "pavilions_sectorevent" ("code", "id", "name", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."name", NEW."name_zh", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;', hash='6be51a3de4aa4eb01f194ee197106f9a9ec235f9', operation='UPDATE', pgid='pgtrigger_update_update_1feea', table='pavilions_sector', when='AFTER')),
                ),
                migrations.AddField(
                    model_name='sectorevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='sectorevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.sector'),
                ),
                migrations.AddConstraint(
                    model_name='sitepage',
                    constraint=models.UniqueConstraint(fields=('kind', 'language'), name='site_page_once_per_language', violation_error_message='There is already a page in this language. Edit that one.'),
                ),
                migrations.AddConstraint(
                    model_name='sitepage',
                    constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='site_page_has_a_text', violation_error_message='Enter the text of the page.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sitepage',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_published" IS DISTINCT FROM (NEW."is_published") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='68812009cbfba7beaa2fcc99ac392c34ce266ec5', operation='UPDATE', pgid='pgtrigger_counts_revision_2a89f', table='pavilions_sitepage', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sitepage',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_sitepageevent" ("changed_at", "id", "is_published", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."changed_at", NEW."id", NEW."is_published", NEW."kind", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;', hash='7a0c35b53a42bd19b05f1a613ab572029bccc562', operation='INSERT', pgid='pgtrigger_insert_insert_d9fb9', table='pavilions_sitepage', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sitepage',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_published" IS DISTINCT FROM (NEW."is_published") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func='INSERT INTO "pavilions_sitepageevent" ("changed_at", "id", "is_published", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."changed_at", NEW."id", NEW."is_published", NEW."kind", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;', hash='fae432ba1bdfb309e8ab195db0bdc92e5b8fc2b9', operation='UPDATE', pgid='pgtrigger_update_update_77ce8', table='pavilions_sitepage', when='AFTER')),
                ),
                migrations.AddField(
                    model_name='sitepageevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='sitepageevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.sitepage'),
                ),
                migrations.AddField(
                    model_name='spaceclaim',
                    name='allotment',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='pavilions.allotment', verbose_name='allotment'),
                ),
                migrations.AddField(
                    model_name='spaceclaim',
                    name='booth',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='pavilions.booth', verbose_name='booth'),
                ),
                migrations.AddField(
                    model_name='spaceclaim',
                    name='holder',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='pavilions.spaceholder', verbose_name='holder'),
                ),
                migrations.AddField(
                    model_name='claimdecision',
                    name='claim',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='pavilions.spaceclaim', verbose_name='claim'),
                ),
                migrations.AddField(
                    model_name='carriedclaim',
                    name='claim',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carryings', to='pavilions.spaceclaim', verbose_name='claim'),
                ),
                migrations.AddField(
                    model_name='staffinvitation',
                    name='halls',
                    field=models.ManyToManyField(blank=True, related_name='+', to='pavilions.hall'),
                ),
                migrations.AddField(
                    model_name='staffinvitation',
                    name='invited_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by'),
                ),
                migrations.AddField(
                    model_name='staffinvitation',
                    name='sectors',
                    field=models.ManyToManyField(blank=True, to='pavilions.sector'),
                ),
                migrations.AddField(
                    model_name='stagedeadline',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stage_deadlines', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='stagedeadlineevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='stagedeadlineevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='stagedeadlineevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.stagedeadline'),
                ),
                migrations.AddField(
                    model_name='taskreminder',
                    name='task',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='pavilions.paviliontask', verbose_name='pavilion task'),
                ),
                migrations.AddField(
                    model_name='themedarea',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='themed_areas', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='themedarea',
                    name='host',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hosted_areas', to='pavilions.spaceholder', verbose_name='host'),
                ),
                migrations.AddField(
                    model_name='themedareabooth',
                    name='area',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='pavilions.themedarea', verbose_name='themed area'),
                ),
                migrations.AddField(
                    model_name='themedareabooth',
                    name='booth',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themed_places', to='pavilions.booth', verbose_name='booth'),
                ),
                migrations.AddField(
                    model_name='themedarea',
                    name='booths',
                    field=models.ManyToManyField(related_name='themed_areas', through='pavilions.ThemedAreaBooth', to='pavilions.booth'),
                ),
                migrations.AddField(
                    model_name='themedareaevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='themedareaevent',
                    name='host',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.spaceholder', verbose_name='host'),
                ),
                migrations.AddField(
                    model_name='themedareaevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='themedareaevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.themedarea'),
                ),
                migrations.AddField(
                    model_name='venuerule',
                    name='rule_set',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='pavilions.ruleset', verbose_name='rule set'),
                ),
                migrations.AddField(
                    model_name='venueruleevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='venueruleevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.venuerule'),
                ),
                migrations.AddField(
                    model_name='venueruleevent',
                    name='rule_set',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.ruleset', verbose_name='rule set'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='appointmentevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8d7d24e90b54009ccf75f24565d01e059bc6f3f3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2457c', table='pavilions_appointmentevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='boothancestry',
                    constraint=models.UniqueConstraint(fields=('booth', 'ancestor'), name='booth_ancestor_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='countrynameevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bce8b98bb20468b9555bf06d0bfdce7af2075605', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ee49d', table='pavilions_countrynameevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='editionevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0cf84d5381dbf97cfebcc5105a8189411557f0a9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bd9e5', table='pavilions_editionevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='boothevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='81780297b470b76a5630768db793bc6a5d542563', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ef5fa', table='pavilions_boothevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='booth',
                    index=models.Index(django.db.models.functions.text.Upper('number'), name='booth_by_number'),
                ),
                migrations.AddConstraint(
                    model_name='booth',
                    constraint=models.UniqueConstraint(models.F('plan'), django.db.models.functions.text.Upper('number'), name='booth_number_once_per_plan', violation_error_message='Another booth on this plan already has this number.'),
                ),
                migrations.AddConstraint(
                    model_name='booth',
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('plan', '='), ('core', '&&')], name='booths_never_overlap', violation_error_message='This booth would overlap another one.'),
                ),
                migrations.AddConstraint(
                    model_name='booth',
                    constraint=models.CheckConstraint(condition=models.Q(('area_sqm__gt', 0)), name='booth_has_area', violation_error_message='The area of a booth must be above 0 m².'),
                ),
                migrations.AddConstraint(
                    model_name='booth',
                    constraint=models.CheckConstraint(condition=models.Q(('open_sides__range', (1, 4)), models.Q(('open_sides_override__isnull', True), ('open_sides_override__range', (1, 4)), _connector='OR')), name='booth_has_one_to_four_open_sides', violation_error_message='A booth has one to four open sides.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='booth',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_boothevent" ("allotment_id", "area_sqm", "blocked_reason", "footprint", "id", "kind", "label_x", "label_y", "number", "open_sides", "open_sides_override", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "stated_area_sqm") VALUES (NEW."allotment_id", NEW."area_sqm", NEW."blocked_reason", NEW."footprint", NEW."id", NEW."kind", NEW."label_x", NEW."label_y", NEW."number", NEW."open_sides", NEW."open_sides_override", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."stated_area_sqm"); RETURN NULL;', hash='882dda845e3b5e6166eca2aa085bdfdad2317d11', operation='INSERT', pgid='pgtrigger_insert_insert_5c73d', table='pavilions_booth', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='booth',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."allotment_id" IS DISTINCT FROM (NEW."allotment_id") OR OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."blocked_reason" IS DISTINCT FROM (NEW."blocked_reason") OR OLD."footprint" IS DISTINCT FROM (NEW."footprint") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."label_x" IS DISTINCT FROM (NEW."label_x") OR OLD."label_y" IS DISTINCT FROM (NEW."label_y") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."open_sides" IS DISTINCT FROM (NEW."open_sides") OR OLD."open_sides_override" IS DISTINCT FROM (NEW."open_sides_override") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."stated_area_sqm" IS DISTINCT FROM (NEW."stated_area_sqm"))', func='INSERT INTO "pavilions_boothevent" ("allotment_id", "area_sqm", "blocked_reason", "footprint", "id", "kind", "label_x", "label_y", "number", "open_sides", "open_sides_override", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "stated_area_sqm") VALUES (NEW."allotment_id", NEW."area_sqm", NEW."blocked_reason", NEW."footprint", NEW."id", NEW."kind", NEW."label_x", NEW."label_y", NEW."number", NEW."open_sides", NEW."open_sides_override", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."stated_area_sqm"); RETURN NULL;', hash='727f9b60d4f9cb4ecb152617f6b7ad9cdf6b4724', operation='UPDATE', pgid='pgtrigger_update_update_23c00', table='pavilions_booth', when='AFTER')),
                ),
                migrations.AddField(
                    model_name='speaker',
                    name='session',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speakers', to='pavilions.forumsession', verbose_name='forum session'),
                ),
                migrations.AddField(
                    model_name='forumtopicevent',
                    name='session',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.forumsession', verbose_name='session'),
                ),
                migrations.AddField(
                    model_name='forumtopic',
                    name='session',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='pavilions.forumsession', verbose_name='session'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='forumsession',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."event_id" IS DISTINCT FROM (NEW."event_id"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='db423ad145bd25b72f76afadbf9d85561c642c09', operation='UPDATE', pgid='pgtrigger_counts_revision_61a96', table='pavilions_forumsession', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='forumreview',
                    constraint=models.UniqueConstraint(fields=('topic', 'reviewer'), name='review_once_per_reviewer'),
                ),
                migrations.AddConstraint(
                    model_name='forumreview',
                    constraint=models.CheckConstraint(condition=models.Q(('score__range', (1, 5))), name='review_score_1_to_5'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='forumreview',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."comment" IS DISTINCT FROM (NEW."comment") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewer_id" IS DISTINCT FROM (NEW."reviewer_id") OR OLD."score" IS DISTINCT FROM (NEW."score") OR OLD."topic_id" IS DISTINCT FROM (NEW."topic_id"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='6ccee0e916e0ad90b42576c279cf39aa0dc73075', operation='UPDATE', pgid='pgtrigger_counts_revision_3d542', table='pavilions_forumreview', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='hallevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='533c2fd78da60b1e9800fd4e0e940610a6e4ecaa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_08237', table='pavilions_hallevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='importrun',
                    constraint=models.CheckConstraint(condition=models.Q(('rows_done__lte', models.F('rows_total'))), name='import_progress_is_a_share'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='importrun',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:running,running:done,running:refused,running:waiting}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='2782e94a60acfc56fa7e6e2797ad277dd1400208', operation='UPDATE', pgid='pgtrigger_state_moves_0fc43', table='pavilions_importrun', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='importrun',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'done\', \'refused\', \'running\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='60414d0faed5eef6f41cdabf991cb02f202ac49f', operation='INSERT', pgid='pgtrigger_state_birth_948c5', table='pavilions_importrun', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='importrun',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."choices" IS DISTINCT FROM (NEW."choices") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='6bd116c58eac4956a957ef715436597ceb295f3e', operation='UPDATE', pgid='pgtrigger_counts_revision_2789b', table='pavilions_importrun', when='BEFORE')),
                ),
                migrations.AddField(
                    model_name='programmeeventevent',
                    name='pavilion',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.nationalpavilion', verbose_name='national pavilion'),
                ),
                migrations.AddField(
                    model_name='programmeevent',
                    name='pavilion',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programme', to='pavilions.nationalpavilion', verbose_name='national pavilion'),
                ),
                migrations.AddField(
                    model_name='paviliontaskevent',
                    name='pavilion',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.nationalpavilion', verbose_name='pavilion'),
                ),
                migrations.AddField(
                    model_name='paviliontask',
                    name='pavilion',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='pavilions.nationalpavilion', verbose_name='pavilion'),
                ),
                migrations.AddField(
                    model_name='pavilionprofileevent',
                    name='pavilion',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.nationalpavilion', verbose_name='pavilion'),
                ),
                migrations.AddField(
                    model_name='pavilionprofile',
                    name='pavilion',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='profiles', to='pavilions.nationalpavilion', verbose_name='pavilion'),
                ),
                migrations.AddField(
                    model_name='pavilionpicture',
                    name='pavilion',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='pavilions.nationalpavilion', verbose_name='pavilion'),
                ),
                migrations.AddField(
                    model_name='pavilionmove',
                    name='pavilion',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='pavilions.nationalpavilion', verbose_name='pavilion'),
                ),
                migrations.AddField(
                    model_name='pavilioninvitation',
                    name='pavilion',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='pavilions.nationalpavilion', verbose_name='pavilion'),
                ),
                migrations.AddField(
                    model_name='paviliondesign',
                    name='pavilion',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='designs', to='pavilions.nationalpavilion', verbose_name='pavilion'),
                ),
                migrations.AddField(
                    model_name='pavilioncontact',
                    name='pavilion',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='pavilions.nationalpavilion', verbose_name='pavilion'),
                ),
                migrations.AddField(
                    model_name='nationalpavilionevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pavilions.nationalpavilion'),
                ),
                migrations.AddField(
                    model_name='nationalpavilion',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='national_pavilions', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='nationalpavilion',
                    name='managers',
                    field=models.ManyToManyField(blank=True, related_name='national_pavilions', to=settings.AUTH_USER_MODEL),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='designcomment',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e254e90c92d2f15879729b3582525eeb37aacaff', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d69d5', table='pavilions_designcomment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='floorplanevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c3357fd0b4875e52bdc54ecc70d1fd2e7718bf82', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7dba5', table='pavilions_floorplanevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='floorplan',
                    constraint=models.UniqueConstraint(fields=('edition', 'hall', 'version'), name='floor_plan_version_once'),
                ),
                migrations.AddConstraint(
                    model_name='floorplan',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('edition', 'hall'), name='floor_plan_one_published', violation_error_message="Another version of this hall's plan is already published."),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='floorplan',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:published,published:superseded,superseded:published}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='5b01245ccae94b6e7442d5168d7189c6f88bb441', operation='UPDATE', pgid='pgtrigger_state_moves_c1de9', table='pavilions_floorplan', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='floorplan',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'published\', \'superseded\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='4d46a7e6871844d7d13d6d50d8056352b8a4d09a', operation='INSERT', pgid='pgtrigger_state_birth_7f342', table='pavilions_floorplan', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='floorplan',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_floorplanevent" ("background_id", "base_id", "created_at", "edition_id", "hall_id", "id", "is_background_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "state", "version") VALUES (NEW."background_id", NEW."base_id", NEW."created_at", NEW."edition_id", NEW."hall_id", NEW."id", NEW."is_background_public", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."state", NEW."version"); RETURN NULL;', hash='aaecbe6fd7db1427c04853257bc17fb5f97e397c', operation='INSERT', pgid='pgtrigger_insert_insert_4768b', table='pavilions_floorplan', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='floorplan',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."background_id" IS DISTINCT FROM (NEW."background_id") OR OLD."base_id" IS DISTINCT FROM (NEW."base_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."hall_id" IS DISTINCT FROM (NEW."hall_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_background_public" IS DISTINCT FROM (NEW."is_background_public") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "pavilions_floorplanevent" ("background_id", "base_id", "created_at", "edition_id", "hall_id", "id", "is_background_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "state", "version") VALUES (NEW."background_id", NEW."base_id", NEW."created_at", NEW."edition_id", NEW."hall_id", NEW."id", NEW."is_background_public", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."state", NEW."version"); RETURN NULL;', hash='ba22bf87c6240e3c896c10ddd9d9fae9c5abbe29', operation='UPDATE', pgid='pgtrigger_update_update_69838', table='pavilions_floorplan', when='AFTER')),
                ),
                migrations.AddIndex(
                    model_name='planedit',
                    index=models.Index(fields=['plan', 'revision'], name='plan_edit_since'),
                ),
                migrations.AddConstraint(
                    model_name='planedit',
                    constraint=models.UniqueConstraint(fields=('plan', 'number'), name='plan_edit_number_once'),
                ),
                migrations.AddConstraint(
                    model_name='planpublication',
                    constraint=models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('plan',), name='publication_one_in_force'),
                ),
                migrations.AddConstraint(
                    model_name='planpublication',
                    constraint=models.CheckConstraint(condition=models.Q(('superseded_at__isnull', True), ('superseded_at__gte', models.F('published_at')), _connector='OR'), name='publication_ends_after_it_began'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='planpublication',
                    trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a01c84679558249918a14715136a27f706ba0d56', operation='DELETE', pgid='pgtrigger_never_deleted_d0639', table='pavilions_planpublication', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='planpublication',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."excess_accepted" IS DISTINCT FROM (NEW."excess_accepted"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='94d9f307521cf53a22c6c760bb4f9db4414f25d1', operation='UPDATE', pgid='pgtrigger_append_only_8f160', table='pavilions_planpublication', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='plansafetyreport',
                    trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5b0f52fd1198204bd0eb8956649306fa0f6de513', operation='DELETE', pgid='pgtrigger_never_deleted_1a1bc', table='pavilions_plansafetyreport', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='plansafetyreport',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f0d4d58d7c3da884c48d287f9e4492ec16b97d4a', operation='UPDATE', pgid='pgtrigger_append_only_fef6b', table='pavilions_plansafetyreport', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='plansimulation',
                    constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'running'))), fields=('edition', 'hall'), name='simulation_one_per_hall', violation_error_message='A simulation of this hall is still under way. Wait for its result.'),
                ),
                migrations.AddConstraint(
                    model_name='plansimulation',
                    constraint=models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='simulation_of_two_versions', violation_error_message='Choose two different versions.'),
                ),
                migrations.AddConstraint(
                    model_name='plansimulation',
                    constraint=models.CheckConstraint(condition=models.Q(('persons__gt', 0)), name='simulation_has_persons'),
                ),
                migrations.AddConstraint(
                    model_name='plansimulation',
                    constraint=models.CheckConstraint(condition=models.Q(('per_cent__lte', 100)), name='simulation_share_is_possible'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='plansimulation',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:running,running:aborted,running:done}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='d519a2c68ee838b6a7b426ec74f0cea2d8eab185', operation='UPDATE', pgid='pgtrigger_state_moves_e2975', table='pavilions_plansimulation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='plansimulation',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'aborted\', \'done\', \'running\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='94fa1cd6710acd24fb418dc63ebf6ee4015fcc28', operation='INSERT', pgid='pgtrigger_state_birth_0c256', table='pavilions_plansimulation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='plansimulation',
                    trigger=pgtrigger.compiler.Trigger(name='what_was_asked', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."hall_id" IS DISTINCT FROM (NEW."hall_id") OR OLD."before_id" IS DISTINCT FROM (NEW."before_id") OR OLD."after_id" IS DISTINCT FROM (NEW."after_id") OR OLD."persons" IS DISTINCT FROM (NEW."persons") OR OLD."reaction_s" IS DISTINCT FROM (NEW."reaction_s") OR OLD."seed" IS DISTINCT FROM (NEW."seed") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='16f85c50b3200ae9cec01e9d5b8c53c6d28ca8dd', operation='UPDATE', pgid='pgtrigger_what_was_asked_38f90', table='pavilions_plansimulation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='plansimulation',
                    trigger=pgtrigger.compiler.Trigger(name='results_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'done\', \'aborted\') AND (OLD."results" IS DISTINCT FROM (NEW."results") OR OLD."failure" IS DISTINCT FROM (NEW."failure")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ec7ec9c8d8f4fdee499a87b8cf49f9f276c033ad', operation='UPDATE', pgid='pgtrigger_results_stay_8302f', table='pavilions_plansimulation', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='room',
                    constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='room_name_once', violation_error_message='There is already a room with this name.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='room',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."hall_id" IS DISTINCT FROM (NEW."hall_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."seats" IS DISTINCT FROM (NEW."seats"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='a69d8c02c3f9c6193207e5ef77d9aad9154e4ea3', operation='UPDATE', pgid='pgtrigger_counts_revision_ff7f7', table='pavilions_room', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='eventproposal',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('event',), name='one_open_proposal_per_event', violation_error_message='Another change of this event is waiting for a decision.'),
                ),
                migrations.AddConstraint(
                    model_name='eventproposal',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='declined_proposal_has_reason', violation_error_message='Say why the change is declined.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='eventproposal',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:accepted,open:declined,open:replaced}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='e888ba4291331055e5b1a7cce8a91618cc41d694', operation='UPDATE', pgid='pgtrigger_state_moves_6b943', table='pavilions_eventproposal', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='eventproposal',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'accepted\', \'declined\', \'replaced\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='b7041ddc674dbf7b7d2eef2804d6675c57aff7c0', operation='INSERT', pgid='pgtrigger_state_birth_f8c35', table='pavilions_eventproposal', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='eventproposal',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."event_revision" IS DISTINCT FROM (NEW."event_revision") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_cancellation" IS DISTINCT FROM (NEW."is_cancellation") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."room_id" IS DISTINCT FROM (NEW."room_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_zh" IS DISTINCT FROM (NEW."title_zh"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='44172b0b69ea3bceb9a0b49e227b0cf95c58a787', operation='UPDATE', pgid='pgtrigger_counts_revision_f89ef', table='pavilions_eventproposal', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ruleexception',
                    trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='45099ab4b203ceec0fac981673dd212921235dae', operation='DELETE', pgid='pgtrigger_never_deleted_219aa', table='pavilions_ruleexception', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ruleexception',
                    trigger=pgtrigger.compiler.Trigger(name='only_withdrawn', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."hall_id" IS DISTINCT FROM (NEW."hall_id") OR OLD."measure" IS DISTINCT FROM (NEW."measure") OR OLD."subjects" IS DISTINCT FROM (NEW."subjects") OR OLD."measured" IS DISTINCT FROM (NEW."measured") OR OLD."limit" IS DISTINCT FROM (NEW."limit") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."lapses_on" IS DISTINCT FROM (NEW."lapses_on") OR OLD."granted_at" IS DISTINCT FROM (NEW."granted_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='16cc599d8d97fc1d8b969fe720be678a020380eb', operation='UPDATE', pgid='pgtrigger_only_withdrawn_28c81', table='pavilions_ruleexception', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ruleexception',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='39b5275a8bce80c8be9ae14e34f4313257641ce1', operation='UPDATE', pgid='pgtrigger_counts_revision_f39cd', table='pavilions_ruleexception', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='hallrulesevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c62dbb4da062e4b3fb1b893e023ac366217c66bf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bd844', table='pavilions_hallrulesevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='hallrules',
                    constraint=models.UniqueConstraint(fields=('hall', 'valid_from'), name='hall_rules_once_a_day', nulls_distinct=False, violation_error_message='Rules have already been chosen from this day on.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='hallrules',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."allows_decks" IS DISTINCT FROM (NEW."allows_decks") OR OLD."hall_id" IS DISTINCT FROM (NEW."hall_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_sprinklered" IS DISTINCT FROM (NEW."is_sprinklered") OR OLD."rule_set_id" IS DISTINCT FROM (NEW."rule_set_id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='b5259015b0d9bedba7e569f5ab1003d5a6accb94', operation='UPDATE', pgid='pgtrigger_counts_revision_d9e6c', table='pavilions_hallrules', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='hallrules',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_hallrulesevent" ("allows_decks", "hall_id", "id", "is_sprinklered", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_set_id", "valid_from") VALUES (NEW."allows_decks", NEW."hall_id", NEW."id", NEW."is_sprinklered", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rule_set_id", NEW."valid_from"); RETURN NULL;', hash='964358dcaf480b736b0f5337bd46d13d1ead6fb4', operation='INSERT', pgid='pgtrigger_insert_insert_93707', table='pavilions_hallrules', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='hallrules',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."allows_decks" IS DISTINCT FROM (NEW."allows_decks") OR OLD."hall_id" IS DISTINCT FROM (NEW."hall_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_sprinklered" IS DISTINCT FROM (NEW."is_sprinklered") OR OLD."rule_set_id" IS DISTINCT FROM (NEW."rule_set_id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from"))', func='INSERT INTO "pavilions_hallrulesevent" ("allows_decks", "hall_id", "id", "is_sprinklered", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_set_id", "valid_from") VALUES (NEW."allows_decks", NEW."hall_id", NEW."id", NEW."is_sprinklered", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rule_set_id", NEW."valid_from"); RETURN NULL;', hash='eb0f53e3748b0660bf037b7bd3a18538f6230392', operation='UPDATE', pgid='pgtrigger_update_update_4a36d', table='pavilions_hallrules', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='rulesetevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf1c71f070c9b3629b720434be5e9cdb457efaed', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_89a51', table='pavilions_rulesetevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='appointment',
                    constraint=models.UniqueConstraint(fields=('user', 'role'), name='appointment_role_once', violation_error_message='This person already has this role.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='appointment',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."sections" IS DISTINCT FROM (NEW."sections") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='0ddb10f1e1f55976a0fc1bbf614c36a0b65820cb', operation='UPDATE', pgid='pgtrigger_counts_revision_d71b6', table='pavilions_appointment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='appointment',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_appointmentevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sections", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."sections", NEW."user_id"); RETURN NULL;', hash='f0edc0a95ffa535a6af04a1bdde7be59714f46e1', operation='INSERT', pgid='pgtrigger_insert_insert_f41ff', table='pavilions_appointment', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='appointment',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."sections" IS DISTINCT FROM (NEW."sections") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "pavilions_appointmentevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sections", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."sections", NEW."user_id"); RETURN NULL;', hash='1dc54973f139e443347600777cda0ede7d8e6192', operation='UPDATE', pgid='pgtrigger_update_update_b9214', table='pavilions_appointment', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='allotmentevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='19d624ac6f1e350e2a2d7373f433a4c16d51e890', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d4de2', table='pavilions_allotmentevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='allotment',
                    constraint=models.UniqueConstraint(fields=('edition', 'section', 'hall', 'sector'), name='allotment_once_per_hall_and_sector', nulls_distinct=False, violation_error_message='This hall already has a capacity for this exhibition and sector.'),
                ),
                migrations.AddConstraint(
                    model_name='allotment',
                    constraint=models.CheckConstraint(condition=models.Q(('claimed_sqm__gte', 0), ('claimed_sqm__lte', models.F('capacity_sqm'))), name='allotment_claims_fit_capacity', violation_error_message='More m² are already claimed here than this capacity allows.'),
                ),
                migrations.AddConstraint(
                    model_name='allotment',
                    constraint=models.CheckConstraint(condition=models.Q(('section', 'national'), ('sector__isnull', False), _connector='OR'), name='allotment_business_has_sector', violation_error_message='Space of the business exhibition must belong to a sector.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='allotment',
                    trigger=pgtrigger.compiler.Trigger(name='counts_capacity_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."capacity_sqm" IS DISTINCT FROM (NEW."capacity_sqm") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."hall_id" IS DISTINCT FROM (NEW."hall_id") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."sector_id" IS DISTINCT FROM (NEW."sector_id"))', func='NEW.capacity_revision = OLD.capacity_revision + 1; RETURN NEW;', hash='5bdc6afc26808d2f51b5c9c820ac78be5a8eb635', operation='UPDATE', pgid='pgtrigger_counts_capacity_revision_6f3b1', table='pavilions_allotment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='allotment',
                    trigger=pgtrigger.compiler.Trigger(name='capacities_fit_hall', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE gross numeric; given numeric;', func="\n                    SELECT gross_area_sqm INTO gross FROM pavilions_hall WHERE id = NEW.hall_id FOR NO KEY UPDATE;\n                    SELECT sum(capacity_sqm) INTO given FROM pavilions_allotment\n                    WHERE edition_id = NEW.edition_id AND hall_id = NEW.hall_id;\n                    IF given > gross THEN\n                 RAISE EXCEPTION 'refused by capacities_fit_hall' USING ERRCODE = 'check_violation', CONSTRAINT = 'capacities_fit_hall'; END IF; RETURN NEW;", hash='7f788bca39a091927ca49a6c0b00aba505077884', operation='INSERT OR UPDATE OF "capacity_sqm", "hall_id", "edition_id"', pgid='pgtrigger_capacities_fit_hall_58bc2', table='pavilions_allotment', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='allotment',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_allotmentevent" ("capacity_sqm", "edition_id", "hall_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "sector_id") VALUES (NEW."capacity_sqm", NEW."edition_id", NEW."hall_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."section", NEW."sector_id"); RETURN NULL;', hash='861c078fbbb246cdfd75c55dc37db7c49bd45833', operation='INSERT', pgid='pgtrigger_insert_insert_cf258', table='pavilions_allotment', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='allotment',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."capacity_sqm" IS DISTINCT FROM (NEW."capacity_sqm") OR OLD."hall_id" IS DISTINCT FROM (NEW."hall_id") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."sector_id" IS DISTINCT FROM (NEW."sector_id"))', func='INSERT INTO "pavilions_allotmentevent" ("capacity_sqm", "edition_id", "hall_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "sector_id") VALUES (NEW."capacity_sqm", NEW."edition_id", NEW."hall_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."section", NEW."sector_id"); RETURN NULL;', hash='21f2743881ba472ef06dce196c18649bdc3ab30d', operation='UPDATE', pgid='pgtrigger_update_update_ccada', table='pavilions_allotment', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='allotment',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_allotmentevent" ("capacity_sqm", "edition_id", "hall_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section", "sector_id") VALUES (OLD."capacity_sqm", OLD."edition_id", OLD."hall_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."section", OLD."sector_id"); RETURN NULL;', hash='8426c142723b02928ec2896f750a88c78f9783b9', operation='DELETE', pgid='pgtrigger_delete_delete_b6c8f', table='pavilions_allotment', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sectorevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5a21086c037470151d904f2a573f627b5bb79af0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0ae1e', table='pavilions_sectorevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='sitepageevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0cc1152d2c1fac002e25ef51ed6728319403f2f5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e56fd', table='pavilions_sitepageevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='spaceclaim',
                    index=models.Index(condition=models.Q(('state', 'held')), fields=['expires_at'], name='claim_ending_holds'),
                ),
                migrations.AddConstraint(
                    model_name='spaceclaim',
                    constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('held', 'reserved', 'committed'))), fields=('booth',), name='claim_one_live_per_booth', violation_error_message='Someone else holds this booth.'),
                ),
                migrations.AddConstraint(
                    model_name='spaceclaim',
                    constraint=models.CheckConstraint(condition=models.Q(('area_sqm__gt', 0)), name='claim_has_area'),
                ),
                migrations.AddConstraint(
                    model_name='spaceclaim',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('released_at__isnull', False), ('state', 'released')), models.Q(models.Q(('state', 'released'), _negated=True), ('released_at__isnull', True)), _connector='OR'), name='claim_released_has_instant'),
                ),
                migrations.AddConstraint(
                    model_name='spaceclaim',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'held'), _negated=True), ('expires_at__isnull', False), _connector='OR'), name='claim_held_has_an_end'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='spaceclaim',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{held:released,held:reserved,reserved:committed,reserved:held,reserved:released,committed:released}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='1cf3532c2db912397e1b1a11df7b458216971e85', operation='UPDATE', pgid='pgtrigger_state_moves_5df4e', table='pavilions_spaceclaim', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='spaceclaim',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'committed\', \'released\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='91425cba27a495f991a947e1072521e8cc34a778', operation='INSERT', pgid='pgtrigger_state_birth_da2ca', table='pavilions_spaceclaim', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='spaceclaim',
                    trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d551fb902ccc5912c0021432d121b267a1ce0fb4', operation='DELETE', pgid='pgtrigger_never_deleted_0fcd6', table='pavilions_spaceclaim', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='spaceclaim',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."holder_id" IS DISTINCT FROM (NEW."holder_id") OR OLD."allotment_id" IS DISTINCT FROM (NEW."allotment_id") OR OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."claimed_at" IS DISTINCT FROM (NEW."claimed_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a10117dab0b2481724c582a1d66498d82c75228d', operation='UPDATE', pgid='pgtrigger_append_only_376db', table='pavilions_spaceclaim', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='claimdecision',
                    constraint=models.UniqueConstraint(fields=('plan', 'claim'), name='claim_decided_once_per_plan'),
                ),
                migrations.AddConstraint(
                    model_name='claimdecision',
                    constraint=models.CheckConstraint(condition=models.Q(('choice', 'release'), ('target__isnull', False), _connector='OR'), name='claim_decision_names_booth', violation_error_message='Enter the booth for the holder.'),
                ),
                migrations.AddConstraint(
                    model_name='carriedclaim',
                    constraint=models.UniqueConstraint(fields=('publication', 'claim'), name='claim_carried_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='carriedclaim',
                    trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='8727f052a9d2e6a5ef326a042942f83a7c9c0872', operation='DELETE', pgid='pgtrigger_never_deleted_fd02c', table='pavilions_carriedclaim', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='carriedclaim',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a5b5779baa5c1fcfdbe9760db2a16da372ad6c8d', operation='UPDATE', pgid='pgtrigger_append_only_d9e65', table='pavilions_carriedclaim', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='stagedeadline',
                    constraint=models.UniqueConstraint(fields=('edition', 'stage'), name='stage_deadline_once', violation_error_message='This stage already has a deadline.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='stagedeadline',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."due_date" IS DISTINCT FROM (NEW."due_date") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."stage" IS DISTINCT FROM (NEW."stage"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='1e8eb01427f2d83548df45761ff93e70aeccc42f', operation='UPDATE', pgid='pgtrigger_counts_revision_6e67c', table='pavilions_stagedeadline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='stagedeadline',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_stagedeadlineevent" ("due_date", "edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage") VALUES (NEW."due_date", NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."stage"); RETURN NULL;', hash='e32f831c4e16e1d12df80e2157be6aaa2d6e268a', operation='INSERT', pgid='pgtrigger_insert_insert_fbcbf', table='pavilions_stagedeadline', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='stagedeadline',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."due_date" IS DISTINCT FROM (NEW."due_date") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."stage" IS DISTINCT FROM (NEW."stage"))', func='INSERT INTO "pavilions_stagedeadlineevent" ("due_date", "edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage") VALUES (NEW."due_date", NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."stage"); RETURN NULL;', hash='5c1489086e6d5b47d394c2dd090da1a0c34e1e1f', operation='UPDATE', pgid='pgtrigger_update_update_768bb', table='pavilions_stagedeadline', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='stagedeadlineevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b1ff7367516dd815023bab80151dca930eb91c03', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_56428', table='pavilions_stagedeadlineevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='taskreminder',
                    constraint=models.UniqueConstraint(fields=('task', 'kind', 'due_date'), name='task_reminded_once'),
                ),
                migrations.AddConstraint(
                    model_name='themedareabooth',
                    constraint=models.UniqueConstraint(fields=('booth',), name='booth_in_one_themed_area', violation_error_message='This booth already belongs to another themed area.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='themedareabooth',
                    trigger=pgtrigger.compiler.Trigger(name='area_takes_its_own_section', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF (SELECT section FROM pavilions_themedarea WHERE id = NEW.area_id) <> (\n                        SELECT allotment.section FROM pavilions_booth AS booth\n                        JOIN pavilions_allotment AS allotment ON allotment.id = booth.allotment_id\n                        WHERE booth.id = NEW.booth_id\n                    ) THEN\n                 RAISE EXCEPTION 'refused by area_takes_its_own_section' USING ERRCODE = 'check_violation', CONSTRAINT = 'area_takes_its_own_section'; END IF; RETURN NEW;", hash='9a632fdb404657646f92c2682ea276c8e19db84a', operation='INSERT OR UPDATE', pgid='pgtrigger_area_takes_its_own_section_3eabe', table='pavilions_themedareabooth', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='themedareabooth',
                    trigger=pgtrigger.compiler.Trigger(name='public_area_keeps_a_booth', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    IF EXISTS (\n        SELECT FROM pavilions_themedarea AS area WHERE area.id = OLD.area_id AND area.is_public\n            AND NOT EXISTS (SELECT FROM pavilions_themedareabooth AS place WHERE place.area_id = area.id)\n    ) THEN\n RAISE EXCEPTION 'refused by public_area_keeps_a_booth' USING ERRCODE = 'check_violation', CONSTRAINT = 'public_area_keeps_a_booth'; END IF; RETURN NEW;", hash='bc49c2e396305656d4b2310bfabe475f1d29a909', operation='DELETE OR UPDATE OF "area_id"', pgid='pgtrigger_public_area_keeps_a_booth_65d08', table='pavilions_themedareabooth', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='themedarea',
                    constraint=models.UniqueConstraint(models.F('edition'), django.db.models.functions.text.Lower('name'), name='themed_area_name_once', violation_error_message='This edition already has a themed area with this name.'),
                ),
                migrations.AddConstraint(
                    model_name='themedarea',
                    constraint=models.UniqueConstraint(models.F('edition'), django.db.models.functions.text.Lower('name_zh'), condition=models.Q(('name_zh', ''), _negated=True), name='themed_area_name_zh_once', violation_error_message='This edition already has a themed area with this name.'),
                ),
                migrations.AddConstraint(
                    model_name='themedarea',
                    constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='themed_area_has_name'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='themedarea',
                    trigger=pgtrigger.compiler.Trigger(name='area_keeps_its_section', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."section" IS DISTINCT FROM (NEW."section"))', func="\n                    IF EXISTS (\n                        SELECT FROM pavilions_themedareabooth AS place\n                        JOIN pavilions_booth AS booth ON booth.id = place.booth_id\n                        JOIN pavilions_allotment AS allotment ON allotment.id = booth.allotment_id\n                        WHERE place.area_id = NEW.id AND allotment.section <> NEW.section\n                    ) THEN\n                 RAISE EXCEPTION 'refused by area_keeps_its_section' USING ERRCODE = 'check_violation', CONSTRAINT = 'area_keeps_its_section'; END IF; RETURN NEW;", hash='b293fd14fa4f7a93559f588e47512c00afaf366d', operation='UPDATE', pgid='pgtrigger_area_keeps_its_section_c80e5', table='pavilions_themedarea', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='themedarea',
                    trigger=pgtrigger.compiler.Trigger(name='public_area_has_booths', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    IF EXISTS (\n        SELECT FROM pavilions_themedarea AS area WHERE area.id = NEW.id AND area.is_public\n            AND NOT EXISTS (SELECT FROM pavilions_themedareabooth AS place WHERE place.area_id = area.id)\n    ) THEN\n RAISE EXCEPTION 'refused by public_area_has_booths' USING ERRCODE = 'check_violation', CONSTRAINT = 'public_area_has_booths'; END IF; RETURN NEW;", hash='ab23295bc3c3bd9bb12b1da7ef6314dc9b5800f7', operation='INSERT OR UPDATE', pgid='pgtrigger_public_area_has_booths_0cd51', table='pavilions_themedarea', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='themedarea',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_themedareaevent" ("edition_id", "host_country", "host_id", "host_name", "host_name_zh", "id", "is_public", "name", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "section", "text", "text_zh") VALUES (NEW."edition_id", NEW."host_country", NEW."host_id", NEW."host_name", NEW."host_name_zh", NEW."id", NEW."is_public", NEW."name", NEW."name_zh", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."section", NEW."text", NEW."text_zh"); RETURN NULL;', hash='9a35baafa16373de0817d2acabd911c46e0528c8', operation='INSERT', pgid='pgtrigger_insert_insert_f28c7', table='pavilions_themedarea', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='themedarea',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pavilions_themedareaevent" ("edition_id", "host_country", "host_id", "host_name", "host_name_zh", "id", "is_public", "name", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "section", "text", "text_zh") VALUES (NEW."edition_id", NEW."host_country", NEW."host_id", NEW."host_name", NEW."host_name_zh", NEW."id", NEW."is_public", NEW."name", NEW."name_zh", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."section", NEW."text", NEW."text_zh"); RETURN NULL;', hash='3d10e3e6abe82d64bd8bc59252f809b730662cf1', operation='UPDATE', pgid='pgtrigger_update_update_abf5e', table='pavilions_themedarea', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='themedarea',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_themedareaevent" ("edition_id", "host_country", "host_id", "host_name", "host_name_zh", "id", "is_public", "name", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "section", "text", "text_zh") VALUES (OLD."edition_id", OLD."host_country", OLD."host_id", OLD."host_name", OLD."host_name_zh", OLD."id", OLD."is_public", OLD."name", OLD."name_zh", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision", OLD."section", OLD."text", OLD."text_zh"); RETURN NULL;', hash='97b401dfb8b4ab8e16aa6e5cdf7b79bb2b630b7e', operation='DELETE', pgid='pgtrigger_delete_delete_44a52', table='pavilions_themedarea', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='themedareaevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a764adc7fc79aa14454d941261805454a1578a7c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6628b', table='pavilions_themedareaevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='venuerule',
                    constraint=models.CheckConstraint(condition=models.Q(('limit__gt', 0)), name='venue_rule_has_limit', violation_error_message='Enter a limit above 0.'),
                ),
                migrations.AddConstraint(
                    model_name='venuerule',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('step_adds__isnull', True), ('step_at_most__isnull', True), ('step_every_m__isnull', True), ('step_from_m__isnull', True)), models.Q(('step_adds__gt', 0), ('step_adds__isnull', False), ('step_at_most__gte', models.F('limit')), ('step_at_most__isnull', False), ('step_every_m__gt', 0), ('step_every_m__isnull', False), ('step_from_m__gte', 0), ('step_from_m__isnull', False)), _connector='OR'), name='venue_rule_steps_are_whole', violation_error_message='Enter all four values for how the limit grows with height, the last at least the limit, or none.'),
                ),
                migrations.AddConstraint(
                    model_name='venuerule',
                    constraint=models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='venue_rule_ends_after_it_begins', violation_error_message='The last day must not be before the first.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='venuerule',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."from_area_sqm" IS DISTINCT FROM (NEW."from_area_sqm") OR OLD."from_persons" IS DISTINCT FROM (NEW."from_persons") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."limit" IS DISTINCT FROM (NEW."limit") OR OLD."measure" IS DISTINCT FROM (NEW."measure") OR OLD."read_on" IS DISTINCT FROM (NEW."read_on") OR OLD."rule_set_id" IS DISTINCT FROM (NEW."rule_set_id") OR OLD."severity" IS DISTINCT FROM (NEW."severity") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."sprinklered" IS DISTINCT FROM (NEW."sprinklered") OR OLD."step_adds" IS DISTINCT FROM (NEW."step_adds") OR OLD."step_at_most" IS DISTINCT FROM (NEW."step_at_most") OR OLD."step_every_m" IS DISTINCT FROM (NEW."step_every_m") OR OLD."step_from_m" IS DISTINCT FROM (NEW."step_from_m") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='e6ebf3305d3f4ea7957de3c7bb21937bdd915bee', operation='UPDATE', pgid='pgtrigger_counts_revision_a4ae8', table='pavilions_venuerule', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='venuerule',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_venueruleevent" ("from_area_sqm", "from_persons", "id", "limit", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_on", "rule_set_id", "severity", "source", "sprinklered", "step_adds", "step_at_most", "step_every_m", "step_from_m", "valid_from", "valid_until") VALUES (NEW."from_area_sqm", NEW."from_persons", NEW."id", NEW."limit", NEW."measure", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."read_on", NEW."rule_set_id", NEW."severity", NEW."source", NEW."sprinklered", NEW."step_adds", NEW."step_at_most", NEW."step_every_m", NEW."step_from_m", NEW."valid_from", NEW."valid_until"); RETURN NULL;', hash='f46f390d5609048003755e75e7a430d90070a338', operation='INSERT', pgid='pgtrigger_insert_insert_24efb', table='pavilions_venuerule', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='venuerule',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."from_area_sqm" IS DISTINCT FROM (NEW."from_area_sqm") OR OLD."from_persons" IS DISTINCT FROM (NEW."from_persons") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."limit" IS DISTINCT FROM (NEW."limit") OR OLD."measure" IS DISTINCT FROM (NEW."measure") OR OLD."read_on" IS DISTINCT FROM (NEW."read_on") OR OLD."rule_set_id" IS DISTINCT FROM (NEW."rule_set_id") OR OLD."severity" IS DISTINCT FROM (NEW."severity") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."sprinklered" IS DISTINCT FROM (NEW."sprinklered") OR OLD."step_adds" IS DISTINCT FROM (NEW."step_adds") OR OLD."step_at_most" IS DISTINCT FROM (NEW."step_at_most") OR OLD."step_every_m" IS DISTINCT FROM (NEW."step_every_m") OR OLD."step_from_m" IS DISTINCT FROM (NEW."step_from_m") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until"))', func='INSERT INTO "pavilions_venueruleevent" ("from_area_sqm", "from_persons", "id", "limit", "measure", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_on", "rule_set_id", "severity", "source", "sprinklered", "step_adds", "step_at_most", "step_every_m", "step_from_m", "valid_from", "valid_until") VALUES (NEW."from_area_sqm", NEW."from_persons", NEW."id", NEW."limit", NEW."measure", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."read_on", NEW."rule_set_id", NEW."severity", NEW."source", NEW."sprinklered", NEW."step_adds", NEW."step_at_most", NEW."step_every_m", NEW."step_from_m", NEW."valid_from", NEW."valid_until"); RETURN NULL;', hash='d3d688fe8152637028bad28d3fa82816eb0d6631', operation='UPDATE', pgid='pgtrigger_update_update_1cb93', table='pavilions_venuerule', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='venueruleevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e711552255b21cac9b3fe9866513fac4026ae877', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e86c', table='pavilions_venueruleevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='speaker',
                    index=models.Index(fields=['folded_name'], name='speaker_by_name'),
                ),
                migrations.AddConstraint(
                    model_name='speaker',
                    constraint=models.UniqueConstraint(fields=('session', 'position'), name='speaker_position_once'),
                ),
                migrations.AddConstraint(
                    model_name='speaker',
                    constraint=models.UniqueConstraint(models.F('session'), models.F('folded_name'), django.db.models.functions.text.Lower('institution'), django.db.models.functions.text.Lower('email'), name='speaker_once_in_a_session', violation_error_message='A person can be named once in a session.'),
                ),
                migrations.AddConstraint(
                    model_name='speaker',
                    constraint=models.UniqueConstraint(condition=models.Q(('is_moderator', True)), fields=('session',), name='one_moderator_in_a_session', violation_error_message='A session can have one moderator.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='speaker',
                    trigger=pgtrigger.compiler.Trigger(name='speaker_in_one_room_at_a_time', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    IF EXISTS (\n        SELECT FROM pavilions_speaker AS here\n        JOIN pavilions_programmeevent AS ours ON ours.id = here.session_id\n        JOIN pavilions_speaker AS there ON there.folded_name = here.folded_name AND there.session_id <> here.session_id\n            AND (here.email = '' OR there.email = '' OR lower(here.email) = lower(there.email))\n        JOIN pavilions_programmeevent AS theirs ON theirs.id = there.session_id\n        WHERE here.session_id = NEW.session_id AND ours.state <> 'cancelled' AND theirs.state <> 'cancelled'\n            AND ours.edition_id = theirs.edition_id AND ours.period && theirs.period\n    ) THEN\n RAISE EXCEPTION 'refused by speaker_in_one_room_at_a_time' USING ERRCODE = 'check_violation', CONSTRAINT = 'speaker_in_one_room_at_a_time'; END IF; RETURN NEW;", hash='ba0fbbdad397ec7a8117a8b16a80085f7a8ae15c', operation='INSERT OR UPDATE', pgid='pgtrigger_speaker_in_one_room_at_a_time_15894', table='pavilions_speaker', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='forumtopicevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b95319dbf8075b381ce648d22270eb2b9e8abee5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_adaf3', table='pavilions_forumtopicevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='forumtopic',
                    index=models.Index(fields=['edition', 'state'], name='topic_by_state'),
                ),
                migrations.AddConstraint(
                    model_name='forumtopic',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='topic_merged_names_another'),
                ),
                migrations.AddConstraint(
                    model_name='forumtopic',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('session__isnull', False), ('state', 'on_agenda')), models.Q(models.Q(('state', 'on_agenda'), _negated=True), ('session__isnull', True)), _connector='OR'), name='topic_on_agenda_names_session'),
                ),
                migrations.AddConstraint(
                    model_name='forumtopic',
                    constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('pk')), _negated=True), name='topic_not_merged_into_itself', violation_error_message='A topic cannot be merged into itself.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='forumtopic',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{asked:proposed,proposed:consulted,proposed:declined,proposed:merged,consulted:declined,consulted:merged,consulted:shortlisted,shortlisted:consulted,shortlisted:declined,shortlisted:merged,shortlisted:on_agenda,on_agenda:shortlisted,declined:proposed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='2878cda65f735fc935541d66a0de6d6666ea0330', operation='UPDATE', pgid='pgtrigger_state_moves_6bc4a', table='pavilions_forumtopic', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='forumtopic',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'consulted\', \'declined\', \'merged\', \'on_agenda\', \'shortlisted\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='f81c555e86d3059bcf14d7ea1826f64d270dd07f', operation='INSERT', pgid='pgtrigger_state_birth_33368', table='pavilions_forumtopic', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='forumtopic',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."abstract" IS DISTINCT FROM (NEW."abstract") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."institution" IS DISTINCT FROM (NEW."institution") OR OLD."institution_zh" IS DISTINCT FROM (NEW."institution_zh") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."session_id" IS DISTINCT FROM (NEW."session_id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_zh" IS DISTINCT FROM (NEW."title_zh"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='fd16e7f835d8adb9d9e01ab55dd8de09092d1a2c', operation='UPDATE', pgid='pgtrigger_counts_revision_10179', table='pavilions_forumtopic', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='forumtopic',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_forumtopicevent" ("abstract", "contact_email", "contact_name", "edition_id", "id", "institution", "institution_zh", "language", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "session_id", "source", "state", "title", "title_zh") VALUES (NEW."abstract", NEW."contact_email", NEW."contact_name", NEW."edition_id", NEW."id", NEW."institution", NEW."institution_zh", NEW."language", NEW."merged_into_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."session_id", NEW."source", NEW."state", NEW."title", NEW."title_zh"); RETURN NULL;', hash='ab8b209210a262c8b5514727f1acf51d5b47938c', operation='INSERT', pgid='pgtrigger_insert_insert_2ce40', table='pavilions_forumtopic', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='forumtopic',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."abstract" IS DISTINCT FROM (NEW."abstract") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."institution" IS DISTINCT FROM (NEW."institution") OR OLD."institution_zh" IS DISTINCT FROM (NEW."institution_zh") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."session_id" IS DISTINCT FROM (NEW."session_id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_zh" IS DISTINCT FROM (NEW."title_zh"))', func='INSERT INTO "pavilions_forumtopicevent" ("abstract", "contact_email", "contact_name", "edition_id", "id", "institution", "institution_zh", "language", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "session_id", "source", "state", "title", "title_zh") VALUES (NEW."abstract", NEW."contact_email", NEW."contact_name", NEW."edition_id", NEW."id", NEW."institution", NEW."institution_zh", NEW."language", NEW."merged_into_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."session_id", NEW."source", NEW."state", NEW."title", NEW."title_zh"); RETURN NULL;', hash='b7d94e91664e4384ac418b480a16180b2985de77', operation='UPDATE', pgid='pgtrigger_update_update_93d83', table='pavilions_forumtopic', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='programmeeventevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b50b1ad9fa00b4afe731aa7dd28a025a96c0973a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dce34', table='pavilions_programmeeventevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='programmeevent',
                    index=models.Index(fields=['edition', 'state'], name='event_by_state'),
                ),
                migrations.AddConstraint(
                    model_name='programmeevent',
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), expressions=[('room', '='), ('period', '&&')], name='events_never_meet_in_a_room', violation_error_message='Another event is in this room at that time.'),
                ),
                migrations.AddConstraint(
                    model_name='programmeevent',
                    constraint=models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__lower_inf', False), ('period__upper_inf', False)), name='event_has_beginning_and_end', violation_error_message='An event must end after it begins.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='programmeevent',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{planned:announced,planned:cancelled,announced:cancelled,cancelled:announced,cancelled:planned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='69c96c566380e17ac84748349046843900f20afa', operation='UPDATE', pgid='pgtrigger_state_moves_b33ef', table='pavilions_programmeevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='programmeevent',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'announced\', \'cancelled\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='117a1fa8a374459ee4c5870d9ea54b9ffcf43ccd', operation='INSERT', pgid='pgtrigger_state_birth_098b6', table='pavilions_programmeevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='programmeevent',
                    trigger=pgtrigger.compiler.Trigger(name='speakers_in_one_room_at_a_time', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."state" IS DISTINCT FROM (NEW."state"))', constraint='CONSTRAINT', func="\n    IF EXISTS (\n        SELECT FROM pavilions_speaker AS here\n        JOIN pavilions_programmeevent AS ours ON ours.id = here.session_id\n        JOIN pavilions_speaker AS there ON there.folded_name = here.folded_name AND there.session_id <> here.session_id\n            AND (here.email = '' OR there.email = '' OR lower(here.email) = lower(there.email))\n        JOIN pavilions_programmeevent AS theirs ON theirs.id = there.session_id\n        WHERE here.session_id = NEW.id AND ours.state <> 'cancelled' AND theirs.state <> 'cancelled'\n            AND ours.edition_id = theirs.edition_id AND ours.period && theirs.period\n    ) THEN\n RAISE EXCEPTION 'refused by speakers_in_one_room_at_a_time' USING ERRCODE = 'check_violation', CONSTRAINT = 'speakers_in_one_room_at_a_time'; END IF; RETURN NEW;", hash='61318450233d68b51e2f5c4c90e9abc0ba9f4a4c', operation='UPDATE', pgid='pgtrigger_speakers_in_one_room_at_a_time_17660', table='pavilions_programmeevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='programmeevent',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_programmeeventevent" ("changed_at", "edition_id", "id", "kind", "pavilion_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "room_id", "state", "text", "text_zh", "title", "title_zh") VALUES (NEW."changed_at", NEW."edition_id", NEW."id", NEW."kind", NEW."pavilion_id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."room_id", NEW."state", NEW."text", NEW."text_zh", NEW."title", NEW."title_zh"); RETURN NULL;', hash='97b3063646b927e5e26f198b13d23f542b9612cf', operation='INSERT', pgid='pgtrigger_insert_insert_76c8c', table='pavilions_programmeevent', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='programmeevent',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pavilions_programmeeventevent" ("changed_at", "edition_id", "id", "kind", "pavilion_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "room_id", "state", "text", "text_zh", "title", "title_zh") VALUES (NEW."changed_at", NEW."edition_id", NEW."id", NEW."kind", NEW."pavilion_id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."room_id", NEW."state", NEW."text", NEW."text_zh", NEW."title", NEW."title_zh"); RETURN NULL;', hash='598e6d3f9d13b9ed2ce6799d41b9d345011e65e6', operation='UPDATE', pgid='pgtrigger_update_update_d70ed', table='pavilions_programmeevent', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paviliontaskevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b4af273fd1384aedc8183ee0d216b6e257457f2e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3365a', table='pavilions_paviliontaskevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='paviliontask',
                    index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['due_date'], name='task_open_by_day'),
                ),
                migrations.AddConstraint(
                    model_name='paviliontask',
                    constraint=models.UniqueConstraint(condition=models.Q(('standard', ''), _negated=True), fields=('pavilion', 'standard'), name='standard_task_once'),
                ),
                migrations.AddConstraint(
                    model_name='paviliontask',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('standard', ''), ('title__gt', '')), models.Q(models.Q(('standard', ''), _negated=True), ('title', '')), _connector='OR'), name='task_is_standard_or_has_a_title', violation_error_message='Describe the task.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paviliontask',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."done_at" IS DISTINCT FROM (NEW."done_at") OR OLD."done_by_id" IS DISTINCT FROM (NEW."done_by_id") OR OLD."due_date" IS DISTINCT FROM (NEW."due_date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."pavilion_id" IS DISTINCT FROM (NEW."pavilion_id") OR OLD."set_at" IS DISTINCT FROM (NEW."set_at") OR OLD."set_by_id" IS DISTINCT FROM (NEW."set_by_id") OR OLD."standard" IS DISTINCT FROM (NEW."standard") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='97640147a3e57d84a488a7fc42cd45e4b76fd4fa', operation='UPDATE', pgid='pgtrigger_counts_revision_79960', table='pavilions_paviliontask', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paviliontask',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_paviliontaskevent" ("done_at", "done_by_id", "due_date", "id", "pavilion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by_id", "standard", "text", "title") VALUES (NEW."done_at", NEW."done_by_id", NEW."due_date", NEW."id", NEW."pavilion_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."set_at", NEW."set_by_id", NEW."standard", NEW."text", NEW."title"); RETURN NULL;', hash='6efedfe5976c03f92753ec160dcf81b4aa808611', operation='INSERT', pgid='pgtrigger_insert_insert_411fb', table='pavilions_paviliontask', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paviliontask',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."done_at" IS DISTINCT FROM (NEW."done_at") OR OLD."done_by_id" IS DISTINCT FROM (NEW."done_by_id") OR OLD."due_date" IS DISTINCT FROM (NEW."due_date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."pavilion_id" IS DISTINCT FROM (NEW."pavilion_id") OR OLD."set_at" IS DISTINCT FROM (NEW."set_at") OR OLD."set_by_id" IS DISTINCT FROM (NEW."set_by_id") OR OLD."standard" IS DISTINCT FROM (NEW."standard") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "pavilions_paviliontaskevent" ("done_at", "done_by_id", "due_date", "id", "pavilion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by_id", "standard", "text", "title") VALUES (NEW."done_at", NEW."done_by_id", NEW."due_date", NEW."id", NEW."pavilion_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."set_at", NEW."set_by_id", NEW."standard", NEW."text", NEW."title"); RETURN NULL;', hash='dac56297728c0550aa10a16cab3785e3bb7cb34a', operation='UPDATE', pgid='pgtrigger_update_update_96615', table='pavilions_paviliontask', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pavilionprofileevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d128254e84ee4c1747b7d79fa7c60f35917f3086', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_56185', table='pavilions_pavilionprofileevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='pavilionprofile',
                    constraint=models.UniqueConstraint(fields=('pavilion', 'language'), name='profile_once_per_language', violation_error_message='There is already a profile in this language.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pavilionprofile',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."highlights" IS DISTINCT FROM (NEW."highlights") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."pavilion_id" IS DISTINCT FROM (NEW."pavilion_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."theme" IS DISTINCT FROM (NEW."theme") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='689cea4725ea013af8d16940c835a04efccb8195', operation='UPDATE', pgid='pgtrigger_counts_revision_79550', table='pavilions_pavilionprofile', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pavilionprofile',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_pavilionprofileevent" ("highlights", "id", "language", "pavilion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "theme", "title") VALUES (NEW."highlights", NEW."id", NEW."language", NEW."pavilion_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."theme", NEW."title"); RETURN NULL;', hash='60b58d09fa8434e28336dad4851b087cf323da0b', operation='INSERT', pgid='pgtrigger_insert_insert_18c8f', table='pavilions_pavilionprofile', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pavilionprofile',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."highlights" IS DISTINCT FROM (NEW."highlights") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."pavilion_id" IS DISTINCT FROM (NEW."pavilion_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."theme" IS DISTINCT FROM (NEW."theme") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "pavilions_pavilionprofileevent" ("highlights", "id", "language", "pavilion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "theme", "title") VALUES (NEW."highlights", NEW."id", NEW."language", NEW."pavilion_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."theme", NEW."title"); RETURN NULL;', hash='10fdd269e290b88666ee2a11620f2df64ddb51ca', operation='UPDATE', pgid='pgtrigger_update_update_8af17', table='pavilions_pavilionprofile', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='pavilionpicture',
                    constraint=models.UniqueConstraint(fields=('pavilion', 'name'), name='picture_once_per_pavilion', violation_error_message='This picture has already been added.'),
                ),
                migrations.AddConstraint(
                    model_name='pavilionpicture',
                    constraint=models.CheckConstraint(condition=models.Q(('alt', ''), _negated=True), name='picture_says_what_it_shows', violation_error_message='Describe the picture for people who cannot see it.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pavilionpicture',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."alt" IS DISTINCT FROM (NEW."alt") OR OLD."alt_zh" IS DISTINCT FROM (NEW."alt_zh") OR OLD."height" IS DISTINCT FROM (NEW."height") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."pavilion_id" IS DISTINCT FROM (NEW."pavilion_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."width" IS DISTINCT FROM (NEW."width"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='abcbc1b09248dae2bc78f7d029d35250796d7aae', operation='UPDATE', pgid='pgtrigger_counts_revision_5b545', table='pavilions_pavilionpicture', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='pavilionmove',
                    constraint=models.CheckConstraint(condition=models.Q(('from_stage', models.F('to_stage')), _negated=True), name='pavilion_move_leads_elsewhere'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pavilionmove',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e12b24221fa50a3e1b52dba329156d7fa6b52a80', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_434ec', table='pavilions_pavilionmove', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='paviliondesign',
                    constraint=models.UniqueConstraint(fields=('pavilion', 'version'), name='design_version_once'),
                ),
                migrations.AddConstraint(
                    model_name='paviliondesign',
                    constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'submitted'])), fields=('pavilion',), name='design_one_under_way', violation_error_message='Another version is already in progress. Withdraw it before you upload a new one.'),
                ),
                migrations.AddConstraint(
                    model_name='paviliondesign',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('pavilion',), name='design_one_approved', violation_error_message='Another version has already been approved.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paviliondesign',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."pavilion_id" IS DISTINCT FROM (NEW."pavilion_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='42f425194bd8258d1a75b9829567ec176f1a3cbc', operation='UPDATE', pgid='pgtrigger_counts_revision_fe3c5', table='pavilions_paviliondesign', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paviliondesign',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:submitted,draft:withdrawn,submitted:approved,submitted:returned,submitted:withdrawn,approved:superseded}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='fb8da0e9f97ed9c2b57fa7a8596ccb1baf4b2505', operation='UPDATE', pgid='pgtrigger_state_moves_ff1e2', table='pavilions_paviliondesign', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paviliondesign',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'approved\', \'returned\', \'submitted\', \'superseded\', \'withdrawn\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='62989e08bbe4f8aa2f9fd8ce54aa00495d4c21b5', operation='INSERT', pgid='pgtrigger_state_birth_2d07e', table='pavilions_paviliondesign', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paviliondesign',
                    trigger=pgtrigger.compiler.Trigger(name='kept_as_sent', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."pavilion_id" IS DISTINCT FROM (NEW."pavilion_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7180888a7ec4a556947c1db7b02a7cb2a5bbccbc', operation='UPDATE', pgid='pgtrigger_kept_as_sent_017f1', table='pavilions_paviliondesign', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paviliondesign',
                    trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0e9281c5d58b1fc663f5a5bcfc74b7605995b8b6', operation='DELETE', pgid='pgtrigger_never_deleted_e33d8', table='pavilions_paviliondesign', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='pavilioncontact',
                    constraint=models.UniqueConstraint(condition=models.Q(('kind', 'contractor')), fields=('pavilion',), name='one_contractor_per_pavilion', violation_error_message='The pavilion already has a contractor. Change or remove that entry.'),
                ),
                migrations.AddConstraint(
                    model_name='pavilioncontact',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('email', ''), _negated=True), models.Q(('phone', ''), _negated=True), _connector='OR'), name='contact_can_be_reached', violation_error_message='Enter an email address or a phone number.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pavilioncontact',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organization" IS DISTINCT FROM (NEW."organization") OR OLD."pavilion_id" IS DISTINCT FROM (NEW."pavilion_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='d9e1743f841f84f0d68da4df68a968e9d2518f50', operation='UPDATE', pgid='pgtrigger_counts_revision_44835', table='pavilions_pavilioncontact', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='nationalpavilionevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='84c0ccb96af57d2d8507693ef8b08c4cd4f333f3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ec663', table='pavilions_nationalpavilionevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='nationalpavilion',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('country', ''), models.Q(('organization', ''), _negated=True)), models.Q(models.Q(('country', ''), _negated=True), ('organization', '')), _connector='OR'), name='pavilion_of_country_or_organization', violation_error_message='Choose either a country or an international organization.'),
                ),
                migrations.AddConstraint(
                    model_name='nationalpavilion',
                    constraint=models.UniqueConstraint(models.F('edition'), models.F('country'), django.db.models.functions.text.Lower('organization'), name='pavilion_once_per_edition', violation_error_message='This participant has already been invited to this edition.'),
                ),
                migrations.AddConstraint(
                    model_name='nationalpavilion',
                    constraint=models.UniqueConstraint(models.F('edition'), django.db.models.functions.text.Lower('organization_zh'), condition=models.Q(('organization_zh', ''), _negated=True), name='pavilion_once_in_chinese', violation_error_message='This participant has already been invited to this edition.'),
                ),
                migrations.AddConstraint(
                    model_name='nationalpavilion',
                    constraint=models.CheckConstraint(condition=models.Q(('is_guest_of_honour', False), models.Q(('country', ''), _negated=True), _connector='OR'), name='guest_of_honour_is_a_country', violation_error_message='Only a country can be guest country of honour.'),
                ),
                migrations.AddConstraint(
                    model_name='nationalpavilion',
                    constraint=models.CheckConstraint(condition=models.Q(('wanted_sqm__isnull', True), ('wanted_sqm__gt', 0), _connector='OR'), name='pavilion_wants_some_area', violation_error_message='Request more than 0 m².'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='nationalpavilion',
                    trigger=pgtrigger.compiler.Trigger(name='stage_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."stage", \':\', NEW."stage") = ANY(\'{invited:confirmed,invited:declined,confirmed:declined,confirmed:in_design,in_design:declined,in_design:design_approved,design_approved:declined,design_approved:in_design,design_approved:under_construction,under_construction:declined,under_construction:design_approved,under_construction:open,open:closed,closed:open,declined:confirmed,declined:design_approved,declined:in_design,declined:invited,declined:under_construction}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."stage" IS DISTINCT FROM NEW."stage") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "stage" from "%" to "%" on table %\', OLD."stage", NEW."stage", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='e9e8fb70d66eae419fb57dbdc1b8dfb701341faa', operation='UPDATE', pgid='pgtrigger_stage_moves_ba0bd', table='pavilions_nationalpavilion', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='nationalpavilion',
                    trigger=pgtrigger.compiler.Trigger(name='stage_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."stage" IN (\'closed\', \'confirmed\', \'declined\', \'design_approved\', \'in_design\', \'open\', \'under_construction\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='da14821f338faa74e1430f4ebfc503bee67368b4', operation='INSERT', pgid='pgtrigger_stage_birth_5e2c6', table='pavilions_nationalpavilion', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='nationalpavilion',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."holder_id" IS DISTINCT FROM (NEW."holder_id") OR OLD."invited_at" IS DISTINCT FROM (NEW."invited_at") OR OLD."is_guest_of_honour" IS DISTINCT FROM (NEW."is_guest_of_honour") OR OLD."next_due_date" IS DISTINCT FROM (NEW."next_due_date") OR OLD."organization" IS DISTINCT FROM (NEW."organization") OR OLD."organization_zh" IS DISTINCT FROM (NEW."organization_zh") OR OLD."space_changes" IS DISTINCT FROM (NEW."space_changes") OR OLD."space_wishes" IS DISTINCT FROM (NEW."space_wishes") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."theme" IS DISTINCT FROM (NEW."theme") OR OLD."theme_zh" IS DISTINCT FROM (NEW."theme_zh") OR OLD."wanted_sqm" IS DISTINCT FROM (NEW."wanted_sqm"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='c885f5b575ecf6f1f10a4dd8984bea2281ed3155', operation='UPDATE', pgid='pgtrigger_counts_revision_31042', table='pavilions_nationalpavilion', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='nationalpavilion',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pavilions_nationalpavilionevent" ("confirmed_at", "country", "edition_id", "holder_id", "invited_at", "is_guest_of_honour", "next_due_date", "organization", "organization_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_changes", "space_wishes", "stage", "theme", "theme_zh", "wanted_sqm") VALUES (NEW."confirmed_at", NEW."country", NEW."edition_id", NEW."holder_id", NEW."invited_at", NEW."is_guest_of_honour", NEW."next_due_date", NEW."organization", NEW."organization_zh", _pgh_attach_context(), NOW(), \'insert\', NEW."holder_id", NEW."space_changes", NEW."space_wishes", NEW."stage", NEW."theme", NEW."theme_zh", NEW."wanted_sqm"); RETURN NULL;', hash='a88dca14ebae00498daee5151cbbb405a24df358', operation='INSERT', pgid='pgtrigger_insert_insert_f1c67', table='pavilions_nationalpavilion', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='nationalpavilion',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."holder_id" IS DISTINCT FROM (NEW."holder_id") OR OLD."invited_at" IS DISTINCT FROM (NEW."invited_at") OR OLD."is_guest_of_honour" IS DISTINCT FROM (NEW."is_guest_of_honour") OR OLD."next_due_date" IS DISTINCT FROM (NEW."next_due_date") OR OLD."organization" IS DISTINCT FROM (NEW."organization") OR OLD."organization_zh" IS DISTINCT FROM (NEW."organization_zh") OR OLD."space_changes" IS DISTINCT FROM (NEW."space_changes") OR OLD."space_wishes" IS DISTINCT FROM (NEW."space_wishes") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."theme" IS DISTINCT FROM (NEW."theme") OR OLD."theme_zh" IS DISTINCT FROM (NEW."theme_zh") OR OLD."wanted_sqm" IS DISTINCT FROM (NEW."wanted_sqm"))', func='INSERT INTO "pavilions_nationalpavilionevent" ("confirmed_at", "country", "edition_id", "holder_id", "invited_at", "is_guest_of_honour", "next_due_date", "organization", "organization_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_changes", "space_wishes", "stage", "theme", "theme_zh", "wanted_sqm") VALUES (NEW."confirmed_at", NEW."country", NEW."edition_id", NEW."holder_id", NEW."invited_at", NEW."is_guest_of_honour", NEW."next_due_date", NEW."organization", NEW."organization_zh", _pgh_attach_context(), NOW(), \'update\', NEW."holder_id", NEW."space_changes", NEW."space_wishes", NEW."stage", NEW."theme", NEW."theme_zh", NEW."wanted_sqm"); RETURN NULL;', hash='54496455bb022c13dad55436565618a18913f55c', operation='UPDATE', pgid='pgtrigger_update_update_a14f5', table='pavilions_nationalpavilion', when='AFTER')),
                ),
            ]
        ),
    ]
