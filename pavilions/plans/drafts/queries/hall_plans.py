"""The halls of an edition with their published plans and their drafts."""

from django.db.models import Count, DecimalField, Exists, Max, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.floor_plan import Booth, FloorPlan
from pavilions.floor.models.venue import Hall
from pavilions.plans.drafts.models import PlanEdit
from pavilions.states import PlanState


def halls_with_plans(edition: Edition) -> QuerySet[Hall]:
    """Return every hall with its published plan in the edition and its open drafts; two queries.

    Each has `published_version`, `published_pk`, `published_at`, `booth_count`, `drawn_sqm`, `draft_count`,
    `last_edited_at`, `is_allotted`, and `drafts`: plans with `edit_count`, `edited_at` and `editor`, newest last.
    """
    versions = FloorPlan.objects.filter(edition=edition, hall=OuterRef("pk"))
    published = versions.filter(state=PlanState.PUBLISHED)
    booths = Booth.objects.filter(plan__edition=edition, plan__hall=OuterRef("pk"), plan__state=PlanState.PUBLISHED)
    of_hall = booths.order_by().values("plan__hall")
    drafts = versions.filter(state=PlanState.DRAFT).order_by().values("hall")
    area = DecimalField(max_digits=12, decimal_places=2)
    return Hall.objects.annotate(
        published_version=Subquery(published.values("version")[:1]),
        published_pk=Subquery(published.values("pk")[:1]),
        published_at=Subquery(published.values("published_at")[:1]),
        booth_count=Coalesce(Subquery(of_hall.annotate(n=Count("pk")).values("n")), 0),
        drawn_sqm=Subquery(of_hall.annotate(m=Sum("area_sqm")).values("m"), output_field=area),
        draft_count=Coalesce(Subquery(drafts.annotate(n=Count("pk", distinct=True)).values("n")), 0),
        last_edited_at=Subquery(drafts.annotate(t=Max("edits__made_at")).values("t")),
        is_allotted=Exists(Allotment.objects.filter(edition=edition, hall=OuterRef("pk"))),
    ).prefetch_related(Prefetch("floor_plans", open_drafts(edition), to_attr="drafts"))


def open_drafts(edition: Edition) -> QuerySet[FloorPlan]:
    last = PlanEdit.objects.filter(plan=OuterRef("pk")).order_by("-number")
    return (
        FloorPlan.objects.filter(edition=edition, state=PlanState.DRAFT)
        .annotate(
            edit_count=Count("edits"),
            edited_at=Subquery(last.values("made_at")[:1]),
            editor=Subquery(last.values("made_by__name")[:1]),
        )
        .select_related("base")
        .order_by("version")
    )
