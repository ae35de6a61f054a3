"""Tables of batches and of their letters, and letters as a file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from post_office.models import STATUS, Email

from ciie.kernel.errors import Sentence
from ciie.mail.kinds import name_of_kind
from ciie.mail.models import HeldLetter, MailBatch
from ciie.mail.states import HeldState
from ciie.tables.writing import Value
from ciie.web.badges import Badge, badge, register_badges
from ciie.web.lists import named
from ciie.web.templatetags.interface import figure
from exhibitors.bookings.tables import NUMBER
from pavilions.floor.models.edition import Edition

register_badges(
    "undelivered",
    {
        "in_doubt": Badge(pgettext_lazy("email", "In doubt"), "circle-help", "badge-amber"),
        "failed": Badge(pgettext_lazy("email", "Failed"), "circle-x", "badge-red"),
        "retried": Badge(pgettext_lazy("email", "Will be retried"), "clock", "badge-outline"),
    },
)


class BatchTable(tables.Table):
    """Rows of `batches_of`."""

    batch = tables.Column(_("Batch"), accessor="number")
    in_all = tables.Column(_("Emails"), attrs=NUMBER)
    unsent = tables.Column(pgettext_lazy("held letter", "Waiting"), attrs=NUMBER)
    sent = tables.Column(_("Sent"), attrs=NUMBER)
    released = tables.Column(pgettext_lazy("mail", "Released"), accessor="released_at", empty_values=())

    class Meta:
        order_by_field = "sort"

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    def render_batch(self, record: MailBatch) -> SafeString:
        note = _("No. %(number)d") % {"number": record.number} if record.name else ""
        return named(reverse("organizer:mail_batch", args=[record.pk]), str(record), str(note))

    def render_in_all(self, value: int) -> str:
        return figure(value)

    def render_unsent(self, value: int) -> str:
        return figure(value)

    def render_sent(self, value: int) -> str:
        return figure(value)

    def render_released(self, record: MailBatch) -> str | SafeString:
        if record.released_at is None:
            return format_html('<span class="text-soft">{}</span>', _("not yet"))
        when = date_format(localtime(record.released_at, self.edition.zone), "SHORT_DATETIME_FORMAT")
        return f"{when} · {record.released_by or '–'}"


class LetterTable(tables.Table):
    """Letters of a batch. `outdated` maps the keys of outdated letters to the reason."""

    chosen = tables.Column(_("Choose"), accessor="pk", orderable=False, attrs={"td": {"class": "choose"}})
    company = tables.Column(_("Booking"), accessor="context__company", orderable=False, default="–")
    kind = tables.Column(_("Kind"))
    to = tables.Column(pgettext_lazy("mail", "To"))
    language = tables.Column(_("Language"))
    state = tables.Column(_("State"))

    class Meta:
        order_by_field = "sort"

    def __init__(self, *args: Any, outdated: Mapping[int, Sentence], may_run: bool, **kwargs: Any) -> None:
        super().__init__(*args, exclude=() if may_run else ("chosen",), **kwargs)
        self.outdated = outdated

    def render_chosen(self, record: HeldLetter) -> SafeString:
        label = _("Select the email to %(address)s") % {"address": record.to}
        return format_html('<input type="checkbox" name="letters" value="{}" aria-label="{}">', record.pk, label)

    def render_company(self, record: HeldLetter) -> SafeString:
        shown = record.context
        address = reverse("organizer:mail_batch_letter", args=[record.pk])
        return named(address, shown.get("company", "–"), shown.get("reference", ""))

    def render_kind(self, value: str) -> str:
        return str(name_of_kind(value))

    def render_state(self, record: HeldLetter) -> SafeString:
        state, reason = shown_state(record, self.outdated)
        return format_html("{} <span>{}</span>", badge("held_state", state), reason)


def shown_state(letter: HeldLetter, outdated: Mapping[int, Sentence]) -> tuple[str, str]:
    """Return the state of a letter and its reason.

    For an outdated letter that waits, return what a release would do.
    """
    if letter.pk in outdated:
        return HeldState.OUTDATED, str(outdated[letter.pk])
    return letter.state, letter.reason


class UndeliveredTable(tables.Table):
    """Rows of `undelivered_letters`."""

    to = tables.Column(pgettext_lazy("mail", "To"), orderable=False)
    # Translators: The booking, company or document that an email concerns.
    about = tables.Column(_("About"), accessor="pk", orderable=False)
    state = tables.Column(_("State"), accessor="pk", orderable=False)
    last_error = tables.Column(_("What the mail server said"), orderable=False, default="–")
    again = tables.Column(_("Next attempt"), accessor="scheduled_time", orderable=False, default="–")
    actions = tables.TemplateColumn(
        template_name="exhibitors/mail_batches/undelivered_actions.html", verbose_name=_("Actions"), orderable=False
    )

    def __init__(self, *args: Any, may_settle: bool, **kwargs: Any) -> None:
        super().__init__(*args, exclude=() if may_settle else ("actions",), **kwargs)

    def render_to(self, value: list[str]) -> str:
        return ", ".join(value)

    def render_again(self, value: datetime) -> str:
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")

    def render_about(self, record: Email) -> SafeString:
        said = record.context or {}
        notes = [str(said.get("company", "")), str(said.get("reference", ""))]
        return format_html(
            '<span class="row-name"><span>{}</span><span class="text-soft">{}</span></span>',
            name_of_kind(said["kind"]) if "kind" in said else record.subject,
            " · ".join(note for note in notes if note),
        )

    def render_state(self, record: Email) -> SafeString:
        if record.doubted_since:
            since = date_format(localtime(record.doubted_since), "SHORT_DATETIME_FORMAT")
            return format_html(
                "{} <span>{}</span>", badge("undelivered", "in_doubt"), _("since %(moment)s") % {"moment": since}
            )
        return badge("undelivered", "failed" if record.status == STATUS.failed else "retried")


LETTER_COLUMNS: Sequence[Value] = (
    _("Booking"),
    _("Company"),
    _("Kind"),
    pgettext_lazy("person", "Name"),
    _("Email"),
    _("Language"),
    _("State"),
    _("Reason"),
)


def letter_rows(letters: Iterable[HeldLetter], outdated: Mapping[int, Sentence]) -> Iterator[Sequence[Value]]:
    for letter in letters:
        state, reason = shown_state(letter, outdated)
        said = letter.context
        yield (
            str(said.get("reference", "")),
            str(said.get("company", "")),
            str(name_of_kind(letter.kind)),
            str(said.get("person", "")),
            letter.to,
            letter.language,
            str(HeldState(state).label),
            reason,
        )
