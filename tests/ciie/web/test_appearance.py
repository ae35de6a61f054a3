import pytest
from django.test import Client, RequestFactory

from ciie.web.appearance import way_back

LOGIN = "/accounts/login/"
pytestmark = pytest.mark.django_db


def test_theme_follows_the_system_until_somebody_chooses(client: Client) -> None:
    assert "data-theme=" not in client.get(LOGIN).text.split(">", 2)[1]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_stays_as_chosen(client: Client, theme: str) -> None:
    answer = client.post("/appearance/", {"theme": theme, "next": LOGIN})
    assert answer["Location"] == LOGIN
    assert f'<html lang="en" data-theme="{theme}">' in client.get(LOGIN).text


@pytest.mark.parametrize("nonsense", ["", "pink", '"><script>'])
def test_theme_of_any_other_name_gives_the_choice_back(client: Client, nonsense: str) -> None:
    client.post("/appearance/", {"theme": "dark"})
    client.post("/appearance/", {"theme": nonsense})
    assert '<html lang="en">' in client.get(LOGIN).text


@pytest.mark.parametrize(
    ("wanted", "way"),
    [
        ("/desk/", "/desk/"),
        ("http://testserver/desk/", "http://testserver/desk/"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("", "/"),
        ("nowhere", "/"),
        ("web:start", "/"),
        ("http://[", "/"),
        ("/" + "x" * 5000, "/"),
    ],
)
def test_way_back_never_leaves_the_site(rf: RequestFactory, wanted: str, way: str) -> None:
    assert way_back(rf.post("/appearance/", {"next": wanted})) == way


@pytest.mark.parametrize("wanted", ["nowhere", "web:start", "http://[", "\x00", "½", "/" + "x" * 5000])
def test_a_way_back_that_is_no_address_leads_to_the_front_page(client: Client, wanted: str) -> None:
    answer = client.post("/appearance/", {"theme": "dark", "next": wanted})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_language_switch_speaks_chinese(client: Client) -> None:
    client.post("/i18n/setlang/", {"language": "zh-hans", "next": LOGIN})
    assert '<html lang="zh-hans">' in client.get(LOGIN).text
