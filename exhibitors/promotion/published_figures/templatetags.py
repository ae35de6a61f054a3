"""A published figure in words, and as a link to its source."""

from django import template

from exhibitors.promotion.published_figures.models import PublishedFigure
from exhibitors.promotion.published_figures.queries import figure_in_words

register = template.Library()
register.filter("stated", figure_in_words)


@register.inclusion_tag("exhibitors/published_figures/public_published_figure.html")
def published_figure(figure: PublishedFigure | None) -> dict[str, PublishedFigure | None]:
    """The figure as a link to its source; a dash where nothing is published."""
    return {"figure": figure}
