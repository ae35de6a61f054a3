from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from ciie.accounts.second_factors import encrypt_anew


class Command(BaseCommand):
    help = (
        "Encrypt the secrets of all second factors with the first key, after MFA_ENCRYPTION_KEYS or SECRET_KEY changed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            factors = list(Authenticator.objects.select_for_update().order_by("pk"))
            for factor in factors:
                factor.data = encrypt_anew(factor.data)
            Authenticator.objects.bulk_update(factors, ["data"], batch_size=500)
        self.stdout.write(f"Encrypted {len(factors)} second factors.")
