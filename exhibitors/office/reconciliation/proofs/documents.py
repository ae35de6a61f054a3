"""Proofs of documents, which recompute every SHA-256 that was kept of a text or a file."""

from collections.abc import Iterator, Mapping
from hashlib import file_digest

import structlog
from django.core.files.storage import default_storage
from django.db import connection
from django.utils.translation import gettext_lazy as _

from exhibitors.office.reconciliation.proofs.proof import COMMON, STATES, Proof, Recounted

log = structlog.get_logger(__name__)
MISSING = "no file"
UNREADABLE = "file cannot be read"


def read_files(files: str, edition_id: int) -> Iterator[Recounted]:
    """Yield each file that `files` selects (what, digest, name, leads_to) with its SHA-256 in the storage now.

    `files` is SQL that follows `COMMON`.
    """
    with connection.cursor() as cursor:
        cursor.execute(COMMON + files, {**STATES, "edition": edition_id})
        rows = cursor.fetchall()
    for what, digest, name, leads_to in rows:
        yield what, digest, _digest_in_storage(name), leads_to


def _digest_in_storage(name: str) -> str:
    try:
        with default_storage.open(name) as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return MISSING
    except OSError:
        log.exception("documents.unreadable", name=name)
        return UNREADABLE


DOCUMENTS: Mapping[str, Proof] = {
    "texts": Proof(
        _("Texts of documents"),
        _(
            "The SHA-256 of each issued document, offer and signed contract, and the amounts of invoices, "
            "compared with what stands in their frozen texts."
        ),
        """
WITH invoice AS (
    SELECT *, CASE WHEN text IS JSON OBJECT THEN text::jsonb ELSE '{}'::jsonb END AS said FROM exhibitors_invoice
    WHERE edition_id = %(edition)s AND state = %(issued)s
)
SELECT number_text AS what, digest AS kept, encode(sha256(convert_to(text, 'UTF8')), 'hex') AS counted,
    'invoice:' || id AS leads_to
FROM invoice
UNION ALL
SELECT concat_ws(', ', number_text, figure.name), figure.kept, figure.counted, 'invoice:' || id
FROM invoice CROSS JOIN LATERAL (VALUES
    ('net', trim_scale(net)::text, said ->> 'net'), ('tax', trim_scale(tax)::text, said ->> 'tax'),
    ('total', trim_scale(total)::text, said ->> 'total'), ('number', number_text, said ->> 'number_text'),
    ('day', issued_on::text, said ->> 'issued_on')
) AS figure (name, kept, counted)
UNION ALL
SELECT concat(reserved.name, ', offer ', offer.version), offer.digest,
    encode(sha256(convert_to(offer.text, 'UTF8')), 'hex'), 'offer:' || offer.id
FROM exhibitors_offer AS offer JOIN reserved USING (booking_id) WHERE offer.digest <> ''
UNION ALL
SELECT concat(reserved.name, ', offer ', offer.version, ', acceptance'), acceptance.digest,
    coalesce(nullif(offer.digest, ''), encode(sha256(convert_to(offer.text, 'UTF8')), 'hex')), 'offer:' || offer.id
FROM exhibitors_offeracceptance AS acceptance JOIN exhibitors_offer AS offer ON offer.id = acceptance.offer_id
JOIN reserved USING (booking_id)
UNION ALL
SELECT concat(reserved.name, '-C', contract.version, ', signature'), signature.digest, contract.digest,
    'contract:' || contract.id
FROM exhibitors_signature AS signature JOIN exhibitors_contract AS contract ON contract.id = signature.contract_id
JOIN reserved USING (booking_id)
""",
        sentence=_("%(what)s: %(kept)s is kept, but the document says %(counted)s."),
        is_text=True,
    ),
    "files": Proof(
        _("Files of documents"),
        _(
            "The SHA-256 of each contract, signed contract, signed copy, e-invoice, PDF of an invoice or letter, power "
            "of attorney, design, drawing of an upper deck and file sent as an answer, compared with the file in the "
            "storage."
        ),
        """
, contract AS (
    SELECT contract.*, concat(reserved.name, '-C', contract.version) AS number FROM exhibitors_contract AS contract
    JOIN reserved USING (booking_id)
)
SELECT number, digest, file, 'contract:' || id FROM contract
UNION ALL
SELECT number || ', signed', signed_digest, signed_file, 'contract:' || id FROM contract WHERE signed_file <> ''
UNION ALL
SELECT contract.number || ', copy', copy.digest, copy.file, 'contract:' || contract.id
FROM exhibitors_signedcopy AS copy JOIN contract ON contract.id = copy.contract_id
UNION ALL
SELECT invoice.number_text || ', e-invoice', einvoice.digest, einvoice.file, 'invoice:' || invoice.id
FROM exhibitors_einvoice AS einvoice JOIN exhibitors_invoice AS invoice ON invoice.id = einvoice.invoice_id
WHERE invoice.edition_id = %(edition)s AND einvoice.broken = ''
UNION ALL
SELECT concat_ws(', ', pdf.number, pdf.language), pdf.digest, pdf.file, 'invoice:' || invoice.id
FROM exhibitors_issuedpdf AS pdf JOIN exhibitors_invoice AS invoice ON invoice.number_text = pdf.number
WHERE pdf.kind = 'invoice' AND invoice.edition_id = %(edition)s
UNION ALL
SELECT concat_ws(', ', pdf.number, pdf.language), pdf.digest, pdf.file, NULL
FROM exhibitors_issuedpdf AS pdf JOIN exhibitors_confirmationletter AS letter ON letter.number = pdf.number
JOIN reserved USING (booking_id) WHERE pdf.kind = 'letter'
UNION ALL
SELECT concat(company.name, ', ', mandate.title), mandate.digest, mandate.file, NULL
FROM exhibitors_mandate AS mandate JOIN exhibitors_company AS company ON company.id = mandate.company_id
WHERE company.id IN (SELECT company_id FROM exhibitors_booking WHERE edition_id = %(edition)s)
UNION ALL
SELECT concat_ws(', ', design.title, design.version), design.digest, design.name, NULL
FROM pavilions_paviliondesign AS design
JOIN pavilions_nationalpavilion AS pavilion ON pavilion.holder_id = design.pavilion_id
WHERE pavilion.edition_id = %(edition)s
UNION ALL
SELECT concat_ws(', ', reserved.name, deck.drawing_title), substring(deck.drawing FROM '[0-9a-f]{64}'), deck.drawing,
    'deck:' || deck.id
FROM exhibitors_upperdeck AS deck JOIN pavilions_spaceclaim AS claim ON claim.id = deck.claim_id
JOIN reserved ON reserved.booking_id = claim.holder_id WHERE deck.drawing <> ''
UNION ALL
SELECT concat_ws(', ', reserved.name, answer.file_title), substring(answer.value FROM '[0-9a-f]{64}'), answer.value,
    NULL
FROM exhibitors_answer AS answer JOIN exhibitors_question AS question ON question.id = answer.question_id
JOIN reserved USING (booking_id) WHERE question.kind = %(file_question)s AND answer.value <> ''
""",
        sentence=_("%(what)s: the file was %(kept)s when it was kept, and is %(counted)s now."),
        is_text=True,
        recount=read_files,
    ),
}
