"""The mails of a message to exhibitors: one to each recipient, and test mails to its author."""

from collections.abc import Iterable
from datetime import datetime

from ciie.accounts.models import User
from ciie.mail.queue import Letter, queue_letters
from exhibitors.office.mailings.models import Mailing, MailingRecipient
from exhibitors.office.mailings.queries import CHINESE, ENGLISH, words_of


def announce_mailing(mailing: Mailing, recipients: Iterable[MailingRecipient]) -> None:
    """Queue one mail to each recipient. Its text is read from the message when it is sent."""
    queue_letters(
        Letter(
            kind="mailing",
            to=row.email,
            language=row.language,
            occasion=f"mailing-{mailing.pk}",
            context={"mailing": mailing.pk, "person": row.name, **mailing.edition.mail_names},
        )
        for row in recipients
    )


def send_test_letters(mailing: Mailing, person: User, *, at: datetime) -> None:
    """Queue a mail to this person in each language of the message.

    These mails contain the text, because a draft may change.
    """
    languages = [ENGLISH, CHINESE] if mailing.subject_zh else [ENGLISH]
    queue_letters(_test_letter(mailing, language, person, at) for language in languages)


def _test_letter(mailing: Mailing, language: str, person: User, at: datetime) -> Letter:
    subject, body = words_of(mailing, language)
    return Letter(
        kind="mailing",
        to=person.email,
        language=language,
        occasion=f"mailing-{mailing.pk}-test-{language}-{at:%Y%m%d%H%M%S%f}",
        context={"subject": subject, "body": body, "person": person.name, **mailing.edition.mail_names},
    )
