"""Creates the schema and, in an empty database, the sample edition."""

from django.apps import apps
from django.core.management import call_command

from ciie.local.greeting import LOGINS, Welcome
from ciie.local.sample_clock import CLOCK_FILE, start_sample_clock


def prepare_database(*, with_sample: bool, with_logins: bool) -> None:
    """Migrate and, if wanted, load the sample edition into an empty database, which starts the expo's clock."""
    call_command("migrate", verbosity=0, interactive=False)
    if with_sample and is_empty():
        call_command("load_sample_edition", with_logins=with_logins)
        start_sample_clock()
    elif not CLOCK_FILE.exists() and has_sample():
        start_sample_clock()


def is_empty() -> bool:
    """Return whether the database is unused. A single person counts as use."""
    return not any(apps.get_model(name).objects.exists() for name in ("pavilions.Edition", "accounts.User"))


def welcome(*, is_ours: bool) -> Welcome:
    """Return who can sign in. The sample's logins exist only in an embedded database."""
    people, appointments = apps.get_model("accounts.User").objects, apps.get_model("pavilions.Appointment").objects
    if not people.filter(email__in=LOGINS).exists() and not people.filter(is_superuser=True).exists():
        return Welcome.OTHERS if appointments.exists() else Welcome.NOBODY
    return Welcome.SAMPLE if is_ours and people.filter(email__in=LOGINS).exists() else Welcome.OTHERS


def has_sample() -> bool:
    return bool(apps.get_model("pavilions.Edition").objects.filter(is_sample=True).exists())
