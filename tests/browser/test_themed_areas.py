"""A themed area, from the floor planner's desk to the plan that everybody sees."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import OrganizerRole
from tests.browser.accessibility import barriers, is_too_wide
from tests.factories import (
    NOON,
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    organizer,
    owner_of,
)

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "From French farm to Chinese dining table"


@pytest.fixture
def booths() -> list[Booth]:
    """A01 to A03 in hall 5.1H, and B01 and B02 in hall 5.2H."""
    edition = EditionFactory()
    halls = {"A": AllotmentFactory(edition=edition, hall__name="5.1H", hall__position=1)}
    halls["B"] = AllotmentFactory(edition=edition, hall__name="5.2H", hall__position=2, sector=halls["A"].sector)
    numbers = ("A01", "A02", "A03", "B01", "B02")
    return [BoothFactory(allotment=halls[number[0]], number=number) for number in numbers]


@pytest.fixture
def host(booths: list[Booth]) -> Booking:
    """Of A01; it is named in public."""
    company = CompanyFactory(name="Fromagerie du Lac", is_on_public_plans=True)
    asked = book_booths(company.pk, booths[0].plan.edition_id, [booths[0].pk], actor=owner_of(company), at=NOON)
    return approve_booking(asked.pk, actor=organizer(), at=NOON)


def place(page: Page, hall: str, *numbers: str) -> None:
    page.get_by_role("link", name=hall, exact=True).click()
    for number in numbers:
        page.get_by_role("checkbox", name=number).check()
    assert barriers(page) == []
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The booths of the area have been saved.")).to_be_visible()
    expect(page.get_by_role("region", name="Booths")).to_contain_text(" ".join(f"{hall}/{each}" for each in numbers))


def fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    assert (is_too_wide(page), barriers(page)) == (False, [])
    page.set_viewport_size({"width": 1440, "height": 900})


def test_area_of_two_halls_is_planned_hosted_and_seen(
    visit: BrowserContext, page: Page, sign_in: Callable[[User], None], host: Booking
) -> None:
    sign_in(organizer(OrganizerRole.FLOOR_PLANNER))
    page.goto("/organizer/areas/")
    page.get_by_role("link", name="Add an area").first.click()
    page.get_by_role("textbox", name="Name").first.fill(NAME)
    page.get_by_label("Exhibition").select_option("business")
    page.get_by_role("textbox", name="Host*").fill("Farms of France")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The area has been added. Now choose its booths.")).to_be_visible()
    place(page, "5.1H", "A01", "A03")
    place(page, "5.2H", "B02")
    expect(page.get_by_text("27 m², of which 9 m² are booked.")).to_be_visible()
    page.get_by_role("checkbox", name="Public").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The area has been saved.")).to_be_visible()
    page.get_by_role("link", name="Choose the pavilion or company").click()
    page.locator("input[name=search]").fill("fromagerie")
    page.keyboard.press("Enter")
    page.get_by_label("Host").select_option(str(host.pk))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The public page of the area links to the host.")).to_be_visible()
    fits_a_phone(page)

    visit.clear_cookies()
    page.goto("/areas/")
    expect(page.get_by_text("27 m²")).to_be_visible()
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("link", name="Farms of France")).to_have_attribute(
        "href", f"/directory/companies/{host.company_id}/"
    )
    facts = page.locator("dl.facts")
    expect(facts.get_by_role("definition")).to_have_text(["27 m²", "9 m²", "5.1H/A01 5.1H/A03 5.2H/B02"])
    expect(page.get_by_role("region", name="Exhibitors")).to_contain_text("Fromagerie du Lac")
    fits_a_phone(page)

    facts.get_by_role("link", name="5.2H/B02").click()
    expect(page.get_by_role("heading", name="Booth 5.2H/B02")).to_be_visible()
    expect(page.locator("svg.plan.with-themes")).to_have_count(1)
    expect(page.get_by_label("Themed areas")).to_be_checked()
    expect(page.locator("#booth-card").get_by_role("link", name=NAME)).to_be_visible()
    fits_a_phone(page)
