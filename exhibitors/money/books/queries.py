"""The days on which the books of an edition are open, its exports, and the journal lines not yet exported."""

from datetime import date

from django.db.models import Exists, Min, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from ciie.kernel.days import day_of
from ciie.kernel.errors import Invalid
from ciie.kernel.locking import share_topic
from ciie.kernel.wording import day_words
from exhibitors.money.books.models import BooksClosing, ExportedLine, JournalExport
from exhibitors.money.invoices.models import Invoice, JournalLine
from exhibitors.money.invoices.operations.journal import books_topic
from pavilions.floor.models.edition import Edition


def closing_of(edition_id: int) -> BooksClosing | None:
    return BooksClosing.objects.filter(edition=edition_id).first()


def opening_day(edition: Edition) -> date:
    """Return the day on which the books open: the first day of booking, or that of the first invoice if earlier."""
    first = Invoice.objects.filter(edition=edition).aggregate(day=Min("issued_on"))["day"]
    opens = day_of(edition.booking_opens_at, edition.zone)
    return opens if first is None else min(opens, first)


def require_open_day(edition: Edition, day: date, *, field: str) -> None:
    """Raise `before_the_books` for a day before the books open, or `books_closed` for a day on which they are closed.

    Locks the books against being closed until the caller's transaction ends.
    """
    share_topic(books_topic(edition.pk))
    opens, closing = opening_day(edition), closing_of(edition.pk)
    if day < opens:
        raise Invalid(
            _("%(day)s is before the books of %(edition)s open on %(opens)s. Check the year.")
            % {"day": day_words(day), "edition": edition, "opens": day_words(opens)},
            code="before_the_books",
            field=field,
        )
    if closing is not None and day <= closing.closed_through:
        raise Invalid(
            _(
                "The books of %(edition)s are closed through %(closed)s, so nothing can be posted on %(day)s. "
                "Have them reopened first, or enter a later day."
            )
            % {"edition": edition, "closed": day_words(closing.closed_through), "day": day_words(day)},
            code="books_closed",
            field=field,
        )


def exports_of(edition: Edition) -> QuerySet[JournalExport]:
    """Return the exports of an edition, newest first."""
    return JournalExport.objects.filter(edition=edition).order_by("-number")


def unexported(edition: Edition) -> QuerySet[JournalLine]:
    """Return the journal lines that have not been exported, in the order of their entries."""
    rows = JournalLine.objects.filter(edition=edition)
    rows = rows.exclude(Exists(ExportedLine.objects.filter(line=OuterRef("pk"))))
    return rows.select_related("entry__document", "entry__payment", "company", "invoice").order_by(
        "entry__day", "entry", "pk"
    )


def posted_late(edition: Edition) -> QuerySet[JournalLine]:
    """Return the lines not yet exported whose day an earlier export covers already. The next export contains them."""
    last = (
        JournalExport.objects.filter(edition=edition).order_by("-last_day").values_list("last_day", flat=True).first()
    )
    return unexported(edition).filter(entry__day__lte=last) if last else unexported(edition).none()
