from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ciie.web.vendoring import characters, cut_font, differences, sprite, write_sums

FONTS = Path(__file__).parents[3] / "ciie" / "static" / "vendor"
MEGABYTE = 1_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inter-5").mkdir()
    (tmp_path / "inter-5" / "font.woff2").write_bytes(b"font")
    write_sums(tmp_path)
    return tmp_path


def test_differences_are_none_at_first(folder: Path) -> None:
    assert differences(folder) == []


def test_differences_name_what_was_edited_added_or_lost(folder: Path) -> None:
    (folder / "inter-5" / "font.woff2").write_bytes(b"edited")
    (folder / "stray.js").touch()
    assert differences(folder) == ["inter-5/font.woff2", "stray.js"]
    (folder / "inter-5" / "font.woff2").unlink()
    assert differences(folder) == ["inter-5/font.woff2", "stray.js"]


def test_sprite_holds_one_symbol_for_each_icon(tmp_path: Path) -> None:
    (tmp_path / "map.svg").write_text('<svg\n  width="24"\n>\n  <path d="M1 2" />\n</svg>')
    assert '<symbol id="map" viewBox="0 0 24 24"><path d="M1 2" /></symbol>' in sprite(tmp_path, ("map",))


def test_sprite_refuses_what_is_no_drawing(tmp_path: Path) -> None:
    (tmp_path / "map.svg").write_text("404")
    with pytest.raises(ValueError, match=r"map\.svg"):
        sprite(tmp_path, ("map",))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("NotoSansSC-Regular", "Aé Ж Ω m² – 展位确认函 台灣積體電路 アイ"),
        ("NotoSansSC-SemiBold", "Booth 5.1H 展位确认函 合计"),
        ("NotoSansKR-Regular", "삼성전자"),
        ("NotoSansArabic-Regular", "شركة"),
        ("NotoSansHebrew-Regular", "שלום"),
        ("NotoSansThai-Regular", "ฟ้า"),
    ],
)
def test_vendored_font_shows_what_documents_say_and_stays_small(name: str, text: str) -> None:
    (path,) = FONTS.glob(f"noto-sans-*/{name}.ttf")
    assert set(map(ord, text.replace(" ", ""))) - set(TTFont(path).getBestCmap()) == set()
    assert path.stat().st_size < 4 * MEGABYTE


def test_korean_comes_for_its_syllables_alone() -> None:
    assert len(characters("NotoSansKR-Regular")) == 2350


def test_cutting_again_gives_the_same_font(tmp_path: Path) -> None:
    font = tmp_path / "NotoSansThai-Regular.ttf"
    font.write_bytes(next(FONTS.glob("noto-sans-thai-*/*.ttf")).read_bytes())
    cut_font(font)
    once = font.read_bytes()
    cut_font(font)
    assert font.read_bytes() == once
