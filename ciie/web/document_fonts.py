"""The fonts of documents that typst renders. They are vendored, so that a document looks the same everywhere."""

from functools import cache
from pathlib import Path

import typst

FOLDERS = Path(__file__).parents[1] / "static" / "vendor"


@cache
def document_fonts() -> typst.Fonts:
    """Return the fonts, which are searched for once per process."""
    folders = [str(folder) for folder in sorted(FOLDERS.glob("noto-sans-*"))]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
