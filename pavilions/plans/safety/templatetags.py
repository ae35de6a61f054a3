"""`{% load safety %}`: filters that put a rule's limit, and where and when it holds, into words."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ciie.kernel.wording import area_words, figure_words, in_sequence
from pavilions.plans.safety.checking import measure_words
from pavilions.plans.safety.models import VenueRule
from pavilions.plans.safety.states import AT_MOST, OF_DECKS, Measure

register = template.Library()


@register.filter
def limit_words(rule: VenueRule) -> str:
    """Return words such as `at most 30 m`, with what the hall's height adds."""
    measure = Measure(rule.measure)
    limit = measure_words(rule.limit, measure)
    said = _("at most %(limit)s") if measure in AT_MOST else _("at least %(limit)s")
    if rule.step_from_m is None or not (rule.step_every_m and rule.step_adds and rule.step_at_most):
        return said % {"limit": limit}
    grows = _("%(adds)s more for every %(every)s m of clear height above %(height)s m, at most %(most)s") % {
        "adds": measure_words(rule.step_adds, measure),
        "every": area_words(rule.step_every_m),
        "height": area_words(rule.step_from_m),
        "most": measure_words(rule.step_at_most, measure),
    }
    return in_sequence([said % {"limit": limit}, grows])


@register.filter
def where_words(rule: VenueRule) -> str:
    """Return the conditions of a rule, or `always` if it has none."""
    said = []
    if rule.from_area_sqm is not None:
        words = _("for decks from %(area)s m²") if rule.measure in OF_DECKS else _("in halls from %(area)s m²")
        said.append(words % {"area": area_words(rule.from_area_sqm)})
    if rule.from_persons is not None:
        words = _("for decks from %(count)s persons") if rule.measure in OF_DECKS else _("from %(count)s persons")
        said.append(words % {"count": figure_words(rule.from_persons)})
    if rule.sprinklered is not None:
        said.append(_("only with sprinklers") if rule.sprinklered else _("only without sprinklers"))
    if rule.valid_from:
        said.append(_("from %(day)s") % {"day": date_format(rule.valid_from)})
    if rule.valid_until:
        said.append(_("until %(day)s") % {"day": date_format(rule.valid_until)})
    return in_sequence(said) if said else _("always")
