"""Queries on the national exhibition of an edition: the participants invited, their stages, and their claims."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db.models import DecimalField, Exists, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from ciie.accounts.invitations import open_invitations, to_mailbox_of
from ciie.accounts.models import User
from ciie.kernel.actors import Visitor
from ciie.kernel.authority import allowed
from pavilions.floor.ledger.models import SpaceClaim
from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth
from pavilions.floor.queries import natural
from pavilions.national.national_pavilions.models.national_pavilion import (
    NationalPavilion,
    PavilionInvitation,
    PavilionMove,
)
from pavilions.states import PavilionStage, PlanState, Section

AREA = DecimalField(max_digits=12, decimal_places=2)


def pavilions_of(edition: Edition) -> QuerySet[NationalPavilion]:
    """Return the pavilions of an edition with `claimed_sqm` and their managers.

    Guests of honour come first, then the others in the order of their invitation.
    """
    rows = NationalPavilion.objects.filter(edition=edition)
    return with_claims(rows).order_by("-is_guest_of_honour", "invited_at", "pk")


def managed_by(person: User) -> QuerySet[NationalPavilion]:
    """Return the pavilions that a person manages, newest edition first."""
    return NationalPavilion.objects.filter(managers=person).select_related("edition").order_by("-edition__number", "pk")


def latest_managed_by(person: User) -> QuerySet[NationalPavilion]:
    """Return, of the pavilions that a person manages, the newest one of each country and organization."""
    rows = NationalPavilion.objects.filter(managers=person)
    newest = rows.order_by("country", "organization", "-edition__number", "pk").distinct("country", "organization")
    return managed_by(person).filter(pk__in=newest.values("pk"))


def visible_pavilions(viewer: Visitor) -> QuerySet[NationalPavilion]:
    """Return all pavilions for organizers and admins, and for others those that they manage.

    The rule is the same as that of `pavilions.see_pavilion`.
    """
    rows = with_claims(NationalPavilion.objects.all())
    if allowed("pavilions.enter_organizer_desk", viewer):
        return rows
    return rows.filter(managers=viewer.pk) if viewer.pk else rows.none()


def with_claims(rows: QuerySet[NationalPavilion]) -> QuerySet[NationalPavilion]:
    """Annotate pavilions with `claimed_sqm`, and with `stage_since`, the time when they reached their stage."""
    live = SpaceClaim.objects.live().filter(holder_id=OuterRef("pk")).order_by().values("holder_id")
    claimed = Coalesce(Subquery(live.annotate(m=Sum("area_sqm")).values("m")), Value(Decimal(0)), output_field=AREA)
    moves = PavilionMove.objects.filter(pavilion=OuterRef("pk")).order_by("-pk")
    since = Coalesce(Subquery(moves.values("moved_at")[:1]), F("invited_at"))
    return rows.annotate(claimed_sqm=claimed, stage_since=since).select_related("edition").prefetch_related("managers")


def claims_of(pavilion: NationalPavilion) -> QuerySet[SpaceClaim]:
    """Return a pavilion's live claims by hall and number."""
    claims = SpaceClaim.objects.live().filter(holder_id=pavilion.pk).select_related("allotment__hall", "booth")
    return claims.order_by("allotment__hall__position", "allotment__hall__name", natural("booth__number"), "pk")


def open_invitations_of(pavilion: NationalPavilion, *, at: datetime) -> QuerySet[PavilionInvitation]:
    """Return a pavilion's invitations that can still be accepted, newest first."""
    return open_invitations(PavilionInvitation.objects.filter(pavilion=pavilion), at=at)


def invitations_to_pavilions(person: User, *, at: datetime) -> QuerySet[PavilionInvitation]:
    """Return the open invitations to manage a pavilion that were sent to this person's address, newest first."""
    rows = to_mailbox_of(PavilionInvitation.objects.select_related("pavilion__edition"), person)
    return open_invitations(rows, at=at)


def national_allotments(edition: Edition) -> QuerySet[Allotment]:
    """Return each hall's allotment to the national exhibition, in the order of halls."""
    rows = Allotment.objects.filter(edition=edition, section=Section.NATIONAL).select_related("hall", "sector")
    return rows.order_by("hall__position", "hall__name", "pk")


def free_national_booths(edition: Edition) -> QuerySet[Booth]:
    """Return booths of the national exhibition on published plans that are neither claimed nor withheld."""
    taken = SpaceClaim.objects.live().filter(booth=OuterRef("pk"))
    rows = Booth.objects.filter(
        allotment__section=Section.NATIONAL,
        plan__edition=edition,
        plan__state=PlanState.PUBLISHED,
        blocked_reason="",
    )
    in_order = rows.exclude(Exists(taken)).select_related("plan__hall")
    return in_order.order_by("plan__hall__position", "plan__hall__name", natural("number"), "pk")


def past_claims_of(pavilion: NationalPavilion) -> QuerySet[SpaceClaim]:
    """Return every claim that a pavilion ever had, oldest first."""
    rows = SpaceClaim.objects.filter(holder_id=pavilion.pk).select_related("allotment__hall", "booth")
    return rows.order_by("claimed_at", "pk")


def decline_of(pavilion_id: int) -> PavilionMove | None:
    """Return the move by which a pavilion declined, if it is still declined, or None."""
    moves = PavilionMove.objects.filter(pavilion=pavilion_id).select_related("pavilion__edition").order_by("-pk")
    last = moves.first()
    return last if last is not None and last.to_stage == PavilionStage.DECLINED else None


def space_before(decline: PavilionMove) -> list[SpaceClaim]:
    """Return the claims that a pavilion held until it declined."""
    return list(past_claims_of(decline.pavilion).filter(released_at=decline.moved_at))


def halls_of(pavilion_ids: Collection[int]) -> dict[int, list[SpaceClaim]]:
    """Return the live claims of several pavilions with their halls and booths, by pavilion; one query."""
    claims = SpaceClaim.objects.live().filter(holder_id__in=pavilion_ids).select_related("allotment__hall", "booth")
    found: dict[int, list[SpaceClaim]] = {pk: [] for pk in pavilion_ids}
    for claim in claims.order_by("allotment__hall__position", "allotment__hall__name", natural("booth__number"), "pk"):
        found[claim.holder_id].append(claim)
    return found
