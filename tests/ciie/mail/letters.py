"""Letters of the tests, asked for and delivered."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.filebased import EmailBackend
from pytest_django import Settings

from ciie.mail.queue import Letter

TO = "王芳 <wang@example.org>"


def deliver(folder: Path, *subjects: str, text: str = "Hello", html: str = "", pdf: bytes = b"") -> None:
    """Mails as Django's own backend writes them: all in one file."""
    mails = [EmailMultiAlternatives(subject, text, "expo@example.org", [TO]) for subject in subjects]
    at = datetime(2024, 5, 17, 4, 0, tzinfo=UTC)
    for number, mail in enumerate(mails):
        mail.extra_headers["Date"] = f"{at + timedelta(minutes=number):%a, %d %b %Y %H:%M:%S} +0000"
        if html:
            mail.attach_alternative(html, "text/html")
        if pdf:
            mail.attach("7-1.pdf", pdf, "application/pdf")
    EmailBackend(file_path=str(folder), alias="transport").send_messages(mails)


AT = datetime(2024, 5, 17, 4, 0, tzinfo=UTC)


def letter(occasion: str = "company-invitation-1", company: str = "Maison Rive") -> Letter:
    return Letter(
        kind="company_invitation",
        to="guest@example.org",
        language="en",
        occasion=occasion,
        context={"company": company, "role": "editor", "invitation": 1},
    )


def wire(settings: Settings, name: str = "") -> None:
    """Which wire leads to the mail server from now on."""
    backend = f"tests.ciie.mail.wires.{name}" if name else "django.core.mail.backends.locmem.EmailBackend"
    settings.MAILERS = {**settings.MAILERS, "transport": {"BACKEND": backend}}
