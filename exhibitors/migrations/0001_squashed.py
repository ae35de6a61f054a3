"""The schema of release 1.0.0 in one migration, in place of those before it."""

from ciie.kernel.initial_schema import CreateSchema
from django.conf import settings
import ciie.kernel.web_addresses
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.functions.uuid
import exhibitors.money.sales.models.settings
import pgtrigger.compiler
import pgtrigger.migrations
import ciie.kernel.currencies
import django.db.models.functions.datetime
import django_countries.fields
from decimal import Decimal
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations, models


COUNT_CLAIMS = """
CREATE OR REPLACE FUNCTION exhibitors_count_claims(for_edition bigint, for_company bigint, for_person bigint, at timestamptz)
RETURNS TABLE (
    verification text, blocked_reason text,
    held_booths bigint, held_sqm numeric,
    company_booths bigint, company_sqm numeric, company_bookings bigint,
    person_booths bigint, person_sqm numeric, person_bookings bigint,
    unverified_booths bigint, unverified_sqm numeric
) LANGUAGE plpgsql AS $$
DECLARE
    of_company bigint := hashtextextended('exhibitors.claims:' || for_edition || ':company:' || for_company, 0);
    of_mailbox text := (SELECT mailbox FROM accounts_user WHERE id = for_person);
    people bigint[] := ARRAY(SELECT id FROM accounts_user WHERE mailbox = of_mailbox);
    of_person bigint := hashtextextended('exhibitors.claims:' || for_edition || ':mailbox:' || of_mailbox, 0);
BEGIN
    -- First lock, then look: each statement of a volatile function sees what was committed before it began.
    PERFORM pg_advisory_xact_lock(LEAST(of_company, of_person));
    PERFORM pg_advisory_xact_lock(GREATEST(of_company, of_person));
    RETURN QUERY
    -- Bookings and applications are found by company and by person, and claims by booking. By edition or by state there
    -- are as many as the fair has booths: `+ 0` and `|| ''`, and FILTER in place of WHERE, keep the planner from those
    -- indexes, which it takes while tables are small and then goes on with.
    WITH undecided AS (
        SELECT booking.company_id = for_company AS by_company, booking.contact_id = ANY(people) AS by_person,
            booking.company_id, claimed.*
        FROM exhibitors_booking AS booking CROSS JOIN LATERAL (
            SELECT count(claim.booth_id) FILTER (WHERE claim.state = 'held' AND claim.expires_at > at) AS held,
                sum(claim.area_sqm) FILTER (WHERE claim.state = 'held' AND claim.expires_at > at) AS sqm_held,
                count(claim.booth_id) FILTER (
                    WHERE claim.state = 'reserved' OR claim.state = 'held' AND claim.expires_at > at
                ) AS booths,
                sum(claim.area_sqm) FILTER (
                    WHERE claim.state = 'reserved' OR claim.state = 'held' AND claim.expires_at > at
                ) AS sqm
            FROM pavilions_spaceclaim AS claim WHERE claim.holder_id = booking.holder_id
        ) AS claimed
        WHERE (booking.company_id = for_company OR booking.contact_id = ANY(people))
            AND booking.edition_id + 0 = for_edition AND booking.state || '' IN ('draft', 'submitted', 'waitlisted')
        UNION ALL
        SELECT application.company_id = for_company, application.applied_by_id = ANY(people), application.company_id,
            0, 0, 0, application.area_sqm
        FROM exhibitors_blockapplication AS application
        WHERE (application.company_id = for_company OR application.applied_by_id = ANY(people))
            AND application.state || '' = 'submitted' AND for_edition = (
                SELECT agency.edition_id FROM exhibitors_booking AS agency WHERE agency.holder_id = application.block_id
            )
    ), known AS (
        SELECT undecided.*, (
            SELECT company.verification <> 'verified' FROM exhibitors_company AS company
            WHERE company.id = undecided.company_id
        ) AS is_new
        FROM undecided
    )
    SELECT company.verification::text, company.claims_blocked_reason, counted.*
    FROM exhibitors_company AS company, (
        SELECT COALESCE(sum(held) FILTER (WHERE by_company), 0)::bigint,
            COALESCE(sum(sqm_held) FILTER (WHERE by_company), 0),
            COALESCE(sum(booths) FILTER (WHERE by_company), 0)::bigint,
            COALESCE(sum(sqm) FILTER (WHERE by_company), 0),
            count(*) FILTER (WHERE by_company),
            COALESCE(sum(booths) FILTER (WHERE by_person), 0)::bigint,
            COALESCE(sum(sqm) FILTER (WHERE by_person), 0),
            count(*) FILTER (WHERE by_person),
            COALESCE(sum(booths) FILTER (WHERE by_person AND is_new), 0)::bigint,
            COALESCE(sum(sqm) FILTER (WHERE by_person AND is_new), 0)
        FROM known
    ) AS counted
    WHERE company.id = for_company;
END $$;
"""


class Migration(migrations.Migration):

    replaces = [
        ("exhibitors", "0001_initial"),
        ("exhibitors", "0002_initial"),
        ("exhibitors", "0003_tariffs"),
        ("exhibitors", "0004_deals"),
        ("exhibitors", "0005_roadshows"),
        ("exhibitors", "0006_bulletins"),
        ("exhibitors", "0007_exhibits"),
        ("exhibitors", "0008_blocks"),
        ("exhibitors", "0009_issued_instant_stands"),
        ("exhibitors", "0010_area_members"),
        ("exhibitors", "0011_surcharges_in_words"),
        ("exhibitors", "0012_revisions"),
        ("exhibitors", "0013_published_figures"),
        ("exhibitors", "0014_append_only"),
        ("exhibitors", "0015_reconciliation_runs"),
        ("exhibitors", "0016_deal_counts"),
        ("exhibitors", "0017_deals_counted_before"),
        ("exhibitors", "0018_roadshow_reports"),
        ("exhibitors", "0019_reports_of_held_roadshows"),
        ("exhibitors", "0020_verified_companies"),
        ("exhibitors", "0021_edition_in_use"),
        ("exhibitors", "0022_claims_counted_by_company_and_person"),
        ("exhibitors", "0023_wording"),
        ("exhibitors", "0024_handling_of_bookings"),
        ("exhibitors", "0025_wording_of_the_glossary"),
        ("exhibitors", "0026_ownership_requests"),
        ("exhibitors", "0027_terms"),
        ("exhibitors", "0028_merges_and_contacts_of_companies"),
        ("exhibitors", "0029_chinese_texts"),
        ("exhibitors", "0030_bulletins_in_two_languages"),
        ("exhibitors", "0031_messages_to_exhibitors"),
        ("exhibitors", "0032_questions_to_exhibitors"),
        ("exhibitors", "0033_withdrawn_ownership_requests"),
        ("exhibitors", "0034_wording_of_refusals"),
        ("exhibitors", "0035_names_in_two_languages"),
        ("exhibitors", "0036_rate_cards"),
        ("exhibitors", "0037_rate_cards_from_tariffs"),
        ("exhibitors", "0038_tariffs_are_not_read"),
        ("exhibitors", "0039_offers"),
        ("exhibitors", "0040_sales_settings"),
        ("exhibitors", "0041_invoices"),
        ("exhibitors", "0042_payments"),
        ("exhibitors", "0043_bulk_decisions"),
        ("exhibitors", "0044_contracts"),
        ("exhibitors", "0045_ledger_codes"),
        ("exhibitors", "0046_einvoices_and_fapiaos"),
        ("exhibitors", "0047_schedules_and_reminders"),
        ("exhibitors", "0048_card_payments"),
        ("exhibitors", "0049_charges_for_represented_companies"),
        ("exhibitors", "0050_fees_become_charges"),
        ("exhibitors", "0051_fees_are_not_read"),
        ("exhibitors", "0052_refunds_undone_and_paid_out"),
        ("exhibitors", "0053_references_of_bank_entries"),
        ("exhibitors", "0054_plain_words_of_sales"),
        ("exhibitors", "0055_indexes_of_large_tables"),
        ("exhibitors", "0056_debtor_numbers"),
        ("exhibitors", "0057_rate_rules_have_three_decimals"),
        ("exhibitors", "0058_charges_for_companies"),
        ("exhibitors", "0059_amendments_of_contracts"),
        ("exhibitors", "0060_words_of_one_edition"),
        ("exhibitors", "0061_refunds_paid_out"),
        ("exhibitors", "0062_requests_for_less_space"),
        ("exhibitors", "0063_names_of_exhibits_and_age_of_bookings"),
        ("exhibitors", "0064_reconciliation_of_editions"),
        ("exhibitors", "0065_reconciliation_by_edition"),
        ("exhibitors", "0066_upper_decks"),
        ("exhibitors", "0067_claims_counted_in_fewer_steps"),
        ("exhibitors", "0068_search_of_statement_lines"),
        ("exhibitors", "0069_search_of_statements"),
        ("exhibitors", "0070_indexes_of_tasks"),
        ("exhibitors", "0071_labels_of_relations"),
        ("exhibitors", "0072_bookings_of_a_company"),
        ("exhibitors", "0073_cost_before_deciding"),
        ("exhibitors", "0074_journal_by_edition"),
        ("exhibitors", "0075_journal_of_an_edition"),
        ("exhibitors", "0076_digests_of_days"),
        ("exhibitors", "0077_public_statements"),
        ("exhibitors", "0078_announced_claims_and_name_changes"),
        ("exhibitors", "0079_keys_of_look_alike_names"),
        ("exhibitors", "0080_people_of_one_mailbox"),
        ("exhibitors", "0081_namesakes_and_billing"),
        ("exhibitors", "0082_who_signs_and_documents_that_stand"),
        ("exhibitors", "0083_tax_by_day_of_supply"),
        ("exhibitors", "0084_deductions_by_index"),
        ("exhibitors", "0085_triggers_of_added_columns"),
        ("exhibitors", "0086_second_person_and_books"),
        ("exhibitors", "0088_taxes_of_balances"),
        ("exhibitors", "0089_einvoices_made_again"),
        ("exhibitors", "0090_acceptance_codes"),
        ("exhibitors", "0091_booths_of_bulk_decisions"),
        ("exhibitors", "0092_cancelled_roadshows_restored"),
        ("exhibitors", "0093_refused_rules_of_drafts"),
    ]

    initial = True

    dependencies = [
        ('pavilions', '0001_squashed'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGinExtension(),
        CreateSchema(
            [
                migrations.CreateModel(
                    name='AcceptanceCode',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the document')),
                        ('email', models.EmailField(max_length=254, verbose_name='sent to')),
                        ('code_hash', models.CharField(max_length=64, verbose_name='keyed hash of the code')),
                        ('sent_at', models.DateTimeField(verbose_name='sent at')),
                        ('expires_at', models.DateTimeField(verbose_name='valid until')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                        ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='entered at')),
                        ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used at')),
                    ],
                    options={
                        'verbose_name': 'acceptance code',
                        'verbose_name_plural': 'acceptance codes',
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Allocation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount')),
                        ('fee', models.DecimalField(decimal_places=3, default=Decimal('0'), max_digits=16, verbose_name='bank fee')),
                        ('made_at', models.DateTimeField(verbose_name='made at')),
                        ('made_by', models.CharField(max_length=200, verbose_name='made by')),
                    ],
                    options={
                        'verbose_name': 'allocation of a payment',
                        'verbose_name_plural': 'allocations of payments',
                    },
                ),
                migrations.CreateModel(
                    name='Amendment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('returned', models.CharField(blank=True, max_length=2000, verbose_name='booths returned')),
                        ('taken', models.CharField(blank=True, max_length=2000, verbose_name='booths instead')),
                        ('percent', models.DecimalField(decimal_places=3, max_digits=6, verbose_name='per cent')),
                        ('fee', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='cancellation fee (net)')),
                        ('tax', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='tax on the fee')),
                        ('credited', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='credited')),
                        ('freed', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='paid')),
                        ('back_by', models.DateField(blank=True, null=True, verbose_name='comes back by')),
                        ('reason', models.TextField(max_length=2000, verbose_name='reason')),
                        ('made_at', models.DateTimeField(verbose_name='made at')),
                    ],
                    options={
                        'verbose_name': 'amendment of a contract',
                        'verbose_name_plural': 'amendments of contracts',
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('value', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
                        ('file_title', models.CharField(blank=True, max_length=120, verbose_name='file name')),
                        ('answered_at', models.DateTimeField(verbose_name='answered at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'answer of an exhibitor',
                        'verbose_name_plural': 'answers of exhibitors',
                    },
                ),
                migrations.CreateModel(
                    name='AnswerEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('value', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
                        ('file_title', models.CharField(blank=True, max_length=120, verbose_name='file name')),
                        ('answered_at', models.DateTimeField(verbose_name='answered at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ApiRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=200, verbose_name='idempotency key')),
                        ('fingerprint', models.CharField(max_length=64, verbose_name='SHA-256 of the request')),
                        ('status', models.PositiveSmallIntegerField(null=True, verbose_name='status')),
                        ('body', models.JSONField(null=True, verbose_name='answer')),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='created at')),
                    ],
                    options={
                        'verbose_name': 'API request',
                        'verbose_name_plural': 'API requests',
                    },
                ),
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
                    name='BankAccount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                        ('account', models.CharField(max_length=40, verbose_name='IBAN or account number')),
                        ('currency', models.CharField(max_length=3, validators=[ciie.kernel.currencies.validate_currency], verbose_name='currency')),
                        ('bank_name', models.CharField(blank=True, max_length=120, verbose_name='bank')),
                        ('is_closed', models.BooleanField(default=False, verbose_name='closed')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'bank account',
                        'verbose_name_plural': 'bank accounts',
                    },
                ),
                migrations.CreateModel(
                    name='BankAccountEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=80, verbose_name='name')),
                        ('account', models.CharField(max_length=40, verbose_name='IBAN or account number')),
                        ('currency', models.CharField(max_length=3, validators=[ciie.kernel.currencies.validate_currency], verbose_name='currency')),
                        ('bank_name', models.CharField(blank=True, max_length=120, verbose_name='bank')),
                        ('is_closed', models.BooleanField(default=False, verbose_name='closed')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='BankStatement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('uploaded', 'uploaded'), ('imported', 'imported'), ('discarded', 'discarded')], default='uploaded', max_length=20, verbose_name='state')),
                        ('kind', models.CharField(max_length=10, verbose_name='format')),
                        ('file_name', models.CharField(max_length=120, verbose_name='file')),
                        ('digest', models.CharField(max_length=64, verbose_name='SHA-256 of the file')),
                        ('content', models.BinaryField(blank=True, verbose_name='content')),
                        ('choices', models.JSONField(blank=True, default=dict, verbose_name='how a CSV file is read')),
                        ('reading', models.JSONField(blank=True, db_default={}, default=dict, verbose_name='what the file says')),
                        ('number', models.CharField(blank=True, max_length=80, verbose_name='number')),
                        ('opening', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='opening balance')),
                        ('closing', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='closing balance')),
                        ('first_day', models.DateField(blank=True, null=True, verbose_name='first day')),
                        ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                        ('known', models.PositiveIntegerField(default=0, verbose_name='lines known before')),
                        ('uploaded_at', models.DateTimeField(verbose_name='uploaded at')),
                        ('uploaded_by', models.CharField(max_length=200, verbose_name='uploaded by')),
                        ('imported_at', models.DateTimeField(blank=True, null=True, verbose_name='imported at')),
                        ('imported_by', models.CharField(blank=True, max_length=200, verbose_name='imported by')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'bank statement',
                        'verbose_name_plural': 'bank statements',
                    },
                ),
                migrations.CreateModel(
                    name='BankStatementEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('state', models.CharField(choices=[('uploaded', 'uploaded'), ('imported', 'imported'), ('discarded', 'discarded')], default='uploaded', max_length=20, verbose_name='state')),
                        ('kind', models.CharField(max_length=10, verbose_name='format')),
                        ('file_name', models.CharField(max_length=120, verbose_name='file')),
                        ('digest', models.CharField(max_length=64, verbose_name='SHA-256 of the file')),
                        ('number', models.CharField(blank=True, max_length=80, verbose_name='number')),
                        ('opening', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='opening balance')),
                        ('closing', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='closing balance')),
                        ('first_day', models.DateField(blank=True, null=True, verbose_name='first day')),
                        ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                        ('known', models.PositiveIntegerField(default=0, verbose_name='lines known before')),
                        ('uploaded_at', models.DateTimeField(verbose_name='uploaded at')),
                        ('uploaded_by', models.CharField(max_length=200, verbose_name='uploaded by')),
                        ('imported_at', models.DateTimeField(blank=True, null=True, verbose_name='imported at')),
                        ('imported_by', models.CharField(blank=True, max_length=200, verbose_name='imported by')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='BillingParty',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_company', models.BooleanField(default=False, editable=False, verbose_name='the company itself')),
                        ('name', models.CharField(max_length=200, verbose_name='legal name')),
                        ('address', models.CharField(blank=True, max_length=300, verbose_name='street and number')),
                        ('postcode', models.CharField(blank=True, max_length=20, verbose_name='postcode')),
                        ('city', models.CharField(blank=True, max_length=120, verbose_name='city')),
                        ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region')),
                        ('is_business', models.BooleanField(default=True, help_text='Neither a private person nor an organization without a taxable business.', verbose_name='a business')),
                        ('tax_id', models.CharField(blank=True, help_text='In the EU the VAT ID with its country code, in China the unified social credit code.', max_length=40, verbose_name='tax ID')),
                        ('contact_name', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='contact person')),
                        ('debtor_number', models.CharField(blank=True, db_default='', default='', help_text="The account of this bill-to in the organizer's bookkeeping.", max_length=40, verbose_name='debtor number')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='email for invoices')),
                        ('buyer_reference', models.CharField(blank=True, db_default='', default='', help_text='For German authorities the Leitweg-ID, such as 04011000-12345-03.', max_length=100, verbose_name='buyer reference')),
                        ('order_number', models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='order number')),
                        ('electronic_address', models.CharField(blank=True, db_default='', default='', help_text='For e-invoices, such as a number in the Peppol network. Blank: the email.', max_length=100, verbose_name='electronic address')),
                        ('electronic_scheme', models.CharField(blank=True, choices=[('EM', 'email (EM)'), ('0204', 'Leitweg-ID (0204)'), ('0088', 'GLN (0088)'), ('0060', 'D-U-N-S (0060)'), ('0002', 'SIREN, France (0002)'), ('0009', 'SIRET, France (0009)'), ('0106', 'KvK, Netherlands (0106)'), ('0208', 'enterprise number, Belgium (0208)'), ('0211', 'Partita IVA, Italy (0211)'), ('0183', 'UID, Switzerland (0183)'), ('9914', 'VAT ID, Austria (9914)'), ('9925', 'VAT ID, Belgium (9925)'), ('9930', 'VAT ID, Germany (9930)'), ('9920', 'VAT ID, Spain (9920)'), ('9957', 'VAT ID, France (9957)'), ('9944', 'VAT ID, Netherlands (9944)'), ('9945', 'VAT ID, Poland (9945)')], db_default='', default='', max_length=4, verbose_name='kind of electronic address')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'bill-to',
                        'verbose_name_plural': 'bill-to addresses',
                    },
                ),
                migrations.CreateModel(
                    name='BillingPartyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('is_company', models.BooleanField(default=False, editable=False, verbose_name='the company itself')),
                        ('name', models.CharField(max_length=200, verbose_name='legal name')),
                        ('address', models.CharField(blank=True, max_length=300, verbose_name='street and number')),
                        ('postcode', models.CharField(blank=True, max_length=20, verbose_name='postcode')),
                        ('city', models.CharField(blank=True, max_length=120, verbose_name='city')),
                        ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region')),
                        ('is_business', models.BooleanField(default=True, help_text='Neither a private person nor an organization without a taxable business.', verbose_name='a business')),
                        ('tax_id', models.CharField(blank=True, help_text='In the EU the VAT ID with its country code, in China the unified social credit code.', max_length=40, verbose_name='tax ID')),
                        ('contact_name', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='contact person')),
                        ('debtor_number', models.CharField(blank=True, db_default='', default='', help_text="The account of this bill-to in the organizer's bookkeeping.", max_length=40, verbose_name='debtor number')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='email for invoices')),
                        ('buyer_reference', models.CharField(blank=True, db_default='', default='', help_text='For German authorities the Leitweg-ID, such as 04011000-12345-03.', max_length=100, verbose_name='buyer reference')),
                        ('order_number', models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='order number')),
                        ('electronic_address', models.CharField(blank=True, db_default='', default='', help_text='For e-invoices, such as a number in the Peppol network. Blank: the email.', max_length=100, verbose_name='electronic address')),
                        ('electronic_scheme', models.CharField(blank=True, choices=[('EM', 'email (EM)'), ('0204', 'Leitweg-ID (0204)'), ('0088', 'GLN (0088)'), ('0060', 'D-U-N-S (0060)'), ('0002', 'SIREN, France (0002)'), ('0009', 'SIRET, France (0009)'), ('0106', 'KvK, Netherlands (0106)'), ('0208', 'enterprise number, Belgium (0208)'), ('0211', 'Partita IVA, Italy (0211)'), ('0183', 'UID, Switzerland (0183)'), ('9914', 'VAT ID, Austria (9914)'), ('9925', 'VAT ID, Belgium (9925)'), ('9930', 'VAT ID, Germany (9930)'), ('9920', 'VAT ID, Spain (9920)'), ('9957', 'VAT ID, France (9957)'), ('9944', 'VAT ID, Netherlands (9944)'), ('9945', 'VAT ID, Poland (9945)')], db_default='', default='', max_length=4, verbose_name='kind of electronic address')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='BillingShare',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('percent', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='share (%)')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'share of the bill',
                        'verbose_name_plural': 'shares of the bill',
                    },
                ),
                migrations.CreateModel(
                    name='BillingShareEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('percent', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='share (%)')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Booking',
                    fields=[
                        ('holder', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='booking', serialize=False, to='pavilions.spaceholder', verbose_name='holder')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('approved', 'approved'), ('confirmed', 'confirmed'), ('waitlisted', 'wait-listed'), ('rejected', 'rejected'), ('withdrawn', 'withdrawn'), ('cancelled', 'cancelled'), ('expired', 'expired')], default='draft', max_length=20, verbose_name='state')),
                        ('wishes', models.TextField(blank=True, max_length=2000, verbose_name='special requests')),
                        ('neighbours_to_avoid', models.CharField(blank=True, max_length=500, verbose_name='neighbours to avoid')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason for the last decision')),
                        ('larger_reason', models.TextField(blank=True, db_default='', default='', max_length=2000, verbose_name='reason for more space than requested')),
                        ('created_at', models.DateTimeField(verbose_name='created at')),
                        ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                        ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded at')),
                        ('overdue_noted_at', models.DateTimeField(blank=True, help_text='About the pending decision.', null=True, verbose_name='organizers reminded at')),
                        ('lapse_warned_at', models.DateTimeField(blank=True, help_text='About the booking lapsing without a decision.', null=True, verbose_name='exhibitor warned at')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'verbose_name': 'booking',
                        'verbose_name_plural': 'bookings',
                    },
                ),
                migrations.CreateModel(
                    name='BlockApplication',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('area_sqm', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(1, 'Request at least 1 m².')], verbose_name='area (m²)')),
                        ('kind', models.CharField(choices=[('raw', 'raw space'), ('shell', 'shell scheme')], default='shell', max_length=10, verbose_name='kind')),
                        ('text', models.TextField(blank=True, max_length=2000, verbose_name='exhibits and requirements')),
                        ('state', models.CharField(choices=[('submitted', 'submitted'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='submitted', editable=False, max_length=10, verbose_name='state')),
                        ('reason', models.TextField(blank=True, editable=False, max_length=2000, verbose_name="agency's reply")),
                        ('applied_at', models.DateTimeField(editable=False, verbose_name='applied at')),
                        ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'application to a block',
                        'verbose_name_plural': 'applications to blocks',
                    },
                ),
                migrations.CreateModel(
                    name='BlockApplicationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('area_sqm', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(1, 'Request at least 1 m².')], verbose_name='area (m²)')),
                        ('kind', models.CharField(choices=[('raw', 'raw space'), ('shell', 'shell scheme')], default='shell', max_length=10, verbose_name='kind')),
                        ('text', models.TextField(blank=True, max_length=2000, verbose_name='exhibits and requirements')),
                        ('state', models.CharField(choices=[('submitted', 'submitted'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='submitted', editable=False, max_length=10, verbose_name='state')),
                        ('reason', models.TextField(blank=True, editable=False, max_length=2000, verbose_name="agency's reply")),
                        ('applied_at', models.DateTimeField(editable=False, verbose_name='applied at')),
                        ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='BlockEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('name', models.CharField(max_length=160, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, db_default='', default='', max_length=160, verbose_name='name in Chinese')),
                        ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country or region')),
                        ('text', models.TextField(blank=True, max_length=4000, verbose_name='information for members')),
                        ('text_zh', models.TextField(blank=True, db_default='', default='', max_length=4000, verbose_name='information for members in Chinese')),
                        ('price_raw', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, validators=[django.core.validators.MinValueValidator(0, 'A price cannot be below 0.')], verbose_name='raw space, per m²')),
                        ('price_shell', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, validators=[django.core.validators.MinValueValidator(0, 'A price cannot be below 0.')], verbose_name='shell scheme, per m²')),
                        ('currency', models.CharField(max_length=3, validators=[ciie.kernel.currencies.validate_currency], verbose_name='currency')),
                        ('quota_sqm', models.DecimalField(blank=True, decimal_places=2, help_text='Blank: no limit.', max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(1, 'A quota is at least 1 m².')], verbose_name='maximum m² per member')),
                        ('apply_until_date', models.DateField(verbose_name='applications until')),
                        ('returns_date', models.DateField(help_text='At the start of this day, space not allocated to members goes back on sale.', verbose_name='unallocated space returns on')),
                        ('is_open', models.BooleanField(default=True, verbose_name='open for applications')),
                        ('opened_at', models.DateTimeField(editable=False, verbose_name='opened at')),
                        ('warned_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='reminder of the return sent at')),
                        ('returned_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='returned at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='BookingComment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField(max_length=4000, verbose_name='text')),
                        ('written_at', models.DateTimeField(verbose_name='written at')),
                        ('is_from_organizer', models.BooleanField(verbose_name='from the organizer')),
                    ],
                    options={
                        'verbose_name': 'comment on a booking',
                        'verbose_name_plural': 'comments on bookings',
                    },
                ),
                migrations.CreateModel(
                    name='BookingEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('approved', 'approved'), ('confirmed', 'confirmed'), ('waitlisted', 'wait-listed'), ('rejected', 'rejected'), ('withdrawn', 'withdrawn'), ('cancelled', 'cancelled'), ('expired', 'expired')], default='draft', max_length=20, verbose_name='state')),
                        ('wishes', models.TextField(blank=True, max_length=2000, verbose_name='special requests')),
                        ('neighbours_to_avoid', models.CharField(blank=True, max_length=500, verbose_name='neighbours to avoid')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason for the last decision')),
                        ('larger_reason', models.TextField(blank=True, db_default='', default='', max_length=2000, verbose_name='reason for more space than requested')),
                        ('created_at', models.DateTimeField(verbose_name='created at')),
                        ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                        ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded at')),
                        ('overdue_noted_at', models.DateTimeField(blank=True, help_text='About the pending decision.', null=True, verbose_name='organizers reminded at')),
                        ('lapse_warned_at', models.DateTimeField(blank=True, help_text='About the booking lapsing without a decision.', null=True, verbose_name='exhibitor warned at')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='BookingNote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField(max_length=4000, verbose_name='text')),
                        ('written_at', models.DateTimeField(verbose_name='written at')),
                    ],
                    options={
                        'verbose_name': 'internal note',
                        'verbose_name_plural': 'internal notes',
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
                    name='BulkDecision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('approve', 'approve'), ('offer', 'make offers'), ('end', 'end bookings'), ('place', 'assign booths'), ('place_approve', 'assign booths and approve')], max_length=20, verbose_name='kind')),
                        ('last_day', models.DateField(blank=True, null=True, verbose_name='last day of the offers')),
                        ('reason', models.TextField(blank=True, db_default='', default='', max_length=2000, verbose_name='reason')),
                        ('started_at', models.DateTimeField(verbose_name='started at')),
                    ],
                    options={
                        'verbose_name': 'bulk decision',
                        'verbose_name_plural': 'bulk decisions',
                    },
                ),
                migrations.CreateModel(
                    name='BulkDecisionItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('seen', models.PositiveIntegerField(verbose_name='revision seen')),
                        ('booths', models.JSONField(blank=True, db_default=models.Value([], models.JSONField()), default=list, help_text='Keys of booths; empty where none are assigned.', verbose_name='booths to assign')),
                        ('state', models.CharField(choices=[('open', 'open'), ('done', 'done'), ('refused', 'refused')], db_default='open', default='open', max_length=20, verbose_name='state')),
                        ('refusal', models.TextField(blank=True, db_default='', verbose_name='refusal')),
                    ],
                    options={
                        'verbose_name': 'booking of a bulk decision',
                        'verbose_name_plural': 'bookings of bulk decisions',
                    },
                ),
                migrations.CreateModel(
                    name='Bulletin',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField(verbose_name='number')),
                        ('version', models.PositiveSmallIntegerField(db_default=1, default=1, editable=False, verbose_name='version')),
                        ('correction_reason', models.CharField(blank=True, db_default='', default='', max_length=500, verbose_name='reason for the correction')),
                        ('correction_reason_zh', models.CharField(blank=True, db_default='', default='', max_length=500, verbose_name='reason for the correction, in Chinese')),
                        ('title', models.CharField(max_length=200, verbose_name='title')),
                        ('body', models.TextField(max_length=20000, verbose_name='text')),
                        ('title_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='title in Chinese')),
                        ('body_zh', models.TextField(blank=True, db_default='', default='', max_length=20000, verbose_name='text in Chinese')),
                        ('as_of_date', models.DateField(verbose_name='figures as of')),
                        ('guest_country', django_countries.fields.CountryField(blank=True, help_text='The guest country that {guest_times} refers to, if any.', max_length=2, verbose_name='guest country of honour')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('issued', 'issued'), ('archived', 'archived')], default='draft', editable=False, max_length=10, verbose_name='state')),
                        ('written_at', models.DateTimeField(editable=False, verbose_name='written at')),
                        ('issued_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='issued at')),
                        ('figures_in_review', models.JSONField(blank=True, db_default={}, default=dict, editable=False)),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'verbose_name': 'bulletin',
                        'verbose_name_plural': 'bulletins',
                    },
                ),
                migrations.CreateModel(
                    name='BulletinEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('number', models.PositiveIntegerField(verbose_name='number')),
                        ('version', models.PositiveSmallIntegerField(db_default=1, default=1, editable=False, verbose_name='version')),
                        ('correction_reason', models.CharField(blank=True, db_default='', default='', max_length=500, verbose_name='reason for the correction')),
                        ('correction_reason_zh', models.CharField(blank=True, db_default='', default='', max_length=500, verbose_name='reason for the correction, in Chinese')),
                        ('title', models.CharField(max_length=200, verbose_name='title')),
                        ('body', models.TextField(max_length=20000, verbose_name='text')),
                        ('title_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='title in Chinese')),
                        ('body_zh', models.TextField(blank=True, db_default='', default='', max_length=20000, verbose_name='text in Chinese')),
                        ('as_of_date', models.DateField(verbose_name='figures as of')),
                        ('guest_country', django_countries.fields.CountryField(blank=True, help_text='The guest country that {guest_times} refers to, if any.', max_length=2, verbose_name='guest country of honour')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('issued', 'issued'), ('archived', 'archived')], default='draft', editable=False, max_length=10, verbose_name='state')),
                        ('written_at', models.DateTimeField(editable=False, verbose_name='written at')),
                        ('issued_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='issued at')),
                        ('figures_in_review', models.JSONField(blank=True, db_default={}, default=dict, editable=False)),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='BulletinFigure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=40, verbose_name='name')),
                        ('label', models.CharField(max_length=200, verbose_name='figure')),
                        ('value', models.DecimalField(decimal_places=9, max_digits=25, verbose_name='number')),
                        ('said', models.CharField(max_length=1000, verbose_name='in words')),
                        ('source', models.TextField(verbose_name='how it was counted')),
                        ('label_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='figure, in Chinese')),
                        ('said_zh', models.CharField(blank=True, db_default='', default='', max_length=1000, verbose_name='in words, in Chinese')),
                        ('source_zh', models.TextField(blank=True, db_default='', default='', verbose_name='how it was counted, in Chinese')),
                        ('counted_at', models.DateTimeField(verbose_name='counted at')),
                    ],
                    options={
                        'verbose_name': 'bulletin figure',
                        'verbose_name_plural': 'bulletin figures',
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='BulletinPicture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                        ('file', models.CharField(editable=False, max_length=120)),
                        ('width', models.PositiveIntegerField(editable=False)),
                        ('height', models.PositiveIntegerField(editable=False)),
                        ('alt', models.CharField(max_length=200, verbose_name='what the picture shows')),
                        ('alt_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='what the picture shows, in Chinese')),
                    ],
                    options={
                        'verbose_name': 'picture of a bulletin',
                        'verbose_name_plural': 'pictures of bulletins',
                        'ordering': ['number'],
                    },
                ),
                migrations.CreateModel(
                    name='Cancellation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('proposed', 'to be settled'), ('settled', 'settled')], default='proposed', max_length=20, verbose_name='state')),
                        ('cancelled_at', models.DateTimeField(verbose_name='cancelled at')),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('base', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='net price')),
                        ('percent', models.DecimalField(decimal_places=3, max_digits=6, verbose_name='per cent')),
                        ('fee', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='cancellation fee (net)')),
                        ('tax', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='tax on the fee')),
                        ('credited', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='credited')),
                        ('freed', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='paid')),
                        ('back_by', models.DateField(blank=True, null=True, verbose_name='comes back by')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                        ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'cancellation',
                        'verbose_name_plural': 'cancellations',
                    },
                ),
                migrations.CreateModel(
                    name='CancellationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('state', models.CharField(choices=[('proposed', 'to be settled'), ('settled', 'settled')], default='proposed', max_length=20, verbose_name='state')),
                        ('cancelled_at', models.DateTimeField(verbose_name='cancelled at')),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('base', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='net price')),
                        ('percent', models.DecimalField(decimal_places=3, max_digits=6, verbose_name='per cent')),
                        ('fee', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='cancellation fee (net)')),
                        ('tax', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='tax on the fee')),
                        ('credited', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='credited')),
                        ('freed', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='paid')),
                        ('back_by', models.DateField(blank=True, null=True, verbose_name='comes back by')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                        ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='CardPayment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('token', models.UUIDField(unique=True, verbose_name='token')),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount')),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('paid', 'paid'), ('failed', 'failed')], default='waiting', max_length=20, verbose_name='state')),
                        ('started_at', models.DateTimeField(verbose_name='started at')),
                        ('started_by', models.CharField(max_length=200, verbose_name='started by')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'online payment',
                        'verbose_name_plural': 'online payments',
                    },
                ),
                migrations.CreateModel(
                    name='CardPaymentEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('token', models.UUIDField(verbose_name='token')),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount')),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('paid', 'paid'), ('failed', 'failed')], default='waiting', max_length=20, verbose_name='state')),
                        ('started_at', models.DateTimeField(verbose_name='started at')),
                        ('started_by', models.CharField(max_length=200, verbose_name='started by')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='CoExhibitor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('co_exhibitor', 'co-exhibitor'), ('represented', 'represented company')], default='co_exhibitor', max_length=20, verbose_name='kind')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('normalized_name', models.CharField(editable=False, max_length=200)),
                        ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country or region')),
                        ('website', models.URLField(blank=True, verbose_name='website')),
                        ('text_en', models.TextField(blank=True, max_length=2000, verbose_name='catalogue entry, English')),
                        ('text_zh', models.TextField(blank=True, max_length=2000, verbose_name='catalogue entry, Chinese')),
                        ('products', models.CharField(blank=True, help_text='In a few words, to help visitors find it.', max_length=300, verbose_name='products')),
                        ('entered_at', models.DateTimeField(editable=False, verbose_name='entered at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'co-exhibitor or represented company',
                        'verbose_name_plural': 'co-exhibitors and represented companies',
                    },
                ),
                migrations.CreateModel(
                    name='CoExhibitorEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('co_exhibitor', 'co-exhibitor'), ('represented', 'represented company')], default='co_exhibitor', max_length=20, verbose_name='kind')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('normalized_name', models.CharField(editable=False, max_length=200)),
                        ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country or region')),
                        ('website', models.URLField(blank=True, verbose_name='website')),
                        ('text_en', models.TextField(blank=True, max_length=2000, verbose_name='catalogue entry, English')),
                        ('text_zh', models.TextField(blank=True, max_length=2000, verbose_name='catalogue entry, Chinese')),
                        ('products', models.CharField(blank=True, help_text='In a few words, to help visitors find it.', max_length=300, verbose_name='products')),
                        ('entered_at', models.DateTimeField(editable=False, verbose_name='entered at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Company',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('name_local', models.CharField(blank=True, max_length=200, verbose_name='name in its own script')),
                        ('normalized_name', models.CharField(editable=False, max_length=200)),
                        ('distinguished_by', models.CharField(blank=True, db_default='', default='', editable=False, max_length=200, verbose_name='distinguished by')),
                        ('country', django_countries.fields.CountryField(blank=True, help_text='Blank if an imported list did not state it.', max_length=2, verbose_name='country or region')),
                        ('city', models.CharField(blank=True, max_length=120, verbose_name='city')),
                        ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                        ('website', models.URLField(blank=True, verbose_name='website')),
                        ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact email')),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                        ('registration_number', models.CharField(blank=True, max_length=60, verbose_name='registration number')),
                        ('description', models.TextField(blank=True, max_length=4000, verbose_name='description')),
                        ('is_on_public_plans', models.BooleanField(default=False, help_text='Your name is shown to everyone on your booths once the booking is approved.', verbose_name='show our name on public plans')),
                        ('verification', models.CharField(choices=[('unverified', 'not verified yet'), ('verified', 'verified'), ('refused', 'verification refused')], default='unverified', editable=False, max_length=20, verbose_name='verification')),
                        ('verified_by', models.CharField(blank=True, choices=[('records', 'known from an earlier edition or a list of the organizer'), ('domain', "an owner's email address at the company's own domain"), ('registration_number', 'registration number'), ('organizer', 'checked by the organizer')], default='', editable=False, max_length=20, verbose_name='verified by')),
                        ('verification_proof', models.CharField(blank=True, default='', editable=False, max_length=255, verbose_name='proof')),
                        ('verification_reason', models.TextField(blank=True, default='', editable=False, max_length=2000, verbose_name='reason for refusal')),
                        ('verification_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='verification decided at')),
                        ('mail_domains', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=253), blank=True, db_default=models.Value([], django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=253))), default=list, editable=False, verbose_name='mail domains')),
                        ('claims_blocked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='suspended from booking at')),
                        ('claims_blocked_reason', models.TextField(blank=True, default='', editable=False, max_length=2000, verbose_name='reason for suspension')),
                        ('is_small', models.BooleanField(db_default=False, default=False, editable=False, verbose_name='small or medium-sized company')),
                        ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='sample')),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'company',
                        'verbose_name_plural': 'companies',
                    },
                ),
                migrations.CreateModel(
                    name='CompanyCharge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('unit', models.CharField(choices=[('sqm', 'per m²'), ('unit', 'per standard booth of 9 m²'), ('booth', 'per booth'), ('booking', 'per booking'), ('co_exhibitor', 'per co-exhibitor'), ('represented', 'per represented company'), ('percent', 'per cent'), ('upper_deck', 'per cent of the price per m², for each m² of the upper deck')], max_length=20, verbose_name='charged')),
                        ('name', models.CharField(max_length=200, verbose_name='name in English')),
                    ],
                    options={
                        'verbose_name': 'charge for companies on a stand',
                        'verbose_name_plural': 'charges for companies on stands',
                    },
                ),
                migrations.CreateModel(
                    name='CompanyContact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('general', 'general'), ('contract', 'contract'), ('billing', 'billing'), ('stand', 'stand construction'), ('press', 'press'), ('logistics', 'logistics'), ('on_site', 'on site during the expo')], default='general', max_length=10, verbose_name='responsible for')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                        ('added_at', models.DateTimeField(editable=False, verbose_name='added at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'contact of a company',
                        'verbose_name_plural': 'contacts of companies',
                    },
                ),
                migrations.CreateModel(
                    name='CompanyContactEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('role', models.CharField(choices=[('general', 'general'), ('contract', 'contract'), ('billing', 'billing'), ('stand', 'stand construction'), ('press', 'press'), ('logistics', 'logistics'), ('on_site', 'on site during the expo')], default='general', max_length=10, verbose_name='responsible for')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                        ('added_at', models.DateTimeField(editable=False, verbose_name='added at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='CompanyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('name_local', models.CharField(blank=True, max_length=200, verbose_name='name in its own script')),
                        ('normalized_name', models.CharField(editable=False, max_length=200)),
                        ('distinguished_by', models.CharField(blank=True, db_default='', default='', editable=False, max_length=200, verbose_name='distinguished by')),
                        ('country', django_countries.fields.CountryField(blank=True, help_text='Blank if an imported list did not state it.', max_length=2, verbose_name='country or region')),
                        ('city', models.CharField(blank=True, max_length=120, verbose_name='city')),
                        ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                        ('website', models.URLField(blank=True, verbose_name='website')),
                        ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact email')),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                        ('registration_number', models.CharField(blank=True, max_length=60, verbose_name='registration number')),
                        ('description', models.TextField(blank=True, max_length=4000, verbose_name='description')),
                        ('is_on_public_plans', models.BooleanField(default=False, help_text='Your name is shown to everyone on your booths once the booking is approved.', verbose_name='show our name on public plans')),
                        ('verification', models.CharField(choices=[('unverified', 'not verified yet'), ('verified', 'verified'), ('refused', 'verification refused')], default='unverified', editable=False, max_length=20, verbose_name='verification')),
                        ('verified_by', models.CharField(blank=True, choices=[('records', 'known from an earlier edition or a list of the organizer'), ('domain', "an owner's email address at the company's own domain"), ('registration_number', 'registration number'), ('organizer', 'checked by the organizer')], default='', editable=False, max_length=20, verbose_name='verified by')),
                        ('verification_proof', models.CharField(blank=True, default='', editable=False, max_length=255, verbose_name='proof')),
                        ('verification_reason', models.TextField(blank=True, default='', editable=False, max_length=2000, verbose_name='reason for refusal')),
                        ('verification_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='verification decided at')),
                        ('mail_domains', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=253), blank=True, db_default=models.Value([], django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=253))), default=list, editable=False, verbose_name='mail domains')),
                        ('claims_blocked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='suspended from booking at')),
                        ('claims_blocked_reason', models.TextField(blank=True, default='', editable=False, max_length=2000, verbose_name='reason for suspension')),
                        ('is_small', models.BooleanField(db_default=False, default=False, editable=False, verbose_name='small or medium-sized company')),
                        ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='sample')),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='CompanyInvitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('email', models.EmailField(max_length=254, verbose_name='email address')),
                        ('role', models.CharField(choices=[('owner', 'owner'), ('editor', 'editor'), ('viewer', 'viewer')], max_length=10, verbose_name='role')),
                        ('invited_at', models.DateTimeField(verbose_name='invited at')),
                        ('expires_at', models.DateTimeField(verbose_name='valid until')),
                        ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                    ],
                    options={
                        'verbose_name': 'company invitation',
                        'verbose_name_plural': 'company invitations',
                    },
                ),
                migrations.CreateModel(
                    name='CompanyMerge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('moved', models.JSONField(default=dict, verbose_name='moved')),
                        ('replaced', models.JSONField(default=dict, verbose_name='replaced')),
                        ('merged_at', models.DateTimeField(verbose_name='merged at')),
                        ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                    ],
                    options={
                        'verbose_name': 'merge of companies',
                        'verbose_name_plural': 'merges of companies',
                    },
                ),
                migrations.CreateModel(
                    name='ConfirmationLetter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=40, unique=True, verbose_name='number')),
                        ('language', models.CharField(max_length=10, verbose_name='language')),
                        ('snapshot', models.JSONField(verbose_name='content')),
                        ('issued_at', models.DateTimeField(verbose_name='issued at')),
                        ('public_id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID4(), editable=False, unique=True)),
                    ],
                    options={
                        'verbose_name': 'confirmation letter',
                        'verbose_name_plural': 'confirmation letters',
                    },
                ),
                migrations.CreateModel(
                    name='Contract',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(verbose_name='version')),
                        ('state', models.CharField(choices=[('sent', 'to be signed'), ('checking', 'signed copy to be checked'), ('signed', 'signed'), ('void', 'void')], default='sent', max_length=20, verbose_name='state')),
                        ('made_at', models.DateTimeField(verbose_name='made at')),
                        ('sign_by', models.DateField(verbose_name='to be signed by')),
                        ('text', models.TextField(verbose_name='frozen text')),
                        ('file', models.CharField(max_length=200, verbose_name='PDF')),
                        ('digest', models.CharField(max_length=64, verbose_name='SHA-256 of the PDF')),
                        ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed at')),
                        ('signed_file', models.CharField(blank=True, max_length=200, verbose_name='signed PDF')),
                        ('signed_digest', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the signed PDF')),
                        ('is_sealed', models.BooleanField(default=False, verbose_name='sealed')),
                        ('is_stamped', models.BooleanField(db_default=False, default=False, verbose_name='time stamp')),
                        ('public_id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID4(), editable=False, unique=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                        ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'contract',
                        'verbose_name_plural': 'contracts',
                    },
                ),
                migrations.CreateModel(
                    name='ContractEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('version', models.PositiveIntegerField(verbose_name='version')),
                        ('state', models.CharField(choices=[('sent', 'to be signed'), ('checking', 'signed copy to be checked'), ('signed', 'signed'), ('void', 'void')], default='sent', max_length=20, verbose_name='state')),
                        ('made_at', models.DateTimeField(verbose_name='made at')),
                        ('sign_by', models.DateField(verbose_name='to be signed by')),
                        ('file', models.CharField(max_length=200, verbose_name='PDF')),
                        ('digest', models.CharField(max_length=64, verbose_name='SHA-256 of the PDF')),
                        ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed at')),
                        ('signed_file', models.CharField(blank=True, max_length=200, verbose_name='signed PDF')),
                        ('signed_digest', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the signed PDF')),
                        ('is_sealed', models.BooleanField(default=False, verbose_name='sealed')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                        ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='DailySnapshot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on_date', models.DateField(verbose_name='day')),
                        ('booked_sqm', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='booked (m²)')),
                        ('companies', models.PositiveIntegerField(blank=True, null=True, verbose_name='companies')),
                        ('countries', models.PositiveIntegerField(blank=True, null=True, verbose_name='countries or regions')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                    ],
                    options={
                        'verbose_name': 'daily snapshot',
                        'verbose_name_plural': 'daily snapshots',
                    },
                ),
                migrations.CreateModel(
                    name='DayDigest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(verbose_name='day')),
                        ('facts', models.PositiveIntegerField(verbose_name='facts')),
                        ('root', models.CharField(max_length=64, verbose_name='root')),
                        ('salt', models.CharField(max_length=32, verbose_name='salt')),
                        ('previous', models.CharField(max_length=64, verbose_name='digest of the day before')),
                        ('digest', models.CharField(max_length=64, verbose_name='digest')),
                        ('made_at', models.DateTimeField(verbose_name='made at')),
                    ],
                    options={
                        'verbose_name': 'digest of a day',
                        'verbose_name_plural': 'digests of days',
                    },
                ),
                migrations.CreateModel(
                    name='Deal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('buyer', models.CharField(max_length=200, verbose_name='buyer')),
                        ('normalized_buyer', models.CharField(blank=True, default='', editable=False, max_length=200)),
                        ('delegation', models.CharField(blank=True, max_length=160, verbose_name='trading delegation')),
                        ('kind', models.CharField(choices=[('goods', 'goods'), ('services', 'services')], max_length=10, verbose_name='goods or services')),
                        ('category', models.CharField(max_length=160, verbose_name='goods or services purchased')),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=16, validators=[django.core.validators.MinValueValidator(1, 'The value of a deal is at least 1.'), django.core.validators.MaxValueValidator(1000000000000, 'The value of a deal is at most 1,000,000,000,000.')], verbose_name='amount')),
                        ('currency', models.CharField(max_length=3, validators=[ciie.kernel.currencies.validate_currency], verbose_name='currency')),
                        ('signed_date', models.DateField(verbose_name='signed on')),
                        ('is_amount_confirmed', models.BooleanField(default=False, editable=False, verbose_name='exhibitor confirmed the large amount')),
                        ('is_separate', models.BooleanField(default=False, editable=False, verbose_name='exhibitor confirmed a separate deal')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('verified', 'verified'), ('counted', 'counted'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=10, verbose_name='state')),
                        ('reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name="the organizer's request")),
                        ('amount_usd', models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=16, null=True, verbose_name='amount (US$)')),
                        ('entered_at', models.DateTimeField(editable=False, verbose_name='entered at')),
                        ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided at')),
                        ('verification_note', models.CharField(blank=True, editable=False, max_length=500, verbose_name='note of the verification')),
                        ('duplicate_note', models.CharField(blank=True, editable=False, max_length=500, verbose_name='why it is not a duplicate')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'verbose_name': 'deal',
                        'verbose_name_plural': 'deals',
                    },
                ),
                migrations.CreateModel(
                    name='DealCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('deals', models.SmallIntegerField(verbose_name='deals')),
                        ('amount_usd', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='amount (US$)')),
                        ('kind', models.CharField(choices=[('goods', 'goods'), ('services', 'services')], max_length=10, verbose_name='goods or services')),
                        ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                        ('happened_at', models.DateTimeField(verbose_name='happened at')),
                    ],
                    options={
                        'verbose_name': 'counting of a deal',
                        'verbose_name_plural': 'countings of deals',
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='DealEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('buyer', models.CharField(max_length=200, verbose_name='buyer')),
                        ('normalized_buyer', models.CharField(blank=True, default='', editable=False, max_length=200)),
                        ('delegation', models.CharField(blank=True, max_length=160, verbose_name='trading delegation')),
                        ('kind', models.CharField(choices=[('goods', 'goods'), ('services', 'services')], max_length=10, verbose_name='goods or services')),
                        ('category', models.CharField(max_length=160, verbose_name='goods or services purchased')),
                        ('amount', models.DecimalField(decimal_places=2, max_digits=16, validators=[django.core.validators.MinValueValidator(1, 'The value of a deal is at least 1.'), django.core.validators.MaxValueValidator(1000000000000, 'The value of a deal is at most 1,000,000,000,000.')], verbose_name='amount')),
                        ('currency', models.CharField(max_length=3, validators=[ciie.kernel.currencies.validate_currency], verbose_name='currency')),
                        ('signed_date', models.DateField(verbose_name='signed on')),
                        ('is_amount_confirmed', models.BooleanField(default=False, editable=False, verbose_name='exhibitor confirmed the large amount')),
                        ('is_separate', models.BooleanField(default=False, editable=False, verbose_name='exhibitor confirmed a separate deal')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('verified', 'verified'), ('counted', 'counted'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=10, verbose_name='state')),
                        ('reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name="the organizer's request")),
                        ('amount_usd', models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=16, null=True, verbose_name='amount (US$)')),
                        ('entered_at', models.DateTimeField(editable=False, verbose_name='entered at')),
                        ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided at')),
                        ('verification_note', models.CharField(blank=True, editable=False, max_length=500, verbose_name='note of the verification')),
                        ('duplicate_note', models.CharField(blank=True, editable=False, max_length=500, verbose_name='why it is not a duplicate')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Debtor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveBigIntegerField(verbose_name='debtor number')),
                        ('is_typed', models.BooleanField(default=False, verbose_name='given by a person')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'debtor',
                        'verbose_name_plural': 'debtors',
                    },
                ),
                migrations.CreateModel(
                    name='DebtorEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('number', models.PositiveBigIntegerField(verbose_name='debtor number')),
                        ('is_typed', models.BooleanField(default=False, verbose_name='given by a person')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='DebtorSeries',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('last', models.PositiveBigIntegerField(default=0, verbose_name='last number')),
                    ],
                    options={
                        'verbose_name': 'series of debtor numbers',
                        'verbose_name_plural': 'series of debtor numbers',
                    },
                ),
                migrations.CreateModel(
                    name='DueDateExtension',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('due_on', models.DateField(verbose_name='due on')),
                        ('reason', models.TextField(max_length=2000, verbose_name='reason')),
                        ('made_at', models.DateTimeField(verbose_name='made at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'extension of a due date',
                        'verbose_name_plural': 'extensions of due dates',
                    },
                ),
                migrations.CreateModel(
                    name='DueDateExtensionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('due_on', models.DateField(verbose_name='due on')),
                        ('reason', models.TextField(max_length=2000, verbose_name='reason')),
                        ('made_at', models.DateTimeField(verbose_name='made at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='EditionTerms',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(verbose_name='version')),
                        ('text', models.TextField(blank=True, max_length=60000, verbose_name='text in English')),
                        ('text_zh', models.TextField(blank=True, max_length=60000, verbose_name='text in Chinese')),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'terms of an edition',
                        'verbose_name_plural': 'terms of editions',
                    },
                ),
                migrations.CreateModel(
                    name='EditionTermsEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('version', models.PositiveIntegerField(verbose_name='version')),
                        ('text', models.TextField(blank=True, max_length=60000, verbose_name='text in English')),
                        ('text_zh', models.TextField(blank=True, max_length=60000, verbose_name='text in Chinese')),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='EInvoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file', models.CharField(blank=True, max_length=120, verbose_name='file')),
                        ('digest', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the file')),
                        ('broken', models.CharField(blank=True, db_default='', default='', max_length=2000, verbose_name='rules that it breaks')),
                        ('made_at', models.DateTimeField(verbose_name='made at')),
                    ],
                    options={
                        'verbose_name': 'e-invoice',
                        'verbose_name_plural': 'e-invoices',
                    },
                ),
                migrations.CreateModel(
                    name='ExchangeRate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('currency', models.CharField(max_length=3, validators=[ciie.kernel.currencies.validate_currency], verbose_name='currency')),
                        ('on_date', models.DateField(verbose_name='day')),
                        ('usd_per_unit', models.DecimalField(decimal_places=8, max_digits=18, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10, 'No unit of a currency is worth more than 10 US dollars.')], verbose_name='US$ per unit')),
                        ('source', models.CharField(max_length=200, verbose_name='source')),
                        ('set_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='entered at')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason of the correction')),
                    ],
                    options={
                        'verbose_name': 'exchange rate',
                        'verbose_name_plural': 'exchange rates',
                    },
                ),
                migrations.CreateModel(
                    name='Exhibit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('product', 'product'), ('technology', 'technology'), ('service', 'service')], max_length=12, verbose_name='kind')),
                        ('category', models.CharField(max_length=120, verbose_name='category')),
                        ('category_zh', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='category in Chinese')),
                        ('name', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                        ('name_zh', models.CharField(blank=True, max_length=200, verbose_name='name in Chinese')),
                        ('text', models.TextField(blank=True, max_length=4000, validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name='description in English')),
                        ('text_zh', models.TextField(blank=True, max_length=4000, validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name='description in Chinese')),
                        ('state', models.CharField(choices=[('published', 'published'), ('withdrawn', 'withdrawn')], default='published', editable=False, max_length=10, verbose_name='state')),
                        ('debut', models.CharField(blank=True, choices=[('world', 'world debut'), ('asia', 'Asia debut'), ('china', 'China debut')], max_length=6, verbose_name='debut')),
                        ('debut_grounds', models.TextField(blank=True, max_length=1000, validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='why it is a debut')),
                        ('debut_state', models.CharField(choices=[('none', 'no debut'), ('claimed', 'claimed'), ('verified', 'verified'), ('refused', 'refused')], default='none', editable=False, max_length=10, verbose_name='debut status')),
                        ('is_separate_debut', models.BooleanField(default=False, editable=False, verbose_name='confirmed as a different product')),
                        ('reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='why the debut was refused')),
                        ('added_at', models.DateTimeField(editable=False, verbose_name='added at')),
                        ('changed_at', models.DateTimeField(editable=False, verbose_name='changed at')),
                        ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided at')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                        ('folded_name', models.TextField(blank=True, editable=False)),
                        ('name_words', models.TextField(blank=True, editable=False)),
                        ('text_words', models.TextField(blank=True, editable=False)),
                        ('search', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                    ],
                    options={
                        'verbose_name': 'exhibit',
                        'verbose_name_plural': 'exhibits',
                    },
                ),
                migrations.CreateModel(
                    name='ExhibitEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('product', 'product'), ('technology', 'technology'), ('service', 'service')], max_length=12, verbose_name='kind')),
                        ('category', models.CharField(max_length=120, verbose_name='category')),
                        ('category_zh', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='category in Chinese')),
                        ('name', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                        ('name_zh', models.CharField(blank=True, max_length=200, verbose_name='name in Chinese')),
                        ('text', models.TextField(blank=True, max_length=4000, validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name='description in English')),
                        ('text_zh', models.TextField(blank=True, max_length=4000, validators=[django.core.validators.MaxLengthValidator(4000)], verbose_name='description in Chinese')),
                        ('state', models.CharField(choices=[('published', 'published'), ('withdrawn', 'withdrawn')], default='published', editable=False, max_length=10, verbose_name='state')),
                        ('debut', models.CharField(blank=True, choices=[('world', 'world debut'), ('asia', 'Asia debut'), ('china', 'China debut')], max_length=6, verbose_name='debut')),
                        ('debut_grounds', models.TextField(blank=True, max_length=1000, validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='why it is a debut')),
                        ('debut_state', models.CharField(choices=[('none', 'no debut'), ('claimed', 'claimed'), ('verified', 'verified'), ('refused', 'refused')], default='none', editable=False, max_length=10, verbose_name='debut status')),
                        ('is_separate_debut', models.BooleanField(default=False, editable=False, verbose_name='confirmed as a different product')),
                        ('reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='why the debut was refused')),
                        ('added_at', models.DateTimeField(editable=False, verbose_name='added at')),
                        ('changed_at', models.DateTimeField(editable=False, verbose_name='changed at')),
                        ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided at')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ExhibitPicture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file', models.CharField(editable=False, max_length=100)),
                        ('width', models.PositiveIntegerField(editable=False)),
                        ('height', models.PositiveIntegerField(editable=False)),
                        ('small_file', models.CharField(editable=False, max_length=100)),
                        ('small_width', models.PositiveIntegerField(editable=False)),
                        ('small_height', models.PositiveIntegerField(editable=False)),
                        ('alt_text', models.CharField(max_length=200, verbose_name='what the picture shows')),
                        ('alt_text_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='what the picture shows, in Chinese')),
                    ],
                    options={
                        'verbose_name': 'picture of an exhibit',
                        'verbose_name_plural': 'pictures of exhibits',
                        'ordering': ['pk'],
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
                    name='Fapiao',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('requested', 'requested'), ('issued', 'issued'), ('red_lettered', 'red-lettered')], default='requested', max_length=20, verbose_name='state')),
                        ('kind', models.CharField(choices=[('general', 'general fapiao'), ('special', 'special VAT fapiao')], max_length=10, verbose_name='kind of fapiao')),
                        ('title', models.CharField(max_length=200, verbose_name='buyer title')),
                        ('tax_id', models.CharField(blank=True, max_length=18, verbose_name='unified social credit code')),
                        ('bank', models.CharField(blank=True, max_length=120, verbose_name='bank and branch')),
                        ('account', models.CharField(blank=True, max_length=40, verbose_name='account number')),
                        ('address', models.CharField(blank=True, max_length=300, verbose_name='registered address')),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='registered phone')),
                        ('remark', models.CharField(blank=True, max_length=200, verbose_name='remark on the fapiao')),
                        ('requested_at', models.DateTimeField(verbose_name='requested at')),
                        ('requested_by', models.CharField(max_length=200, verbose_name='requested by')),
                        ('number', models.CharField(blank=True, max_length=20, verbose_name='fapiao number')),
                        ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                        ('red_number', models.CharField(blank=True, max_length=20, verbose_name='number of the red letter')),
                        ('red_on', models.DateField(blank=True, null=True, verbose_name='red letter of')),
                        ('red_reason', models.CharField(blank=True, max_length=500, verbose_name='reason for the red letter')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'fapiao',
                        'verbose_name_plural': 'fapiaos',
                    },
                ),
                migrations.CreateModel(
                    name='FapiaoEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('state', models.CharField(choices=[('requested', 'requested'), ('issued', 'issued'), ('red_lettered', 'red-lettered')], default='requested', max_length=20, verbose_name='state')),
                        ('kind', models.CharField(choices=[('general', 'general fapiao'), ('special', 'special VAT fapiao')], max_length=10, verbose_name='kind of fapiao')),
                        ('title', models.CharField(max_length=200, verbose_name='buyer title')),
                        ('tax_id', models.CharField(blank=True, max_length=18, verbose_name='unified social credit code')),
                        ('bank', models.CharField(blank=True, max_length=120, verbose_name='bank and branch')),
                        ('account', models.CharField(blank=True, max_length=40, verbose_name='account number')),
                        ('address', models.CharField(blank=True, max_length=300, verbose_name='registered address')),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='registered phone')),
                        ('remark', models.CharField(blank=True, max_length=200, verbose_name='remark on the fapiao')),
                        ('requested_at', models.DateTimeField(verbose_name='requested at')),
                        ('requested_by', models.CharField(max_length=200, verbose_name='requested by')),
                        ('number', models.CharField(blank=True, max_length=20, verbose_name='fapiao number')),
                        ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                        ('red_number', models.CharField(blank=True, max_length=20, verbose_name='number of the red letter')),
                        ('red_on', models.DateField(blank=True, null=True, verbose_name='red letter of')),
                        ('red_reason', models.CharField(blank=True, max_length=500, verbose_name='reason for the red letter')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Instalment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                        ('kind', models.CharField(choices=[('deposit', 'deposit'), ('balance', 'balance')], max_length=20, verbose_name='kind')),
                        ('term', models.JSONField(verbose_name='term of the schedule')),
                        ('net', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='net')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                        ('drafted_at', models.DateTimeField(blank=True, null=True, verbose_name='invoice drafted at')),
                    ],
                    options={
                        'verbose_name': 'part of a payment schedule',
                        'verbose_name_plural': 'parts of payment schedules',
                    },
                ),
                migrations.CreateModel(
                    name='Invoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('deposit', 'deposit invoice'), ('balance', 'balance invoice'), ('full', 'invoice'), ('extra', 'invoice for extras'), ('cancellation_fee', 'cancellation fee invoice'), ('credit_note', 'credit note'), ('pro_forma', 'pro forma invoice')], max_length=20, verbose_name='kind')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('issued', 'issued')], default='draft', max_length=20, verbose_name='state')),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('net', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='net')),
                        ('tax', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='tax')),
                        ('total', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='total')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                        ('contract_version', models.PositiveIntegerField(blank=True, null=True, verbose_name='version of the contract')),
                        ('terms_version', models.PositiveIntegerField(blank=True, null=True, verbose_name='version of the terms')),
                        ('drafted_at', models.DateTimeField(verbose_name='drafted at')),
                        ('drafted_by', models.CharField(max_length=200, verbose_name='drafted by')),
                        ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='issued at')),
                        ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                        ('issued_by', models.CharField(blank=True, max_length=200, verbose_name='issued by')),
                        ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='number in the series')),
                        ('number_text', models.CharField(blank=True, max_length=40, verbose_name='number')),
                        ('reference', models.CharField(blank=True, max_length=25, verbose_name='payment reference')),
                        ('party_name', models.CharField(max_length=200, verbose_name='bill-to')),
                        ('party_address', models.CharField(blank=True, max_length=300, verbose_name='street and number')),
                        ('party_postcode', models.CharField(blank=True, max_length=20, verbose_name='postcode')),
                        ('party_city', models.CharField(blank=True, max_length=120, verbose_name='city')),
                        ('party_country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region')),
                        ('party_tax_id', models.CharField(blank=True, max_length=40, verbose_name='tax ID')),
                        ('party_is_business', models.BooleanField(default=True, verbose_name='a business')),
                        ('party_email', models.EmailField(blank=True, max_length=254, verbose_name='email for invoices')),
                        ('party_buyer_reference', models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='buyer reference')),
                        ('party_order_number', models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='order number')),
                        ('party_electronic_address', models.CharField(blank=True, db_default='', default='', help_text='For e-invoices, such as a number in the Peppol network. Blank: the email.', max_length=100, verbose_name='electronic address')),
                        ('party_electronic_scheme', models.CharField(blank=True, choices=[('EM', 'email (EM)'), ('0204', 'Leitweg-ID (0204)'), ('0088', 'GLN (0088)'), ('0060', 'D-U-N-S (0060)'), ('0002', 'SIREN, France (0002)'), ('0009', 'SIRET, France (0009)'), ('0106', 'KvK, Netherlands (0106)'), ('0208', 'enterprise number, Belgium (0208)'), ('0211', 'Partita IVA, Italy (0211)'), ('0183', 'UID, Switzerland (0183)'), ('9914', 'VAT ID, Austria (9914)'), ('9925', 'VAT ID, Belgium (9925)'), ('9930', 'VAT ID, Germany (9930)'), ('9920', 'VAT ID, Spain (9920)'), ('9957', 'VAT ID, France (9957)'), ('9944', 'VAT ID, Netherlands (9944)'), ('9945', 'VAT ID, Poland (9945)')], db_default='', default='', max_length=4, verbose_name='kind of electronic address')),
                        ('refused_rules', models.CharField(blank=True, db_default='', default='', max_length=2000, verbose_name='rules that its e-invoice would break')),
                        ('text', models.TextField(blank=True, verbose_name='frozen text')),
                        ('digest', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the frozen text')),
                        ('public_id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID4(), editable=False, unique=True)),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'invoice',
                        'verbose_name_plural': 'invoices',
                    },
                ),
                migrations.CreateModel(
                    name='InvoiceEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('deposit', 'deposit invoice'), ('balance', 'balance invoice'), ('full', 'invoice'), ('extra', 'invoice for extras'), ('cancellation_fee', 'cancellation fee invoice'), ('credit_note', 'credit note'), ('pro_forma', 'pro forma invoice')], max_length=20, verbose_name='kind')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('issued', 'issued')], default='draft', max_length=20, verbose_name='state')),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('net', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='net')),
                        ('tax', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='tax')),
                        ('total', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='total')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                        ('contract_version', models.PositiveIntegerField(blank=True, null=True, verbose_name='version of the contract')),
                        ('terms_version', models.PositiveIntegerField(blank=True, null=True, verbose_name='version of the terms')),
                        ('drafted_at', models.DateTimeField(verbose_name='drafted at')),
                        ('drafted_by', models.CharField(max_length=200, verbose_name='drafted by')),
                        ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='issued at')),
                        ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                        ('issued_by', models.CharField(blank=True, max_length=200, verbose_name='issued by')),
                        ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='number in the series')),
                        ('number_text', models.CharField(blank=True, max_length=40, verbose_name='number')),
                        ('reference', models.CharField(blank=True, max_length=25, verbose_name='payment reference')),
                        ('party_name', models.CharField(max_length=200, verbose_name='bill-to')),
                        ('party_address', models.CharField(blank=True, max_length=300, verbose_name='street and number')),
                        ('party_postcode', models.CharField(blank=True, max_length=20, verbose_name='postcode')),
                        ('party_city', models.CharField(blank=True, max_length=120, verbose_name='city')),
                        ('party_country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region')),
                        ('party_tax_id', models.CharField(blank=True, max_length=40, verbose_name='tax ID')),
                        ('party_is_business', models.BooleanField(default=True, verbose_name='a business')),
                        ('party_email', models.EmailField(blank=True, max_length=254, verbose_name='email for invoices')),
                        ('party_buyer_reference', models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='buyer reference')),
                        ('party_order_number', models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='order number')),
                        ('party_electronic_address', models.CharField(blank=True, db_default='', default='', help_text='For e-invoices, such as a number in the Peppol network. Blank: the email.', max_length=100, verbose_name='electronic address')),
                        ('party_electronic_scheme', models.CharField(blank=True, choices=[('EM', 'email (EM)'), ('0204', 'Leitweg-ID (0204)'), ('0088', 'GLN (0088)'), ('0060', 'D-U-N-S (0060)'), ('0002', 'SIREN, France (0002)'), ('0009', 'SIRET, France (0009)'), ('0106', 'KvK, Netherlands (0106)'), ('0208', 'enterprise number, Belgium (0208)'), ('0211', 'Partita IVA, Italy (0211)'), ('0183', 'UID, Switzerland (0183)'), ('9914', 'VAT ID, Austria (9914)'), ('9925', 'VAT ID, Belgium (9925)'), ('9930', 'VAT ID, Germany (9930)'), ('9920', 'VAT ID, Spain (9920)'), ('9957', 'VAT ID, France (9957)'), ('9944', 'VAT ID, Netherlands (9944)'), ('9945', 'VAT ID, Poland (9945)')], db_default='', default='', max_length=4, verbose_name='kind of electronic address')),
                        ('digest', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the frozen text')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='InvoiceLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField(verbose_name='position')),
                        ('name', models.CharField(max_length=200, verbose_name='name in English')),
                        ('name_zh', models.CharField(max_length=200, verbose_name='name in Chinese')),
                        ('calculation', models.CharField(blank=True, max_length=300, verbose_name='calculation in English')),
                        ('calculation_zh', models.CharField(blank=True, max_length=300, verbose_name='calculation in Chinese')),
                        ('quantity', models.DecimalField(decimal_places=3, default=1, max_digits=16, verbose_name='quantity')),
                        ('unit', models.CharField(choices=[('sqm', 'm²'), ('piece', 'piece'), ('lump', 'lump sum')], default='lump', max_length=10, verbose_name='unit')),
                        ('net', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='net')),
                        ('supply', models.CharField(choices=[('raw', 'raw space'), ('package', 'space with services'), ('other', 'other services'), ('damages', 'damages: late payment, cancellation')], default='package', max_length=20, verbose_name='supply')),
                        ('rate', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='tax rate (%)')),
                        ('category', models.CharField(blank=True, choices=[('S', 'S: taxed'), ('AE', 'AE: reverse charge'), ('G', 'G: export, not taxed'), ('O', 'O: outside the scope of tax'), ('E', 'E: exempt'), ('Z', 'Z: zero-rated')], max_length=2, verbose_name='category (EN 16931)')),
                        ('legend', models.CharField(blank=True, max_length=300, verbose_name='wording on the invoice')),
                        ('legend_zh', models.CharField(blank=True, max_length=300, verbose_name='wording on the invoice in Chinese')),
                    ],
                    options={
                        'verbose_name': 'line of an invoice',
                        'verbose_name_plural': 'lines of invoices',
                    },
                ),
                migrations.CreateModel(
                    name='InvoiceSeries',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('prefix', models.CharField(max_length=15, verbose_name='prefix')),
                        ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                        ('last', models.PositiveIntegerField(default=0, verbose_name='last number')),
                    ],
                    options={
                        'verbose_name': 'series of invoices',
                        'verbose_name_plural': 'series of invoices',
                    },
                ),
                migrations.CreateModel(
                    name='InvoiceTax',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('rate', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='tax rate (%)')),
                        ('category', models.CharField(choices=[('S', 'S: taxed'), ('AE', 'AE: reverse charge'), ('G', 'G: export, not taxed'), ('O', 'O: outside the scope of tax'), ('E', 'E: exempt'), ('Z', 'Z: zero-rated')], max_length=2, verbose_name='category (EN 16931)')),
                        ('legend', models.CharField(blank=True, max_length=300, verbose_name='wording on the invoice')),
                        ('legend_zh', models.CharField(blank=True, max_length=300, verbose_name='wording on the invoice in Chinese')),
                        ('net', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='net')),
                        ('tax', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='tax')),
                    ],
                    options={
                        'verbose_name': 'tax of an invoice',
                        'verbose_name_plural': 'taxes of invoices',
                    },
                ),
                migrations.CreateModel(
                    name='IssuedPdf',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('invoice', 'invoice'), ('letter', 'confirmation letter')], max_length=20, verbose_name='kind')),
                        ('number', models.CharField(max_length=40, verbose_name='number')),
                        ('language', models.CharField(max_length=10, verbose_name='language')),
                        ('file', models.CharField(max_length=200, verbose_name='file')),
                        ('digest', models.CharField(max_length=64, verbose_name='SHA-256 of the file')),
                        ('made_at', models.DateTimeField(verbose_name='made at')),
                    ],
                    options={
                        'verbose_name': 'PDF of an issued document',
                        'verbose_name_plural': 'PDFs of issued documents',
                    },
                ),
                migrations.CreateModel(
                    name='JournalEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(verbose_name='day')),
                        ('kind', models.CharField(choices=[('invoice', 'invoice'), ('credit', 'credit note'), ('payment', 'payment'), ('allocation', 'allocation of a payment'), ('refund', 'refund'), ('correction', 'correction')], max_length=20, verbose_name='kind')),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('memo', models.CharField(blank=True, max_length=300, verbose_name='memo')),
                        ('actor', models.CharField(max_length=200, verbose_name='posted by')),
                        ('posted_at', models.DateTimeField(verbose_name='posted at')),
                    ],
                    options={
                        'verbose_name': 'journal entry',
                        'verbose_name_plural': 'journal entries',
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
                migrations.CreateModel(
                    name='JournalLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('account', models.CharField(choices=[('receivable', 'receivables'), ('revenue', 'revenue'), ('tax', 'tax'), ('bank', 'bank'), ('advance', 'advances of customers'), ('fee', 'bank fees'), ('rounding', 'rounding'), ('clearing', 'clearing between editions')], max_length=20, verbose_name='account of the journal')),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount')),
                    ],
                    options={
                        'verbose_name': 'journal line',
                        'verbose_name_plural': 'journal lines',
                    },
                ),
                migrations.CreateModel(
                    name='LedgerCodes',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('consultant', models.CharField(blank=True, max_length=7, verbose_name='consultant number')),
                        ('client', models.CharField(blank=True, max_length=5, verbose_name='client number')),
                        ('receivable', models.CharField(default='1400', max_length=9, verbose_name='receivables')),
                        ('chart', models.CharField(db_default='03', default='03', help_text='As DATEV numbers them: 03 for SKR03, 04 for SKR04.', max_length=4, verbose_name='chart of accounts')),
                        ('revenue', models.CharField(default='8200', max_length=9, verbose_name='revenue')),
                        ('tax', models.CharField(default='1776', max_length=9, verbose_name='tax')),
                        ('bank', models.CharField(default='1200', max_length=9, verbose_name='bank')),
                        ('advance', models.CharField(default='1710', max_length=9, verbose_name='advances of customers')),
                        ('fee', models.CharField(default='4970', max_length=9, verbose_name='bank fees')),
                        ('rounding', models.CharField(default='4900', max_length=9, verbose_name='rounding')),
                        ('clearing', models.CharField(db_default='1792', default='1792', max_length=9, verbose_name='clearing between editions')),
                        ('damages', models.CharField(db_default='2742', default='2742', max_length=9, verbose_name='damages')),
                        ('first_debtor', models.CharField(db_default='10000', default='10000', max_length=9, verbose_name='first debtor number')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'accounts of the bookkeeping',
                        'verbose_name_plural': 'accounts of the bookkeeping',
                    },
                ),
                migrations.CreateModel(
                    name='LedgerCodesEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('consultant', models.CharField(blank=True, max_length=7, verbose_name='consultant number')),
                        ('client', models.CharField(blank=True, max_length=5, verbose_name='client number')),
                        ('receivable', models.CharField(default='1400', max_length=9, verbose_name='receivables')),
                        ('chart', models.CharField(db_default='03', default='03', help_text='As DATEV numbers them: 03 for SKR03, 04 for SKR04.', max_length=4, verbose_name='chart of accounts')),
                        ('revenue', models.CharField(default='8200', max_length=9, verbose_name='revenue')),
                        ('tax', models.CharField(default='1776', max_length=9, verbose_name='tax')),
                        ('bank', models.CharField(default='1200', max_length=9, verbose_name='bank')),
                        ('advance', models.CharField(default='1710', max_length=9, verbose_name='advances of customers')),
                        ('fee', models.CharField(default='4970', max_length=9, verbose_name='bank fees')),
                        ('rounding', models.CharField(default='4900', max_length=9, verbose_name='rounding')),
                        ('clearing', models.CharField(db_default='1792', default='1792', max_length=9, verbose_name='clearing between editions')),
                        ('damages', models.CharField(db_default='2742', default='2742', max_length=9, verbose_name='damages')),
                        ('first_debtor', models.CharField(db_default='10000', default='10000', max_length=9, verbose_name='first debtor number')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Mailing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('filters', models.TextField(blank=True, max_length=2000, verbose_name='filter')),
                        ('audience', models.CharField(choices=[('contacts', 'The contact of each booking'), ('companies', 'Each company, at its contact email'), ('general', 'Contacts of each company: general'), ('contract', 'Contacts of each company: contract'), ('billing', 'Contacts of each company: billing'), ('stand', 'Contacts of each company: stand construction'), ('press', 'Contacts of each company: press'), ('logistics', 'Contacts of each company: logistics'), ('on_site', 'Contacts of each company: on site during the expo')], default='contacts', max_length=10, verbose_name='recipients')),
                        ('subject_en', models.CharField(max_length=150, verbose_name='subject, English')),
                        ('body_en', models.TextField(max_length=20000, verbose_name='text, English')),
                        ('subject_zh', models.CharField(blank=True, max_length=150, verbose_name='subject, Chinese')),
                        ('body_zh', models.TextField(blank=True, max_length=20000, verbose_name='text, Chinese')),
                        ('written_at', models.DateTimeField(verbose_name='written at')),
                        ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'message to exhibitors',
                        'verbose_name_plural': 'messages to exhibitors',
                    },
                ),
                migrations.CreateModel(
                    name='MailingEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('filters', models.TextField(blank=True, max_length=2000, verbose_name='filter')),
                        ('audience', models.CharField(choices=[('contacts', 'The contact of each booking'), ('companies', 'Each company, at its contact email'), ('general', 'Contacts of each company: general'), ('contract', 'Contacts of each company: contract'), ('billing', 'Contacts of each company: billing'), ('stand', 'Contacts of each company: stand construction'), ('press', 'Contacts of each company: press'), ('logistics', 'Contacts of each company: logistics'), ('on_site', 'Contacts of each company: on site during the expo')], default='contacts', max_length=10, verbose_name='recipients')),
                        ('subject_en', models.CharField(max_length=150, verbose_name='subject, English')),
                        ('body_en', models.TextField(max_length=20000, verbose_name='text, English')),
                        ('subject_zh', models.CharField(blank=True, max_length=150, verbose_name='subject, Chinese')),
                        ('body_zh', models.TextField(blank=True, max_length=20000, verbose_name='text, Chinese')),
                        ('written_at', models.DateTimeField(verbose_name='written at')),
                        ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='MailingRecipient',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                        ('email', models.EmailField(max_length=254, verbose_name='email')),
                        ('language', models.CharField(max_length=10, verbose_name='language')),
                    ],
                    options={
                        'verbose_name': 'recipient of a message',
                        'verbose_name_plural': 'recipients of messages',
                    },
                ),
                migrations.CreateModel(
                    name='Mandate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='name in the document')),
                        ('state', models.CharField(choices=[('waiting', 'to be checked'), ('accepted', 'accepted'), ('refused', 'not accepted'), ('ended', 'ended')], default='waiting', max_length=10, verbose_name='state')),
                        ('file', models.CharField(max_length=200, verbose_name='document')),
                        ('title', models.CharField(max_length=120, verbose_name='name of the file')),
                        ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
                        ('sent_at', models.DateTimeField(verbose_name='sent at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'power of attorney',
                        'verbose_name_plural': 'powers of attorney',
                    },
                ),
                migrations.CreateModel(
                    name='MandateEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=200, verbose_name='name in the document')),
                        ('state', models.CharField(choices=[('waiting', 'to be checked'), ('accepted', 'accepted'), ('refused', 'not accepted'), ('ended', 'ended')], default='waiting', max_length=10, verbose_name='state')),
                        ('file', models.CharField(max_length=200, verbose_name='document')),
                        ('title', models.CharField(max_length=120, verbose_name='name of the file')),
                        ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
                        ('sent_at', models.DateTimeField(verbose_name='sent at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('owner', 'owner'), ('editor', 'editor'), ('viewer', 'viewer')], max_length=10, verbose_name='role')),
                        ('may_sign', models.BooleanField(db_default=False, default=False, verbose_name='may sign')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'membership',
                        'verbose_name_plural': 'memberships',
                    },
                ),
                migrations.CreateModel(
                    name='MembershipEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('role', models.CharField(choices=[('owner', 'owner'), ('editor', 'editor'), ('viewer', 'viewer')], max_length=10, verbose_name='role')),
                        ('may_sign', models.BooleanField(db_default=False, default=False, verbose_name='may sign')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='NameChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('name_local', models.CharField(blank=True, max_length=200, verbose_name='name in its own script')),
                        ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region')),
                        ('name_before', models.CharField(max_length=200, verbose_name='name before')),
                        ('name_local_before', models.CharField(blank=True, max_length=200, verbose_name='name in its own script before')),
                        ('country_before', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region before')),
                        ('state', models.CharField(choices=[('waiting', 'awaiting a decision'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='waiting', max_length=10, verbose_name='state')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                        ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'change of name',
                        'verbose_name_plural': 'changes of names',
                    },
                ),
                migrations.CreateModel(
                    name='NameChangeEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('name_local', models.CharField(blank=True, max_length=200, verbose_name='name in its own script')),
                        ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region')),
                        ('name_before', models.CharField(max_length=200, verbose_name='name before')),
                        ('name_local_before', models.CharField(blank=True, max_length=200, verbose_name='name in its own script before')),
                        ('country_before', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region before')),
                        ('state', models.CharField(choices=[('waiting', 'awaiting a decision'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='waiting', max_length=10, verbose_name='state')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                        ('proposed_at', models.DateTimeField(verbose_name='proposed at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Offer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(verbose_name='version')),
                        ('state', models.CharField(choices=[('sent', 'sent'), ('accepted', 'accepted'), ('declined', 'declined'), ('lapsed', 'lapsed'), ('withdrawn', 'withdrawn')], default='sent', max_length=20, verbose_name='state')),
                        ('made_at', models.DateTimeField(verbose_name='made at')),
                        ('last_day', models.DateField(verbose_name='last day')),
                        ('area_sqm', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='area (m²)')),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('net', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='net')),
                        ('total', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='total')),
                        ('tax_note', models.CharField(blank=True, max_length=300, verbose_name='note on taxes')),
                        ('tax_note_zh', models.CharField(blank=True, max_length=300, verbose_name='note on taxes in Chinese')),
                        ('is_package', models.BooleanField(db_default=False, default=False, verbose_name='taxed as space with services')),
                        ('rate_card', models.PositiveIntegerField(verbose_name='version of the rate card')),
                        ('text', models.TextField(verbose_name='frozen text')),
                        ('digest', models.CharField(blank=True, db_default='', default='', max_length=64, verbose_name='SHA-256 of the frozen text')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                        ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'offer',
                        'verbose_name_plural': 'offers',
                    },
                ),
                migrations.CreateModel(
                    name='OfferAcceptance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(max_length=64, verbose_name='SHA-256 of the frozen text')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('name_from', models.CharField(choices=[('typed', 'typed by the person'), ('account', 'the account'), ('mandate', 'a power of attorney that the organizer has seen'), ('paper', 'the signed copy, checked by the organizer')], db_default='typed', default='typed', max_length=20, verbose_name='name taken from')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                        ('code_email', models.EmailField(blank=True, db_default='', default='', max_length=254, verbose_name='code sent to')),
                        ('code_entered_at', models.DateTimeField(blank=True, null=True, verbose_name='code entered at')),
                        ('accepted_at', models.DateTimeField(verbose_name='accepted at')),
                        ('address', models.GenericIPAddressField(null=True, verbose_name='IP address')),
                        ('user_agent', models.CharField(blank=True, max_length=200, verbose_name='browser')),
                    ],
                    options={
                        'verbose_name': 'acceptance of an offer',
                        'verbose_name_plural': 'acceptances of offers',
                    },
                ),
                migrations.CreateModel(
                    name='OfferEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('version', models.PositiveIntegerField(verbose_name='version')),
                        ('state', models.CharField(choices=[('sent', 'sent'), ('accepted', 'accepted'), ('declined', 'declined'), ('lapsed', 'lapsed'), ('withdrawn', 'withdrawn')], default='sent', max_length=20, verbose_name='state')),
                        ('made_at', models.DateTimeField(verbose_name='made at')),
                        ('last_day', models.DateField(verbose_name='last day')),
                        ('area_sqm', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='area (m²)')),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('net', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='net')),
                        ('total', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='total')),
                        ('tax_note', models.CharField(blank=True, max_length=300, verbose_name='note on taxes')),
                        ('tax_note_zh', models.CharField(blank=True, max_length=300, verbose_name='note on taxes in Chinese')),
                        ('is_package', models.BooleanField(db_default=False, default=False, verbose_name='taxed as space with services')),
                        ('rate_card', models.PositiveIntegerField(verbose_name='version of the rate card')),
                        ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                        ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='OfferLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField(verbose_name='position')),
                        ('kind', models.CharField(choices=[('space', 'price of space'), ('surcharge', 'surcharge'), ('discount', 'discount'), ('charge', 'mandatory charge'), ('tax', 'tax')], max_length=20, verbose_name='kind of rule')),
                        ('booth', models.CharField(blank=True, max_length=120, verbose_name='booth')),
                        ('name', models.CharField(max_length=120, verbose_name='name in English')),
                        ('name_zh', models.CharField(max_length=120, verbose_name='name in Chinese')),
                        ('words', models.CharField(blank=True, max_length=300, verbose_name='calculation in English')),
                        ('words_zh', models.CharField(blank=True, max_length=300, verbose_name='calculation in Chinese')),
                        ('unit', models.CharField(choices=[('sqm', 'per m²'), ('unit', 'per standard booth of 9 m²'), ('booth', 'per booth'), ('booking', 'per booking'), ('co_exhibitor', 'per co-exhibitor'), ('represented', 'per represented company'), ('percent', 'per cent'), ('upper_deck', 'per cent of the price per m², for each m² of the upper deck')], max_length=20, verbose_name='charged')),
                        ('quantity', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='quantity')),
                        ('rate', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount or per cent')),
                        ('base', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True, verbose_name='per cent of')),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount')),
                    ],
                    options={
                        'verbose_name': 'line of an offer',
                        'verbose_name_plural': 'lines of offers',
                    },
                ),
                migrations.CreateModel(
                    name='OwnershipRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('statement', models.TextField(blank=True, max_length=1000, verbose_name='connection with the company')),
                        ('state', models.CharField(choices=[('announced', 'open to objections'), ('waiting', 'awaiting a decision'), ('granted', 'granted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='waiting', max_length=10, verbose_name='state')),
                        ('proof', models.CharField(blank=True, max_length=255, verbose_name='proof')),
                        ('contact_email', models.EmailField(blank=True, db_default='', default='', max_length=254, verbose_name='contact notified')),
                        ('objections_until', models.DateTimeField(blank=True, null=True, verbose_name='open to objections until')),
                        ('doubt', models.CharField(blank=True, choices=[('objection', 'An objection has been raised.'), ('undelivered', 'The email to the listed contact could not be delivered.'), ('changed', "The company's record or the person's email address has changed since the claim.")], db_default='', default='', max_length=12, verbose_name='why the organizer decides')),
                        ('objection', models.TextField(blank=True, db_default='', default='', max_length=1000, verbose_name='objection')),
                        ('objected_at', models.DateTimeField(blank=True, null=True, verbose_name='objected at')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                        ('requested_at', models.DateTimeField(verbose_name='requested at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'ownership request',
                        'verbose_name_plural': 'ownership requests',
                    },
                ),
                migrations.CreateModel(
                    name='OwnershipRequestEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('statement', models.TextField(blank=True, max_length=1000, verbose_name='connection with the company')),
                        ('state', models.CharField(choices=[('announced', 'open to objections'), ('waiting', 'awaiting a decision'), ('granted', 'granted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='waiting', max_length=10, verbose_name='state')),
                        ('proof', models.CharField(blank=True, max_length=255, verbose_name='proof')),
                        ('contact_email', models.EmailField(blank=True, db_default='', default='', max_length=254, verbose_name='contact notified')),
                        ('objections_until', models.DateTimeField(blank=True, null=True, verbose_name='open to objections until')),
                        ('doubt', models.CharField(blank=True, choices=[('objection', 'An objection has been raised.'), ('undelivered', 'The email to the listed contact could not be delivered.'), ('changed', "The company's record or the person's email address has changed since the claim.")], db_default='', default='', max_length=12, verbose_name='why the organizer decides')),
                        ('objection', models.TextField(blank=True, db_default='', default='', max_length=1000, verbose_name='objection')),
                        ('objected_at', models.DateTimeField(blank=True, null=True, verbose_name='objected at')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                        ('requested_at', models.DateTimeField(verbose_name='requested at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Participation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('external_id', models.CharField(blank=True, max_length=100, verbose_name='ID in the source')),
                        ('stated_booths', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, verbose_name='stated booths')),
                        ('stated_halls', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, verbose_name='stated halls')),
                        ('stated_area_sqm', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='stated area (m²)')),
                        ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                    ],
                    options={
                        'verbose_name': 'participation',
                        'verbose_name_plural': 'participations',
                    },
                ),
                migrations.CreateModel(
                    name='Payment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount')),
                        ('received_on', models.DateField(verbose_name='received on')),
                        ('way', models.CharField(choices=[('hand', 'recorded by hand'), ('bank', 'bank statement'), ('card', 'card or wallet')], max_length=10, verbose_name='way')),
                        ('payer', models.CharField(blank=True, max_length=200, verbose_name='payer')),
                        ('payer_account', models.CharField(blank=True, max_length=100, verbose_name='account of the payer')),
                        ('text', models.CharField(blank=True, max_length=1000, verbose_name='text')),
                        ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                        ('recorded_by', models.CharField(max_length=200, verbose_name='recorded by')),
                        ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='cancelled at')),
                        ('cancelled_by', models.CharField(blank=True, max_length=200, verbose_name='cancelled by')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'payment',
                        'verbose_name_plural': 'payments',
                    },
                ),
                migrations.CreateModel(
                    name='PaymentEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount')),
                        ('received_on', models.DateField(verbose_name='received on')),
                        ('way', models.CharField(choices=[('hand', 'recorded by hand'), ('bank', 'bank statement'), ('card', 'card or wallet')], max_length=10, verbose_name='way')),
                        ('payer', models.CharField(blank=True, max_length=200, verbose_name='payer')),
                        ('payer_account', models.CharField(blank=True, max_length=100, verbose_name='account of the payer')),
                        ('text', models.CharField(blank=True, max_length=1000, verbose_name='text')),
                        ('recorded_at', models.DateTimeField(verbose_name='recorded at')),
                        ('recorded_by', models.CharField(max_length=200, verbose_name='recorded by')),
                        ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='cancelled at')),
                        ('cancelled_by', models.CharField(blank=True, max_length=200, verbose_name='cancelled by')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Payout',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount')),
                    ],
                    options={
                        'verbose_name': 'refund paid out by a debit',
                        'verbose_name_plural': 'refunds paid out by debits',
                    },
                ),
                migrations.CreateModel(
                    name='PayoutEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PublishedFigure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('business_sqm', 'business exhibition (m²)'), ('total_sqm', 'whole expo (m²)'), ('exhibitors', 'exhibitors'), ('exhibitor_countries', 'countries and regions of exhibitors'), ('national_participants', 'participants in the national exhibition'), ('deals_usd_bn', 'tentative deals (US$ bn)'), ('debuts', 'debuts')], max_length=24, verbose_name='figure')),
                        ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='value')),
                        ('source', models.CharField(max_length=300, verbose_name='source')),
                        ('source_zh', models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='source in Chinese')),
                        ('link', models.URLField(blank=True, max_length=500, verbose_name='link to the source')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason for the correction')),
                        ('stated_at', models.DateTimeField(editable=False, verbose_name='stated at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'published figure',
                        'verbose_name_plural': 'published figures',
                    },
                ),
                migrations.CreateModel(
                    name='PublishedFigureEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('business_sqm', 'business exhibition (m²)'), ('total_sqm', 'whole expo (m²)'), ('exhibitors', 'exhibitors'), ('exhibitor_countries', 'countries and regions of exhibitors'), ('national_participants', 'participants in the national exhibition'), ('deals_usd_bn', 'tentative deals (US$ bn)'), ('debuts', 'debuts')], max_length=24, verbose_name='figure')),
                        ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='value')),
                        ('source', models.CharField(max_length=300, verbose_name='source')),
                        ('source_zh', models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='source in Chinese')),
                        ('link', models.URLField(blank=True, max_length=500, verbose_name='link to the source')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason for the correction')),
                        ('stated_at', models.DateTimeField(editable=False, verbose_name='stated at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Question',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('text', 'Text'), ('number', 'Number'), ('yes_no', 'Yes or no'), ('choice', 'One of several choices'), ('file', 'File')], default='text', max_length=10, verbose_name='kind of answer')),
                        ('text_en', models.CharField(max_length=300, verbose_name='question, English')),
                        ('text_zh', models.CharField(blank=True, max_length=300, verbose_name='question, Chinese')),
                        ('choices_en', models.TextField(blank=True, max_length=2000, verbose_name='choices, English')),
                        ('choices_zh', models.TextField(blank=True, max_length=2000, verbose_name='choices, Chinese')),
                        ('is_required', models.BooleanField(default=False, verbose_name='required')),
                        ('booth_kind', models.CharField(blank=True, choices=[('raw', 'raw space'), ('shell', 'shell scheme')], max_length=10, verbose_name='booths')),
                        ('due_date', models.DateField(blank=True, null=True, verbose_name='answers due by')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'question to exhibitors',
                        'verbose_name_plural': 'questions to exhibitors',
                    },
                ),
                migrations.CreateModel(
                    name='QuestionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('text', 'Text'), ('number', 'Number'), ('yes_no', 'Yes or no'), ('choice', 'One of several choices'), ('file', 'File')], default='text', max_length=10, verbose_name='kind of answer')),
                        ('text_en', models.CharField(max_length=300, verbose_name='question, English')),
                        ('text_zh', models.CharField(blank=True, max_length=300, verbose_name='question, Chinese')),
                        ('choices_en', models.TextField(blank=True, max_length=2000, verbose_name='choices, English')),
                        ('choices_zh', models.TextField(blank=True, max_length=2000, verbose_name='choices, Chinese')),
                        ('is_required', models.BooleanField(default=False, verbose_name='required')),
                        ('booth_kind', models.CharField(blank=True, choices=[('raw', 'raw space'), ('shell', 'shell scheme')], max_length=10, verbose_name='booths')),
                        ('due_date', models.DateField(blank=True, null=True, verbose_name='answers due by')),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='RateCard',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField(verbose_name='version')),
                        ('effective_from', models.DateField(blank=True, null=True, verbose_name='in force from')),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'rate card',
                        'verbose_name_plural': 'rate cards',
                    },
                ),
                migrations.CreateModel(
                    name='RateCardEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('version', models.PositiveIntegerField(verbose_name='version')),
                        ('effective_from', models.DateField(blank=True, null=True, verbose_name='in force from')),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='RateRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField(verbose_name='position')),
                        ('kind', models.CharField(choices=[('space', 'price of space'), ('surcharge', 'surcharge'), ('discount', 'discount'), ('charge', 'mandatory charge'), ('tax', 'tax')], max_length=20, verbose_name='kind of rule')),
                        ('basis', models.CharField(choices=[('sqm', 'per m²'), ('unit', 'per standard booth of 9 m²'), ('booth', 'per booth'), ('booking', 'per booking'), ('co_exhibitor', 'per co-exhibitor'), ('represented', 'per represented company'), ('percent', 'per cent'), ('upper_deck', 'per cent of the price per m², for each m² of the upper deck')], max_length=20, verbose_name='charged')),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=13, validators=[django.core.validators.MinValueValidator(0, 'An amount cannot be below 0.')], verbose_name='amount or per cent')),
                        ('name', models.CharField(max_length=120, verbose_name='name in English')),
                        ('name_zh', models.CharField(max_length=120, verbose_name='name in Chinese')),
                        ('section', models.CharField(blank=True, choices=[('national', 'National exhibition'), ('business', 'Business exhibition')], default='', max_length=20, verbose_name='exhibition')),
                        ('booth_kind', models.CharField(blank=True, choices=[('raw', 'raw space'), ('shell', 'shell scheme')], default='', max_length=10, verbose_name='raw or shell')),
                        ('sides_from', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)], verbose_name='open sides from')),
                        ('sides_to', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)], verbose_name='open sides to')),
                        ('sqm_from', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0, 'An amount cannot be below 0.')], verbose_name='booths from (m²)')),
                        ('sqm_below', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0, 'An amount cannot be below 0.')], verbose_name='booths below (m²)')),
                        ('booking_sqm_from', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0, 'An amount cannot be below 0.')], verbose_name='bookings from (m²)')),
                        ('day_from', models.DateField(blank=True, null=True, verbose_name='submitted from')),
                        ('day_to', models.DateField(blank=True, null=True, verbose_name='submitted until')),
                        ('is_returning', models.BooleanField(blank=True, null=True, verbose_name='returning exhibitors')),
                        ('is_small', models.BooleanField(blank=True, null=True, verbose_name='small companies')),
                        ('min_sqm', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0, 'An amount cannot be below 0.')], verbose_name='charged as at least (m²)')),
                        ('whole_sqm', models.BooleanField(default=False, verbose_name='part of a m² is charged as a whole one')),
                        ('at_most', models.DecimalField(blank=True, decimal_places=3, max_digits=13, null=True, validators=[django.core.validators.MinValueValidator(0, 'An amount cannot be below 0.')], verbose_name='at most')),
                        ('only_one_of', models.CharField(blank=True, default='', help_text='Of the rules in a group, only the first that applies counts.', max_length=40, verbose_name='group')),
                        ('of_remainder', models.BooleanField(default=False, help_text='Otherwise the percentage is taken from the full price.', verbose_name='of what is left after the discounts above')),
                        ('makes_package', models.BooleanField(db_default=False, default=False, help_text='Tick it for a service such as a stand, power or furniture that turns bare space into a package for the tax table. Leave it blank for fees such as registration, catalogue or co-exhibitors: they are taxed as the space is.', verbose_name='makes the space a package')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'rate rule',
                        'verbose_name_plural': 'rate rules',
                    },
                ),
                migrations.CreateModel(
                    name='RateRuleEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('position', models.PositiveIntegerField(verbose_name='position')),
                        ('kind', models.CharField(choices=[('space', 'price of space'), ('surcharge', 'surcharge'), ('discount', 'discount'), ('charge', 'mandatory charge'), ('tax', 'tax')], max_length=20, verbose_name='kind of rule')),
                        ('basis', models.CharField(choices=[('sqm', 'per m²'), ('unit', 'per standard booth of 9 m²'), ('booth', 'per booth'), ('booking', 'per booking'), ('co_exhibitor', 'per co-exhibitor'), ('represented', 'per represented company'), ('percent', 'per cent'), ('upper_deck', 'per cent of the price per m², for each m² of the upper deck')], max_length=20, verbose_name='charged')),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=13, validators=[django.core.validators.MinValueValidator(0, 'An amount cannot be below 0.')], verbose_name='amount or per cent')),
                        ('name', models.CharField(max_length=120, verbose_name='name in English')),
                        ('name_zh', models.CharField(max_length=120, verbose_name='name in Chinese')),
                        ('section', models.CharField(blank=True, choices=[('national', 'National exhibition'), ('business', 'Business exhibition')], default='', max_length=20, verbose_name='exhibition')),
                        ('booth_kind', models.CharField(blank=True, choices=[('raw', 'raw space'), ('shell', 'shell scheme')], default='', max_length=10, verbose_name='raw or shell')),
                        ('sides_from', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)], verbose_name='open sides from')),
                        ('sides_to', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)], verbose_name='open sides to')),
                        ('sqm_from', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0, 'An amount cannot be below 0.')], verbose_name='booths from (m²)')),
                        ('sqm_below', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0, 'An amount cannot be below 0.')], verbose_name='booths below (m²)')),
                        ('booking_sqm_from', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0, 'An amount cannot be below 0.')], verbose_name='bookings from (m²)')),
                        ('day_from', models.DateField(blank=True, null=True, verbose_name='submitted from')),
                        ('day_to', models.DateField(blank=True, null=True, verbose_name='submitted until')),
                        ('is_returning', models.BooleanField(blank=True, null=True, verbose_name='returning exhibitors')),
                        ('is_small', models.BooleanField(blank=True, null=True, verbose_name='small companies')),
                        ('min_sqm', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0, 'An amount cannot be below 0.')], verbose_name='charged as at least (m²)')),
                        ('whole_sqm', models.BooleanField(default=False, verbose_name='part of a m² is charged as a whole one')),
                        ('at_most', models.DecimalField(blank=True, decimal_places=3, max_digits=13, null=True, validators=[django.core.validators.MinValueValidator(0, 'An amount cannot be below 0.')], verbose_name='at most')),
                        ('only_one_of', models.CharField(blank=True, default='', help_text='Of the rules in a group, only the first that applies counts.', max_length=40, verbose_name='group')),
                        ('of_remainder', models.BooleanField(default=False, help_text='Otherwise the percentage is taken from the full price.', verbose_name='of what is left after the discounts above')),
                        ('makes_package', models.BooleanField(db_default=False, default=False, help_text='Tick it for a service such as a stand, power or furniture that turns bare space into a package for the tax table. Leave it blank for fees such as registration, catalogue or co-exhibitors: they are taxed as the space is.', verbose_name='makes the space a package')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ReconciliationRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_archived', models.BooleanField(db_default=False, default=False, verbose_name='edition was archived')),
                        ('proof', models.CharField(max_length=40, verbose_name='proof')),
                        ('ran_at', models.DateTimeField(verbose_name='carried out at')),
                        ('compared', models.PositiveIntegerField(verbose_name='figures compared')),
                        ('differing', models.PositiveIntegerField(verbose_name='differences')),
                        ('differences', models.JSONField(default=list, verbose_name='first differences')),
                    ],
                    options={
                        'verbose_name': 'reconciliation run',
                        'verbose_name_plural': 'reconciliation runs',
                    },
                ),
                migrations.CreateModel(
                    name='ReductionRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('accepted', 'accepted'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('ended', 'ended with the booking')], default='waiting', max_length=20, verbose_name='state')),
                        ('returned', models.CharField(max_length=2000, verbose_name='booths returned')),
                        ('taken', models.CharField(blank=True, max_length=2000, verbose_name='booths instead')),
                        ('reason', models.TextField(max_length=2000, verbose_name='reason')),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('net', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='net price afterwards')),
                        ('percent', models.DecimalField(decimal_places=3, max_digits=6, verbose_name='per cent')),
                        ('fee', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='cancellation fee (net)')),
                        ('made_at', models.DateTimeField(verbose_name='requested at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                        ('answer', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'reduction request',
                        'verbose_name_plural': 'reduction requests',
                    },
                ),
                migrations.CreateModel(
                    name='ReductionRequestEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('accepted', 'accepted'), ('refused', 'refused'), ('withdrawn', 'withdrawn'), ('ended', 'ended with the booking')], default='waiting', max_length=20, verbose_name='state')),
                        ('returned', models.CharField(max_length=2000, verbose_name='booths returned')),
                        ('taken', models.CharField(blank=True, max_length=2000, verbose_name='booths instead')),
                        ('reason', models.TextField(max_length=2000, verbose_name='reason')),
                        ('currency', models.CharField(max_length=3, verbose_name='currency')),
                        ('net', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='net price afterwards')),
                        ('percent', models.DecimalField(decimal_places=3, max_digits=6, verbose_name='per cent')),
                        ('fee', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='cancellation fee (net)')),
                        ('made_at', models.DateTimeField(verbose_name='requested at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                        ('answer', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Refund',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount')),
                        ('paid_on', models.DateField(verbose_name='paid on')),
                        ('reason', models.CharField(max_length=500, verbose_name='reason')),
                        ('fee', models.DecimalField(db_default=Decimal('0'), decimal_places=3, default=Decimal('0'), max_digits=16, verbose_name='bank fee')),
                        ('made_at', models.DateTimeField(verbose_name='made at')),
                        ('made_by', models.CharField(max_length=200, verbose_name='made by')),
                    ],
                    options={
                        'verbose_name': 'refund',
                        'verbose_name_plural': 'refunds',
                    },
                ),
                migrations.CreateModel(
                    name='Reminder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('due_on', models.DateField(verbose_name='due on')),
                        ('level', models.PositiveSmallIntegerField(verbose_name='level')),
                        ('is_notice', models.BooleanField(default=False, verbose_name='notice of a release')),
                        ('tone', models.CharField(choices=[('friendly', 'friendly reminder'), ('firm', 'firm reminder'), ('final', 'last reminder')], max_length=20, verbose_name='email')),
                        ('owed', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='owed')),
                        ('sent_at', models.DateTimeField(verbose_name='sent at')),
                    ],
                    options={
                        'verbose_name': 'reminder of a late payment',
                        'verbose_name_plural': 'reminders of late payments',
                    },
                ),
                migrations.CreateModel(
                    name='ReviewAssignmentEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('assigned_at', models.DateTimeField(verbose_name='assigned at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Roadshow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=160, verbose_name='title')),
                        ('title_zh', models.CharField(blank=True, db_default='', default='', max_length=160, verbose_name='title in Chinese')),
                        ('city', models.CharField(max_length=120, verbose_name='city')),
                        ('city_zh', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='city in Chinese')),
                        ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country or region')),
                        ('venue', models.CharField(blank=True, max_length=200, verbose_name='venue')),
                        ('venue_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='venue in Chinese')),
                        ('host', models.CharField(help_text='The inviting body: a chamber of commerce, an embassy, a bank.', max_length=200, verbose_name='host')),
                        ('host_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='host in Chinese')),
                        ('held_date', models.DateField(verbose_name='day')),
                        ('text', models.TextField(blank=True, max_length=4000, verbose_name='what it is about')),
                        ('text_zh', models.TextField(blank=True, db_default='', default='', max_length=4000, verbose_name='text in Chinese')),
                        ('seats', models.PositiveIntegerField(blank=True, help_text='Blank: no limit.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='seats')),
                        ('state', models.CharField(choices=[('planned', 'planned'), ('open', 'open for registration'), ('held', 'held'), ('cancelled', 'cancelled')], default='planned', editable=False, max_length=10, verbose_name='state')),
                        ('attendance', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='attendees')),
                        ('seats_taken', models.PositiveIntegerField(default=0, editable=False, verbose_name='seats taken')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'roadshow',
                        'verbose_name_plural': 'roadshows',
                    },
                ),
                migrations.CreateModel(
                    name='RoadshowEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('title', models.CharField(max_length=160, verbose_name='title')),
                        ('title_zh', models.CharField(blank=True, db_default='', default='', max_length=160, verbose_name='title in Chinese')),
                        ('city', models.CharField(max_length=120, verbose_name='city')),
                        ('city_zh', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='city in Chinese')),
                        ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country or region')),
                        ('venue', models.CharField(blank=True, max_length=200, verbose_name='venue')),
                        ('venue_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='venue in Chinese')),
                        ('host', models.CharField(help_text='The inviting body: a chamber of commerce, an embassy, a bank.', max_length=200, verbose_name='host')),
                        ('host_zh', models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='host in Chinese')),
                        ('held_date', models.DateField(verbose_name='day')),
                        ('text', models.TextField(blank=True, max_length=4000, verbose_name='what it is about')),
                        ('text_zh', models.TextField(blank=True, db_default='', default='', max_length=4000, verbose_name='text in Chinese')),
                        ('seats', models.PositiveIntegerField(blank=True, help_text='Blank: no limit.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='seats')),
                        ('state', models.CharField(choices=[('planned', 'planned'), ('open', 'open for registration'), ('held', 'held'), ('cancelled', 'cancelled')], default='planned', editable=False, max_length=10, verbose_name='state')),
                        ('attendance', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='attendees')),
                        ('seats_taken', models.PositiveIntegerField(default=0, editable=False, verbose_name='seats taken')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='RoadshowRegistration',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, validators=[ciie.kernel.web_addresses.refuse_web_address], verbose_name='name')),
                        ('email', models.EmailField(max_length=254, verbose_name='email address')),
                        ('company_name', models.CharField(max_length=200, validators=[ciie.kernel.web_addresses.refuse_web_address], verbose_name='company')),
                        ('normalized_name', models.CharField(editable=False, max_length=200)),
                        ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country or region')),
                        ('language', models.CharField(default='en', editable=False, max_length=10)),
                        ('state', models.CharField(choices=[('asked', 'address not confirmed'), ('confirmed', 'confirmed'), ('withdrawn', 'withdrawn')], default='asked', max_length=10, verbose_name='state')),
                        ('asked_at', models.DateTimeField(verbose_name='registered at')),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                    ],
                    options={
                        'verbose_name': 'roadshow registration',
                        'verbose_name_plural': 'roadshow registrations',
                    },
                ),
                migrations.CreateModel(
                    name='RoadshowReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('held_date', models.DateField(verbose_name='day')),
                        ('city', models.CharField(max_length=120, verbose_name='city')),
                        ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country or region')),
                        ('attendance', models.PositiveIntegerField(verbose_name='attendance')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason of the correction')),
                        ('reported_at', models.DateTimeField(verbose_name='reported at')),
                    ],
                    options={
                        'verbose_name': 'report of a roadshow',
                        'verbose_name_plural': 'reports of roadshows',
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='SalesSettings',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('uses_contracts', models.BooleanField(default=False, help_text='Accepting an offer makes a contract, which the exhibitor signs.', verbose_name='contracts')),
                        ('signing_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days to sign')),
                        ('confirmed_by', models.CharField(choices=[('acceptance', 'acceptance of the offer'), ('signature', 'signature of the contract'), ('deposit', 'payment of the deposit'), ('both', 'signature and payment of the deposit')], default='acceptance', max_length=20, verbose_name='a booking is confirmed by')),
                        ('issues_invoices', models.BooleanField(default=False, help_text='Otherwise finance issues the drafts.', verbose_name='issue invoices automatically')),
                        ('invoice_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MaxValueValidator(365)], verbose_name='days before the due date to draft an invoice')),
                        ('refund_days', models.PositiveSmallIntegerField(blank=True, help_text='After cancelling or reducing, exhibitors are informed of this day. Blank: no day is promised.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days to pay back')),
                        ('releases', models.BooleanField(default=False, help_text='After the last reminder: a notice first, then the booking is cancelled.', verbose_name='release space that is not paid for')),
                        ('notice_after', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='business days from the last reminder to the notice')),
                        ('release_after', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='business days from the notice to the release')),
                        ('country', models.CharField(blank=True, default='', max_length=2, validators=[exhibitors.money.sales.models.settings.validate_calendar], verbose_name='public holidays of')),
                        ('days_off', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, default=list, verbose_name='further days off')),
                        ('working_days', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, default=list, verbose_name='working days')),
                        ('schedule', models.JSONField(blank=True, default=list, verbose_name='payment schedule')),
                        ('levels', models.JSONField(blank=True, default=list, verbose_name='reminders of late payments')),
                        ('cancellation', models.JSONField(blank=True, default=list, verbose_name='cancellation fees')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'sales settings',
                        'verbose_name_plural': 'sales settings',
                    },
                ),
                migrations.CreateModel(
                    name='SalesSettingsEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('uses_contracts', models.BooleanField(default=False, help_text='Accepting an offer makes a contract, which the exhibitor signs.', verbose_name='contracts')),
                        ('signing_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days to sign')),
                        ('confirmed_by', models.CharField(choices=[('acceptance', 'acceptance of the offer'), ('signature', 'signature of the contract'), ('deposit', 'payment of the deposit'), ('both', 'signature and payment of the deposit')], default='acceptance', max_length=20, verbose_name='a booking is confirmed by')),
                        ('issues_invoices', models.BooleanField(default=False, help_text='Otherwise finance issues the drafts.', verbose_name='issue invoices automatically')),
                        ('invoice_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MaxValueValidator(365)], verbose_name='days before the due date to draft an invoice')),
                        ('refund_days', models.PositiveSmallIntegerField(blank=True, help_text='After cancelling or reducing, exhibitors are informed of this day. Blank: no day is promised.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='days to pay back')),
                        ('releases', models.BooleanField(default=False, help_text='After the last reminder: a notice first, then the booking is cancelled.', verbose_name='release space that is not paid for')),
                        ('notice_after', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='business days from the last reminder to the notice')),
                        ('release_after', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='business days from the notice to the release')),
                        ('country', models.CharField(blank=True, default='', max_length=2, validators=[exhibitors.money.sales.models.settings.validate_calendar], verbose_name='public holidays of')),
                        ('days_off', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, default=list, verbose_name='further days off')),
                        ('working_days', django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), blank=True, default=list, verbose_name='working days')),
                        ('schedule', models.JSONField(blank=True, default=list, verbose_name='payment schedule')),
                        ('levels', models.JSONField(blank=True, default=list, verbose_name='reminders of late payments')),
                        ('cancellation', models.JSONField(blank=True, default=list, verbose_name='cancellation fees')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ScheduledInvoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ],
                    options={
                        'verbose_name': 'scheduled invoice',
                        'verbose_name_plural': 'scheduled invoices',
                    },
                ),
                migrations.CreateModel(
                    name='Seller',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='legal name')),
                        ('name_zh', models.CharField(blank=True, max_length=200, verbose_name='legal name in Chinese')),
                        ('address', models.CharField(max_length=300, verbose_name='street and number')),
                        ('postcode', models.CharField(blank=True, max_length=20, verbose_name='postcode')),
                        ('city', models.CharField(max_length=120, verbose_name='city')),
                        ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country or region')),
                        ('tax_id', models.CharField(max_length=40, verbose_name='tax ID')),
                        ('bank_name', models.CharField(blank=True, max_length=120, verbose_name='bank')),
                        ('account', models.CharField(max_length=40, verbose_name='IBAN or account number')),
                        ('bic', models.CharField(blank=True, max_length=11, verbose_name='BIC')),
                        ('contact_name', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='contact')),
                        ('contact_phone', models.CharField(blank=True, db_default='', default='', max_length=40, verbose_name='contact phone')),
                        ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact email')),
                        ('electronic_address', models.CharField(blank=True, db_default='', default='', help_text='For e-invoices, such as a number in the Peppol network. Blank: the email.', max_length=100, verbose_name='electronic address')),
                        ('electronic_scheme', models.CharField(blank=True, choices=[('EM', 'email (EM)'), ('0204', 'Leitweg-ID (0204)'), ('0088', 'GLN (0088)'), ('0060', 'D-U-N-S (0060)'), ('0002', 'SIREN, France (0002)'), ('0009', 'SIRET, France (0009)'), ('0106', 'KvK, Netherlands (0106)'), ('0208', 'enterprise number, Belgium (0208)'), ('0211', 'Partita IVA, Italy (0211)'), ('0183', 'UID, Switzerland (0183)'), ('9914', 'VAT ID, Austria (9914)'), ('9925', 'VAT ID, Belgium (9925)'), ('9930', 'VAT ID, Germany (9930)'), ('9920', 'VAT ID, Spain (9920)'), ('9957', 'VAT ID, France (9957)'), ('9944', 'VAT ID, Netherlands (9944)'), ('9945', 'VAT ID, Poland (9945)')], db_default='', default='', max_length=4, verbose_name='kind of electronic address')),
                        ('venue', models.CharField(blank=True, db_default='', default='', help_text='Where the service is rendered. It stands on every invoice, with the days of the edition.', max_length=200, verbose_name='venue')),
                        ('venue_address', models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='venue: street and number')),
                        ('venue_postcode', models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='venue: postcode')),
                        ('venue_city', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='venue: city')),
                        ('venue_country', django_countries.fields.CountryField(blank=True, db_default='', default='', max_length=2, verbose_name='venue: country or region')),
                        ('tax_currency', models.CharField(blank=True, db_default='', default='', help_text='Where the law wants the tax in another currency than the edition’s, such as EUR in the EU.', max_length=3, validators=[ciie.kernel.currencies.validate_currency], verbose_name='currency of the tax')),
                        ('exchange_rate', models.DecimalField(blank=True, decimal_places=6, help_text='What one unit of the edition’s currency is worth in the currency of the tax.', max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.000001'))], verbose_name='exchange rate')),
                        ('exchange_rate_date', models.DateField(blank=True, null=True, verbose_name='exchange rate of')),
                        ('prefix', models.CharField(error_messages={'unique': 'Another edition already uses this prefix for its invoices.'}, help_text='Before year and number, such as CIIE7- in CIIE7-2024-00001.', max_length=12, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z0-9-]+\\Z', 'Use capital letters A to Z, digits and hyphens.')], verbose_name='prefix of invoice numbers')),
                        ('days_to_pay', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(365)], verbose_name='days to pay')),
                        ('makes_einvoices', models.BooleanField(default=False, help_text='ZUGFeRD and Factur-X (EN 16931): the PDF also contains the invoice for programs to read.', verbose_name='make e-invoices')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'seller',
                        'verbose_name_plural': 'sellers',
                    },
                ),
                migrations.CreateModel(
                    name='SellerEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=200, verbose_name='legal name')),
                        ('name_zh', models.CharField(blank=True, max_length=200, verbose_name='legal name in Chinese')),
                        ('address', models.CharField(max_length=300, verbose_name='street and number')),
                        ('postcode', models.CharField(blank=True, max_length=20, verbose_name='postcode')),
                        ('city', models.CharField(max_length=120, verbose_name='city')),
                        ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country or region')),
                        ('tax_id', models.CharField(max_length=40, verbose_name='tax ID')),
                        ('bank_name', models.CharField(blank=True, max_length=120, verbose_name='bank')),
                        ('account', models.CharField(max_length=40, verbose_name='IBAN or account number')),
                        ('bic', models.CharField(blank=True, max_length=11, verbose_name='BIC')),
                        ('contact_name', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='contact')),
                        ('contact_phone', models.CharField(blank=True, db_default='', default='', max_length=40, verbose_name='contact phone')),
                        ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact email')),
                        ('electronic_address', models.CharField(blank=True, db_default='', default='', help_text='For e-invoices, such as a number in the Peppol network. Blank: the email.', max_length=100, verbose_name='electronic address')),
                        ('electronic_scheme', models.CharField(blank=True, choices=[('EM', 'email (EM)'), ('0204', 'Leitweg-ID (0204)'), ('0088', 'GLN (0088)'), ('0060', 'D-U-N-S (0060)'), ('0002', 'SIREN, France (0002)'), ('0009', 'SIRET, France (0009)'), ('0106', 'KvK, Netherlands (0106)'), ('0208', 'enterprise number, Belgium (0208)'), ('0211', 'Partita IVA, Italy (0211)'), ('0183', 'UID, Switzerland (0183)'), ('9914', 'VAT ID, Austria (9914)'), ('9925', 'VAT ID, Belgium (9925)'), ('9930', 'VAT ID, Germany (9930)'), ('9920', 'VAT ID, Spain (9920)'), ('9957', 'VAT ID, France (9957)'), ('9944', 'VAT ID, Netherlands (9944)'), ('9945', 'VAT ID, Poland (9945)')], db_default='', default='', max_length=4, verbose_name='kind of electronic address')),
                        ('venue', models.CharField(blank=True, db_default='', default='', help_text='Where the service is rendered. It stands on every invoice, with the days of the edition.', max_length=200, verbose_name='venue')),
                        ('venue_address', models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='venue: street and number')),
                        ('venue_postcode', models.CharField(blank=True, db_default='', default='', max_length=20, verbose_name='venue: postcode')),
                        ('venue_city', models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='venue: city')),
                        ('venue_country', django_countries.fields.CountryField(blank=True, db_default='', default='', max_length=2, verbose_name='venue: country or region')),
                        ('tax_currency', models.CharField(blank=True, db_default='', default='', help_text='Where the law wants the tax in another currency than the edition’s, such as EUR in the EU.', max_length=3, validators=[ciie.kernel.currencies.validate_currency], verbose_name='currency of the tax')),
                        ('exchange_rate', models.DecimalField(blank=True, decimal_places=6, help_text='What one unit of the edition’s currency is worth in the currency of the tax.', max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.000001'))], verbose_name='exchange rate')),
                        ('exchange_rate_date', models.DateField(blank=True, null=True, verbose_name='exchange rate of')),
                        ('prefix', models.CharField(error_messages={'unique': 'Another edition already uses this prefix for its invoices.'}, help_text='Before year and number, such as CIIE7- in CIIE7-2024-00001.', max_length=12, validators=[django.core.validators.RegexValidator('^[A-Z0-9-]+\\Z', 'Use capital letters A to Z, digits and hyphens.')], verbose_name='prefix of invoice numbers')),
                        ('days_to_pay', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(365)], verbose_name='days to pay')),
                        ('makes_einvoices', models.BooleanField(default=False, help_text='ZUGFeRD and Factur-X (EN 16931): the PDF also contains the invoice for programs to read.', verbose_name='make e-invoices')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Signature',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('way', models.CharField(choices=[('typed', 'typed name'), ('drawn', 'drawn signature'), ('copy', 'signed copy')], max_length=20, verbose_name='signed by')),
                        ('digest', models.CharField(max_length=64, verbose_name='SHA-256 of the PDF')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('name_from', models.CharField(choices=[('typed', 'typed by the person'), ('account', 'the account'), ('mandate', 'a power of attorney that the organizer has seen'), ('paper', 'the signed copy, checked by the organizer')], db_default='typed', default='typed', max_length=20, verbose_name='name taken from')),
                        ('code_email', models.EmailField(blank=True, db_default='', default='', max_length=254, verbose_name='code sent to')),
                        ('code_entered_at', models.DateTimeField(blank=True, null=True, verbose_name='code entered at')),
                        ('drawing', models.TextField(blank=True, max_length=20000, verbose_name='drawn signature')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                        ('signed_at', models.DateTimeField(verbose_name='signed at')),
                        ('address', models.GenericIPAddressField(null=True, verbose_name='IP address')),
                        ('user_agent', models.CharField(blank=True, max_length=200, verbose_name='browser')),
                    ],
                    options={
                        'verbose_name': 'signature',
                        'verbose_name_plural': 'signatures',
                    },
                ),
                migrations.CreateModel(
                    name='SignedCopy',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('waiting', 'to be checked'), ('accepted', 'accepted'), ('rejected', 'rejected')], default='waiting', max_length=20, verbose_name='state')),
                        ('file', models.CharField(max_length=200, verbose_name='PDF')),
                        ('title', models.CharField(max_length=120, verbose_name='name of the file')),
                        ('digest', models.CharField(max_length=64, verbose_name='SHA-256')),
                        ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                        ('name', models.CharField(max_length=200, verbose_name='signed by')),
                        ('uploaded_at', models.DateTimeField(verbose_name='uploaded at')),
                        ('address', models.GenericIPAddressField(null=True, verbose_name='IP address')),
                        ('user_agent', models.CharField(blank=True, max_length=200, verbose_name='browser')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                        ('reason', models.TextField(blank=True, max_length=2000, verbose_name='reason')),
                    ],
                    options={
                        'verbose_name': 'signed copy',
                        'verbose_name_plural': 'signed copies',
                    },
                ),
                migrations.CreateModel(
                    name='SigningCode',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the document')),
                        ('email', models.EmailField(max_length=254, verbose_name='sent to')),
                        ('code_hash', models.CharField(max_length=64, verbose_name='keyed hash of the code')),
                        ('sent_at', models.DateTimeField(verbose_name='sent at')),
                        ('expires_at', models.DateTimeField(verbose_name='valid until')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                        ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='entered at')),
                        ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used at')),
                    ],
                    options={
                        'verbose_name': 'signing code',
                        'verbose_name_plural': 'signing codes',
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='SpaceMovement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('approved', 'approved'), ('confirmed', 'confirmed'), ('waitlisted', 'wait-listed'), ('rejected', 'rejected'), ('withdrawn', 'withdrawn'), ('cancelled', 'cancelled'), ('expired', 'expired')], max_length=20, verbose_name='state')),
                        ('area_sqm', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='m²')),
                        ('happened_at', models.DateTimeField(verbose_name='happened at')),
                        ('folded_at', models.DateTimeField(blank=True, null=True, verbose_name='folded at')),
                    ],
                    options={
                        'verbose_name': 'space movement',
                        'verbose_name_plural': 'space movements',
                    },
                ),
                migrations.CreateModel(
                    name='SpaceRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('area_sqm', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(1, 'Request at least 1 m².'), django.core.validators.MaxValueValidator(30000, 'No hall has that much space. Request at most 30,000 m².')], verbose_name='area (m²)')),
                        ('kind', models.CharField(choices=[('raw', 'raw space'), ('shell', 'shell scheme')], default='raw', max_length=10, verbose_name='kind')),
                        ('open_sides_min', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)], verbose_name='minimum open sides')),
                    ],
                    options={
                        'verbose_name': 'space request',
                        'verbose_name_plural': 'space requests',
                    },
                ),
                migrations.CreateModel(
                    name='SpaceTotal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region')),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('approved', 'approved'), ('confirmed', 'confirmed'), ('waitlisted', 'wait-listed'), ('rejected', 'rejected'), ('withdrawn', 'withdrawn'), ('cancelled', 'cancelled'), ('expired', 'expired')], max_length=20, verbose_name='state')),
                        ('area_sqm', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='m²')),
                    ],
                    options={
                        'verbose_name': 'space total',
                        'verbose_name_plural': 'space totals',
                    },
                ),
                migrations.CreateModel(
                    name='StatementLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('identity', models.CharField(max_length=64, verbose_name='what makes it the same in every statement')),
                        ('position', models.PositiveIntegerField(verbose_name='line of the file')),
                        ('day', models.DateField(verbose_name='day')),
                        ('amount', models.DecimalField(decimal_places=3, max_digits=16, verbose_name='amount')),
                        ('is_credit', models.BooleanField(verbose_name='credit')),
                        ('payer', models.CharField(blank=True, max_length=200, verbose_name='payer')),
                        ('payer_account', models.CharField(blank=True, max_length=100, verbose_name='account of the payer')),
                        ('text', models.CharField(blank=True, max_length=1000, verbose_name='text')),
                        ('end_to_end', models.CharField(blank=True, max_length=100, verbose_name='reference of the payer')),
                        ('bank_reference', models.CharField(blank=True, max_length=100, verbose_name='reference of the bank')),
                        ('index', models.PositiveIntegerField(default=0, verbose_name='movement of its entry')),
                        ('entry_reference', models.CharField(blank=True, db_default='', default='', max_length=100, verbose_name='reference of its entry')),
                        ('is_return', models.BooleanField(db_default=False, default=False, verbose_name='returned or recalled')),
                        ('state', models.CharField(choices=[('open', 'open'), ('matched', 'matched'), ('ignored', 'ignored')], default='open', max_length=20, verbose_name='state')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'line of a statement',
                        'verbose_name_plural': 'lines of statements',
                    },
                ),
                migrations.CreateModel(
                    name='StatementLineStateReasonEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('state', models.CharField(choices=[('open', 'open'), ('matched', 'matched'), ('ignored', 'ignored')], default='open', max_length=20, verbose_name='state')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='TaxRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField(verbose_name='position')),
                        ('buyer', models.CharField(choices=[('anywhere', 'anywhere'), ('same', "in the seller's country"), ('eu', 'in another country of the EU'), ('elsewhere', "outside the seller's country and the EU"), ('country', 'in one country')], default='anywhere', max_length=20, verbose_name='bill-to is')),
                        ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region')),
                        ('is_business', models.BooleanField(blank=True, null=True, verbose_name='a business')),
                        ('supply', models.CharField(blank=True, choices=[('raw', 'raw space'), ('package', 'space with services'), ('other', 'other services'), ('damages', 'damages: late payment, cancellation')], max_length=20, verbose_name='supply')),
                        ('rate', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='rate (%)')),
                        ('category', models.CharField(choices=[('S', 'S: taxed'), ('AE', 'AE: reverse charge'), ('G', 'G: export, not taxed'), ('O', 'O: outside the scope of tax'), ('E', 'E: exempt'), ('Z', 'Z: zero-rated')], max_length=2, verbose_name='category (EN 16931)')),
                        ('legend', models.CharField(blank=True, max_length=300, verbose_name='wording on the invoice')),
                        ('legend_zh', models.CharField(blank=True, max_length=300, verbose_name='wording on the invoice in Chinese')),
                        ('source', models.CharField(blank=True, help_text='The law or circular that says so, for your colleagues.', max_length=300, verbose_name='source')),
                        ('valid_from', models.DateField(blank=True, help_text='For what is supplied from this day on: the edition’s last day decides. Blank: always.', null=True, verbose_name='valid from')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'tax rule',
                        'verbose_name_plural': 'tax rules',
                    },
                ),
                migrations.CreateModel(
                    name='TaxRuleEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('position', models.PositiveIntegerField(verbose_name='position')),
                        ('buyer', models.CharField(choices=[('anywhere', 'anywhere'), ('same', "in the seller's country"), ('eu', 'in another country of the EU'), ('elsewhere', "outside the seller's country and the EU"), ('country', 'in one country')], default='anywhere', max_length=20, verbose_name='bill-to is')),
                        ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country or region')),
                        ('is_business', models.BooleanField(blank=True, null=True, verbose_name='a business')),
                        ('supply', models.CharField(blank=True, choices=[('raw', 'raw space'), ('package', 'space with services'), ('other', 'other services'), ('damages', 'damages: late payment, cancellation')], max_length=20, verbose_name='supply')),
                        ('rate', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='rate (%)')),
                        ('category', models.CharField(choices=[('S', 'S: taxed'), ('AE', 'AE: reverse charge'), ('G', 'G: export, not taxed'), ('O', 'O: outside the scope of tax'), ('E', 'E: exempt'), ('Z', 'Z: zero-rated')], max_length=2, verbose_name='category (EN 16931)')),
                        ('legend', models.CharField(blank=True, max_length=300, verbose_name='wording on the invoice')),
                        ('legend_zh', models.CharField(blank=True, max_length=300, verbose_name='wording on the invoice in Chinese')),
                        ('source', models.CharField(blank=True, help_text='The law or circular that says so, for your colleagues.', max_length=300, verbose_name='source')),
                        ('valid_from', models.DateField(blank=True, help_text='For what is supplied from this day on: the edition’s last day decides. Blank: always.', null=True, verbose_name='valid from')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='TermsAcceptance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                        ('accepted_at', models.DateTimeField(verbose_name='accepted at')),
                        ('address', models.GenericIPAddressField(null=True, verbose_name='IP address')),
                    ],
                    options={
                        'verbose_name': 'acceptance of terms',
                        'verbose_name_plural': 'acceptances of terms',
                    },
                ),
                migrations.CreateModel(
                    name='ThemedAreaMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('joined_at', models.DateTimeField(editable=False, verbose_name='member since')),
                    ],
                    options={
                        'verbose_name': 'member of a themed area',
                        'verbose_name_plural': 'members of themed areas',
                    },
                ),
                migrations.CreateModel(
                    name='ThemedAreaMemberEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('joined_at', models.DateTimeField(editable=False, verbose_name='member since')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Transmission',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('way', models.CharField(choices=[('email', 'email'), ('file', 'file in a folder'), ('peppol', 'Peppol access point')], max_length=20, verbose_name='way')),
                        ('recipient', models.CharField(max_length=254, verbose_name='recipient')),
                        ('state', models.CharField(choices=[('pending', 'pending'), ('in_flight', 'in flight'), ('handed_over', 'handed over'), ('delivered', 'delivered'), ('failed', 'failed')], default='pending', max_length=20, verbose_name='state')),
                        ('reference', models.CharField(blank=True, max_length=200, verbose_name='number at the provider')),
                        ('message', models.CharField(blank=True, max_length=2000, verbose_name='what the provider said')),
                        ('asked_at', models.DateTimeField(verbose_name='initiated at')),
                        ('asked_by', models.CharField(max_length=200, verbose_name='initiated by')),
                        ('begun_at', models.DateTimeField(blank=True, null=True, verbose_name='begun at')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'transmission',
                        'verbose_name_plural': 'transmissions',
                    },
                ),
                migrations.CreateModel(
                    name='TransmissionEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('way', models.CharField(choices=[('email', 'email'), ('file', 'file in a folder'), ('peppol', 'Peppol access point')], max_length=20, verbose_name='way')),
                        ('recipient', models.CharField(max_length=254, verbose_name='recipient')),
                        ('state', models.CharField(choices=[('pending', 'pending'), ('in_flight', 'in flight'), ('handed_over', 'handed over'), ('delivered', 'delivered'), ('failed', 'failed')], default='pending', max_length=20, verbose_name='state')),
                        ('reference', models.CharField(blank=True, max_length=200, verbose_name='number at the provider')),
                        ('message', models.CharField(blank=True, max_length=2000, verbose_name='what the provider said')),
                        ('asked_at', models.DateTimeField(verbose_name='initiated at')),
                        ('asked_by', models.CharField(max_length=200, verbose_name='initiated by')),
                        ('begun_at', models.DateTimeField(blank=True, null=True, verbose_name='begun at')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='TreatmentCodes',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('category', models.CharField(choices=[('S', 'S: taxed'), ('AE', 'AE: reverse charge'), ('G', 'G: export, not taxed'), ('O', 'O: outside the scope of tax'), ('E', 'E: exempt'), ('Z', 'Z: zero-rated')], max_length=2, verbose_name='category (EN 16931)')),
                        ('rate', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='rate (%)')),
                        ('revenue', models.CharField(max_length=9, verbose_name='revenue')),
                        ('advance', models.CharField(max_length=9, verbose_name='deposits')),
                        ('key', models.CharField(blank=True, max_length=4, verbose_name='tax key')),
                    ],
                    options={
                        'verbose_name': 'accounts of a tax treatment',
                        'verbose_name_plural': 'accounts of tax treatments',
                    },
                ),
                migrations.CreateModel(
                    name='TreatmentCodesEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('category', models.CharField(choices=[('S', 'S: taxed'), ('AE', 'AE: reverse charge'), ('G', 'G: export, not taxed'), ('O', 'O: outside the scope of tax'), ('E', 'E: exempt'), ('Z', 'Z: zero-rated')], max_length=2, verbose_name='category (EN 16931)')),
                        ('rate', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='rate (%)')),
                        ('revenue', models.CharField(max_length=9, verbose_name='revenue')),
                        ('advance', models.CharField(max_length=9, verbose_name='deposits')),
                        ('key', models.CharField(blank=True, max_length=4, verbose_name='tax key')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='UpperDeck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('requested', 'requested'), ('approved', 'approved'), ('declined', 'declined'), ('withdrawn', 'withdrawn'), ('replaced', 'replaced by a later one')], default='requested', max_length=20, verbose_name='state')),
                        ('area_sqm', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(1)], verbose_name='area of the deck (m²)')),
                        ('persons', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10000)], verbose_name='persons on the deck')),
                        ('stairs', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='number of stairs')),
                        ('is_opposite', models.BooleanField(default=False, verbose_name='two stairs are on opposite sides')),
                        ('stair_width_m', models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0.5')), django.core.validators.MaxValueValidator(20)], verbose_name='clear width of the narrowest stair (m)')),
                        ('way_m', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='longest way to a stair (m)')),
                        ('height_m', models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(40)], verbose_name='height of the whole stand (m)')),
                        ('drawing', models.CharField(blank=True, max_length=200, verbose_name='drawing')),
                        ('drawing_title', models.CharField(blank=True, max_length=120, verbose_name='file name')),
                        ('is_stamped', models.BooleanField(default=False, verbose_name='the drawing is stamped by a structural engineer')),
                        ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                        ('requested_at', models.DateTimeField(verbose_name='requested at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                        ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                        ('checked', models.JSONField(blank=True, null=True, verbose_name='rules as checked')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'upper deck',
                        'verbose_name_plural': 'upper decks',
                    },
                ),
                migrations.CreateModel(
                    name='UpperDeckEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('state', models.CharField(choices=[('requested', 'requested'), ('approved', 'approved'), ('declined', 'declined'), ('withdrawn', 'withdrawn'), ('replaced', 'replaced by a later one')], default='requested', max_length=20, verbose_name='state')),
                        ('area_sqm', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(1)], verbose_name='area of the deck (m²)')),
                        ('persons', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10000)], verbose_name='persons on the deck')),
                        ('stairs', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='number of stairs')),
                        ('is_opposite', models.BooleanField(default=False, verbose_name='two stairs are on opposite sides')),
                        ('stair_width_m', models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0.5')), django.core.validators.MaxValueValidator(20)], verbose_name='clear width of the narrowest stair (m)')),
                        ('way_m', models.DecimalField(decimal_places=2, max_digits=5, validators=[django.core.validators.MinValueValidator(0)], verbose_name='longest way to a stair (m)')),
                        ('height_m', models.DecimalField(decimal_places=2, max_digits=4, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(40)], verbose_name='height of the whole stand (m)')),
                        ('drawing', models.CharField(blank=True, max_length=200, verbose_name='drawing')),
                        ('drawing_title', models.CharField(blank=True, max_length=120, verbose_name='file name')),
                        ('is_stamped', models.BooleanField(default=False, verbose_name='the drawing is stamped by a structural engineer')),
                        ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                        ('requested_at', models.DateTimeField(verbose_name='requested at')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                        ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                        ('checked', models.JSONField(blank=True, null=True, verbose_name='rules as checked')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='VatCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('vat_id', models.CharField(max_length=40, verbose_name='VAT ID')),
                        ('answer', models.CharField(choices=[('valid', 'valid'), ('invalid', 'not valid'), ('unavailable', 'no answer')], max_length=20, verbose_name='answer')),
                        ('name', models.CharField(blank=True, max_length=200, verbose_name='name in the register')),
                        ('reference', models.CharField(blank=True, max_length=60, verbose_name='number of the check')),
                        ('checked_at', models.DateTimeField(verbose_name='checked at')),
                    ],
                    options={
                        'verbose_name': 'check of a VAT ID',
                        'verbose_name_plural': 'checks of VAT IDs',
                    },
                ),
                migrations.CreateModel(
                    name='EditionInUse',
                    fields=[
                    ],
                    options={
                        'proxy': True,
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('pavilions.edition',),
                ),
                migrations.AddField(
                    model_name='acceptancecode',
                    name='person',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
                ),
                migrations.AddField(
                    model_name='allocation',
                    name='undoes',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='exhibitors.allocation', verbose_name='undoes'),
                ),
                migrations.AddField(
                    model_name='amendment',
                    name='made_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
                ),
                migrations.AddField(
                    model_name='answer',
                    name='answered_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by'),
                ),
                migrations.AddField(
                    model_name='answerevent',
                    name='answered_by',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by'),
                ),
                migrations.AddField(
                    model_name='answerevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='answerevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.answer'),
                ),
                migrations.AddField(
                    model_name='apirequest',
                    name='user',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
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
                migrations.AddConstraint(
                    model_name='bankaccount',
                    constraint=models.UniqueConstraint(fields=('account', 'currency'), name='bank_account_once', violation_error_message='This bank account is already known.'),
                ),
                migrations.AddConstraint(
                    model_name='bankaccount',
                    constraint=models.CheckConstraint(condition=models.Q(('account__regex', '^[A-Z0-9]+$')), name='bank_account_is_plain'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bankaccount',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."bank_name" IS DISTINCT FROM (NEW."bank_name") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_closed" IS DISTINCT FROM (NEW."is_closed") OR OLD."name" IS DISTINCT FROM (NEW."name"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='b7b83de0088e72ad6650a3cf7c8a72c2382b2669', operation='UPDATE', pgid='pgtrigger_counts_revision_a58cf', table='exhibitors_bankaccount', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bankaccount',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='512d27a7b977e27c00c196cf44430bfa3d93c53c', operation='DELETE', pgid='pgtrigger_no_delete_f5034', table='exhibitors_bankaccount', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bankaccount',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_bankaccountevent" ("account", "bank_name", "currency", "id", "is_closed", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."account", NEW."bank_name", NEW."currency", NEW."id", NEW."is_closed", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='7848388fd33f8e4fa75cae3d98c092205604367d', operation='INSERT', pgid='pgtrigger_insert_insert_230de', table='exhibitors_bankaccount', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bankaccount',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."bank_name" IS DISTINCT FROM (NEW."bank_name") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_closed" IS DISTINCT FROM (NEW."is_closed") OR OLD."name" IS DISTINCT FROM (NEW."name"))', func='INSERT INTO "exhibitors_bankaccountevent" ("account", "bank_name", "currency", "id", "is_closed", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."account", NEW."bank_name", NEW."currency", NEW."id", NEW."is_closed", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='7feb9221a1a89eb49b0b67baffce9e93e896219f', operation='UPDATE', pgid='pgtrigger_update_update_eecd2', table='exhibitors_bankaccount', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bankaccount',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_bankaccountevent" ("account", "bank_name", "currency", "id", "is_closed", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."account", OLD."bank_name", OLD."currency", OLD."id", OLD."is_closed", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='0fbe0348b185eb1373f5f705b59aebfd4dd91e5a', operation='DELETE', pgid='pgtrigger_delete_delete_d4645', table='exhibitors_bankaccount', when='AFTER')),
                ),
                migrations.AddField(
                    model_name='bankaccountevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='bankaccountevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.bankaccount'),
                ),
                migrations.AddField(
                    model_name='bankstatement',
                    name='account',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='exhibitors.bankaccount', verbose_name='bank account'),
                ),
                migrations.AddField(
                    model_name='bankstatementevent',
                    name='account',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.bankaccount', verbose_name='bank account'),
                ),
                migrations.AddField(
                    model_name='bankstatementevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='bankstatementevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.bankstatement'),
                ),
                migrations.AddField(
                    model_name='billingpartyevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='billingpartyevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.billingparty'),
                ),
                migrations.AddField(
                    model_name='billingshare',
                    name='party',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='exhibitors.billingparty', verbose_name='bill-to'),
                ),
                migrations.AddField(
                    model_name='billingshareevent',
                    name='party',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.billingparty', verbose_name='bill-to'),
                ),
                migrations.AddField(
                    model_name='billingshareevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='billingshareevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.billingshare'),
                ),
                migrations.CreateModel(
                    name='Block',
                    fields=[
                        ('booking', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='opened_block', serialize=False, to='exhibitors.booking', verbose_name='booking')),
                        ('name', models.CharField(max_length=160, verbose_name='name')),
                        ('name_zh', models.CharField(blank=True, db_default='', default='', max_length=160, verbose_name='name in Chinese')),
                        ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country or region')),
                        ('text', models.TextField(blank=True, max_length=4000, verbose_name='information for members')),
                        ('text_zh', models.TextField(blank=True, db_default='', default='', max_length=4000, verbose_name='information for members in Chinese')),
                        ('price_raw', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, validators=[django.core.validators.MinValueValidator(0, 'A price cannot be below 0.')], verbose_name='raw space, per m²')),
                        ('price_shell', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, validators=[django.core.validators.MinValueValidator(0, 'A price cannot be below 0.')], verbose_name='shell scheme, per m²')),
                        ('currency', models.CharField(max_length=3, validators=[ciie.kernel.currencies.validate_currency], verbose_name='currency')),
                        ('quota_sqm', models.DecimalField(blank=True, decimal_places=2, help_text='Blank: no limit.', max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(1, 'A quota is at least 1 m².')], verbose_name='maximum m² per member')),
                        ('apply_until_date', models.DateField(verbose_name='applications until')),
                        ('returns_date', models.DateField(help_text='At the start of this day, space not allocated to members goes back on sale.', verbose_name='unallocated space returns on')),
                        ('is_open', models.BooleanField(default=True, verbose_name='open for applications')),
                        ('opened_at', models.DateTimeField(editable=False, verbose_name='opened at')),
                        ('warned_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='reminder of the return sent at')),
                        ('returned_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='returned at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'block',
                        'verbose_name_plural': 'blocks',
                    },
                ),
                migrations.CreateModel(
                    name='ReviewAssignment',
                    fields=[
                        ('booking', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='review_assignment', serialize=False, to='exhibitors.booking', verbose_name='booking')),
                        ('assigned_at', models.DateTimeField(verbose_name='assigned at')),
                        ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False)),
                    ],
                    options={
                        'verbose_name': 'assigned reviewer',
                        'verbose_name_plural': 'assigned reviewers',
                    },
                ),
                migrations.AddField(
                    model_name='booking',
                    name='contact',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bookings', to=settings.AUTH_USER_MODEL, verbose_name='contact'),
                ),
                migrations.AddField(
                    model_name='booking',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='booking',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='billingshareevent',
                    name='booking',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='billingshare',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='billing_shares', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='answerevent',
                    name='booking',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='answer',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='blockapplication',
                    name='applied_by',
                    field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='applied for by'),
                ),
                migrations.AddField(
                    model_name='blockapplication',
                    name='decided_by',
                    field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='blockapplication',
                    name='share',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.booking', verbose_name='booking of the share'),
                ),
                migrations.AddField(
                    model_name='blockapplication',
                    name='wished_booths',
                    field=models.ManyToManyField(blank=True, related_name='+', to='pavilions.booth', verbose_name='preferred booths'),
                ),
                migrations.AddField(
                    model_name='blockapplicationevent',
                    name='applied_by',
                    field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='applied for by'),
                ),
                migrations.AddField(
                    model_name='blockapplicationevent',
                    name='decided_by',
                    field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='blockapplicationevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='blockapplicationevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.blockapplication'),
                ),
                migrations.AddField(
                    model_name='blockapplicationevent',
                    name='share',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.booking', verbose_name='booking of the share'),
                ),
                migrations.AddField(
                    model_name='blockevent',
                    name='booking',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='blockevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='bookingcomment',
                    name='author',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author'),
                ),
                migrations.AddField(
                    model_name='bookingcomment',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='bookingevent',
                    name='contact',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='contact'),
                ),
                migrations.AddField(
                    model_name='bookingevent',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='bookingevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='bookingevent',
                    name='holder',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='pavilions.spaceholder', verbose_name='holder'),
                ),
                migrations.AddField(
                    model_name='bookingevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='bookingevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.booking'),
                ),
                migrations.AddField(
                    model_name='bookingnote',
                    name='author',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author'),
                ),
                migrations.AddField(
                    model_name='bookingnote',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='exhibitors.booking', verbose_name='booking'),
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
                    model_name='bulkdecision',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='bulkdecision',
                    name='started_by',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
                ),
                migrations.AddField(
                    model_name='bulkdecisionitem',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='bulkdecisionitem',
                    name='decision',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='exhibitors.bulkdecision', verbose_name='bulk decision'),
                ),
                migrations.AddField(
                    model_name='bulletin',
                    name='corrects',
                    field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='exhibitors.bulletin', verbose_name='corrects'),
                ),
                migrations.AddField(
                    model_name='bulletin',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bulletins', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='bulletin',
                    name='issued_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by'),
                ),
                migrations.AddField(
                    model_name='bulletin',
                    name='written_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
                ),
                migrations.AddField(
                    model_name='bulletinevent',
                    name='corrects',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.bulletin', verbose_name='corrects'),
                ),
                migrations.AddField(
                    model_name='bulletinevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='bulletinevent',
                    name='issued_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='issued by'),
                ),
                migrations.AddField(
                    model_name='bulletinevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='bulletinevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.bulletin'),
                ),
                migrations.AddField(
                    model_name='bulletinevent',
                    name='written_by',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
                ),
                migrations.AddField(
                    model_name='bulletinfigure',
                    name='bulletin',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='exhibitors.bulletin', verbose_name='bulletin'),
                ),
                migrations.AddField(
                    model_name='bulletinpicture',
                    name='bulletin',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='exhibitors.bulletin', verbose_name='bulletin'),
                ),
                migrations.AddField(
                    model_name='cancellation',
                    name='booking',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cancellation', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='cancellation',
                    name='settled_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by'),
                ),
                migrations.AddField(
                    model_name='cancellationevent',
                    name='booking',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='cancellationevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='cancellationevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.cancellation'),
                ),
                migrations.AddField(
                    model_name='cancellationevent',
                    name='settled_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by'),
                ),
                migrations.AddField(
                    model_name='cardpaymentevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='cardpaymentevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.cardpayment'),
                ),
                migrations.AddField(
                    model_name='coexhibitor',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='co_exhibitors', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='coexhibitor',
                    name='entered_by',
                    field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
                ),
                migrations.AddField(
                    model_name='coexhibitorevent',
                    name='booking',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='coexhibitorevent',
                    name='entered_by',
                    field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
                ),
                migrations.AddField(
                    model_name='coexhibitorevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='coexhibitorevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.coexhibitor'),
                ),
                migrations.AddField(
                    model_name='company',
                    name='merged_into',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_companies', to='exhibitors.company', verbose_name='merged into'),
                ),
                migrations.AddField(
                    model_name='coexhibitorevent',
                    name='company',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='registered company'),
                ),
                migrations.AddField(
                    model_name='coexhibitorevent',
                    name='exhibitor',
                    field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='exhibitor'),
                ),
                migrations.AddField(
                    model_name='coexhibitor',
                    name='company',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shown_on', to='exhibitors.company', verbose_name='registered company'),
                ),
                migrations.AddField(
                    model_name='coexhibitor',
                    name='exhibitor',
                    field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.company', verbose_name='exhibitor'),
                ),
                migrations.AddField(
                    model_name='bookingevent',
                    name='company',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='booking',
                    name='company',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='blockapplicationevent',
                    name='company',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='blockapplication',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='block_applications', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='billingpartyevent',
                    name='company',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='billingparty',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='billing_parties', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='companycontact',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='companycontactevent',
                    name='company',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='companycontactevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='companycontactevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.companycontact'),
                ),
                migrations.AddField(
                    model_name='companyevent',
                    name='merged_into',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='merged into'),
                ),
                migrations.AddField(
                    model_name='companyevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='companyevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.company'),
                ),
                migrations.AddField(
                    model_name='companyinvitation',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='companyinvitation',
                    name='invited_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by'),
                ),
                migrations.AddField(
                    model_name='companymerge',
                    name='merged',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.company', verbose_name='merged company'),
                ),
                migrations.AddField(
                    model_name='companymerge',
                    name='merged_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='merged by'),
                ),
                migrations.AddField(
                    model_name='companymerge',
                    name='survivor',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='exhibitors.company', verbose_name='company kept'),
                ),
                migrations.AddField(
                    model_name='companymerge',
                    name='undone_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by'),
                ),
                migrations.AddField(
                    model_name='confirmationletter',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='contract',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='amendment',
                    name='amends',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='amended_by', to='exhibitors.contract', verbose_name='amended contract'),
                ),
                migrations.AddField(
                    model_name='amendment',
                    name='contract',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='amendment', to='exhibitors.contract', verbose_name='contract'),
                ),
                migrations.AddField(
                    model_name='contractevent',
                    name='booking',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='contractevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='contractevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.contract'),
                ),
                migrations.AddField(
                    model_name='dailysnapshot',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='daydigest',
                    name='edition',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='day_digests', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='deal',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deals', to='exhibitors.company', verbose_name='exhibitor'),
                ),
                migrations.AddField(
                    model_name='deal',
                    name='counted_by',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='counted by'),
                ),
                migrations.AddField(
                    model_name='deal',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='deal',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deals', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='deal',
                    name='entered_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
                ),
                migrations.AddField(
                    model_name='deal',
                    name='sector',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deals', to='pavilions.sector', verbose_name='sector'),
                ),
                migrations.AddField(
                    model_name='deal',
                    name='verified_by',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='verified by'),
                ),
                migrations.AddField(
                    model_name='dealcount',
                    name='deal',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='exhibitors.deal', verbose_name='deal'),
                ),
                migrations.AddField(
                    model_name='dealcount',
                    name='noted_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noted by'),
                ),
                migrations.AddField(
                    model_name='dealcount',
                    name='sector',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.sector', verbose_name='sector'),
                ),
                migrations.AddField(
                    model_name='dealevent',
                    name='company',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='exhibitor'),
                ),
                migrations.AddField(
                    model_name='dealevent',
                    name='counted_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='counted by'),
                ),
                migrations.AddField(
                    model_name='dealevent',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='dealevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='dealevent',
                    name='entered_by',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
                ),
                migrations.AddField(
                    model_name='dealevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='dealevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.deal'),
                ),
                migrations.AddField(
                    model_name='dealevent',
                    name='sector',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.sector', verbose_name='sector'),
                ),
                migrations.AddField(
                    model_name='dealevent',
                    name='verified_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='verified by'),
                ),
                migrations.AddField(
                    model_name='debtor',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='debtors', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='debtor',
                    name='party',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='debtors', to='exhibitors.billingparty', verbose_name='bill-to'),
                ),
                migrations.AddField(
                    model_name='debtorevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='debtorevent',
                    name='party',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.billingparty', verbose_name='bill-to'),
                ),
                migrations.AddField(
                    model_name='debtorevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='debtorevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.debtor'),
                ),
                migrations.AddField(
                    model_name='debtorseries',
                    name='edition',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='debtor_series', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='duedateextension',
                    name='made_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
                ),
                migrations.AddField(
                    model_name='duedateextensionevent',
                    name='made_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
                ),
                migrations.AddField(
                    model_name='duedateextensionevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='duedateextensionevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.duedateextension'),
                ),
                migrations.AddField(
                    model_name='editionterms',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='editionterms',
                    name='published_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by'),
                ),
                migrations.AddField(
                    model_name='contractevent',
                    name='terms',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.editionterms', verbose_name='terms'),
                ),
                migrations.AddField(
                    model_name='contract',
                    name='terms',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.editionterms', verbose_name='terms'),
                ),
                migrations.AddField(
                    model_name='editiontermsevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='editiontermsevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='editiontermsevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.editionterms'),
                ),
                migrations.AddField(
                    model_name='editiontermsevent',
                    name='published_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by'),
                ),
                migrations.AddField(
                    model_name='exchangerate',
                    name='corrects',
                    field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='exhibitors.exchangerate', verbose_name='corrects'),
                ),
                migrations.AddField(
                    model_name='exchangerate',
                    name='set_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by'),
                ),
                migrations.AddField(
                    model_name='dealevent',
                    name='rate',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.exchangerate', verbose_name='exchange rate'),
                ),
                migrations.AddField(
                    model_name='dealcount',
                    name='rate',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='counts', to='exhibitors.exchangerate', verbose_name='exchange rate'),
                ),
                migrations.AddField(
                    model_name='deal',
                    name='rate',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deals', to='exhibitors.exchangerate', verbose_name='exchange rate'),
                ),
                migrations.AddField(
                    model_name='exhibit',
                    name='added_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by'),
                ),
                migrations.AddField(
                    model_name='exhibit',
                    name='company',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exhibits', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='exhibit',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='exhibit',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exhibits', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='exhibit',
                    name='pavilion',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exhibits', to='pavilions.nationalpavilion', verbose_name='pavilion'),
                ),
                migrations.AddField(
                    model_name='exhibit',
                    name='same_debut_as',
                    field=models.ForeignKey(blank=True, editable=False, help_text='Shown by several exhibitors; together they count as one debut.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='also_shown_as', to='exhibitors.exhibit', verbose_name='the same debut as'),
                ),
                migrations.AddField(
                    model_name='exhibit',
                    name='sector',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exhibits', to='pavilions.sector', verbose_name='sector'),
                ),
                migrations.AddField(
                    model_name='exhibitevent',
                    name='added_by',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by'),
                ),
                migrations.AddField(
                    model_name='exhibitevent',
                    name='company',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='exhibitevent',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='exhibitevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='exhibitevent',
                    name='pavilion',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.nationalpavilion', verbose_name='pavilion'),
                ),
                migrations.AddField(
                    model_name='exhibitevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='exhibitevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.exhibit'),
                ),
                migrations.AddField(
                    model_name='exhibitevent',
                    name='same_debut_as',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='Shown by several exhibitors; together they count as one debut.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.exhibit', verbose_name='the same debut as'),
                ),
                migrations.AddField(
                    model_name='exhibitevent',
                    name='sector',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.sector', verbose_name='sector'),
                ),
                migrations.AddField(
                    model_name='exhibitpicture',
                    name='exhibit',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='exhibitors.exhibit', verbose_name='exhibit'),
                ),
                migrations.AddField(
                    model_name='fapiaoevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='fapiaoevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.fapiao'),
                ),
                migrations.AddField(
                    model_name='invoice',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='invoice',
                    name='credits',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credit_notes', to='exhibitors.invoice', verbose_name='credits'),
                ),
                migrations.AddField(
                    model_name='invoice',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='invoice',
                    name='party',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='exhibitors.billingparty', verbose_name='bill-to'),
                ),
                migrations.AddField(
                    model_name='fapiaoevent',
                    name='invoice',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='fapiao',
                    name='invoice',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fapiaos', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='einvoice',
                    name='invoice',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='einvoice', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='duedateextensionevent',
                    name='invoice',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='duedateextension',
                    name='invoice',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='extension', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='cardpaymentevent',
                    name='invoice',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='cardpayment',
                    name='invoice',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='card_payments', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='allocation',
                    name='invoice',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='invoiceevent',
                    name='booking',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='invoiceevent',
                    name='credits',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.invoice', verbose_name='credits'),
                ),
                migrations.AddField(
                    model_name='invoiceevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='invoiceevent',
                    name='party',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.billingparty', verbose_name='bill-to'),
                ),
                migrations.AddField(
                    model_name='invoiceevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='invoiceevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.invoice'),
                ),
                migrations.AddField(
                    model_name='invoiceline',
                    name='deducts',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='deductions', to='exhibitors.invoice', verbose_name='deducts the invoice'),
                ),
                migrations.AddField(
                    model_name='invoiceline',
                    name='invoice',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='invoiceline',
                    name='refers_to',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credited_by', to='exhibitors.invoiceline', verbose_name='credits the line'),
                ),
                migrations.AddField(
                    model_name='companycharge',
                    name='line',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='company_charge', to='exhibitors.invoiceline', verbose_name='line of an invoice'),
                ),
                migrations.AddField(
                    model_name='invoiceseries',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoice_series', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='invoiceevent',
                    name='series',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.invoiceseries', verbose_name='series'),
                ),
                migrations.AddField(
                    model_name='invoice',
                    name='series',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='exhibitors.invoiceseries', verbose_name='series'),
                ),
                migrations.AddField(
                    model_name='invoicetax',
                    name='invoice',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taxes', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddConstraint(
                    model_name='issuedpdf',
                    constraint=models.UniqueConstraint(fields=('kind', 'number', 'language'), name='issued_pdf_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='issuedpdf',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8254d66f73eaa6650a76b0ed7a1ec2b1a8c7aa8e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0e1ce', table='exhibitors_issuedpdf', when='BEFORE')),
                ),
                migrations.AddField(
                    model_name='journalentry',
                    name='document',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='exhibitors.invoice', verbose_name='document'),
                ),
                migrations.AddField(
                    model_name='journalentry',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.edition', verbose_name='edition of its first line'),
                ),
                migrations.AddField(
                    model_name='allocation',
                    name='entry',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='exhibitors.journalentry', verbose_name='journal entry'),
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
                migrations.AddField(
                    model_name='journalline',
                    name='booking',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='journal_lines', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='journalline',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='journal_lines', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='journalline',
                    name='edition',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='journal', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='journalline',
                    name='entry',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='exhibitors.journalentry', verbose_name='entry'),
                ),
                migrations.AddField(
                    model_name='journalline',
                    name='invoice',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='journal_lines', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='journalline',
                    name='party',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='journal_lines', to='exhibitors.billingparty', verbose_name='bill-to'),
                ),
                migrations.AddField(
                    model_name='exportedline',
                    name='line',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='exported', to='exhibitors.journalline', verbose_name='line of the journal'),
                ),
                migrations.AddField(
                    model_name='ledgercodes',
                    name='edition',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ledger_codes', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='ledgercodesevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='ledgercodesevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='ledgercodesevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.ledgercodes'),
                ),
                migrations.AddField(
                    model_name='mailing',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mailings', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='mailing',
                    name='sent_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by'),
                ),
                migrations.AddField(
                    model_name='mailing',
                    name='written_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
                ),
                migrations.AddField(
                    model_name='mailingevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='mailingevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='mailingevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.mailing'),
                ),
                migrations.AddField(
                    model_name='mailingevent',
                    name='sent_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by'),
                ),
                migrations.AddField(
                    model_name='mailingevent',
                    name='written_by',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
                ),
                migrations.AddField(
                    model_name='mailingrecipient',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='mailingrecipient',
                    name='mailing',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recipients', to='exhibitors.mailing', verbose_name='message'),
                ),
                migrations.AddField(
                    model_name='mandate',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='mandate',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='mandate',
                    name='person',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mandates', to=settings.AUTH_USER_MODEL, verbose_name='person'),
                ),
                migrations.AddField(
                    model_name='mandateevent',
                    name='company',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='mandateevent',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='mandateevent',
                    name='person',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
                ),
                migrations.AddField(
                    model_name='mandateevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='mandateevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.mandate'),
                ),
                migrations.AddField(
                    model_name='membership',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='membership',
                    name='user',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person'),
                ),
                migrations.AddField(
                    model_name='company',
                    name='people',
                    field=models.ManyToManyField(related_name='companies', through='exhibitors.Membership', to=settings.AUTH_USER_MODEL, verbose_name='people'),
                ),
                migrations.AddField(
                    model_name='membershipevent',
                    name='company',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='membershipevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='membershipevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.membership'),
                ),
                migrations.AddField(
                    model_name='membershipevent',
                    name='user',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
                ),
                migrations.AddField(
                    model_name='namechange',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='name_changes', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='namechange',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='namechange',
                    name='proposed_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
                ),
                migrations.AddField(
                    model_name='namechangeevent',
                    name='company',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='namechangeevent',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='namechangeevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='namechangeevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.namechange'),
                ),
                migrations.AddField(
                    model_name='namechangeevent',
                    name='proposed_by',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
                ),
                migrations.AddField(
                    model_name='offer',
                    name='answered_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by'),
                ),
                migrations.AddField(
                    model_name='offer',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='offer',
                    name='made_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
                ),
                migrations.AddField(
                    model_name='offer',
                    name='terms',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.editionterms', verbose_name='terms'),
                ),
                migrations.AddField(
                    model_name='instalment',
                    name='offer',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='exhibitors.offer', verbose_name='offer'),
                ),
                migrations.AddField(
                    model_name='contractevent',
                    name='offer',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.offer', verbose_name='offer'),
                ),
                migrations.AddField(
                    model_name='contract',
                    name='offer',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='contract', to='exhibitors.offer', verbose_name='offer'),
                ),
                migrations.AddField(
                    model_name='cancellationevent',
                    name='offer',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.offer', verbose_name='accepted offer'),
                ),
                migrations.AddField(
                    model_name='cancellation',
                    name='offer',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.offer', verbose_name='accepted offer'),
                ),
                migrations.AddField(
                    model_name='acceptancecode',
                    name='offer',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='exhibitors.offer', verbose_name='offer'),
                ),
                migrations.AddField(
                    model_name='offeracceptance',
                    name='mandate',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.mandate', verbose_name='power of attorney'),
                ),
                migrations.AddField(
                    model_name='offeracceptance',
                    name='offer',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='acceptance', to='exhibitors.offer', verbose_name='offer'),
                ),
                migrations.AddField(
                    model_name='offeracceptance',
                    name='person',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
                ),
                migrations.AddField(
                    model_name='offeracceptance',
                    name='terms',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.editionterms', verbose_name='terms'),
                ),
                migrations.AddField(
                    model_name='offerevent',
                    name='answered_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by'),
                ),
                migrations.AddField(
                    model_name='offerevent',
                    name='booking',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='offerevent',
                    name='made_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
                ),
                migrations.AddField(
                    model_name='offerevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='offerevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.offer'),
                ),
                migrations.AddField(
                    model_name='offerevent',
                    name='terms',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.editionterms', verbose_name='terms'),
                ),
                migrations.AddField(
                    model_name='offerline',
                    name='offer',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='exhibitors.offer', verbose_name='offer'),
                ),
                migrations.AddField(
                    model_name='ownershiprequest',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ownership_requests', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='ownershiprequest',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='ownershiprequest',
                    name='person',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ownership_requests', to=settings.AUTH_USER_MODEL, verbose_name='person'),
                ),
                migrations.AddField(
                    model_name='ownershiprequestevent',
                    name='company',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='ownershiprequestevent',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='ownershiprequestevent',
                    name='person',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
                ),
                migrations.AddField(
                    model_name='ownershiprequestevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='ownershiprequestevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.ownershiprequest'),
                ),
                migrations.AddField(
                    model_name='participation',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='participation',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='payment',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='payment',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='payment',
                    name='entry',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='payment', to='exhibitors.journalentry', verbose_name='journal entry'),
                ),
                migrations.AddField(
                    model_name='cardpaymentevent',
                    name='payment',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.payment', verbose_name='payment'),
                ),
                migrations.AddField(
                    model_name='cardpayment',
                    name='payment',
                    field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='card', to='exhibitors.payment', verbose_name='payment'),
                ),
                migrations.AddField(
                    model_name='allocation',
                    name='payment',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='exhibitors.payment', verbose_name='payment'),
                ),
                migrations.AddField(
                    model_name='paymentevent',
                    name='company',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='paymentevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='paymentevent',
                    name='entry',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.journalentry', verbose_name='journal entry'),
                ),
                migrations.AddField(
                    model_name='paymentevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='paymentevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.payment'),
                ),
                migrations.AddField(
                    model_name='payoutevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='payoutevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.payout'),
                ),
                migrations.AddField(
                    model_name='publishedfigure',
                    name='approval',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.approval', verbose_name='agreed to in'),
                ),
                migrations.AddField(
                    model_name='publishedfigure',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='published_figures', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='publishedfigure',
                    name='stated_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='stated by'),
                ),
                migrations.AddField(
                    model_name='publishedfigureevent',
                    name='approval',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.approval', verbose_name='agreed to in'),
                ),
                migrations.AddField(
                    model_name='publishedfigureevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='publishedfigureevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='publishedfigureevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.publishedfigure'),
                ),
                migrations.AddField(
                    model_name='publishedfigureevent',
                    name='stated_by',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='stated by'),
                ),
                migrations.AddField(
                    model_name='question',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='answerevent',
                    name='question',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.question', verbose_name='question'),
                ),
                migrations.AddField(
                    model_name='answer',
                    name='question',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='exhibitors.question', verbose_name='question'),
                ),
                migrations.AddField(
                    model_name='questionevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='questionevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='questionevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.question'),
                ),
                migrations.AddField(
                    model_name='ratecard',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rate_cards', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='ratecard',
                    name='published_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by'),
                ),
                migrations.AddField(
                    model_name='ratecardevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='ratecardevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='ratecardevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.ratecard'),
                ),
                migrations.AddField(
                    model_name='ratecardevent',
                    name='published_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by'),
                ),
                migrations.AddField(
                    model_name='raterule',
                    name='card',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='exhibitors.ratecard', verbose_name='rate card'),
                ),
                migrations.AddField(
                    model_name='raterule',
                    name='hall',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.hall', verbose_name='hall'),
                ),
                migrations.AddField(
                    model_name='raterule',
                    name='sector',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.sector', verbose_name='sector'),
                ),
                migrations.AddField(
                    model_name='rateruleevent',
                    name='card',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.ratecard', verbose_name='rate card'),
                ),
                migrations.AddField(
                    model_name='rateruleevent',
                    name='hall',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.hall', verbose_name='hall'),
                ),
                migrations.AddField(
                    model_name='rateruleevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='rateruleevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.raterule'),
                ),
                migrations.AddField(
                    model_name='rateruleevent',
                    name='sector',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.sector', verbose_name='sector'),
                ),
                migrations.AddField(
                    model_name='reconciliationrun',
                    name='edition',
                    field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='reconciliationrun',
                    name='ran_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='carried out by'),
                ),
                migrations.AddField(
                    model_name='reductionrequest',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reduction_requests', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='reductionrequest',
                    name='contract',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reduction_requests', to='exhibitors.contract', verbose_name='contract'),
                ),
                migrations.AddField(
                    model_name='reductionrequest',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='reductionrequest',
                    name='made_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='requested by'),
                ),
                migrations.AddField(
                    model_name='reductionrequestevent',
                    name='booking',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='reductionrequestevent',
                    name='contract',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.contract', verbose_name='contract'),
                ),
                migrations.AddField(
                    model_name='reductionrequestevent',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='reductionrequestevent',
                    name='made_by',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='requested by'),
                ),
                migrations.AddField(
                    model_name='reductionrequestevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='reductionrequestevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.reductionrequest'),
                ),
                migrations.AddField(
                    model_name='refund',
                    name='approval',
                    field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refund', to='exhibitors.approval', verbose_name='agreed to in'),
                ),
                migrations.AddField(
                    model_name='refund',
                    name='entry',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='refund', to='exhibitors.journalentry', verbose_name='journal entry'),
                ),
                migrations.AddField(
                    model_name='refund',
                    name='payment',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='exhibitors.payment', verbose_name='payment'),
                ),
                migrations.AddField(
                    model_name='refund',
                    name='undoes',
                    field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='exhibitors.refund', verbose_name='undoes'),
                ),
                migrations.AddField(
                    model_name='payoutevent',
                    name='refund',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.refund', verbose_name='refund'),
                ),
                migrations.AddField(
                    model_name='payout',
                    name='refund',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='exhibitors.refund', verbose_name='refund'),
                ),
                migrations.AddField(
                    model_name='reminder',
                    name='invoice',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='reviewassignmentevent',
                    name='assigned_by',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned by'),
                ),
                migrations.AddField(
                    model_name='reviewassignmentevent',
                    name='booking',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', serialize=False, to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='reviewassignmentevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='reviewassignmentevent',
                    name='reviewer',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewer'),
                ),
                migrations.AddField(
                    model_name='roadshow',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roadshows', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='roadshowevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='roadshowevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='roadshowevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.roadshow'),
                ),
                migrations.AddField(
                    model_name='roadshowregistration',
                    name='roadshow',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='exhibitors.roadshow', verbose_name='roadshow'),
                ),
                migrations.AddField(
                    model_name='roadshowreport',
                    name='reported_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by'),
                ),
                migrations.AddField(
                    model_name='roadshowreport',
                    name='roadshow',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='exhibitors.roadshow', verbose_name='roadshow'),
                ),
                migrations.AddField(
                    model_name='salessettings',
                    name='edition',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sales_settings', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='salessettingsevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='salessettingsevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='salessettingsevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.salessettings'),
                ),
                migrations.AddField(
                    model_name='scheduledinvoice',
                    name='instalment',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='exhibitors.instalment', verbose_name='part of the schedule'),
                ),
                migrations.AddField(
                    model_name='scheduledinvoice',
                    name='invoice',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='schedule', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='seller',
                    name='bank_approval',
                    field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.approval', verbose_name='agreed to in'),
                ),
                migrations.AddField(
                    model_name='seller',
                    name='edition',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seller', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='sellerevent',
                    name='bank_approval',
                    field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.approval', verbose_name='agreed to in'),
                ),
                migrations.AddField(
                    model_name='sellerevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='sellerevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='sellerevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.seller'),
                ),
                migrations.AddField(
                    model_name='signature',
                    name='contract',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='signature', to='exhibitors.contract', verbose_name='contract'),
                ),
                migrations.AddField(
                    model_name='signature',
                    name='mandate',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.mandate', verbose_name='power of attorney'),
                ),
                migrations.AddField(
                    model_name='signature',
                    name='person',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
                ),
                migrations.AddField(
                    model_name='signedcopy',
                    name='contract',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='exhibitors.contract', verbose_name='contract'),
                ),
                migrations.AddField(
                    model_name='signedcopy',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='signedcopy',
                    name='uploaded_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by'),
                ),
                migrations.AddField(
                    model_name='signature',
                    name='copy',
                    field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.signedcopy', verbose_name='signed copy'),
                ),
                migrations.AddField(
                    model_name='signingcode',
                    name='contract',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='exhibitors.contract', verbose_name='contract'),
                ),
                migrations.AddField(
                    model_name='signingcode',
                    name='person',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
                ),
                migrations.AddField(
                    model_name='spacemovement',
                    name='allotment',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.allotment', verbose_name='allotment'),
                ),
                migrations.AddField(
                    model_name='spacemovement',
                    name='company',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='spacerequest',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='spacerequest',
                    name='sector',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.sector', verbose_name='sector'),
                ),
                migrations.AddField(
                    model_name='spacetotal',
                    name='allotment',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pavilions.allotment', verbose_name='allotment'),
                ),
                migrations.AddField(
                    model_name='spacetotal',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='statementline',
                    name='account',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='exhibitors.bankaccount', verbose_name='bank account'),
                ),
                migrations.AddField(
                    model_name='statementline',
                    name='statement',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='exhibitors.bankstatement', verbose_name='statement'),
                ),
                migrations.AddField(
                    model_name='refund',
                    name='returned',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='returned_payments', to='exhibitors.statementline', verbose_name='debit that took it back'),
                ),
                migrations.AddField(
                    model_name='payoutevent',
                    name='line',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.statementline', verbose_name='line of a statement'),
                ),
                migrations.AddField(
                    model_name='payout',
                    name='line',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='exhibitors.statementline', verbose_name='line of a statement'),
                ),
                migrations.AddField(
                    model_name='paymentevent',
                    name='line',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.statementline', verbose_name='statement line'),
                ),
                migrations.AddField(
                    model_name='payment',
                    name='line',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='exhibitors.statementline', verbose_name='statement line'),
                ),
                migrations.AddField(
                    model_name='statementlinestatereasonevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='statementlinestatereasonevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_reason_events', to='exhibitors.statementline'),
                ),
                migrations.AddField(
                    model_name='taxrule',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tax_rules', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='taxruleevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='taxruleevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='taxruleevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.taxrule'),
                ),
                migrations.AddField(
                    model_name='termsacceptance',
                    name='booking',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='exhibitors.booking', verbose_name='booking'),
                ),
                migrations.AddField(
                    model_name='termsacceptance',
                    name='person',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
                ),
                migrations.AddField(
                    model_name='termsacceptance',
                    name='terms',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='exhibitors.editionterms', verbose_name='terms'),
                ),
                migrations.AddField(
                    model_name='themedareamember',
                    name='area',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='pavilions.themedarea', verbose_name='themed area'),
                ),
                migrations.AddField(
                    model_name='themedareamember',
                    name='company',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='themed_memberships', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='themedareamemberevent',
                    name='area',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.themedarea', verbose_name='themed area'),
                ),
                migrations.AddField(
                    model_name='themedareamemberevent',
                    name='company',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.company', verbose_name='company'),
                ),
                migrations.AddField(
                    model_name='themedareamemberevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='themedareamemberevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.themedareamember'),
                ),
                migrations.AddField(
                    model_name='transmission',
                    name='invoice',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transmissions', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='transmissionevent',
                    name='invoice',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.invoice', verbose_name='invoice'),
                ),
                migrations.AddField(
                    model_name='transmissionevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='transmissionevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.transmission'),
                ),
                migrations.AddField(
                    model_name='treatmentcodes',
                    name='edition',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='treatment_codes', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='treatmentcodesevent',
                    name='edition',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.edition', verbose_name='edition'),
                ),
                migrations.AddField(
                    model_name='treatmentcodesevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='treatmentcodesevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.treatmentcodes'),
                ),
                migrations.AddField(
                    model_name='upperdeck',
                    name='claim',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decks', to='pavilions.spaceclaim', verbose_name='claim'),
                ),
                migrations.AddField(
                    model_name='upperdeck',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='upperdeck',
                    name='requested_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='requested by'),
                ),
                migrations.AddField(
                    model_name='upperdeckevent',
                    name='claim',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pavilions.spaceclaim', verbose_name='claim'),
                ),
                migrations.AddField(
                    model_name='upperdeckevent',
                    name='decided_by',
                    field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
                ),
                migrations.AddField(
                    model_name='upperdeckevent',
                    name='pgh_context',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
                ),
                migrations.AddField(
                    model_name='upperdeckevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.upperdeck'),
                ),
                migrations.AddField(
                    model_name='upperdeckevent',
                    name='requested_by',
                    field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='requested by'),
                ),
                migrations.AddField(
                    model_name='vatcheck',
                    name='party',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vat_checks', to='exhibitors.billingparty', verbose_name='bill-to'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='editioninuse',
                    trigger=pgtrigger.compiler.Trigger(name='edition_number_recorded', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."number" IS DISTINCT FROM (NEW."number"))', func="IF EXISTS (SELECT FROM exhibitors_publishedfigure WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_bulletin WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_dailysnapshot WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_deal WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_roadshow WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_participation WHERE edition_id = OLD.id) THEN RAISE EXCEPTION 'refused by edition_number_recorded' USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_number_recorded'; END IF; RETURN NEW;", hash='01914f32733cc7adc842a68756ae4b296b27fa32', operation='UPDATE', pgid='pgtrigger_edition_number_recorded_5dfe4', table='pavilions_edition', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='editioninuse',
                    trigger=pgtrigger.compiler.Trigger(name='edition_time_zone_recorded', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."time_zone" IS DISTINCT FROM (NEW."time_zone"))', func="IF EXISTS (SELECT FROM exhibitors_publishedfigure WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_bulletin WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_dailysnapshot WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_deal WHERE edition_id = OLD.id) THEN RAISE EXCEPTION 'refused by edition_time_zone_recorded' USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_time_zone_recorded'; END IF; RETURN NEW;", hash='2f57c6724dd8d924e9aa02b5a8c6ed96b3513972', operation='UPDATE', pgid='pgtrigger_edition_time_zone_recorded_bce92', table='pavilions_edition', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='editioninuse',
                    trigger=pgtrigger.compiler.Trigger(name='edition_currency_in_use', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."currency" IS DISTINCT FROM (NEW."currency"))', func="IF EXISTS (SELECT FROM exhibitors_ratecard WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_deal WHERE edition_id = OLD.id) THEN RAISE EXCEPTION 'refused by edition_currency_in_use' USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_currency_in_use'; END IF; RETURN NEW;", hash='af9874c5097d419ba690a028c068a44f8f8d3c19', operation='UPDATE', pgid='pgtrigger_edition_currency_in_use_c198a', table='pavilions_edition', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='editioninuse',
                    trigger=pgtrigger.compiler.Trigger(name='edition_currency_has_money', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."currency" IS DISTINCT FROM (NEW."currency"))', func="IF EXISTS (SELECT FROM exhibitors_invoice WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_payment WHERE edition_id = OLD.id) OR EXISTS (SELECT FROM exhibitors_journalline WHERE edition_id = OLD.id) THEN RAISE EXCEPTION 'refused by edition_currency_has_money' USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_currency_has_money'; END IF; RETURN NEW;", hash='b5f502a845c77adcc1bb9772716d2e20cd127509', operation='UPDATE', pgid='pgtrigger_edition_currency_has_money_f12d9', table='pavilions_edition', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='apirequest',
                    constraint=models.UniqueConstraint(fields=('user', 'key'), name='api_request_once'),
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
                    model_name='bankaccountevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='26f88fe9845a4b2a164531cbadd91155cc58051c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1f34c', table='exhibitors_bankaccountevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='bankstatement',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('file_name'), name='gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('number'), name='gin_trgm_ops'), name='bank_statement_parts'),
                ),
                migrations.AddConstraint(
                    model_name='bankstatement',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'imported'), ('imported_at__isnull', True), _connector='XOR'), name='statement_imported_has_instant'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bankstatement',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{uploaded:discarded,uploaded:imported}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='1b48785c186645eb2856336fd05e09a33677cd5e', operation='UPDATE', pgid='pgtrigger_state_moves_89aa1', table='exhibitors_bankstatement', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bankstatement',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'discarded\', \'imported\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='d1287617e94d25404b8213abe80cc15b5d87c2c2', operation='INSERT', pgid='pgtrigger_state_birth_13898', table='exhibitors_bankstatement', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bankstatement',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."choices" IS DISTINCT FROM (NEW."choices") OR OLD."closing" IS DISTINCT FROM (NEW."closing") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."first_day" IS DISTINCT FROM (NEW."first_day") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."imported_at" IS DISTINCT FROM (NEW."imported_at") OR OLD."imported_by" IS DISTINCT FROM (NEW."imported_by") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."known" IS DISTINCT FROM (NEW."known") OR OLD."last_day" IS DISTINCT FROM (NEW."last_day") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."opening" IS DISTINCT FROM (NEW."opening") OR OLD."reading" IS DISTINCT FROM (NEW."reading") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."uploaded_by" IS DISTINCT FROM (NEW."uploaded_by"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='c67fd78f8db7114c4d93bb13293bfd8e36097b34', operation='UPDATE', pgid='pgtrigger_counts_revision_a6e9c', table='exhibitors_bankstatement', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bankstatement',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1c9a1c8771e428895a0a4dc4b982f0d84350af0a', operation='DELETE', pgid='pgtrigger_no_delete_27d71', table='exhibitors_bankstatement', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bankstatement',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_bankstatementevent" ("account_id", "closing", "digest", "file_name", "first_day", "id", "imported_at", "imported_by", "kind", "known", "last_day", "number", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "uploaded_at", "uploaded_by") VALUES (NEW."account_id", NEW."closing", NEW."digest", NEW."file_name", NEW."first_day", NEW."id", NEW."imported_at", NEW."imported_by", NEW."kind", NEW."known", NEW."last_day", NEW."number", NEW."opening", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."uploaded_at", NEW."uploaded_by"); RETURN NULL;', hash='702bcfee5e7cc05d42d86aa95b027787e046bb39', operation='INSERT', pgid='pgtrigger_insert_insert_9799d', table='exhibitors_bankstatement', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bankstatement',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."closing" IS DISTINCT FROM (NEW."closing") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."first_day" IS DISTINCT FROM (NEW."first_day") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."imported_at" IS DISTINCT FROM (NEW."imported_at") OR OLD."imported_by" IS DISTINCT FROM (NEW."imported_by") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."known" IS DISTINCT FROM (NEW."known") OR OLD."last_day" IS DISTINCT FROM (NEW."last_day") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."opening" IS DISTINCT FROM (NEW."opening") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."uploaded_by" IS DISTINCT FROM (NEW."uploaded_by"))', func='INSERT INTO "exhibitors_bankstatementevent" ("account_id", "closing", "digest", "file_name", "first_day", "id", "imported_at", "imported_by", "kind", "known", "last_day", "number", "opening", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "uploaded_at", "uploaded_by") VALUES (NEW."account_id", NEW."closing", NEW."digest", NEW."file_name", NEW."first_day", NEW."id", NEW."imported_at", NEW."imported_by", NEW."kind", NEW."known", NEW."last_day", NEW."number", NEW."opening", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."uploaded_at", NEW."uploaded_by"); RETURN NULL;', hash='7be73b85c662de88a0de632342d7094779c85d27', operation='UPDATE', pgid='pgtrigger_update_update_86521', table='exhibitors_bankstatement', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bankstatementevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='03a1f9f8be87e39e07cf3bd0d2ceb3cfb9db5dcc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7f654', table='exhibitors_bankstatementevent', when='BEFORE')),
                ),
                migrations.AddField(
                    model_name='bookingevent',
                    name='block',
                    field=models.ForeignKey(blank=True, db_constraint=False, help_text='The block that this share belongs to.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.block', verbose_name='block'),
                ),
                migrations.AddField(
                    model_name='booking',
                    name='block',
                    field=models.ForeignKey(blank=True, help_text='The block that this share belongs to.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='exhibitors.block', verbose_name='block'),
                ),
                migrations.AddField(
                    model_name='blockevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.block'),
                ),
                migrations.AddField(
                    model_name='blockapplicationevent',
                    name='block',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='exhibitors.block', verbose_name='block'),
                ),
                migrations.AddField(
                    model_name='blockapplication',
                    name='block',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='exhibitors.block', verbose_name='block'),
                ),
                migrations.AddField(
                    model_name='block',
                    name='managers',
                    field=models.ManyToManyField(blank=True, related_name='managed_blocks', to=settings.AUTH_USER_MODEL, verbose_name='managers'),
                ),
                migrations.AddField(
                    model_name='reviewassignmentevent',
                    name='pgh_obj',
                    field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='exhibitors.reviewassignment'),
                ),
                migrations.AddField(
                    model_name='reviewassignment',
                    name='assigned_by',
                    field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned by'),
                ),
                migrations.AddField(
                    model_name='reviewassignment',
                    name='reviewer',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_assignments', to=settings.AUTH_USER_MODEL, verbose_name='reviewer'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='billingshareevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='18abc3369478449c662a9d53bd414434322ea987', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_78764', table='exhibitors_billingshareevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='billingshare',
                    constraint=models.UniqueConstraint(fields=('booking', 'party'), name='billing_share_once', violation_error_message='Each bill-to has one share of a booking.'),
                ),
                migrations.AddConstraint(
                    model_name='billingshare',
                    constraint=models.CheckConstraint(condition=models.Q(('percent__gt', 0), ('percent__lte', 100)), name='billing_share_in_bounds', violation_error_message='A share is more than 0 and at most 100%.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='billingshare',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id") OR OLD."percent" IS DISTINCT FROM (NEW."percent"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='a106c320ca9f2a9c44f8c81f33fef8105e53ae30', operation='UPDATE', pgid='pgtrigger_counts_revision_6c588', table='exhibitors_billingshare', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='billingshare',
                    trigger=pgtrigger.compiler.Trigger(name='billing_shares_add_up', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF EXISTS (\n    SELECT FROM exhibitors_billingshare\n    WHERE booking_id = CASE TG_OP WHEN 'DELETE' THEN OLD.booking_id ELSE NEW.booking_id END\n    HAVING sum(percent) <> 100\n) THEN RAISE EXCEPTION 'refused by billing_shares_add_up' USING ERRCODE = 'check_violation', CONSTRAINT = 'billing_shares_add_up'; END IF; RETURN NEW;", hash='7bf346572322a9f7c078b0398cc922980706be4b', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_billing_shares_add_up_abe7c', table='exhibitors_billingshare', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='billingshare',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_billingshareevent" ("booking_id", "id", "party_id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."booking_id", NEW."id", NEW."party_id", NEW."percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='52a7a7a1dd9b40226e78bb059c9483cc477aae4f', operation='INSERT', pgid='pgtrigger_insert_insert_4de4b', table='exhibitors_billingshare', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='billingshare',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id") OR OLD."percent" IS DISTINCT FROM (NEW."percent"))', func='INSERT INTO "exhibitors_billingshareevent" ("booking_id", "id", "party_id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."booking_id", NEW."id", NEW."party_id", NEW."percent", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='93bfb4040de47a0c767226a31dd034eb771542d0', operation='UPDATE', pgid='pgtrigger_update_update_07252', table='exhibitors_billingshare', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='billingshare',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_billingshareevent" ("booking_id", "id", "party_id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."booking_id", OLD."id", OLD."party_id", OLD."percent", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='52cd3f61b2310ec1e65d1cf9bd68f15993aeade3', operation='DELETE', pgid='pgtrigger_delete_delete_0f757', table='exhibitors_billingshare', when='AFTER')),
                ),
                migrations.AddIndex(
                    model_name='bookingcomment',
                    index=models.Index(fields=['booking', 'written_at'], name='comment_of_booking'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bookingcomment',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d0525882a6f354d1ebe752865320137a2a0c2ebd', operation='DELETE', pgid='pgtrigger_no_delete_a98b4', table='exhibitors_bookingcomment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bookingcomment',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."is_from_organizer" IS DISTINCT FROM (NEW."is_from_organizer"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e5006d5127f630c0153aa3573c66fa1d2b96b864', operation='UPDATE', pgid='pgtrigger_append_only_e369c', table='exhibitors_bookingcomment', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='bookingnote',
                    index=models.Index(fields=['booking', 'written_at'], name='note_of_booking'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bookingnote',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='85dab94a0a371b1ad532f6abd27e7cb2e5a4c211', operation='DELETE', pgid='pgtrigger_no_delete_a2dae', table='exhibitors_bookingnote', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bookingnote',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7b2b715994db985fdec70cd684f8366fe907ef56', operation='UPDATE', pgid='pgtrigger_append_only_a389c', table='exhibitors_bookingnote', when='BEFORE')),
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
                    model_name='bulkdecision',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3f9b7e2b25fd4fc961bffa9659b0c769b2305322', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_54f7a', table='exhibitors_bulkdecision', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='bulkdecisionitem',
                    constraint=models.UniqueConstraint(fields=('decision', 'booking'), name='bulk_decision_booking_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bulkdecisionitem',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:done,open:refused}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='e36ad173a220254ef1edd22af43efc36bbd6930d', operation='UPDATE', pgid='pgtrigger_state_moves_8601b', table='exhibitors_bulkdecisionitem', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bulkdecisionitem',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'done\', \'refused\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='a4c688fa46e8fcbfefe09efc882c00fa2f5d766e', operation='INSERT', pgid='pgtrigger_state_birth_0d559', table='exhibitors_bulkdecisionitem', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bulkdecisionitem',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ffbb034ba6186623c941d3d7d5bfb03db8c04cc5', operation='DELETE', pgid='pgtrigger_no_delete_48971', table='exhibitors_bulkdecisionitem', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bulkdecisionitem',
                    trigger=pgtrigger.compiler.Trigger(name='what_was_chosen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."seen" IS DISTINCT FROM (NEW."seen") OR OLD."booths" IS DISTINCT FROM (NEW."booths"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2a384151a50130b9b35289e134feac04a3858e70', operation='UPDATE', pgid='pgtrigger_what_was_chosen_6280b', table='exhibitors_bulkdecisionitem', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='bulletin',
                    constraint=models.UniqueConstraint(fields=('edition', 'number', 'version'), name='bulletin_version_once'),
                ),
                migrations.AddConstraint(
                    model_name='bulletin',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('correction_reason', ''), ('corrects__isnull', True), ('version', 1)), models.Q(('corrects__isnull', False), ('version__gt', 1), models.Q(('correction_reason', ''), _negated=True)), _connector='OR'), name='bulletin_correction_has_reason', violation_error_message='Say what is corrected, and why.'),
                ),
                migrations.AddConstraint(
                    model_name='bulletin',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('issued_at__isnull', False), ('state__in', ['issued', 'archived'])), models.Q(('issued_at__isnull', True), ('state__in', ['draft', 'in_review'])), _connector='OR'), name='bulletin_issued_has_instant'),
                ),
                migrations.AddConstraint(
                    model_name='bulletin',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('body_zh', ''), ('title_zh', '')), models.Q(models.Q(('title_zh', ''), _negated=True), models.Q(('body_zh', ''), _negated=True)), _connector='OR'), name='bulletin_chinese_is_whole', violation_error_message='Enter both the title and the text in Chinese, or neither.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bulletin',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:in_review,in_review:draft,in_review:issued,issued:archived}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='c130681d54700d2e339ad5e42fdccdeaa1c7f5b8', operation='UPDATE', pgid='pgtrigger_state_moves_970dd', table='exhibitors_bulletin', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bulletin',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'archived\', \'in_review\', \'issued\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='98bc29860049a81e803f4d58fcdc418ab4ce2ae8', operation='INSERT', pgid='pgtrigger_state_birth_3e14c', table='exhibitors_bulletin', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bulletin',
                    trigger=pgtrigger.compiler.Trigger(name='bulletin_issued_by_another_person', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))', func="\n                    IF NEW.state = 'issued' AND (\n                        NEW.written_by_id = NEW.issued_by_id OR EXISTS (\n                            SELECT FROM exhibitors_bulletinevent AS event\n                            WHERE event.pgh_obj_id = NEW.id AND event.written_by_id = NEW.issued_by_id\n                        )\n                    ) THEN\n                 RAISE EXCEPTION 'refused by bulletin_issued_by_another_person' USING ERRCODE = 'check_violation', CONSTRAINT = 'bulletin_issued_by_another_person'; END IF; RETURN NEW;", hash='013e81445e4a77e789926f35269450f118ffe2c5', operation='UPDATE', pgid='pgtrigger_bulletin_issued_by_another_person_bf484', table='exhibitors_bulletin', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bulletin',
                    trigger=pgtrigger.compiler.Trigger(name='issued_text_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'issued\', \'archived\') AND (OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."title_zh" IS DISTINCT FROM (NEW."title_zh") OR OLD."body_zh" IS DISTINCT FROM (NEW."body_zh") OR OLD."as_of_date" IS DISTINCT FROM (NEW."as_of_date") OR OLD."guest_country" IS DISTINCT FROM (NEW."guest_country") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id") OR OLD."correction_reason" IS DISTINCT FROM (NEW."correction_reason") OR OLD."correction_reason_zh" IS DISTINCT FROM (NEW."correction_reason_zh") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6192fa89ae1681c0b8613364826e8e95e7f6aeb7', operation='UPDATE', pgid='pgtrigger_issued_text_stands_43add', table='exhibitors_bulletin', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bulletin',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_bulletinevent" ("as_of_date", "body", "body_zh", "correction_reason", "correction_reason_zh", "corrects_id", "edition_id", "figures_in_review", "guest_country", "id", "issued_at", "issued_by_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "title", "title_zh", "version", "written_at", "written_by_id") VALUES (NEW."as_of_date", NEW."body", NEW."body_zh", NEW."correction_reason", NEW."correction_reason_zh", NEW."corrects_id", NEW."edition_id", NEW."figures_in_review", NEW."guest_country", NEW."id", NEW."issued_at", NEW."issued_by_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision", NEW."state", NEW."title", NEW."title_zh", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='8717890159faf98d37f3d378d177f1e357059223', operation='INSERT', pgid='pgtrigger_insert_insert_019dd', table='exhibitors_bulletin', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bulletin',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exhibitors_bulletinevent" ("as_of_date", "body", "body_zh", "correction_reason", "correction_reason_zh", "corrects_id", "edition_id", "figures_in_review", "guest_country", "id", "issued_at", "issued_by_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "state", "title", "title_zh", "version", "written_at", "written_by_id") VALUES (NEW."as_of_date", NEW."body", NEW."body_zh", NEW."correction_reason", NEW."correction_reason_zh", NEW."corrects_id", NEW."edition_id", NEW."figures_in_review", NEW."guest_country", NEW."id", NEW."issued_at", NEW."issued_by_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision", NEW."state", NEW."title", NEW."title_zh", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='aee2b406e479a3fe4d28491cc7cb814d85db8622', operation='UPDATE', pgid='pgtrigger_update_update_8e3d8', table='exhibitors_bulletin', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bulletinevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d6f2e806c3882fff64768782149b551993a4ca79', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d731f', table='exhibitors_bulletinevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='bulletinfigure',
                    constraint=models.UniqueConstraint(fields=('bulletin', 'key'), name='bulletin_figure_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bulletinfigure',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8eeff983a7b08a51ee1c8bc0324faf8e6bb937f3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5fe6b', table='exhibitors_bulletinfigure', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='bulletinpicture',
                    constraint=models.UniqueConstraint(fields=('bulletin', 'number'), name='bulletin_picture_number_once'),
                ),
                migrations.AddConstraint(
                    model_name='bulletinpicture',
                    constraint=models.UniqueConstraint(fields=('bulletin', 'file'), name='bulletin_picture_once', violation_error_message='This picture has already been added.'),
                ),
                migrations.AddConstraint(
                    model_name='bulletinpicture',
                    constraint=models.CheckConstraint(condition=models.Q(('alt', ''), _negated=True), name='bulletin_picture_has_words', violation_error_message='Describe the picture for people who cannot see it.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bulletinpicture',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9477d510c319426422140d4babeccb19682e3192', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3284f', table='exhibitors_bulletinpicture', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='coexhibitorevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='16f04d1e393152f50e826b01866c08119c3940b4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7d44e', table='exhibitors_coexhibitorevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='coexhibitor',
                    index=models.Index(fields=['normalized_name', 'country'], name='co_exhibitor_by_name'),
                ),
                migrations.AddConstraint(
                    model_name='coexhibitor',
                    constraint=models.UniqueConstraint(fields=('booking', 'normalized_name', 'country'), name='co_exhibitor_once_per_booking', violation_error_message='This company is already on this stand.'),
                ),
                migrations.AddConstraint(
                    model_name='coexhibitor',
                    constraint=models.UniqueConstraint(fields=('booking', 'company'), name='co_exhibitor_company_once_per_booking', violation_error_message='This company is already on this stand.'),
                ),
                migrations.AddConstraint(
                    model_name='coexhibitor',
                    constraint=models.CheckConstraint(condition=models.Q(('company__isnull', True), models.Q(('company', models.F('exhibitor')), _negated=True), _connector='OR'), name='co_exhibitor_is_another', violation_error_message='The exhibitor is already on its own stand.'),
                ),
                migrations.AddConstraint(
                    model_name='coexhibitor',
                    constraint=models.CheckConstraint(condition=models.Q(('normalized_name', ''), _negated=True), name='co_exhibitor_has_name', violation_error_message='A company needs a name with at least one letter or digit.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='coexhibitor',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."exhibitor_id" IS DISTINCT FROM (NEW."exhibitor_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."normalized_name" IS DISTINCT FROM (NEW."normalized_name") OR OLD."products" IS DISTINCT FROM (NEW."products") OR OLD."text_en" IS DISTINCT FROM (NEW."text_en") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh") OR OLD."website" IS DISTINCT FROM (NEW."website"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='ee8f4793eb2dd7e6c0643e6e973e2e5fb0839516', operation='UPDATE', pgid='pgtrigger_counts_revision_2d516', table='exhibitors_coexhibitor', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='coexhibitor',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='d057ced8e56991b19daf0b549c359612a3fe6638', operation='INSERT', pgid='pgtrigger_company_not_merged_a30fe', table='exhibitors_coexhibitor', when='BEFORE')),
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
                    model_name='billingpartyevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e9ef5b7a4207e5188047638366283becb40f4adf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_86701', table='exhibitors_billingpartyevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='billingparty',
                    constraint=models.CheckConstraint(condition=models.Q(('electronic_address', ''), ('electronic_scheme', ''), _connector='XOR', _negated=True), name='billing_party_electronic_address_has_kind', violation_error_message='Enter the electronic address and its kind, or neither.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='billingparty',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."buyer_reference" IS DISTINCT FROM (NEW."buyer_reference") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."debtor_number" IS DISTINCT FROM (NEW."debtor_number") OR OLD."electronic_address" IS DISTINCT FROM (NEW."electronic_address") OR OLD."electronic_scheme" IS DISTINCT FROM (NEW."electronic_scheme") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_business" IS DISTINCT FROM (NEW."is_business") OR OLD."is_company" IS DISTINCT FROM (NEW."is_company") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."order_number" IS DISTINCT FROM (NEW."order_number") OR OLD."postcode" IS DISTINCT FROM (NEW."postcode") OR OLD."tax_id" IS DISTINCT FROM (NEW."tax_id"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='3bfe4de3391a8380b8d55c4e02ac9a5856e6f2a4', operation='UPDATE', pgid='pgtrigger_counts_revision_b77aa', table='exhibitors_billingparty', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='billingparty',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='cec38fe8c1bb8f65a2fe4b9d86abe4fd1cb244c8', operation='INSERT', pgid='pgtrigger_company_not_merged_b3011', table='exhibitors_billingparty', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='billingparty',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_billingpartyevent" ("address", "buyer_reference", "city", "company_id", "contact_name", "country", "debtor_number", "electronic_address", "electronic_scheme", "email", "id", "is_business", "is_company", "name", "order_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "tax_id") VALUES (NEW."address", NEW."buyer_reference", NEW."city", NEW."company_id", NEW."contact_name", NEW."country", NEW."debtor_number", NEW."electronic_address", NEW."electronic_scheme", NEW."email", NEW."id", NEW."is_business", NEW."is_company", NEW."name", NEW."order_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."postcode", NEW."tax_id"); RETURN NULL;', hash='4c81707596fe004975f0c467c0a492e914d20cf1', operation='INSERT', pgid='pgtrigger_insert_insert_c0e38', table='exhibitors_billingparty', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='billingparty',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."buyer_reference" IS DISTINCT FROM (NEW."buyer_reference") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."debtor_number" IS DISTINCT FROM (NEW."debtor_number") OR OLD."electronic_address" IS DISTINCT FROM (NEW."electronic_address") OR OLD."electronic_scheme" IS DISTINCT FROM (NEW."electronic_scheme") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_business" IS DISTINCT FROM (NEW."is_business") OR OLD."is_company" IS DISTINCT FROM (NEW."is_company") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."order_number" IS DISTINCT FROM (NEW."order_number") OR OLD."postcode" IS DISTINCT FROM (NEW."postcode") OR OLD."tax_id" IS DISTINCT FROM (NEW."tax_id"))', func='INSERT INTO "exhibitors_billingpartyevent" ("address", "buyer_reference", "city", "company_id", "contact_name", "country", "debtor_number", "electronic_address", "electronic_scheme", "email", "id", "is_business", "is_company", "name", "order_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "tax_id") VALUES (NEW."address", NEW."buyer_reference", NEW."city", NEW."company_id", NEW."contact_name", NEW."country", NEW."debtor_number", NEW."electronic_address", NEW."electronic_scheme", NEW."email", NEW."id", NEW."is_business", NEW."is_company", NEW."name", NEW."order_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."postcode", NEW."tax_id"); RETURN NULL;', hash='2773c174ec932decad24bb7c3f055b0e178361f3', operation='UPDATE', pgid='pgtrigger_update_update_48b1a', table='exhibitors_billingparty', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='billingparty',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_billingpartyevent" ("address", "buyer_reference", "city", "company_id", "contact_name", "country", "debtor_number", "electronic_address", "electronic_scheme", "email", "id", "is_business", "is_company", "name", "order_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "tax_id") VALUES (OLD."address", OLD."buyer_reference", OLD."city", OLD."company_id", OLD."contact_name", OLD."country", OLD."debtor_number", OLD."electronic_address", OLD."electronic_scheme", OLD."email", OLD."id", OLD."is_business", OLD."is_company", OLD."name", OLD."order_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."postcode", OLD."tax_id"); RETURN NULL;', hash='01c3cda885bc51cb9d9e46e7d62ab00e0dde8b99', operation='DELETE', pgid='pgtrigger_delete_delete_197f2', table='exhibitors_billingparty', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='companycontact',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('email', ''), _negated=True), models.Q(('phone', ''), _negated=True), _connector='OR'), name='company_contact_can_be_reached', violation_error_message='Enter an email address or a phone number.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='companycontact',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."role" IS DISTINCT FROM (NEW."role"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='8db3036e498df8369efc17c8e84b906e708ba3a8', operation='UPDATE', pgid='pgtrigger_counts_revision_a2358', table='exhibitors_companycontact', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='companycontact',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='2d15a95b8b831723dbda7d5369ee841294243478', operation='INSERT', pgid='pgtrigger_company_not_merged_b0f17', table='exhibitors_companycontact', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='companycontact',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_companycontactevent" ("added_at", "company_id", "email", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role") VALUES (NEW."added_at", NEW."company_id", NEW."email", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."role"); RETURN NULL;', hash='abc9257ee4de220f01cdf65c0244d561d7a6cbaf', operation='INSERT', pgid='pgtrigger_insert_insert_68e0b', table='exhibitors_companycontact', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='companycontact',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."role" IS DISTINCT FROM (NEW."role"))', func='INSERT INTO "exhibitors_companycontactevent" ("added_at", "company_id", "email", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role") VALUES (NEW."added_at", NEW."company_id", NEW."email", NEW."id", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."role"); RETURN NULL;', hash='269bedce2c3224208e53ac1bebc7d7505ebc3705', operation='UPDATE', pgid='pgtrigger_update_update_d1da5', table='exhibitors_companycontact', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='companycontact',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_companycontactevent" ("added_at", "company_id", "email", "id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role") VALUES (OLD."added_at", OLD."company_id", OLD."email", OLD."id", OLD."name", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."role"); RETURN NULL;', hash='711cb8c59668f758b56a5a4eeb964e40593b1b33', operation='DELETE', pgid='pgtrigger_delete_delete_926f0', table='exhibitors_companycontact', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='companycontactevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='825d4b86f8bd2fcc7075e10e63106df9e43c4a3a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_96ab1', table='exhibitors_companycontactevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='companyevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf7337f26361e22422e380eede537c90df644579', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e3eb7', table='exhibitors_companyevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='companyinvitation',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='d8e166b3e49a4d59bbaf8ccf750d8826375b9f32', operation='INSERT', pgid='pgtrigger_company_not_merged_ca656', table='exhibitors_companyinvitation', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='companymerge',
                    constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('merged',), name='company_merged_once', violation_error_message='This company was merged into another one. Use that one instead.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='confirmationletter',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d9b53bcf989fe43289eeccb2140242b8c9002e66', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ca3b8', table='exhibitors_confirmationletter', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='amendment',
                    constraint=models.CheckConstraint(condition=models.Q(('fee__gte', 0)), name='amendment_fee_is_not_negative'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='amendment',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6afa394b0bcf4b26c4e0373dd9b2875a45a8979b', operation='DELETE', pgid='pgtrigger_no_delete_17263', table='exhibitors_amendment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='amendment',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."contract_id" IS DISTINCT FROM (NEW."contract_id") OR OLD."amends_id" IS DISTINCT FROM (NEW."amends_id") OR OLD."returned" IS DISTINCT FROM (NEW."returned") OR OLD."taken" IS DISTINCT FROM (NEW."taken") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."tax" IS DISTINCT FROM (NEW."tax") OR OLD."credited" IS DISTINCT FROM (NEW."credited") OR OLD."freed" IS DISTINCT FROM (NEW."freed") OR OLD."back_by" IS DISTINCT FROM (NEW."back_by") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c846163964425609153560359b8db1e9b4707d50', operation='UPDATE', pgid='pgtrigger_append_only_6ed78', table='exhibitors_amendment', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='dailysnapshot',
                    constraint=models.UniqueConstraint(fields=('edition', 'on_date'), name='snapshot_once_a_day'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='dailysnapshot',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0012a718d423654155cf671914ffee3494881647', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a6fa3', table='exhibitors_dailysnapshot', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='daydigest',
                    constraint=models.UniqueConstraint(fields=('edition', 'day'), name='day_digest_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='daydigest',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='49bb6f60c8e060a7442aafd9da40e28469601f07', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6612f', table='exhibitors_daydigest', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='daydigest',
                    trigger=pgtrigger.compiler.Trigger(name='day_digest_follows', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.previous <> coalesce(\n    (SELECT digest FROM exhibitors_daydigest WHERE edition_id = NEW.edition_id ORDER BY day DESC LIMIT 1),\n    repeat('0', 64)\n) OR EXISTS (SELECT FROM exhibitors_daydigest WHERE edition_id = NEW.edition_id AND day >= NEW.day)\nOR NEW.digest <> encode(sha256(convert_to(concat_ws('|', NEW.edition_id, to_char(NEW.day, 'YYYY-MM-DD'), NEW.facts,\n    NEW.root, NEW.salt, NEW.previous), 'UTF8')), 'hex') THEN RAISE EXCEPTION 'refused by day_digest_follows' USING ERRCODE = 'check_violation', CONSTRAINT = 'day_digest_follows'; END IF; RETURN NEW;", hash='2451f521ec8656604b727f9ad2de3b7b4a01727a', operation='INSERT', pgid='pgtrigger_day_digest_follows_55bec', table='exhibitors_daydigest', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='debtor',
                    constraint=models.UniqueConstraint(fields=('edition', 'party'), name='debtor_once'),
                ),
                migrations.AddConstraint(
                    model_name='debtor',
                    constraint=models.UniqueConstraint(fields=('edition', 'number'), name='debtor_number_once', violation_error_message='This number has been given to another bill-to.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='debtor',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_typed" IS DISTINCT FROM (NEW."is_typed") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='1827969d9d0c4710b1d083e25c89a67807ccd761', operation='UPDATE', pgid='pgtrigger_counts_revision_feff0', table='exhibitors_debtor', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='debtor',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='cf132661405391163b2610dbe57a3ac491469563', operation='DELETE', pgid='pgtrigger_no_delete_7c7be', table='exhibitors_debtor', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='debtor',
                    trigger=pgtrigger.compiler.Trigger(name='debtor_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='48235d3a6a76e21c7b5736e5dfbc18ce5408cf82', operation='UPDATE', pgid='pgtrigger_debtor_stands_4e0e2', table='exhibitors_debtor', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='debtor',
                    trigger=pgtrigger.compiler.Trigger(name='debtor_number_given_before', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n    SELECT FROM exhibitors_debtorevent AS held\n    WHERE held.edition_id = NEW.edition_id AND held.number = NEW.number AND held.party_id <> NEW.party_id\n) THEN RAISE EXCEPTION 'refused by debtor_number_given_before' USING ERRCODE = 'check_violation', CONSTRAINT = 'debtor_number_given_before'; END IF; RETURN NEW;", hash='00d2d10cee660cfd5170a55f317574407b405699', operation='INSERT OR UPDATE', pgid='pgtrigger_debtor_number_given_before_83a92', table='exhibitors_debtor', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='debtor',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_debtorevent" ("edition_id", "id", "is_typed", "number", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."edition_id", NEW."id", NEW."is_typed", NEW."number", NEW."party_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='dacd411aeedc8e1fee283c092af61798ff08f442', operation='INSERT', pgid='pgtrigger_insert_insert_49264', table='exhibitors_debtor', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='debtor',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_typed" IS DISTINCT FROM (NEW."is_typed") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id"))', func='INSERT INTO "exhibitors_debtorevent" ("edition_id", "id", "is_typed", "number", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."edition_id", NEW."id", NEW."is_typed", NEW."number", NEW."party_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='a718f787e55c31a0da24c003b62a2eb27938faac', operation='UPDATE', pgid='pgtrigger_update_update_3dbdf', table='exhibitors_debtor', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='debtorevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5ee55c645ccedee813173cbd5190b999133e50b9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1b9c2', table='exhibitors_debtorevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='debtorseries',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='330e323aa89967aed0274ddc93ff248d8f5ca96b', operation='DELETE', pgid='pgtrigger_no_delete_b3001', table='exhibitors_debtorseries', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='debtorseries',
                    trigger=pgtrigger.compiler.Trigger(name='only_up', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."last" < (OLD."last"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b91453f79b07451a910396d80665039004628ff9', operation='UPDATE', pgid='pgtrigger_only_up_9bd02', table='exhibitors_debtorseries', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='debtorseries',
                    trigger=pgtrigger.compiler.Trigger(name='series_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."edition_id" IS DISTINCT FROM (NEW."edition_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4f23b1fe5eba0094c5f19f91eff17c22301e3d89', operation='UPDATE', pgid='pgtrigger_series_stands_cebbb', table='exhibitors_debtorseries', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='editionterms',
                    constraint=models.UniqueConstraint(fields=('edition', 'version'), name='terms_version_once'),
                ),
                migrations.AddConstraint(
                    model_name='editionterms',
                    constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('edition',), name='terms_one_draft', violation_error_message='There is already a draft of the terms of this edition.'),
                ),
                migrations.AddConstraint(
                    model_name='editionterms',
                    constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), models.Q(models.Q(('text', ''), _negated=True), models.Q(('text_zh', ''), _negated=True)), _connector='OR'), name='terms_published_in_both_languages', violation_error_message='Enter the terms in both languages before you publish them.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='editionterms',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='f1caa0bc8f9b7ca9cda159115300d988f672fb40', operation='UPDATE', pgid='pgtrigger_counts_revision_b4d92', table='exhibitors_editionterms', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='editionterms',
                    trigger=pgtrigger.compiler.Trigger(name='published_terms_stand', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL AND (OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='3f2136f13f1a76489a737cd7c1d102532fa597fc', operation='UPDATE', pgid='pgtrigger_published_terms_stand_bb83e', table='exhibitors_editionterms', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='editionterms',
                    trigger=pgtrigger.compiler.Trigger(name='published_terms_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='18c941192025e5b76b8137b128b967b2a8df813e', operation='DELETE', pgid='pgtrigger_published_terms_stay_9a1ae', table='exhibitors_editionterms', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='editionterms',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_editiontermsevent" ("edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "text", "text_zh", "version") VALUES (NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."text", NEW."text_zh", NEW."version"); RETURN NULL;', hash='ac77f82ebebb5d6e8e351e54edea6c73fc91ed0b', operation='INSERT', pgid='pgtrigger_insert_insert_ba0fa', table='exhibitors_editionterms', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='editionterms',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "exhibitors_editiontermsevent" ("edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "text", "text_zh", "version") VALUES (NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."text", NEW."text_zh", NEW."version"); RETURN NULL;', hash='6c3d693d3dbcea2cd4df266bdf31ba28dec61e43', operation='UPDATE', pgid='pgtrigger_update_update_ac938', table='exhibitors_editionterms', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='editiontermsevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='773c74298b6d03644dbf8c2492f5cdc08bf7c074', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f4cc5', table='exhibitors_editiontermsevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='exchangerate',
                    constraint=models.UniqueConstraint(condition=models.Q(('corrects__isnull', True)), fields=('currency', 'on_date'), name='exchange_rate_once_a_day', violation_error_message='There is already a rate for this currency on this day. Correct that one.'),
                ),
                migrations.AddConstraint(
                    model_name='exchangerate',
                    constraint=models.CheckConstraint(condition=models.Q(('usd_per_unit__gt', 0)), name='exchange_rate_above_zero', violation_error_message='A rate is above zero.'),
                ),
                migrations.AddConstraint(
                    model_name='exchangerate',
                    constraint=models.CheckConstraint(condition=models.Q(('usd_per_unit__lte', 10)), name='exchange_rate_is_of_a_currency', violation_error_message='No unit of a currency is worth more than 10 US dollars.'),
                ),
                migrations.AddConstraint(
                    model_name='exchangerate',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', True), ('reason', '')), models.Q(('corrects__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='exchange_rate_correction_has_reason', violation_error_message='A correction of a rate needs a reason.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exchangerate',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fb81ab20eb6f0dc16bcc3ecd6bd9e5e48f6c3aa7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c9413', table='exhibitors_exchangerate', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='dealevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6cf2f1229c5ce1f24fa68d2fae3d0f8d8ce8c9df', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3853a', table='exhibitors_dealevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='dealcount',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_usd__gte', 0), ('deals', 1)), models.Q(('amount_usd__lte', 0), ('deals', -1)), _connector='OR'), name='deal_count_enters_or_leaves'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='dealcount',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e7a68a9cf44f063637b0a7ac18699308807f94c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_af673', table='exhibitors_dealcount', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='deal',
                    index=models.Index(fields=['edition', 'state'], name='deal_by_state'),
                ),
                migrations.AddIndex(
                    model_name='deal',
                    index=models.Index(fields=['company', 'normalized_buyer'], name='deal_by_buyer'),
                ),
                migrations.AddConstraint(
                    model_name='deal',
                    constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('amount__lte', 1000000000000)), name='deal_amount_is_sensible', violation_error_message='The value of a deal must be above zero.'),
                ),
                migrations.AddConstraint(
                    model_name='deal',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_usd__isnull', False), ('state', 'counted')), models.Q(models.Q(('state', 'counted'), _negated=True), ('amount_usd__isnull', True)), _connector='OR'), name='deal_counted_has_dollars'),
                ),
                migrations.AddConstraint(
                    model_name='deal',
                    constraint=models.CheckConstraint(condition=models.Q(('amount_usd__isnull', True), ('amount_usd__lte', 10000000000), _connector='OR'), name='deal_dollars_are_sensible', violation_error_message='The value of a deal is at most 10,000,000,000 US dollars.'),
                ),
                migrations.AddConstraint(
                    model_name='deal',
                    constraint=models.CheckConstraint(condition=models.Q(('verified_by__isnull', True), ('counted_by__isnull', True), models.Q(('verified_by', models.F('counted_by')), _negated=True), _connector='OR'), name='deal_counted_by_another_person', violation_error_message='The person who verified a deal cannot count it.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deal',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:verified,draft:withdrawn,verified:counted,verified:draft,verified:withdrawn,counted:verified}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='c14f8a35d90931f2bf855042e02ee65e8439429f', operation='UPDATE', pgid='pgtrigger_state_moves_9ce23', table='exhibitors_deal', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deal',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'counted\', \'verified\', \'withdrawn\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='dd9131ff74b9193a6f8493ed628fc0a256ab61d6', operation='INSERT', pgid='pgtrigger_state_birth_bc00d', table='exhibitors_deal', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deal',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='91303891e2c23970640be00a89007e3f0b820d33', operation='INSERT', pgid='pgtrigger_company_not_merged_c90d7', table='exhibitors_deal', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deal',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_dealevent" ("amount", "amount_usd", "buyer", "category", "company_id", "counted_by_id", "currency", "decided_at", "decided_by_id", "delegation", "duplicate_note", "edition_id", "entered_at", "entered_by_id", "id", "is_amount_confirmed", "is_separate", "kind", "normalized_buyer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_id", "reason", "revision", "sector_id", "signed_date", "state", "verification_note", "verified_by_id") VALUES (NEW."amount", NEW."amount_usd", NEW."buyer", NEW."category", NEW."company_id", NEW."counted_by_id", NEW."currency", NEW."decided_at", NEW."decided_by_id", NEW."delegation", NEW."duplicate_note", NEW."edition_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_amount_confirmed", NEW."is_separate", NEW."kind", NEW."normalized_buyer", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rate_id", NEW."reason", NEW."revision", NEW."sector_id", NEW."signed_date", NEW."state", NEW."verification_note", NEW."verified_by_id"); RETURN NULL;', hash='9e23578eff0be2c3ed2cfde12c6c0569bf0103ff', operation='INSERT', pgid='pgtrigger_insert_insert_0c942', table='exhibitors_deal', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deal',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exhibitors_dealevent" ("amount", "amount_usd", "buyer", "category", "company_id", "counted_by_id", "currency", "decided_at", "decided_by_id", "delegation", "duplicate_note", "edition_id", "entered_at", "entered_by_id", "id", "is_amount_confirmed", "is_separate", "kind", "normalized_buyer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_id", "reason", "revision", "sector_id", "signed_date", "state", "verification_note", "verified_by_id") VALUES (NEW."amount", NEW."amount_usd", NEW."buyer", NEW."category", NEW."company_id", NEW."counted_by_id", NEW."currency", NEW."decided_at", NEW."decided_by_id", NEW."delegation", NEW."duplicate_note", NEW."edition_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."is_amount_confirmed", NEW."is_separate", NEW."kind", NEW."normalized_buyer", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rate_id", NEW."reason", NEW."revision", NEW."sector_id", NEW."signed_date", NEW."state", NEW."verification_note", NEW."verified_by_id"); RETURN NULL;', hash='56859bd6f7c80f24f131435b2e25274efb04b5f6', operation='UPDATE', pgid='pgtrigger_update_update_6f954', table='exhibitors_deal', when='AFTER')),
                ),
                migrations.AddIndex(
                    model_name='exhibit',
                    index=models.Index(models.F('edition'), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state', 'published')), name='exhibit_newest_first'),
                ),
                migrations.AddIndex(
                    model_name='exhibit',
                    index=models.Index(fields=['edition', 'debut_state'], name='exhibit_by_debut'),
                ),
                migrations.AddIndex(
                    model_name='exhibit',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), name='exhibit_name_parts'),
                ),
                migrations.AddIndex(
                    model_name='exhibit',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name_zh'), name='gin_trgm_ops'), name='exhibit_name_zh_parts'),
                ),
                migrations.AddIndex(
                    model_name='exhibit',
                    index=django.contrib.postgres.indexes.GinIndex(models.F('edition'), models.F('search'), condition=models.Q(('state', 'published')), name='exhibit_words_of_edition'),
                ),
                migrations.AddIndex(
                    model_name='exhibit',
                    index=django.contrib.postgres.indexes.GinIndex(models.F('edition'), django.contrib.postgres.indexes.OpClass('folded_name', name='gin_trgm_ops'), condition=models.Q(('state', 'published')), name='exhibit_parts_of_edition'),
                ),
                migrations.AddConstraint(
                    model_name='exhibit',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('company__isnull', False), ('pavilion__isnull', True)), models.Q(('company__isnull', True), ('pavilion__isnull', False)), _connector='OR'), name='exhibit_of_company_or_pavilion', violation_error_message='An exhibit is shown by a company or by a national pavilion.'),
                ),
                migrations.AddConstraint(
                    model_name='exhibit',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('name_zh', ''), _negated=True), _connector='OR'), name='exhibit_has_name', violation_error_message='Enter a name in English or in Chinese.'),
                ),
                migrations.AddConstraint(
                    model_name='exhibit',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('debut', ''), ('debut_state', 'none')), models.Q(models.Q(('debut_state', 'none'), _negated=True), models.Q(('debut', ''), _negated=True)), _connector='OR'), name='exhibit_debut_says_where', violation_error_message='Say whether it is a world, Asia or China debut.'),
                ),
                migrations.AddConstraint(
                    model_name='exhibit',
                    constraint=models.CheckConstraint(condition=models.Q(('same_debut_as__isnull', True), models.Q(('debut_state', 'verified'), ('is_separate_debut', False), models.Q(('same_debut_as', models.F('pk')), _negated=True)), _connector='OR'), name='exhibit_same_debut_is_verified', violation_error_message='Only a verified debut can be the same as another one.'),
                ),
                migrations.AddConstraint(
                    model_name='exhibit',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('debut_state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='exhibit_refused_debut_has_reason', violation_error_message='Give a reason for refusing the debut.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exhibit',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{published:withdrawn,withdrawn:published}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='e46706b5163026845933fe73785d2ef5292b4c8f', operation='UPDATE', pgid='pgtrigger_state_moves_e49af', table='exhibitors_exhibit', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exhibit',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'withdrawn\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='3c819c4605e20b3fbfdbf68cb01591051fe46117', operation='INSERT', pgid='pgtrigger_state_birth_0a312', table='exhibitors_exhibit', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exhibit',
                    trigger=pgtrigger.compiler.Trigger(name='debut_state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."debut_state", \':\', NEW."debut_state") = ANY(\'{none:claimed,claimed:none,claimed:refused,claimed:verified,verified:claimed,verified:none,verified:refused,refused:claimed,refused:none}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."debut_state" IS DISTINCT FROM NEW."debut_state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "debut_state" from "%" to "%" on table %\', OLD."debut_state", NEW."debut_state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='32ea050dd47d0a88382e8563c8a48f36a234b2f0', operation='UPDATE', pgid='pgtrigger_debut_state_moves_dbea5', table='exhibitors_exhibit', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exhibit',
                    trigger=pgtrigger.compiler.Trigger(name='debut_state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."debut_state" IN (\'refused\', \'verified\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='b701e85ff14c3c3feab9d5f2c8c4403795c40873', operation='INSERT', pgid='pgtrigger_debut_state_birth_f5a74', table='exhibitors_exhibit', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exhibit',
                    trigger=pgtrigger.compiler.Trigger(name='words_found', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        NEW.search := setweight(to_tsvector('english', NEW.name_words), 'A')\n            || setweight(to_tsvector('english', NEW.text_words), 'B');\n        RETURN NEW;\n    ", hash='4896684b48156c87d8fa6e8454d4d114bcede426', operation='INSERT OR UPDATE OF "name_words", "text_words"', pgid='pgtrigger_words_found_1e8f3', table='exhibitors_exhibit', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exhibit',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='3e223c6c7b7b657253aa7b362e06c450f1aab967', operation='INSERT', pgid='pgtrigger_company_not_merged_8dcc2', table='exhibitors_exhibit', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exhibit',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_exhibitevent" ("added_at", "added_by_id", "category", "category_zh", "changed_at", "company_id", "debut", "debut_grounds", "debut_state", "decided_at", "decided_by_id", "edition_id", "id", "is_separate_debut", "kind", "name", "name_zh", "pavilion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revision", "same_debut_as_id", "sector_id", "state", "text", "text_zh") VALUES (NEW."added_at", NEW."added_by_id", NEW."category", NEW."category_zh", NEW."changed_at", NEW."company_id", NEW."debut", NEW."debut_grounds", NEW."debut_state", NEW."decided_at", NEW."decided_by_id", NEW."edition_id", NEW."id", NEW."is_separate_debut", NEW."kind", NEW."name", NEW."name_zh", NEW."pavilion_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."revision", NEW."same_debut_as_id", NEW."sector_id", NEW."state", NEW."text", NEW."text_zh"); RETURN NULL;', hash='ee569f8795d07d5198606038fcd1db3e58d789ab', operation='INSERT', pgid='pgtrigger_insert_insert_e7c3d', table='exhibitors_exhibit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exhibit',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."category_zh" IS DISTINCT FROM (NEW."category_zh") OR OLD."changed_at" IS DISTINCT FROM (NEW."changed_at") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."debut" IS DISTINCT FROM (NEW."debut") OR OLD."debut_grounds" IS DISTINCT FROM (NEW."debut_grounds") OR OLD."debut_state" IS DISTINCT FROM (NEW."debut_state") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_separate_debut" IS DISTINCT FROM (NEW."is_separate_debut") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."pavilion_id" IS DISTINCT FROM (NEW."pavilion_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."same_debut_as_id" IS DISTINCT FROM (NEW."same_debut_as_id") OR OLD."sector_id" IS DISTINCT FROM (NEW."sector_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh"))', func='INSERT INTO "exhibitors_exhibitevent" ("added_at", "added_by_id", "category", "category_zh", "changed_at", "company_id", "debut", "debut_grounds", "debut_state", "decided_at", "decided_by_id", "edition_id", "id", "is_separate_debut", "kind", "name", "name_zh", "pavilion_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revision", "same_debut_as_id", "sector_id", "state", "text", "text_zh") VALUES (NEW."added_at", NEW."added_by_id", NEW."category", NEW."category_zh", NEW."changed_at", NEW."company_id", NEW."debut", NEW."debut_grounds", NEW."debut_state", NEW."decided_at", NEW."decided_by_id", NEW."edition_id", NEW."id", NEW."is_separate_debut", NEW."kind", NEW."name", NEW."name_zh", NEW."pavilion_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."revision", NEW."same_debut_as_id", NEW."sector_id", NEW."state", NEW."text", NEW."text_zh"); RETURN NULL;', hash='574c9c8b18aec5e489411a3ba3638cffa0c533aa', operation='UPDATE', pgid='pgtrigger_update_update_dc14c', table='exhibitors_exhibit', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exhibitevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1fb5e40d49cb4f5f9ce0134dafab49d64b35a99f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_278fb', table='exhibitors_exhibitevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='exhibitpicture',
                    constraint=models.UniqueConstraint(fields=('exhibit', 'file'), name='exhibit_picture_once', violation_error_message='This picture has already been added.'),
                ),
                migrations.AddConstraint(
                    model_name='exhibitpicture',
                    constraint=models.CheckConstraint(condition=models.Q(('alt_text', ''), _negated=True), name='exhibit_picture_has_words', violation_error_message='Describe the picture for people who cannot see it.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fapiaoevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='56ca6bd8f33f295ecc59f27c5aeba9b21d09d8e8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a2a11', table='exhibitors_fapiaoevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='fapiao',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'red_lettered'), _negated=True), fields=('invoice',), name='fapiao_one_stands', violation_error_message='This invoice already has a valid fapiao.'),
                ),
                migrations.AddConstraint(
                    model_name='fapiao',
                    constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='fapiao_number_once', violation_error_message='This fapiao number is already recorded for another invoice.'),
                ),
                migrations.AddConstraint(
                    model_name='fapiao',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('issued_on__isnull', True), ('number', ''), ('state', 'requested')), models.Q(models.Q(('state', 'requested'), _negated=True), models.Q(('number', ''), _negated=True), ('issued_on__isnull', False)), _connector='OR'), name='fapiao_issued_has_number'),
                ),
                migrations.AddConstraint(
                    model_name='fapiao',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'red_lettered'), ('red_number', ''), _connector='XOR'), name='fapiao_red_letter_has_number'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fapiao',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{requested:issued,issued:red_lettered}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='9f02581aa73be8852f219e025a1bb84e2624f743', operation='UPDATE', pgid='pgtrigger_state_moves_1f94d', table='exhibitors_fapiao', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fapiao',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'issued\', \'red_lettered\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='bf744d482c7738d4f36e2d8f15072a4bdcb37d92', operation='INSERT', pgid='pgtrigger_state_birth_9bf7f', table='exhibitors_fapiao', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fapiao',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."bank" IS DISTINCT FROM (NEW."bank") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."red_number" IS DISTINCT FROM (NEW."red_number") OR OLD."red_on" IS DISTINCT FROM (NEW."red_on") OR OLD."red_reason" IS DISTINCT FROM (NEW."red_reason") OR OLD."remark" IS DISTINCT FROM (NEW."remark") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."requested_by" IS DISTINCT FROM (NEW."requested_by") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax_id" IS DISTINCT FROM (NEW."tax_id") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='cb754cb3f2fb7b1a5a96c3f42f876c7645f688ad', operation='UPDATE', pgid='pgtrigger_counts_revision_b2344', table='exhibitors_fapiao', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fapiao',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='3237ad24de695cf6927340bb1d3577fbc70226e1', operation='DELETE', pgid='pgtrigger_no_delete_c9792', table='exhibitors_fapiao', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fapiao',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_fapiaoevent" ("account", "address", "bank", "id", "invoice_id", "issued_on", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "red_number", "red_on", "red_reason", "remark", "requested_at", "requested_by", "state", "tax_id", "title") VALUES (NEW."account", NEW."address", NEW."bank", NEW."id", NEW."invoice_id", NEW."issued_on", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."red_number", NEW."red_on", NEW."red_reason", NEW."remark", NEW."requested_at", NEW."requested_by", NEW."state", NEW."tax_id", NEW."title"); RETURN NULL;', hash='5a1fd12307357325f63bc3467c524871fd18af2c', operation='INSERT', pgid='pgtrigger_insert_insert_be234', table='exhibitors_fapiao', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='fapiao',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."bank" IS DISTINCT FROM (NEW."bank") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."red_number" IS DISTINCT FROM (NEW."red_number") OR OLD."red_on" IS DISTINCT FROM (NEW."red_on") OR OLD."red_reason" IS DISTINCT FROM (NEW."red_reason") OR OLD."remark" IS DISTINCT FROM (NEW."remark") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."requested_by" IS DISTINCT FROM (NEW."requested_by") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax_id" IS DISTINCT FROM (NEW."tax_id") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "exhibitors_fapiaoevent" ("account", "address", "bank", "id", "invoice_id", "issued_on", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "red_number", "red_on", "red_reason", "remark", "requested_at", "requested_by", "state", "tax_id", "title") VALUES (NEW."account", NEW."address", NEW."bank", NEW."id", NEW."invoice_id", NEW."issued_on", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."red_number", NEW."red_on", NEW."red_reason", NEW."remark", NEW."requested_at", NEW."requested_by", NEW."state", NEW."tax_id", NEW."title"); RETURN NULL;', hash='2bf19729811bc8ab50b20f5ffb6beebc21379104', operation='UPDATE', pgid='pgtrigger_update_update_20723', table='exhibitors_fapiao', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='einvoice',
                    constraint=models.CheckConstraint(condition=models.Q(('broken', ''), models.Q(('digest', ''), ('file', '')), _connector='XOR'), name='einvoice_is_sound_or_not_kept'),
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
                    model_name='duedateextensionevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d3cfa47a605c8c3df35f48b216b3dbfaf9f2fc7e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2269e', table='exhibitors_duedateextensionevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='duedateextension',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='2c785504eb3622084f65da1f529ec26b8ef67ac9', operation='UPDATE', pgid='pgtrigger_counts_revision_6b475', table='exhibitors_duedateextension', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='duedateextension',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='7cc67ea335f222fc467261b19afac5ac0e525e31', operation='DELETE', pgid='pgtrigger_no_delete_a8de9', table='exhibitors_duedateextension', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='duedateextension',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_duedateextensionevent" ("due_on", "id", "invoice_id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."due_on", NEW."id", NEW."invoice_id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='68824b3eada204068f8f31112d4c08dcec3b51df', operation='INSERT', pgid='pgtrigger_insert_insert_ed945', table='exhibitors_duedateextension', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='duedateextension',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason"))', func='INSERT INTO "exhibitors_duedateextensionevent" ("due_on", "id", "invoice_id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."due_on", NEW."id", NEW."invoice_id", NEW."made_at", NEW."made_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='2aad8c8edd1dd9640912e2bea8a34a42fdee366c', operation='UPDATE', pgid='pgtrigger_update_update_d60d8', table='exhibitors_duedateextension', when='AFTER')),
                ),
                migrations.AddIndex(
                    model_name='invoiceline',
                    index=models.Index(condition=models.Q(('deducts__isnull', False)), fields=['deducts'], name='invoice_line_deductions'),
                ),
                migrations.AddConstraint(
                    model_name='invoiceline',
                    constraint=models.UniqueConstraint(fields=('invoice', 'position'), name='invoice_line_position_once'),
                ),
                migrations.AddConstraint(
                    model_name='invoiceline',
                    constraint=models.CheckConstraint(condition=models.Q(('rate__isnull', True), models.Q(('category', ''), _negated=True), _connector='XOR'), name='invoice_line_is_taxed_or_not'),
                ),
                migrations.AddConstraint(
                    model_name='invoiceline',
                    constraint=models.CheckConstraint(condition=models.Q(('deducts__isnull', True), ('net__lt', 0), _connector='OR'), name='invoice_line_deducts_below_0'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoiceline',
                    trigger=pgtrigger.compiler.Trigger(name='stands_when_issued', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found text;', func="\nSELECT state INTO found FROM exhibitors_invoice\nWHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.invoice_id ELSE NEW.invoice_id END FOR SHARE;\nIF found = 'issued' THEN\n    RAISE EXCEPTION 'an issued invoice cannot be changed';\nEND IF;\nIF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\nRETURN NEW;\n", hash='5b87d34fa53961c9dd289b29add02d1d8623baeb', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_stands_when_issued_892dd', table='exhibitors_invoiceline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='companycharge',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f385be3f03ead492547eff4645720169e9b9ad11', operation='UPDATE', pgid='pgtrigger_append_only_59652', table='exhibitors_companycharge', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='invoiceseries',
                    constraint=models.UniqueConstraint(fields=('prefix', 'year'), name='invoice_series_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoiceseries',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='226ae00bdfd1cc5104535d1c057228545b38b528', operation='DELETE', pgid='pgtrigger_no_delete_b9070', table='exhibitors_invoiceseries', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoiceseries',
                    trigger=pgtrigger.compiler.Trigger(name='begins_at_0', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."last" > 0)', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='c058b2a0d3d27886d6efcbe8b4a3a5dfc548c468', operation='INSERT', pgid='pgtrigger_begins_at_0_169c3', table='exhibitors_invoiceseries', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoiceseries',
                    trigger=pgtrigger.compiler.Trigger(name='series_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='146f7931208eb828d32a278a37a5d8cd55ca9c32', operation='UPDATE', pgid='pgtrigger_series_stands_63e10', table='exhibitors_invoiceseries', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoiceseries',
                    trigger=pgtrigger.compiler.Trigger(name='invoice_series_has_no_gap', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF NEW.last < OLD.last OR (NEW.last > OLD.last AND NEW.last - OLD.last <> (\n    SELECT count(*) FROM exhibitors_invoice\n    WHERE series_id = NEW.id AND number > OLD.last AND number <= NEW.last\n)) THEN RAISE EXCEPTION 'refused by invoice_series_has_no_gap' USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_series_has_no_gap'; END IF; RETURN NEW;", hash='ac8928ea9d61f176b7eb3eeb215dda383b7a2542', operation='UPDATE', pgid='pgtrigger_invoice_series_has_no_gap_cca19', table='exhibitors_invoiceseries', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoiceevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0b424ab44654cc4a61b892a3ef487140d213632e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5a0a9', table='exhibitors_invoiceevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='invoice',
                    index=models.Index(fields=['edition', 'state', 'issued_on'], name='invoice_listed'),
                ),
                migrations.AddIndex(
                    model_name='invoice',
                    index=models.Index(fields=['edition', 'due_on'], name='invoice_due'),
                ),
                migrations.AddConstraint(
                    model_name='invoice',
                    constraint=models.UniqueConstraint(fields=('series', 'number'), name='invoice_number_once'),
                ),
                migrations.AddConstraint(
                    model_name='invoice',
                    constraint=models.UniqueConstraint(condition=models.Q(('number_text', ''), _negated=True), fields=('number_text',), name='invoice_number_text_once'),
                ),
                migrations.AddConstraint(
                    model_name='invoice',
                    constraint=models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('reference',), name='invoice_reference_once'),
                ),
                migrations.AddConstraint(
                    model_name='invoice',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('credits',), name='invoice_one_draft_credit', violation_error_message='This invoice already has a draft of a credit note. Issue or discard it first.'),
                ),
                migrations.AddConstraint(
                    model_name='invoice',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('issued_at__isnull', True), ('issued_on__isnull', True), ('number__isnull', True), ('number_text', ''), ('reference', ''), ('series__isnull', True), ('state', 'draft')), models.Q(('issued_at__isnull', False), ('issued_on__isnull', False), ('number__gt', 0), ('series__isnull', False), ('state', 'issued'), ('tax__isnull', False), models.Q(('number_text', ''), _negated=True), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='invoice_issued_is_complete'),
                ),
                migrations.AddConstraint(
                    model_name='invoice',
                    constraint=models.CheckConstraint(condition=models.Q(('net__gte', 0), models.Q(('total__isnull', True), ('total__gte', 0), _connector='OR')), name='invoice_not_negative', violation_error_message='The total of an invoice cannot be below 0.'),
                ),
                migrations.AddConstraint(
                    model_name='invoice',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('tax__isnull', True), ('total__isnull', True)), ('total', django.db.models.expressions.CombinedExpression(models.F('net'), '+', models.F('tax'))), _connector='OR'), name='invoice_total_is_net_and_tax'),
                ),
                migrations.AddConstraint(
                    model_name='invoice',
                    constraint=models.CheckConstraint(condition=models.Q(('kind', 'credit_note'), ('credits__isnull', True), _connector='XOR'), name='invoice_credit_note_credits'),
                ),
                migrations.AddConstraint(
                    model_name='invoice',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('deposit', 'balance', 'full', 'extra', 'cancellation_fee')), ('state', 'issued'), _negated=True), models.Q(('due_on__isnull', False), models.Q(('reference', ''), _negated=True)), _connector='OR'), name='invoice_issued_can_be_paid'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoice',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:issued}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='7902a9b2dc37ebbf4da6d3a8868d4c2a46dbd6f4', operation='UPDATE', pgid='pgtrigger_state_moves_3f784', table='exhibitors_invoice', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoice',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'issued\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='7e63bfee9e38ce34cde5788f985fcfba9dd307e9', operation='INSERT', pgid='pgtrigger_state_birth_9a996', table='exhibitors_invoice', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoice',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."contract_version" IS DISTINCT FROM (NEW."contract_version") OR OLD."credits_id" IS DISTINCT FROM (NEW."credits_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."drafted_at" IS DISTINCT FROM (NEW."drafted_at") OR OLD."drafted_by" IS DISTINCT FROM (NEW."drafted_by") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."issued_by" IS DISTINCT FROM (NEW."issued_by") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."number_text" IS DISTINCT FROM (NEW."number_text") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id") OR OLD."party_address" IS DISTINCT FROM (NEW."party_address") OR OLD."party_buyer_reference" IS DISTINCT FROM (NEW."party_buyer_reference") OR OLD."party_city" IS DISTINCT FROM (NEW."party_city") OR OLD."party_country" IS DISTINCT FROM (NEW."party_country") OR OLD."party_electronic_address" IS DISTINCT FROM (NEW."party_electronic_address") OR OLD."party_electronic_scheme" IS DISTINCT FROM (NEW."party_electronic_scheme") OR OLD."party_email" IS DISTINCT FROM (NEW."party_email") OR OLD."party_is_business" IS DISTINCT FROM (NEW."party_is_business") OR OLD."party_name" IS DISTINCT FROM (NEW."party_name") OR OLD."party_order_number" IS DISTINCT FROM (NEW."party_order_number") OR OLD."party_postcode" IS DISTINCT FROM (NEW."party_postcode") OR OLD."party_tax_id" IS DISTINCT FROM (NEW."party_tax_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."refused_rules" IS DISTINCT FROM (NEW."refused_rules") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax" IS DISTINCT FROM (NEW."tax") OR OLD."terms_version" IS DISTINCT FROM (NEW."terms_version") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."total" IS DISTINCT FROM (NEW."total"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='ce37811bd631bbcc63690f37be119f3f2505add1', operation='UPDATE', pgid='pgtrigger_counts_revision_d168e', table='exhibitors_invoice', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoice',
                    trigger=pgtrigger.compiler.Trigger(name='issued_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'issued\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8f2c54750b37f09bf23edd778d2012c6cdc7588c', operation='UPDATE OR DELETE', pgid='pgtrigger_issued_stands_a1cb3', table='exhibitors_invoice', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoice',
                    trigger=pgtrigger.compiler.Trigger(name='invoice_adds_up', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF NEW.state = 'issued' AND (\n    NEW.net <> (SELECT coalesce(sum(net), 0) FROM exhibitors_invoiceline WHERE invoice_id = NEW.id)\n    OR NEW.net <> (SELECT coalesce(sum(net), 0) FROM exhibitors_invoicetax WHERE invoice_id = NEW.id)\n    OR NEW.tax <> (SELECT coalesce(sum(tax), 0) FROM exhibitors_invoicetax WHERE invoice_id = NEW.id)\n) THEN RAISE EXCEPTION 'refused by invoice_adds_up' USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_adds_up'; END IF; RETURN NEW;", hash='f640304eb4c08b4b7eead2e437f1243c35dc5199', operation='UPDATE', pgid='pgtrigger_invoice_adds_up_890b0', table='exhibitors_invoice', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoice',
                    trigger=pgtrigger.compiler.Trigger(name='invoice_number_was_drawn', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF NEW.number > (SELECT last FROM exhibitors_invoiceseries WHERE id = NEW.series_id) THEN RAISE EXCEPTION 'refused by invoice_number_was_drawn' USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_number_was_drawn'; END IF; RETURN NEW;", hash='591b8781337bc0c2897f5b47c71c78c0efca5e73', operation='INSERT OR UPDATE', pgid='pgtrigger_invoice_number_was_drawn_2f7d5', table='exhibitors_invoice', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoice',
                    trigger=pgtrigger.compiler.Trigger(name='invoice_credited_at_most', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF NEW.credits_id IS NOT NULL AND (SELECT sum(total) FROM exhibitors_invoice WHERE credits_id = NEW.credits_id)\n    > (SELECT total FROM exhibitors_invoice WHERE id = NEW.credits_id) THEN RAISE EXCEPTION 'refused by invoice_credited_at_most' USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_credited_at_most'; END IF; RETURN NEW;", hash='ee249b16107a151ad7df0c7aab86603cd1aaf9cf', operation='INSERT OR UPDATE', pgid='pgtrigger_invoice_credited_at_most_e25ba', table='exhibitors_invoice', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoice',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_invoiceevent" ("booking_id", "contract_version", "credits_id", "currency", "digest", "drafted_at", "drafted_by", "due_on", "edition_id", "id", "issued_at", "issued_by", "issued_on", "kind", "net", "number", "number_text", "party_address", "party_buyer_reference", "party_city", "party_country", "party_electronic_address", "party_electronic_scheme", "party_email", "party_id", "party_is_business", "party_name", "party_order_number", "party_postcode", "party_tax_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reference", "series_id", "state", "tax", "terms_version", "total") VALUES (NEW."booking_id", NEW."contract_version", NEW."credits_id", NEW."currency", NEW."digest", NEW."drafted_at", NEW."drafted_by", NEW."due_on", NEW."edition_id", NEW."id", NEW."issued_at", NEW."issued_by", NEW."issued_on", NEW."kind", NEW."net", NEW."number", NEW."number_text", NEW."party_address", NEW."party_buyer_reference", NEW."party_city", NEW."party_country", NEW."party_electronic_address", NEW."party_electronic_scheme", NEW."party_email", NEW."party_id", NEW."party_is_business", NEW."party_name", NEW."party_order_number", NEW."party_postcode", NEW."party_tax_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reference", NEW."series_id", NEW."state", NEW."tax", NEW."terms_version", NEW."total"); RETURN NULL;', hash='e238ab01f53b50123ecb4f52ebfda32b835c2a38', operation='INSERT', pgid='pgtrigger_insert_insert_ef09c', table='exhibitors_invoice', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoice',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."contract_version" IS DISTINCT FROM (NEW."contract_version") OR OLD."credits_id" IS DISTINCT FROM (NEW."credits_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."drafted_at" IS DISTINCT FROM (NEW."drafted_at") OR OLD."drafted_by" IS DISTINCT FROM (NEW."drafted_by") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."issued_by" IS DISTINCT FROM (NEW."issued_by") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."number_text" IS DISTINCT FROM (NEW."number_text") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id") OR OLD."party_address" IS DISTINCT FROM (NEW."party_address") OR OLD."party_buyer_reference" IS DISTINCT FROM (NEW."party_buyer_reference") OR OLD."party_city" IS DISTINCT FROM (NEW."party_city") OR OLD."party_country" IS DISTINCT FROM (NEW."party_country") OR OLD."party_electronic_address" IS DISTINCT FROM (NEW."party_electronic_address") OR OLD."party_electronic_scheme" IS DISTINCT FROM (NEW."party_electronic_scheme") OR OLD."party_email" IS DISTINCT FROM (NEW."party_email") OR OLD."party_is_business" IS DISTINCT FROM (NEW."party_is_business") OR OLD."party_name" IS DISTINCT FROM (NEW."party_name") OR OLD."party_order_number" IS DISTINCT FROM (NEW."party_order_number") OR OLD."party_postcode" IS DISTINCT FROM (NEW."party_postcode") OR OLD."party_tax_id" IS DISTINCT FROM (NEW."party_tax_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax" IS DISTINCT FROM (NEW."tax") OR OLD."terms_version" IS DISTINCT FROM (NEW."terms_version") OR OLD."total" IS DISTINCT FROM (NEW."total"))', func='INSERT INTO "exhibitors_invoiceevent" ("booking_id", "contract_version", "credits_id", "currency", "digest", "drafted_at", "drafted_by", "due_on", "edition_id", "id", "issued_at", "issued_by", "issued_on", "kind", "net", "number", "number_text", "party_address", "party_buyer_reference", "party_city", "party_country", "party_electronic_address", "party_electronic_scheme", "party_email", "party_id", "party_is_business", "party_name", "party_order_number", "party_postcode", "party_tax_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reference", "series_id", "state", "tax", "terms_version", "total") VALUES (NEW."booking_id", NEW."contract_version", NEW."credits_id", NEW."currency", NEW."digest", NEW."drafted_at", NEW."drafted_by", NEW."due_on", NEW."edition_id", NEW."id", NEW."issued_at", NEW."issued_by", NEW."issued_on", NEW."kind", NEW."net", NEW."number", NEW."number_text", NEW."party_address", NEW."party_buyer_reference", NEW."party_city", NEW."party_country", NEW."party_electronic_address", NEW."party_electronic_scheme", NEW."party_email", NEW."party_id", NEW."party_is_business", NEW."party_name", NEW."party_order_number", NEW."party_postcode", NEW."party_tax_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reference", NEW."series_id", NEW."state", NEW."tax", NEW."terms_version", NEW."total"); RETURN NULL;', hash='68602b7cbae258a01e068ba02e5b83a57c96ba03', operation='UPDATE', pgid='pgtrigger_update_update_a364c', table='exhibitors_invoice', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoice',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_invoiceevent" ("booking_id", "contract_version", "credits_id", "currency", "digest", "drafted_at", "drafted_by", "due_on", "edition_id", "id", "issued_at", "issued_by", "issued_on", "kind", "net", "number", "number_text", "party_address", "party_buyer_reference", "party_city", "party_country", "party_electronic_address", "party_electronic_scheme", "party_email", "party_id", "party_is_business", "party_name", "party_order_number", "party_postcode", "party_tax_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reference", "series_id", "state", "tax", "terms_version", "total") VALUES (OLD."booking_id", OLD."contract_version", OLD."credits_id", OLD."currency", OLD."digest", OLD."drafted_at", OLD."drafted_by", OLD."due_on", OLD."edition_id", OLD."id", OLD."issued_at", OLD."issued_by", OLD."issued_on", OLD."kind", OLD."net", OLD."number", OLD."number_text", OLD."party_address", OLD."party_buyer_reference", OLD."party_city", OLD."party_country", OLD."party_electronic_address", OLD."party_electronic_scheme", OLD."party_email", OLD."party_id", OLD."party_is_business", OLD."party_name", OLD."party_order_number", OLD."party_postcode", OLD."party_tax_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."reference", OLD."series_id", OLD."state", OLD."tax", OLD."terms_version", OLD."total"); RETURN NULL;', hash='cb7775a7998f76bf7a82cef698a2952c99a8966f', operation='DELETE', pgid='pgtrigger_delete_delete_bdd37', table='exhibitors_invoice', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='invoicetax',
                    constraint=models.UniqueConstraint(fields=('invoice', 'rate', 'category', 'legend', 'legend_zh'), name='invoice_tax_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='invoicetax',
                    trigger=pgtrigger.compiler.Trigger(name='stands_when_issued', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found text;', func="\nSELECT state INTO found FROM exhibitors_invoice\nWHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.invoice_id ELSE NEW.invoice_id END FOR SHARE;\nIF found = 'issued' THEN\n    RAISE EXCEPTION 'an issued invoice cannot be changed';\nEND IF;\nIF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\nRETURN NEW;\n", hash='e7e9f94688b1f64a2f9b9db2408be9bdcac431a8', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_stands_when_issued_223d2', table='exhibitors_invoicetax', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='journalentry',
                    index=models.Index(fields=['edition', 'day'], name='journal_by_day'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='journalentry',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8fc7eba214bd823f0e5371a10fa9d449bebfdc79', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7bca3', table='exhibitors_journalentry', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='journalentry',
                    trigger=pgtrigger.compiler.Trigger(name='journal_entry_has_lines', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF NOT EXISTS (SELECT FROM exhibitors_journalline WHERE entry_id = NEW.id) THEN RAISE EXCEPTION 'refused by journal_entry_has_lines' USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entry_has_lines'; END IF; RETURN NEW;", hash='dd93292ad169a33598b321ba9bac66d40c57911d', operation='INSERT', pgid='pgtrigger_journal_entry_has_lines_94c59', table='exhibitors_journalentry', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
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
                    model_name='journalexport',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='76d84e62722cc3b407fc7e3298a7a3744c9ffdda', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9c428', table='exhibitors_journalexport', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='journalline',
                    index=models.Index(fields=['account', 'invoice'], include=('amount',), name='journal_by_invoice'),
                ),
                migrations.AddIndex(
                    model_name='journalline',
                    index=models.Index(fields=['edition', 'entry'], name='journal_of_edition'),
                ),
                migrations.AddConstraint(
                    model_name='journalline',
                    constraint=models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='journal_line_is_not_zero'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='journalline',
                    trigger=pgtrigger.compiler.Trigger(name='edition_of_its_entry', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."edition_id" IS NULL)', func='\nNEW.edition_id := coalesce(\n    (SELECT edition_id FROM exhibitors_invoice WHERE id = NEW.invoice_id),\n    (SELECT edition_id FROM exhibitors_journalentry WHERE id = NEW.entry_id)\n);\nRETURN NEW;\n', hash='f80dabe59c8ec2da3e29840b5fb5e8e6d3d3740a', operation='INSERT', pgid='pgtrigger_edition_of_its_entry_0a5b2', table='exhibitors_journalline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='journalline',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='57b971e0c0af003e161e8814dbd498b4ce9bc546', operation='DELETE', pgid='pgtrigger_no_delete_1f571', table='exhibitors_journalline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='journalline',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='379af4cf9d5d45e4b3fd3646b49b31326366e09a', operation='UPDATE', pgid='pgtrigger_append_only_12b7a', table='exhibitors_journalline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='journalline',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='856419af753233ec9259937eb318cb8db0bf489f', operation='INSERT', pgid='pgtrigger_company_not_merged_f2b1b', table='exhibitors_journalline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='journalline',
                    trigger=pgtrigger.compiler.Trigger(name='journal_line_in_edition_of_invoice', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."invoice_id" IS NOT NULL)', func="\nIF NEW.edition_id <> (SELECT edition_id FROM exhibitors_invoice WHERE id = NEW.invoice_id) THEN RAISE EXCEPTION 'refused by journal_line_in_edition_of_invoice' USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_line_in_edition_of_invoice'; END IF; RETURN NEW;", hash='e818f454cf71b8a928808a477438cede971767a3', operation='INSERT', pgid='pgtrigger_journal_line_in_edition_of_invoice_4d600', table='exhibitors_journalline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='journalline',
                    trigger=pgtrigger.compiler.Trigger(name='journal_line_books_are_open', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n    SELECT FROM exhibitors_booksclosing AS books JOIN exhibitors_journalentry AS entry ON entry.id = NEW.entry_id\n    WHERE books.edition_id = NEW.edition_id AND books.closed_through >= entry.day\n) THEN RAISE EXCEPTION 'refused by journal_line_books_are_open' USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_line_books_are_open'; END IF; RETURN NEW;", hash='14f3e60369a77b9ccf6d0a91219df508422e225d', operation='INSERT', pgid='pgtrigger_journal_line_books_are_open_be393', table='exhibitors_journalline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='journalline',
                    trigger=pgtrigger.compiler.Trigger(name='journal_entry_comes_to_0', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF EXISTS (\n    SELECT FROM exhibitors_journalline WHERE entry_id = NEW.entry_id GROUP BY edition_id HAVING sum(amount) <> 0\n) OR (\n    SELECT sum(amount) FROM exhibitors_journalline WHERE entry_id = NEW.entry_id AND account = 'clearing'\n) <> 0 THEN RAISE EXCEPTION 'refused by journal_entry_comes_to_0' USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_entry_comes_to_0'; END IF; RETURN NEW;", hash='853137d7af5e61e53efb6138b39f4e18f291cf0d', operation='INSERT', pgid='pgtrigger_journal_entry_comes_to_0_38741', table='exhibitors_journalline', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='exportedline',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8d0d700bb216b57b83d222ca719526f0e2025158', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d014e', table='exhibitors_exportedline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ledgercodes',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."advance" IS DISTINCT FROM (NEW."advance") OR OLD."bank" IS DISTINCT FROM (NEW."bank") OR OLD."chart" IS DISTINCT FROM (NEW."chart") OR OLD."clearing" IS DISTINCT FROM (NEW."clearing") OR OLD."client" IS DISTINCT FROM (NEW."client") OR OLD."consultant" IS DISTINCT FROM (NEW."consultant") OR OLD."damages" IS DISTINCT FROM (NEW."damages") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."first_debtor" IS DISTINCT FROM (NEW."first_debtor") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."receivable" IS DISTINCT FROM (NEW."receivable") OR OLD."revenue" IS DISTINCT FROM (NEW."revenue") OR OLD."rounding" IS DISTINCT FROM (NEW."rounding") OR OLD."tax" IS DISTINCT FROM (NEW."tax"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='b38c47820d2a6ba1ac0cccee3a6fd2ea87cb7904', operation='UPDATE', pgid='pgtrigger_counts_revision_0daba', table='exhibitors_ledgercodes', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ledgercodes',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c9dcba167f412bfa3290c962763579a45c479b03', operation='DELETE', pgid='pgtrigger_no_delete_db150', table='exhibitors_ledgercodes', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ledgercodes',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_ledgercodesevent" ("advance", "bank", "chart", "clearing", "client", "consultant", "damages", "edition_id", "fee", "first_debtor", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receivable", "revenue", "rounding", "tax") VALUES (NEW."advance", NEW."bank", NEW."chart", NEW."clearing", NEW."client", NEW."consultant", NEW."damages", NEW."edition_id", NEW."fee", NEW."first_debtor", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."receivable", NEW."revenue", NEW."rounding", NEW."tax"); RETURN NULL;', hash='acc5494d1c3aef173a88ab270adc9dd129d2b3e1', operation='INSERT', pgid='pgtrigger_insert_insert_cb09b', table='exhibitors_ledgercodes', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ledgercodes',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."advance" IS DISTINCT FROM (NEW."advance") OR OLD."bank" IS DISTINCT FROM (NEW."bank") OR OLD."chart" IS DISTINCT FROM (NEW."chart") OR OLD."clearing" IS DISTINCT FROM (NEW."clearing") OR OLD."client" IS DISTINCT FROM (NEW."client") OR OLD."consultant" IS DISTINCT FROM (NEW."consultant") OR OLD."damages" IS DISTINCT FROM (NEW."damages") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."first_debtor" IS DISTINCT FROM (NEW."first_debtor") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."receivable" IS DISTINCT FROM (NEW."receivable") OR OLD."revenue" IS DISTINCT FROM (NEW."revenue") OR OLD."rounding" IS DISTINCT FROM (NEW."rounding") OR OLD."tax" IS DISTINCT FROM (NEW."tax"))', func='INSERT INTO "exhibitors_ledgercodesevent" ("advance", "bank", "chart", "clearing", "client", "consultant", "damages", "edition_id", "fee", "first_debtor", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receivable", "revenue", "rounding", "tax") VALUES (NEW."advance", NEW."bank", NEW."chart", NEW."clearing", NEW."client", NEW."consultant", NEW."damages", NEW."edition_id", NEW."fee", NEW."first_debtor", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."receivable", NEW."revenue", NEW."rounding", NEW."tax"); RETURN NULL;', hash='bc6d9aca1c2d8a6ce8a7b40078e434d485058447', operation='UPDATE', pgid='pgtrigger_update_update_1e74d', table='exhibitors_ledgercodes', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ledgercodesevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6796b3f10cc41eb1625f0b6a098e3a9aa2249c01', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a5ff6', table='exhibitors_ledgercodesevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='mailing',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('body_zh', ''), ('subject_zh', '')), models.Q(models.Q(('subject_zh', ''), _negated=True), models.Q(('body_zh', ''), _negated=True)), _connector='OR'), name='mailing_chinese_is_complete', violation_error_message='Enter both subject and text in Chinese, or neither.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailing',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."body_en" IS DISTINCT FROM (NEW."body_en") OR OLD."body_zh" IS DISTINCT FROM (NEW."body_zh") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."filters" IS DISTINCT FROM (NEW."filters") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."subject_en" IS DISTINCT FROM (NEW."subject_en") OR OLD."subject_zh" IS DISTINCT FROM (NEW."subject_zh") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='680ab0496022fe688f6789649e53621a133b173e', operation='UPDATE', pgid='pgtrigger_counts_revision_34130', table='exhibitors_mailing', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailing',
                    trigger=pgtrigger.compiler.Trigger(name='sent_text_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_at" IS NOT NULL AND (OLD."subject_en" IS DISTINCT FROM (NEW."subject_en") OR OLD."body_en" IS DISTINCT FROM (NEW."body_en") OR OLD."subject_zh" IS DISTINCT FROM (NEW."subject_zh") OR OLD."body_zh" IS DISTINCT FROM (NEW."body_zh") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='17cec80866dc554659bced339ac333329be022f3', operation='UPDATE', pgid='pgtrigger_sent_text_stands_aab45', table='exhibitors_mailing', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailing',
                    trigger=pgtrigger.compiler.Trigger(name='sent_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ec07586c8867aa25710a838c92db257bf2579786', operation='DELETE', pgid='pgtrigger_sent_stays_8b8b2', table='exhibitors_mailing', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailing',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_mailingevent" ("audience", "body_en", "body_zh", "edition_id", "filters", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id", "subject_en", "subject_zh", "written_at", "written_by_id") VALUES (NEW."audience", NEW."body_en", NEW."body_zh", NEW."edition_id", NEW."filters", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sent_at", NEW."sent_by_id", NEW."subject_en", NEW."subject_zh", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='3e8525a6fb27e0fe24084f0be2030d7a8130c00f', operation='INSERT', pgid='pgtrigger_insert_insert_ff7a1', table='exhibitors_mailing', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailing',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."body_en" IS DISTINCT FROM (NEW."body_en") OR OLD."body_zh" IS DISTINCT FROM (NEW."body_zh") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."filters" IS DISTINCT FROM (NEW."filters") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."subject_en" IS DISTINCT FROM (NEW."subject_en") OR OLD."subject_zh" IS DISTINCT FROM (NEW."subject_zh") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id"))', func='INSERT INTO "exhibitors_mailingevent" ("audience", "body_en", "body_zh", "edition_id", "filters", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id", "subject_en", "subject_zh", "written_at", "written_by_id") VALUES (NEW."audience", NEW."body_en", NEW."body_zh", NEW."edition_id", NEW."filters", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sent_at", NEW."sent_by_id", NEW."subject_en", NEW."subject_zh", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='004128f3fbec0563048fb06189185b1c4116c3c0', operation='UPDATE', pgid='pgtrigger_update_update_7e5d7', table='exhibitors_mailing', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailing',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_mailingevent" ("audience", "body_en", "body_zh", "edition_id", "filters", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "sent_by_id", "subject_en", "subject_zh", "written_at", "written_by_id") VALUES (OLD."audience", OLD."body_en", OLD."body_zh", OLD."edition_id", OLD."filters", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sent_at", OLD."sent_by_id", OLD."subject_en", OLD."subject_zh", OLD."written_at", OLD."written_by_id"); RETURN NULL;', hash='83b9c100a4e408568a052a2e1d8e98c47f5bbd59', operation='DELETE', pgid='pgtrigger_delete_delete_3aa0e', table='exhibitors_mailing', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailingevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ad7e8c751d521bfc86f67ad3c014441dfe54b331', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_01ac9', table='exhibitors_mailingevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='mailingrecipient',
                    constraint=models.UniqueConstraint(fields=('mailing', 'email'), name='mailing_recipient_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mailingrecipient',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6e762c2836b43efb1c725e43043ca180bd4d9746', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e26ff', table='exhibitors_mailingrecipient', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='mandate',
                    constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'accepted'])), fields=('company', 'person'), name='mandate_one_stands', violation_error_message='A power of attorney of this person is accepted or being checked. End it before sending another.'),
                ),
                migrations.AddConstraint(
                    model_name='mandate',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('decided_at__isnull', False), _connector='XOR'), name='mandate_decided_at_a_time'),
                ),
                migrations.AddConstraint(
                    model_name='mandate',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='mandate_refused_with_reason', violation_error_message='Give a reason. The person will see it.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mandate',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:accepted,waiting:ended,waiting:refused,accepted:ended}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='59d581d38260e611527709ac29ec6ae7fb0baec4', operation='UPDATE', pgid='pgtrigger_state_moves_bce8e', table='exhibitors_mandate', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mandate',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'accepted\', \'ended\', \'refused\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='7db4a54097f1f3876ab1759be85c7a7bd4e210da', operation='INSERT', pgid='pgtrigger_state_birth_e0577', table='exhibitors_mandate', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mandate',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='f296642be011f766e9c3cbe3558a3790495bb4dc', operation='UPDATE', pgid='pgtrigger_counts_revision_e31d6', table='exhibitors_mandate', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mandate',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='b98b3552da1d77f1c6470c2504ac454ecf8135b9', operation='INSERT', pgid='pgtrigger_company_not_merged_543b0', table='exhibitors_mandate', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mandate',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e128bd1eec10678ea3d4a9ca869559224cadb510', operation='DELETE', pgid='pgtrigger_no_delete_f7e98', table='exhibitors_mandate', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mandate',
                    trigger=pgtrigger.compiler.Trigger(name='sent_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='87e39ad7e0d6d21d1ae8c1b6a0f5f0de1be0dc80', operation='UPDATE', pgid='pgtrigger_sent_stands_b3504', table='exhibitors_mandate', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mandate',
                    trigger=pgtrigger.compiler.Trigger(name='of_one_person', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id") AND NEW."person_id" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0b50f0971325e0538ee02726d9eb0916b41df4e3', operation='UPDATE', pgid='pgtrigger_of_one_person_c831e', table='exhibitors_mandate', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mandate',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_mandateevent" ("company_id", "decided_at", "decided_by_id", "digest", "file", "id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "sent_at", "state", "title") VALUES (NEW."company_id", NEW."decided_at", NEW."decided_by_id", NEW."digest", NEW."file", NEW."id", NEW."name", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."sent_at", NEW."state", NEW."title"); RETURN NULL;', hash='7554c027aae3e9f7cfcd1fa93c5bc5839fd59a82', operation='INSERT', pgid='pgtrigger_insert_insert_7acd5', table='exhibitors_mandate', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mandate',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "exhibitors_mandateevent" ("company_id", "decided_at", "decided_by_id", "digest", "file", "id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "sent_at", "state", "title") VALUES (NEW."company_id", NEW."decided_at", NEW."decided_by_id", NEW."digest", NEW."file", NEW."id", NEW."name", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."sent_at", NEW."state", NEW."title"); RETURN NULL;', hash='9bbe6c3835bb1d482b373de04175b55b8da19f74', operation='UPDATE', pgid='pgtrigger_update_update_c6467', table='exhibitors_mandate', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='mandateevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2734c28ece78b305f34ebc1e43a2e1612a0d1994', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_80708', table='exhibitors_mandateevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='membership',
                    constraint=models.CheckConstraint(condition=models.Q(('may_sign', True), ('role', 'viewer'), _negated=True), name='membership_viewer_signs_nothing', violation_error_message='A viewer cannot sign for the company. Make this person an editor first.'),
                ),
                migrations.AddConstraint(
                    model_name='membership',
                    constraint=models.UniqueConstraint(fields=('company', 'user'), name='membership_once', violation_error_message='This person already belongs to this company.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='membership',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."may_sign" IS DISTINCT FROM (NEW."may_sign") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='3560a05c8aed0561910a801dc7fe179e4aeddb56', operation='UPDATE', pgid='pgtrigger_counts_revision_6b0a2', table='exhibitors_membership', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='membership',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='97f14b0ce646c00b03dee3d4083cb3d4c8be5edd', operation='INSERT', pgid='pgtrigger_company_not_merged_fd018', table='exhibitors_membership', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='membership',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_membershipevent" ("company_id", "id", "may_sign", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (NEW."company_id", NEW."id", NEW."may_sign", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."user_id"); RETURN NULL;', hash='4137830433c2a63815fc7c079e02fb6fb65438a1', operation='INSERT', pgid='pgtrigger_insert_insert_e4542', table='exhibitors_membership', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='membership',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."may_sign" IS DISTINCT FROM (NEW."may_sign") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "exhibitors_membershipevent" ("company_id", "id", "may_sign", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (NEW."company_id", NEW."id", NEW."may_sign", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."user_id"); RETURN NULL;', hash='9c655172242d2d7fed440af52f98566035d896d8', operation='UPDATE', pgid='pgtrigger_update_update_6be01', table='exhibitors_membership', when='AFTER')),
                ),
                migrations.AddIndex(
                    model_name='company',
                    index=django.contrib.postgres.indexes.GinIndex(fields=['normalized_name'], name='company_name_trigrams', opclasses=['gin_trgm_ops']),
                ),
                migrations.AddIndex(
                    model_name='company',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), name='company_name_parts'),
                ),
                migrations.AddIndex(
                    model_name='company',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name_local'), name='gin_trgm_ops'), name='company_name_local_parts'),
                ),
                migrations.AddIndex(
                    model_name='company',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('city'), name='gin_trgm_ops'), name='company_city_parts'),
                ),
                migrations.AddIndex(
                    model_name='company',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('contact_email'), name='gin_trgm_ops'), name='company_contact_email_parts'),
                ),
                migrations.AddIndex(
                    model_name='company',
                    index=models.Index(fields=['name', 'id'], name='company_by_name'),
                ),
                migrations.AddIndex(
                    model_name='company',
                    index=models.Index(condition=models.Q(('merged_into', None)), fields=['country'], name='company_by_country'),
                ),
                migrations.AddIndex(
                    model_name='company',
                    index=models.Index(condition=models.Q(('merged_into', None), ('verification', 'unverified')), fields=['created_at', 'id'], name='company_to_check'),
                ),
                migrations.AddConstraint(
                    model_name='company',
                    constraint=models.UniqueConstraint(fields=('normalized_name', 'country', 'distinguished_by'), name='company_once_per_country', violation_error_message='A company of this name and country or region is already registered.'),
                ),
                migrations.AddConstraint(
                    model_name='company',
                    constraint=models.CheckConstraint(condition=models.Q(('normalized_name', ''), _negated=True), name='company_has_name', violation_error_message='A company needs a name with at least one letter or digit.'),
                ),
                migrations.AddConstraint(
                    model_name='company',
                    constraint=models.CheckConstraint(condition=models.Q(('verification', 'verified'), ('verified_by', ''), _connector='XOR'), name='company_verified_by_something', violation_error_message='A verified company needs a record of how it was verified; other companies cannot have one.'),
                ),
                migrations.AddConstraint(
                    model_name='company',
                    constraint=models.UniqueConstraint(condition=models.Q(('verification_proof', ''), _negated=True), fields=('verified_by', 'verification_proof'), name='company_proof_counts_once', violation_error_message='This domain or registration number already verifies another company.'),
                ),
                migrations.AddConstraint(
                    model_name='company',
                    constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='company_not_merged_into_itself', violation_error_message='Choose two different companies.'),
                ),
                migrations.AddConstraint(
                    model_name='company',
                    constraint=models.CheckConstraint(condition=models.Q(('claims_blocked_at__isnull', True), models.Q(('claims_blocked_reason', ''), _negated=True), _connector='XOR'), name='company_blocked_with_reason', violation_error_message='Suspending a company requires a reason.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='company',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."claims_blocked_at" IS DISTINCT FROM (NEW."claims_blocked_at") OR OLD."claims_blocked_reason" IS DISTINCT FROM (NEW."claims_blocked_reason") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."distinguished_by" IS DISTINCT FROM (NEW."distinguished_by") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_on_public_plans" IS DISTINCT FROM (NEW."is_on_public_plans") OR OLD."is_sample" IS DISTINCT FROM (NEW."is_sample") OR OLD."is_small" IS DISTINCT FROM (NEW."is_small") OR OLD."mail_domains" IS DISTINCT FROM (NEW."mail_domains") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_local" IS DISTINCT FROM (NEW."name_local") OR OLD."normalized_name" IS DISTINCT FROM (NEW."normalized_name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."registration_number" IS DISTINCT FROM (NEW."registration_number") OR OLD."verification" IS DISTINCT FROM (NEW."verification") OR OLD."verification_at" IS DISTINCT FROM (NEW."verification_at") OR OLD."verification_proof" IS DISTINCT FROM (NEW."verification_proof") OR OLD."verification_reason" IS DISTINCT FROM (NEW."verification_reason") OR OLD."verified_by" IS DISTINCT FROM (NEW."verified_by") OR OLD."website" IS DISTINCT FROM (NEW."website"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='30786d1f992329d0e66473afeff01bdfb0a1eacc', operation='UPDATE', pgid='pgtrigger_counts_revision_d969e', table='exhibitors_company', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='company',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_companyevent" ("address", "city", "claims_blocked_at", "claims_blocked_reason", "contact_email", "country", "created_at", "description", "distinguished_by", "id", "is_on_public_plans", "is_sample", "is_small", "mail_domains", "merged_into_id", "name", "name_local", "normalized_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "registration_number", "verification", "verification_at", "verification_proof", "verification_reason", "verified_by", "website") VALUES (NEW."address", NEW."city", NEW."claims_blocked_at", NEW."claims_blocked_reason", NEW."contact_email", NEW."country", NEW."created_at", NEW."description", NEW."distinguished_by", NEW."id", NEW."is_on_public_plans", NEW."is_sample", NEW."is_small", NEW."mail_domains", NEW."merged_into_id", NEW."name", NEW."name_local", NEW."normalized_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."registration_number", NEW."verification", NEW."verification_at", NEW."verification_proof", NEW."verification_reason", NEW."verified_by", NEW."website"); RETURN NULL;', hash='11abb150de6bc5f09d81b428f03529d17b839731', operation='INSERT', pgid='pgtrigger_insert_insert_c3f6c', table='exhibitors_company', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='company',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."claims_blocked_at" IS DISTINCT FROM (NEW."claims_blocked_at") OR OLD."claims_blocked_reason" IS DISTINCT FROM (NEW."claims_blocked_reason") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."distinguished_by" IS DISTINCT FROM (NEW."distinguished_by") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_on_public_plans" IS DISTINCT FROM (NEW."is_on_public_plans") OR OLD."is_sample" IS DISTINCT FROM (NEW."is_sample") OR OLD."is_small" IS DISTINCT FROM (NEW."is_small") OR OLD."mail_domains" IS DISTINCT FROM (NEW."mail_domains") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_local" IS DISTINCT FROM (NEW."name_local") OR OLD."normalized_name" IS DISTINCT FROM (NEW."normalized_name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."registration_number" IS DISTINCT FROM (NEW."registration_number") OR OLD."verification" IS DISTINCT FROM (NEW."verification") OR OLD."verification_at" IS DISTINCT FROM (NEW."verification_at") OR OLD."verification_proof" IS DISTINCT FROM (NEW."verification_proof") OR OLD."verification_reason" IS DISTINCT FROM (NEW."verification_reason") OR OLD."verified_by" IS DISTINCT FROM (NEW."verified_by") OR OLD."website" IS DISTINCT FROM (NEW."website"))', func='INSERT INTO "exhibitors_companyevent" ("address", "city", "claims_blocked_at", "claims_blocked_reason", "contact_email", "country", "created_at", "description", "distinguished_by", "id", "is_on_public_plans", "is_sample", "is_small", "mail_domains", "merged_into_id", "name", "name_local", "normalized_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "registration_number", "verification", "verification_at", "verification_proof", "verification_reason", "verified_by", "website") VALUES (NEW."address", NEW."city", NEW."claims_blocked_at", NEW."claims_blocked_reason", NEW."contact_email", NEW."country", NEW."created_at", NEW."description", NEW."distinguished_by", NEW."id", NEW."is_on_public_plans", NEW."is_sample", NEW."is_small", NEW."mail_domains", NEW."merged_into_id", NEW."name", NEW."name_local", NEW."normalized_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."registration_number", NEW."verification", NEW."verification_at", NEW."verification_proof", NEW."verification_reason", NEW."verified_by", NEW."website"); RETURN NULL;', hash='4f856177f8680cbf6198724f92436f6b9d535d73', operation='UPDATE', pgid='pgtrigger_update_update_1ca16', table='exhibitors_company', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='membershipevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='274f94f4bae921ae190d122023ec8695c1702c6f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a01c8', table='exhibitors_membershipevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='namechange',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('company',), name='name_change_waits_once', violation_error_message='Another change of the name is already waiting for the organizer.'),
                ),
                migrations.AddConstraint(
                    model_name='namechange',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'declined'), ('reason', ''), _connector='XOR'), name='name_change_declined_with_reason', violation_error_message='Declining a change of name requires a reason.'),
                ),
                migrations.AddConstraint(
                    model_name='namechange',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('decided_at__isnull', False), _connector='XOR'), name='name_change_decided_at_a_time', violation_error_message='A decided change of name needs the time of the decision.'),
                ),
                migrations.AddConstraint(
                    model_name='namechange',
                    constraint=models.CheckConstraint(condition=models.Q(('country', models.F('country_before')), ('name', models.F('name_before')), ('name_local', models.F('name_local_before')), _negated=True), name='name_change_changes_something', violation_error_message='The new name and country are those that the company has.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='namechange',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."country_before" IS DISTINCT FROM (NEW."country_before") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_before" IS DISTINCT FROM (NEW."name_before") OR OLD."name_local" IS DISTINCT FROM (NEW."name_local") OR OLD."name_local_before" IS DISTINCT FROM (NEW."name_local_before") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='9d4c01e770a56989300606142d09fee4c40563dc', operation='UPDATE', pgid='pgtrigger_counts_revision_d82f5', table='exhibitors_namechange', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='namechange',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='dd6c660686598ddf2e2a9be940aae2384b38d5fb', operation='INSERT', pgid='pgtrigger_company_not_merged_e1d5b', table='exhibitors_namechange', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='namechange',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:accepted,waiting:declined,waiting:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='244f28320f5cac602ac4541fc1f707f1dd8fc311', operation='UPDATE', pgid='pgtrigger_state_moves_d13c4', table='exhibitors_namechange', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='namechange',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'accepted\', \'declined\', \'withdrawn\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='7e7942657965202bd1314223bcf96ac898edb49f', operation='INSERT', pgid='pgtrigger_state_birth_378e2', table='exhibitors_namechange', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='namechange',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_namechangeevent" ("company_id", "country", "country_before", "decided_at", "decided_by_id", "id", "name", "name_before", "name_local", "name_local_before", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "state") VALUES (NEW."company_id", NEW."country", NEW."country_before", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."name", NEW."name_before", NEW."name_local", NEW."name_local_before", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."state"); RETURN NULL;', hash='83253c1e6451b2d40521d467dfc5bb91e5445240', operation='INSERT', pgid='pgtrigger_insert_insert_b372a', table='exhibitors_namechange', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='namechange',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."country_before" IS DISTINCT FROM (NEW."country_before") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_before" IS DISTINCT FROM (NEW."name_before") OR OLD."name_local" IS DISTINCT FROM (NEW."name_local") OR OLD."name_local_before" IS DISTINCT FROM (NEW."name_local_before") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "exhibitors_namechangeevent" ("company_id", "country", "country_before", "decided_at", "decided_by_id", "id", "name", "name_before", "name_local", "name_local_before", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "state") VALUES (NEW."company_id", NEW."country", NEW."country_before", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."name", NEW."name_before", NEW."name_local", NEW."name_local_before", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason", NEW."state"); RETURN NULL;', hash='8e6620fc7424664f9493eed2640ffd878a93a129', operation='UPDATE', pgid='pgtrigger_update_update_3fd89', table='exhibitors_namechange', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='namechangeevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f90b0c46f292d8e22db165946ed88b42dff3b697', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_36643', table='exhibitors_namechangeevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='offer',
                    index=models.Index(fields=['state', 'last_day'], name='offer_due'),
                ),
                migrations.AddConstraint(
                    model_name='offer',
                    constraint=models.UniqueConstraint(fields=('booking', 'version'), name='offer_version_once'),
                ),
                migrations.AddConstraint(
                    model_name='offer',
                    constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('sent', 'accepted'))), fields=('booking',), name='offer_one_stands', violation_error_message='This booking already has a valid offer.'),
                ),
                migrations.AddConstraint(
                    model_name='offer',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'sent'), ('answered_at__isnull', False), _connector='XOR'), name='offer_answered_has_instant'),
                ),
                migrations.AddConstraint(
                    model_name='offer',
                    constraint=models.CheckConstraint(condition=models.Q(('net__gte', 0), ('total__gte', 0)), name='offer_is_not_negative'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='offer',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{sent:accepted,sent:declined,sent:lapsed,sent:withdrawn,accepted:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='9d56e31ac2c7084711e2c3428c24cf81c3c0b115', operation='UPDATE', pgid='pgtrigger_state_moves_c067c', table='exhibitors_offer', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='offer',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'accepted\', \'declined\', \'lapsed\', \'withdrawn\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='09b129ea0b6535eb13c2954dee780389615ba0de', operation='INSERT', pgid='pgtrigger_state_birth_008ed', table='exhibitors_offer', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='offer',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_package" IS DISTINCT FROM (NEW."is_package") OR OLD."last_day" IS DISTINCT FROM (NEW."last_day") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."rate_card" IS DISTINCT FROM (NEW."rate_card") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax_note" IS DISTINCT FROM (NEW."tax_note") OR OLD."tax_note_zh" IS DISTINCT FROM (NEW."tax_note_zh") OR OLD."terms_id" IS DISTINCT FROM (NEW."terms_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."total" IS DISTINCT FROM (NEW."total") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='7d649bcc1f883d24077041054c44491c25f595c8', operation='UPDATE', pgid='pgtrigger_counts_revision_dd7f4', table='exhibitors_offer', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='offer',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='96d7e84925a928918f2f20f516b920874c365540', operation='DELETE', pgid='pgtrigger_no_delete_882cf', table='exhibitors_offer', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='offer',
                    trigger=pgtrigger.compiler.Trigger(name='offered_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."total" IS DISTINCT FROM (NEW."total") OR OLD."tax_note" IS DISTINCT FROM (NEW."tax_note") OR OLD."tax_note_zh" IS DISTINCT FROM (NEW."tax_note_zh") OR OLD."is_package" IS DISTINCT FROM (NEW."is_package") OR OLD."rate_card" IS DISTINCT FROM (NEW."rate_card") OR OLD."terms_id" IS DISTINCT FROM (NEW."terms_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."digest" IS DISTINCT FROM (NEW."digest"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4f50f0f7a5ebe99f99d376d2153a1b27bcba7010', operation='UPDATE', pgid='pgtrigger_offered_stands_d6376', table='exhibitors_offer', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='offer',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_offerevent" ("answered_at", "answered_by_id", "area_sqm", "booking_id", "currency", "id", "is_package", "last_day", "made_at", "made_by_id", "net", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_card", "reason", "reminded_at", "state", "tax_note", "tax_note_zh", "terms_id", "total", "version") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."area_sqm", NEW."booking_id", NEW."currency", NEW."id", NEW."is_package", NEW."last_day", NEW."made_at", NEW."made_by_id", NEW."net", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rate_card", NEW."reason", NEW."reminded_at", NEW."state", NEW."tax_note", NEW."tax_note_zh", NEW."terms_id", NEW."total", NEW."version"); RETURN NULL;', hash='0d869dbc8ebcf4b88aa36cde38bf13946c1510a9', operation='INSERT', pgid='pgtrigger_insert_insert_1604b', table='exhibitors_offer', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='offer',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_package" IS DISTINCT FROM (NEW."is_package") OR OLD."last_day" IS DISTINCT FROM (NEW."last_day") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."rate_card" IS DISTINCT FROM (NEW."rate_card") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax_note" IS DISTINCT FROM (NEW."tax_note") OR OLD."tax_note_zh" IS DISTINCT FROM (NEW."tax_note_zh") OR OLD."terms_id" IS DISTINCT FROM (NEW."terms_id") OR OLD."total" IS DISTINCT FROM (NEW."total") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "exhibitors_offerevent" ("answered_at", "answered_by_id", "area_sqm", "booking_id", "currency", "id", "is_package", "last_day", "made_at", "made_by_id", "net", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_card", "reason", "reminded_at", "state", "tax_note", "tax_note_zh", "terms_id", "total", "version") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."area_sqm", NEW."booking_id", NEW."currency", NEW."id", NEW."is_package", NEW."last_day", NEW."made_at", NEW."made_by_id", NEW."net", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rate_card", NEW."reason", NEW."reminded_at", NEW."state", NEW."tax_note", NEW."tax_note_zh", NEW."terms_id", NEW."total", NEW."version"); RETURN NULL;', hash='012e2e046477daf4263c861e46d67177efcdc8cb', operation='UPDATE', pgid='pgtrigger_update_update_9c282', table='exhibitors_offer', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='instalment',
                    constraint=models.UniqueConstraint(fields=('offer', 'position'), name='instalment_position_once'),
                ),
                migrations.AddConstraint(
                    model_name='instalment',
                    constraint=models.CheckConstraint(condition=models.Q(('net__gte', 0)), name='instalment_is_not_negative'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='instalment',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f2f6a99ce0b5db9fc2bd04e6e1c49149f315ed40', operation='DELETE', pgid='pgtrigger_no_delete_48c2c', table='exhibitors_instalment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='instalment',
                    trigger=pgtrigger.compiler.Trigger(name='agreed_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."term" IS DISTINCT FROM (NEW."term") OR OLD."net" IS DISTINCT FROM (NEW."net"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='73be8d89eb6224edf5be412630c84930168a5b29', operation='UPDATE', pgid='pgtrigger_agreed_stands_04911', table='exhibitors_instalment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contractevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='68cc35ba021cd4f5ac243fa0b6c1dd72c921bdb2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d768d', table='exhibitors_contractevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='contract',
                    index=models.Index(fields=['state', 'sign_by'], name='contract_due'),
                ),
                migrations.AddIndex(
                    model_name='contract',
                    index=models.Index(condition=models.Q(('signed_at__isnull', False), ('signed_file', '')), fields=['signed_at', 'id'], name='contract_unfinished'),
                ),
                migrations.AddConstraint(
                    model_name='contract',
                    constraint=models.UniqueConstraint(fields=('booking', 'version'), name='contract_version_once'),
                ),
                migrations.AddConstraint(
                    model_name='contract',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'void'), _negated=True), fields=('booking',), name='contract_one_stands', violation_error_message='This booking already has a valid contract.'),
                ),
                migrations.AddConstraint(
                    model_name='contract',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'signed'), _negated=True), ('signed_at__isnull', False), _connector='OR'), name='contract_signed_has_instant'),
                ),
                migrations.AddConstraint(
                    model_name='contract',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'void'), _negated=True), ('ended_at__isnull', False), _connector='OR'), name='contract_void_has_instant'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contract',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{sent:checking,sent:signed,sent:void,checking:sent,checking:signed,checking:void,signed:void}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='757964537f2a2fab2794eb51292f80374cc154df', operation='UPDATE', pgid='pgtrigger_state_moves_6ee3c', table='exhibitors_contract', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contract',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'checking\', \'signed\', \'void\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='eef3b96217d96d40bc67225b961f6a7f021af55b', operation='INSERT', pgid='pgtrigger_state_birth_d6086', table='exhibitors_contract', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contract',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_sealed" IS DISTINCT FROM (NEW."is_sealed") OR OLD."is_stamped" IS DISTINCT FROM (NEW."is_stamped") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."sign_by" IS DISTINCT FROM (NEW."sign_by") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."signed_digest" IS DISTINCT FROM (NEW."signed_digest") OR OLD."signed_file" IS DISTINCT FROM (NEW."signed_file") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."terms_id" IS DISTINCT FROM (NEW."terms_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='e736cb422fc5bb3882515432b6f386b7f6fdc860', operation='UPDATE', pgid='pgtrigger_counts_revision_4150c', table='exhibitors_contract', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contract',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='99dff1671c7e919b08638299e50e8dba11b3603c', operation='DELETE', pgid='pgtrigger_no_delete_5dea3', table='exhibitors_contract', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contract',
                    trigger=pgtrigger.compiler.Trigger(name='agreed_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."terms_id" IS DISTINCT FROM (NEW."terms_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7b411abf35fdd463529459648ff5bf05b0288f10', operation='UPDATE', pgid='pgtrigger_agreed_stands_ecf4d', table='exhibitors_contract', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contract',
                    trigger=pgtrigger.compiler.Trigger(name='signed_pdf_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD."signed_file" IS DISTINCT FROM (NEW."signed_file") OR OLD."signed_digest" IS DISTINCT FROM (NEW."signed_digest") OR OLD."is_sealed" IS DISTINCT FROM (NEW."is_sealed") OR OLD."is_stamped" IS DISTINCT FROM (NEW."is_stamped")) AND NOT (OLD."signed_digest" = \'\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='de7d303f8fb6aaf8a22ff5b5fc7ea589a394dc5f', operation='UPDATE', pgid='pgtrigger_signed_pdf_stands_c3228', table='exhibitors_contract', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contract',
                    trigger=pgtrigger.compiler.Trigger(name='signature_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."sign_by" IS DISTINCT FROM (NEW."sign_by")) AND OLD."signed_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b74df54d9b156b2acbdc10422ee03cc65b1b1a4c', operation='UPDATE', pgid='pgtrigger_signature_stands_ce363', table='exhibitors_contract', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contract',
                    trigger=pgtrigger.compiler.Trigger(name='signed_reason_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at")) AND NEW."state" = \'signed\' AND OLD."state" = \'signed\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='32c12b4c20b0af76d25804bb7fd292c246ee1723', operation='UPDATE', pgid='pgtrigger_signed_reason_stands_1e838', table='exhibitors_contract', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contract',
                    trigger=pgtrigger.compiler.Trigger(name='ended_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."sign_by" IS DISTINCT FROM (NEW."sign_by") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at")) AND OLD."state" = \'void\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0c51dd74bdaae5895910456e29f603946d7f5495', operation='UPDATE', pgid='pgtrigger_ended_stands_9475c', table='exhibitors_contract', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contract',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_contractevent" ("booking_id", "digest", "ended_at", "file", "id", "is_sealed", "made_at", "offer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reminded_at", "sign_by", "signed_at", "signed_digest", "signed_file", "state", "terms_id", "version") VALUES (NEW."booking_id", NEW."digest", NEW."ended_at", NEW."file", NEW."id", NEW."is_sealed", NEW."made_at", NEW."offer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reminded_at", NEW."sign_by", NEW."signed_at", NEW."signed_digest", NEW."signed_file", NEW."state", NEW."terms_id", NEW."version"); RETURN NULL;', hash='a50cc2a796b38c224d0323103e0918bb6aa1982b', operation='INSERT', pgid='pgtrigger_insert_insert_58854', table='exhibitors_contract', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contract',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_sealed" IS DISTINCT FROM (NEW."is_sealed") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."sign_by" IS DISTINCT FROM (NEW."sign_by") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."signed_digest" IS DISTINCT FROM (NEW."signed_digest") OR OLD."signed_file" IS DISTINCT FROM (NEW."signed_file") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."terms_id" IS DISTINCT FROM (NEW."terms_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "exhibitors_contractevent" ("booking_id", "digest", "ended_at", "file", "id", "is_sealed", "made_at", "offer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reminded_at", "sign_by", "signed_at", "signed_digest", "signed_file", "state", "terms_id", "version") VALUES (NEW."booking_id", NEW."digest", NEW."ended_at", NEW."file", NEW."id", NEW."is_sealed", NEW."made_at", NEW."offer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reminded_at", NEW."sign_by", NEW."signed_at", NEW."signed_digest", NEW."signed_file", NEW."state", NEW."terms_id", NEW."version"); RETURN NULL;', hash='e4c782efa569bf7faaaf981f83cbd43c4988d97b', operation='UPDATE', pgid='pgtrigger_update_update_542b2', table='exhibitors_contract', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cancellationevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1d9af0289c76e0afa7c4f18d0029dbed2165edfa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7ad99', table='exhibitors_cancellationevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='cancellation',
                    constraint=models.CheckConstraint(condition=models.Q(('fee__gte', 0)), name='cancellation_fee_is_not_negative'),
                ),
                migrations.AddConstraint(
                    model_name='cancellation',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'proposed'), ('settled_at__isnull', False), _connector='XOR'), name='cancellation_settled_has_instant'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cancellation',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{proposed:settled}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='c45f1d576ba848c3cc5040c1e0df8c6c2bc94105', operation='UPDATE', pgid='pgtrigger_state_moves_a9a72', table='exhibitors_cancellation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cancellation',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'settled\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='9d9cd1c61024d9c375ac1c5f0341ec4a32ac22dd', operation='INSERT', pgid='pgtrigger_state_birth_35d5e', table='exhibitors_cancellation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cancellation',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."back_by" IS DISTINCT FROM (NEW."back_by") OR OLD."base" IS DISTINCT FROM (NEW."base") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."credited" IS DISTINCT FROM (NEW."credited") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."freed" IS DISTINCT FROM (NEW."freed") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."settled_at" IS DISTINCT FROM (NEW."settled_at") OR OLD."settled_by_id" IS DISTINCT FROM (NEW."settled_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax" IS DISTINCT FROM (NEW."tax"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='2cc3cbfafc6e3c75897cea856926147079b6e70b', operation='UPDATE', pgid='pgtrigger_counts_revision_6493d', table='exhibitors_cancellation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cancellation',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ca718af5d6ecaec99d5738a2cf168b27b9d54d58', operation='DELETE', pgid='pgtrigger_no_delete_bf885', table='exhibitors_cancellation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cancellation',
                    trigger=pgtrigger.compiler.Trigger(name='proposed_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."base" IS DISTINCT FROM (NEW."base") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."credited" IS DISTINCT FROM (NEW."credited") OR OLD."freed" IS DISTINCT FROM (NEW."freed") OR OLD."back_by" IS DISTINCT FROM (NEW."back_by"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5c4a2d97342c8a4373c898da7993ab3ffb7b1c0a', operation='UPDATE', pgid='pgtrigger_proposed_stands_6392c', table='exhibitors_cancellation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cancellation',
                    trigger=pgtrigger.compiler.Trigger(name='settled_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'settled\' AND (OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."settled_at" IS DISTINCT FROM (NEW."settled_at")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9184d10bb5e5185c1c4d850d2f277ee0287b480d', operation='UPDATE', pgid='pgtrigger_settled_stands_1a544', table='exhibitors_cancellation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cancellation',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_cancellationevent" ("back_by", "base", "booking_id", "cancelled_at", "credited", "currency", "fee", "freed", "id", "offer_id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "settled_at", "settled_by_id", "state", "tax") VALUES (NEW."back_by", NEW."base", NEW."booking_id", NEW."cancelled_at", NEW."credited", NEW."currency", NEW."fee", NEW."freed", NEW."id", NEW."offer_id", NEW."percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."settled_at", NEW."settled_by_id", NEW."state", NEW."tax"); RETURN NULL;', hash='26bdbd623493edbe9e93b29a6f989867feee9554', operation='INSERT', pgid='pgtrigger_insert_insert_0a0de', table='exhibitors_cancellation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cancellation',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."back_by" IS DISTINCT FROM (NEW."back_by") OR OLD."base" IS DISTINCT FROM (NEW."base") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."credited" IS DISTINCT FROM (NEW."credited") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."freed" IS DISTINCT FROM (NEW."freed") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."settled_at" IS DISTINCT FROM (NEW."settled_at") OR OLD."settled_by_id" IS DISTINCT FROM (NEW."settled_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax" IS DISTINCT FROM (NEW."tax"))', func='INSERT INTO "exhibitors_cancellationevent" ("back_by", "base", "booking_id", "cancelled_at", "credited", "currency", "fee", "freed", "id", "offer_id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "settled_at", "settled_by_id", "state", "tax") VALUES (NEW."back_by", NEW."base", NEW."booking_id", NEW."cancelled_at", NEW."credited", NEW."currency", NEW."fee", NEW."freed", NEW."id", NEW."offer_id", NEW."percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."settled_at", NEW."settled_by_id", NEW."state", NEW."tax"); RETURN NULL;', hash='8c5edbaed64e9bf328fb1dc9988797d91dda9200', operation='UPDATE', pgid='pgtrigger_update_update_390ea', table='exhibitors_cancellation', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='acceptancecode',
                    constraint=models.CheckConstraint(condition=models.Q(('attempts__lte', 5)), name='acceptance_code_attempts'),
                ),
                migrations.AddConstraint(
                    model_name='acceptancecode',
                    constraint=models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('entered_at__isnull', False), _connector='OR'), name='acceptance_code_used_when_entered'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='acceptancecode',
                    trigger=pgtrigger.compiler.Trigger(name='sent_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."code_hash" IS DISTINCT FROM (NEW."code_hash") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c17d5d344ca703938e349758df00239a6cbef16d', operation='UPDATE', pgid='pgtrigger_sent_stands_30430', table='exhibitors_acceptancecode', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='acceptancecode',
                    trigger=pgtrigger.compiler.Trigger(name='used_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."used_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2d8d50b7eafc5591d4c79b9a82f6bc130348ba81', operation='UPDATE', pgid='pgtrigger_used_once_dbd73', table='exhibitors_acceptancecode', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='offeracceptance',
                    constraint=models.CheckConstraint(condition=models.Q(('name_from', 'mandate'), ('mandate__isnull', True), _connector='XOR'), name='acceptance_names_its_mandate'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='offeracceptance',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='217bfd603b00de5a8a0e4d5e1a6a5b96155f6a51', operation='DELETE', pgid='pgtrigger_no_delete_b8f13', table='exhibitors_offeracceptance', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='offeracceptance',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."offer_id" IS DISTINCT FROM (NEW."offer_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_from" IS DISTINCT FROM (NEW."name_from") OR OLD."mandate_id" IS DISTINCT FROM (NEW."mandate_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."code_email" IS DISTINCT FROM (NEW."code_email") OR OLD."code_entered_at" IS DISTINCT FROM (NEW."code_entered_at") OR OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."terms_id" IS DISTINCT FROM (NEW."terms_id") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."user_agent" IS DISTINCT FROM (NEW."user_agent"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ffb5def8cfc560bdc412ecd59200f0d2916d22c6', operation='UPDATE', pgid='pgtrigger_append_only_08790', table='exhibitors_offeracceptance', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='offerevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2053f9402d6ff8e3c412a298f39bdc04e9bf9028', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_22cc7', table='exhibitors_offerevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='offerline',
                    constraint=models.UniqueConstraint(fields=('offer', 'position'), name='offer_line_position_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='offerline',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f15d9ee97f6932a0977cac9f9c9ded5c5ff1ff2d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cde9f', table='exhibitors_offerline', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='ownershiprequest',
                    constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('announced', 'waiting'))), fields=('company', 'person'), name='ownership_requested_once', violation_error_message='You have already claimed this company.'),
                ),
                migrations.AddConstraint(
                    model_name='ownershiprequest',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'declined'), ('reason', ''), _connector='XOR'), name='ownership_declined_with_reason', violation_error_message='Declining a request requires a reason.'),
                ),
                migrations.AddConstraint(
                    model_name='ownershiprequest',
                    constraint=models.CheckConstraint(condition=models.Q(('state__in', ('announced', 'waiting')), ('decided_at__isnull', False), _connector='XOR'), name='ownership_decided_at_a_time', violation_error_message='A decided request needs the time of the decision.'),
                ),
                migrations.AddConstraint(
                    model_name='ownershiprequest',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'announced'), _negated=True), models.Q(('doubt', ''), ('objections_until__gt', models.F('requested_at')), models.Q(('proof', ''), _negated=True), models.Q(('contact_email', ''), _negated=True)), _connector='OR'), name='ownership_announced_to_somebody', violation_error_message='A claim can be granted automatically only if a contact can object to it until then.'),
                ),
                migrations.AddConstraint(
                    model_name='ownershiprequest',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('doubt', 'objection'), ('objected_at__isnull', False), models.Q(('objection', ''), _negated=True)), models.Q(models.Q(('doubt', 'objection'), _negated=True), ('objected_at__isnull', True), ('objection', '')), _connector='OR'), name='ownership_objection_with_reason', violation_error_message='An objection needs a reason and its time.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownershiprequest',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."doubt" IS DISTINCT FROM (NEW."doubt") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."objected_at" IS DISTINCT FROM (NEW."objected_at") OR OLD."objection" IS DISTINCT FROM (NEW."objection") OR OLD."objections_until" IS DISTINCT FROM (NEW."objections_until") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."proof" IS DISTINCT FROM (NEW."proof") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."statement" IS DISTINCT FROM (NEW."statement"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='9729210dace5b1982b4704d2109aab0715926f9b', operation='UPDATE', pgid='pgtrigger_counts_revision_c7034', table='exhibitors_ownershiprequest', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownershiprequest',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='e3b4097e8e12a142711c9a0841d9e4ba20b1be02', operation='INSERT', pgid='pgtrigger_company_not_merged_340ad', table='exhibitors_ownershiprequest', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownershiprequest',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{announced:declined,announced:granted,announced:waiting,announced:withdrawn,waiting:declined,waiting:granted,waiting:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='aad093b8e00ec5d8d0b7854d666b30ca32421eee', operation='UPDATE', pgid='pgtrigger_state_moves_58c2f', table='exhibitors_ownershiprequest', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownershiprequest',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'declined\', \'granted\', \'withdrawn\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='74f07a3eba123eac5be0e2a95753720fdd9d1412', operation='INSERT', pgid='pgtrigger_state_birth_ea3bd', table='exhibitors_ownershiprequest', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownershiprequest',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_ownershiprequestevent" ("company_id", "contact_email", "decided_at", "decided_by_id", "doubt", "id", "objected_at", "objection", "objections_until", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "reason", "requested_at", "state", "statement") VALUES (NEW."company_id", NEW."contact_email", NEW."decided_at", NEW."decided_by_id", NEW."doubt", NEW."id", NEW."objected_at", NEW."objection", NEW."objections_until", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proof", NEW."reason", NEW."requested_at", NEW."state", NEW."statement"); RETURN NULL;', hash='a7be7c012e80c9fa29ca2d192173c5dc03f0397a', operation='INSERT', pgid='pgtrigger_insert_insert_5fd26', table='exhibitors_ownershiprequest', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownershiprequest',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."doubt" IS DISTINCT FROM (NEW."doubt") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."objected_at" IS DISTINCT FROM (NEW."objected_at") OR OLD."objection" IS DISTINCT FROM (NEW."objection") OR OLD."objections_until" IS DISTINCT FROM (NEW."objections_until") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."proof" IS DISTINCT FROM (NEW."proof") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."statement" IS DISTINCT FROM (NEW."statement"))', func='INSERT INTO "exhibitors_ownershiprequestevent" ("company_id", "contact_email", "decided_at", "decided_by_id", "doubt", "id", "objected_at", "objection", "objections_until", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "reason", "requested_at", "state", "statement") VALUES (NEW."company_id", NEW."contact_email", NEW."decided_at", NEW."decided_by_id", NEW."doubt", NEW."id", NEW."objected_at", NEW."objection", NEW."objections_until", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proof", NEW."reason", NEW."requested_at", NEW."state", NEW."statement"); RETURN NULL;', hash='24ea52f7183e04bad32df40d87095b8d90b9c40f', operation='UPDATE', pgid='pgtrigger_update_update_2f66d', table='exhibitors_ownershiprequest', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownershiprequestevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e09ee48078d2d67059c81260fac7fb0e2b8ba1ac', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3d017', table='exhibitors_ownershiprequestevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='participation',
                    constraint=models.UniqueConstraint(fields=('company', 'edition'), name='participation_once_per_edition'),
                ),
                migrations.AddConstraint(
                    model_name='participation',
                    constraint=models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('edition', 'external_id'), name='participation_external_id_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cardpaymentevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cd5e68806ceeed9350fdaf1ef23e70d77381c895', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f0db0', table='exhibitors_cardpaymentevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='cardpayment',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'paid'), ('payment__isnull', True), _connector='XOR'), name='card_paid_has_payment'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cardpayment',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:failed,waiting:paid,failed:paid}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='0dd57ee372f10d281412e7487e73b58e7d85ac23', operation='UPDATE', pgid='pgtrigger_state_moves_a7337', table='exhibitors_cardpayment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cardpayment',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'failed\', \'paid\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='e42100ef872ca17379fa85d37f4640a00c04b50e', operation='INSERT', pgid='pgtrigger_state_birth_2433d', table='exhibitors_cardpayment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cardpayment',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."payment_id" IS DISTINCT FROM (NEW."payment_id") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."started_by" IS DISTINCT FROM (NEW."started_by") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."token" IS DISTINCT FROM (NEW."token"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='ca807367bb3c875e8e4555400c8399c7ce6a9223', operation='UPDATE', pgid='pgtrigger_counts_revision_1266f', table='exhibitors_cardpayment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cardpayment',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9fe1ac02eb2cdb04872f7982a3c784727b08b682', operation='DELETE', pgid='pgtrigger_no_delete_d3eac', table='exhibitors_cardpayment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cardpayment',
                    trigger=pgtrigger.compiler.Trigger(name='asked_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."token" IS DISTINCT FROM (NEW."token") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."started_by" IS DISTINCT FROM (NEW."started_by"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2be083c607f8ff73f7fce42bd2b3f8a719209614', operation='UPDATE', pgid='pgtrigger_asked_stands_a53ec', table='exhibitors_cardpayment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cardpayment',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_cardpaymentevent" ("amount", "currency", "id", "invoice_id", "payment_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "started_by", "state", "token") VALUES (NEW."amount", NEW."currency", NEW."id", NEW."invoice_id", NEW."payment_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."started_at", NEW."started_by", NEW."state", NEW."token"); RETURN NULL;', hash='b4b8638b730deda795ebb2e8db7d3f3c502cd414', operation='INSERT', pgid='pgtrigger_insert_insert_ae322', table='exhibitors_cardpayment', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='cardpayment',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."payment_id" IS DISTINCT FROM (NEW."payment_id") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."started_by" IS DISTINCT FROM (NEW."started_by") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."token" IS DISTINCT FROM (NEW."token"))', func='INSERT INTO "exhibitors_cardpaymentevent" ("amount", "currency", "id", "invoice_id", "payment_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "started_by", "state", "token") VALUES (NEW."amount", NEW."currency", NEW."id", NEW."invoice_id", NEW."payment_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."started_at", NEW."started_by", NEW."state", NEW."token"); RETURN NULL;', hash='decacbf94803b484f4cd1d2e5ba4cea6920bfcc5', operation='UPDATE', pgid='pgtrigger_update_update_1713d', table='exhibitors_cardpayment', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='allocation',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('fee__gte', 0), ('undoes__isnull', True)), models.Q(('amount__lte', 0), ('fee__lte', 0), ('undoes__isnull', False), models.Q(('amount', 0), ('fee', 0), _negated=True)), _connector='OR'), name='allocation_adds_or_undoes'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='allocation',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e756f84a9850cffffbb14000b99ff9cd62c0b2e0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_63079', table='exhibitors_allocation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='allocation',
                    trigger=pgtrigger.compiler.Trigger(name='allocation_within_payment', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF (\n    SELECT sum(amount) FROM (\n        SELECT amount FROM exhibitors_allocation WHERE payment_id = NEW.payment_id\n        UNION ALL SELECT amount FROM exhibitors_refund WHERE payment_id = NEW.payment_id\n    ) AS spent\n) > (SELECT CASE WHEN cancelled_at IS NULL THEN amount ELSE 0 END FROM exhibitors_payment WHERE id = NEW.payment_id)\nTHEN RAISE EXCEPTION 'refused by allocation_within_payment' USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_within_payment'; END IF; RETURN NEW;", hash='d121355110c44ef2ad33ea88269278ffc77d3351', operation='INSERT', pgid='pgtrigger_allocation_within_payment_568b9', table='exhibitors_allocation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='allocation',
                    trigger=pgtrigger.compiler.Trigger(name='allocation_within_invoice', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF (\n    SELECT sum(amount) FROM exhibitors_journalline WHERE account = 'receivable' AND invoice_id = NEW.invoice_id\n) < 0 THEN RAISE EXCEPTION 'refused by allocation_within_invoice' USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_within_invoice'; END IF; RETURN NEW;", hash='2205a7d55cbad7154e08a2e332f72d35ea2b39ee', operation='INSERT', pgid='pgtrigger_allocation_within_invoice_b8cfe', table='exhibitors_allocation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='allocation',
                    trigger=pgtrigger.compiler.Trigger(name='allocation_fee_is_usual', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF (NEW.fee > 0 AND (\n    SELECT sum(settled.fee) + NEW.fee > least(75, (\n        SELECT total * 0.02 FROM exhibitors_invoice WHERE id = NEW.invoice_id\n    ))\n    FROM (\n        SELECT fee FROM exhibitors_allocation WHERE invoice_id = NEW.invoice_id AND approval_id IS NULL\n        UNION ALL SELECT 0\n    ) AS settled\n)) AND NOT EXISTS (SELECT FROM exhibitors_approval AS given WHERE given.id = NEW.approval_id AND given.act = 'bank_fee' AND given.state = 'agreed' AND given.decided_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR given.id IS DISTINCT FROM OLD.approval_id)) THEN RAISE EXCEPTION 'refused by allocation_fee_is_usual' USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_fee_is_usual'; END IF; RETURN NEW;", hash='20023667cb332911993ed5e090c3f4ac7b28aef2', operation='INSERT', pgid='pgtrigger_allocation_fee_is_usual_f9400', table='exhibitors_allocation', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='allocation',
                    trigger=pgtrigger.compiler.Trigger(name='allocation_undone_at_most', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF NEW.undoes_id IS NOT NULL AND EXISTS (\n    SELECT FROM exhibitors_allocation AS made\n    WHERE made.id = NEW.undoes_id AND (\n        made.payment_id <> NEW.payment_id OR made.invoice_id <> NEW.invoice_id OR made.undoes_id IS NOT NULL\n        OR made.amount + (SELECT sum(amount) FROM exhibitors_allocation WHERE undoes_id = made.id) < 0\n        OR made.fee + (SELECT sum(fee) FROM exhibitors_allocation WHERE undoes_id = made.id) < 0\n    )\n) THEN RAISE EXCEPTION 'refused by allocation_undone_at_most' USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_undone_at_most'; END IF; RETURN NEW;", hash='a6980775d3f857520b5d157e3e8641156267f86f', operation='INSERT', pgid='pgtrigger_allocation_undone_at_most_36547', table='exhibitors_allocation', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='publishedfigure',
                    constraint=models.UniqueConstraint(fields=('edition', 'kind'), name='published_figure_once_per_edition', violation_error_message='This figure of this edition has already been published. Correct it instead.'),
                ),
                migrations.AddConstraint(
                    model_name='publishedfigure',
                    constraint=models.CheckConstraint(condition=models.Q(('value__isnull', True), models.Q(models.Q(models.Q(('kind', 'business_sqm'), ('value__lte', 5000000)), models.Q(('kind', 'total_sqm'), ('value__lte', 10000000)), models.Q(('kind', 'exhibitors'), ('value__lte', 100000)), models.Q(('kind', 'exhibitor_countries'), ('value__lte', 260)), models.Q(('kind', 'national_participants'), ('value__lte', 300)), models.Q(('kind', 'deals_usd_bn'), ('value__lte', 5000)), models.Q(('kind', 'debuts'), ('value__lte', 20000)), _connector='OR'), ('value__gte', 0)), _connector='OR'), name='published_figure_is_possible', violation_error_message='A figure cannot be negative or exceed the maximum of its kind.'),
                ),
                migrations.AddConstraint(
                    model_name='publishedfigure',
                    constraint=models.CheckConstraint(condition=models.Q(('link', ''), ('link__startswith', 'https://'), _connector='OR'), name='published_figure_link_is_https', violation_error_message='The link to the source must begin with https://.'),
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
                    model_name='publishedfigureevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e675dba315f51add01931c59dfc22b32539d8e93', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_15db6', table='exhibitors_publishedfigureevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='question',
                    constraint=models.CheckConstraint(condition=models.Q(('kind', 'choice'), ('choices_en', ''), _connector='XOR'), name='question_choices_of_their_kind', violation_error_message='Enter choices for this kind of answer only, one per line.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='question',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booth_kind" IS DISTINCT FROM (NEW."booth_kind") OR OLD."choices_en" IS DISTINCT FROM (NEW."choices_en") OR OLD."choices_zh" IS DISTINCT FROM (NEW."choices_zh") OR OLD."due_date" IS DISTINCT FROM (NEW."due_date") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_required" IS DISTINCT FROM (NEW."is_required") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."text_en" IS DISTINCT FROM (NEW."text_en") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='01f7f4a3b21f3bdb29759fa0ea2e5a852b6ce4c1', operation='UPDATE', pgid='pgtrigger_counts_revision_abd68', table='exhibitors_question', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='question',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_questionevent" ("booth_kind", "choices_en", "choices_zh", "due_date", "edition_id", "id", "is_required", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_zh", "withdrawn_at") VALUES (NEW."booth_kind", NEW."choices_en", NEW."choices_zh", NEW."due_date", NEW."edition_id", NEW."id", NEW."is_required", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text_en", NEW."text_zh", NEW."withdrawn_at"); RETURN NULL;', hash='aa882624d7ca8f6ea78191e0a77a6b8117184171', operation='INSERT', pgid='pgtrigger_insert_insert_e90ba', table='exhibitors_question', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='question',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."booth_kind" IS DISTINCT FROM (NEW."booth_kind") OR OLD."choices_en" IS DISTINCT FROM (NEW."choices_en") OR OLD."choices_zh" IS DISTINCT FROM (NEW."choices_zh") OR OLD."due_date" IS DISTINCT FROM (NEW."due_date") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_required" IS DISTINCT FROM (NEW."is_required") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."text_en" IS DISTINCT FROM (NEW."text_en") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "exhibitors_questionevent" ("booth_kind", "choices_en", "choices_zh", "due_date", "edition_id", "id", "is_required", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_zh", "withdrawn_at") VALUES (NEW."booth_kind", NEW."choices_en", NEW."choices_zh", NEW."due_date", NEW."edition_id", NEW."id", NEW."is_required", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text_en", NEW."text_zh", NEW."withdrawn_at"); RETURN NULL;', hash='c29aa0f87782b1a75789ec3e7b9a5d741c2a9ccb', operation='UPDATE', pgid='pgtrigger_update_update_86251', table='exhibitors_question', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='question',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_questionevent" ("booth_kind", "choices_en", "choices_zh", "due_date", "edition_id", "id", "is_required", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_zh", "withdrawn_at") VALUES (OLD."booth_kind", OLD."choices_en", OLD."choices_zh", OLD."due_date", OLD."edition_id", OLD."id", OLD."is_required", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text_en", OLD."text_zh", OLD."withdrawn_at"); RETURN NULL;', hash='d8a21bfe9d5609e281dc4bcbe0c71b8ef9e8ca8f', operation='DELETE', pgid='pgtrigger_delete_delete_f4409', table='exhibitors_question', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='answerevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7fda55338673bb4d75db465871dc01ea335fa3e7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0dde2', table='exhibitors_answerevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='answer',
                    constraint=models.UniqueConstraint(fields=('question', 'booking'), name='answer_once_per_booking'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='answer',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."file_title" IS DISTINCT FROM (NEW."file_title") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."question_id" IS DISTINCT FROM (NEW."question_id") OR OLD."value" IS DISTINCT FROM (NEW."value"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='61a610fe8c91cb2b46a92a97889c77fb6213f8d2', operation='UPDATE', pgid='pgtrigger_counts_revision_d6a3d', table='exhibitors_answer', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='answer',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_answerevent" ("answered_at", "answered_by_id", "booking_id", "file_title", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "value") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."booking_id", NEW."file_title", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."question_id", NEW."value"); RETURN NULL;', hash='8e3102999d5cd78797f0db6e4948dc2bb4c2d6d7', operation='INSERT', pgid='pgtrigger_insert_insert_b1b27', table='exhibitors_answer', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='answer',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."file_title" IS DISTINCT FROM (NEW."file_title") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."question_id" IS DISTINCT FROM (NEW."question_id") OR OLD."value" IS DISTINCT FROM (NEW."value"))', func='INSERT INTO "exhibitors_answerevent" ("answered_at", "answered_by_id", "booking_id", "file_title", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "value") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."booking_id", NEW."file_title", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question_id", NEW."value"); RETURN NULL;', hash='c458f3ce44902f0000279c84723b8b08711d36ca', operation='UPDATE', pgid='pgtrigger_update_update_5c12b', table='exhibitors_answer', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='questionevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='372c4308d285ad49cf64a9e2d0ca14c1a448c79c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ca994', table='exhibitors_questionevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='ratecard',
                    constraint=models.UniqueConstraint(fields=('edition', 'version'), name='rate_card_version_once'),
                ),
                migrations.AddConstraint(
                    model_name='ratecard',
                    constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('edition',), name='rate_card_one_draft', violation_error_message='There is already a draft of the rate card of this edition.'),
                ),
                migrations.AddConstraint(
                    model_name='ratecard',
                    constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('effective_from__isnull', False), _connector='XOR'), name='rate_card_published_from_a_day', violation_error_message='A published rate card has a day from which it is in force.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ratecard',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."effective_from" IS DISTINCT FROM (NEW."effective_from") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='28b33b276c2ff073d22cc9a7211a3e27d94936e3', operation='UPDATE', pgid='pgtrigger_counts_revision_3193d', table='exhibitors_ratecard', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ratecard',
                    trigger=pgtrigger.compiler.Trigger(name='published_rate_card_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL AND (OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."effective_from" IS DISTINCT FROM (NEW."effective_from") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ac9f6fd9304b695f5b87537f834e3eeedb7458d8', operation='UPDATE', pgid='pgtrigger_published_rate_card_stands_668a7', table='exhibitors_ratecard', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ratecard',
                    trigger=pgtrigger.compiler.Trigger(name='published_rate_card_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='05baac146b137a13f7a4c85e858ea46d5ccc0a97', operation='DELETE', pgid='pgtrigger_published_rate_card_stays_ebe16', table='exhibitors_ratecard', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ratecard',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_ratecardevent" ("edition_id", "effective_from", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "version") VALUES (NEW."edition_id", NEW."effective_from", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."version"); RETURN NULL;', hash='ed624f9e75625b7678e55e2b9f6f6528738f8368', operation='INSERT', pgid='pgtrigger_insert_insert_a7b44', table='exhibitors_ratecard', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ratecard',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."effective_from" IS DISTINCT FROM (NEW."effective_from") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "exhibitors_ratecardevent" ("edition_id", "effective_from", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "version") VALUES (NEW."edition_id", NEW."effective_from", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."version"); RETURN NULL;', hash='9f5dd4703d8f87fbd81a5b685308715c0906a335', operation='UPDATE', pgid='pgtrigger_update_update_8d813', table='exhibitors_ratecard', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ratecard',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_ratecardevent" ("edition_id", "effective_from", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "version") VALUES (OLD."edition_id", OLD."effective_from", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."version"); RETURN NULL;', hash='23bd8675268912682c11f691de093521c3eedee5', operation='DELETE', pgid='pgtrigger_delete_delete_549e4', table='exhibitors_ratecard', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ratecardevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3d1ffa22cfdbf97ee546c9ed71f6b8d68648fcb8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f085a', table='exhibitors_ratecardevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='raterule',
                    constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('card', 'position'), name='rate_rule_position_once'),
                ),
                migrations.AddConstraint(
                    model_name='raterule',
                    constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0), models.Q(('at_most__isnull', True), ('at_most__gte', 0), _connector='OR')), name='rate_rule_not_negative', violation_error_message='An amount cannot be below 0.'),
                ),
                migrations.AddConstraint(
                    model_name='raterule',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis__in', ('sqm', 'unit', 'booth')), ('kind', 'space')), models.Q(('basis__in', ('percent', 'sqm', 'unit', 'booth', 'upper_deck')), ('kind', 'surcharge')), models.Q(('basis__in', ('percent', 'sqm', 'booth')), ('kind', 'discount')), models.Q(('basis__in', ('sqm', 'booth', 'booking', 'co_exhibitor', 'represented')), ('kind', 'charge')), models.Q(('basis__in', ('percent',)), ('kind', 'tax')), _connector='OR'), name='rate_rule_basis_fits_kind', violation_error_message='A rule of this kind cannot be charged this way.'),
                ),
                migrations.AddConstraint(
                    model_name='raterule',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('kind__in', ('discount', 'tax')), _negated=True), models.Q(('basis__in', ['percent', 'upper_deck']), _negated=True), ('amount__lte', 100), _connector='OR'), models.Q(models.Q(('kind__in', ('surcharge',)), _negated=True), models.Q(('basis__in', ['percent', 'upper_deck']), _negated=True), ('amount__lte', 500), _connector='OR')), name='rate_rule_percent_in_bounds', violation_error_message='A discount or a tax cannot be more than 100 per cent.'),
                ),
                migrations.AddConstraint(
                    model_name='raterule',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('name_zh', ''), _negated=True)), name='rate_rule_named_in_both_languages', violation_error_message='Enter the name in both languages.'),
                ),
                migrations.AddConstraint(
                    model_name='raterule',
                    constraint=models.CheckConstraint(condition=models.Q(('sides_from__gte', 1), ('sides_from__lte', models.F('sides_to')), ('sides_to__lte', 4)), name='rate_rule_sides_in_order', violation_error_message='Open sides are 1 to 4, the lower number first.'),
                ),
                migrations.AddConstraint(
                    model_name='raterule',
                    constraint=models.CheckConstraint(condition=models.Q(('sqm_from__isnull', True), ('sqm_below__isnull', True), ('sqm_from__lt', models.F('sqm_below')), _connector='OR'), name='rate_rule_sqm_in_order', violation_error_message='The smaller area comes first.'),
                ),
                migrations.AddConstraint(
                    model_name='raterule',
                    constraint=models.CheckConstraint(condition=models.Q(('makes_package', False), models.Q(('kind', 'charge'), models.Q(('basis__in', ['co_exhibitor', 'represented']), _negated=True)), _connector='OR'), name='rate_rule_package_is_a_charge', violation_error_message='Only a charge can make the space a package, and not one for companies on the stand.'),
                ),
                migrations.AddConstraint(
                    model_name='raterule',
                    constraint=models.CheckConstraint(condition=models.Q(('day_from__isnull', True), ('day_to__isnull', True), ('day_from__lte', models.F('day_to')), _connector='OR'), name='rate_rule_days_in_order', violation_error_message='The first day cannot come after the last.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='raterule',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."at_most" IS DISTINCT FROM (NEW."at_most") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."booking_sqm_from" IS DISTINCT FROM (NEW."booking_sqm_from") OR OLD."booth_kind" IS DISTINCT FROM (NEW."booth_kind") OR OLD."card_id" IS DISTINCT FROM (NEW."card_id") OR OLD."day_from" IS DISTINCT FROM (NEW."day_from") OR OLD."day_to" IS DISTINCT FROM (NEW."day_to") OR OLD."hall_id" IS DISTINCT FROM (NEW."hall_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_returning" IS DISTINCT FROM (NEW."is_returning") OR OLD."is_small" IS DISTINCT FROM (NEW."is_small") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."makes_package" IS DISTINCT FROM (NEW."makes_package") OR OLD."min_sqm" IS DISTINCT FROM (NEW."min_sqm") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."of_remainder" IS DISTINCT FROM (NEW."of_remainder") OR OLD."only_one_of" IS DISTINCT FROM (NEW."only_one_of") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."sector_id" IS DISTINCT FROM (NEW."sector_id") OR OLD."sides_from" IS DISTINCT FROM (NEW."sides_from") OR OLD."sides_to" IS DISTINCT FROM (NEW."sides_to") OR OLD."sqm_below" IS DISTINCT FROM (NEW."sqm_below") OR OLD."sqm_from" IS DISTINCT FROM (NEW."sqm_from") OR OLD."whole_sqm" IS DISTINCT FROM (NEW."whole_sqm"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='52bc0ec51a3088a3450bca52d8230266d1e91fd2', operation='UPDATE', pgid='pgtrigger_counts_revision_2be83', table='exhibitors_raterule', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='raterule',
                    trigger=pgtrigger.compiler.Trigger(name='rules_of_published_cards_stand', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n    SELECT FROM exhibitors_ratecard\n    WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.card_id ELSE NEW.card_id END AND published_at IS NOT NULL\n) THEN\n    RAISE EXCEPTION 'rules of a published rate card cannot be changed';\nEND IF;\nIF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\nRETURN NEW;\n", hash='0c99f2bd2af9ee8b4beb1807d85dc21a21627dad', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_rules_of_published_cards_stand_af5a8', table='exhibitors_raterule', when='BEFORE')),
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
                    model_name='rateruleevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4624f759415e0a53017a4a84cd2ea7ade51e0a14', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_09d73', table='exhibitors_rateruleevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='reconciliationrun',
                    index=models.Index(fields=['proof', '-id'], name='reconciliation_latest'),
                ),
                migrations.AddIndex(
                    model_name='reconciliationrun',
                    index=models.Index(fields=['edition', '-ran_at'], name='reconciliation_of_edition'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reconciliationrun',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dccc21728ca17299ff4d72022f3ed8e86af397a4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7a257', table='exhibitors_reconciliationrun', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='reductionrequest',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('booking',), name='reduction_request_one_waits', violation_error_message='A request for less space already waits for an answer.'),
                ),
                migrations.AddConstraint(
                    model_name='reductionrequest',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('decided_at__isnull', False), _connector='XOR'), name='reduction_request_decided_has_instant'),
                ),
                migrations.AddConstraint(
                    model_name='reductionrequest',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='reduction_request_refused_has_reason'),
                ),
                migrations.AddConstraint(
                    model_name='reductionrequest',
                    constraint=models.CheckConstraint(condition=models.Q(('fee__gte', 0)), name='reduction_request_fee_is_not_negative'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reductionrequest',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:accepted,waiting:ended,waiting:refused,waiting:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='dfa6d22715d2b66004db44a8fb5647f18758c27f', operation='UPDATE', pgid='pgtrigger_state_moves_e426e', table='exhibitors_reductionrequest', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reductionrequest',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'accepted\', \'ended\', \'refused\', \'withdrawn\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='a776267e65e710baa48818f0cd55defcb733cd44', operation='INSERT', pgid='pgtrigger_state_birth_d346d', table='exhibitors_reductionrequest', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reductionrequest',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."contract_id" IS DISTINCT FROM (NEW."contract_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."returned" IS DISTINCT FROM (NEW."returned") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."taken" IS DISTINCT FROM (NEW."taken"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='7883882c3f1eef2844e5e76ed41300a7fecdd2e5', operation='UPDATE', pgid='pgtrigger_counts_revision_42dcf', table='exhibitors_reductionrequest', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reductionrequest',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1e22b4cf474edd1496937080b2038eaa8db72abb', operation='DELETE', pgid='pgtrigger_no_delete_79ed5', table='exhibitors_reductionrequest', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reductionrequest',
                    trigger=pgtrigger.compiler.Trigger(name='asked_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."contract_id" IS DISTINCT FROM (NEW."contract_id") OR OLD."returned" IS DISTINCT FROM (NEW."returned") OR OLD."taken" IS DISTINCT FROM (NEW."taken") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d9c785e465dbf436117adff1455348a0b9d4bea5', operation='UPDATE', pgid='pgtrigger_asked_stands_82dd7', table='exhibitors_reductionrequest', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reductionrequest',
                    trigger=pgtrigger.compiler.Trigger(name='decided_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."state" = \'waiting\') AND (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='37f51fce30e0700c49d844c0d387f07eeb20addb', operation='UPDATE', pgid='pgtrigger_decided_stands_5c11a', table='exhibitors_reductionrequest', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reductionrequest',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_reductionrequestevent" ("answer", "booking_id", "contract_id", "currency", "decided_at", "decided_by_id", "fee", "id", "made_at", "made_by_id", "net", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "returned", "state", "taken") VALUES (NEW."answer", NEW."booking_id", NEW."contract_id", NEW."currency", NEW."decided_at", NEW."decided_by_id", NEW."fee", NEW."id", NEW."made_at", NEW."made_by_id", NEW."net", NEW."percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."returned", NEW."state", NEW."taken"); RETURN NULL;', hash='c0dc43fd1050903769f853e509ea2576fe37f457', operation='INSERT', pgid='pgtrigger_insert_insert_c8790', table='exhibitors_reductionrequest', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reductionrequest',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."contract_id" IS DISTINCT FROM (NEW."contract_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."percent" IS DISTINCT FROM (NEW."percent") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."returned" IS DISTINCT FROM (NEW."returned") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."taken" IS DISTINCT FROM (NEW."taken"))', func='INSERT INTO "exhibitors_reductionrequestevent" ("answer", "booking_id", "contract_id", "currency", "decided_at", "decided_by_id", "fee", "id", "made_at", "made_by_id", "net", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "returned", "state", "taken") VALUES (NEW."answer", NEW."booking_id", NEW."contract_id", NEW."currency", NEW."decided_at", NEW."decided_by_id", NEW."fee", NEW."id", NEW."made_at", NEW."made_by_id", NEW."net", NEW."percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."returned", NEW."state", NEW."taken"); RETURN NULL;', hash='7a9a92d8a94d4e3cdf4343c48aacc4252eb7cc66', operation='UPDATE', pgid='pgtrigger_update_update_2c30d', table='exhibitors_reductionrequest', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reductionrequestevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='17f71cf38d9d52a50ee76e7c6b4fb95ed36c3376', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5dd3b', table='exhibitors_reductionrequestevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='reminder',
                    constraint=models.UniqueConstraint(fields=('invoice', 'due_on', 'level', 'is_notice'), name='reminder_level_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reminder',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='47972019c5ece34131e60a79b4c84dcb672c9677', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6f4dc', table='exhibitors_reminder', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='roadshow',
                    constraint=models.CheckConstraint(condition=models.Q(('seats__isnull', True), ('seats_taken__lte', models.F('seats')), _connector='OR'), name='roadshow_seats_suffice', violation_error_message='There are no seats left.'),
                ),
                migrations.AddConstraint(
                    model_name='roadshow',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('attendance__isnull', False), ('state', 'held')), models.Q(models.Q(('state', 'held'), _negated=True), ('attendance__isnull', True)), _connector='OR'), name='roadshow_held_says_how_many_came', violation_error_message='Enter the attendance.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='roadshow',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{planned:cancelled,planned:open,open:cancelled,open:held,cancelled:open,cancelled:planned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='92433057bf03c8ce7b69501ff0d8aec059d3c0b0', operation='UPDATE', pgid='pgtrigger_state_moves_b56ae', table='exhibitors_roadshow', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='roadshow',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'cancelled\', \'held\', \'open\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='05cb8abbfbe58690acdd98039671b549c8d3aef0', operation='INSERT', pgid='pgtrigger_state_birth_46216', table='exhibitors_roadshow', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='roadshow',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."attendance" IS DISTINCT FROM (NEW."attendance") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."city_zh" IS DISTINCT FROM (NEW."city_zh") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."held_date" IS DISTINCT FROM (NEW."held_date") OR OLD."host" IS DISTINCT FROM (NEW."host") OR OLD."host_zh" IS DISTINCT FROM (NEW."host_zh") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_zh" IS DISTINCT FROM (NEW."title_zh") OR OLD."venue" IS DISTINCT FROM (NEW."venue") OR OLD."venue_zh" IS DISTINCT FROM (NEW."venue_zh"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='314d036d088aedbe5f68c90850853c461f5a23d2', operation='UPDATE', pgid='pgtrigger_counts_revision_0469f', table='exhibitors_roadshow', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='roadshow',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_roadshowevent" ("attendance", "city", "city_zh", "country", "edition_id", "held_date", "host", "host_zh", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "seats_taken", "state", "text", "text_zh", "title", "title_zh", "venue", "venue_zh") VALUES (NEW."attendance", NEW."city", NEW."city_zh", NEW."country", NEW."edition_id", NEW."held_date", NEW."host", NEW."host_zh", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seats", NEW."seats_taken", NEW."state", NEW."text", NEW."text_zh", NEW."title", NEW."title_zh", NEW."venue", NEW."venue_zh"); RETURN NULL;', hash='64c39d105fce7a6099b9b51d1641efb997b1fba1', operation='INSERT', pgid='pgtrigger_insert_insert_f7d72', table='exhibitors_roadshow', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='roadshow',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."attendance" IS DISTINCT FROM (NEW."attendance") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."city_zh" IS DISTINCT FROM (NEW."city_zh") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."held_date" IS DISTINCT FROM (NEW."held_date") OR OLD."host" IS DISTINCT FROM (NEW."host") OR OLD."host_zh" IS DISTINCT FROM (NEW."host_zh") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."seats_taken" IS DISTINCT FROM (NEW."seats_taken") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_zh" IS DISTINCT FROM (NEW."title_zh") OR OLD."venue" IS DISTINCT FROM (NEW."venue") OR OLD."venue_zh" IS DISTINCT FROM (NEW."venue_zh"))', func='INSERT INTO "exhibitors_roadshowevent" ("attendance", "city", "city_zh", "country", "edition_id", "held_date", "host", "host_zh", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "seats_taken", "state", "text", "text_zh", "title", "title_zh", "venue", "venue_zh") VALUES (NEW."attendance", NEW."city", NEW."city_zh", NEW."country", NEW."edition_id", NEW."held_date", NEW."host", NEW."host_zh", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seats", NEW."seats_taken", NEW."state", NEW."text", NEW."text_zh", NEW."title", NEW."title_zh", NEW."venue", NEW."venue_zh"); RETURN NULL;', hash='0bc5dc93e5886eb45961387feb18ba1c1b699cc0', operation='UPDATE', pgid='pgtrigger_update_update_06581', table='exhibitors_roadshow', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='roadshowevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='68eed054796a22b37e9fe024d3ce5f2d8d6fe499', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e2e46', table='exhibitors_roadshowevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='roadshowregistration',
                    index=models.Index(fields=['normalized_name', 'country'], name='registration_company'),
                ),
                migrations.AddIndex(
                    model_name='roadshowregistration',
                    index=models.Index(condition=models.Q(('state', 'asked')), fields=['asked_at'], name='registration_unconfirmed'),
                ),
                migrations.AddIndex(
                    model_name='roadshowregistration',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('company_name'), name='gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('email'), name='gin_trgm_ops'), name='registration_parts'),
                ),
                migrations.AddConstraint(
                    model_name='roadshowregistration',
                    constraint=models.UniqueConstraint(models.F('roadshow'), django.db.models.functions.text.Lower('email'), name='registration_once_per_address', violation_error_message='This address is already registered.'),
                ),
                migrations.AddConstraint(
                    model_name='roadshowregistration',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='registration_confirmed_has_instant'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='roadshowreport',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='84090046a28c2b996898bfcafe869fdbcd0baebe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0a851', table='exhibitors_roadshowreport', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='salessettings',
                    constraint=models.CheckConstraint(condition=models.Q(('uses_contracts', True), ('confirmed_by__in', ['acceptance', 'deposit']), _connector='OR'), name='sales_signature_needs_contract', violation_error_message='Only an edition with contracts can ask for a signature.'),
                ),
                migrations.AddConstraint(
                    model_name='salessettings',
                    constraint=models.CheckConstraint(condition=models.Q(('releases', False), models.Q(('notice_after__gte', 1), ('release_after__gte', 1)), _connector='OR'), name='sales_release_has_notice'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='salessettings',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cancellation" IS DISTINCT FROM (NEW."cancellation") OR OLD."confirmed_by" IS DISTINCT FROM (NEW."confirmed_by") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."days_off" IS DISTINCT FROM (NEW."days_off") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_days" IS DISTINCT FROM (NEW."invoice_days") OR OLD."issues_invoices" IS DISTINCT FROM (NEW."issues_invoices") OR OLD."levels" IS DISTINCT FROM (NEW."levels") OR OLD."notice_after" IS DISTINCT FROM (NEW."notice_after") OR OLD."refund_days" IS DISTINCT FROM (NEW."refund_days") OR OLD."release_after" IS DISTINCT FROM (NEW."release_after") OR OLD."releases" IS DISTINCT FROM (NEW."releases") OR OLD."schedule" IS DISTINCT FROM (NEW."schedule") OR OLD."signing_days" IS DISTINCT FROM (NEW."signing_days") OR OLD."uses_contracts" IS DISTINCT FROM (NEW."uses_contracts") OR OLD."working_days" IS DISTINCT FROM (NEW."working_days"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='2f5b345408e6bf7b3575f694fda46fc666ae5d23', operation='UPDATE', pgid='pgtrigger_counts_revision_c3771', table='exhibitors_salessettings', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='salessettings',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c663d0f8aff208547e45ce9e64d8e77f339dec5e', operation='DELETE', pgid='pgtrigger_no_delete_1b43a', table='exhibitors_salessettings', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='salessettings',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_salessettingsevent" ("cancellation", "confirmed_by", "country", "days_off", "edition_id", "id", "invoice_days", "issues_invoices", "levels", "notice_after", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refund_days", "release_after", "releases", "schedule", "signing_days", "uses_contracts", "working_days") VALUES (NEW."cancellation", NEW."confirmed_by", NEW."country", NEW."days_off", NEW."edition_id", NEW."id", NEW."invoice_days", NEW."issues_invoices", NEW."levels", NEW."notice_after", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."refund_days", NEW."release_after", NEW."releases", NEW."schedule", NEW."signing_days", NEW."uses_contracts", NEW."working_days"); RETURN NULL;', hash='d51d40b53c56a7b2c33f116e16ae5fdc860be403', operation='INSERT', pgid='pgtrigger_insert_insert_c7570', table='exhibitors_salessettings', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='salessettings',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cancellation" IS DISTINCT FROM (NEW."cancellation") OR OLD."confirmed_by" IS DISTINCT FROM (NEW."confirmed_by") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."days_off" IS DISTINCT FROM (NEW."days_off") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_days" IS DISTINCT FROM (NEW."invoice_days") OR OLD."issues_invoices" IS DISTINCT FROM (NEW."issues_invoices") OR OLD."levels" IS DISTINCT FROM (NEW."levels") OR OLD."notice_after" IS DISTINCT FROM (NEW."notice_after") OR OLD."refund_days" IS DISTINCT FROM (NEW."refund_days") OR OLD."release_after" IS DISTINCT FROM (NEW."release_after") OR OLD."releases" IS DISTINCT FROM (NEW."releases") OR OLD."schedule" IS DISTINCT FROM (NEW."schedule") OR OLD."signing_days" IS DISTINCT FROM (NEW."signing_days") OR OLD."uses_contracts" IS DISTINCT FROM (NEW."uses_contracts") OR OLD."working_days" IS DISTINCT FROM (NEW."working_days"))', func='INSERT INTO "exhibitors_salessettingsevent" ("cancellation", "confirmed_by", "country", "days_off", "edition_id", "id", "invoice_days", "issues_invoices", "levels", "notice_after", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refund_days", "release_after", "releases", "schedule", "signing_days", "uses_contracts", "working_days") VALUES (NEW."cancellation", NEW."confirmed_by", NEW."country", NEW."days_off", NEW."edition_id", NEW."id", NEW."invoice_days", NEW."issues_invoices", NEW."levels", NEW."notice_after", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."refund_days", NEW."release_after", NEW."releases", NEW."schedule", NEW."signing_days", NEW."uses_contracts", NEW."working_days"); RETURN NULL;', hash='045a5189e3b975f2c7efea430addd868de2f7aef', operation='UPDATE', pgid='pgtrigger_update_update_bab00', table='exhibitors_salessettings', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='salessettingsevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='014e8ce1833be945c3f377b79395541426b49fd9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_11e3b', table='exhibitors_salessettingsevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='seller',
                    constraint=models.CheckConstraint(condition=models.Q(('prefix__regex', '^[A-Z0-9-]+$')), name='seller_prefix_is_plain'),
                ),
                migrations.AddConstraint(
                    model_name='seller',
                    constraint=models.CheckConstraint(condition=models.Q(('electronic_address', ''), ('electronic_scheme', ''), _connector='XOR', _negated=True), name='seller_electronic_address_has_kind', violation_error_message='Enter the electronic address and its kind, or neither.'),
                ),
                migrations.AddConstraint(
                    model_name='seller',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('exchange_rate__isnull', True), ('exchange_rate_date__isnull', True), ('tax_currency', '')), models.Q(models.Q(('tax_currency', ''), _negated=True), ('exchange_rate__gt', 0), ('exchange_rate_date__isnull', False)), _connector='OR'), name='seller_tax_currency_has_rate', violation_error_message='Enter the currency of the tax, its exchange rate and the day of it, or none.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='seller',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."bank_approval_id" IS DISTINCT FROM (NEW."bank_approval_id") OR OLD."bank_name" IS DISTINCT FROM (NEW."bank_name") OR OLD."bic" IS DISTINCT FROM (NEW."bic") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."days_to_pay" IS DISTINCT FROM (NEW."days_to_pay") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."electronic_address" IS DISTINCT FROM (NEW."electronic_address") OR OLD."electronic_scheme" IS DISTINCT FROM (NEW."electronic_scheme") OR OLD."exchange_rate" IS DISTINCT FROM (NEW."exchange_rate") OR OLD."exchange_rate_date" IS DISTINCT FROM (NEW."exchange_rate_date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."makes_einvoices" IS DISTINCT FROM (NEW."makes_einvoices") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."postcode" IS DISTINCT FROM (NEW."postcode") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."tax_currency" IS DISTINCT FROM (NEW."tax_currency") OR OLD."tax_id" IS DISTINCT FROM (NEW."tax_id") OR OLD."venue" IS DISTINCT FROM (NEW."venue") OR OLD."venue_address" IS DISTINCT FROM (NEW."venue_address") OR OLD."venue_city" IS DISTINCT FROM (NEW."venue_city") OR OLD."venue_country" IS DISTINCT FROM (NEW."venue_country") OR OLD."venue_postcode" IS DISTINCT FROM (NEW."venue_postcode"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='2cebd4217ba7c7bee5f063baf9353a8363ae0db4', operation='UPDATE', pgid='pgtrigger_counts_revision_94aa6', table='exhibitors_seller', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='seller',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='040e1849dceb585a11b229fafd6b3e270f53b4e3', operation='DELETE', pgid='pgtrigger_no_delete_680b5', table='exhibitors_seller', when='BEFORE')),
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
                    model_name='sellerevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d38da67e95265f53bb59bf3e5a0884bba317c538', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_705b6', table='exhibitors_sellerevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='signedcopy',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('contract',), name='signed_copy_one_waits', violation_error_message='A signed copy is already being checked.'),
                ),
                migrations.AddConstraint(
                    model_name='signedcopy',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('decided_at__isnull', False), _connector='XOR'), name='signed_copy_decided_has_instant'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='signedcopy',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='ebad942e83d236d78801648cc6457f264e2fb6c9', operation='DELETE', pgid='pgtrigger_no_delete_3c42c', table='exhibitors_signedcopy', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='signedcopy',
                    trigger=pgtrigger.compiler.Trigger(name='sent_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."contract_id" IS DISTINCT FROM (NEW."contract_id") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."user_agent" IS DISTINCT FROM (NEW."user_agent"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='1f3aba9da453eff250ee249b8e5b4b99437e338a', operation='UPDATE', pgid='pgtrigger_sent_stands_17bcc', table='exhibitors_signedcopy', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='signedcopy',
                    trigger=pgtrigger.compiler.Trigger(name='decided_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN ((OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."reason" IS DISTINCT FROM (NEW."reason")) AND NOT (OLD."state" = \'waiting\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='881fa61210f666d5f7c2c76fb1936d3e38dd276f', operation='UPDATE', pgid='pgtrigger_decided_stands_9b76f', table='exhibitors_signedcopy', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='signature',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('copy__isnull', False), ('way', 'copy')), models.Q(models.Q(('way', 'copy'), _negated=True), ('copy__isnull', True)), _connector='OR'), name='signature_of_a_copy_has_it'),
                ),
                migrations.AddConstraint(
                    model_name='signature',
                    constraint=models.CheckConstraint(condition=models.Q(('way', 'drawn'), ('drawing', ''), _connector='XOR'), name='signature_drawn_has_its_drawing'),
                ),
                migrations.AddConstraint(
                    model_name='signature',
                    constraint=models.CheckConstraint(condition=models.Q(('name_from', 'mandate'), ('mandate__isnull', True), _connector='XOR'), name='signature_names_its_mandate'),
                ),
                migrations.AddConstraint(
                    model_name='signature',
                    constraint=models.CheckConstraint(condition=models.Q(('name_from__in', ['typed', 'paper']), ('code_entered_at__isnull', False), _connector='OR'), name='signature_confirmed_by_a_code'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='signature',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='fec9cc1bd7ec23c0c0ea40dd4be7e23a3a5db936', operation='DELETE', pgid='pgtrigger_no_delete_920bf', table='exhibitors_signature', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='signature',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."contract_id" IS DISTINCT FROM (NEW."contract_id") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_from" IS DISTINCT FROM (NEW."name_from") OR OLD."mandate_id" IS DISTINCT FROM (NEW."mandate_id") OR OLD."code_email" IS DISTINCT FROM (NEW."code_email") OR OLD."code_entered_at" IS DISTINCT FROM (NEW."code_entered_at") OR OLD."drawing" IS DISTINCT FROM (NEW."drawing") OR OLD."copy_id" IS DISTINCT FROM (NEW."copy_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."signed_at" IS DISTINCT FROM (NEW."signed_at") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."user_agent" IS DISTINCT FROM (NEW."user_agent"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9c95737a478438e294c091ed353fcd24f6a94ce3', operation='UPDATE', pgid='pgtrigger_append_only_75957', table='exhibitors_signature', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='signingcode',
                    constraint=models.CheckConstraint(condition=models.Q(('attempts__lte', 5)), name='signing_code_attempts'),
                ),
                migrations.AddConstraint(
                    model_name='signingcode',
                    constraint=models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('entered_at__isnull', False), _connector='OR'), name='signing_code_used_when_entered'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='signingcode',
                    trigger=pgtrigger.compiler.Trigger(name='sent_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."code_hash" IS DISTINCT FROM (NEW."code_hash") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."contract_id" IS DISTINCT FROM (NEW."contract_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4c58f432efd66a3da8ea4b3c09beb37d96869d1c', operation='UPDATE', pgid='pgtrigger_sent_stands_0486c', table='exhibitors_signingcode', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='signingcode',
                    trigger=pgtrigger.compiler.Trigger(name='used_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."used_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2c5a335de29a65519c076b749232e0982c311f6e', operation='UPDATE', pgid='pgtrigger_used_once_a0d0c', table='exhibitors_signingcode', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='spacemovement',
                    index=models.Index(condition=models.Q(('folded_at__isnull', True)), fields=['id'], name='movement_unfolded'),
                ),
                migrations.AddIndex(
                    model_name='spacemovement',
                    index=models.Index(fields=['company', 'allotment'], name='movement_of_company'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='spacemovement',
                    trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='92e6bd5034a27ec9e503cfbd2bc9b6aea243e8fc', operation='DELETE', pgid='pgtrigger_never_deleted_d2734', table='exhibitors_spacemovement', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='spacemovement',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."allotment_id" IS DISTINCT FROM (NEW."allotment_id") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5385342519565c865449c0dac9284bd012fe5e6f', operation='UPDATE', pgid='pgtrigger_append_only_3d0ce', table='exhibitors_spacemovement', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='spacerequest',
                    constraint=models.CheckConstraint(condition=models.Q(('area_sqm__gte', 1), ('area_sqm__lte', 30000)), name='request_area_is_sensible', violation_error_message='Request 1 to 30,000 m².'),
                ),
                migrations.AddConstraint(
                    model_name='spacerequest',
                    constraint=models.CheckConstraint(condition=models.Q(('open_sides_min__range', (1, 4))), name='request_open_sides_1_to_4'),
                ),
                migrations.AddConstraint(
                    model_name='spacetotal',
                    constraint=models.UniqueConstraint(fields=('allotment', 'company', 'country', 'state'), name='space_total_once'),
                ),
                migrations.AddIndex(
                    model_name='statementline',
                    index=models.Index(fields=['state', 'day'], name='statement_line_waits'),
                ),
                migrations.AddIndex(
                    model_name='statementline',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('payer'), name='gin_trgm_ops'), name='bank_line_payer_parts'),
                ),
                migrations.AddIndex(
                    model_name='statementline',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('text'), name='gin_trgm_ops'), name='bank_line_text_parts'),
                ),
                migrations.AddIndex(
                    model_name='statementline',
                    index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('bank_reference'), name='gin_trgm_ops'), name='bank_line_bank_reference_parts'),
                ),
                migrations.AddConstraint(
                    model_name='statementline',
                    constraint=models.UniqueConstraint(fields=('account', 'identity'), name='statement_line_once'),
                ),
                migrations.AddConstraint(
                    model_name='statementline',
                    constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='statement_line_is_more_than_0'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='statementline',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:ignored,open:matched,matched:ignored,matched:open,ignored:matched,ignored:open}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='93a00afa580eb9ec1fdc0251a532d57af35ca9da', operation='UPDATE', pgid='pgtrigger_state_moves_7662b', table='exhibitors_statementline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='statementline',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'matched\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='cac3248d8c38550f77ad847bf53567da5ce17d87', operation='INSERT', pgid='pgtrigger_state_birth_af06d', table='exhibitors_statementline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='statementline',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."bank_reference" IS DISTINCT FROM (NEW."bank_reference") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."end_to_end" IS DISTINCT FROM (NEW."end_to_end") OR OLD."entry_reference" IS DISTINCT FROM (NEW."entry_reference") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identity" IS DISTINCT FROM (NEW."identity") OR OLD."index" IS DISTINCT FROM (NEW."index") OR OLD."is_credit" IS DISTINCT FROM (NEW."is_credit") OR OLD."is_return" IS DISTINCT FROM (NEW."is_return") OR OLD."payer" IS DISTINCT FROM (NEW."payer") OR OLD."payer_account" IS DISTINCT FROM (NEW."payer_account") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."statement_id" IS DISTINCT FROM (NEW."statement_id") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='3dd06e6d9654d71815a12fb35d175ad40a25abd7', operation='UPDATE', pgid='pgtrigger_counts_revision_6abda', table='exhibitors_statementline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='statementline',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6f074181082a03c607126c68ea8569d6122192e8', operation='DELETE', pgid='pgtrigger_no_delete_8c8f0', table='exhibitors_statementline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='statementline',
                    trigger=pgtrigger.compiler.Trigger(name='line_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."statement_id" IS DISTINCT FROM (NEW."statement_id") OR OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."identity" IS DISTINCT FROM (NEW."identity") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."is_credit" IS DISTINCT FROM (NEW."is_credit") OR OLD."payer" IS DISTINCT FROM (NEW."payer") OR OLD."payer_account" IS DISTINCT FROM (NEW."payer_account") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."end_to_end" IS DISTINCT FROM (NEW."end_to_end") OR OLD."bank_reference" IS DISTINCT FROM (NEW."bank_reference") OR OLD."index" IS DISTINCT FROM (NEW."index") OR OLD."entry_reference" IS DISTINCT FROM (NEW."entry_reference") OR OLD."is_return" IS DISTINCT FROM (NEW."is_return"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f8f099330d56847194a2775fcf17c2d4fb6813e4', operation='UPDATE', pgid='pgtrigger_line_stands_4402d', table='exhibitors_statementline', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='statementline',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "exhibitors_statementlinestatereasonevent" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state") VALUES (_pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state"); RETURN NULL;', hash='4eb596173f5067a42f4728fb2f26672cb765d02c', operation='UPDATE', pgid='pgtrigger_update_update_c5de0', table='exhibitors_statementline', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='refund',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('undoes__isnull', True)), models.Q(('amount__lt', 0), ('undoes__isnull', False)), _connector='OR'), name='refund_pays_or_undoes'),
                ),
                migrations.AddConstraint(
                    model_name='refund',
                    constraint=models.CheckConstraint(condition=models.Q(('fee', 0), models.Q(('fee__gt', 0), ('returned__isnull', False), ('undoes__isnull', True)), models.Q(('fee__lt', 0), ('returned__isnull', False), ('undoes__isnull', False)), _connector='OR'), name='refund_fee_is_of_a_return'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='refund',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='151ec6168709d34c200f6be6c6b4bf01ff96cbfd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_63eee', table='exhibitors_refund', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='refund',
                    trigger=pgtrigger.compiler.Trigger(name='refund_within_payment', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF (\n    SELECT sum(amount) FROM (\n        SELECT amount FROM exhibitors_allocation WHERE payment_id = NEW.payment_id\n        UNION ALL SELECT amount FROM exhibitors_refund WHERE payment_id = NEW.payment_id\n    ) AS spent\n) > (SELECT CASE WHEN cancelled_at IS NULL THEN amount ELSE 0 END FROM exhibitors_payment WHERE id = NEW.payment_id)\nTHEN RAISE EXCEPTION 'refused by refund_within_payment' USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_within_payment'; END IF; RETURN NEW;", hash='23cd1f7b654e637817e77e599fde2ab2c951718d', operation='INSERT', pgid='pgtrigger_refund_within_payment_e53bf', table='exhibitors_refund', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
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
                    model_name='refund',
                    trigger=pgtrigger.compiler.Trigger(name='refund_undone_wholly', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.undoes_id IS NOT NULL AND NOT EXISTS (\n    SELECT FROM exhibitors_refund AS made\n    WHERE made.id = NEW.undoes_id AND made.payment_id = NEW.payment_id AND made.undoes_id IS NULL\n        AND made.amount + NEW.amount = 0\n) THEN RAISE EXCEPTION 'refused by refund_undone_wholly' USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_undone_wholly'; END IF; RETURN NEW;", hash='15c9de79fc04726468bd80e6cbaa2622016d8268', operation='INSERT', pgid='pgtrigger_refund_undone_wholly_a0388', table='exhibitors_refund', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payoutevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b48f54761dddce8442b946a7e1b29fd3b198a8de', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7dc22', table='exhibitors_payoutevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='payout',
                    constraint=models.UniqueConstraint(fields=('line', 'refund'), name='payout_once'),
                ),
                migrations.AddConstraint(
                    model_name='payout',
                    constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payout_is_more_than_0'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payout',
                    trigger=pgtrigger.compiler.Trigger(name='stands', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a3e2710236f15d10ac4671e49312ab7e3d29b5be', operation='UPDATE', pgid='pgtrigger_stands_13871', table='exhibitors_payout', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payout',
                    trigger=pgtrigger.compiler.Trigger(name='payout_within_both', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nIF (SELECT is_credit FROM exhibitors_statementline WHERE id = NEW.line_id)\n    OR (SELECT sum(amount) FROM exhibitors_payout WHERE line_id = NEW.line_id)\n        > (SELECT amount FROM exhibitors_statementline WHERE id = NEW.line_id)\n    OR EXISTS (\n        SELECT FROM exhibitors_refund AS took_back\n        WHERE took_back.returned_id = NEW.line_id AND took_back.undoes_id IS NULL\n            AND NOT EXISTS (SELECT FROM exhibitors_refund WHERE undoes_id = took_back.id)\n    )\n    OR (SELECT sum(amount) FROM exhibitors_payout WHERE refund_id = NEW.refund_id)\n        > (SELECT sum(amount) FROM exhibitors_refund WHERE NEW.refund_id IN (id, undoes_id))\nTHEN RAISE EXCEPTION 'refused by payout_within_both' USING ERRCODE = 'check_violation', CONSTRAINT = 'payout_within_both'; END IF; RETURN NEW;", hash='7ff287ab14c085367b042528bc7b14da54278ddf', operation='INSERT', pgid='pgtrigger_payout_within_both_9302a', table='exhibitors_payout', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payout',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_payoutevent" ("amount", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refund_id") VALUES (NEW."amount", NEW."id", NEW."line_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."refund_id"); RETURN NULL;', hash='f52e1f6520d5660f33b3ff2f85d5413ca9f8922c', operation='INSERT', pgid='pgtrigger_insert_insert_4aa4d', table='exhibitors_payout', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payout',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_payoutevent" ("amount", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refund_id") VALUES (OLD."amount", OLD."id", OLD."line_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."refund_id"); RETURN NULL;', hash='666b1627bed33f649c5f1a4f210e2292774aa90c', operation='DELETE', pgid='pgtrigger_delete_delete_9bba7', table='exhibitors_payout', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paymentevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d62a8c1e40f4311dad5f51572c1bb6e09e6727ce', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2a851', table='exhibitors_paymentevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='payment',
                    index=models.Index(fields=['edition', 'received_on'], name='payment_listed'),
                ),
                migrations.AddConstraint(
                    model_name='payment',
                    constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_is_more_than_0', violation_error_message='A payment is more than 0.'),
                ),
                migrations.AddConstraint(
                    model_name='payment',
                    constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at', None)), fields=('line',), name='payment_once_per_line', violation_error_message='This line has been confirmed already.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payment',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."cancelled_by" IS DISTINCT FROM (NEW."cancelled_by") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."line_id" IS DISTINCT FROM (NEW."line_id") OR OLD."payer" IS DISTINCT FROM (NEW."payer") OR OLD."payer_account" IS DISTINCT FROM (NEW."payer_account") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by" IS DISTINCT FROM (NEW."recorded_by") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."way" IS DISTINCT FROM (NEW."way"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='8e591c674075ae997f83bbd187a83755dfc495aa', operation='UPDATE', pgid='pgtrigger_counts_revision_e8aee', table='exhibitors_payment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payment',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='e8a0f73f712203eee5ff9cc39b179cc741591dac', operation='INSERT', pgid='pgtrigger_company_not_merged_12365', table='exhibitors_payment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payment',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9dd6bb9832ca17aca3d179ece2be858846282727', operation='DELETE', pgid='pgtrigger_no_delete_bf426', table='exhibitors_payment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payment',
                    trigger=pgtrigger.compiler.Trigger(name='paid_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."payer" IS DISTINCT FROM (NEW."payer") OR OLD."payer_account" IS DISTINCT FROM (NEW."payer_account") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."line_id" IS DISTINCT FROM (NEW."line_id") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by" IS DISTINCT FROM (NEW."recorded_by"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='bf12486478523dafb0679a601a030a8063874802', operation='UPDATE', pgid='pgtrigger_paid_stands_b3a15', table='exhibitors_payment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payment',
                    trigger=pgtrigger.compiler.Trigger(name='payment_stays_with_its_company', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id"))', constraint='CONSTRAINT', func="\nIF NOT EXISTS (\n    SELECT FROM exhibitors_companymerge\n    WHERE (survivor_id = NEW.company_id AND merged_id = OLD.company_id AND undone_at IS NULL)\n        OR (survivor_id = OLD.company_id AND merged_id = NEW.company_id AND undone_at IS NOT NULL)\n) THEN RAISE EXCEPTION 'refused by payment_stays_with_its_company' USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_stays_with_its_company'; END IF; RETURN NEW;", hash='de9912cdbe8c71945b5a547c896f94d8175adf9f', operation='UPDATE', pgid='pgtrigger_payment_stays_with_its_company_6e833', table='exhibitors_payment', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payment',
                    trigger=pgtrigger.compiler.Trigger(name='payment_cancelled_unspent', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at"))', constraint='CONSTRAINT', func="\nIF (\n    SELECT sum(amount) FROM (\n        SELECT amount FROM exhibitors_allocation WHERE payment_id = NEW.id\n        UNION ALL SELECT amount FROM exhibitors_refund WHERE payment_id = NEW.id\n    ) AS spent\n) > 0 THEN RAISE EXCEPTION 'refused by payment_cancelled_unspent' USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_cancelled_unspent'; END IF; RETURN NEW;", hash='d23ba49b58674f9ffa46e9a309f484ae4cc3061a', operation='UPDATE', pgid='pgtrigger_payment_cancelled_unspent_642f4', table='exhibitors_payment', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payment',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_paymentevent" ("amount", "cancelled_at", "cancelled_by", "company_id", "currency", "edition_id", "entry_id", "id", "line_id", "payer", "payer_account", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "recorded_at", "recorded_by", "text", "way") VALUES (NEW."amount", NEW."cancelled_at", NEW."cancelled_by", NEW."company_id", NEW."currency", NEW."edition_id", NEW."entry_id", NEW."id", NEW."line_id", NEW."payer", NEW."payer_account", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."received_on", NEW."recorded_at", NEW."recorded_by", NEW."text", NEW."way"); RETURN NULL;', hash='e55b6ec3efbddb31c9b9b8c81a752b4d277cc9b9', operation='INSERT', pgid='pgtrigger_insert_insert_01bd4', table='exhibitors_payment', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='payment',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."cancelled_at" IS DISTINCT FROM (NEW."cancelled_at") OR OLD."cancelled_by" IS DISTINCT FROM (NEW."cancelled_by") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."entry_id" IS DISTINCT FROM (NEW."entry_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."line_id" IS DISTINCT FROM (NEW."line_id") OR OLD."payer" IS DISTINCT FROM (NEW."payer") OR OLD."payer_account" IS DISTINCT FROM (NEW."payer_account") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by" IS DISTINCT FROM (NEW."recorded_by") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."way" IS DISTINCT FROM (NEW."way"))', func='INSERT INTO "exhibitors_paymentevent" ("amount", "cancelled_at", "cancelled_by", "company_id", "currency", "edition_id", "entry_id", "id", "line_id", "payer", "payer_account", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "received_on", "recorded_at", "recorded_by", "text", "way") VALUES (NEW."amount", NEW."cancelled_at", NEW."cancelled_by", NEW."company_id", NEW."currency", NEW."edition_id", NEW."entry_id", NEW."id", NEW."line_id", NEW."payer", NEW."payer_account", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."received_on", NEW."recorded_at", NEW."recorded_by", NEW."text", NEW."way"); RETURN NULL;', hash='1b33a8f58cf36d4a1b6cdc2c18e5a141cf12ee42', operation='UPDATE', pgid='pgtrigger_update_update_de073', table='exhibitors_payment', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='statementlinestatereasonevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c93176549b1dcac7060fe8a23deb63255d66a431', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8cb2f', table='exhibitors_statementlinestatereasonevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='taxrule',
                    constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('edition', 'position'), name='tax_rule_position_once'),
                ),
                migrations.AddConstraint(
                    model_name='taxrule',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('category', 'S'), ('rate__gt', 0), ('rate__lte', 100)), models.Q(models.Q(('category', 'S'), _negated=True), ('rate', 0)), _connector='OR'), name='tax_rule_rate_fits_category', violation_error_message='Category S has a rate above 0, all others have a rate of 0.'),
                ),
                migrations.AddConstraint(
                    model_name='taxrule',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('category__in', ('AE', 'G', 'O', 'E')), _negated=True), models.Q(models.Q(('legend', ''), _negated=True), models.Q(('legend_zh', ''), _negated=True)), _connector='OR'), name='tax_rule_says_why', violation_error_message='An invoice without tax must say why: enter the wording in both languages.'),
                ),
                migrations.AddConstraint(
                    model_name='taxrule',
                    constraint=models.CheckConstraint(condition=models.Q(('category__in', ('AE', 'G', 'O', 'E')), models.Q(('legend', ''), ('legend_zh', '')), _connector='OR'), name='tax_rule_wording_only_without_tax', violation_error_message='Categories S and Z have no wording: e-invoices with one are refused.'),
                ),
                migrations.AddConstraint(
                    model_name='taxrule',
                    constraint=models.CheckConstraint(condition=models.Q(('buyer', 'country'), ('country', ''), _connector='XOR'), name='tax_rule_names_country', violation_error_message='Choose a country or region for “in one country”, and only for that.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='taxrule',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."buyer" IS DISTINCT FROM (NEW."buyer") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_business" IS DISTINCT FROM (NEW."is_business") OR OLD."legend" IS DISTINCT FROM (NEW."legend") OR OLD."legend_zh" IS DISTINCT FROM (NEW."legend_zh") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."supply" IS DISTINCT FROM (NEW."supply") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='757bfc06cfd30fe02534e0e6e11060149f473193', operation='UPDATE', pgid='pgtrigger_counts_revision_c91d8', table='exhibitors_taxrule', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='taxrule',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_taxruleevent" ("buyer", "category", "country", "edition_id", "id", "is_business", "legend", "legend_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rate", "source", "supply", "valid_from") VALUES (NEW."buyer", NEW."category", NEW."country", NEW."edition_id", NEW."id", NEW."is_business", NEW."legend", NEW."legend_zh", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."rate", NEW."source", NEW."supply", NEW."valid_from"); RETURN NULL;', hash='65d4f62eb42a1d1e812f8bf5d28cc241dfd9c1a3', operation='INSERT', pgid='pgtrigger_insert_insert_01122', table='exhibitors_taxrule', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='taxrule',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."buyer" IS DISTINCT FROM (NEW."buyer") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_business" IS DISTINCT FROM (NEW."is_business") OR OLD."legend" IS DISTINCT FROM (NEW."legend") OR OLD."legend_zh" IS DISTINCT FROM (NEW."legend_zh") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."supply" IS DISTINCT FROM (NEW."supply") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from"))', func='INSERT INTO "exhibitors_taxruleevent" ("buyer", "category", "country", "edition_id", "id", "is_business", "legend", "legend_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rate", "source", "supply", "valid_from") VALUES (NEW."buyer", NEW."category", NEW."country", NEW."edition_id", NEW."id", NEW."is_business", NEW."legend", NEW."legend_zh", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."rate", NEW."source", NEW."supply", NEW."valid_from"); RETURN NULL;', hash='de1619c57571bb80cad903624bc8c374c55c0895', operation='UPDATE', pgid='pgtrigger_update_update_408b1', table='exhibitors_taxrule', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='taxrule',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_taxruleevent" ("buyer", "category", "country", "edition_id", "id", "is_business", "legend", "legend_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rate", "source", "supply", "valid_from") VALUES (OLD."buyer", OLD."category", OLD."country", OLD."edition_id", OLD."id", OLD."is_business", OLD."legend", OLD."legend_zh", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."rate", OLD."source", OLD."supply", OLD."valid_from"); RETURN NULL;', hash='ca1c0fdb90cfa761e8b416aca7e7123578c891b0', operation='DELETE', pgid='pgtrigger_delete_delete_74117', table='exhibitors_taxrule', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='taxruleevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c760764c3e7e59e960e423c944dfa6ff361d10cf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_04ce7', table='exhibitors_taxruleevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='termsacceptance',
                    index=models.Index(fields=['booking', 'accepted_at'], name='acceptance_of_booking'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='termsacceptance',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0c9f3ea603d094f6d959067ac7f77037dc42bca5', operation='DELETE', pgid='pgtrigger_no_delete_58f9c', table='exhibitors_termsacceptance', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='termsacceptance',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."terms_id" IS DISTINCT FROM (NEW."terms_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."address" IS DISTINCT FROM (NEW."address"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='cc12abdf0b721731bdd0ed4c42877b3b93efa39d', operation='UPDATE', pgid='pgtrigger_append_only_bebeb', table='exhibitors_termsacceptance', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='themedareamember',
                    constraint=models.UniqueConstraint(fields=('area', 'company'), name='area_member_once', violation_error_message='This company already belongs to this area.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='themedareamember',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='b0172e74369b271166cba8ce89bf8f3dc398a7f4', operation='INSERT', pgid='pgtrigger_company_not_merged_0e464', table='exhibitors_themedareamember', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='themedareamember',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_themedareamemberevent" ("area_id", "company_id", "id", "joined_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_id", NEW."company_id", NEW."id", NEW."joined_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='d434d501419b307553d547e1fa2e0b0f63c004a4', operation='INSERT', pgid='pgtrigger_insert_insert_6f168', table='exhibitors_themedareamember', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='themedareamember',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exhibitors_themedareamemberevent" ("area_id", "company_id", "id", "joined_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_id", NEW."company_id", NEW."id", NEW."joined_at", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='d5773aba70300eb7073d1505e05cd3b3e94fcdad', operation='UPDATE', pgid='pgtrigger_update_update_57291', table='exhibitors_themedareamember', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='themedareamember',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_themedareamemberevent" ("area_id", "company_id", "id", "joined_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_id", OLD."company_id", OLD."id", OLD."joined_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='449807098aa48aad0eada23caf22b76c570210b5', operation='DELETE', pgid='pgtrigger_delete_delete_e5e0e', table='exhibitors_themedareamember', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='themedareamemberevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5040fb62f03c8c89818ed01c52992c96d6e29fe1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7da5d', table='exhibitors_themedareamemberevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='transmission',
                    constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['pending', 'in_flight'])), fields=('invoice', 'way'), name='transmission_one_under_way', violation_error_message='This invoice is already being transmitted in this way.'),
                ),
                migrations.AddConstraint(
                    model_name='transmission',
                    constraint=models.CheckConstraint(condition=models.Q(('state__in', ('handed_over', 'delivered', 'failed')), ('ended_at__isnull', True), _connector='XOR'), name='transmission_ended_has_instant'),
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
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='7a19c9354296db64683bf5569b0c88ba4bd4dfa8', operation='DELETE', pgid='pgtrigger_no_delete_031e2', table='exhibitors_transmission', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='transmission',
                    trigger=pgtrigger.compiler.Trigger(name='asked_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."recipient" IS DISTINCT FROM (NEW."recipient") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by" IS DISTINCT FROM (NEW."asked_by"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0952bf609f6898824ca0ac1ad2935f236c8d108f', operation='UPDATE', pgid='pgtrigger_asked_stands_17e4a', table='exhibitors_transmission', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='transmission',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_transmissionevent" ("asked_at", "asked_by", "begun_at", "ended_at", "id", "invoice_id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient", "reference", "state", "way") VALUES (NEW."asked_at", NEW."asked_by", NEW."begun_at", NEW."ended_at", NEW."id", NEW."invoice_id", NEW."message", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recipient", NEW."reference", NEW."state", NEW."way"); RETURN NULL;', hash='5c11835d723d80ed01ed75adb85540949939e011', operation='INSERT', pgid='pgtrigger_insert_insert_16481', table='exhibitors_transmission', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='transmission',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by" IS DISTINCT FROM (NEW."asked_by") OR OLD."begun_at" IS DISTINCT FROM (NEW."begun_at") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."message" IS DISTINCT FROM (NEW."message") OR OLD."recipient" IS DISTINCT FROM (NEW."recipient") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."way" IS DISTINCT FROM (NEW."way"))', func='INSERT INTO "exhibitors_transmissionevent" ("asked_at", "asked_by", "begun_at", "ended_at", "id", "invoice_id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient", "reference", "state", "way") VALUES (NEW."asked_at", NEW."asked_by", NEW."begun_at", NEW."ended_at", NEW."id", NEW."invoice_id", NEW."message", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recipient", NEW."reference", NEW."state", NEW."way"); RETURN NULL;', hash='d8473a672cb4d9025f5083797fdd44f68322441c', operation='UPDATE', pgid='pgtrigger_update_update_64746', table='exhibitors_transmission', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='transmissionevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='258252ada470c55da6cf6d227230d37ace39596b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c1f5d', table='exhibitors_transmissionevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='treatmentcodes',
                    constraint=models.UniqueConstraint(fields=('edition', 'category', 'rate'), name='treatment_codes_once'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='treatmentcodes',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_treatmentcodesevent" ("advance", "category", "edition_id", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "revenue") VALUES (NEW."advance", NEW."category", NEW."edition_id", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rate", NEW."revenue"); RETURN NULL;', hash='b4baa765edb34bf21465b402e09df432ee937a87', operation='INSERT', pgid='pgtrigger_insert_insert_07c62', table='exhibitors_treatmentcodes', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='treatmentcodes',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exhibitors_treatmentcodesevent" ("advance", "category", "edition_id", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "revenue") VALUES (NEW."advance", NEW."category", NEW."edition_id", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rate", NEW."revenue"); RETURN NULL;', hash='e2145303681f5bedacf4d33412c7549a19705515', operation='UPDATE', pgid='pgtrigger_update_update_591b2', table='exhibitors_treatmentcodes', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='treatmentcodes',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_treatmentcodesevent" ("advance", "category", "edition_id", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "revenue") VALUES (OLD."advance", OLD."category", OLD."edition_id", OLD."id", OLD."key", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rate", OLD."revenue"); RETURN NULL;', hash='509dc923f0a5073c37fdae7bd8be719bbca52c84', operation='DELETE', pgid='pgtrigger_delete_delete_65dd8', table='exhibitors_treatmentcodes', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='treatmentcodesevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='15883f0ce37a7ff8c118b0c21df24ef0d0a133f9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0fb15', table='exhibitors_treatmentcodesevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='upperdeck',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'requested')), fields=('claim',), name='upper_deck_one_waits', violation_error_message='An upper deck on this booth already waits for a decision.'),
                ),
                migrations.AddConstraint(
                    model_name='upperdeck',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('claim',), name='upper_deck_one_is_approved', violation_error_message='This booth already has an approved upper deck.'),
                ),
                migrations.AddConstraint(
                    model_name='upperdeck',
                    constraint=models.CheckConstraint(condition=models.Q(('area_sqm__gte', 1), ('persons__gte', 1), ('stairs__gte', 1)), name='upper_deck_size'),
                ),
                migrations.AddConstraint(
                    model_name='upperdeck',
                    constraint=models.CheckConstraint(condition=models.Q(('state', 'requested'), ('decided_at__isnull', False), _connector='XOR'), name='upper_deck_decided_has_instant'),
                ),
                migrations.AddConstraint(
                    model_name='upperdeck',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='upper_deck_declined_has_reason'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='upperdeck',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{requested:approved,requested:declined,requested:withdrawn,approved:replaced,approved:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='cc3ad9302d9ca93021764c86342b6d424a783cde', operation='UPDATE', pgid='pgtrigger_state_moves_03c47', table='exhibitors_upperdeck', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='upperdeck',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'approved\', \'declined\', \'replaced\', \'withdrawn\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='a8aa04777cd33f28cbf5871086674764ff29ecdc', operation='INSERT', pgid='pgtrigger_state_birth_d28cb', table='exhibitors_upperdeck', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='upperdeck',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."checked" IS DISTINCT FROM (NEW."checked") OR OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."drawing" IS DISTINCT FROM (NEW."drawing") OR OLD."drawing_title" IS DISTINCT FROM (NEW."drawing_title") OR OLD."height_m" IS DISTINCT FROM (NEW."height_m") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_opposite" IS DISTINCT FROM (NEW."is_opposite") OR OLD."is_stamped" IS DISTINCT FROM (NEW."is_stamped") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."persons" IS DISTINCT FROM (NEW."persons") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."stair_width_m" IS DISTINCT FROM (NEW."stair_width_m") OR OLD."stairs" IS DISTINCT FROM (NEW."stairs") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."way_m" IS DISTINCT FROM (NEW."way_m"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='9e49d860d84cfb0ff9e93ca73f0acad891ab4915', operation='UPDATE', pgid='pgtrigger_counts_revision_c5790', table='exhibitors_upperdeck', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='upperdeck',
                    trigger=pgtrigger.compiler.Trigger(name='no_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='11a05859a028e46c12f1699c15715d55ce7311d5', operation='DELETE', pgid='pgtrigger_no_delete_f9d2c', table='exhibitors_upperdeck', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='upperdeck',
                    trigger=pgtrigger.compiler.Trigger(name='asked_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."persons" IS DISTINCT FROM (NEW."persons") OR OLD."stairs" IS DISTINCT FROM (NEW."stairs") OR OLD."is_opposite" IS DISTINCT FROM (NEW."is_opposite") OR OLD."stair_width_m" IS DISTINCT FROM (NEW."stair_width_m") OR OLD."way_m" IS DISTINCT FROM (NEW."way_m") OR OLD."height_m" IS DISTINCT FROM (NEW."height_m") OR OLD."drawing" IS DISTINCT FROM (NEW."drawing") OR OLD."drawing_title" IS DISTINCT FROM (NEW."drawing_title") OR OLD."is_stamped" IS DISTINCT FROM (NEW."is_stamped") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='76a97246b2b079975e2a615d735a9595a18f495d', operation='UPDATE', pgid='pgtrigger_asked_stands_d8a57', table='exhibitors_upperdeck', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='upperdeck',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_upperdeckevent" ("area_sqm", "checked", "claim_id", "decided_at", "decided_by_id", "drawing", "drawing_title", "height_m", "id", "is_opposite", "is_stamped", "note", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "requested_by_id", "stair_width_m", "stairs", "state", "way_m") VALUES (NEW."area_sqm", NEW."checked", NEW."claim_id", NEW."decided_at", NEW."decided_by_id", NEW."drawing", NEW."drawing_title", NEW."height_m", NEW."id", NEW."is_opposite", NEW."is_stamped", NEW."note", NEW."persons", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."requested_at", NEW."requested_by_id", NEW."stair_width_m", NEW."stairs", NEW."state", NEW."way_m"); RETURN NULL;', hash='d5319d5df3d78c36508c291f4f0b0392668e024f', operation='INSERT', pgid='pgtrigger_insert_insert_75f80', table='exhibitors_upperdeck', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='upperdeck',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."checked" IS DISTINCT FROM (NEW."checked") OR OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."drawing" IS DISTINCT FROM (NEW."drawing") OR OLD."drawing_title" IS DISTINCT FROM (NEW."drawing_title") OR OLD."height_m" IS DISTINCT FROM (NEW."height_m") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_opposite" IS DISTINCT FROM (NEW."is_opposite") OR OLD."is_stamped" IS DISTINCT FROM (NEW."is_stamped") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."persons" IS DISTINCT FROM (NEW."persons") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."stair_width_m" IS DISTINCT FROM (NEW."stair_width_m") OR OLD."stairs" IS DISTINCT FROM (NEW."stairs") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."way_m" IS DISTINCT FROM (NEW."way_m"))', func='INSERT INTO "exhibitors_upperdeckevent" ("area_sqm", "checked", "claim_id", "decided_at", "decided_by_id", "drawing", "drawing_title", "height_m", "id", "is_opposite", "is_stamped", "note", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "requested_by_id", "stair_width_m", "stairs", "state", "way_m") VALUES (NEW."area_sqm", NEW."checked", NEW."claim_id", NEW."decided_at", NEW."decided_by_id", NEW."drawing", NEW."drawing_title", NEW."height_m", NEW."id", NEW."is_opposite", NEW."is_stamped", NEW."note", NEW."persons", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."requested_at", NEW."requested_by_id", NEW."stair_width_m", NEW."stairs", NEW."state", NEW."way_m"); RETURN NULL;', hash='6262f5c7e35e6375b254e48e02a23aa94981357a', operation='UPDATE', pgid='pgtrigger_update_update_5e2a7', table='exhibitors_upperdeck', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='upperdeckevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3a90be4c61a41754654984d47ff970419821a2b2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b9c45', table='exhibitors_upperdeckevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='vatcheck',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='9d4c9e46ae3d785d39bdc1403caeebaacc49c0c0', operation='UPDATE', pgid='pgtrigger_append_only_23d0f', table='exhibitors_vatcheck', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='bookingevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='24210d51c346c5ee46448ed4a8d14a911e9742e0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_087fd', table='exhibitors_bookingevent', when='BEFORE')),
                ),
                migrations.AddIndex(
                    model_name='booking',
                    index=models.Index(fields=['edition', 'state', 'submitted_at'], name='booking_queue'),
                ),
                migrations.AddIndex(
                    model_name='booking',
                    index=models.Index(fields=['created_at', 'holder'], name='booking_by_age'),
                ),
                migrations.AddIndex(
                    model_name='booking',
                    index=models.Index(fields=['company', 'edition'], name='booking_of_company'),
                ),
                migrations.AddConstraint(
                    model_name='booking',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'submitted'), _negated=True), ('submitted_at__isnull', False), _connector='OR'), name='booking_submitted_has_instant'),
                ),
                migrations.AddConstraint(
                    model_name='booking',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'confirmed', 'rejected']), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='booking_decided_has_instant'),
                ),
                migrations.AddConstraint(
                    model_name='booking',
                    constraint=models.CheckConstraint(condition=models.Q(('block', models.F('holder')), _negated=True), name='booking_is_no_share_of_itself'),
                ),
                migrations.AddConstraint(
                    model_name='booking',
                    constraint=models.UniqueConstraint(condition=models.Q(('block__isnull', False), ('state__in', ('approved', 'confirmed'))), fields=('block', 'company'), name='booking_one_share_of_a_block', violation_error_message='This company already has a share of the block. Add to that share instead.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='booking',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:expired,draft:submitted,draft:withdrawn,submitted:approved,submitted:draft,submitted:expired,submitted:rejected,submitted:waitlisted,submitted:withdrawn,waitlisted:approved,waitlisted:rejected,waitlisted:withdrawn,approved:cancelled,approved:confirmed,confirmed:cancelled,expired:draft,expired:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='e69b8c47db68f4aa27bca47f65109143964c1f32', operation='UPDATE', pgid='pgtrigger_state_moves_7bf11', table='exhibitors_booking', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='booking',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'approved\', \'cancelled\', \'confirmed\', \'expired\', \'rejected\', \'waitlisted\', \'withdrawn\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='ffbc58523fec4e0da1f46c648ef4bb2743fbc4cf', operation='INSERT', pgid='pgtrigger_state_birth_565b2', table='exhibitors_booking', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='booking',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='cd1ddd5ee5ebdfc8e3cf25852a9a61e46c75f963', operation='INSERT', pgid='pgtrigger_company_not_merged_a8ac7', table='exhibitors_booking', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='booking',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_bookingevent" ("block_id", "company_id", "contact_id", "created_at", "decided_at", "decided_by_id", "edition_id", "holder_id", "lapse_warned_at", "larger_reason", "neighbours_to_avoid", "overdue_noted_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reminded_at", "revision", "state", "submitted_at", "wishes") VALUES (NEW."block_id", NEW."company_id", NEW."contact_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."edition_id", NEW."holder_id", NEW."lapse_warned_at", NEW."larger_reason", NEW."neighbours_to_avoid", NEW."overdue_noted_at", _pgh_attach_context(), NOW(), \'insert\', NEW."holder_id", NEW."reason", NEW."reminded_at", NEW."revision", NEW."state", NEW."submitted_at", NEW."wishes"); RETURN NULL;', hash='898f510ae10278053ccd399456cddb5e39243139', operation='INSERT', pgid='pgtrigger_insert_insert_bd58e', table='exhibitors_booking', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='booking',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "exhibitors_bookingevent" ("block_id", "company_id", "contact_id", "created_at", "decided_at", "decided_by_id", "edition_id", "holder_id", "lapse_warned_at", "larger_reason", "neighbours_to_avoid", "overdue_noted_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reminded_at", "revision", "state", "submitted_at", "wishes") VALUES (NEW."block_id", NEW."company_id", NEW."contact_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."edition_id", NEW."holder_id", NEW."lapse_warned_at", NEW."larger_reason", NEW."neighbours_to_avoid", NEW."overdue_noted_at", _pgh_attach_context(), NOW(), \'update\', NEW."holder_id", NEW."reason", NEW."reminded_at", NEW."revision", NEW."state", NEW."submitted_at", NEW."wishes"); RETURN NULL;', hash='7b06dbc9a836dff2a3d89c222d76b9a5292296cb', operation='UPDATE', pgid='pgtrigger_update_update_886a1', table='exhibitors_booking', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='blockevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8e258abe46fe1b10885d03c910951702ff990895', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0ee35', table='exhibitors_blockevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='blockapplicationevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3f17a578bb2b25bae65b267a5acafeaa0c652464', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bae38', table='exhibitors_blockapplicationevent', when='BEFORE')),
                ),
                migrations.AddConstraint(
                    model_name='blockapplication',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'submitted')), fields=('block', 'company'), name='block_application_one_at_a_time', violation_error_message='This company has already applied to this block and is waiting for a reply.'),
                ),
                migrations.AddConstraint(
                    model_name='blockapplication',
                    constraint=models.CheckConstraint(condition=models.Q(('area_sqm__gte', 1)), name='block_application_asks_for_space'),
                ),
                migrations.AddConstraint(
                    model_name='blockapplication',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('share__isnull', False), ('state', 'accepted')), models.Q(models.Q(('state', 'accepted'), _negated=True), ('share__isnull', True)), _connector='OR'), name='block_application_accepted_has_share'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='blockapplication',
                    trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{submitted:accepted,submitted:declined,submitted:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='470cd43857557fe4f98c8175b489b571d50d7af7', operation='UPDATE', pgid='pgtrigger_state_moves_e1c04', table='exhibitors_blockapplication', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='blockapplication',
                    trigger=pgtrigger.compiler.Trigger(name='state_birth', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" IN (\'accepted\', \'declined\', \'withdrawn\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;", hash='8d78b5d4c1d784d540893d74b03db0c199e91fdb', operation='INSERT', pgid='pgtrigger_state_birth_916f8', table='exhibitors_blockapplication', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='blockapplication',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."applied_at" IS DISTINCT FROM (NEW."applied_at") OR OLD."applied_by_id" IS DISTINCT FROM (NEW."applied_by_id") OR OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."block_id" IS DISTINCT FROM (NEW."block_id") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."share_id" IS DISTINCT FROM (NEW."share_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='84dc5c9bcc6d5d779c6756674eda4444364f0712', operation='UPDATE', pgid='pgtrigger_counts_revision_17956', table='exhibitors_blockapplication', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='blockapplication',
                    trigger=pgtrigger.compiler.Trigger(name='company_not_merged', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE merged bigint;', func="\n            SELECT merged_into_id INTO merged FROM exhibitors_company WHERE id = NEW.company_id FOR KEY SHARE;\n            IF merged IS NOT NULL THEN RAISE EXCEPTION 'refused by company_not_merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_not_merged'; END IF; RETURN NEW;", hash='4de3e0eac491cebe0b4fe00adfdc82a45eca66a8', operation='INSERT', pgid='pgtrigger_company_not_merged_3a214', table='exhibitors_blockapplication', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='blockapplication',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_blockapplicationevent" ("applied_at", "applied_by_id", "area_sqm", "block_id", "company_id", "decided_at", "decided_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "share_id", "state", "text") VALUES (NEW."applied_at", NEW."applied_by_id", NEW."area_sqm", NEW."block_id", NEW."company_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."share_id", NEW."state", NEW."text"); RETURN NULL;', hash='7a0754970249de0fc82f001ca04d056909037dea', operation='INSERT', pgid='pgtrigger_insert_insert_61da9', table='exhibitors_blockapplication', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='blockapplication',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."applied_at" IS DISTINCT FROM (NEW."applied_at") OR OLD."applied_by_id" IS DISTINCT FROM (NEW."applied_by_id") OR OLD."area_sqm" IS DISTINCT FROM (NEW."area_sqm") OR OLD."block_id" IS DISTINCT FROM (NEW."block_id") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."share_id" IS DISTINCT FROM (NEW."share_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func='INSERT INTO "exhibitors_blockapplicationevent" ("applied_at", "applied_by_id", "area_sqm", "block_id", "company_id", "decided_at", "decided_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "share_id", "state", "text") VALUES (NEW."applied_at", NEW."applied_by_id", NEW."area_sqm", NEW."block_id", NEW."company_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."share_id", NEW."state", NEW."text"); RETURN NULL;', hash='d611e0aeb3e69b38c26fa168a9ecc6025f97bc08', operation='UPDATE', pgid='pgtrigger_update_update_0b3d4', table='exhibitors_blockapplication', when='AFTER')),
                ),
                migrations.AddConstraint(
                    model_name='block',
                    constraint=models.CheckConstraint(condition=models.Q(('apply_until_date__lt', models.F('returns_date'))), name='block_applications_end_before_the_return', violation_error_message='Applications must close before the unallocated space returns.'),
                ),
                migrations.AddConstraint(
                    model_name='block',
                    constraint=models.CheckConstraint(condition=models.Q(('quota_sqm__isnull', True), ('quota_sqm__gte', 1), _connector='OR'), name='block_quota_is_sensible', violation_error_message='A quota is at least 1 m².'),
                ),
                migrations.AddConstraint(
                    model_name='block',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('price_raw__isnull', True), ('price_raw__gte', 0), _connector='OR'), models.Q(('price_shell__isnull', True), ('price_shell__gte', 0), _connector='OR')), name='block_price_not_negative', violation_error_message='A price cannot be below 0.'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='block',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."apply_until_date" IS DISTINCT FROM (NEW."apply_until_date") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."is_open" IS DISTINCT FROM (NEW."is_open") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."price_raw" IS DISTINCT FROM (NEW."price_raw") OR OLD."price_shell" IS DISTINCT FROM (NEW."price_shell") OR OLD."quota_sqm" IS DISTINCT FROM (NEW."quota_sqm") OR OLD."returned_at" IS DISTINCT FROM (NEW."returned_at") OR OLD."returns_date" IS DISTINCT FROM (NEW."returns_date") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='3fa91ddd87c13529278fea2ceb174a65891b6664', operation='UPDATE', pgid='pgtrigger_counts_revision_9e491', table='exhibitors_block', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='block',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_blockevent" ("apply_until_date", "booking_id", "country", "currency", "is_open", "name", "name_zh", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_raw", "price_shell", "quota_sqm", "returned_at", "returns_date", "text", "text_zh", "warned_at") VALUES (NEW."apply_until_date", NEW."booking_id", NEW."country", NEW."currency", NEW."is_open", NEW."name", NEW."name_zh", NEW."opened_at", _pgh_attach_context(), NOW(), \'insert\', NEW."booking_id", NEW."price_raw", NEW."price_shell", NEW."quota_sqm", NEW."returned_at", NEW."returns_date", NEW."text", NEW."text_zh", NEW."warned_at"); RETURN NULL;', hash='6b965b27a5609e05ee11f3f9fa96f38d8cdef9fe', operation='INSERT', pgid='pgtrigger_insert_insert_89e21', table='exhibitors_block', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='block',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."apply_until_date" IS DISTINCT FROM (NEW."apply_until_date") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."is_open" IS DISTINCT FROM (NEW."is_open") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."price_raw" IS DISTINCT FROM (NEW."price_raw") OR OLD."price_shell" IS DISTINCT FROM (NEW."price_shell") OR OLD."quota_sqm" IS DISTINCT FROM (NEW."quota_sqm") OR OLD."returned_at" IS DISTINCT FROM (NEW."returned_at") OR OLD."returns_date" IS DISTINCT FROM (NEW."returns_date") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."text_zh" IS DISTINCT FROM (NEW."text_zh") OR OLD."warned_at" IS DISTINCT FROM (NEW."warned_at"))', func='INSERT INTO "exhibitors_blockevent" ("apply_until_date", "booking_id", "country", "currency", "is_open", "name", "name_zh", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_raw", "price_shell", "quota_sqm", "returned_at", "returns_date", "text", "text_zh", "warned_at") VALUES (NEW."apply_until_date", NEW."booking_id", NEW."country", NEW."currency", NEW."is_open", NEW."name", NEW."name_zh", NEW."opened_at", _pgh_attach_context(), NOW(), \'update\', NEW."booking_id", NEW."price_raw", NEW."price_shell", NEW."quota_sqm", NEW."returned_at", NEW."returns_date", NEW."text", NEW."text_zh", NEW."warned_at"); RETURN NULL;', hash='95099abdc6e7ec49666b7f9d6d7e370af59c6b56', operation='UPDATE', pgid='pgtrigger_update_update_95fdc', table='exhibitors_block', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reviewassignmentevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='564b4b257e064337a6f0e86449f3255170ff9479', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7dc31', table='exhibitors_reviewassignmentevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reviewassignment',
                    trigger=pgtrigger.compiler.Trigger(name='counts_revision', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."assigned_at" IS DISTINCT FROM (NEW."assigned_at") OR OLD."assigned_by_id" IS DISTINCT FROM (NEW."assigned_by_id") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."reviewer_id" IS DISTINCT FROM (NEW."reviewer_id"))', func='NEW.revision = OLD.revision + 1; RETURN NEW;', hash='d40f990d10f9e4ec994a8212ea3e52cab44c8281', operation='UPDATE', pgid='pgtrigger_counts_revision_7afbd', table='exhibitors_reviewassignment', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reviewassignment',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_reviewassignmentevent" ("assigned_at", "assigned_by_id", "booking_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id") VALUES (NEW."assigned_at", NEW."assigned_by_id", NEW."booking_id", _pgh_attach_context(), NOW(), \'insert\', NEW."booking_id", NEW."reviewer_id"); RETURN NULL;', hash='2087c9e8b6474ab87cb2b896cb66640cd14965de', operation='INSERT', pgid='pgtrigger_insert_insert_cc110', table='exhibitors_reviewassignment', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reviewassignment',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."assigned_at" IS DISTINCT FROM (NEW."assigned_at") OR OLD."assigned_by_id" IS DISTINCT FROM (NEW."assigned_by_id") OR OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."reviewer_id" IS DISTINCT FROM (NEW."reviewer_id"))', func='INSERT INTO "exhibitors_reviewassignmentevent" ("assigned_at", "assigned_by_id", "booking_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id") VALUES (NEW."assigned_at", NEW."assigned_by_id", NEW."booking_id", _pgh_attach_context(), NOW(), \'update\', NEW."booking_id", NEW."reviewer_id"); RETURN NULL;', hash='9c124d615c15d44971c41ad97f9f0137bc6bf60a', operation='UPDATE', pgid='pgtrigger_update_update_a13fe', table='exhibitors_reviewassignment', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='reviewassignment',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "exhibitors_reviewassignmentevent" ("assigned_at", "assigned_by_id", "booking_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id") VALUES (OLD."assigned_at", OLD."assigned_by_id", OLD."booking_id", _pgh_attach_context(), NOW(), \'delete\', OLD."booking_id", OLD."reviewer_id"); RETURN NULL;', hash='27c7bb1799059b0189363be4ad2d2e0de50b0bcd', operation='DELETE', pgid='pgtrigger_delete_delete_dc764', table='exhibitors_reviewassignment', when='AFTER')),
                ),
            ]
        ),
        migrations.RunSQL(COUNT_CLAIMS, "DROP FUNCTION exhibitors_count_claims"),
    ]
