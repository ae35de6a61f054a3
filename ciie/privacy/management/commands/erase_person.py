"""`manage.py erase_person EMAIL`: erase a person, or show what that would change."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.privacy.leaving import obstacles
from ciie.privacy.operations import Erased, erase_address, erase_person, erasure_preview, subject_of
from ciie.privacy.steps import Subject


class Command(BaseCommand):
    help = "Erase the person with this address, account or not. This cannot be undone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address of the account, or of a person without one")
        parser.add_argument("--dry-run", action="store_true", help="only print what would change")
        parser.add_argument("--yes", action="store_true", help="do not ask for the address again")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip()
        person = User.objects.with_email(email).first()
        if options["dry_run"]:
            self._preview(subject_of(person) if person else Subject((email.lower(),)), person)
            return
        if not options["yes"] and input(f"This cannot be undone. Type {email} to erase: ").strip() != email:
            raise CommandError("Nothing was erased.")
        try:
            erased = self._erase(person, email)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self._print(erased.rows)
        self.stdout.write(f"Erased. The person is {erased.pseudonym} from now on.")

    def _erase(self, person: User | None, email: str) -> Erased:
        if person is None:
            return erase_address(email, actor=SYSTEM, at=now())
        return erase_person(person.pk, actor=SYSTEM, at=now())

    def _preview(self, subject: Subject, person: User | None) -> None:
        self._print(erasure_preview(subject))
        for sentence in obstacles(person, now()) if person else ():
            self.stdout.write(f"In the way: {sentence}")
        self.stdout.write("Nothing was changed.")

    def _print(self, rows: dict[str, int]) -> None:
        for label, count in rows.items():
            self.stdout.write(f"{label}: {count}")
