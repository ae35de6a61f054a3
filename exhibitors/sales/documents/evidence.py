"""The evidence of a signature in words, as its page in the signed PDF has it."""

from django.utils import translation

from ciie.kernel.bilingual import ENGLISH
from exhibitors.sales.models.contracts import Signature
from pavilions.floor.models.edition import Edition


def evidence_of(signature: Signature, edition: Edition) -> dict[str, str]:
    """What `draw_signed` writes; times are those of the edition, with their distance from UTC."""
    moment = signature.signed_at.astimezone(edition.zone)
    with translation.override(ENGLISH):
        way = str(signature.get_way_display())
    return {
        "name": signature.name,
        "way": way,
        "signed_at": f"{moment:%Y-%m-%d %H:%M:%S %z}",
        "email": signature.email,
        "address": signature.address or "",
        "user_agent": signature.user_agent,
        "digest": signature.digest,
        "drawing": signature.drawing,
        "copy": signature.copy.digest if signature.copy else "",
    }
