"""What the parts of a fair hold for editions that are not over, which would be hidden without them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.days import day_of
from ciie.kernel.wording import list_words, sentences
from exhibitors.bookings.blocks.models import Block
from exhibitors.bookings.models import UpperDeck
from exhibitors.promotion.bulletins.models import Bulletin
from exhibitors.promotion.deals.models import Deal
from exhibitors.promotion.deals.states import DealState
from exhibitors.promotion.roadshows.models import Roadshow
from exhibitors.promotion.roadshows.states import RoadshowState
from exhibitors.states import AWAITING_DECISION, BOOKED_STATES, DeckState
from pavilions.floor.editions.queries import present_editions
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.fair import Fair
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion
from pavilions.national.programme.models.forum import ForumTopic
from pavilions.national.programme.models.programme import ProgrammeEvent
from pavilions.national.programme.states import TopicState
from pavilions.plans.themed_areas.models import ThemedArea
from pavilions.states import EventState, Part, PavilionStage

HELD: Mapping[Part, tuple[QuerySet[Any], str, Callable[[int], str]]] = {
    Part.NATIONAL: (
        NationalPavilion.objects.exclude(stage=PavilionStage.DECLINED),
        "edition",
        lambda count: ngettext("%(count)d national pavilion", "%(count)d national pavilions", count),
    ),
    Part.PROGRAMME: (
        ProgrammeEvent.objects.exclude(state=EventState.CANCELLED),
        "edition",
        lambda count: ngettext("%(count)d event", "%(count)d events", count),
    ),
    Part.FORUM: (
        ForumTopic.objects.exclude(state__in=[TopicState.ASKED, TopicState.MERGED, TopicState.DECLINED]),
        "edition",
        lambda count: ngettext("%(count)d topic of the forum", "%(count)d topics of the forum", count),
    ),
    Part.AREAS: (
        ThemedArea.objects.all(),
        "edition",
        lambda count: ngettext("%(count)d themed area", "%(count)d themed areas", count),
    ),
    Part.BLOCKS: (
        Block.objects.filter(booking__state__in=[*AWAITING_DECISION, *BOOKED_STATES]),
        "booking__edition",
        lambda count: ngettext("%(count)d group pavilion", "%(count)d group pavilions", count),
    ),
    Part.UPPER_DECKS: (
        UpperDeck.objects.filter(state__in=[DeckState.REQUESTED, DeckState.APPROVED], claim__released_at=None),
        "claim__holder__edition",
        lambda count: ngettext("%(count)d upper deck", "%(count)d upper decks", count),
    ),
    Part.ROADSHOWS: (
        Roadshow.objects.exclude(state=RoadshowState.CANCELLED),
        "edition",
        lambda count: ngettext("%(count)d roadshow", "%(count)d roadshows", count),
    ),
    Part.DEALS: (
        Deal.objects.exclude(state=DealState.WITHDRAWN),
        "edition",
        lambda count: ngettext("%(count)d deal", "%(count)d deals", count),
    ),
    Part.BULLETINS: (
        Bulletin.objects.all(),
        "edition",
        lambda count: ngettext("%(count)d bulletin", "%(count)d bulletins", count),
    ),
}
"""The rows of each part that still mean something, their way to the edition, and their words. Simulations, which can be
repeated at any time, keep nobody from switching that part off."""


def hidden_without(fair: Fair, parts: Sequence[Part], *, at: datetime) -> str:
    """Return what would be hidden if the fair no longer had these parts: a sentence an edition, or an empty string."""
    editions = [
        each for each in present_editions(at) if each.fair_id == fair.pk and day_of(at, each.zone) <= each.closes_date
    ]
    return sentences(*(_hidden(edition, parts) for edition in editions))


def _hidden(edition: Edition, parts: Sequence[Part]) -> str:
    counted = []
    for part in parts:
        if part in HELD:
            rows, to_edition, words = HELD[part]
            if count := rows.filter(**{to_edition: edition}).count():
                counted.append(words(count) % {"count": count})
    if not counted:
        return ""
    return _("%(edition)s has %(data)s.") % {"edition": edition, "data": list_words(counted)}
