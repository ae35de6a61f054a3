"""A process of the run that says when the expo is open, where, and who can sign in."""

import argparse
from enum import StrEnum

from ciie.accounts.setup_codes import new_setup_code
from ciie.local.ports import wait_until_answering

PASSWORD = "ciie-sample"  # noqa: S105  # the sample logins' password is public; they exist in embedded databases only
LOGINS = {
    "exhibitor@example.org": "books booths for its companies",
    "organizer@example.org": "reviews and approves bookings",
    "pavilion@example.org": "runs a national pavilion",
    "finance@example.org": "sets prices, issues invoices, matches payments, confirms bookings, counts deals",
    "admin@example.org": "opens the Django admin",
}


FIRST_PERSON = ".venv/bin/python manage.py createsuperuser"


class Welcome(StrEnum):
    """Who can sign in, as far as the greeting states it."""

    SAMPLE = "sample"
    """The logins of the sample edition, whose password is public."""
    NOBODY = "nobody"
    """There is nobody yet who could let others in."""
    OTHERS = "others"
    """People about whom the greeting knows nothing."""


def greeting(home: str, welcome: Welcome, *, code: str = "") -> str:
    """Return what the run says. `code` is the set-up code where there is nobody yet."""
    lines = ["", f"The expo is open: {home}", ""]
    if welcome == Welcome.SAMPLE:
        lines += [f"Sign in with the password {PASSWORD} as", ""]
        lines += [f"  {email:<24}{what}" for email, what in LOGINS.items()]
        lines += [""]
    elif welcome == Welcome.NOBODY:
        lines += ["There is no administrator yet. The first person, who may do everything, is created at", ""]
        lines += [f"  {home}set-up/", "", "with this code, which is valid for a day:", ""]
        lines += [f"  {code}", "", f"or without a page: {FIRST_PERSON}", ""]
    return "\n".join([*lines, "Ctrl-C stops everything."])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home")
    parser.add_argument("welcome", type=Welcome)
    options = parser.parse_args()
    if wait_until_answering(f"{options.home}healthz"):
        code = new_setup_code() if options.welcome == Welcome.NOBODY else ""
        print(greeting(options.home, options.welcome, code=code), flush=True)


if __name__ == "__main__":
    main()
