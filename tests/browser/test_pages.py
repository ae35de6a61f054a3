"""Every family of pages, in light on a desk and in dark on a phone: no barriers, nothing to scroll sideways."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from ciie.accounts.models import User
from pavilions.plans.themed_areas.operations import AreaTerms
from pavilions.states import Section
from tests.browser.accessibility import Look, faults
from tests.browser.world import World, opened_block, small_world
from tests.ciie.mail.letters import deliver
from tests.exhibitors.catalogue.exhibits import claimed, verified
from tests.pavilions.themed_areas.areas import placed

pytestmark = pytest.mark.django_db(transaction=True)

AREA = AreaTerms(Section.BUSINESS, "From French farm to Chinese dining table", "France", is_public=True)
LOOKS: list[Look] = [("light", 1440), ("dark", 390)]


@pytest.fixture
def world() -> World:
    return small_world()


def public_pages(world: World) -> list[str]:
    return ["/", "/countries/", "/plan/", f"/plan/{world.hall}/", "/roadshows/"]


def expo_pages(world: World) -> list[str]:
    return [
        "/take-part/",
        "/pavilions/",
        "/agenda/",
        "/forum/",
        "/forum/propose/",
        "/bulletins/",
        "/venue/",
        "/developers/",
    ]


def show_pages(world: World) -> list[str]:
    """What is on show, for everybody."""
    exhibit = verified(world.company, world.allotment.edition, name_zh="孔泰奶酪")
    area = placed([world.booth], AREA, at=exhibit.added_at)
    pages = ["/directory/", "/directory/?search=奶酪", "/directory/?search=nothing", "/directory/exhibitors/"]
    return [*pages, f"/directory/exhibits/{exhibit.pk}/", "/areas/", f"/areas/{area.pk}/"]


def show_desk_pages(world: World) -> list[str]:
    """The same for organizers."""
    exhibit = claimed(world.company, world.allotment.edition)
    area = placed([world.booth], AREA, at=exhibit.added_at)
    areas = ["/organizer/areas/", "/organizer/areas/add/", f"/organizer/areas/{area.pk}/"]
    exhibits = ["/organizer/exhibits/", "/organizer/exhibits/debuts/", f"/organizer/exhibits/{exhibit.pk}/"]
    return [*areas, f"/organizer/areas/{area.pk}/booths/{world.hall}/", *exhibits]


def exhibitor_pages(world: World) -> list[str]:
    exhibit = claimed(world.company, world.allotment.edition)
    desk = f"/exhibits/company/{world.company.pk}/"
    return [desk, f"{desk}add/", f"/exhibits/{exhibit.pk}/"]


def organizer_pages(world: World) -> list[str]:
    several = f"/organizer/bookings/approve/?booking={world.submitted.pk}&booking={world.unplaced.pk}"
    return [
        "/organizer/",
        "/organizer/queue/",
        f"/organizer/bookings/{world.submitted.pk}/",
        f"/organizer/bookings/{world.approved.pk}/",
        f"/organizer/bookings/{world.unplaced.pk}/assign/",
        several,
        "/organizer/bookings/",
        "/organizer/companies/",
        f"/organizer/companies/{world.company.pk}/",
        "/organizer/booths/",
        f"/organizer/booths/{world.booth.pk}/",
        f"/organizer/halls/{world.hall}/",
        "/organizer/prices/",
        "/organizer/blocks/",
        "/organizer/countries/",
        "/organizer/co-exhibitors/",
        f"/organizer/bookings/{world.submitted.pk}/share-out/",
    ]


def place_pages(world: World) -> list[str]:
    return [
        "/organizer/staff/",
        "/organizer/staff/invite/",
        "/organizer/editions/",
        f"/organizer/editions/{world.allotment.edition.number}/",
        "/organizer/pavilions/",
        "/organizer/pavilions/invite/",
        "/organizer/pavilions/list/",
        "/organizer/pavilions/history/",
        "/organizer/pavilions/deadlines/",
        f"/organizer/pavilions/{world.pavilion.pk}/",
        f"/organizer/pavilions/{world.pavilion.pk}/space/",
    ]


def plan_pages(world: World) -> list[str]:
    return ["/organizer/plans/", "/organizer/plans/generate/", f"/organizer/plans/generate/?hall={world.hall}"]


def import_pages(world: World) -> list[str]:
    runs = [f"/organizer/imports/{world.runs[name]}/" for name in ("companies", "floor_plan", "done", "refused")]
    return ["/organizer/imports/", "/organizer/imports/new/", *runs]


def national_pages(world: World) -> list[str]:
    desk = f"/pavilion/{world.pavilion.pk}/"
    return [
        desk,
        *(f"{desk}{tab}/" for tab in ("tasks", "profile", "profile/en", "pictures", "designs", "contacts", "space")),
    ]


def block_pages(world: World) -> list[str]:
    """Of a block of the company, some of which is given in m² alone, with a member's application and a guest."""
    block = opened_block(world)
    desk, own = f"/desk/blocks/{block.pk}/", f"/desk/companies/{world.company.pk}/"
    share, application, guest = block.shares.get(), block.applications.get(), block.booking.co_exhibitors.get()
    stand = f"/desk/bookings/{block.pk}/companies/"
    return [
        *(f"{desk}{part}" for part in ("", "terms/", "members/", "applications/", "give/")),
        *(f"{desk}members/{share.pk}/{part}/" for part in ("booths", "take-back")),
        f"{desk}applications/{application.pk}/",
        *(f"{own}blocks/", f"{own}blocks/applications/"),
        *(stand, f"{stand}enter/", f"{stand}{guest.pk}/"),
    ]


@pytest.mark.parametrize(
    ("who", "pages"),
    [
        ("nobody", public_pages),
        ("nobody", expo_pages),
        ("nobody", show_pages),
        ("director", show_desk_pages),
        ("owner", exhibitor_pages),
        ("owner", block_pages),
        ("director", organizer_pages),
        ("director", place_pages),
        ("director", plan_pages),
        ("director", import_pages),
        ("manager", national_pages),
    ],
)
def test_pages_have_no_barriers(
    page: Page, sign_in: Callable[[User], None], world: World, who: str, pages: Callable[[World], list[str]]
) -> None:
    if who != "nobody":
        sign_in(getattr(world, who))
    assert faults_of(page, pages(world)) == {}


def test_mailbox_has_no_barriers(page: Page, settings: Settings, tmp_path: Path) -> None:
    settings.ROOT_URLCONF = "tests.ciie.mail.mailbox_site"
    settings.MAILBOX_DIR = tmp_path
    settings.NAVIGATION_SOURCES = ["ciie.mail.views.menu"]
    deliver(tmp_path, "Your booking", "Your hold is about to end", html="<p>Hello</p>", pdf=b"%PDF-1.7 letter")
    page.goto("/mailbox/")
    first = page.locator("main td a[href^='/mailbox/'], main li a[href^='/mailbox/']").first.get_attribute("href")
    assert first is not None
    assert faults_of(page, ["/mailbox/", first]) == {}


def faults_of(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    """What is wrong with these pages, by address; those in order are left out."""
    found = {}
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        refused = [f"answers {answer.status}"] if answer.status != 200 else []
        found[address] = [*refused, *faults(page, LOOKS)]
    return {address: broken for address, broken in found.items() if broken}
