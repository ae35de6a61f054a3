"""Constraints of the migration before are checked, and deductions of an invoice are found by index.

Nothing waits for it: this is no transaction, and an interrupted one is begun again.
"""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("exhibitors", "0083_tax_by_day_of_supply")]

    operations = [
        ValidateConstraint("billingparty", name="billing_party_electronic_address_has_kind"),
        ValidateConstraint("einvoice", name="einvoice_is_sound_or_not_kept"),
        ValidateConstraint("invoiceline", name="invoice_line_deducts_below_0"),
        ValidateConstraint("seller", name="seller_electronic_address_has_kind"),
        ValidateConstraint("seller", name="seller_tax_currency_has_rate"),
        ValidateConstraint("taxrule", name="tax_rule_wording_only_without_tax"),
        AddIndexConcurrently(
            model_name="invoiceline",
            index=models.Index(
                condition=models.Q(("deducts__isnull", False)), fields=["deducts"], name="invoice_line_deductions"
            ),
        ),
    ]
