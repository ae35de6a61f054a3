"""Tax by the day of supply, what e-invoices need, transmissions, and accounts of the bookkeeping by treatment.

Wordings of rows in categories S and Z are removed: an e-invoice with one is refused by EN 16931. Tables of German
sellers begin with a row that says that damages are not taxable.
"""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django_countries.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import ciie.kernel.currencies


DAMAGES_AS_LONG_AS_OTHERS = """
UPDATE exhibitors_ledgercodes SET damages = left(rpad(damages, length(revenue), '0'), length(revenue))
"""

GERMAN_TABLES_DECIDE_DAMAGES = """
INSERT INTO exhibitors_taxrule (edition_id, position, buyer, country, supply, rate, category, legend, legend_zh, source)
SELECT seller.edition_id, 0, 'anywhere', '', 'damages', 0, 'O', 'Not taxable: damages, for which nothing is supplied.',
    '不征税：违约金，无对应的服务。',
    'UStAE 1.3: damages are not paid for a supply; ECJ C-277/05 Société thermale d''Eugénie-les-Bains'
FROM exhibitors_seller AS seller
WHERE seller.country = 'DE'
    AND EXISTS (SELECT FROM exhibitors_taxrule WHERE edition_id = seller.edition_id)
    AND NOT EXISTS (
        SELECT FROM exhibitors_taxrule WHERE edition_id = seller.edition_id AND (supply = 'damages' OR position = 0)
    );
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
"""Without this row, fees of a business at home would be taxed by the row of what is supplied to it."""


class Migration(migrations.Migration):
    dependencies = [
        ("exhibitors", "0082_who_signs_and_documents_that_stand"),
        ("pavilions", "0046_days_to_object_to_claims"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Transmission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[("email", "email"), ("file", "file in a folder"), ("peppol", "Peppol access point")],
                        max_length=20,
                        verbose_name="way",
                    ),
                ),
                ("recipient", models.CharField(max_length=254, verbose_name="recipient")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("in_flight", "in flight"),
                            ("delivered", "delivered"),
                            ("failed", "failed"),
                        ],
                        default="pending",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=200, verbose_name="number at the provider")),
                ("message", models.CharField(blank=True, max_length=2000, verbose_name="what the provider said")),
                ("asked_at", models.DateTimeField(verbose_name="initiated at")),
                ("asked_by", models.CharField(max_length=200, verbose_name="initiated by")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("revision", models.PositiveIntegerField(db_default=1, default=1, editable=False)),
            ],
            options={
                "verbose_name": "transmission",
                "verbose_name_plural": "transmissions",
            },
        ),
        migrations.CreateModel(
            name="TransmissionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "way",
                    models.CharField(
                        choices=[("email", "email"), ("file", "file in a folder"), ("peppol", "Peppol access point")],
                        max_length=20,
                        verbose_name="way",
                    ),
                ),
                ("recipient", models.CharField(max_length=254, verbose_name="recipient")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("in_flight", "in flight"),
                            ("delivered", "delivered"),
                            ("failed", "failed"),
                        ],
                        default="pending",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=200, verbose_name="number at the provider")),
                ("message", models.CharField(blank=True, max_length=2000, verbose_name="what the provider said")),
                ("asked_at", models.DateTimeField(verbose_name="initiated at")),
                ("asked_by", models.CharField(max_length=200, verbose_name="initiated by")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TreatmentCodes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("S", "S: taxed"),
                            ("AE", "AE: reverse charge"),
                            ("G", "G: export, not taxed"),
                            ("O", "O: outside the scope of tax"),
                            ("E", "E: exempt"),
                            ("Z", "Z: zero-rated"),
                        ],
                        max_length=2,
                        verbose_name="category (EN 16931)",
                    ),
                ),
                ("rate", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="rate (%)")),
                ("revenue", models.CharField(max_length=9, verbose_name="revenue")),
                ("advance", models.CharField(max_length=9, verbose_name="deposits")),
                ("key", models.CharField(blank=True, max_length=4, verbose_name="tax key")),
            ],
            options={
                "verbose_name": "accounts of a tax treatment",
                "verbose_name_plural": "accounts of tax treatments",
            },
        ),
        migrations.CreateModel(
            name="TreatmentCodesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("S", "S: taxed"),
                            ("AE", "AE: reverse charge"),
                            ("G", "G: export, not taxed"),
                            ("O", "O: outside the scope of tax"),
                            ("E", "E: exempt"),
                            ("Z", "Z: zero-rated"),
                        ],
                        max_length=2,
                        verbose_name="category (EN 16931)",
                    ),
                ),
                ("rate", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="rate (%)")),
                ("revenue", models.CharField(max_length=9, verbose_name="revenue")),
                ("advance", models.CharField(max_length=9, verbose_name="deposits")),
                ("key", models.CharField(blank=True, max_length=4, verbose_name="tax key")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VatCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("vat_id", models.CharField(max_length=40, verbose_name="VAT ID")),
                (
                    "answer",
                    models.CharField(
                        choices=[("valid", "valid"), ("invalid", "not valid"), ("unavailable", "no answer")],
                        max_length=20,
                        verbose_name="answer",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name in the register")),
                ("reference", models.CharField(blank=True, max_length=60, verbose_name="number of the check")),
                ("checked_at", models.DateTimeField(verbose_name="checked at")),
            ],
            options={
                "verbose_name": "check of a VAT ID",
                "verbose_name_plural": "checks of VAT IDs",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="billingparty",
            name="counts_revision",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="billingparty",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="billingparty",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="billingparty",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="invoice",
            name="counts_revision",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="invoice",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="invoice",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="invoice",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="ledgercodes",
            name="counts_revision",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="ledgercodes",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="ledgercodes",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="seller",
            name="counts_revision",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="seller",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="seller",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="seller",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="billingparty",
            name="buyer_reference",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="For German authorities the Leitweg-ID, such as 04011000-12345-03.",
                max_length=100,
                verbose_name="buyer reference",
            ),
        ),
        migrations.AddField(
            model_name="billingparty",
            name="electronic_address",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="For e-invoices, such as a number in the Peppol network. Blank: the email.",
                max_length=100,
                verbose_name="electronic address",
            ),
        ),
        migrations.AddField(
            model_name="billingparty",
            name="electronic_scheme",
            field=models.CharField(
                blank=True,
                choices=[
                    ("EM", "email (EM)"),
                    ("0204", "Leitweg-ID (0204)"),
                    ("0088", "GLN (0088)"),
                    ("0060", "D-U-N-S (0060)"),
                    ("0002", "SIREN, France (0002)"),
                    ("0009", "SIRET, France (0009)"),
                    ("0106", "KvK, Netherlands (0106)"),
                    ("0208", "enterprise number, Belgium (0208)"),
                    ("0211", "Partita IVA, Italy (0211)"),
                    ("0183", "UID, Switzerland (0183)"),
                    ("9914", "VAT ID, Austria (9914)"),
                    ("9925", "VAT ID, Belgium (9925)"),
                    ("9930", "VAT ID, Germany (9930)"),
                    ("9920", "VAT ID, Spain (9920)"),
                    ("9957", "VAT ID, France (9957)"),
                    ("9944", "VAT ID, Netherlands (9944)"),
                    ("9945", "VAT ID, Poland (9945)"),
                ],
                db_default="",
                default="",
                max_length=4,
                verbose_name="kind of electronic address",
            ),
        ),
        migrations.AddField(
            model_name="billingparty",
            name="order_number",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="order number"),
        ),
        migrations.AddField(
            model_name="billingpartyevent",
            name="buyer_reference",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="For German authorities the Leitweg-ID, such as 04011000-12345-03.",
                max_length=100,
                verbose_name="buyer reference",
            ),
        ),
        migrations.AddField(
            model_name="billingpartyevent",
            name="electronic_address",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="For e-invoices, such as a number in the Peppol network. Blank: the email.",
                max_length=100,
                verbose_name="electronic address",
            ),
        ),
        migrations.AddField(
            model_name="billingpartyevent",
            name="electronic_scheme",
            field=models.CharField(
                blank=True,
                choices=[
                    ("EM", "email (EM)"),
                    ("0204", "Leitweg-ID (0204)"),
                    ("0088", "GLN (0088)"),
                    ("0060", "D-U-N-S (0060)"),
                    ("0002", "SIREN, France (0002)"),
                    ("0009", "SIRET, France (0009)"),
                    ("0106", "KvK, Netherlands (0106)"),
                    ("0208", "enterprise number, Belgium (0208)"),
                    ("0211", "Partita IVA, Italy (0211)"),
                    ("0183", "UID, Switzerland (0183)"),
                    ("9914", "VAT ID, Austria (9914)"),
                    ("9925", "VAT ID, Belgium (9925)"),
                    ("9930", "VAT ID, Germany (9930)"),
                    ("9920", "VAT ID, Spain (9920)"),
                    ("9957", "VAT ID, France (9957)"),
                    ("9944", "VAT ID, Netherlands (9944)"),
                    ("9945", "VAT ID, Poland (9945)"),
                ],
                db_default="",
                default="",
                max_length=4,
                verbose_name="kind of electronic address",
            ),
        ),
        migrations.AddField(
            model_name="billingpartyevent",
            name="order_number",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="order number"),
        ),
        migrations.AddField(
            model_name="einvoice",
            name="broken",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=2000, verbose_name="rules that it breaks"
            ),
        ),
        migrations.AddField(
            model_name="invoice",
            name="party_buyer_reference",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=100, verbose_name="buyer reference"
            ),
        ),
        migrations.AddField(
            model_name="invoice",
            name="party_electronic_address",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="For e-invoices, such as a number in the Peppol network. Blank: the email.",
                max_length=100,
                verbose_name="electronic address",
            ),
        ),
        migrations.AddField(
            model_name="invoice",
            name="party_electronic_scheme",
            field=models.CharField(
                blank=True,
                choices=[
                    ("EM", "email (EM)"),
                    ("0204", "Leitweg-ID (0204)"),
                    ("0088", "GLN (0088)"),
                    ("0060", "D-U-N-S (0060)"),
                    ("0002", "SIREN, France (0002)"),
                    ("0009", "SIRET, France (0009)"),
                    ("0106", "KvK, Netherlands (0106)"),
                    ("0208", "enterprise number, Belgium (0208)"),
                    ("0211", "Partita IVA, Italy (0211)"),
                    ("0183", "UID, Switzerland (0183)"),
                    ("9914", "VAT ID, Austria (9914)"),
                    ("9925", "VAT ID, Belgium (9925)"),
                    ("9930", "VAT ID, Germany (9930)"),
                    ("9920", "VAT ID, Spain (9920)"),
                    ("9957", "VAT ID, France (9957)"),
                    ("9944", "VAT ID, Netherlands (9944)"),
                    ("9945", "VAT ID, Poland (9945)"),
                ],
                db_default="",
                default="",
                max_length=4,
                verbose_name="kind of electronic address",
            ),
        ),
        migrations.AddField(
            model_name="invoice",
            name="party_order_number",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="order number"),
        ),
        migrations.AddField(
            model_name="invoiceevent",
            name="party_buyer_reference",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=100, verbose_name="buyer reference"
            ),
        ),
        migrations.AddField(
            model_name="invoiceevent",
            name="party_electronic_address",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="For e-invoices, such as a number in the Peppol network. Blank: the email.",
                max_length=100,
                verbose_name="electronic address",
            ),
        ),
        migrations.AddField(
            model_name="invoiceevent",
            name="party_electronic_scheme",
            field=models.CharField(
                blank=True,
                choices=[
                    ("EM", "email (EM)"),
                    ("0204", "Leitweg-ID (0204)"),
                    ("0088", "GLN (0088)"),
                    ("0060", "D-U-N-S (0060)"),
                    ("0002", "SIREN, France (0002)"),
                    ("0009", "SIRET, France (0009)"),
                    ("0106", "KvK, Netherlands (0106)"),
                    ("0208", "enterprise number, Belgium (0208)"),
                    ("0211", "Partita IVA, Italy (0211)"),
                    ("0183", "UID, Switzerland (0183)"),
                    ("9914", "VAT ID, Austria (9914)"),
                    ("9925", "VAT ID, Belgium (9925)"),
                    ("9930", "VAT ID, Germany (9930)"),
                    ("9920", "VAT ID, Spain (9920)"),
                    ("9957", "VAT ID, France (9957)"),
                    ("9944", "VAT ID, Netherlands (9944)"),
                    ("9945", "VAT ID, Poland (9945)"),
                ],
                db_default="",
                default="",
                max_length=4,
                verbose_name="kind of electronic address",
            ),
        ),
        migrations.AddField(
            model_name="invoiceevent",
            name="party_order_number",
            field=models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="order number"),
        ),
        migrations.AddField(
            model_name="invoiceline",
            name="deducts",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="deductions",
                to="exhibitors.invoice",
                verbose_name="deducts the invoice",
            ),
        ),
        migrations.AddField(
            model_name="ledgercodes",
            name="chart",
            field=models.CharField(
                db_default="03",
                default="03",
                help_text="As DATEV numbers them: 03 for SKR03, 04 for SKR04.",
                max_length=4,
                verbose_name="chart of accounts",
            ),
        ),
        migrations.AddField(
            model_name="ledgercodes",
            name="damages",
            field=models.CharField(db_default="2742", default="2742", max_length=9, verbose_name="damages"),
        ),
        migrations.AddField(
            model_name="ledgercodesevent",
            name="chart",
            field=models.CharField(
                db_default="03",
                default="03",
                help_text="As DATEV numbers them: 03 for SKR03, 04 for SKR04.",
                max_length=4,
                verbose_name="chart of accounts",
            ),
        ),
        migrations.AddField(
            model_name="ledgercodesevent",
            name="damages",
            field=models.CharField(db_default="2742", default="2742", max_length=9, verbose_name="damages"),
        ),
        migrations.AddField(
            model_name="seller",
            name="contact_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=120, verbose_name="contact"),
        ),
        migrations.AddField(
            model_name="seller",
            name="contact_phone",
            field=models.CharField(blank=True, db_default="", default="", max_length=40, verbose_name="contact phone"),
        ),
        migrations.AddField(
            model_name="seller",
            name="electronic_address",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="For e-invoices, such as a number in the Peppol network. Blank: the email.",
                max_length=100,
                verbose_name="electronic address",
            ),
        ),
        migrations.AddField(
            model_name="seller",
            name="electronic_scheme",
            field=models.CharField(
                blank=True,
                choices=[
                    ("EM", "email (EM)"),
                    ("0204", "Leitweg-ID (0204)"),
                    ("0088", "GLN (0088)"),
                    ("0060", "D-U-N-S (0060)"),
                    ("0002", "SIREN, France (0002)"),
                    ("0009", "SIRET, France (0009)"),
                    ("0106", "KvK, Netherlands (0106)"),
                    ("0208", "enterprise number, Belgium (0208)"),
                    ("0211", "Partita IVA, Italy (0211)"),
                    ("0183", "UID, Switzerland (0183)"),
                    ("9914", "VAT ID, Austria (9914)"),
                    ("9925", "VAT ID, Belgium (9925)"),
                    ("9930", "VAT ID, Germany (9930)"),
                    ("9920", "VAT ID, Spain (9920)"),
                    ("9957", "VAT ID, France (9957)"),
                    ("9944", "VAT ID, Netherlands (9944)"),
                    ("9945", "VAT ID, Poland (9945)"),
                ],
                db_default="",
                default="",
                max_length=4,
                verbose_name="kind of electronic address",
            ),
        ),
        migrations.AddField(
            model_name="seller",
            name="exchange_rate",
            field=models.DecimalField(
                blank=True,
                decimal_places=6,
                help_text="What one unit of the edition’s currency is worth in the currency of the tax.",
                max_digits=14,
                null=True,
                validators=[django.core.validators.MinValueValidator(Decimal("0.000001"))],
                verbose_name="exchange rate",
            ),
        ),
        migrations.AddField(
            model_name="seller",
            name="exchange_rate_date",
            field=models.DateField(blank=True, null=True, verbose_name="exchange rate of"),
        ),
        migrations.AddField(
            model_name="seller",
            name="tax_currency",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Where the law wants the tax in another currency than the edition’s, such as EUR in the EU.",
                max_length=3,
                validators=[ciie.kernel.currencies.validate_currency],
                verbose_name="currency of the tax",
            ),
        ),
        migrations.AddField(
            model_name="seller",
            name="venue",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Where the service is rendered. It stands on every invoice, with the days of the edition.",
                max_length=200,
                verbose_name="venue",
            ),
        ),
        migrations.AddField(
            model_name="seller",
            name="venue_address",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="venue: street and number"
            ),
        ),
        migrations.AddField(
            model_name="seller",
            name="venue_city",
            field=models.CharField(blank=True, db_default="", default="", max_length=120, verbose_name="venue: city"),
        ),
        migrations.AddField(
            model_name="seller",
            name="venue_country",
            field=django_countries.fields.CountryField(
                blank=True, db_default="", default="", max_length=2, verbose_name="venue: country or region"
            ),
        ),
        migrations.AddField(
            model_name="seller",
            name="venue_postcode",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=20, verbose_name="venue: postcode"
            ),
        ),
        migrations.AddField(
            model_name="sellerevent",
            name="contact_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=120, verbose_name="contact"),
        ),
        migrations.AddField(
            model_name="sellerevent",
            name="contact_phone",
            field=models.CharField(blank=True, db_default="", default="", max_length=40, verbose_name="contact phone"),
        ),
        migrations.AddField(
            model_name="sellerevent",
            name="electronic_address",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="For e-invoices, such as a number in the Peppol network. Blank: the email.",
                max_length=100,
                verbose_name="electronic address",
            ),
        ),
        migrations.AddField(
            model_name="sellerevent",
            name="electronic_scheme",
            field=models.CharField(
                blank=True,
                choices=[
                    ("EM", "email (EM)"),
                    ("0204", "Leitweg-ID (0204)"),
                    ("0088", "GLN (0088)"),
                    ("0060", "D-U-N-S (0060)"),
                    ("0002", "SIREN, France (0002)"),
                    ("0009", "SIRET, France (0009)"),
                    ("0106", "KvK, Netherlands (0106)"),
                    ("0208", "enterprise number, Belgium (0208)"),
                    ("0211", "Partita IVA, Italy (0211)"),
                    ("0183", "UID, Switzerland (0183)"),
                    ("9914", "VAT ID, Austria (9914)"),
                    ("9925", "VAT ID, Belgium (9925)"),
                    ("9930", "VAT ID, Germany (9930)"),
                    ("9920", "VAT ID, Spain (9920)"),
                    ("9957", "VAT ID, France (9957)"),
                    ("9944", "VAT ID, Netherlands (9944)"),
                    ("9945", "VAT ID, Poland (9945)"),
                ],
                db_default="",
                default="",
                max_length=4,
                verbose_name="kind of electronic address",
            ),
        ),
        migrations.AddField(
            model_name="sellerevent",
            name="exchange_rate",
            field=models.DecimalField(
                blank=True,
                decimal_places=6,
                help_text="What one unit of the edition’s currency is worth in the currency of the tax.",
                max_digits=14,
                null=True,
                validators=[django.core.validators.MinValueValidator(Decimal("0.000001"))],
                verbose_name="exchange rate",
            ),
        ),
        migrations.AddField(
            model_name="sellerevent",
            name="exchange_rate_date",
            field=models.DateField(blank=True, null=True, verbose_name="exchange rate of"),
        ),
        migrations.AddField(
            model_name="sellerevent",
            name="tax_currency",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Where the law wants the tax in another currency than the edition’s, such as EUR in the EU.",
                max_length=3,
                validators=[ciie.kernel.currencies.validate_currency],
                verbose_name="currency of the tax",
            ),
        ),
        migrations.AddField(
            model_name="sellerevent",
            name="venue",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Where the service is rendered. It stands on every invoice, with the days of the edition.",
                max_length=200,
                verbose_name="venue",
            ),
        ),
        migrations.AddField(
            model_name="sellerevent",
            name="venue_address",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="venue: street and number"
            ),
        ),
        migrations.AddField(
            model_name="sellerevent",
            name="venue_city",
            field=models.CharField(blank=True, db_default="", default="", max_length=120, verbose_name="venue: city"),
        ),
        migrations.AddField(
            model_name="sellerevent",
            name="venue_country",
            field=django_countries.fields.CountryField(
                blank=True, db_default="", default="", max_length=2, verbose_name="venue: country or region"
            ),
        ),
        migrations.AddField(
            model_name="sellerevent",
            name="venue_postcode",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=20, verbose_name="venue: postcode"
            ),
        ),
        migrations.AlterField(
            model_name="einvoice",
            name="digest",
            field=models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file"),
        ),
        migrations.AlterField(
            model_name="einvoice",
            name="file",
            field=models.CharField(blank=True, max_length=120, verbose_name="file"),
        ),
        migrations.AlterField(
            model_name="invoiceline",
            name="supply",
            field=models.CharField(
                choices=[
                    ("raw", "raw space"),
                    ("package", "space with services"),
                    ("other", "other services"),
                    ("damages", "damages: late payment, cancellation"),
                ],
                default="package",
                max_length=20,
                verbose_name="supply",
            ),
        ),
        migrations.AlterField(
            model_name="ledgercodes",
            name="revenue",
            field=models.CharField(default="8200", max_length=9, verbose_name="revenue"),
        ),
        migrations.AlterField(
            model_name="ledgercodesevent",
            name="revenue",
            field=models.CharField(default="8200", max_length=9, verbose_name="revenue"),
        ),
        migrations.AlterField(
            model_name="taxrule",
            name="supply",
            field=models.CharField(
                blank=True,
                choices=[
                    ("raw", "raw space"),
                    ("package", "space with services"),
                    ("other", "other services"),
                    ("damages", "damages: late payment, cancellation"),
                ],
                max_length=20,
                verbose_name="supply",
            ),
        ),
        migrations.AlterField(
            model_name="taxrule",
            name="valid_from",
            field=models.DateField(
                blank=True,
                help_text="For what is supplied from this day on: the edition’s last day decides. Blank: always.",
                null=True,
                verbose_name="valid from",
            ),
        ),
        migrations.AlterField(
            model_name="taxruleevent",
            name="supply",
            field=models.CharField(
                blank=True,
                choices=[
                    ("raw", "raw space"),
                    ("package", "space with services"),
                    ("other", "other services"),
                    ("damages", "damages: late payment, cancellation"),
                ],
                max_length=20,
                verbose_name="supply",
            ),
        ),
        migrations.AlterField(
            model_name="taxruleevent",
            name="valid_from",
            field=models.DateField(
                blank=True,
                help_text="For what is supplied from this day on: the edition’s last day decides. Blank: always.",
                null=True,
                verbose_name="valid from",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="billingparty",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."buyer_reference" IS DISTINCT FROM (NEW."buyer_reference") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."electronic_address" IS DISTINCT FROM (NEW."electronic_address") OR OLD."electronic_scheme" IS DISTINCT FROM (NEW."electronic_scheme") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_business" IS DISTINCT FROM (NEW."is_business") OR OLD."is_company" IS DISTINCT FROM (NEW."is_company") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."order_number" IS DISTINCT FROM (NEW."order_number") OR OLD."postcode" IS DISTINCT FROM (NEW."postcode") OR OLD."tax_id" IS DISTINCT FROM (NEW."tax_id"))',
                    func="NEW.revision = OLD.revision + 1; RETURN NEW;",
                    hash="5baec9929211f864ad738f79ced1881f8556fdcd",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_revision_b77aa",
                    table="exhibitors_billingparty",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="billingparty",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "exhibitors_billingpartyevent" ("address", "buyer_reference", "city", "company_id", "country", "electronic_address", "electronic_scheme", "email", "id", "is_business", "is_company", "name", "order_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "tax_id") VALUES (NEW."address", NEW."buyer_reference", NEW."city", NEW."company_id", NEW."country", NEW."electronic_address", NEW."electronic_scheme", NEW."email", NEW."id", NEW."is_business", NEW."is_company", NEW."name", NEW."order_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."postcode", NEW."tax_id"); RETURN NULL;',
                    hash="2299ce7800b969e62b958189efac8c4e064cf2d7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c0e38",
                    table="exhibitors_billingparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="billingparty",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."buyer_reference" IS DISTINCT FROM (NEW."buyer_reference") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."electronic_address" IS DISTINCT FROM (NEW."electronic_address") OR OLD."electronic_scheme" IS DISTINCT FROM (NEW."electronic_scheme") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_business" IS DISTINCT FROM (NEW."is_business") OR OLD."is_company" IS DISTINCT FROM (NEW."is_company") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."order_number" IS DISTINCT FROM (NEW."order_number") OR OLD."postcode" IS DISTINCT FROM (NEW."postcode") OR OLD."tax_id" IS DISTINCT FROM (NEW."tax_id"))',
                    func='INSERT INTO "exhibitors_billingpartyevent" ("address", "buyer_reference", "city", "company_id", "country", "electronic_address", "electronic_scheme", "email", "id", "is_business", "is_company", "name", "order_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "tax_id") VALUES (NEW."address", NEW."buyer_reference", NEW."city", NEW."company_id", NEW."country", NEW."electronic_address", NEW."electronic_scheme", NEW."email", NEW."id", NEW."is_business", NEW."is_company", NEW."name", NEW."order_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."postcode", NEW."tax_id"); RETURN NULL;',
                    hash="3172ce33ea8c4176a878569aa6a4cd707c613c6d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_48b1a",
                    table="exhibitors_billingparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="billingparty",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "exhibitors_billingpartyevent" ("address", "buyer_reference", "city", "company_id", "country", "electronic_address", "electronic_scheme", "email", "id", "is_business", "is_company", "name", "order_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "tax_id") VALUES (OLD."address", OLD."buyer_reference", OLD."city", OLD."company_id", OLD."country", OLD."electronic_address", OLD."electronic_scheme", OLD."email", OLD."id", OLD."is_business", OLD."is_company", OLD."name", OLD."order_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."postcode", OLD."tax_id"); RETURN NULL;',
                    hash="f966d62e875b0b6e7accec4517533666a5efc72f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_197f2",
                    table="exhibitors_billingparty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invoice",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."contract_version" IS DISTINCT FROM (NEW."contract_version") OR OLD."credits_id" IS DISTINCT FROM (NEW."credits_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."drafted_at" IS DISTINCT FROM (NEW."drafted_at") OR OLD."drafted_by" IS DISTINCT FROM (NEW."drafted_by") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."issued_by" IS DISTINCT FROM (NEW."issued_by") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."number_text" IS DISTINCT FROM (NEW."number_text") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id") OR OLD."party_address" IS DISTINCT FROM (NEW."party_address") OR OLD."party_buyer_reference" IS DISTINCT FROM (NEW."party_buyer_reference") OR OLD."party_city" IS DISTINCT FROM (NEW."party_city") OR OLD."party_country" IS DISTINCT FROM (NEW."party_country") OR OLD."party_electronic_address" IS DISTINCT FROM (NEW."party_electronic_address") OR OLD."party_electronic_scheme" IS DISTINCT FROM (NEW."party_electronic_scheme") OR OLD."party_email" IS DISTINCT FROM (NEW."party_email") OR OLD."party_is_business" IS DISTINCT FROM (NEW."party_is_business") OR OLD."party_name" IS DISTINCT FROM (NEW."party_name") OR OLD."party_order_number" IS DISTINCT FROM (NEW."party_order_number") OR OLD."party_postcode" IS DISTINCT FROM (NEW."party_postcode") OR OLD."party_tax_id" IS DISTINCT FROM (NEW."party_tax_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax" IS DISTINCT FROM (NEW."tax") OR OLD."terms_version" IS DISTINCT FROM (NEW."terms_version") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."total" IS DISTINCT FROM (NEW."total"))',
                    func="NEW.revision = OLD.revision + 1; RETURN NEW;",
                    hash="ff85f52bf66cbd1e5988a425fcc31b2e381b5b3a",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_revision_d168e",
                    table="exhibitors_invoice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invoice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "exhibitors_invoiceevent" ("booking_id", "contract_version", "credits_id", "currency", "digest", "drafted_at", "drafted_by", "due_on", "edition_id", "id", "issued_at", "issued_by", "issued_on", "kind", "net", "number", "number_text", "party_address", "party_buyer_reference", "party_city", "party_country", "party_electronic_address", "party_electronic_scheme", "party_email", "party_id", "party_is_business", "party_name", "party_order_number", "party_postcode", "party_tax_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reference", "series_id", "state", "tax", "terms_version", "total") VALUES (NEW."booking_id", NEW."contract_version", NEW."credits_id", NEW."currency", NEW."digest", NEW."drafted_at", NEW."drafted_by", NEW."due_on", NEW."edition_id", NEW."id", NEW."issued_at", NEW."issued_by", NEW."issued_on", NEW."kind", NEW."net", NEW."number", NEW."number_text", NEW."party_address", NEW."party_buyer_reference", NEW."party_city", NEW."party_country", NEW."party_electronic_address", NEW."party_electronic_scheme", NEW."party_email", NEW."party_id", NEW."party_is_business", NEW."party_name", NEW."party_order_number", NEW."party_postcode", NEW."party_tax_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reference", NEW."series_id", NEW."state", NEW."tax", NEW."terms_version", NEW."total"); RETURN NULL;',
                    hash="e238ab01f53b50123ecb4f52ebfda32b835c2a38",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ef09c",
                    table="exhibitors_invoice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invoice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."booking_id" IS DISTINCT FROM (NEW."booking_id") OR OLD."contract_version" IS DISTINCT FROM (NEW."contract_version") OR OLD."credits_id" IS DISTINCT FROM (NEW."credits_id") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."drafted_at" IS DISTINCT FROM (NEW."drafted_at") OR OLD."drafted_by" IS DISTINCT FROM (NEW."drafted_by") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."issued_by" IS DISTINCT FROM (NEW."issued_by") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."net" IS DISTINCT FROM (NEW."net") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."number_text" IS DISTINCT FROM (NEW."number_text") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id") OR OLD."party_address" IS DISTINCT FROM (NEW."party_address") OR OLD."party_buyer_reference" IS DISTINCT FROM (NEW."party_buyer_reference") OR OLD."party_city" IS DISTINCT FROM (NEW."party_city") OR OLD."party_country" IS DISTINCT FROM (NEW."party_country") OR OLD."party_electronic_address" IS DISTINCT FROM (NEW."party_electronic_address") OR OLD."party_electronic_scheme" IS DISTINCT FROM (NEW."party_electronic_scheme") OR OLD."party_email" IS DISTINCT FROM (NEW."party_email") OR OLD."party_is_business" IS DISTINCT FROM (NEW."party_is_business") OR OLD."party_name" IS DISTINCT FROM (NEW."party_name") OR OLD."party_order_number" IS DISTINCT FROM (NEW."party_order_number") OR OLD."party_postcode" IS DISTINCT FROM (NEW."party_postcode") OR OLD."party_tax_id" IS DISTINCT FROM (NEW."party_tax_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."tax" IS DISTINCT FROM (NEW."tax") OR OLD."terms_version" IS DISTINCT FROM (NEW."terms_version") OR OLD."total" IS DISTINCT FROM (NEW."total"))',
                    func='INSERT INTO "exhibitors_invoiceevent" ("booking_id", "contract_version", "credits_id", "currency", "digest", "drafted_at", "drafted_by", "due_on", "edition_id", "id", "issued_at", "issued_by", "issued_on", "kind", "net", "number", "number_text", "party_address", "party_buyer_reference", "party_city", "party_country", "party_electronic_address", "party_electronic_scheme", "party_email", "party_id", "party_is_business", "party_name", "party_order_number", "party_postcode", "party_tax_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reference", "series_id", "state", "tax", "terms_version", "total") VALUES (NEW."booking_id", NEW."contract_version", NEW."credits_id", NEW."currency", NEW."digest", NEW."drafted_at", NEW."drafted_by", NEW."due_on", NEW."edition_id", NEW."id", NEW."issued_at", NEW."issued_by", NEW."issued_on", NEW."kind", NEW."net", NEW."number", NEW."number_text", NEW."party_address", NEW."party_buyer_reference", NEW."party_city", NEW."party_country", NEW."party_electronic_address", NEW."party_electronic_scheme", NEW."party_email", NEW."party_id", NEW."party_is_business", NEW."party_name", NEW."party_order_number", NEW."party_postcode", NEW."party_tax_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reference", NEW."series_id", NEW."state", NEW."tax", NEW."terms_version", NEW."total"); RETURN NULL;',
                    hash="68602b7cbae258a01e068ba02e5b83a57c96ba03",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a364c",
                    table="exhibitors_invoice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="invoice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "exhibitors_invoiceevent" ("booking_id", "contract_version", "credits_id", "currency", "digest", "drafted_at", "drafted_by", "due_on", "edition_id", "id", "issued_at", "issued_by", "issued_on", "kind", "net", "number", "number_text", "party_address", "party_buyer_reference", "party_city", "party_country", "party_electronic_address", "party_electronic_scheme", "party_email", "party_id", "party_is_business", "party_name", "party_order_number", "party_postcode", "party_tax_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reference", "series_id", "state", "tax", "terms_version", "total") VALUES (OLD."booking_id", OLD."contract_version", OLD."credits_id", OLD."currency", OLD."digest", OLD."drafted_at", OLD."drafted_by", OLD."due_on", OLD."edition_id", OLD."id", OLD."issued_at", OLD."issued_by", OLD."issued_on", OLD."kind", OLD."net", OLD."number", OLD."number_text", OLD."party_address", OLD."party_buyer_reference", OLD."party_city", OLD."party_country", OLD."party_electronic_address", OLD."party_electronic_scheme", OLD."party_email", OLD."party_id", OLD."party_is_business", OLD."party_name", OLD."party_order_number", OLD."party_postcode", OLD."party_tax_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."reference", OLD."series_id", OLD."state", OLD."tax", OLD."terms_version", OLD."total"); RETURN NULL;',
                    hash="cb7775a7998f76bf7a82cef698a2952c99a8966f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bdd37",
                    table="exhibitors_invoice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ledgercodes",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."advance" IS DISTINCT FROM (NEW."advance") OR OLD."bank" IS DISTINCT FROM (NEW."bank") OR OLD."chart" IS DISTINCT FROM (NEW."chart") OR OLD."clearing" IS DISTINCT FROM (NEW."clearing") OR OLD."client" IS DISTINCT FROM (NEW."client") OR OLD."consultant" IS DISTINCT FROM (NEW."consultant") OR OLD."damages" IS DISTINCT FROM (NEW."damages") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."first_debtor" IS DISTINCT FROM (NEW."first_debtor") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."receivable" IS DISTINCT FROM (NEW."receivable") OR OLD."revenue" IS DISTINCT FROM (NEW."revenue") OR OLD."rounding" IS DISTINCT FROM (NEW."rounding") OR OLD."tax" IS DISTINCT FROM (NEW."tax"))',
                    func="NEW.revision = OLD.revision + 1; RETURN NEW;",
                    hash="b38c47820d2a6ba1ac0cccee3a6fd2ea87cb7904",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_revision_0daba",
                    table="exhibitors_ledgercodes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ledgercodes",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "exhibitors_ledgercodesevent" ("advance", "bank", "chart", "clearing", "client", "consultant", "damages", "edition_id", "fee", "first_debtor", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receivable", "revenue", "rounding", "tax") VALUES (NEW."advance", NEW."bank", NEW."chart", NEW."clearing", NEW."client", NEW."consultant", NEW."damages", NEW."edition_id", NEW."fee", NEW."first_debtor", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."receivable", NEW."revenue", NEW."rounding", NEW."tax"); RETURN NULL;',
                    hash="acc5494d1c3aef173a88ab270adc9dd129d2b3e1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cb09b",
                    table="exhibitors_ledgercodes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ledgercodes",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."advance" IS DISTINCT FROM (NEW."advance") OR OLD."bank" IS DISTINCT FROM (NEW."bank") OR OLD."chart" IS DISTINCT FROM (NEW."chart") OR OLD."clearing" IS DISTINCT FROM (NEW."clearing") OR OLD."client" IS DISTINCT FROM (NEW."client") OR OLD."consultant" IS DISTINCT FROM (NEW."consultant") OR OLD."damages" IS DISTINCT FROM (NEW."damages") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."fee" IS DISTINCT FROM (NEW."fee") OR OLD."first_debtor" IS DISTINCT FROM (NEW."first_debtor") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."receivable" IS DISTINCT FROM (NEW."receivable") OR OLD."revenue" IS DISTINCT FROM (NEW."revenue") OR OLD."rounding" IS DISTINCT FROM (NEW."rounding") OR OLD."tax" IS DISTINCT FROM (NEW."tax"))',
                    func='INSERT INTO "exhibitors_ledgercodesevent" ("advance", "bank", "chart", "clearing", "client", "consultant", "damages", "edition_id", "fee", "first_debtor", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receivable", "revenue", "rounding", "tax") VALUES (NEW."advance", NEW."bank", NEW."chart", NEW."clearing", NEW."client", NEW."consultant", NEW."damages", NEW."edition_id", NEW."fee", NEW."first_debtor", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."receivable", NEW."revenue", NEW."rounding", NEW."tax"); RETURN NULL;',
                    hash="bc6d9aca1c2d8a6ce8a7b40078e434d485058447",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1e74d",
                    table="exhibitors_ledgercodes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seller",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."bank_name" IS DISTINCT FROM (NEW."bank_name") OR OLD."bic" IS DISTINCT FROM (NEW."bic") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."days_to_pay" IS DISTINCT FROM (NEW."days_to_pay") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."electronic_address" IS DISTINCT FROM (NEW."electronic_address") OR OLD."electronic_scheme" IS DISTINCT FROM (NEW."electronic_scheme") OR OLD."exchange_rate" IS DISTINCT FROM (NEW."exchange_rate") OR OLD."exchange_rate_date" IS DISTINCT FROM (NEW."exchange_rate_date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."makes_einvoices" IS DISTINCT FROM (NEW."makes_einvoices") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."postcode" IS DISTINCT FROM (NEW."postcode") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."tax_currency" IS DISTINCT FROM (NEW."tax_currency") OR OLD."tax_id" IS DISTINCT FROM (NEW."tax_id") OR OLD."venue" IS DISTINCT FROM (NEW."venue") OR OLD."venue_address" IS DISTINCT FROM (NEW."venue_address") OR OLD."venue_city" IS DISTINCT FROM (NEW."venue_city") OR OLD."venue_country" IS DISTINCT FROM (NEW."venue_country") OR OLD."venue_postcode" IS DISTINCT FROM (NEW."venue_postcode"))',
                    func="NEW.revision = OLD.revision + 1; RETURN NEW;",
                    hash="6d19a0aee604ba79e5f1602de5efda8c539afc3b",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_revision_94aa6",
                    table="exhibitors_seller",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seller",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "exhibitors_sellerevent" ("account", "address", "bank_name", "bic", "city", "contact_email", "contact_name", "contact_phone", "country", "days_to_pay", "edition_id", "electronic_address", "electronic_scheme", "exchange_rate", "exchange_rate_date", "id", "makes_einvoices", "name", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "prefix", "tax_currency", "tax_id", "venue", "venue_address", "venue_city", "venue_country", "venue_postcode") VALUES (NEW."account", NEW."address", NEW."bank_name", NEW."bic", NEW."city", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."country", NEW."days_to_pay", NEW."edition_id", NEW."electronic_address", NEW."electronic_scheme", NEW."exchange_rate", NEW."exchange_rate_date", NEW."id", NEW."makes_einvoices", NEW."name", NEW."name_zh", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."postcode", NEW."prefix", NEW."tax_currency", NEW."tax_id", NEW."venue", NEW."venue_address", NEW."venue_city", NEW."venue_country", NEW."venue_postcode"); RETURN NULL;',
                    hash="debec9c049fe703c17ea79f10d22a6d52533f77a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c3015",
                    table="exhibitors_seller",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seller",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."account" IS DISTINCT FROM (NEW."account") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."bank_name" IS DISTINCT FROM (NEW."bank_name") OR OLD."bic" IS DISTINCT FROM (NEW."bic") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."contact_email" IS DISTINCT FROM (NEW."contact_email") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."days_to_pay" IS DISTINCT FROM (NEW."days_to_pay") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."electronic_address" IS DISTINCT FROM (NEW."electronic_address") OR OLD."electronic_scheme" IS DISTINCT FROM (NEW."electronic_scheme") OR OLD."exchange_rate" IS DISTINCT FROM (NEW."exchange_rate") OR OLD."exchange_rate_date" IS DISTINCT FROM (NEW."exchange_rate_date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."makes_einvoices" IS DISTINCT FROM (NEW."makes_einvoices") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."postcode" IS DISTINCT FROM (NEW."postcode") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."tax_currency" IS DISTINCT FROM (NEW."tax_currency") OR OLD."tax_id" IS DISTINCT FROM (NEW."tax_id") OR OLD."venue" IS DISTINCT FROM (NEW."venue") OR OLD."venue_address" IS DISTINCT FROM (NEW."venue_address") OR OLD."venue_city" IS DISTINCT FROM (NEW."venue_city") OR OLD."venue_country" IS DISTINCT FROM (NEW."venue_country") OR OLD."venue_postcode" IS DISTINCT FROM (NEW."venue_postcode"))',
                    func='INSERT INTO "exhibitors_sellerevent" ("account", "address", "bank_name", "bic", "city", "contact_email", "contact_name", "contact_phone", "country", "days_to_pay", "edition_id", "electronic_address", "electronic_scheme", "exchange_rate", "exchange_rate_date", "id", "makes_einvoices", "name", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "prefix", "tax_currency", "tax_id", "venue", "venue_address", "venue_city", "venue_country", "venue_postcode") VALUES (NEW."account", NEW."address", NEW."bank_name", NEW."bic", NEW."city", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."country", NEW."days_to_pay", NEW."edition_id", NEW."electronic_address", NEW."electronic_scheme", NEW."exchange_rate", NEW."exchange_rate_date", NEW."id", NEW."makes_einvoices", NEW."name", NEW."name_zh", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."postcode", NEW."prefix", NEW."tax_currency", NEW."tax_id", NEW."venue", NEW."venue_address", NEW."venue_city", NEW."venue_country", NEW."venue_postcode"); RETURN NULL;',
                    hash="684f3f8d82e644551b1ea736a8412c6d88a9300a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_112d4",
                    table="exhibitors_seller",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seller",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "exhibitors_sellerevent" ("account", "address", "bank_name", "bic", "city", "contact_email", "contact_name", "contact_phone", "country", "days_to_pay", "edition_id", "electronic_address", "electronic_scheme", "exchange_rate", "exchange_rate_date", "id", "makes_einvoices", "name", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "prefix", "tax_currency", "tax_id", "venue", "venue_address", "venue_city", "venue_country", "venue_postcode") VALUES (OLD."account", OLD."address", OLD."bank_name", OLD."bic", OLD."city", OLD."contact_email", OLD."contact_name", OLD."contact_phone", OLD."country", OLD."days_to_pay", OLD."edition_id", OLD."electronic_address", OLD."electronic_scheme", OLD."exchange_rate", OLD."exchange_rate_date", OLD."id", OLD."makes_einvoices", OLD."name", OLD."name_zh", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."postcode", OLD."prefix", OLD."tax_currency", OLD."tax_id", OLD."venue", OLD."venue_address", OLD."venue_city", OLD."venue_country", OLD."venue_postcode"); RETURN NULL;',
                    hash="f3ad889961d19ece1c9933b49eab17825a54c7b4",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_491f9",
                    table="exhibitors_seller",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraintNotValid(
            model_name="billingparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("electronic_address", ""), ("electronic_scheme", ""), _connector="XOR", _negated=True
                ),
                name="billing_party_electronic_address_has_kind",
                violation_error_message="Enter the electronic address and its kind, or neither.",
            ),
        ),
        AddConstraintNotValid(
            model_name="einvoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("broken", ""), models.Q(("digest", ""), ("file", "")), _connector="XOR"),
                name="einvoice_is_sound_or_not_kept",
            ),
        ),
        AddConstraintNotValid(
            model_name="invoiceline",
            constraint=models.CheckConstraint(
                condition=models.Q(("deducts__isnull", True), ("net__lt", 0), _connector="OR"),
                name="invoice_line_deducts_below_0",
            ),
        ),
        AddConstraintNotValid(
            model_name="seller",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("electronic_address", ""), ("electronic_scheme", ""), _connector="XOR", _negated=True
                ),
                name="seller_electronic_address_has_kind",
                violation_error_message="Enter the electronic address and its kind, or neither.",
            ),
        ),
        AddConstraintNotValid(
            model_name="seller",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("exchange_rate__isnull", True), ("exchange_rate_date__isnull", True), ("tax_currency", "")
                    ),
                    models.Q(
                        models.Q(("tax_currency", ""), _negated=True),
                        ("exchange_rate__gt", 0),
                        ("exchange_rate_date__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="seller_tax_currency_has_rate",
                violation_error_message="Enter the currency of the tax, its exchange rate and the day of it, or none.",
            ),
        ),
        migrations.RunSQL(DAMAGES_AS_LONG_AS_OTHERS, migrations.RunSQL.noop),
        migrations.RunSQL(GERMAN_TABLES_DECIDE_DAMAGES, migrations.RunSQL.noop),
        migrations.RunSQL(
            """
            UPDATE exhibitors_taxrule SET legend = '', legend_zh = ''
            WHERE category IN ('S', 'Z') AND (legend <> '' OR legend_zh <> '')
            """,
            migrations.RunSQL.noop,
        ),
        AddConstraintNotValid(
            model_name="taxrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("category__in", ("AE", "G", "O", "E")),
                    models.Q(("legend", ""), ("legend_zh", "")),
                    _connector="OR",
                ),
                name="tax_rule_wording_only_without_tax",
                violation_error_message="Categories S and Z have no wording: e-invoices with one are refused.",
            ),
        ),
        migrations.AddField(
            model_name="transmission",
            name="invoice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transmissions",
                to="exhibitors.invoice",
                verbose_name="invoice",
            ),
        ),
        migrations.AddField(
            model_name="transmissionevent",
            name="invoice",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="exhibitors.invoice",
                verbose_name="invoice",
            ),
        ),
        migrations.AddField(
            model_name="transmissionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="transmissionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="exhibitors.transmission",
            ),
        ),
        migrations.AddField(
            model_name="treatmentcodes",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="treatment_codes",
                to="pavilions.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="treatmentcodesevent",
            name="edition",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="pavilions.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="treatmentcodesevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="treatmentcodesevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="exhibitors.treatmentcodes",
            ),
        ),
        migrations.AddField(
            model_name="vatcheck",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="vat_checks",
                to="exhibitors.billingparty",
                verbose_name="bill-to",
            ),
        ),
        migrations.AddConstraint(
            model_name="transmission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["pending", "in_flight"])),
                fields=("invoice", "way"),
                name="transmission_one_under_way",
                violation_error_message="This invoice is already being transmitted in this way.",
            ),
        ),
        migrations.AddConstraint(
            model_name="transmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["delivered", "failed"]), ("ended_at__isnull", True), _connector="XOR"
                ),
                name="transmission_ended_has_instant",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transmission",
            trigger=pgtrigger.compiler.Trigger(
                name="state_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{pending:delivered,pending:failed,pending:in_flight,in_flight:delivered,in_flight:failed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="59e7584915d3955da17de7be53f0ff1b2500c67b",
                    operation="UPDATE",
                    pgid="pgtrigger_state_moves_24cb3",
                    table="exhibitors_transmission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transmission",
            trigger=pgtrigger.compiler.Trigger(
                name="state_birth",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"state\" IN ('delivered', 'failed', 'in_flight'))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;",
                    hash="71e41110103cd4693acae90cf328e61d6f347e9d",
                    operation="INSERT",
                    pgid="pgtrigger_state_birth_23d19",
                    table="exhibitors_transmission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transmission",
            trigger=pgtrigger.compiler.Trigger(
                name="counts_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by" IS DISTINCT FROM (NEW."asked_by") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."message" IS DISTINCT FROM (NEW."message") OR OLD."recipient" IS DISTINCT FROM (NEW."recipient") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."way" IS DISTINCT FROM (NEW."way"))',
                    func="NEW.revision = OLD.revision + 1; RETURN NEW;",
                    hash="0320552fcc4e2243ddaf4901818c365eee1a8d57",
                    operation="UPDATE",
                    pgid="pgtrigger_counts_revision_06987",
                    table="exhibitors_transmission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transmission",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="7a19c9354296db64683bf5569b0c88ba4bd4dfa8",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_031e2",
                    table="exhibitors_transmission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transmission",
            trigger=pgtrigger.compiler.Trigger(
                name="asked_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."recipient" IS DISTINCT FROM (NEW."recipient") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by" IS DISTINCT FROM (NEW."asked_by"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="0952bf609f6898824ca0ac1ad2935f236c8d108f",
                    operation="UPDATE",
                    pgid="pgtrigger_asked_stands_17e4a",
                    table="exhibitors_transmission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transmission",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "exhibitors_transmissionevent" ("asked_at", "asked_by", "ended_at", "id", "invoice_id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient", "reference", "state", "way") VALUES (NEW."asked_at", NEW."asked_by", NEW."ended_at", NEW."id", NEW."invoice_id", NEW."message", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recipient", NEW."reference", NEW."state", NEW."way"); RETURN NULL;',
                    hash="1910dd2ccea3c74938bd779ce1d479bf1a48b207",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_16481",
                    table="exhibitors_transmission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transmission",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by" IS DISTINCT FROM (NEW."asked_by") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invoice_id" IS DISTINCT FROM (NEW."invoice_id") OR OLD."message" IS DISTINCT FROM (NEW."message") OR OLD."recipient" IS DISTINCT FROM (NEW."recipient") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."way" IS DISTINCT FROM (NEW."way"))',
                    func='INSERT INTO "exhibitors_transmissionevent" ("asked_at", "asked_by", "ended_at", "id", "invoice_id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient", "reference", "state", "way") VALUES (NEW."asked_at", NEW."asked_by", NEW."ended_at", NEW."id", NEW."invoice_id", NEW."message", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recipient", NEW."reference", NEW."state", NEW."way"); RETURN NULL;',
                    hash="3de69d642b5983388263dfaab6ea4941dbafe23d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_64746",
                    table="exhibitors_transmission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transmissionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="258252ada470c55da6cf6d227230d37ace39596b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c1f5d",
                    table="exhibitors_transmissionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="treatmentcodes",
            constraint=models.UniqueConstraint(fields=("edition", "category", "rate"), name="treatment_codes_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="treatmentcodes",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "exhibitors_treatmentcodesevent" ("advance", "category", "edition_id", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "revenue") VALUES (NEW."advance", NEW."category", NEW."edition_id", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rate", NEW."revenue"); RETURN NULL;',
                    hash="b4baa765edb34bf21465b402e09df432ee937a87",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_07c62",
                    table="exhibitors_treatmentcodes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="treatmentcodes",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "exhibitors_treatmentcodesevent" ("advance", "category", "edition_id", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "revenue") VALUES (NEW."advance", NEW."category", NEW."edition_id", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rate", NEW."revenue"); RETURN NULL;',
                    hash="e2145303681f5bedacf4d33412c7549a19705515",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_591b2",
                    table="exhibitors_treatmentcodes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="treatmentcodes",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "exhibitors_treatmentcodesevent" ("advance", "category", "edition_id", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "revenue") VALUES (OLD."advance", OLD."category", OLD."edition_id", OLD."id", OLD."key", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rate", OLD."revenue"); RETURN NULL;',
                    hash="509dc923f0a5073c37fdae7bd8be719bbca52c84",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_65dd8",
                    table="exhibitors_treatmentcodes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="treatmentcodesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="15883f0ce37a7ff8c118b0c21df24ef0d0a133f9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0fb15",
                    table="exhibitors_treatmentcodesevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="vatcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="9d4c9e46ae3d785d39bdc1403caeebaacc49c0c0",
                    operation="UPDATE",
                    pgid="pgtrigger_append_only_23d0f",
                    table="exhibitors_vatcheck",
                    when="BEFORE",
                ),
            ),
        ),
    ]
