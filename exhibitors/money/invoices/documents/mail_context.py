"""What mails about issued documents contain once these have their numbers. `MAIL_ENCLOSURES` refers to it."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language

from ciie.kernel.bilingual import ENGLISH
from ciie.mail.composing import Attachment, Enclosure
from ciie.uploads.keeping import read_kept
from ciie.web.templatetags.interface import money
from exhibitors.money.invoices.documents.einvoice import einvoice_xml
from exhibitors.money.invoices.documents.invoice_pdf import title_of
from exhibitors.money.invoices.documents.issued import invoice_pdf, issued_text
from exhibitors.money.invoices.models import Invoice


def issued(context: Mapping[str, Any]) -> Enclosure:
    """Return the document's total and due date, taken from its frozen text, and the document as a PDF.

    The transmission of an e-invoice attaches the PDF that was kept, and its XML, in place of the plain PDF.
    """
    invoice = Invoice.objects.get(pk=context["invoice"])
    text = issued_text(invoice)
    said = json.loads(text)
    is_einvoice = bool(context.get("einvoice"))
    if is_einvoice:
        pdf = read_kept(invoice.einvoice.file, invoice.einvoice.digest)
    else:
        pdf = invoice_pdf(invoice, get_language() or ENGLISH)
    words = {
        "document": title_of(said),
        "amount": money(Decimal(said["total"]), said["currency"]),
        "due": date_format(date.fromisoformat(said["due_on"]), "DATE_FORMAT") if said["due_on"] else "",
        "payment_reference": said["reference"],
        "credited": said["credits"]["number"] if said["credits"] else "",
        "reason": said["reason"],
    }
    attachments = [Attachment(f"{invoice.number_text}.pdf", pdf, "application/pdf")]
    if is_einvoice:
        attachments.append(Attachment(f"{invoice.number_text}.xml", einvoice_xml(text), "application/xml"))
    return Enclosure(words, attachments)
