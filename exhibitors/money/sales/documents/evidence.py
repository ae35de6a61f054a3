"""The evidence of a signature in words, as the signed PDF shows it."""

from django.utils import translation

from ciie.kernel.bilingual import ENGLISH
from exhibitors.money.sales.models.contracts import Signature
from pavilions.floor.models.edition import Edition


def evidence_of(signature: Signature, edition: Edition) -> dict[str, str]:
    """Return the evidence that `draw_signed` writes. Times are in the edition's time zone, with their UTC offset."""
    moment = signature.signed_at.astimezone(edition.zone)
    code = ""
    if signature.code_entered_at:
        code = f"{signature.code_email}, {signature.code_entered_at.astimezone(edition.zone):%Y-%m-%d %H:%M:%S %z}"
    with translation.override(ENGLISH):
        way, name_from = str(signature.get_way_display()), str(signature.get_name_from_display())
    if signature.mandate:
        name_from = f"{name_from}, SHA-256 {signature.mandate.digest}"
    return {
        "name": signature.name,
        "name_from": name_from,
        "code": code,
        "way": way,
        "signed_at": f"{moment:%Y-%m-%d %H:%M:%S %z}",
        "email": signature.email,
        "address": signature.address or "",
        "user_agent": signature.user_agent,
        "digest": signature.digest,
        "drawing": signature.drawing,
        "copy": signature.copy.digest if signature.copy else "",
    }
