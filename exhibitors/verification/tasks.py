"""The nightly comparison of documents with their digests."""

from celery import shared_task

from ciie.kernel.actors import SYSTEM
from ciie.kernel.clock import now
from exhibitors.verification.operations import check_digests
from pavilions.floor.models.edition import Edition


@shared_task(name="exhibitors.check_digests")
def compare_documents() -> None:
    for edition_id in Edition.objects.order_by("number").values_list("pk", flat=True):
        check_digests(edition_id, actor=SYSTEM, at=now())
