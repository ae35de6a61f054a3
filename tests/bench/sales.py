"""`make bench-sales`: how long offers, prices and batches of letters take, beside the most that they may take.

800 bookings are approved by a bulk decision, which makes 800 offers whose letters wait in a batch; the batch is looked
at and released; a plan of 1,500 booths is priced; an invoice is drawn.
"""

import os
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from typing import Any

from django.core.management import call_command

from tests.bench.servers import data_servers

OFFERS, BOOTHS = 800, 1_500


def main() -> int:
    with data_servers() as environment:
        os.environ.update(environment)
        import_module("ciie.wsgi")  # it needs the settings first
        call_command("migrate", verbosity=0)
        return measure()


def measure() -> int:
    from ciie.mail.batches import release_batch, sorted_letters  # noqa: PLC0415  they need the settings first
    from ciie.mail.models import MailBatch  # noqa: PLC0415
    from exhibitors.office.bulk_decisions.queries.progress import progress_of  # noqa: PLC0415
    from exhibitors.office.bulk_decisions.tasks import carry_out_bulk_decision  # noqa: PLC0415
    from tests.factories import NOON, organizer  # noqa: PLC0415

    begun = _begun_decision()
    within = [_within("800 offers prepared", 20, lambda: carry_out_bulk_decision(begun.pk))]
    assert progress_of(begun).done == OFFERS
    batch = MailBatch.objects.get()
    within.append(_within("their letters looked at", 1, lambda: sorted_letters(batch, at=NOON)))
    within.append(_within("their letters released", 3, lambda: release_batch(batch.pk, actor=organizer(), at=NOON)))
    within.append(_revenue())
    within += _documents()
    return 0 if all(within) else 1


def _revenue() -> bool:
    """Of 1,500 booths of other sizes, each booked by itself."""
    from exhibitors.office.revenue.queries import parts_of  # noqa: PLC0415  they need the settings first
    from pavilions.floor.models.edition import Edition  # noqa: PLC0415
    from tests.exhibitors.expo import booked  # noqa: PLC0415
    from tests.factories import NOON, AllotmentFactory, BoothFactory  # noqa: PLC0415

    edition = Edition.objects.get()
    allotment = AllotmentFactory(edition=edition, capacity_sqm=Decimal(90_000))
    for number in range(OFFERS, BOOTHS):
        booked(BoothFactory(allotment=allotment, area_sqm=Decimal(number) / 100))
    parts_of([edition], at=NOON)  # what is compiled once
    return _within("revenue of 1,500 booths", 0.15, lambda: parts_of([edition], at=NOON))


def _documents() -> list[bool]:
    """A quote, and an invoice as PDF and as e-invoice."""
    from exhibitors.bookings.documents.check_address import check_address  # noqa: PLC0415
    from exhibitors.bookings.models import Booking  # noqa: PLC0415  they need the settings first
    from exhibitors.bookings.queries.booking_prices import asked_of, quote_booking, space_of  # noqa: PLC0415
    from exhibitors.bookings.queries.bookings import claims_shown  # noqa: PLC0415
    from exhibitors.money.invoices.documents.einvoice import einvoice_pdf  # noqa: PLC0415
    from exhibitors.money.invoices.documents.invoice_pdf import draw_invoice  # noqa: PLC0415
    from exhibitors.money.invoices.models import Invoice  # noqa: PLC0415
    from exhibitors.pricing.queries.buyers import buyer_of  # noqa: PLC0415
    from exhibitors.pricing.queries.cards import published_cards  # noqa: PLC0415
    from tests.exhibitors.invoices.invoices import billable, issued, line  # noqa: PLC0415
    from tests.factories import NOON  # noqa: PLC0415

    booking = Booking.objects.select_related("edition", "company").earliest("pk")
    invoice = Invoice.objects.get(pk=issued(billable("EUR"), line("1234.50", name="Space", name_zh="展位")).pk)
    text = invoice.text
    spaces = [space_of(claim) for claim in claims_shown(booking)]
    cards, buyer = published_cards(booking.edition), buyer_of(*asked_of(booking), at=NOON)
    address = check_address(invoice.public_id)
    einvoice_pdf(
        text, address
    )  # reads fonts and schemas; typst remembers what it has drawn, so other texts are measured
    return [
        _within("a quote", 0.005, lambda: quote_booking(booking, spaces, cards, buyer, at=NOON)),
        _within("an invoice as PDF", 0.3, lambda: draw_invoice(text.replace("Space", "Stand"), "en")),
        _within("an e-invoice", 1.5, lambda: einvoice_pdf(text.replace("Space", "Place"), address)),
    ]


def _begun_decision() -> Any:
    """A bulk decision on 800 submitted bookings of an edition in which letters of decisions wait."""
    from exhibitors.office.bulk_decisions.operations import start_bulk_decision  # noqa: PLC0415  they need the settings first
    from exhibitors.office.bulk_decisions.states import BulkKind  # noqa: PLC0415
    from pavilions.floor.models.edition import Edition  # noqa: PLC0415
    from tests.exhibitors.expo import booked  # noqa: PLC0415
    from tests.exhibitors.sales.offers import sold_by_offer  # noqa: PLC0415
    from tests.factories import NOON, AllotmentFactory, BoothFactory, organizer  # noqa: PLC0415

    allotment = AllotmentFactory(capacity_sqm=Decimal(90_000))
    sold_by_offer(allotment.edition)
    Edition.objects.update(holds_mail=True)
    bookings = [booked(BoothFactory(allotment=allotment)) for _booth in range(OFFERS)]
    seen = [(booking.pk, booking.revision) for booking in bookings]
    return start_bulk_decision(allotment.edition_id, BulkKind.APPROVE, seen, actor=organizer(), at=NOON)


def _within(name: str, most_seconds: float, work: Callable[[], object]) -> bool:
    began = time.perf_counter()
    work()
    seconds = time.perf_counter() - began
    sys.stdout.write(f"{name:40} {seconds:7.3f} s  of at most {most_seconds:g} s\n")
    return seconds <= most_seconds


if __name__ == "__main__":
    raise SystemExit(main())
