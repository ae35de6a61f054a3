import json

import pytest

from exhibitors.promotion.bulletins.documents import structured_bulletin
from exhibitors.promotion.bulletins.models import Bulletin
from exhibitors.promotion.bulletins.operations import issue_bulletin, move_bulletin
from exhibitors.promotion.bulletins.queries import read_release
from exhibitors.promotion.bulletins.states import BulletinState
from tests.exhibitors.bulletins.bulletins import drafted
from tests.factories import NOON, organizer

pytestmark = pytest.mark.django_db

PAGE = "https://expo.example/bulletins/7/1/"


def test_issued_bulletin_is_shown_with_its_figures_as_plain_text() -> None:
    draft = drafted("**So far** {companies:exact} companies.\n\n- Tea & silk </script>\n")
    move_bulletin(draft.pk, to=BulletinState.IN_REVIEW, actor=organizer(), at=NOON)
    issue_bulletin(draft.pk, actor=organizer(), at=NOON)
    bulletin = Bulletin.objects.get()
    written = structured_bulletin(read_release(bulletin, at=NOON), first_issued_at=None, address=PAGE)
    assert "</" not in written
    expo = {"@type": "Organization", "name": "China International Import Expo"}
    assert json.loads(written) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "News",
        "inLanguage": "en",
        "datePublished": "2024-05-17T12:00:00+08:00",
        "articleBody": "So far 0 companies. Tea & silk </script>",
        "author": expo,
        "publisher": expo,
        "about": {"@type": "ExhibitionEvent", "name": bulletin.edition.name},
        "url": PAGE,
    }
