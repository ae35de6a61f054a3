"""Queries for the texts of letters and the placeholders in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from ciie.kernel.errors import Sentence
from ciie.mail.kinds import KINDS, PLACEHOLDERS
from ciie.mail.models import MailSender, MailText
from ciie.mail.sandbox import placeholders_of
from ciie.mail.standard_texts import kinds_of_letters, standard_text


@dataclass(frozen=True)
class ListedKind:
    """A kind of letter: its standard subject in English, when it is sent, and its own texts by language."""

    kind: str
    subject: str
    when: Sentence
    written: Mapping[str, MailText]


def listed_kinds() -> list[ListedKind]:
    """Return every kind of letter."""
    written: dict[str, dict[str, MailText]] = {}
    for text in MailText.objects.filter(is_in_use=True):
        written.setdefault(text.kind, {})[text.language] = text
    return [
        ListedKind(kind, standard_text(kind, "en").subject, KINDS.get(kind, ""), written.get(kind, {}))
        for kind in kinds_of_letters()
    ]


def written_text(kind: str, language: str) -> MailText | None:
    """Return the text that a director wrote for the kind, in use or not."""
    return MailText.objects.filter(kind=kind, language=language).first()


def known_placeholders(kind: str) -> list[tuple[str, Sentence]]:
    """Return the placeholders that texts of this kind may use, with their meanings."""
    names = sorted({path.partition(".")[0].partition("[")[0] for path in placeholders_of(kind)})
    return [(name, PLACEHOLDERS[name].meaning if name in PLACEHOLDERS else "") for name in names]


def mail_sender() -> MailSender | None:
    return MailSender.objects.first()
