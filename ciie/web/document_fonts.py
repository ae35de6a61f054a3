"""The fonts of documents that typst sets: vendored, so that a document looks the same on every machine."""

from functools import cache
from pathlib import Path

import typst

FOLDERS = Path(__file__).parents[1] / "static" / "vendor"


@cache
def document_fonts() -> typst.Fonts:
    """Looked for once in a process."""
    folders = [str(folder) for folder in sorted(FOLDERS.glob("noto-sans-*"))]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
