"""A week of an organizer on the organizer's own pages: no page of it leads to the admin."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Request, expect

from ciie.accounts.models import User
from ciie.mail.delivery import deliver_due
from exhibitors.bookings.handling.models import BookingComment, ReviewAssignment
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company
from exhibitors.office.imports.tasks import run_import
from exhibitors.office.mailings.models import Mailing
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.plans.plan_files.models import ImportRun
from tests.factories import AllotmentFactory, BoothFactory, CompanyFactory, EditionFactory, organizer, owner_of

pytestmark = pytest.mark.django_db(transaction=True)

LIST = """name,country,city
Nordmeer Maschinenbaus,Germany,Kiel
Südsee Handelsgesellschafts,Germany,Bonn
Atlantis Pearls,Atlantis,Poseidonis
"""


@pytest.fixture
def without_admin(visit: BrowserContext) -> Iterator[None]:
    """Every request of the visit is noted; none may go to the admin, be it a link, a form or a redirect."""
    to_admin: list[str] = []

    def note(request: Request) -> None:
        if urlsplit(request.url).path.startswith("/admin"):
            to_admin.append(request.url)

    visit.on("request", note)
    yield
    assert to_admin == []


@pytest.fixture
def edition() -> Edition:
    present = timezone.now()
    edition: Edition = EditionFactory(
        number=7,
        name="7th CIIE (sample)",
        opens_date=(present + timedelta(days=150)).date(),
        closes_date=(present + timedelta(days=155)).date(),
        booking_opens_at=present - timedelta(days=1),
        booking_closes_at=present + timedelta(days=30),
        cancel_until_date=(present + timedelta(days=30)).date(),
    )
    return edition


@pytest.fixture
def booths(edition: Edition) -> list[Booth]:
    rows: list[Booth] = BoothFactory.create_batch(3, allotment=AllotmentFactory(edition=edition))
    return rows


@pytest.fixture
def director() -> User:
    person = organizer()
    User.objects.filter(pk=person.pk).update(name="Lin Wanqing")
    return person


@pytest.fixture
def companies() -> dict[str, Company]:
    rows: list[Company] = [
        CompanyFactory(name="Nordmeer Maschinenbau", country="DE", city=""),
        CompanyFactory(name="Südsee Handelsgesellschaft", country="DE", city=""),
        CompanyFactory(name="Fonmerle Vignobles SAS", country="FR", phone=""),
        CompanyFactory(name="Fonmerle Vignobles", country="FR", phone="+33 4 72 00 00 00"),
    ]
    for company in rows:
        company.save()
    return {company.name: company for company in rows}


def menu(page: Page, entry: str) -> None:
    link = page.locator(".sidebar-link", has_text=re.compile(f"^{entry}"))
    if (folded := page.locator("details.sidebar-group:not([open])", has=link)).count():
        folded.first.locator("summary").press("Enter")
    link.first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def make_edition(page: Page, after: Edition) -> None:
    menu(page, "Editions and capacities")
    page.get_by_role("link", name="New edition").click()
    expect(page.locator("[name=number]")).to_have_value("8")
    page.locator("[name=name]").fill("8th CIIE")
    year = timedelta(days=365)
    days = {
        "opens_date": after.opens_date + year,
        "closes_date": after.closes_date + year,
        "cancel_until_date": after.cancel_until_date + year,
    }
    for name, day in days.items():
        page.locator(f"[name={name}]").fill(day.isoformat())
    for name, moment in (("booking_opens_at", after.booking_opens_at), ("booking_closes_at", after.booking_closes_at)):
        page.locator(f"[name={name}]").fill(f"{moment + year:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("8th CIIE")


def import_list(page: Page, path: Path) -> None:
    """An unrecognized country is answered once, similar rows as a group."""
    path.write_text(LIST, encoding="utf-8")
    menu(page, "Imports")
    page.get_by_role("link", name="Import a file").first.click()
    page.get_by_label("A list of exhibitors").check()
    page.get_by_label("Edition").select_option(label="7th CIIE (sample)")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Preview the file").click()
    page.get_by_label("“Atlantis” (1 row)").fill("Greece")
    page.get_by_label("Names at least 95% similar (2)").select_option(label="the same company: update it")
    page.get_by_role("button", name="Update the preview").click()
    expect(page.locator(".stats")).to_contain_text("Updated 2")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("button", name="Import", exact=True)).to_have_count(0)
    run_import(run_id=ImportRun.objects.latest("pk").pk)
    expect(page.get_by_role("heading", name="Done")).to_be_visible()
    pearls = Company.objects.get(name="Atlantis Pearls")
    assert (str(pearls.country), Company.objects.get(name="Nordmeer Maschinenbau").city) == ("GR", "Kiel")


def merge(page: Page, kept: Company, other: Company) -> None:
    menu(page, "Companies")
    page.get_by_role("link", name=kept.name, exact=True).click()
    page.get_by_role("link", name="Merge…").click()
    page.get_by_role("link", name=f"Preview {other.name}", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("^Phone"))).to_contain_text("blank, filled from the other record")
    page.get_by_role("button", name=f"Merge into {kept.name}").click()
    expect(page.get_by_text(f"{other.name} has been merged into {kept.name}")).to_be_visible()
    other.refresh_from_db()
    assert other.merged_into_id == kept.pk


def change_mail_text(page: Page) -> None:
    menu(page, "Emails")
    page.get_by_role("link", name=re.compile("English.*When a booking has been submitted")).click()
    page.get_by_label("Subject").fill("Thank you for your booking {{ reference }}")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("section", has=page.locator("#preview"))).to_contain_text("Thank you for your booking 7-")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Your own text has been in use since")).to_be_visible()


def book_for(page: Page, company: Company, booth: Booth) -> Booking:
    menu(page, "Companies")
    page.get_by_role("link", name=company.name, exact=True).click()
    page.get_by_role("link", name="Book booths for this company").click()
    expect(page.get_by_text(f"You are acting for {company.name} as the organizer.")).to_be_visible()
    page.get_by_role("link", name=re.compile(booth.plan.hall.name)).first.click()
    page.locator(f"#booth-{booth.pk}").click()
    page.get_by_role("button", name="Hold these booths").click()
    expect(page.get_by_role("heading", name="Review and submit")).to_be_visible()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_role("heading", name="Awaiting approval")).to_be_visible()
    booking = Booking.objects.get()
    assert (booking.company, booking.state) == (company, BookingState.SUBMITTED)
    return booking


def write_to_list(page: Page) -> None:
    menu(page, "Bookings")
    page.get_by_label("State").select_option(label="submitted")
    page.wait_for_url("**state=submitted**")
    page.get_by_role("link", name="Write to these exhibitors").click()
    page.get_by_label("Recipients").select_option(label="The contact of each booking")
    page.get_by_label("Subject").first.fill("Move-in times")
    page.get_by_label("Text").first.fill("The schedule is **ready**.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Draft to 1 recipient; not sent yet.")).to_be_visible()
    page.get_by_role("button", name="Send the message…").click()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("1 email is on its way.")).to_be_visible()
    assert Mailing.objects.get().recipients.count() == 1


def handle(page: Page, booking: Booking, reviewer: User) -> None:
    menu(page, "Work queue")
    page.get_by_role("link", name=booking.reference).first.click()
    panel, comments = page.get_by_role("region", name="Reviewer"), page.get_by_role("region", name="Comments")
    panel.get_by_label("Reviewer").select_option(label=reviewer.name)
    panel.get_by_role("button", name="Save").click()
    comments.get_by_label("New comment").fill("Please send us the height of your stand.")
    comments.get_by_role("button", name="Send").click()
    expect(comments.get_by_role("list")).to_contain_text("the height of your stand")
    assert ReviewAssignment.objects.get(booking=booking).reviewer == reviewer
    assert BookingComment.objects.get(booking=booking).is_from_organizer


@pytest.mark.usefixtures("without_admin")
def test_week_of_an_organizer_without_the_admin(
    page: Page,
    sign_in: Callable[[User], None],
    edition: Edition,
    booths: list[Booth],
    director: User,
    companies: dict[str, Company],
    tmp_path: Path,
) -> None:
    kept, other = companies["Fonmerle Vignobles SAS"], companies["Fonmerle Vignobles"]
    exhibitor = owner_of(kept)
    sign_in(director)
    page.goto("/organizer/")
    make_edition(page, edition)
    assert list(Edition.objects.order_by("number").values_list("number", flat=True)) == [7, 8]
    import_list(page, tmp_path / "exhibitors.csv")
    merge(page, kept, other)
    change_mail_text(page)
    booking = book_for(page, kept, booths[0])
    write_to_list(page)
    reviewer = User.objects.get(pk=director.pk)
    handle(page, booking, reviewer)
    deliver_due(at=timezone.now())
    subjects = sorted(sent.subject for sent in mail.outbox if exhibitor.email in sent.to)
    assert f"Thank you for your booking {booking.reference}" in subjects
    assert "Move-in times" in subjects
    assert f"New comment on your booking {booking.reference}" in subjects
