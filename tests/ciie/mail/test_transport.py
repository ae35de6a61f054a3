"""Which answers of a mail server end a letter."""

from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest

from ciie.mail.transport import is_final


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (SMTPRecipientsRefused({"a@b.example": (550, b"5.1.1 no such user")}), True),
        (SMTPRecipientsRefused({"a@b.example": (550, b"5.1.1 no"), "c@d.example": (451, b"4.2.1 later")}), False),
        (SMTPRecipientsRefused({"a@b.example": (554, b"5.7.1 relay access denied")}), False),
        (SMTPDataError(552, b"5.3.4 message too big"), True),
        (SMTPDataError(451, b"4.3.0 try again"), False),
        (SMTPServerDisconnected("gone"), False),
    ],
)
def test_a_letter_is_refused_for_good_only_where_a_later_attempt_would_be_too(
    error: SMTPException, expected: bool
) -> None:
    assert is_final(error) is expected
