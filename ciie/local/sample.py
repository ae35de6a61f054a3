"""Puts the schema, and into an empty database the sample edition, in place."""

from django.apps import apps
from django.core.management import call_command

from ciie.local.greeting import LOGINS, Welcome
from ciie.local.sample_clock import CLOCK_FILE, start_sample_clock


def prepare_database(*, with_sample: bool, with_logins: bool) -> None:
    """Migrate; where it is wanted, load the sample edition into an empty database, which starts the expo's clock."""
    call_command("migrate", verbosity=0, interactive=False)
    if with_sample and is_empty():
        call_command("load_sample_edition", with_logins=with_logins)
        start_sample_clock()
    elif not CLOCK_FILE.exists() and has_sample():
        start_sample_clock()


def is_empty() -> bool:
    """Whether nobody has begun anything here; a person alone is a beginning."""
    return not any(apps.get_model(name).objects.exists() for name in ("pavilions.Edition", "accounts.User"))


def welcome(*, is_ours: bool) -> Welcome:
    """Who can sign in; the sample's logins only exist in a database of ours."""
    people = apps.get_model("accounts.User").objects
    if not people.exists():
        return Welcome.NOBODY
    return Welcome.SAMPLE if is_ours and people.filter(email__in=LOGINS).exists() else Welcome.OTHERS


def has_sample() -> bool:
    return bool(apps.get_model("pavilions.Edition").objects.filter(is_sample=True).exists())
