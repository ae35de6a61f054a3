"""Letters of decisions wait for a look and a release, and leave once each, unless their occasion is gone."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from post_office.models import Email

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from ciie.mail.batches import (
    begin_batch,
    drop_letters,
    keep_for_later,
    put_back,
    release_batch,
    sorted_letters,
    unsent_occasions,
)
from ciie.mail.delivery import deliver_due
from ciie.mail.models import HeldLetter, MailBatch
from exhibitors.bookings.operations.decisions import approve_booking, reject_booking
from exhibitors.bookings.operations.submission import cancel_booking
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.operations.contracts import (
    extend_contract,
    lapse_contract,
    remind_of_contract,
)
from exhibitors.money.sales.operations.offers import extend_offer, lapse_offer, remind_of_offer, withdraw_offer
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole
from tests.clients import signed_in
from tests.exhibitors.conftest import lines_of
from tests.exhibitors.expo import booked
from tests.exhibitors.mail_batches.batches import booth_where_letters_wait, waiting_batch, waiting_offer
from tests.exhibitors.sales.contracts import contracted
from tests.exhibitors.sales.offers import accept_as_asked, offered
from tests.factories import NOON, BoothFactory, organizer, owner_of
from tests.html_rules import assert_clean

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def sent_kinds() -> list[str]:
    """The kinds of letters in the outbox, but for those about submission."""
    kinds = [letter.context["kind"] for letter in Email.objects.order_by("pk") if letter.context]
    return [kind for kind in kinds if kind != "booking_submitted"]


def release(batch: MailBatch) -> object:
    return release_batch(batch.pk, actor=organizer(), at=NOON)


def test_letters_wait_and_leave_together_once_each() -> None:
    booth = booth_where_letters_wait()
    offer, other = offered(booth), booked(BoothFactory(allotment=booth.allotment))
    reject_booking(other.pk, reason="No room", actor=organizer(), at=NOON)
    batch = MailBatch.objects.get()
    assert (sent_kinds(), batch.letters.count()) == ([], 2)
    released = release(batch)
    assert (released.sent, released.outdated, released.later) == (2, 0, 0)  # type: ignore[attr-defined]
    with pytest.raises(DomainError, match="already been released"):
        release(batch)
    assert sorted(sent_kinds()) == ["booking_rejected", "offer_made"]
    deliver_due(at=NOON)
    assert [offer.booking.reference in message.body for message in mail.outbox if "Offer" in message.subject] == [True]


def test_the_next_decision_begins_the_next_batch() -> None:
    booth = booth_where_letters_wait()
    offered(booth)
    release(MailBatch.objects.get())
    offered(BoothFactory(allotment=booth.allotment))
    assert list(MailBatch.objects.order_by("number").values_list("number", "letters__state")) == [
        (1, "sent"),
        (2, "waiting"),
    ]


def test_a_named_batch_collects_from_its_beginning_on() -> None:
    booth = booth_where_letters_wait()
    offered(booth)
    edition = booth.allotment.edition
    named = begin_batch(edition.batch_scope, name=" Second wave ", actor=organizer(), at=NOON)
    offered(BoothFactory(allotment=booth.allotment))
    assert (str(named), named.letters.count()) == ("Second wave", 1)


def test_other_letters_leave_at_once() -> None:
    offer = waiting_offer()
    release(MailBatch.objects.get())
    withdraw_offer(offer.pk, reason="A mistake", actor=organizer(), at=NOON)
    assert sent_kinds() == ["offer_made", "offer_withdrawn"]


def test_where_letters_leave_at_once_no_batch_is_made() -> None:
    offered()
    assert (sent_kinds(), MailBatch.objects.count()) == (["offer_made"], 0)


@pytest.mark.parametrize("way", ["withdrawn", "accepted", "cancelled", "extended", "passed"])
def test_a_letter_whose_occasion_is_gone_is_not_sent(way: str) -> None:
    offer, at = waiting_offer(), NOON
    if way == "withdrawn":
        withdraw_offer(offer.pk, reason="A mistake", actor=organizer(), at=NOON)
    elif way == "accepted":
        accept_as_asked(offer.pk, actor=owner_of(offer.booking.company), at=NOON)
    elif way == "cancelled":
        cancel_booking(offer.booking_id, reason="Fire", actor=organizer(), at=NOON)
    elif way == "extended":
        later = offer.last_day + timedelta(days=1)
        extend_offer(offer.pk, last_day=later, reason="Asked for", actor=organizer(), at=NOON)
    else:
        at = NOON + timedelta(days=60)
    batch = MailBatch.objects.get()
    outdated = sorted_letters(batch, at=at).outdated
    first = HeldLetter.objects.order_by("pk")[0]
    assert list(outdated) == [first.pk]
    release_batch(batch.pk, actor=organizer(), at=at)
    first.refresh_from_db()
    assert (first.state, first.reason) == ("outdated", str(outdated[first.pk]))
    expected = {
        "accepted": ["acceptance_code", "offer_accepted"],
        "cancelled": ["booking_cancelled"],
        "extended": ["offer_made"],
    }
    assert sorted(set(sent_kinds())) == expected.get(way, [])


def test_a_rejected_booking_that_was_approved_first_gets_one_letter() -> None:
    booth = booth_where_letters_wait()
    Edition.objects.update(booking_steps="by_hand")
    booking = booked(booth)
    approve_booking(booking.pk, actor=organizer(), at=NOON)
    cancel_booking(booking.pk, reason="Fire", actor=organizer(), at=NOON)
    found = sorted_letters(MailBatch.objects.get(), at=NOON)
    assert ([letter.kind for letter in found.waiting], len(found.outdated)) == (["booking_approved"], 1)


def test_offer_whose_letter_waits_is_not_reminded_of_and_does_not_lapse() -> None:
    offer = waiting_offer()
    late = NOON + timedelta(days=60)
    assert not remind_of_offer(offer.pk, actor=organizer(), at=NOON + timedelta(days=13))
    assert not lapse_offer(offer.pk, actor=organizer(), at=late)
    release_batch(MailBatch.objects.get().pk, actor=organizer(), at=NOON)
    assert lapse_offer(offer.pk, actor=organizer(), at=late)


def test_warnings_of_offers_and_contracts_wait_too_and_nothing_lapses_meanwhile() -> None:
    """An extension makes the warning outdated; once it left, the last day counts again."""
    offer = waiting_offer()
    release(MailBatch.objects.get())
    near, late = NOON + timedelta(days=13), NOON + timedelta(days=60)
    assert remind_of_offer(offer.pk, actor=SYSTEM, at=near)
    assert sent_kinds() == ["offer_made"]
    batch = MailBatch.objects.get(released_at=None)
    assert not lapse_offer(offer.pk, actor=SYSTEM, at=late)
    assert sorted_letters(batch, at=late).leaving == []
    assert len(sorted_letters(batch, at=near).leaving) == 1
    extend_offer(offer.pk, last_day=offer.last_day + timedelta(days=9), reason="Asked", actor=organizer(), at=near)
    assert sorted_letters(batch, at=near).leaving == []
    drop_letters([letter.pk for letter in batch.letters.all()], reason="Extended", actor=organizer(), at=near)
    assert lapse_offer(offer.pk, actor=SYSTEM, at=late)


def test_the_warning_of_a_contract_waits_and_the_contract_does_not_lapse_meanwhile() -> None:
    contract = contracted(booth=booth_where_letters_wait(), releases=True)
    near, late = NOON + timedelta(days=12), NOON + timedelta(days=15)
    assert "contract_to_sign" in sent_kinds()
    assert remind_of_contract(contract.pk, actor=SYSTEM, at=near)
    assert "contract_lapsing" not in sent_kinds()
    batch = MailBatch.objects.get(released_at=None)
    found = sorted_letters(batch, at=near)
    assert "contract_lapsing" in [letter.kind for letter in found.leaving]
    assert not lapse_contract(contract.pk, actor=SYSTEM, at=late)
    extend_contract(
        contract.pk, sign_by=contract.sign_by + timedelta(days=9), reason="Asked", actor=organizer(), at=near
    )
    assert "contract_lapsing" not in [letter.kind for letter in sorted_letters(batch, at=near).leaving]
    release_batch(batch.pk, actor=organizer(), at=near)
    assert lapse_contract(contract.pk, actor=SYSTEM, at=late + timedelta(days=30))


def test_single_letters_are_kept_dropped_and_put_back() -> None:
    booth = booth_where_letters_wait()
    for _turn in range(3):
        offered(BoothFactory(allotment=booth.allotment))
    batch = MailBatch.objects.get()
    kept, dropped, back = batch.letters.order_by("pk")
    actor = organizer()
    keep_for_later([kept.pk, back.pk], actor=actor, at=NOON)
    put_back([back.pk], actor=actor, at=NOON)
    with pytest.raises(Invalid, match="reason"):
        drop_letters([dropped.pk], reason=" ", actor=actor, at=NOON)
    drop_letters([dropped.pk], reason="Told by telephone", actor=actor, at=NOON)
    released = release(batch)
    assert (released.sent, released.later) == (1, 1)  # type: ignore[attr-defined]
    assert [letter.batch.number for letter in HeldLetter.objects.order_by("pk")] == [2, 1, 1]
    assert unsent_occasions([kept.occasion, dropped.occasion, back.occasion]) == {kept.occasion}
    with pytest.raises(DomainError, match="already been released"):
        put_back([dropped.pk], actor=actor, at=NOON)


def test_only_what_was_seen_is_released() -> None:
    booth = booth_where_letters_wait()
    offered(booth)
    batch = MailBatch.objects.get()
    seen = sorted_letters(batch, at=NOON).digest
    offered(BoothFactory(allotment=booth.allotment))
    with pytest.raises(DomainError, match="changed since"):
        release_batch(batch.pk, letters=seen, actor=organizer(), at=NOON)
    assert sent_kinds() == []


def test_reviewers_decide_but_do_not_release() -> None:
    batch = waiting_batch()
    with pytest.raises(NotAllowed):
        release_batch(batch.pk, actor=organizer(OrganizerRole.REVIEWER), at=NOON)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE mail_heldletter SET context = '{}'",
        "UPDATE mail_heldletter SET occasion = 'other'",
        "DELETE FROM mail_heldletter",
        "UPDATE mail_heldletter SET state = 'waiting'",
        "UPDATE mail_mailbatch SET released_at = NULL",
        "DELETE FROM mail_mailbatch",
    ],
)
def test_the_database_keeps_what_was_released(statement: str) -> None:
    release(waiting_batch())
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_organizer_previews_and_releases_a_batch() -> None:
    batch = waiting_batch()
    offer, client = Offer.objects.get(), signed_in(organizer())
    (held,) = HeldLetter.objects.all()
    listed = client.get(reverse("organizer:mail_batches"))
    assert_clean(listed)
    assert "Batch 1" in listed.text
    page = client.get(reverse("organizer:mail_batch", args=[batch.pk]))
    assert_clean(page)
    assert offer.booking.reference in page.text
    preview = client.get(reverse("organizer:mail_batch_letter", args=[held.pk]))
    assert_clean(preview)
    assert "accept by 31 May 2024" in preview.text
    rows = lines_of(client.get(reverse("organizer:mail_batch_export", args=[batch.pk, "csv"])))
    assert rows[1][:3] == [offer.booking.reference, offer.booking.company.name, "Offer"]
    address = reverse("organizer:mail_batch_letters", args=[batch.pk])
    assert client.post(address, {"do": "later"}).status_code == 422
    refused = client.post(address, {"do": "drop", "letters": [held.pk]})
    assert (refused.status_code, "Give a reason" in refused.text) == (422, True)
    client.post(address, {"do": "later", "letters": [held.pk]})
    client.post(address, {"do": "back", "letters": [held.pk]})
    digest = sorted_letters(batch, at=NOON).digest
    client.post(
        reverse("organizer:mail_batch_release", args=[batch.pk]), {"letters": digest, "revision": batch.revision}
    )
    assert sent_kinds() == ["offer_made"]
    assert_clean(client.get(reverse("organizer:mail_batch", args=[batch.pk])))


def test_an_approval_is_previewed_with_its_letter() -> None:
    booth = booth_where_letters_wait()
    Edition.objects.update(booking_steps="by_hand")
    approve_booking(booked(booth).pk, actor=organizer(), at=NOON)
    (held,) = HeldLetter.objects.all()
    client = signed_in(organizer())
    assert ".pdf" in client.get(reverse("organizer:mail_batch_letter", args=[held.pk])).text
    file = client.get(reverse("organizer:mail_batch_file", args=[held.pk, 0]))
    assert file.getvalue().startswith(b"%PDF")
    assert client.get(reverse("organizer:mail_batch_file", args=[held.pk, 1])).status_code == 404


def test_queries_of_a_batch_do_not_grow_with_it() -> None:
    booth = booth_where_letters_wait()
    client = signed_in(organizer())
    counts = []
    for _turn in range(3):
        offered(BoothFactory(allotment=booth.allotment))
        address = reverse("organizer:mail_batch", args=[MailBatch.objects.get().pk])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[1] == counts[2]
