from pathlib import Path

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from ciie.mail import mailbox
from ciie.mail.mailbox import find_mail, newest_mails
from tests.ciie.mail import mailbox_site
from tests.ciie.mail.letters import TO, deliver
from tests.html_rules import assert_clean

DASHES = "-" * 79


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.ROOT_URLCONF = mailbox_site.__name__  # loaded by now, so that the site itself has no mailbox
    settings.MAILBOX_DIR = tmp_path
    settings.NAVIGATION_SOURCES = ["ciie.mail.views.menu"]
    return tmp_path


def only_key(folder: Path) -> str:
    (mail,) = newest_mails(folder)
    return mail.key


def test_mails_are_listed_newest_first(folder: Path) -> None:
    deliver(folder, "First", "展位确认函")
    listed = [(mail.subject, mail.to, mail.has_attachments) for mail in newest_mails(folder)]
    assert listed == [
        ("展位确认函", TO, False),
        ("First", TO, False),
    ]


def test_mail_is_read_whole(folder: Path) -> None:
    deliver(folder, "A", "B", text=f"Line\n{DASHES}\nnot the end", html="<html><head></head>B</html>", pdf=b"%PDF-1")
    for listed in newest_mails(folder):
        mail = find_mail(folder, listed.key)
        assert mail is not None
        assert (mail.subject, mail.text.rstrip()) == (listed.subject, f"Line\n{DASHES}\nnot the end")
        assert [(each.name, each.content) for each in mail.attachments] == [("7-1.pdf", b"%PDF-1")]


def test_listing_reads_no_more_than_its_bounds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(folder, *(f"{number}" for number in range(20)))
    size = next(folder.iterdir()).stat().st_size
    monkeypatch.setattr(mailbox, "MOST_BYTES_LISTED", size // 2)
    assert [mail.subject for mail in newest_mails(folder)] == [str(number) for number in range(19, 10, -1)]
    monkeypatch.setattr(mailbox, "MOST_LISTED", 3)
    assert [mail.subject for mail in newest_mails(folder)] == ["19", "18", "17"]
    last = newest_mails(folder)[-1]
    assert getattr(find_mail(folder, last.key), "subject", "") == "17"


@pytest.mark.django_db
def test_mailbox_says_when_it_is_empty(client: Client, folder: Path) -> None:
    page = client.get("/mailbox/")
    assert (page.status_code, "No emails yet" in page.text) == (200, True)
    assert_clean(page)


@pytest.mark.django_db
def test_mailbox_lists_and_shows(client: Client, folder: Path) -> None:
    deliver(folder, "<b>Bold</b>", html="<html><head></head></html>", pdf=b"%PDF-1")
    url = reverse("mailbox_mail", args=[only_key(folder)])
    index, page = client.get("/mailbox/"), client.get(url)
    assert (url in index.text, "<b>Bold</b>" in index.text + page.text) == (True, False)
    assert_clean(index)
    assert_clean(page)
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_html_of_a_mail_runs_nothing(client: Client, folder: Path) -> None:
    deliver(folder, "A", html="<html><head></head><script>alert(1)</script></html>")
    answer = client.get(reverse("mailbox_html", args=[only_key(folder)]))
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert (policy["default-src"], policy["frame-ancestors"]) == ("'none'", "'self'")
    assert policy["sandbox"] == "allow-top-navigation-by-user-activation"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.text.startswith('<html><head><base target="_top">')


@pytest.mark.django_db
def test_attachment_is_a_download(client: Client, folder: Path) -> None:
    deliver(folder, "A", pdf=b"%PDF-1")
    key = only_key(folder)
    answer = client.get(reverse("mailbox_attachment", args=[key, 0]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="7-1.pdf"'
    assert b"".join(answer) == b"%PDF-1"
    assert client.get(reverse("mailbox_attachment", args=[key, 1])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key", ["..", "..%2F..%2Fsecret", "%2Fetc%2Fpasswd", "secret.0", "20240517-040000-1.999", "20240517-040000-1.x"]
)
def test_key_never_leads_out_of_the_folder(client: Client, folder: Path, key: str) -> None:
    (folder / "secret.log").write_text("Subject: secret\n\n")
    assert client.get(f"/mailbox/{key}/html/").status_code == 404


def test_mailbox_is_not_there_without_its_folder() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("mailbox")
