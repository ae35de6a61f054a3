"""Print a code with which the first person of an empty installation is created on the page `/set-up/`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ciie.accounts.setup_codes import new_setup_code
from pavilions.floor.staff.queries import has_been_set_up


class Command(BaseCommand):
    help = "Print a code, valid for a day, with which the first administrator is created at /set-up/."

    def handle(self, *args: Any, **options: Any) -> None:
        if has_been_set_up():
            raise CommandError("There is an administrator already, so no code would be accepted.")
        self.stdout.write(new_setup_code())
