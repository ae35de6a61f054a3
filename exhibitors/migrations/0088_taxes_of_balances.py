"""The tax of a balance may be below 0, upper decks are charged by booth, and no charge for companies makes a package."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models

# What was ticked would change the tax of a whole quote with a company on the stand. Rules of published cards stand.
UNTICKED = """
UPDATE exhibitors_raterule SET makes_package = false
WHERE makes_package AND basis IN ('co_exhibitor', 'represented')
"""


class Migration(migrations.Migration):
    dependencies = [("exhibitors", "0086_second_person_and_books")]

    operations = [
        migrations.RunSQL("ALTER TABLE exhibitors_raterule DISABLE TRIGGER USER", migrations.RunSQL.noop),
        migrations.RunSQL(UNTICKED, migrations.RunSQL.noop),
        migrations.RunSQL("ALTER TABLE exhibitors_raterule ENABLE TRIGGER USER", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="invoice", name="invoice_not_negative"),
        migrations.RemoveConstraint(model_name="raterule", name="rate_rule_package_is_a_charge"),
        migrations.AlterField(
            model_name="companycharge",
            name="name",
            field=models.CharField(max_length=200, verbose_name="name in English"),
        ),
        AddConstraintNotValid(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("net__gte", 0), models.Q(("total__isnull", True), ("total__gte", 0), _connector="OR")
                ),
                name="invoice_not_negative",
                violation_error_message="The total of an invoice cannot be below 0.",
            ),
        ),
        AddConstraintNotValid(
            model_name="raterule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("makes_package", False),
                    models.Q(
                        ("kind", "charge"),
                        models.Q(("basis__in", ["co_exhibitor", "represented"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="rate_rule_package_is_a_charge",
                violation_error_message=(
                    "Only a charge can make the space a package, and not one for companies on the stand."
                ),
            ),
        ),
        ValidateConstraint(model_name="invoice", name="invoice_not_negative"),
        ValidateConstraint(model_name="raterule", name="rate_rule_package_is_a_charge"),
    ]
