"""What happens around the booths, from one desk to the next and out to everybody."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, FilePayload, Page, expect
from post_office.models import Email
from pytest_django.live_server_helper import LiveServer

from ciie.accounts.models import User
from ciie.kernel.signed_links import link_token
from exhibitors.bookings.blocks.operations.blocks import BlockTerms, open_block
from exhibitors.bookings.operations.decisions import approve_booking
from exhibitors.bookings.operations.submission import book_booths
from exhibitors.bookings.totals.queries import totals_of
from exhibitors.promotion.roadshows.models import RoadshowRegistration
from pavilions.floor.models.edition import Edition
from pavilions.national.national_pavilions.operations.national_pavilions import change_stage
from pavilions.national.programme.models.forum import ForumTopic
from pavilions.states import OrganizerRole, PavilionStage
from tests.browser.conftest import PATIENCE_MS
from tests.exhibitors.deals.deals import exhibiting
from tests.factories import (
    AllotmentFactory,
    BoothFactory,
    CompanyFactory,
    EditionFactory,
    NationalPavilionFactory,
    SectorFactory,
    UserFactory,
    organizer,
    owner_of,
)
from tests.pavilions.national_pavilions.national import give
from tests.pavilions.programme.programme import room

if TYPE_CHECKING:
    from exhibitors.companies.models import Company

pytestmark = pytest.mark.django_db(transaction=True)

LONGER_THAN_A_ROBOT_MS = 3_200
STAND_PDF = b"%%PDF-1.7\n%% version %d\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%%%EOF\n"


@pytest.fixture
def edition() -> Edition:
    """An edition that is prepared at this very moment: a browser's clock is not ours to stop."""
    present = timezone.now()
    edition: Edition = EditionFactory(
        number=7,
        opens_date=present.date() + timedelta(days=100),
        closes_date=present.date() + timedelta(days=105),
        booking_opens_at=present - timedelta(days=100),
        booking_closes_at=present + timedelta(days=60),
        cancel_until_date=present.date() + timedelta(days=60),
    )
    AllotmentFactory(edition=edition)
    return edition


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Somebody else's browser, signed in as nobody."""
    elsewhere = browser.new_context(base_url=live_server.url)
    elsewhere.set_default_timeout(PATIENCE_MS)
    yield elsewhere.new_page()
    elsewhere.close()


def test_deal_is_entered_verified_and_counted(page: Page, sign_in: Callable[[User], None], edition: Edition) -> None:
    company, _edition = exhibiting(CompanyFactory(name="Nordmeer GmbH"), edition)
    SectorFactory(name="Automobiles")
    today = timezone.now().date()
    sign_in(owner_of(company))
    page.goto(f"/desk/companies/{company.pk}/deals/")
    page.get_by_role("link", name="Enter a deal").click()
    page.get_by_label("Buyer").fill("Huadong Trading")
    page.get_by_label("Sector").select_option(label="Automobiles")
    page.get_by_role("combobox", name="Goods or services").select_option("goods")
    page.get_by_role("textbox", name="Goods or services purchased").fill("cranes")
    page.get_by_label("Amount").fill("2500000")
    page.get_by_label("Currency").select_option("USD")
    page.get_by_label("Signed on").fill((today + timedelta(days=2)).isoformat())
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("This date is in the future.")).to_be_visible()
    expect(page.get_by_label("Buyer")).to_have_value("Huadong Trading")
    page.get_by_label("Signed on").fill((today - timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("The deal has been entered.")).to_be_visible()

    sign_in(organizer(OrganizerRole.FINANCE))
    page.goto("/organizer/deals/")
    page.get_by_role("link", name="Huadong Trading").click()
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_text("another person must count it")).to_be_visible()
    sign_in(organizer())
    page.reload()
    page.get_by_role("button", name="Count", exact=True).click()
    expect(page.get_by_text("Counted as")).to_be_visible()
    expect(page.get_by_text("2,500,000 US$")).to_be_visible()
    sign_in(organizer(OrganizerRole.REVIEWER))
    page.reload()
    expect(page.get_by_text("2,500,000")).to_have_count(0)


def test_visitor_of_a_roadshow_confirms_by_mail_and_is_counted(
    page: Page, visitor: Page, sign_in: Callable[[User], None], edition: Edition
) -> None:
    sign_in(organizer())
    page.goto("/organizer/roadshows/")
    page.get_by_role("link", name="Plan a roadshow").first.click()
    page.get_by_role("textbox", name="Title*").fill("Meet the expo in Lyon")
    page.get_by_role("textbox", name="City*").fill("Lyon")
    page.get_by_label("Country").select_option("FR")
    page.get_by_label("Host").first.fill("Chamber of commerce")
    page.get_by_label("Day").fill((timezone.now().date() + timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Open for registration").click()
    expect(page.get_by_text("Done.")).to_be_visible()

    visitor.goto("/roadshows/")
    visitor.get_by_role("link", name="Meet the expo in Lyon").click()
    visitor.locator("#id_name").fill("Ada Martin")
    visitor.get_by_label("Email").fill("ada@example.org")
    visitor.get_by_label("Company").fill("Ada SA")
    visitor.get_by_label("Country").select_option("FR")
    visitor.wait_for_timeout(LONGER_THAN_A_ROBOT_MS)
    visitor.get_by_role("button", name="Register").click()
    expect(visitor.get_by_text("Check your email for the link")).to_be_visible()
    registration = RoadshowRegistration.objects.get()
    assert Email.objects.filter(to="ada@example.org").count() == 1

    visitor.goto(f"/roadshows/registration/{link_token('registration', registration.pk)}/")
    visitor.get_by_role("button", name="Confirm the registration").click()
    expect(visitor.get_by_text("your seat is reserved")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Ada Martin")).to_be_visible()
    expect(page.get_by_text("confirmed")).not_to_have_count(0)


def test_topic_from_the_public_call_comes_onto_the_agenda(
    page: Page, visitor: Page, sign_in: Callable[[User], None], edition: Edition
) -> None:
    room("Auditorium A")
    _propose_a_topic(visitor)

    sign_in(organizer())
    page.goto("/organizer/topics/")
    page.get_by_role("link", name="Trade after the tide").click()
    page.get_by_label("Score").fill("5")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Your review has been saved.")).to_be_visible()
    page.get_by_role("button", name="Under consultation").click()
    page.get_by_role("button", name="Shortlisted").click()
    expect(page.get_by_role("button", name="Shortlisted")).to_have_count(0)
    page.goto("/organizer/topics/session/")
    page.get_by_label("Title").first.fill("Harbours")
    page.get_by_label("Trade after the tide").check()
    page.get_by_label("Room").select_option(label="Auditorium A")
    _fill_times(page, edition.opens_date)
    page.get_by_label("Speakers").fill("* Wei Chen; Institute of Ports")
    page.get_by_role("button", name="Schedule").click()
    expect(page.get_by_text("The session has been scheduled.")).to_be_visible()
    page.goto("/organizer/programme/")
    page.get_by_role("link", name="Harbours").click()
    page.get_by_role("button", name="Announce").click()
    expect(page.get_by_text("Done.")).to_be_visible()

    visitor.goto("/agenda/")
    visitor.get_by_role("link", name="Harbours").click()
    expect(visitor.get_by_text("Auditorium A")).to_be_visible()
    expect(visitor.get_by_text("Wei Chen, Institute of Ports (moderator)")).to_be_visible()


def _propose_a_topic(visitor: Page) -> None:
    visitor.goto("/forum/propose/")
    visitor.get_by_role("textbox", name="Topic*").fill("Trade after the tide")
    visitor.get_by_label("Relevance").fill("What small harbours make of large ships.")
    visitor.get_by_label("Institution").first.fill("Institute of Ports")
    visitor.locator("#id_contact_name").fill("Wei Chen")
    visitor.get_by_label("Email address").fill("wei@example.org")
    visitor.wait_for_timeout(LONGER_THAN_A_ROBOT_MS)
    visitor.get_by_role("button", name="Submit the topic").click()
    expect(visitor.get_by_text("Check your email for the link")).to_be_visible()
    topic = ForumTopic.objects.get()
    visitor.goto(f"/forum/topics/{link_token('topic', topic.pk)}/")
    visitor.get_by_role("button", name="Confirm the topic").click()
    expect(visitor.get_by_text("Your topic has been sent to the organizer.")).to_be_visible()


def _fill_times(page: Page, day: date) -> None:
    page.get_by_label("Begins").fill(f"{day.isoformat()}T10:00")
    page.get_by_label("Ends").fill(f"{day.isoformat()}T11:30")


def test_two_events_cannot_meet_in_one_room(page: Page, sign_in: Callable[[User], None], edition: Edition) -> None:
    room("Auditorium A")
    sign_in(organizer())
    answers = {
        "Opening": "The event has been planned.",
        "Rival opening": "Opening is already planned in this room at that time.",
    }
    for title, answer in answers.items():
        page.goto("/organizer/programme/plan/")
        page.get_by_label("Title").first.fill(title)
        page.get_by_label("Kind").select_option("cultural")
        page.get_by_label("Room").select_option(label="Auditorium A")
        _fill_times(page, edition.opens_date)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text(answer)).to_be_visible()
    expect(page.get_by_label("Title").first).to_have_value("Rival opening")


def test_bulletin_is_drafted_from_figures_reviewed_and_issued(
    page: Page, visitor: Page, sign_in: Callable[[User], None], edition: Edition
) -> None:
    writer, reader = organizer(), organizer()
    sign_in(writer)
    page.goto("/organizer/bulletins/")
    page.get_by_label("Figures as of").fill((timezone.now().date() - timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Draft").click()
    expect(page.get_by_role("heading", name="Preview", exact=True)).to_be_visible()
    page.get_by_role("textbox", name="Title*").fill("The state of things")
    page.get_by_role("textbox", name="Text*").fill("So far **{companies:exact}** companies have booked.")
    page.get_by_role("button", name="Save and preview").click()
    expect(page.get_by_text("The bulletin has been saved.")).to_be_visible()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("Done.")).to_be_visible()
    sign_in(reader)
    page.reload()
    page.get_by_role("checkbox", name="I agree to exactly these figures").check()
    page.get_by_role("button", name="Issue").click()
    expect(page.get_by_text("The bulletin has been issued.")).to_be_visible()

    visitor.goto("/bulletins/")
    visitor.get_by_role("link", name="The state of things").click()
    expect(visitor.get_by_text("So far 0 companies have booked.")).to_be_visible()
    assert "The state of things" in visitor.request.get("/bulletins.rss").text()


def test_design_of_a_pavilion_is_sent_back_and_then_approved(
    page: Page, sign_in: Callable[[User], None], edition: Edition
) -> None:
    manager, director = UserFactory(name="Amélie Laurent"), organizer()
    pavilion = NationalPavilionFactory(edition=edition, country="FR")
    pavilion.managers.add(manager)
    for stage in (PavilionStage.CONFIRMED, PavilionStage.IN_DESIGN):
        change_stage(pavilion.pk, to=stage, actor=director, at=timezone.now())
    give(pavilion)
    designs = f"/pavilion/{pavilion.pk}/designs/"
    for number, decision in enumerate(("Return for change", "Approve"), start=1):
        sign_in(manager)
        page.goto(designs)
        file: FilePayload = {"name": f"stand-{number}.pdf", "mimeType": "application/pdf", "buffer": STAND_PDF % number}
        page.get_by_label("File").set_input_files(file)
        page.get_by_role("button", name="Send", exact=True).click()
        page.get_by_role("button", name="Submit for review").click()
        expect(page.get_by_text("Done.")).to_be_visible()
        sign_in(director)
        page.goto(designs)
        page.get_by_role("textbox", name="Comment").fill("Leave 1.5 m before the hydrant." if number == 1 else "Good.")
        page.get_by_role("button", name=decision).click()
        expect(page.get_by_text("Done.")).to_be_visible()
    expect(page.get_by_text("Leave 1.5 m before the hydrant.")).to_be_visible()

    page.goto(f"/organizer/pavilions/{pavilion.pk}/")
    page.get_by_role("combobox", name="Next stage").select_option("design_approved")
    page.get_by_role("button", name="Change stage", exact=True).click()
    expect(page.get_by_text("France: design approved.")).to_be_visible()
    page.goto("/organizer/pavilions/")
    approved = page.locator("section, div").filter(has=page.get_by_role("heading", name="Design approved")).last
    expect(approved.get_by_role("link", name="France")).to_be_visible()


def test_company_applies_to_an_agency_and_gets_a_booth_of_its_block(
    page: Page, sign_in: Callable[[User], None], edition: Edition
) -> None:
    agency, member = CompanyFactory(name="Taste Agency"), CompanyFactory(name="Maison Rive SA")
    running, applying, at = owner_of(agency), owner_of(member), timezone.now()
    booths = BoothFactory.create_batch(3, allotment=edition.allotments.get())
    booking = book_booths(agency.pk, edition.pk, [booth.pk for booth in booths], actor=running, at=at)
    approve_booking(booking.pk, actor=organizer(), at=at)
    until, returns = at.date() + timedelta(days=20), at.date() + timedelta(days=40)
    terms = BlockTerms("Taste of France", "FR", "EUR", apply_until_date=until, returns_date=returns)
    open_block(booking.pk, terms, actor=organizer(), at=at)

    sign_in(applying)
    page.goto(f"/desk/companies/{member.pk}/blocks/")
    page.get_by_role("link", name="Apply", exact=True).click()
    page.get_by_label("Area (m²)").fill("9")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Application sent. The agency will reply by email;")).to_be_visible()
    sign_in(running)
    page.goto(f"/desk/blocks/{booking.pk}/applications/")
    page.get_by_role("link", name="Reply").click()
    page.get_by_label(booths[0].number).check()
    page.get_by_role("button", name="Accept and allocate this space").click()
    expect(page.get_by_text("Application accepted. The company will be notified by email.")).to_be_visible()
    page.goto(f"/desk/blocks/{booking.pk}/")
    expect(page.locator(".stats")).to_contain_text("27")
    expect(page.locator(".stats")).to_contain_text("18")

    sign_in(applying)
    page.goto("/desk/bookings/")
    expect(page.get_by_role("table")).to_contain_text("Approved")
    totals = totals_of(edition.pk, at=timezone.now())
    assert (int(totals.booked_sqm), totals.companies) == (27, 2)


def test_debut_is_claimed_verified_and_found_in_the_directory(
    page: Page, visitor: Page, sign_in: Callable[[User], None], edition: Edition
) -> None:
    company: Company = CompanyFactory(name="Fromagerie du Lac", is_on_public_plans=True)
    booth = BoothFactory(allotment=edition.allotments.get())
    booking = book_booths(company.pk, edition.pk, [booth.pk], actor=owner_of(company), at=timezone.now())
    approve_booking(booking.pk, actor=organizer(), at=timezone.now())
    sign_in(owner_of(company))
    page.goto(f"/exhibits/company/{company.pk}/add/")
    page.get_by_label("Name in English").fill("Comté, 24 months")
    page.get_by_label("Name in Chinese").fill("陈年孔泰奶酪")
    page.get_by_label("Sector").select_option(index=1)
    page.get_by_label("Kind").select_option("product")
    page.get_by_role("textbox", name="Category*").fill("cheese")
    page.get_by_label("Debut", exact=False).first.select_option("china")
    page.get_by_label("Why it is a debut").fill("Sold in Europe only until now.")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("The exhibit has been added.")).to_be_visible()
    visitor.goto("/directory/?search=孔泰")
    expect(visitor.get_by_role("link", name="Comté, 24 months")).to_be_visible()
    expect(visitor.get_by_text("China debut")).to_have_count(0)

    sign_in(organizer())
    page.goto("/organizer/exhibits/debuts/")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Verify selected").click()
    expect(page.get_by_text("1 debut verified.")).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_text("China debut").first).to_be_visible()
    visitor.get_by_role("link", name="Comté, 24 months").click()
    expect(visitor.get_by_role("link", name="Fromagerie du Lac").first).to_be_visible()
