"""Comparing the documents of an edition with their digests, and keeping what that found."""

from datetime import datetime

import structlog
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import NotFound
from exhibitors.verification.models import DigestCheck
from exhibitors.verification.queries import compared_documents
from pavilions.floor.models.edition import Edition

KEPT_DIFFERENCES = 200

log = structlog.get_logger(__name__)


@operation("exhibitors.documents.compared")
def check_digests(edition_id: int, *, actor: Actor, at: datetime) -> DigestCheck:
    """Read every document of the edition again, log each that differs as an error, and keep the result."""
    require("exhibitors.see_totals", actor)
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        raise NotFound(_("Edition not found."), code="not_found")
    compared = list(compared_documents(edition))
    differing = [each for each in compared if not each.is_same]
    for each in differing:
        log.error("documents.differ", kind=each.kind, number=each.number)
    return DigestCheck.objects.create(
        edition=edition,
        checked_at=at,
        compared=len(compared),
        differing=len(differing),
        differences=[[each.kind, each.number] for each in differing[:KEPT_DIFFERENCES]],
    )
