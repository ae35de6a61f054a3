"""Offers on the pages of exhibitor and organizer, and over the API."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from post_office.models import Email
from pytest_django import Settings

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.companies.models import Company
from exhibitors.companies.states import CompanyRole
from exhibitors.money.invoices.models import Invoice
from exhibitors.money.invoices.queries.balances import balance_of
from exhibitors.money.sales.models.contracts import Signature
from exhibitors.money.sales.models.money import Cancellation
from exhibitors.money.sales.models.offers import Offer, OfferAcceptance
from exhibitors.money.sales.operations.offers import make_offer, withdraw_offer
from exhibitors.money.sales.states import ConfirmedBy, OfferState
from exhibitors.states import BookingState
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BookingSteps, OrganizerRole
from tests.api_client import Program, body_of
from tests.clients import signed_in
from tests.exhibitors.conftest import lines_of, queries_of_a_page
from tests.exhibitors.expo import booked
from tests.exhibitors.sales.contracts import contracted, invoiced
from tests.exhibitors.sales.offers import offered, submitted
from tests.factories import NOON, BoothFactory, MembershipFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.mark.parametrize("page", ["contracts", "offers"])
@pytest.mark.parametrize("order", ["company", "-company"])
def test_lists_by_company_do_not_follow_the_index_of_all_companies(page: str, order: str) -> None:
    contract = contracted()
    address = reverse(f"organizer:{page}") + f"?edition={contract.booking.edition.number}&sort={order}"
    finance = signed_in(organizer(OrganizerRole.FINANCE))
    with CaptureQueriesContext(connection) as statements:
        assert len(finance.get(address).context["table"].rows) == 1
    assert sum('ORDER BY GREATEST("exhibitors_company"."name")' in each["sql"] for each in statements) == 1


def test_contracts_are_sorted_by_company() -> None:
    booths = BoothFactory.create_batch(2, allotment=BoothFactory().allotment)
    first, second = (contracted(booth=booth) for booth in booths)
    Company.objects.filter(pk=first.booking.company_id).update(name="Zebra")
    Company.objects.filter(pk=second.booking.company_id).update(name="Aardvark")
    finance = signed_in(organizer(OrganizerRole.FINANCE))
    for order, expected in (("company", [second, first]), ("-company", [first, second])):
        page = finance.get(reverse("organizer:contracts") + f"?sort={order}&edition={first.booking.edition.number}")
        assert [row.record for row in page.context["table"].rows] == expected


def test_exhibitor_reads_and_accepts_an_offer() -> None:
    offer = offered()
    person = owner_of(offer.booking.company)
    client = signed_in(person)
    desk, booking = client.get(reverse("desk:dashboard")), reverse("desk:booking", args=[offer.booking_id])
    assert "Accept the offer by 31 May 2024" in desk.text
    shown = client.get(booking)
    assert_clean(shown)
    assert "Accept the offer by 31 May 2024" in shown.text
    assert "333.33" in shown.text
    page = client.get(reverse("desk:offer", args=[offer.booking_id]))
    assert_clean(page)
    assert "The booking is confirmed at once" in page.text
    assert f"You sign and accept as {person.name}, the name of your account." in page.text
    address, send_code = (reverse(name, args=[offer.pk]) for name in ("desk:offer_accept", "desk:offer_code"))
    assert (send_code in page.text, address in page.text) == (True, False)
    User.objects.update(name="")
    assert "Your account has no name." in client.get(reverse("desk:offer", args=[offer.booking_id])).text
    nameless = client.post(send_code, {"revision": offer.revision})
    assert (nameless.status_code, list(nameless.context["code_form"].errors)) == (422, ["__all__"])
    User.objects.update(name="Ana Torres")
    uncoded = client.post(address, {"revision": offer.revision})
    assert (uncoded.status_code, list(uncoded.context["accept_form"].errors)) == (422, ["code"])
    assert client.post(send_code, {"revision": offer.revision}).status_code == 302
    asked = client.get(reverse("desk:offer", args=[offer.booking_id]))
    assert_clean(asked)
    assert f"A code has been sent to {person.email}." in asked.text
    guess = client.post(address, {"revision": offer.revision, "code": "x"})
    assert guess.context["accept_form"].errors == {
        "code": ["This is not the code that was sent. You have 4 attempts left."]
    }
    code = Email.objects.get(context__kind="acceptance_code").context["code"]
    sent = {"revision": offer.revision, "name": "Elena Chief Executive", "code": code}
    answer = client.post(address, sent, HTTP_USER_AGENT="Reader 1.0")
    assert answer.url == booking  # type: ignore[attr-defined]  # a redirect
    assert Booking.objects.get().state == BookingState.CONFIRMED
    evidence = OfferAcceptance.objects.get()
    assert (evidence.name, evidence.address, evidence.user_agent) == ("Ana Torres", "127.0.0.1", "Reader 1.0")
    assert (evidence.code_email, evidence.code_entered_at) == (person.email, evidence.accepted_at)
    again = client.post(address, sent)
    assert again.status_code == 422
    assert "already been accepted" in again.text


def test_exhibitor_declines_an_offer() -> None:
    offer = offered()
    client = signed_in(owner_of(offer.booking.company))
    address = reverse("desk:offer_decline", args=[offer.pk])
    page = client.get(reverse("desk:offer", args=[offer.booking_id]))
    assert "There is nothing to pay: no fee is due, and nothing has been invoiced." in page.text
    typed = {"revision": offer.revision, "reason": "Too dear"}
    refused = client.post(address, {**typed, "cost": "CNY 1 1 0 0 0 taxed"})
    assert (refused.status_code, "Too dear" in refused.text) == (422, True)
    client.post(address, {**typed, "cost": page.context["cost"].cost})
    offer.refresh_from_db()
    assert (offer.state, offer.reason, Booking.objects.get().state) == ("declined", "Too dear", "cancelled")


def test_colleagues_read_an_offer_and_strangers_do_not_find_it() -> None:
    offer = offered()
    viewer = MembershipFactory(company=offer.booking.company, role=CompanyRole.VIEWER).user
    page, accept = reverse("desk:offer", args=[offer.booking_id]), reverse("desk:offer_accept", args=[offer.pk])
    colleague, stranger = signed_in(viewer), signed_in(owner_of())
    User.objects.filter(memberships__company=offer.booking.company).exclude(pk=viewer.pk).update(name="Ana Torres")
    assert "These people can sign and accept for the company: Ana Torres." in colleague.get(page).text
    refused = colleague.post(accept, {"revision": offer.revision, "name": "Vi"})
    assert refused.status_code in {403, 422}
    assert stranger.get(page).status_code == 404
    assert stranger.post(accept, {"revision": offer.revision, "name": "Vi"}).status_code == 404
    offer.refresh_from_db()
    assert offer.state == OfferState.SENT


def test_booking_without_an_offer_has_no_page_of_one() -> None:
    booking = submitted()
    client = signed_in(owner_of(booking.company))
    assert client.get(reverse("desk:offer", args=[booking.pk])).status_code == 404


def test_approval_asks_for_the_last_day_and_keeps_a_wrong_one() -> None:
    booking = submitted()
    client = signed_in(organizer())
    review = reverse("organizer:review", args=[booking.pk])
    decide = reverse("organizer:decide", args=[booking.pk, "approve"])
    page = client.get(review)
    assert_clean(page)
    assert "Last day to accept the offer" in page.text
    refused = client.post(decide, {"revision": booking.revision, "last_day": "2024-05-01"})
    assert (refused.status_code, "cannot be in the past" in refused.text) == (422, True)
    assert 'value="2024-05-01"' in refused.text
    client.post(decide, {"revision": booking.revision, "last_day": "2024-06-20"})
    assert str(Offer.objects.get().last_day) == "2024-06-20"
    after = client.get(review)
    assert_clean(after)
    assert reverse("organizer:offer", args=[Offer.objects.get().pk]) in after.text
    assert reverse("organizer:decide", args=[booking.pk, "confirm"]) not in after.text


def test_edition_that_confirms_by_hand_asks_for_no_last_day_and_confirms() -> None:
    booking = booked(BoothFactory())
    client = signed_in(organizer())
    review = reverse("organizer:review", args=[booking.pk])
    assert "Last day to accept the offer" not in client.get(review).text
    client.post(reverse("organizer:decide", args=[booking.pk, "approve"]), {"revision": booking.revision})
    assert reverse("organizer:decide", args=[booking.pk, "confirm"]) in client.get(review).text


def test_organizer_extends_withdraws_and_makes_anew_on_pages() -> None:
    offer = offered()
    client = signed_in(organizer())
    page = reverse("organizer:offer", args=[offer.pk])
    assert_clean(client.get(page))
    extend, withdraw = (reverse(f"organizer:offer_{verb}", args=[offer.pk]) for verb in ("extend", "withdraw"))
    refused = client.post(extend, {"revision": offer.revision, "last_day": "2024-05-20", "reason": "They asked"})
    assert (refused.status_code, list(refused.context["extend_form"].errors)) == (422, ["last_day"])
    assert "They asked" in refused.text
    client.post(extend, {"revision": offer.revision, "last_day": "2024-06-20", "reason": "They asked"})
    offer.refresh_from_db()
    assert str(offer.last_day) == "2024-06-20"
    client.post(withdraw, {"revision": offer.revision, "reason": "Wrong booth"})
    make = reverse("organizer:offer_make", args=[offer.booking_id])
    form = client.get(make)
    assert_clean(form)
    revision = Booking.objects.get().revision
    client.post(make, {"revision": revision, "last_day": "2024-06-21"})
    assert list(Offer.objects.order_by("version").values_list("state", flat=True)) == ["withdrawn", "sent"]


def test_list_is_narrowed_exported_and_counted_on_the_overview() -> None:
    booth = BoothFactory()
    first, second = offered(booth), offered(BoothFactory(allotment=booth.allotment))
    late = offered(BoothFactory(allotment=booth.allotment), last_day=NOON.date() + timedelta(days=7))
    withdraw_offer(second.pk, reason="Wrong", actor=organizer(), at=NOON)
    client, number = signed_in(organizer()), booth.plan.edition.number
    address = f"{reverse('organizer:offers')}?edition={number}"

    def found(query: str) -> set[int]:
        page = client.get(f"{address}&{query}")
        assert_clean(page)
        return {row.record.pk for row in page.context["table"].rows}

    assert found("") == {first.pk, second.pk, late.pk}
    assert found("state=sent") == {first.pk, late.pk}
    assert found("state=soon") == {late.pk}
    assert found(f"search={first.booking.reference}") == {first.pk}
    overview = client.get(f"{reverse('organizer:dashboard')}?edition={number}")
    counts = overview.context["offers"]
    assert (counts.sent, counts.soon) == (2, 1)
    assert "Offers lapsing soon" in overview.text
    exported = client.get(f"{reverse('organizer:offers_export', args=['csv'])}?edition={number}&state=soon")
    (head, line) = lines_of(exported)
    assert line[head.index("Booking")] == late.booking.reference
    assert client.get(f"{address}&state=nothing").status_code == 200


@pytest.mark.parametrize("name", ["offers", "contracts"])
def test_lists_and_counts_are_of_one_edition(name: str) -> None:
    booths = [BoothFactory(), BoothFactory()]
    rows = [offered(each) if name == "offers" else contracted(booth=each) for each in booths]
    editions = [each.booking.edition for each in rows]
    assert editions[0] != editions[1]
    client = signed_in(organizer())
    for row, edition in zip(rows, editions, strict=True):
        page = client.get(f"{reverse(f'organizer:{name}')}?edition={edition.number}")
        assert [each.record.pk for each in page.context["table"].rows] == [row.pk]
        assert page.context["counts"].sent == 1


def test_overview_of_an_edition_without_offers_says_nothing_of_them() -> None:
    booth = BoothFactory()
    booked(booth)
    overview = signed_in(organizer()).get(f"{reverse('organizer:dashboard')}?edition={booth.plan.edition.number}")
    assert "Offers lapsing soon" not in overview.text


def test_pages_take_as_many_queries_whatever_there_is(row: list[Booth]) -> None:
    number, person = row[0].plan.edition.number, organizer()
    address = f"{reverse('organizer:offers')}?edition={number}"
    first = offered(row[0])
    page = reverse("desk:offer", args=[first.booking_id])
    owner = owner_of(first.booking.company)
    dashboard = reverse("desk:dashboard")
    before = [queries_of_a_page(address, person), queries_of_a_page(page, owner), queries_of_a_page(dashboard, owner)]
    for booth in row[1:4]:
        offered(booth, company=first.booking.company)
    make_offer(first.booking_id, actor=person, at=NOON)
    after = [queries_of_a_page(address, person), queries_of_a_page(page, owner), queries_of_a_page(dashboard, owner)]
    assert after == before


def test_offer_is_read_and_accepted_over_the_api() -> None:
    offer = offered()
    owner = owner_of(offer.booking.company)
    program, path = Program.of(owner), f"bookings/{offer.booking_id}/offer"
    shown = body_of(program.get(path))
    assert (shown["version"], shown["state"], shown["last_day"]) == (1, "sent", "2024-05-31")
    assert (shown["total"], len(shown["lines"])) == (str(offer.total), 3)
    wrong = program.post(f"{path}/accept", {"version": 2})
    assert (wrong.status_code, body_of(wrong)["code"]) == (409, "offer_outdated")
    uncoded = program.post(f"{path}/accept", {"version": 1})
    assert (uncoded.status_code, body_of(uncoded)["code"]) == (422, "code_expired")
    sent = body_of(program.post(f"{path}/code", {"version": 1}))
    assert sent["email"] == owner.email
    for left in (4, 3):
        guess = program.post(f"{path}/accept", {"version": 1, "code": "x"}, idempotency_key="g")
        assert (guess.status_code, body_of(guess)["left"]) == (422, left)  # the key undoes no count
    wanted = {"version": 1, "code": Email.objects.get(context__kind="acceptance_code").context["code"]}
    accepted = program.post(f"{path}/accept", wanted, idempotency_key="a-1")
    assert (accepted.status_code, body_of(accepted)["state"]) == (200, "accepted")
    assert program.post(f"{path}/accept", wanted, idempotency_key="a-1").status_code == 200
    again = program.post(f"{path}/decline", {"version": 1})
    assert (again.status_code, body_of(again)["code"]) == (409, "offer_accepted")


def test_offers_of_an_edition_are_listed_by_role_over_the_api() -> None:
    mine = offered()
    theirs = offered(BoothFactory(allotment=mine.booking.claims.get().allotment))
    path = f"editions/{mine.booking.edition.number}/offers"
    every = body_of(Program.of(organizer()).get(path))
    assert (every["count"], [row["booking"] for row in every["items"]]) == (2, [theirs.booking_id, mine.booking_id])
    own = body_of(Program.of(owner_of(mine.booking.company)).get(path))
    assert (own["count"], own["items"][0]["booking"], len(own["items"][0]["lines"])) == (1, mine.booking_id, 3)
    assert body_of(Program.of(organizer()).get(f"{path}?state=accepted"))["items"] == []
    assert Program.of(organizer()).get(f"{path}?state=lost").status_code == 422
    assert Program.of(organizer()).get("editions/999/offers").status_code == 404


def test_others_do_not_find_an_offer_over_the_api_and_editors_do_not_answer_it() -> None:
    offer = offered()
    path = f"bookings/{offer.booking_id}/offer"
    assert Program.of(owner_of()).get(path).status_code == 404
    editor = MembershipFactory(company=offer.booking.company, role=CompanyRole.EDITOR).user
    assert Program.of(editor).post(f"{path}/decline", {"version": 1}).status_code == 403


def test_director_chooses_the_steps_of_an_edition() -> None:
    edition = BoothFactory().plan.edition
    client = signed_in(organizer())
    address = reverse("edition:edit", args=[edition.number])
    page = client.get(address)
    form = page.context["form"]
    typed = {name: form[name].value() for name in form.fields} | {"booking_steps": "offer", "offer_reminder_days": 20}
    assert form["booking_steps"].value() == BookingSteps.BY_HAND
    assert "the exhibitor accepts an offer" in page.text
    assert typed["offer_days"] == 14
    assert Edition.objects.get(pk=edition.pk).booking_steps == BookingSteps.BY_HAND


def test_exhibitor_signs_a_contract(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    contract = contracted()
    owner = owner_of(contract.booking.company)
    client = signed_in(owner)
    assert "Sign the contract by 31 May 2024" in client.get(reverse("desk:dashboard")).text
    shown = client.get(reverse("desk:booking", args=[contract.booking_id]))
    assert_clean(shown)
    assert "Sign the contract by 31 May 2024" in shown.text
    path = reverse("desk:offer", args=[contract.booking_id])
    page = client.get(path)
    assert_clean(page)
    assert contract.number in page.text
    assert page.context["copy_form"]["name"].value() is None
    assert reverse("desk:contract_sign", args=[contract.pk]) not in page.text  # only once a code has been sent
    sent = client.post(reverse("desk:contract_code", args=[contract.pk]), {"revision": contract.revision})
    assert sent.url == path  # type: ignore[attr-defined]  # a redirect
    page = client.get(path)
    assert_clean(page)
    assert f"A code has been sent to {owner.email}. It is valid until" in page.text
    (letter,) = [email for email in Email.objects.all() if email.context["kind"] == "signing_code"]
    assert letter.to == [owner.email]
    pdf = client.get(reverse("desk:contract_pdf", args=[contract.pk]))
    assert sha256(pdf.getvalue()).hexdigest() == contract.digest
    address = reverse("desk:contract_sign", args=[contract.pk])
    typed = {"revision": contract.revision, "code": letter.context["code"], "drawing": ""}
    refused = client.post(address, typed)
    assert (refused.status_code, list(refused.context["sign_form"].errors)) == (422, ["agreed"])
    assert typed["code"] in refused.text
    wrong = client.post(address, typed | {"agreed": "on", "code": "no code"})
    assert (wrong.status_code, list(wrong.context["sign_form"].errors)) == (422, ["code"])
    assert "You have 4 attempts left." in wrong.text
    done = client.post(address, typed | {"agreed": "on"}, HTTP_USER_AGENT="Reader 1.0")
    assert done.url == path  # type: ignore[attr-defined]  # a redirect
    signature = Signature.objects.get()
    assert (signature.name, signature.address, signature.user_agent) == (owner.name, "127.0.0.1", "Reader 1.0")
    after = client.get(path)
    assert_clean(after)
    assert f"Signed by {owner.name}" in after.text
    again = client.post(address, typed | {"agreed": "on"})
    assert (again.status_code, "already been signed" in again.text) == (422, True)


def test_a_signed_copy_goes_there_and_back(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    contract = contracted()
    client, finance = signed_in(owner_of(contract.booking.company)), signed_in(organizer(OrganizerRole.FINANCE))
    address, path = reverse("desk:contract_copy", args=[contract.pk]), reverse("desk:offer", args=[contract.booking_id])
    word = SimpleUploadedFile("contract.docx", b"PK\x03\x04")
    refused = client.post(address, {"revision": contract.revision, "name": "Zoë", "file": word})
    assert (refused.status_code, list(refused.context["copy_form"].errors)) == (422, ["file"])
    sent = {"revision": contract.revision, "name": "Zoë", "file": SimpleUploadedFile("c.pdf", b"%PDF-1.7 signed")}
    assert client.post(address, sent).status_code == 302
    assert "The organizer is checking your signed copy" in client.get(path).text
    shown = finance.get(reverse("organizer:contract", args=[contract.pk]))
    assert_clean(shown)
    assert "Accept the copy" in shown.text
    contract.refresh_from_db()
    reject = reverse("organizer:contract_copy_reject", args=[contract.pk])
    finance.post(reject, {"revision": contract.revision, "reason": "No stamp"})
    page = client.get(path)
    assert_clean(page)
    assert "The signed copy was not accepted: “No stamp”" in page.text
    contract.refresh_from_db()
    sent |= {"revision": contract.revision, "file": SimpleUploadedFile("d.pdf", b"%PDF-1.7 stamped")}
    client.post(address, sent)
    contract.refresh_from_db()
    finance.post(reverse("organizer:contract_copy_accept", args=[contract.pk]), {"revision": contract.revision})
    contract.refresh_from_db()
    assert contract.state == "signed"
    copies = list(contract.copies.order_by("pk"))
    kept = finance.get(reverse("organizer:contract_copy", args=[contract.pk, copies[0].pk]))
    assert kept.getvalue() == b"%PDF-1.7 signed"
    stranger = signed_in(owner_of())
    for name, args in (("contract_pdf", [contract.pk]), ("contract_copy_pdf", [contract.pk, copies[0].pk])):
        assert stranger.get(reverse(f"desk:{name}", args=args)).status_code == 404


def test_organizers_list_extend_and_withdraw_contracts(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    contract = contracted()
    client = signed_in(organizer())
    listed = client.get(reverse("organizer:contracts"))
    assert_clean(listed)
    assert contract.number in listed.text
    assert contract.number not in client.get(reverse("organizer:contracts"), {"state": "late"}).text
    (_head, row) = lines_of(client.get(reverse("organizer:contracts_export", args=["csv"])))
    assert contract.digest in row
    extend = reverse("organizer:contract_extend", args=[contract.pk])
    early = client.post(extend, {"revision": contract.revision, "sign_by": "2024-05-20", "reason": "Why not"})
    assert (early.status_code, list(early.context["extend_form"].errors)) == (422, ["sign_by"])
    client.post(extend, {"revision": contract.revision, "sign_by": "2024-06-20", "reason": "Holidays"})
    contract.refresh_from_db()
    assert (str(contract.sign_by), contract.reason) == ("2024-06-20", "Holidays")
    withdraw = reverse("organizer:contract_withdraw", args=[contract.pk])
    client.post(withdraw, {"revision": contract.revision, "reason": "Wrong hall"})
    contract.refresh_from_db()
    assert contract.state == "void"
    review = client.get(reverse("organizer:review", args=[contract.booking_id]))
    assert_clean(review)
    assert reverse("organizer:contract", args=[contract.pk]) in review.text


def test_contract_over_the_api(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    contract = contracted()
    owner = owner_of(contract.booking.company)
    program = Program.of(owner)
    address = f"bookings/{contract.booking_id}/contract"
    shown = body_of(program.get(address))
    assert (shown["number"], shown["state"], shown["pdf_sha256"]) == (contract.number, "sent", contract.digest)
    assert [part["kind"] for part in shown["schedule"]] == ["deposit", "balance"]
    other = program.post(f"{address}/sign", {"version": 2, "code": "000000", "agreed": True})
    assert (other.status_code, body_of(other)["code"]) == (409, "contract_outdated")
    early = program.post(f"{address}/sign", {"version": 1, "code": "000000", "agreed": True})
    assert (early.status_code, body_of(early)["code"]) == (422, "code_expired")
    sent = body_of(program.post(f"{address}/code", {"version": 1}))
    assert sent["email"] == owner.email
    code = Email.objects.get(to=owner.email, context__kind="signing_code").context["code"]
    for left in (4, 3):
        guess = program.post(f"{address}/sign", {"version": 1, "code": "x", "agreed": True}, idempotency_key="g")
        assert (guess.status_code, body_of(guess)["left"]) == (422, left)  # the key undoes no count
    wanted = {"version": 1, "code": code, "agreed": True}
    signed = body_of(program.post(f"{address}/sign", wanted, idempotency_key="s"))
    assert (signed["state"], signed["signed_by"]) == ("signed", owner.name)
    assert body_of(program.post(f"{address}/sign", wanted, idempotency_key="s")) == signed
    assert Program.of(owner_of()).get(address).status_code == 404


def test_finance_sees_late_invoices_and_gives_more_time(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    contract = contracted(ConfirmedBy.SIGNATURE_AND_DEPOSIT)
    invoice = invoiced(contract)
    client, exhibitor = signed_in(organizer(OrganizerRole.FINANCE)), signed_in(owner_of(contract.booking.company))
    page = exhibitor.get(reverse("desk:offer", args=[contract.booking_id]))
    assert_clean(page)
    assert [step.state for step in page.context["path"].steps] == ["done", "done", "now", "ahead", "ahead"]
    assert invoice.number_text in page.text
    assert invoice.number_text not in client.get(reverse("organizer:late")).text
    with time_machine.travel(NOON + timedelta(days=20), tick=False):
        client, exhibitor = signed_in(organizer(OrganizerRole.FINANCE)), signed_in(owner_of(contract.booking.company))
        listed = client.get(reverse("organizer:late"))
        assert_clean(listed)
        assert invoice.number_text in listed.text
        (_head, row) = lines_of(client.get(reverse("organizer:late_export", args=["csv"])))
        assert invoice.number_text in row
        page = exhibitor.get(reverse("desk:offer", args=[contract.booking_id]))
        assert [step.state for step in page.context["path"].steps] == ["done", "done", "late", "ahead", "ahead"]
        address = reverse("organizer:invoice_extend", args=[invoice.pk])
        assert_clean(client.get(address))
        early = client.post(address, {"revision": 0, "due_on": "2024-05-20", "reason": "Slow bank"})
        assert (early.status_code, list(early.context["form"].errors)) == (422, ["due_on"])
        assert client.post(address, {"revision": 0, "due_on": "2024-07-01", "reason": "Slow bank"}).status_code == 302
        assert "Slow bank" in client.get(address).text
        assert invoice.number_text not in client.get(reverse("organizer:late")).text


def test_finance_settles_a_cancellation(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    contract = contracted(ConfirmedBy.SIGNATURE_AND_DEPOSIT)
    invoice = invoiced(contract)
    cancel_booking(contract.booking_id, reason="Budget.", actor=owner_of(contract.booking.company), at=NOON)
    client, row = signed_in(organizer(OrganizerRole.FINANCE)), Cancellation.objects.get()
    listed = client.get(reverse("organizer:cancellations"))
    assert_clean(listed)
    assert contract.booking.reference in listed.text
    assert client.get(reverse("organizer:cancellations_export", args=["csv"])).status_code == 200
    address = reverse("organizer:cancellation", args=[row.pk])
    page = client.get(address)
    assert_clean(page)
    other = client.post(address, {"revision": row.revision, "fee": "1", "reason": ""})
    assert (other.status_code, list(other.context["form"].errors)) == (422, ["reason"])
    done = client.post(address, {"revision": row.revision, "fee": str(row.fee), "reason": ""}, follow=True)
    assert "Credit notes and fee have been issued." in done.text
    kinds = Invoice.objects.filter(state="issued").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["deposit", "credit_note", "cancellation_fee"]
    assert balance_of(invoice.pk) == 0
    review = client.get(reverse("organizer:review", args=[contract.booking_id]))
    assert address in review.text


def test_pages_of_the_path_ask_as_many_queries_however_much_there_is(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    contract = contracted(ConfirmedBy.SIGNATURE_AND_DEPOSIT)
    person, page = owner_of(contract.booking.company), reverse("desk:offer", args=[contract.booking_id])
    queries_of_a_page(page, person)
    before = queries_of_a_page(page, person)
    invoiced(contract)
    after = queries_of_a_page(page, person)
    assert after <= before + 1  # what somebody signed
