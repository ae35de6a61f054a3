from pathlib import Path

import pytest

from ciie.web.vendoring import differences, sprite, write_sums


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
