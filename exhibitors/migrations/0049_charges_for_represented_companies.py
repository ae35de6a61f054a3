"""A mandatory charge per represented company, beside the one per co-exhibitor."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exhibitors", "0048_card_payments")]

    operations = [
        migrations.RemoveConstraint(
            model_name='raterule',
            name='rate_rule_basis_fits_kind',
        ),
        migrations.AlterField(
            model_name='offerline',
            name='unit',
            field=models.CharField(choices=[('sqm', 'per m²'), ('unit', 'per standard booth of 9 m²'), ('booth', 'per booth'), ('booking', 'per booking'), ('co_exhibitor', 'per co-exhibitor'), ('represented', 'per represented company'), ('percent', 'per cent'), ('upper_deck', 'per cent of the price per m², for each m² of the upper deck')], max_length=20, verbose_name='charged'),
        ),
        migrations.AlterField(
            model_name='raterule',
            name='basis',
            field=models.CharField(choices=[('sqm', 'per m²'), ('unit', 'per standard booth of 9 m²'), ('booth', 'per booth'), ('booking', 'per booking'), ('co_exhibitor', 'per co-exhibitor'), ('represented', 'per represented company'), ('percent', 'per cent'), ('upper_deck', 'per cent of the price per m², for each m² of the upper deck')], max_length=20, verbose_name='charged'),
        ),
        migrations.AlterField(
            model_name='rateruleevent',
            name='basis',
            field=models.CharField(choices=[('sqm', 'per m²'), ('unit', 'per standard booth of 9 m²'), ('booth', 'per booth'), ('booking', 'per booking'), ('co_exhibitor', 'per co-exhibitor'), ('represented', 'per represented company'), ('percent', 'per cent'), ('upper_deck', 'per cent of the price per m², for each m² of the upper deck')], max_length=20, verbose_name='charged'),
        ),
        migrations.AddConstraint(
            model_name='raterule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis__in', ('sqm', 'unit', 'booth')), ('kind', 'space')), models.Q(('basis__in', ('percent', 'sqm', 'unit', 'booth', 'upper_deck')), ('kind', 'surcharge')), models.Q(('basis__in', ('percent', 'sqm', 'booth')), ('kind', 'discount')), models.Q(('basis__in', ('sqm', 'booth', 'booking', 'co_exhibitor', 'represented')), ('kind', 'charge')), models.Q(('basis__in', ('percent',)), ('kind', 'tax')), _connector='OR'), name='rate_rule_basis_fits_kind', violation_error_message='A rule of this kind cannot be charged this way.'),
        ),
    ]
