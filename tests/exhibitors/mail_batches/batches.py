"""Batches of letters for tests: editions in which letters of decisions wait."""

from ciie.mail.models import MailBatch
from exhibitors.money.sales.models.offers import Offer
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from tests.exhibitors.sales.offers import offered, sold_by_offer
from tests.factories import BoothFactory


def booth_where_letters_wait() -> Booth:
    """A free booth of an edition that goes by offers and lets letters of decisions wait."""
    booth: Booth = BoothFactory()
    edition = booth.allotment.edition
    sold_by_offer(edition)
    Edition.objects.filter(pk=edition.pk).update(holds_mail=True)
    edition.refresh_from_db()
    return booth


def waiting_offer() -> Offer:
    """An offer whose letter waits."""
    return offered(booth_where_letters_wait())


def waiting_batch() -> MailBatch:
    """A batch with the letter about an offer."""
    waiting_offer()
    return MailBatch.objects.get()
