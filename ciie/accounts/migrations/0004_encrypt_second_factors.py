from django.db import migrations

from ciie.accounts.second_factors import encrypt_anew


def encrypt(apps, schema_editor):
    factors = list(apps.get_model('mfa', 'Authenticator').objects.order_by('pk'))
    for factor in factors:
        factor.data = encrypt_anew(factor.data)
        factor.save(update_fields=['data'])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_security'),
        ('mfa', '0003_authenticator_type_uniq'),
    ]

    operations = [
        migrations.RunPython(encrypt, migrations.RunPython.noop),
    ]
