from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ciie.web.font_subsets import characters, cut_font

FONTS = Path(__file__).parents[3] / "ciie" / "static" / "vendor"
MEGABYTE = 1_000_000


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
