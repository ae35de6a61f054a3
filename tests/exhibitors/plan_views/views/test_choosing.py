import re
from decimal import Decimal

import pytest
from django.test import Client

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.holds import hold_booths
from exhibitors.companies.models import Company
from exhibitors.companies.states import Verification
from exhibitors.states import BookingState
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.states import BoothKind, Section
from tests.exhibitors.conftest import SignIn, lines_of, queries_of_a_page
from tests.exhibitors.invoices.invoices import seller_of, tax_row
from tests.exhibitors.pricing.cards import Rate, RateKey, set_price
from tests.factories import NOON, BoothFactory, CompanyFactory, EditionFactory, owner_of
from tests.html_rules import assert_clean
from tests.pavilions.national_pavilions.national import national, national_booth

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def _held_by_a_rival(*booths: Booth) -> None:
    rival = CompanyFactory()
    hold_booths(rival.pk, booths[0].plan.edition_id, [b.pk for b in booths], actor=owner_of(rival), at=NOON)


def test_halls_lead_to_their_booths(owner: Client, company: Company, row: list[Booth]) -> None:
    response = owner.get(f"/desk/companies/{company.pk}/halls/")
    assert_clean(response)
    assert f"/desk/companies/{company.pk}/halls/booths/?hall={row[0].plan.hall.name}" in response.text
    assert "<strong>6</strong>" in response.text


def test_company_that_is_not_verified_reads_how_much_it_may_claim_before_choosing(
    owner: Client, company: Company, row: list[Booth]
) -> None:
    edition = row[0].plan.edition
    Edition.objects.filter(pk=edition.pk).update(unverified_booths_limit=2, unverified_sqm_limit=36)
    sentence = "Until then it can claim a limited amount of space (booths: 2, area: 36"
    pages = [f"/desk/companies/{company.pk}/{page}" for page in ("halls/", "halls/booths/", "apply/")]
    plan, short = f"{pages[1]}?hall={row[0].plan.hall.name}", "Before verification, at most: booths 2, area 36"
    assert short not in owner.get(plan).text
    for page in pages:
        assert sentence not in owner.get(page).text, page
    Company.objects.filter(pk=company.pk).update(verification=Verification.UNVERIFIED, verified_by="")
    for page in pages:
        assert sentence in owner.get(page).text, page
    assert short in owner.get(plan).text
    assert "(booths: 2, area: 36" in Client().get("/take-part/").text


def test_booths_show_plan_and_list_with_ticks_kept(owner: Client, company: Company, row: list[Booth]) -> None:
    hall = row[0].plan.hall.name
    response = owner.get(f"/desk/companies/{company.pk}/halls/booths/?hall={hall}&booths={row[1].pk}")
    assert_clean(response)
    assert 'class="booth free selected"' in response.text
    assert f'value="{row[1].pk}"' in response.text
    assert [booth.pk for booth in response.context["choice"].booths] == [row[1].pk]


def test_booths_chosen_elsewhere_stay_chosen_in_a_filtered_list(
    owner: Client, company: Company, row: list[Booth]
) -> None:
    response = owner.get(f"/desk/companies/{company.pk}/halls/booths/?search=R5&booths={row[0].pk}")
    assert [booth.number for booth in response.context["page"]] == ["R5"]
    assert '<label class="chip">' in response.text


def test_booths_sent_without_javascript_come_back_under_an_address_without_secrets(
    owner: Client, company: Company, row: list[Booth]
) -> None:
    url = f"/desk/companies/{company.pk}/halls/booths/"
    response = owner.post(
        url, {"area_min": "5", "page": "2", "booths": [row[0].pk, row[1].pk], "csrfmiddlewaretoken": "x"}
    )
    assert response["Location"] == f"{url}?area_min=5&page=2&booths={row[0].pk}&booths={row[1].pk}"


def test_booths_that_cannot_be_had_show_their_card(owner: Client, company: Company, row: list[Booth]) -> None:
    _held_by_a_rival(row[1])
    address = f"/desk/companies/{company.pk}/halls/booths/?hall={row[0].plan.hall.name}&booths={row[0].pk}"
    page = owner.get(address)
    assert f"booths={row[0].pk}&amp;booth={row[1].number}" in page.text
    headers = {"HX-Request": "true", "HX-Target": "booth-card"}
    card = owner.get(f"{address}&booth={row[1].number}", headers=headers).text
    assert card.lstrip().startswith('<section class="booth-card"')
    assert "Held" in card
    assert "/organizer/" not in card
    assert "Held by" not in card


def test_list_alone_is_answered_to_htmx(owner: Client, company: Company, row: list[Booth]) -> None:
    response = owner.get(
        f"/desk/companies/{company.pk}/halls/booths/", {"sort": "-number"}, headers={"HX-Request": "true"}
    )
    assert response.text.strip().startswith('<div id="list">')
    assert [booth.number for booth in response.context["page"]] == ["R5", "R4", "R3", "R2", "R1", "R0"]


def test_hall_of_the_national_exhibition_says_at_once_that_it_is_by_invitation_and_where_to_go(
    owner: Client, company: Company, row: list[Booth]
) -> None:
    invited = national_booth(row[0].plan.edition).plan.hall.name
    response = owner.get(f"/desk/booths/?hall={invited}&booths={row[1].pk}", follow=True)
    assert_clean(response)
    assert f"Hall {invited} belongs to the national exhibition" in response.text
    assert '<button class="btn btn-secondary" name="hall" value="">' in response.text
    assert f'<a class="btn btn-secondary" href="/desk/companies/{company.pk}/apply/">' in response.text
    assert response.context["drawing"] is None
    assert "No matching booths" not in response.text
    assert [booth.id for booth in response.context["chips"]] == [row[1].pk]  # what was chosen before stays chosen
    assert f'<button name="hall" value="{invited}" aria-current="page">' in response.text


def test_choosers_of_halls_tell_those_by_invitation_apart(owner: Client, company: Company, row: list[Booth]) -> None:
    halls = f"/desk/companies/{company.pk}/halls/"
    assert "national exhibition" not in owner.get(halls).text
    invited = national_booth(row[0].plan.edition).plan.hall.name
    assert f"Hall {invited} belongs to the national exhibition: its booths are by invitation." in owner.get(halls).text
    strip = f'<button name="hall" value="{invited}">{invited} <span class="count">by invitation</span></button>'
    assert strip in owner.get(f"{halls}booths/").text


def test_booths_by_invitation_are_not_offered_among_others(owner: Client, company: Company, row: list[Booth]) -> None:
    plan = row[0].plan
    beside = national(plan.edition, hall=plan.hall)
    invited = national_booth(plan.edition, allotment=beside, plan=plan, left=0, top=800, number="P1")
    numbers = [booth.number for booth in row]
    for query in ("", f"?hall={plan.hall.name}", f"?hall={plan.hall.name}&booths={invited.pk}"):
        response = owner.get(f"/desk/companies/{company.pk}/halls/booths/{query}")
        assert [booth.number for booth in response.context["page"]] == numbers
        assert response.context["choice"].booths == ()
    drawn = re.findall(r'<(\w+) id="booth-\d+" class="booth ([^"]*)"[^>]*data-number="([^"]+)"', response.text)
    assert [number for tag, look, number in drawn if (tag, look) == ("a", "free")] == numbers
    assert [(tag, look) for tag, look, number in drawn if number == "P1"] == [("g", "dimmed free")]


def test_list_names_the_booths_that_only_their_availability_keeps_out(
    owner: Client, company: Company, row: list[Booth]
) -> None:
    _held_by_a_rival(row[2], row[3])
    here = f"/desk/companies/{company.pk}/halls/booths/?hall={row[0].plan.hall.name}"
    assert owner.get(here).context["waiting"] == f"{row[2].pk} {row[3].pk}"
    assert owner.get(f"{here}&search=R3").context["waiting"] == f"{row[3].pk}"
    assert owner.get(f"{here}&availability=").context["waiting"] == ""
    assert owner.get(f"{here}&area_min=many").context["waiting"] == ""
    assert owner.get(f"/desk/companies/{company.pk}/halls/booths/").context["waiting"] == ""  # follows no plan


@pytest.mark.parametrize(
    "query", ["area_min=many", "hall=nowhere", "sort=password", "page=zero", "booths=1;drop", "sector=%00"]
)
def test_nonsense_in_the_address_is_no_error(owner: Client, company: Company, row: list[Booth], query: str) -> None:
    assert owner.get(f"/desk/companies/{company.pk}/halls/booths/?{query}").status_code == 200


def test_hold_makes_a_draft_and_leads_to_its_submission(owner: Client, company: Company, row: list[Booth]) -> None:
    response = owner.post(f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": [row[0].pk, row[2].pk]})
    booking = Booking.objects.get()
    assert response["Location"] == f"/desk/bookings/{booking.pk}/submit/"
    assert (booking.company, booking.state) == (company, BookingState.DRAFT)
    assert set(booking.claims.values_list("booth_id", flat=True)) == {row[0].pk, row[2].pk}


def test_hold_of_a_booth_just_taken_names_it_offers_others_and_keeps_the_rest(
    owner: Client, company: Company, row: list[Booth]
) -> None:
    _held_by_a_rival(row[2])
    chosen = [row[1].pk, row[2].pk]

    response = owner.post(f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": chosen})

    assert response.status_code == 409
    assert_clean(response)
    [gone] = response.context["choice"].gone
    assert gone.reference == f"{row[2].plan.hall.name}/R2"
    assert [offer.id for offer in gone.offers] == [row[3].pk, row[0].pk, row[4].pk]
    assert [booth.pk for booth in response.context["choice"].booths] == [row[1].pk]
    assert not Booking.objects.filter(company=company).exists()


def test_one_click_holds_the_rest_with_the_booth_offered(owner: Client, company: Company, row: list[Booth]) -> None:
    _held_by_a_rival(row[2])
    url = f"/desk/companies/{company.pk}/halls/booths/hold/"
    refused = owner.post(url, {"booths": [row[1].pk, row[2].pk]})
    offer = refused.context["choice"].gone[0].offers[0]

    owner.post(url, {"booths": [row[1].pk, offer.id]})

    claims = SpaceClaim.objects.filter(holder__booking__company=company)
    assert set(claims.values_list("booth_id", flat=True)) == {row[1].pk, row[3].pk}


def test_hold_pressed_twice_leads_to_the_same_booking(owner: Client, company: Company, row: list[Booth]) -> None:
    url = f"/desk/companies/{company.pk}/halls/booths/hold/"
    first = owner.post(url, {"booths": [row[0].pk, row[1].pk]})
    second = owner.post(url, {"booths": [row[0].pk, row[1].pk]})
    assert second["Location"] == first["Location"]
    assert Booking.objects.count() == 1


def test_hold_of_nothing_asks_for_a_booth(owner: Client, company: Company, row: list[Booth]) -> None:
    response = owner.post(f"/desk/companies/{company.pk}/halls/booths/hold/")
    assert response.status_code == 422
    assert "Choose at least one booth" in response.text


def test_hold_of_a_blocked_booth_offers_others(
    owner: Client, company: Company, allotment: Allotment, row: list[Booth]
) -> None:
    blocked = BoothFactory(allotment=allotment, left=2400, top=0, blocked_reason="sight line")
    response = owner.post(f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": [blocked.pk]})
    assert response.status_code == 409
    assert response.context["choice"].gone[0].offers[0].id == row[5].pk


def test_hold_when_booking_is_closed_says_so_and_keeps_the_ticks(owner: Client, company: Company) -> None:
    booth = BoothFactory(allotment__edition=EditionFactory(booking_closes_at=NOON))
    response = owner.post(f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": [booth.pk]})
    assert response.status_code == 409
    assert "is not open for booking at present" in response.text
    assert [each.pk for each in response.context["choice"].booths] == [booth.pk]


def test_more_booths_join_a_draft(owner: Client, people: dict[str, User], company: Company, row: list[Booth]) -> None:
    edition_id = row[0].plan.edition_id
    booking = hold_booths(company.pk, edition_id, [row[0].pk], actor=people["owner"], at=NOON)
    assert owner.get(f"/desk/bookings/{booking.pk}/booths/").status_code == 200
    owner.post(f"/desk/bookings/{booking.pk}/booths/add/", {"booths": [row[1].pk]})
    assert set(booking.claims.live().values_list("booth_id", flat=True)) == {row[0].pk, row[1].pk}


@pytest.mark.parametrize(
    ("role", "status"), [("owner", 200), ("editor", 200), ("viewer", 403), ("stranger", 404), ("nobody", 404)]
)
def test_choosing_is_for_owners_and_editors(
    people: dict[str, User], sign_in: SignIn, allotment: Allotment, role: str, status: int
) -> None:
    client = sign_in(people[role])
    company_id = people["owner"].memberships.get().company_id
    for page in ("halls", "halls/booths", "apply"):
        assert client.get(f"/desk/companies/{company_id}/{page}/").status_code == status


def test_hold_by_a_viewer_changes_nothing(
    people: dict[str, User], sign_in: SignIn, company: Company, row: list[Booth]
) -> None:
    response = sign_in(people["viewer"]).post(
        f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": [row[0].pk]}
    )
    assert response.status_code == 403
    assert not Booking.objects.exists()


def test_hold_without_a_session_keeps_the_ticks_for_after_the_sign_in(
    client: Client, company: Company, row: list[Booth]
) -> None:
    response = client.post(f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": [row[0].pk, row[1].pk]})
    assert response.status_code == 302
    kept = client.session["kept_form"]
    assert kept["fields"] == [["booths", str(row[0].pk)], ["booths", str(row[1].pk)]]


def test_booth_page_takes_as_many_queries_for_one_booth_as_for_three(
    people: dict[str, User], company: Company, allotment: Allotment
) -> None:
    url = f"/desk/companies/{company.pk}/halls/booths/?hall={allotment.hall.name}"
    BoothFactory(allotment=allotment)
    one = queries_of_a_page(url, people["owner"])
    BoothFactory.create_batch(2, allotment=allotment)
    FloorPlan.objects.update(revision=1)  # another version, which is read as the first one was
    assert queries_of_a_page(url, people["owner"]) == one


def test_list_as_a_file_names_no_holder(owner: Client, company: Company, row: list[Booth]) -> None:
    _held_by_a_rival(row[0])
    list_url = f"/desk/companies/{company.pk}/halls/booths/"
    page = owner.get(f"{list_url}?availability=held&booths={row[1].pk}")
    assert [url for _label, url in page.context["exports"]] == [
        f"{list_url}export/{kind}/?availability=held" for kind in ("csv", "xlsx")
    ]
    heads, line = lines_of(owner.get(f"{list_url}export/csv/?availability=held"))
    assert ", ".join(heads) == (
        "Hall, Booth, Sector, Area (m²), Usable m², Open sides, Raw or shell, State, Price, Currency"
    )
    assert line == [
        row[0].plan.hall.name,
        "R0",
        str(row[0].allotment.sector),
        "9.00",
        "9.00",
        "1",
        "shell scheme",
        "held",
        "",
        "",
    ]


def test_list_for_more_booths_is_a_file_too(owner: Client, people: dict[str, User], row: list[Booth]) -> None:
    company = people["owner"].memberships.get().company
    draft = hold_booths(company.pk, row[0].plan.edition_id, [row[0].pk], actor=people["owner"], at=NOON)
    assert len(lines_of(owner.get(f"/desk/bookings/{draft.pk}/booths/export/csv/"))) == len(row)


def test_no_other_kind_of_file_is_made(owner: Client, company: Company, row: list[Booth]) -> None:
    assert owner.get(f"/desk/companies/{company.pk}/halls/booths/export/exe/").status_code == 404


def test_tray_adds_up_prices_and_filters_by_them(
    owner: Client, company: Company, allotment: Allotment, row: list[Booth]
) -> None:
    key = RateKey(Section.BUSINESS, None, BoothKind(row[0].kind))
    set_price(allotment.edition_id, key, Rate(Decimal(100)), actor=SYSTEM, at=NOON)
    url = f"/desk/companies/{company.pk}/halls/booths/?hall={row[0].plan.hall.name}"
    response = owner.get(f"{url}&booths={row[0].pk}&booths={row[1].pk}")
    assert "<strong data-tray-price>1,800</strong>" in response.text
    assert 'data-price="900.00"' in response.text
    assert len(response.context["page"]) == len(row)
    dear = owner.get(f"{url}&price_min=900.01")
    assert [booth.number for booth in dear.context["page"]] == []
    assert dear.text.count(' dimmed free"') == len(row)


def test_list_prices_are_without_the_tax_that_the_quote_of_a_company_shows(
    owner: Client, company: Company, allotment: Allotment, row: list[Booth]
) -> None:
    seller_of(allotment.edition)
    tax_row(allotment.edition, 6)
    key = RateKey(Section.BUSINESS, None, BoothKind(row[0].kind))
    set_price(allotment.edition_id, key, Rate(Decimal(100)), actor=SYSTEM, at=NOON)
    url = f"/desk/companies/{company.pk}/halls/booths/?hall={row[0].plan.hall.name}&booths={row[0].pk}"
    assert owner.get(url).text.count("plus tax where due") > 1, "on the plan, in the table, in the tray"
    quote = owner.post(f"/desk/companies/{company.pk}/halls/booths/book/", {"booths": row[0].pk})
    assert (quote.context["quote"].net, quote.context["quote"].total) == (900, 954)
    assert [amount for amount in ("900", "54", "954") if not re.search(rf"\b{amount}\b", quote.text)] == []


def test_taken_booths_are_not_dimmed_until_something_else_is_asked(
    owner: Client, company: Company, row: list[Booth]
) -> None:
    _held_by_a_rival(row[0])
    url = f"/desk/companies/{company.pk}/halls/booths/?hall={row[0].plan.hall.name}"
    assert "dimmed" not in owner.get(url).text
    assert owner.get(f"{url}&availability=held").text.count(" dimmed ") == len(row) - 1


def test_booths_are_submitted_from_the_tray_all_or_none(owner: Client, company: Company, row: list[Booth]) -> None:
    url = f"/desk/companies/{company.pk}/halls/booths/book/"
    _held_by_a_rival(row[2])
    assert owner.post(url, {"booths": [row[0].pk, row[2].pk]}).status_code == 409
    assert not Booking.objects.filter(company=company).exists()
    chosen = {"booths": [row[0].pk, row[1].pk]}
    page = owner.post(url, chosen)
    assert (page.status_code, page.context["choice"].area_sqm, page.context["quote"].total) == (200, 18, None)
    assert not Booking.objects.filter(company=company).exists()
    owner.post(url, {**chosen, "offer": page.context["offer"]})
    booking = Booking.objects.get(company=company)
    assert booking.state == BookingState.SUBMITTED
    assert set(booking.claims.values_list("booth_id", flat=True)) == {row[0].pk, row[1].pk}


def test_price_that_was_not_seen_is_shown_before_anything_is_submitted(
    owner: Client, company: Company, row: list[Booth]
) -> None:
    url = f"/desk/companies/{company.pk}/halls/booths/book/"
    seen = owner.post(url, {"booths": row[0].pk}).context["offer"]
    key = RateKey(Section.BUSINESS, None, BoothKind(row[0].kind))
    set_price(row[0].plan.edition_id, key, Rate(Decimal(100)), actor=SYSTEM, at=NOON)
    page = owner.post(url, {"booths": row[0].pk, "offer": seen})
    assert (page.status_code, page.context["quote"].total, page.context["is_changed"]) == (200, 900, True)
    assert_clean(page)
    assert not Booking.objects.filter(company=company).exists()


def test_the_open_draft_collects_what_is_held_unless_a_separate_booking_is_wanted(
    owner: Client, company: Company, row: list[Booth]
) -> None:
    owner.post(f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": row[0].pk})
    draft = Booking.objects.get(company=company)
    page = owner.get(f"/desk/companies/{company.pk}/halls/booths/")
    assert page.context["open_draft"] == draft
    url = f"/desk/companies/{company.pk}/halls/booths/hold/"
    assert f"Add to booking {draft.reference}" in page.text
    done = owner.post(url, {"booths": row[1].pk})
    assert done.headers["Location"] == f"/desk/bookings/{draft.pk}/submit/"
    assert draft.claims.live().count() == 2
    owner.post(url, {"booths": row[2].pk, "separate": "1"})
    assert Booking.objects.filter(company=company).count() == 2


def test_the_draft_of_a_colleague_does_not_collect_what_somebody_else_holds(
    owner: Client, company: Company, row: list[Booth]
) -> None:
    colleague = owner_of(company)
    hold_booths(company.pk, row[0].plan.edition_id, [row[0].pk], actor=colleague, at=NOON)
    owner.post(f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": row[1].pk})
    assert Booking.objects.filter(company=company).count() == 2


def test_withheld_booth_is_said_not_to_be_for_sale(owner: Client, company: Company, row: list[Booth]) -> None:
    row[0].blocked_reason = "A pillar"
    row[0].save()
    page = owner.post(f"/desk/companies/{company.pk}/halls/booths/hold/", {"booths": row[0].pk})
    assert page.status_code == 409
    assert "is not for sale" in page.text
    assert "was just taken" not in page.text
