"""A small expo in which every form has something to work on, and somebody of every role."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from ciie.accounts.models import User
from exhibitors.companies.states import CompanyRole
from pavilions.floor.models.edition import Edition
from pavilions.national.programme.operations.forum import note_topic
from pavilions.plans.themed_areas.operations import AreaTerms
from pavilions.states import OrganizerRole, Section
from tests.browser.world import World, opened_block, small_world
from tests.exhibitors.catalogue.exhibits import claimed, verified
from tests.exhibitors.deals.deals import drafted
from tests.exhibitors.roadshows.roadshows import asked, opened
from tests.factories import NOON, FloorPlanFactory, MembershipFactory, UserFactory, organizer
from tests.pavilions.themed_areas.areas import placed

AREA = AreaTerms(Section.BUSINESS, "From French farm to Chinese dining table", "France", is_public=True)
TOPIC = {
    "title": "Open trade",
    "abstract": "What it takes.",
    "institution": "Institute",
    "contact_name": "Ada",
    "contact_email": "ada@example.org",
}


def full_world() -> World:
    world = small_world()
    present = timezone.now()
    opens, closes = (present.date() + timedelta(days=days) for days in (100, 105))
    Edition.objects.update(booking_opens_at=NOON - timedelta(days=200), opens_date=opens, closes_date=closes)
    edition = Edition.objects.get()
    exhibit = verified(world.company, edition)
    claimed(world.company, edition)
    placed([world.booth], AREA, at=exhibit.added_at)
    drafted(world.company, edition)
    asked(opened(held_date=present.date() + timedelta(days=3)))
    note_topic(edition.pk, TOPIC, actor=world.director, at=NOON)
    FloorPlanFactory(edition=edition, hall=world.booth.plan.hall, version=2, published=False)
    opened_block(world)
    return world


def people(world: World) -> dict[str, User | None]:
    """Somebody of each role by its name; the visitor has not signed in."""
    members = {role: MembershipFactory(company=world.company, role=role).user for role in CompanyRole.values}
    staff = {role.value: organizer(role) for role in OrganizerRole}
    admin = UserFactory(is_superuser=True, is_staff=True)
    return {"visitor": None, "stranger": UserFactory(), **members, "manager": world.manager, **staff, "admin": admin}


def browser_of(person: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client
