"""`manage.py export_person EMAIL`: write a person's data into a ZIP archive."""

from pathlib import Path
from shutil import copyfileobj
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.privacy.operations import export_person


class Command(BaseCommand):
    help = "Write everything that the map of personal data says is this person's into a ZIP of JSON files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the email address with which the person signs in")
        parser.add_argument("--to", type=Path, required=True, help="the file to write; it must not exist")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.with_email(options["email"]).first()
        if person is None:
            raise CommandError(f"There is no account with the email address {options['email']}.")
        try:
            target = options["to"].open("xb")
        except OSError as error:
            raise CommandError(str(error)) from error
        with target, export_person(person.pk, actor=SYSTEM, at=now()) as archive:
            copyfileobj(archive, target)
        self.stdout.write(f"Written to {options['to']}. The security log has it.")
