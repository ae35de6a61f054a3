"""Proofs of money: the journal with its invoices and payments, invoices, their series, and bank statements."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from exhibitors.office.reconciliation.proofs.proof import Proof

MONEY: Mapping[str, Proof] = {
    "journal": Proof(
        _("Balance of the journal"),
        _("The lines of each entry of the journal, and of each currency, compared with 0; clearing between editions."),
        """
WITH summed AS (
    SELECT entry_id, memo, currency, document_id, sum(amount) AS amount FROM posting
    GROUP BY entry_id, memo, currency, document_id
), cleared AS (
    SELECT entry_id, sum(amount) AS amount FROM exhibitors_journalline
    WHERE account = 'clearing' AND entry_id IN (SELECT entry_id FROM posting WHERE account = 'clearing')
    GROUP BY entry_id
), paid AS (
    SELECT entry_id, id FROM exhibitors_payment
    UNION SELECT entry_id, payment_id FROM exhibitors_allocation
    UNION SELECT entry_id, payment_id FROM exhibitors_refund
)
SELECT 'all entries, ' || currency AS what, sum(amount) AS kept, 0::numeric AS counted, NULL AS leads_to
FROM posting GROUP BY currency
UNION ALL
SELECT concat_ws(', ', 'entry ' || entry_id, nullif(memo, ''), currency), amount, 0,
    coalesce('invoice:' || document_id, 'payment:' || paid.id)
FROM summed LEFT JOIN paid USING (entry_id)
UNION ALL
SELECT 'clearing of entry ' || entry_id, amount, 0, 'payment:' || paid.id FROM cleared LEFT JOIN paid USING (entry_id)
""",
        sentence=_("%(what)s: the journal comes to %(kept)s instead of %(counted)s."),
    ),
    "receivables": Proof(
        _("Receivables"),
        _("What is open of each invoice by the journal, compared with its total less credit notes and allocations."),
        """
WITH posted AS (
    SELECT invoice_id, sum(amount) AS amount FROM posting WHERE account = 'receivable' GROUP BY invoice_id
), charged AS (
    SELECT * FROM exhibitors_invoice WHERE edition_id = %(edition)s AND state = %(issued)s AND kind = ANY(%(charging)s)
), credited AS (
    SELECT credits_id, sum(total) AS amount FROM exhibitors_invoice
    WHERE edition_id = %(edition)s AND state = %(issued)s AND credits_id IS NOT NULL GROUP BY credits_id
), paid AS (
    SELECT invoice_id, sum(allocation.amount + allocation.fee) AS amount FROM exhibitors_allocation AS allocation
    WHERE invoice_id IN (SELECT id FROM charged) GROUP BY invoice_id
)
SELECT coalesce(charged.number_text, 'without an issued invoice') AS what, coalesce(posted.amount, 0) AS kept,
    coalesce(charged.total - coalesce(credited.amount, 0) - coalesce(paid.amount, 0), 0) AS counted,
    'invoice:' || coalesce(charged.id, posted.invoice_id) AS leads_to
FROM posted FULL JOIN charged ON charged.id = posted.invoice_id
LEFT JOIN credited ON credited.credits_id = charged.id LEFT JOIN paid ON paid.invoice_id = charged.id
""",
        sentence=_(
            "%(what)s: %(kept)s is open by the journal, but the total less credit notes and payments is %(counted)s."
        ),
    ),
    "advances": Proof(
        _("Advances of customers"),
        _("What each company has paid ahead by the journal, compared with what is left of its payments."),
        """
WITH posted AS (
    SELECT company_id, currency, -sum(amount) AS amount FROM posting WHERE account = 'advance'
    GROUP BY company_id, currency
), payment AS (
    SELECT * FROM exhibitors_payment WHERE edition_id = %(edition)s AND cancelled_at IS NULL
), moved AS (
    SELECT company_id, currency, amount FROM payment
    UNION ALL
    SELECT company_id, currency, -allocation.amount FROM payment
    JOIN exhibitors_allocation AS allocation ON allocation.payment_id = payment.id
    UNION ALL
    SELECT company_id, currency, -refund.amount FROM payment
    JOIN exhibitors_refund AS refund ON refund.payment_id = payment.id
), rest AS (
    SELECT company_id, currency, sum(amount) AS amount FROM moved GROUP BY company_id, currency
)
SELECT concat_ws(', ', company.name, currency) AS what, coalesce(posted.amount, 0) AS kept,
    coalesce(rest.amount, 0) AS counted, 'company:' || company_id AS leads_to
FROM posted FULL JOIN rest USING (company_id, currency) JOIN exhibitors_company AS company ON company.id = company_id
""",
        sentence=_("%(what)s: the journal has an advance of %(kept)s, but %(counted)s is left of the payments."),
    ),
    "bank": Proof(
        _("Bank and bank fees"),
        _(
            "What came in by the journal, compared with payments less refunds; bank fees, with those of allocations "
            "and of payments that banks took back; "
            "each payment that a statement brought or took back, with its line."
        ),
        """
WITH posted AS (
    SELECT currency, account, sum(amount) AS amount FROM posting WHERE account IN ('bank', 'fee')
    GROUP BY currency, account
), payment AS (
    SELECT * FROM exhibitors_payment WHERE edition_id = %(edition)s AND cancelled_at IS NULL
), moved AS (
    SELECT currency, 'bank' AS account, amount FROM payment
    UNION ALL
    SELECT payment.currency, side.account, side.amount FROM payment
    JOIN exhibitors_refund AS refund ON refund.payment_id = payment.id
    CROSS JOIN LATERAL (VALUES ('bank', -refund.amount - refund.fee), ('fee', refund.fee)) AS side (account, amount)
    WHERE side.amount <> 0
    UNION ALL
    SELECT invoice.currency, 'fee', allocation.fee FROM exhibitors_allocation AS allocation
    JOIN exhibitors_invoice AS invoice ON invoice.id = allocation.invoice_id
    WHERE invoice.edition_id = %(edition)s AND allocation.fee <> 0
), made AS (
    SELECT currency, account, sum(amount) AS amount FROM moved GROUP BY currency, account
)
SELECT concat_ws(', ', account, currency) AS what, coalesce(posted.amount, 0) AS kept,
    coalesce(made.amount, 0) AS counted, NULL AS leads_to
FROM posted FULL JOIN made USING (currency, account)
UNION ALL
SELECT 'P-' || lpad(payment.id::text, 6, '0'), payment.amount, bank_line.amount, 'payment:' || payment.id
FROM payment JOIN exhibitors_statementline AS bank_line ON bank_line.id = payment.line_id
UNION ALL
SELECT concat('P-', lpad(payment.id::text, 6, '0'), ', returned'), refund.amount + refund.fee, bank_line.amount,
    'payment:' || payment.id
FROM payment JOIN exhibitors_refund AS refund ON refund.payment_id = payment.id AND refund.undoes_id IS NULL
JOIN exhibitors_statementline AS bank_line ON bank_line.id = refund.returned_id
""",
        sentence=_("%(what)s: %(kept)s is booked, but payments, refunds and statements come to %(counted)s."),
    ),
    "revenue": Proof(
        _("Revenue and tax"),
        _("Revenue and tax of each issued document by the journal, compared with what the document comes to."),
        """
WITH posted AS (
    SELECT document_id, account, -sum(amount) AS amount FROM posting WHERE account IN ('revenue', 'tax')
    GROUP BY document_id, account
), issued AS (
    SELECT invoice.id AS document_id, invoice.number_text, figure.account,
        figure.amount * CASE WHEN invoice.credits_id IS NULL THEN 1 ELSE -1 END AS amount
    FROM exhibitors_invoice AS invoice
    CROSS JOIN LATERAL (VALUES ('revenue', invoice.net), ('tax', invoice.tax)) AS figure (account, amount)
    WHERE invoice.edition_id = %(edition)s AND invoice.state = %(issued)s AND invoice.kind <> %(pro_forma)s
)
SELECT concat_ws(', ', coalesce(issued.number_text, 'without a document'), account) AS what,
    coalesce(posted.amount, 0) AS kept, coalesce(issued.amount, 0) AS counted, 'invoice:' || document_id AS leads_to
FROM posted FULL JOIN issued USING (document_id, account)
""",
        sentence=_("%(what)s: the journal has %(kept)s, but %(counted)s was issued."),
    ),
    "invoices": Proof(
        _("Sums of invoices"),
        _(
            "Net, tax and total of each issued document, compared with its lines and taxes; none is below 0; and the "
            "net that is taxed in one way, with its lines."
        ),
        """
SELECT concat_ws(', ', invoice.number_text, figure.name) AS what, figure.kept, figure.counted,
    'invoice:' || invoice.id AS leads_to
FROM exhibitors_invoice AS invoice
LEFT JOIN LATERAL (
    SELECT coalesce(sum(net), 0) AS net FROM exhibitors_invoiceline WHERE invoice_id = invoice.id
) AS line ON true
LEFT JOIN LATERAL (
    SELECT coalesce(sum(net), 0) AS net, coalesce(sum(tax), 0) AS tax FROM exhibitors_invoicetax
    WHERE invoice_id = invoice.id
) AS tax ON true
CROSS JOIN LATERAL (VALUES
    ('net by lines', invoice.net, line.net), ('net by taxes', invoice.net, tax.net), ('tax', invoice.tax, tax.tax),
    ('total', invoice.total, line.net + tax.tax), ('not below 0', invoice.total, greatest(invoice.total, 0))
) AS figure (name, kept, counted)
WHERE invoice.edition_id = %(edition)s AND invoice.state = %(issued)s
UNION ALL
SELECT concat_ws(', ', number_text, category, trim_scale(rate)::text || '%%'), treated.taxed,
    treated.lined, 'invoice:' || invoice.id
FROM exhibitors_invoice AS invoice CROSS JOIN LATERAL (
    SELECT category, rate, sum(taxed) AS taxed, sum(lined) AS lined FROM (
        SELECT category, rate, net AS taxed, 0 AS lined FROM exhibitors_invoicetax WHERE invoice_id = invoice.id
        UNION ALL
        SELECT category, rate, 0, net FROM exhibitors_invoiceline WHERE invoice_id = invoice.id
    ) AS both_sides GROUP BY category, rate
) AS treated
WHERE invoice.edition_id = %(edition)s AND invoice.state = %(issued)s
""",
        sentence=_("%(what)s: the document says %(kept)s, but its lines and taxes come to %(counted)s."),
    ),
    "deductions": Proof(
        _("Deducted deposits"),
        _("What issued invoices deduct of each deposit invoice, compared with its net less credit notes, if above it."),
        """
WITH deducted AS (
    SELECT coalesce(line.deducts_id, before.deducts_id) AS id,
        sum(CASE WHEN invoice.credits_id IS NULL THEN -line.net ELSE line.net END) AS net
    FROM exhibitors_invoiceline AS line JOIN exhibitors_invoice AS invoice ON invoice.id = line.invoice_id
    LEFT JOIN exhibitors_invoiceline AS before ON before.id = line.refers_to_id
    WHERE invoice.edition_id = %(edition)s AND invoice.state = %(issued)s
        AND coalesce(line.deducts_id, before.deducts_id) IS NOT NULL
    GROUP BY 1
)
SELECT deposit.number_text AS what, deducted.net AS kept, least(deducted.net, deposit.net - coalesce((
        SELECT sum(net) FROM exhibitors_invoice WHERE credits_id = deposit.id AND state = %(issued)s
    ), 0)) AS counted, 'invoice:' || deposit.id AS leads_to
FROM deducted JOIN exhibitors_invoice AS deposit USING (id)
""",
        sentence=_("%(what)s: invoices deduct %(kept)s of it, but only %(counted)s of it can be deducted."),
    ),
    "series": Proof(
        _("Numbers of invoices"),
        _("Each number that a series has drawn, compared with the documents that have it: no gap, none twice."),
        """
WITH drawn AS (
    SELECT series.id AS series_id, number, concat(series.prefix, series.year, '-', lpad(number::text, 5, '0')) AS name
    FROM exhibitors_invoiceseries AS series CROSS JOIN LATERAL generate_series(1, series.last) AS number
    WHERE series.edition_id = %(edition)s
), held AS (
    SELECT series_id, number, count(*) AS documents, min(id) AS id, min(number_text) AS name FROM exhibitors_invoice
    WHERE series_id IN (SELECT id FROM exhibitors_invoiceseries WHERE edition_id = %(edition)s)
        AND state = %(issued)s
    GROUP BY series_id, number
)
SELECT coalesce(drawn.name, held.name) AS what, (drawn.number IS NOT NULL)::int AS kept,
    coalesce(held.documents, 0) AS counted, 'invoice:' || held.id AS leads_to
FROM drawn FULL JOIN held USING (series_id, number)
""",
        sentence=_("%(what)s: the number was drawn %(kept)s times, but %(counted)s documents have it."),
    ),
    "series_days": Proof(
        _("Days of invoices"),
        _("The day of each issued document, compared with the days of the earlier numbers of its series."),
        """
SELECT number_text AS what, issued_on::text AS kept, greatest(issued_on, max(issued_on) OVER before)::text AS counted,
    'invoice:' || id AS leads_to
FROM exhibitors_invoice WHERE edition_id = %(edition)s AND state = %(issued)s
WINDOW before AS (PARTITION BY series_id ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
""",
        sentence=_("%(what)s is dated %(kept)s, although an earlier number of its series is dated %(counted)s."),
        is_text=True,
    ),
    "statements": Proof(
        _("Bank statements"),
        _(
            "The opening balance of each statement of an account in the edition's currency, compared with the closing "
            "balance of the one before; and what it moved, with its lines."
        ),
        """
WITH account AS (
    SELECT account.id FROM exhibitors_bankaccount AS account
    JOIN pavilions_edition AS edition ON edition.id = %(edition)s AND edition.currency = account.currency
), line AS (
    SELECT statement_id, account_id, day, CASE WHEN is_credit THEN amount ELSE -amount END AS amount
    FROM exhibitors_statementline WHERE account_id IN (SELECT id FROM account)
), statement AS (
    SELECT statement.*, concat_ws(', ', nullif(statement.number, ''), statement.file_name) AS name
    FROM exhibitors_bankstatement AS statement
    WHERE account_id IN (SELECT id FROM account) AND state = %(imported)s AND first_day IS NOT NULL
        AND opening IS NOT NULL AND closing IS NOT NULL
)
SELECT statement.name || ', opening balance' AS what, statement.opening AS kept,
    before.closing + coalesce((
        SELECT sum(amount) FROM line WHERE account_id = statement.account_id
            AND day > before.last_day AND day < statement.first_day
    ), 0) AS counted, 'statement:' || statement.id AS leads_to
FROM statement CROSS JOIN LATERAL (
    SELECT closing, last_day FROM statement AS earlier
    WHERE earlier.account_id = statement.account_id AND earlier.id <> statement.id AND (
        earlier.last_day < statement.first_day
        OR (statement.known = 0 AND earlier.last_day = statement.first_day AND earlier.id < statement.id)
    )
    ORDER BY earlier.last_day DESC, earlier.id DESC LIMIT 1
) AS before
UNION ALL
SELECT statement.name || ', movements', statement.closing - statement.opening,
    coalesce((SELECT sum(amount) FROM line WHERE statement_id = statement.id), 0), 'statement:' || statement.id
FROM statement WHERE statement.known = 0
""",
        sentence=_("%(what)s: the statement says %(kept)s, but its lines and those before come to %(counted)s."),
    ),
}
