"""Which edition a page is about."""

from django.db.models import Case, IntegerField, Value, When

from pavilions.models import Edition
from pavilions.states import EditionStatus


def current_edition() -> Edition | None:
    """The edition that people mean when they name none: the newest open for booking, else the newest there is."""
    open_first = Case(When(status=EditionStatus.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    return Edition.objects.exclude(status=EditionStatus.ARCHIVED).order_by(open_first, "-number").first()
