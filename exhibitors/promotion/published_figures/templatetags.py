"""Template filter and tag for a published figure, in words and as a link to its source."""

from django import template

from exhibitors.promotion.published_figures.models import PublishedFigure
from exhibitors.promotion.published_figures.queries import figure_in_words

register = template.Library()
register.filter("stated", figure_in_words)


@register.inclusion_tag("exhibitors/published_figures/public_published_figure.html")
def published_figure(figure: PublishedFigure | None) -> dict[str, PublishedFigure | None]:
    """Render the figure as a link to its source, or a dash if nothing is published."""
    return {"figure": figure}
