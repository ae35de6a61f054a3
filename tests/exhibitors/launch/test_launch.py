"""What an edition still needs before it is on sale, and opening it."""

from datetime import UTC, date, datetime

import pytest

from ciie.kernel.errors import DomainError
from exhibitors.office.launch.queries import Step, obstacles, steps_of, warnings
from exhibitors.pricing.operations import draft_rate_card
from exhibitors.pricing.rate_cards import Basis, RuleKind
from exhibitors.pricing.terms.operations import draft_terms
from pavilions.floor.editions.operations.editions import open_edition
from pavilions.floor.models.edition import Edition
from pavilions.states import BookingSteps, EditionStatus, OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.factories import NOON, AllotmentFactory, BoothFactory, EditionFactory, HallFactory, SectorFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PAGE = "/organizer/set-up/"


def planned(**values: object) -> Edition:
    edition: Edition = EditionFactory(status=EditionStatus.PLANNING, **values)
    return edition


def step(edition: Edition, key: str) -> Step:
    (found,) = (each for each in steps_of(edition, at=NOON) if each.key == key)
    return found


def missing(edition: Edition) -> set[str]:
    return {each.key for each in steps_of(edition, at=NOON) if each.state == "missing"}


def test_road_begins_with_the_edition_where_nothing_exists() -> None:
    page = signed_in(organizer()).get(PAGE)
    assert_clean(page)
    assert [(each.key, each.state) for each, _may_open in page.context["steps"]] == [
        *(("edition", "missing"), ("sectors", "missing"), ("halls", "missing")),
        *(("team", "optional"), ("pages", "missing")),
    ]
    assert "Create the first edition" in page.text


def test_each_step_that_is_taken_is_done() -> None:
    edition = planned()
    assert missing(edition) == {
        *("sectors", "halls", "allotments", "plans", "prices", "terms", "pages", "team"),
    }
    SectorFactory()
    HallFactory()
    assert missing(edition) == {"allotments", "plans", "prices", "terms", "pages", "team"}
    AllotmentFactory(edition=edition)
    assert missing(edition) == {"plans", "prices", "terms", "pages", "team"}
    BoothFactory(allotment__edition=edition)
    organizer()
    assert missing(edition) == {"prices", "terms", "pages"}
    publish_rules(edition.pk, terms(RuleKind.SPACE, Basis.SQM, 189), actor=organizer(), at=NOON)
    assert missing(edition) == {"terms", "pages"}


def test_drafts_of_prices_and_terms_are_still_missing() -> None:
    edition = planned()
    draft_rate_card(edition.pk, actor=organizer(), at=NOON)
    draft_terms(edition.pk, actor=organizer(), at=NOON)
    assert {"prices", "terms"} <= missing(edition)
    assert step(edition, "prices").goes_wrong == (
        "No rate card is in force on 17 May 2024: booths would be shown without price."
    )


def test_day_of_the_prices_is_the_first_on_which_somebody_can_book() -> None:
    edition = planned(booking_opens_at=datetime(2024, 7, 1, tzinfo=UTC))
    assert "on 1 July 2024:" in step(edition, "prices").goes_wrong


def test_money_is_optional_where_bookings_are_confirmed_by_hand() -> None:
    edition, keys = planned(), {"seller", "taxes", "schedule", "bank"}
    assert {step(edition, key).state for key in keys} == {"optional"}
    assert "confirmed by hand" in step(edition, "seller").says
    offering = planned(booking_steps=BookingSteps.OFFER)
    assert keys <= missing(offering)
    assert sum("invoice" in wrong or "pay" in wrong for wrong in warnings(steps_of(offering, at=NOON))) >= len(keys)


def test_edition_without_any_space_is_not_opened() -> None:
    edition = planned()
    with pytest.raises(DomainError) as raised:
        open_edition(edition.pk, actor=organizer(), at=NOON)
    assert raised.value.code == "nothing_to_sell"
    page = signed_in(organizer()).get(PAGE)
    assert_clean(page)
    assert "there is nothing to book" in page.text
    assert f"/{edition.number}/open/" not in page.text
    AllotmentFactory(edition=edition)
    assert open_edition(edition.pk, actor=organizer(), at=NOON).status == EditionStatus.OPEN


def test_edition_whose_booking_window_is_over_is_not_opened() -> None:
    edition = AllotmentFactory(edition=planned(booking_closes_at=datetime(2024, 5, 1, tzinfo=UTC))).edition
    assert obstacles(edition, at=NOON) == ["The booking window ended on 1 May 2024. Extend it first."]
    sent = signed_in(organizer()).post(f"{PAGE}{edition.number}/open/", seen(edition, is_known="on"))
    assert (sent.status_code, Edition.objects.get().status) == (422, EditionStatus.PLANNING)


def test_opening_with_something_missing_takes_a_tick() -> None:
    edition = AllotmentFactory(edition=planned()).edition
    browser, address = signed_in(organizer()), f"{PAGE}{edition.number}/open/"
    page = browser.get(PAGE)
    assert_clean(page)
    assert "booths would be shown without price" in page.text
    sent = browser.post(address, seen(edition))
    assert (sent.status_code, list(sent.context["form"].errors)) == (422, ["is_known"])
    assert Edition.objects.get().status == EditionStatus.PLANNING
    assert browser.post(address, seen(edition, is_known="on"))["Location"] == f"/organizer/editions/{edition.number}/"
    assert Edition.objects.get().status == EditionStatus.OPEN
    assert "It is open for booking." in browser.get(PAGE).text


def test_edition_page_leads_to_the_question_and_no_longer_opens_by_itself() -> None:
    edition = AllotmentFactory(edition=planned()).edition
    browser, page = signed_in(organizer()), f"/organizer/editions/{edition.number}/"
    assert f"{PAGE}?edition={edition.number}#open" in browser.get(page).text
    assert browser.post(f"{page}open/", seen(edition)).status_code == 404


def test_reviewer_sees_the_steps_and_does_not_open() -> None:
    edition = AllotmentFactory(edition=planned()).edition
    reviewer = signed_in(organizer(OrganizerRole.REVIEWER))
    page = reviewer.get(PAGE)
    assert_clean(page)
    assert "A director opens it for booking." in page.text
    assert "/organizer/prices/?edition" not in page.text.partition('id="steps"')[2].partition('id="open"')[0]
    assert reviewer.post(f"{PAGE}{edition.number}/open/", seen(edition, is_known="on")).status_code == 403


def test_sector_gets_space_of_a_hall_on_a_page() -> None:
    edition, hall, sector = planned(), HallFactory(), SectorFactory()
    browser, page = signed_in(organizer()), f"/organizer/editions/{edition.number}/capacities/add/"
    assert page in browser.get(f"/organizer/editions/{edition.number}/").text
    assert_clean(browser.get(page))
    wanted = {"hall": hall.pk, "section": "business", "sector": sector.pk, "capacity_sqm": "800"}
    assert browser.post(page, wanted)["Location"] == f"/organizer/editions/{edition.number}/"
    again = browser.post(page, wanted)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["sector"])


def test_opening_another_edition_says_where_its_pages_are() -> None:
    seventh = EditionFactory(number=7, name="7th Expo")
    eighth = planned(
        number=8,
        name="8th Expo",
        opens_date=date(2025, 11, 5),
        closes_date=date(2025, 11, 10),
        booking_closes_at=datetime(2025, 9, 1, tzinfo=UTC),
        cancel_until_date=date(2025, 8, 31),
    )
    AllotmentFactory(edition=eighth)
    sent = {"revision": Edition.objects.get(pk=eighth.pk).revision, "is_known": "on"}
    page = signed_in(organizer()).post(f"{PAGE}8/open/", sent, follow=True)
    assert "The home page remains that of 7th Expo. The pages of 8th Expo are at /editions/8/." in page.text
    seventh.refresh_from_db()
    assert seventh.status == EditionStatus.OPEN
