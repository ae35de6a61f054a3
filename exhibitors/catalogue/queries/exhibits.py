"""Exhibits in rows, and how many debuts there were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from ciie.accounts.models import User
from ciie.kernel.actors import Visitor
from exhibitors.catalogue.models import Exhibit, ExhibitPicture
from exhibitors.catalogue.queries.debuts import debuts_counted
from exhibitors.catalogue.states import DebutState
from exhibitors.companies.models import Company
from exhibitors.companies.queries import companies_visible_to
from exhibitors.published_figures.queries import values_of
from exhibitors.published_figures.states import FigureKind
from pavilions.floor.models.edition import Edition
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.staff.rules import appointments_of, is_admin


def exhibits_visible_to(viewer: Visitor) -> QuerySet[Exhibit]:
    """All to organizers and admins, to people those of their companies and of the pavilions that they manage."""
    rows = Exhibit.objects.select_related("company", "pavilion", "sector", "edition")
    if is_admin(viewer) or appointments_of(viewer):
        return rows
    managed = NationalPavilion.objects.filter(managers=viewer.pk) if isinstance(viewer, User) else ()
    return rows.filter(Q(company__in=companies_visible_to(viewer)) | Q(pavilion__in=managed))


def exhibits_of(exhibitor: Company | NationalPavilion, edition: Edition) -> QuerySet[Exhibit]:
    """What an exhibitor shows at an edition, newest first, with pictures."""
    whose = {"company": exhibitor} if isinstance(exhibitor, Company) else {"pavilion": exhibitor}
    rows = Exhibit.objects.filter(edition=edition, **whose).select_related("sector", "company", "pavilion")
    return with_pictures(rows).order_by("-pk")


def with_pictures(rows: QuerySet[Exhibit]) -> QuerySet[Exhibit]:
    return rows.prefetch_related(Prefetch("pictures", queryset=ExhibitPicture.objects.order_by("pk")))


def claimed_debuts(edition: Edition) -> QuerySet[Exhibit]:
    """Claims that wait for an organizer, oldest first."""
    rows = Exhibit.objects.published().filter(edition=edition, debut_state=DebutState.CLAIMED)
    return with_pictures(rows.select_related("company", "pavilion", "sector")).order_by("changed_at", "pk")


@dataclass(frozen=True)
class EditionDebuts:
    """What was shown for the first time at one edition; published, or else counted here."""

    edition: Edition
    debuts: int
    is_published: bool


def debuts_by_edition(until: Edition, *, at: datetime) -> Sequence[EditionDebuts]:
    """Every edition up to this one of which a figure was published or debuts count, oldest first.

    A published figure stands for the whole edition, so rows of the same edition are not added to it.
    """
    editions = Edition.objects.filter(number__lte=until.number).order_by("number")
    published = {pk: int(value) for pk, value in values_of(FigureKind.DEBUTS).items()}
    counted = debuts_counted([edition.pk for edition in editions], until=at)
    return [
        EditionDebuts(edition, (counted | published)[edition.pk], edition.pk in published)
        for edition in editions
        if edition.pk in published or edition.pk in counted
    ]


def debuts_so_far(until: Edition, *, at: datetime) -> int:
    """Over all editions up to this one."""
    return sum(line.debuts for line in debuts_by_edition(until, at=at))
