"""The parts of a proof, its result, and the execution of proofs, most of which are carried out in SQL alone."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exhibitors.bookings.questions.states import QuestionKind
from exhibitors.money.invoices.states import CHARGING, InvoiceKind, InvoiceState
from exhibitors.money.payments.states import StatementState
from exhibitors.promotion.catalogue.states import DebutState, ExhibitState
from exhibitors.promotion.deals.states import DealState
from exhibitors.promotion.roadshows.states import RoadshowState
from exhibitors.states import BOOKED_STATES, DeckState
from pavilions.states import ClaimState, PlanState

type Figure = Decimal | str
type Recounted = tuple[str, str, str, str]
"""What is compared, the value kept, the value counted, and what leads to the row, all as text."""

SENTENCE = _("%(what)s: %(kept)s is kept, but its rows come to %(counted)s.")


@dataclass(frozen=True)
class Proof:
    """A proof that compares figures of one edition.

    `compared` selects rows (what, kept, counted) from tables and from what `COMMON` names. If `kept` differs from
    `counted`, something is wrong, and `sentence` says so. A fourth column, `leads_to`, may name the row, such as
    `invoice:7`. `words` say what is compared with what. `recount` counts in Python what SQL cannot, from what
    `compared` selects for an edition.
    """

    label: str | Promise
    words: str | Promise
    compared: str
    sentence: str | Promise = SENTENCE
    is_text: bool = False
    """Whether `kept` and `counted` are texts, such as digests and days, instead of figures."""
    recount: Callable[[str, int], Iterable[Recounted]] | None = None

    def say(self, what: str, kept: Figure, counted: Figure) -> str:
        """Return a difference as a sentence."""
        return str(self.sentence) % {"what": what, "kept": kept or "–", "counted": counted or "–"}


@dataclass(frozen=True)
class Difference:
    """A place where figures disagree: `kept` is what pages show, and `counted` is the sum of the rows behind it."""

    proof: str
    what: str
    kept: Figure
    counted: Figure
    leads_to: str = ""

    @property
    def by(self) -> Decimal | None:
        """The difference between the figures, or None for texts."""
        if isinstance(self.kept, str) or isinstance(self.counted, str):
            return None
        return self.kept - self.counted


@dataclass(frozen=True)
class Outcome:
    """The result of a proof at one moment: the number of figures compared, and those that disagree."""

    proof: str
    compared: int
    differences: tuple[Difference, ...]


COMMON = """
WITH place AS (
    SELECT allotment.id, allotment.section, allotment.claimed_sqm, edition.number,
        concat_ws(' ', edition.number, hall.name, sector.name) AS name
    FROM pavilions_allotment AS allotment
    JOIN pavilions_edition AS edition ON edition.id = allotment.edition_id
    JOIN pavilions_hall AS hall ON hall.id = allotment.hall_id
    LEFT JOIN pavilions_sector AS sector ON sector.id = allotment.sector_id
    WHERE allotment.edition_id = %(edition)s
), noted AS (
    SELECT allotment_id, company_id, country, state, area_sqm
    FROM exhibitors_spacetotal JOIN place ON place.id = allotment_id
    UNION ALL
    SELECT allotment_id, company_id, country, state, area_sqm
    FROM exhibitors_spacemovement JOIN place ON place.id = allotment_id WHERE folded_at IS NULL
), live AS (
    SELECT holder_id, allotment_id, booth_id, area_sqm
    FROM pavilions_spaceclaim JOIN place ON place.id = allotment_id WHERE state <> %(released)s
), posting AS (
    SELECT line.entry_id, line.account, line.amount, line.company_id, line.invoice_id, entry.currency,
        entry.document_id, entry.memo
    FROM exhibitors_journalline AS line JOIN exhibitors_journalentry AS entry ON entry.id = line.entry_id
    WHERE line.edition_id = %(edition)s
), reserved AS (
    SELECT booking.holder_id AS booking_id, concat(edition.number, '-', lpad(booking.holder_id::text, 6, '0')) AS name
    FROM exhibitors_booking AS booking JOIN pavilions_edition AS edition ON edition.id = booking.edition_id
    WHERE booking.edition_id = %(edition)s
)
"""
"""The tables that several proofs read, for one edition.

They are its halls, its totals with what is not yet folded, its live claims, the lines of its journal, and its bookings
with their references.
"""

STATES: Mapping[str, str | list[str]] = {
    "booked": [str(state) for state in BOOKED_STATES],
    "released": ClaimState.RELEASED.value,
    "plan_in_force": PlanState.PUBLISHED.value,
    "counted_deal": DealState.COUNTED.value,
    "verified_debut": DebutState.VERIFIED.value,
    "published_exhibit": ExhibitState.PUBLISHED.value,
    "held_roadshow": RoadshowState.HELD.value,
    "charging": [str(kind) for kind in CHARGING],
    "issued": InvoiceState.ISSUED.value,
    "pro_forma": InvoiceKind.PRO_FORMA.value,
    "imported": StatementState.IMPORTED.value,
    "approved_deck": DeckState.APPROVED.value,
    "file_question": QuestionKind.FILE.value,
}
"""The states that are parameters of the proofs."""

OUTCOME = """
{common}, compared AS ({compared})
SELECT count(*), coalesce(
    json_agg(json_build_array(what, kept::text, counted::text, to_jsonb(compared) ->> 'leads_to') ORDER BY what)
    FILTER (WHERE kept IS DISTINCT FROM counted), '[]')::text
FROM compared
"""


def carry_out(key: str, proof: Proof, edition_id: int) -> Outcome:
    """Carry out one proof for one edition. SQL reads both sides in one statement, and thus at one moment."""
    compared, differing = _recounted(proof, edition_id) if proof.recount else _by_sql(proof, edition_id)
    figure = str if proof.is_text else Decimal
    return Outcome(
        key,
        compared,
        tuple(
            Difference(key, what, figure(kept or ""), figure(counted or ""), leads_to or "")
            for what, kept, counted, leads_to in differing
        ),
    )


def _by_sql(proof: Proof, edition_id: int) -> tuple[int, list[Recounted]]:
    with connection.cursor() as cursor:
        statement = OUTCOME.format(common=COMMON, compared=proof.compared)
        cursor.execute(statement, {**STATES, "edition": edition_id})
        compared, differing = cursor.fetchone()
    return compared, json.loads(differing)


def _recounted(proof: Proof, edition_id: int) -> tuple[int, list[Recounted]]:
    rows = [] if proof.recount is None else list(proof.recount(proof.compared, edition_id))
    return len(rows), [row for row in rows if row[1] != row[2]]
