"""Operations on figures published about an edition: stating them with a source, and correcting them with a reason."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor, person_of
from ciie.kernel.authority import require
from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError, Invalid, Sentence
from ciie.kernel.locking import lock_one, require_seen
from ciie.kernel.validity import require_valid
from ciie.kernel.wording import figure_words
from exhibitors.money.approvals.models import Approval
from exhibitors.money.approvals.operations import propose
from exhibitors.money.approvals.queries import Act, register_act
from exhibitors.money.approvals.states import ApprovalAct
from exhibitors.promotion.published_figures.models import BOUNDS, PublishedFigure
from exhibitors.promotion.published_figures.states import FigureKind
from pavilions.floor.models.edition import Edition


@dataclass(frozen=True)
class Statement:
    """A figure as it was published, with its source.

    `is_checked` says that an unusually high figure was compared with its source.
    """

    value: Decimal | None
    source: str
    link: str
    is_checked: bool = False
    source_zh: str = ""


@operation("exhibitors.figure.published")
def publish_edition_figure(
    edition_id: int, kind: FigureKind, stated: Statement, *, actor: Actor, at: datetime
) -> PublishedFigure | Approval:
    """State a figure of an edition that has begun. It applies to the whole edition from now on.

    A figure that is unusually high and checked is only proposed, and applies once a second person agrees.
    """
    edition = lock_one(Edition.objects.all(), edition_id, missing=_("Edition not found."))
    require("exhibitors.publish_figures", actor)
    if edition.opens_date > day_of(at, edition.zone):
        raise DomainError(
            _("%(edition)s has not started, so it has no results yet.") % {"edition": edition},
            code="edition_not_begun",
            field="edition",
        )
    if PublishedFigure.objects.filter(edition=edition, kind=kind).exists():
        raise DomainError(
            _("This figure of this edition has already been published. Correct it instead."),
            code="published_figure_once_per_edition",
            field="kind",
        )
    if stated.value is None:
        raise Invalid(_("Enter the figure."), code="value_missing", field="value")
    return _state(PublishedFigure(edition=edition, kind=kind), stated, actor=actor, at=at)


@operation("exhibitors.figure.corrected")
def correct_edition_figure(
    figure_id: int, stated: Statement, *, reason: str, seen: int, actor: Actor, at: datetime
) -> PublishedFigure | Approval:
    """Replace a figure from now on, or withdraw it (no value). Figures of earlier days and issued bulletins stay.

    A figure that is unusually high and checked is only proposed, as by `publish_edition_figure`.
    """
    figure = lock_one(PublishedFigure.objects.select_related("edition"), figure_id, missing=_("Figure not found."))
    require("exhibitors.publish_figures", actor)
    require_seen(figure, seen)
    if not reason.strip():
        raise Invalid(_("Give the reason for the correction."), code="reason_missing", field="reason")
    figure.reason = reason.strip()
    return _state(figure, stated, actor=actor, at=at)


def _state(figure: PublishedFigure, stated: Statement, *, actor: Actor, at: datetime) -> PublishedFigure | Approval:
    _fill(figure, stated, actor=actor, at=at)
    if stated.value is not None and stated.value > BOUNDS[FigureKind(figure.kind)].usual:
        return _propose(figure, actor=actor, at=at)
    figure.save()
    return figure


def _fill(figure: PublishedFigure, stated: Statement, *, actor: Actor, at: datetime) -> None:
    if stated.value is not None:
        _require_possible(FigureKind(figure.kind), stated.value, is_checked=stated.is_checked)
    if not stated.link.strip().startswith("https://"):
        raise Invalid(_("The link to the source must begin with https://."), code="link_not_https", field="link")
    figure.value, figure.source, figure.link = stated.value, stated.source.strip(), stated.link.strip()
    figure.source_zh = stated.source_zh.strip()
    figure.stated_at, figure.stated_by = at, person_of(actor)
    require_valid(figure, exclude=["edition", "stated_by", "approval"])


def _propose(figure: PublishedFigure, *, actor: Actor, at: datetime) -> Approval:
    return propose(
        ApprovalAct.FIGURE,
        edition_id=figure.edition_id,
        subject=figure.pk or 0,
        terms={
            "kind": figure.kind,
            "value": f"{figure.value:f}",
            "source": figure.source,
            "source_zh": figure.source_zh,
            "link": figure.link,
            "reason": figure.reason,
            "before": "" if not figure.pk else str(PublishedFigure.objects.get(pk=figure.pk).number or ""),
        },
        reason=figure.reason or figure.source,
        actor=actor,
        at=at,
    )


def _publish_agreed(approval: Approval, actor: Actor, at: datetime) -> None:
    """State the figure that was approved."""
    said = approval.terms
    edition = lock_one(Edition.objects.all(), approval.edition_id, missing=_("Edition not found."))
    figure = PublishedFigure.objects.filter(edition=edition, kind=said["kind"]).first()
    if (figure.pk if figure else 0) != approval.subject or (figure and str(figure.number or "") != said["before"]):
        raise DomainError(
            _("The figure has been changed since this was proposed. Propose it again."), code="changed_meanwhile"
        )
    figure = figure or PublishedFigure(edition=edition, kind=said["kind"])
    stated = Statement(Decimal(said["value"]), said["source"], said["link"], True, said["source_zh"])
    figure.reason, figure.approval = said["reason"], approval
    _fill(figure, stated, actor=actor, at=at)
    figure.save()


def _words(approval: Approval) -> list[Sentence]:
    said = approval.terms
    kind = FigureKind(said["kind"])
    named = {"figure": kind.label, "edition": approval.edition, "value": figure_words(Decimal(said["value"]))}
    return [
        _("Publish %(value)s as the figure “%(figure)s” of %(edition)s.") % named,
        _("Such figures have been up to %(usual)s so far. Before: %(before)s.")
        % {"usual": figure_words(BOUNDS[kind].usual), "before": said["before"] or "–"},
        _("Source: %(source)s, %(link)s") % said,
    ]


def _require_possible(kind: FigureKind, value: Decimal, *, is_checked: bool) -> None:
    bounds = BOUNDS[kind]
    if not 0 <= value <= bounds.possible:
        raise Invalid(
            _("This figure must be between 0 and %(most)s.") % {"most": figure_words(bounds.possible)},
            code="figure_impossible",
            field="value",
        )
    if kind != FigureKind.DEALS_USD_BN and value != int(value):
        raise Invalid(_("This figure must be a whole number."), code="figure_not_whole", field="value")
    if value > bounds.usual and not is_checked:
        raise DomainError(
            _(
                "%(value)s is higher than usual: such figures have been up to %(usual)s so far. Check it "
                "and confirm it below; another person must then agree."
            )
            % {"value": figure_words(value), "usual": figure_words(bounds.usual)},
            code="figure_unusual",
            field="is_checked",
        )


register_act(
    ApprovalAct.FIGURE,
    Act(
        permission="exhibitors.publish_figures",
        carry_out=_publish_agreed,
        words=_words,
        page="organizer:published_figures",
        has_key=False,
    ),
)
