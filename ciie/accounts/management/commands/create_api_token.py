from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ciie.accounts.models import LONGEST_TOKEN_LIFE, TokenScope, User
from ciie.accounts.operations import issue_token
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError


class Command(BaseCommand):
    help = "Issue an API token that acts as this person, and print it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the email address with which the person signs in")
        parser.add_argument("--name", default="", help="what the token is for, as shown in the admin")
        parser.add_argument("--read-only", action="store_true", help="the token can only read")
        parser.add_argument(
            "--days",
            type=int,
            default=LONGEST_TOKEN_LIFE.days,
            help="days until the token expires; at most and by default 365",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.with_email(options["email"]).filter(is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active account with the email address {options['email']}.")
        scope = TokenScope.READ if options["read_only"] else TokenScope.WRITE
        try:
            token = issue_token(
                user.pk, name=options["name"], scope=scope, days=options["days"], actor=SYSTEM, at=now()
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(token)
