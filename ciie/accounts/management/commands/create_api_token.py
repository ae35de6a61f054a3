from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ciie.accounts.models import User
from ciie.accounts.tokens import issue_token


class Command(BaseCommand):
    help = "Issue an API token with which a program acts as this person, and print the token alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the e-mail address with which the person signs in")
        parser.add_argument("--name", default="", help="what the token is for, as shown in the admin")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.with_email(options["email"]).filter(is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody active signs in with {options['email']}.")
        self.stdout.write(issue_token(user, name=options["name"]))
