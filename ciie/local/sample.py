"""Puts the schema, and into an empty database the sample edition, in place."""

from django.apps import apps
from django.core.management import call_command

from ciie.local.sample_clock import CLOCK_FILE, start_sample_clock

PASSWORD = "ciie-sample"  # noqa: S105  # the sample logins' password is public; they exist in embedded databases only
LOGINS = {
    "exhibitor@example.org": "books booths for its companies",
    "organizer@example.org": "reviews and approves bookings",
    "pavilion@example.org": "runs a national pavilion",
    "finance@example.org": "sets prices, issues invoices, matches payments, confirms bookings, counts deals",
    "admin@example.org": "opens the Django admin",
}


def prepare_database(*, with_logins: bool) -> None:
    """Migrate, and load the sample edition into a database that is empty. Loading it starts the expo's clock."""
    call_command("migrate", verbosity=0, interactive=False)
    if is_empty():
        call_command("load_sample_edition", with_logins=with_logins)
        start_sample_clock()
    elif not CLOCK_FILE.exists() and has_sample():
        start_sample_clock()


def is_empty() -> bool:
    """Whether nobody has begun anything here; a person alone is a beginning."""
    return not any(apps.get_model(name).objects.exists() for name in ("pavilions.Edition", "accounts.User"))


def has_sample() -> bool:
    return bool(apps.get_model("pavilions.Edition").objects.filter(is_sample=True).exists())
