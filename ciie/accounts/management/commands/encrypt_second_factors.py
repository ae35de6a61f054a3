from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ciie.accounts.second_factors import encrypt_anew


class Command(BaseCommand):
    help = (
        "Encrypt the secrets of all second factors with the first key, after MFA_ENCRYPTION_KEYS or SECRET_KEY changed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        changed, unreadable = [], []
        with transaction.atomic():
            for factor in Authenticator.objects.select_for_update(of=["self"]).select_related("user").order_by("pk"):
                try:
                    factor.data = encrypt_anew(factor.data)
                    changed.append(factor)
                except InvalidToken:
                    unreadable.append(f"{factor.user.email} ({factor.type})")
            Authenticator.objects.bulk_update(changed, ["data"], batch_size=500)
        self.stdout.write(f"Encrypted {len(changed)} second factors.")
        if unreadable:
            raise CommandError(
                f"No key decrypts {len(unreadable)} second factors, which remain as they were: "
                f"{', '.join(unreadable)}. Put the key that encrypted them back and run this again, "
                "or remove them in the admin."
            )
