"""The proof of past days, which shows that the facts of each sealed day are still those of its digest."""

import hmac
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from django.db import connection
from django.utils.translation import gettext_lazy as _

from exhibitors.office.reconciliation.merkle import root_of
from exhibitors.office.reconciliation.models import FIRST, DayDigest, digest_of_day
from exhibitors.office.reconciliation.proofs.proof import Proof, Recounted

DAY = timedelta(days=1)
FACTS = """
SELECT kind, id, at, said::text FROM (
    SELECT 'journal line' AS kind, line.id, entry.posted_at AS at, json_build_array(
        entry.id, entry.day, entry.kind, entry.currency, line.account, line.amount, line.booking_id, line.party_id,
        line.invoice_id
    ) AS said
    FROM exhibitors_journalline AS line JOIN exhibitors_journalentry AS entry ON entry.id = line.entry_id
    WHERE line.edition_id = %(edition)s
    UNION ALL
    SELECT 'document', id, issued_at, json_build_array(number_text, kind, currency, net, tax, total, issued_on, digest)
    FROM exhibitors_invoice WHERE edition_id = %(edition)s AND state = 'issued'
    UNION ALL
    SELECT 'e-invoice', einvoice.id, einvoice.made_at, json_build_array(einvoice.invoice_id, einvoice.digest)
    FROM exhibitors_einvoice AS einvoice JOIN exhibitors_invoice AS invoice ON invoice.id = einvoice.invoice_id
    WHERE invoice.edition_id = %(edition)s AND einvoice.broken = ''
    UNION ALL
    SELECT 'payment', id, recorded_at, json_build_array(currency, amount, received_on, way, line_id)
    FROM exhibitors_payment WHERE edition_id = %(edition)s
    UNION ALL
    SELECT 'payment cancelled', id, cancelled_at, json_build_array(amount)
    FROM exhibitors_payment WHERE edition_id = %(edition)s AND cancelled_at IS NOT NULL
    UNION ALL
    SELECT 'allocation', made.id, made.made_at,
        json_build_array(made.payment_id, made.invoice_id, made.amount, made.fee, made.undoes_id)
    FROM exhibitors_allocation AS made JOIN exhibitors_payment AS payment ON payment.id = made.payment_id
    WHERE payment.edition_id = %(edition)s
    UNION ALL
    SELECT 'refund', made.id, made.made_at,
        json_build_array(made.payment_id, made.amount, made.fee, made.paid_on, made.returned_id, made.undoes_id)
    FROM exhibitors_refund AS made JOIN exhibitors_payment AS payment ON payment.id = made.payment_id
    WHERE payment.edition_id = %(edition)s
    UNION ALL
    SELECT 'offer', offer.id, offer.made_at, json_build_array(
        offer.booking_id, offer.version, offer.currency, offer.net, offer.total,
        encode(sha256(convert_to(offer.text, 'UTF8')), 'hex')
    )
    FROM exhibitors_offer AS offer JOIN exhibitors_booking AS booking ON booking.holder_id = offer.booking_id
    WHERE booking.edition_id = %(edition)s
    UNION ALL
    SELECT 'acceptance', made.id, made.accepted_at, json_build_array(made.offer_id, made.digest)
    FROM exhibitors_offeracceptance AS made JOIN exhibitors_offer AS offer ON offer.id = made.offer_id
    JOIN exhibitors_booking AS booking ON booking.holder_id = offer.booking_id WHERE booking.edition_id = %(edition)s
    UNION ALL
    SELECT 'contract', contract.id, contract.made_at,
        json_build_array(contract.booking_id, contract.version, contract.digest)
    FROM exhibitors_contract AS contract JOIN exhibitors_booking AS booking ON booking.holder_id = contract.booking_id
    WHERE booking.edition_id = %(edition)s
    UNION ALL
    SELECT 'signature', made.id, coalesce(copy.decided_at, made.signed_at),
        json_build_array(made.contract_id, made.way, made.digest)
    FROM exhibitors_signature AS made JOIN exhibitors_contract AS contract ON contract.id = made.contract_id
    LEFT JOIN exhibitors_signedcopy AS copy ON copy.id = made.copy_id
    JOIN exhibitors_booking AS booking ON booking.holder_id = contract.booking_id
    WHERE booking.edition_id = %(edition)s
    UNION ALL
    SELECT 'letter', letter.id, letter.issued_at,
        json_build_array(letter.number, encode(sha256(convert_to(letter.snapshot::text, 'UTF8')), 'hex'))
    FROM exhibitors_confirmationletter AS letter
    JOIN exhibitors_booking AS booking ON booking.holder_id = letter.booking_id WHERE booking.edition_id = %(edition)s
    UNION ALL
    SELECT 'claim', claim.id, claim.claimed_at, json_build_array(claim.holder_id, claim.allotment_id, claim.area_sqm)
    FROM pavilions_spaceclaim AS claim JOIN pavilions_allotment AS allotment ON allotment.id = claim.allotment_id
    WHERE allotment.edition_id = %(edition)s
    UNION ALL
    SELECT 'claim released', claim.id, claim.released_at, json_build_array(claim.area_sqm)
    FROM pavilions_spaceclaim AS claim JOIN pavilions_allotment AS allotment ON allotment.id = claim.allotment_id
    WHERE allotment.edition_id = %(edition)s AND claim.released_at IS NOT NULL
    UNION ALL
    SELECT 'movement', movement.id, movement.happened_at, json_build_array(
        movement.allotment_id, movement.company_id, movement.country, movement.state, movement.area_sqm
    )
    FROM exhibitors_spacemovement AS movement
    JOIN pavilions_allotment AS allotment ON allotment.id = movement.allotment_id
    WHERE allotment.edition_id = %(edition)s
    UNION ALL
    SELECT 'deal', counted.id, counted.happened_at, json_build_array(counted.deal_id, counted.deals, counted.amount_usd)
    FROM exhibitors_dealcount AS counted JOIN exhibitors_deal AS deal ON deal.id = counted.deal_id
    WHERE deal.edition_id = %(edition)s
    UNION ALL
    SELECT 'published figure', pgh_id, stated_at, json_build_array(pgh_obj_id, kind, value)
    FROM exhibitors_publishedfigureevent WHERE edition_id = %(edition)s
) AS fact
WHERE at >= %(since)s AND at < %(until)s
ORDER BY at, kind COLLATE "C", id
"""
"""What was done for an edition until a moment, in order, from columns that nothing may change any more.

Each fact is dated by the moment of the operation that wrote it: a signature on paper by its acceptance, although it
bears the day on which it was uploaded. An e-invoice counts once it breaks no rule.
"""


class Facts:
    """The leaves of an edition's days, read once, from the day after `after`, or the very first one, to `last`."""

    def __init__(self, edition_id: int, *, last: date, after: date | None = None) -> None:
        since = datetime.min.replace(tzinfo=UTC) if after is None else end_of(after)
        with connection.cursor() as cursor:
            cursor.execute(FACTS, {"edition": edition_id, "since": since, "until": end_of(last)})
            self._rows = list(reversed(cursor.fetchall()))

    def until(self, day: date, salt: str) -> Iterator[bytes]:
        """Yield the leaves up to the end of a day that have not been yielded yet.

        Each begins with a mark of its own that only the day's salt reveals. Therefore the hash of another fact, as a
        proof shows it, lets nobody guess what that fact says.
        """
        end, secret = end_of(day), bytes.fromhex(salt)
        while self._rows and self._rows[-1][2] < end:
            kind, pk, _at, said = self._rows.pop()
            mark = hmac.digest(secret, f"{kind}:{pk}".encode(), sha256)
            yield mark + f"{kind}:{pk}:{said}".encode()


def end_of(day: date) -> datetime:
    """Return the end of a day in UTC, so that it does not depend on an edition's time zone."""
    return datetime.combine(day + DAY, time(), UTC)


def recount_days(_compared: str, edition_id: int) -> Iterator[Recounted]:
    """Yield the digest of each sealed day with the one that follows from its facts and the digest of the day before."""
    sealed = list(DayDigest.objects.filter(edition=edition_id).order_by("day"))
    if not sealed:
        return
    facts, previous = Facts(edition_id, last=sealed[-1].day), FIRST
    for each in sealed:
        root, size = root_of(facts.until(each.day, each.salt))
        counted = digest_of_day(edition_id, each.day, size, root.hex(), each.salt, previous)
        yield each.day.isoformat(), each.digest, counted, ""
        previous = each.digest


DAYS: Mapping[str, Proof] = {
    "days": Proof(
        _("Digests of past days"),
        _(
            "The digest of each past day, which holds that of the day before, compared with one that is made again "
            "from what was posted, issued, paid, signed, claimed, counted and published on that day."
        ),
        FACTS,
        sentence=_("%(what)s: the digest of this day is %(kept)s, but what is there now gives %(counted)s."),
        is_text=True,
        recount=recount_days,
    )
}
