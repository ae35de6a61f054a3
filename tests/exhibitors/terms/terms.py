"""Published terms for tests."""

from ciie.kernel.actors import SYSTEM
from exhibitors.pricing.terms.models import EditionTerms
from exhibitors.pricing.terms.operations import change_terms, draft_terms, publish_terms
from tests.factories import NOON


def published(edition_id: int, text: str = "Pay **in time**.", text_zh: str = "请**按时**付款。") -> EditionTerms:
    draft = draft_terms(edition_id, actor=SYSTEM, at=NOON)
    change_terms(draft.pk, text=text, text_zh=text_zh, actor=SYSTEM, at=NOON)
    return publish_terms(draft.pk, actor=SYSTEM, at=NOON)
