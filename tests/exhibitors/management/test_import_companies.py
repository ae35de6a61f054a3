import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from exhibitors.companies.models import Company, Participation
from pavilions.floor.models.edition import Edition
from tests.factories import EditionFactory
from tests.likenesses import energy_show, technology_show

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def edition() -> Edition:
    return EditionFactory(number=7)


@pytest.fixture
def rejected(tmp_path: Path) -> Path:
    return tmp_path / "rejected.csv"


def run(path: Path, rejected: Path, *options: str) -> str:
    out = StringIO()
    usual = ("--edition", "7", "--rejected", str(rejected))
    call_command("import_companies", str(path), *usual, *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def written(folder: Path, text: str) -> Path:
    path = folder / "list.csv"
    path.write_text(text)
    return path


def kept(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_dry_run_writes_nothing(tmp_path: Path, rejected: Path) -> None:
    assert "Would import companies from 1 rows: 1 new." in run(
        written(tmp_path, "name,city\nAlpha,Rome\n"), rejected, "--dry-run"
    )
    assert Company.objects.count() == 0


def test_columns_are_chosen_by_hand(tmp_path: Path, rejected: Path) -> None:
    run(written(tmp_path, "foo,bar\nAlpha,Rome\n"), rejected, "--column", "name=foo", "--column", "city=bar")
    assert list(Company.objects.values_list("name", "city")) == [("Alpha", "Rome")]


def test_refused_rows_are_written_with_reasons(tmp_path: Path, rejected: Path) -> None:
    path = written(tmp_path, "name,city\nAlpha,Rome\n,Oslo\n")
    with pytest.raises(CommandError, match="1 row was rejected"):
        run(path, rejected)
    rows = list(csv.reader(rejected.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[1:] == [["3", "", "name", "", "The row has no company name."]]
    assert Company.objects.count() == 0
    run(path, rejected, "--accept-good-rows")
    assert Company.objects.count() == 1


@pytest.mark.parametrize("options", [("--column", "name"), ("--column", "name=nowhere"), ("--column", "noun=name")])
def test_wrong_choice_is_refused_with_a_sentence(tmp_path: Path, rejected: Path, options: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match=r"\."):
        run(written(tmp_path, "name,city\nAlpha,Rome\n"), rejected, *options)


def test_unknown_edition_is_refused(tmp_path: Path, rejected: Path) -> None:
    with pytest.raises(CommandError, match="There is no edition 9"):
        call_command("import_companies", str(written(tmp_path, "name\nA\n")), "--edition", "9")


@pytest.mark.parametrize(
    ("name", "content", "companies", "least_booths"),
    [
        ("education.csv", technology_show.education_csv, 150, 150),
        ("things.csv", technology_show.things_csv, 660, 660),
        ("reply.json", technology_show.reply_json, 150, 150),
        ("exhibitors.json", energy_show.exhibitors_json, 373, 350),
    ],
)
def test_published_list_goes_in_whole_and_again_changes_nothing(
    tmp_path: Path, rejected: Path, name: str, content: Callable[[], bytes], companies: int, least_booths: int
) -> None:
    path = kept(tmp_path, name, content())
    run(path, rejected)
    assert Company.objects.count() == companies
    assert Participation.objects.exclude(stated_booths=[]).count() >= least_booths
    before = list(Company.objects.order_by("pk").values()), list(Participation.objects.order_by("pk").values())
    assert "Nothing changed" in run(path, rejected)
    after = list(Company.objects.order_by("pk").values()), list(Participation.objects.order_by("pk").values())
    assert after == before


def test_lists_of_one_show_share_their_companies(tmp_path: Path, rejected: Path) -> None:
    for name in ("education_csv", "things_csv", "reply_json"):
        run(kept(tmp_path, name.replace("_", "."), getattr(technology_show, name)()), rejected)
    numbers = set(Participation.objects.exclude(external_id="").values_list("external_id", flat=True))
    both = technology_show.EDUCATION + technology_show.THINGS - technology_show.IN_BOTH
    assert (Company.objects.count(), len(numbers)) == (both, both)
