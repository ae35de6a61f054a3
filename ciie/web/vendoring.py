"""Pinned copies of third-party files under `ciie/static/vendor/<name>-<version>/`, each with its licence.

npm's own client downloads the archives and checks their integrity. `SHA256SUMS` lists every file that was kept, so that
a later run, or CI without a network, can verify that nobody edited a copy by hand.
"""

import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from ciie.world_map.atlas import draw_world

SUMS = "SHA256SUMS"
SOURCE_MAP = re.compile(rb"\n?/[*/]# sourceMappingURL=[^\n]*\n?")
SVG_SHAPES = re.compile(r"<svg[^>]*>(?P<shapes>.*)</svg>", re.DOTALL)
WESTERN = (
    *range(0x20, 0x530),  # Latin, Greek, Cyrillic
    *range(0x1E00, 0x2000),  # Vietnamese, polytonic Greek
    *range(0x2000, 0x2300),  # punctuation, currencies, letter-like signs, arrows
)
EAST_ASIAN = (*range(0x3000, 0x3100), *range(0xFF00, 0xFFEF))  # punctuation, kana, wide forms
HANGUL_SYLLABLES = set(range(0xAC00, 0xD7A4))
LEAD_BYTES = range(0xA1, 0xFF)
TRAIL_BYTES = range(0x40, 0xFF)
EVERYDAY_BIG5 = range(0xA1, 0xC7)


@dataclass(frozen=True)
class Package:
    """One npm archive and what is kept of it: `files` maps members of it to names in our folder."""

    npm_name: str
    name: str
    version: str
    files: dict[str, str]
    icons: tuple[str, ...] = ()
    licence: str = "LICENSE"
    cut_fonts: bool = False
    draws_world: bool = False

    @property
    def folder(self) -> str:
        return f"{self.name}-{self.version}"


def fetch(package: Package, into: Path) -> None:
    """Replace `into/<name>-<version>` by the contents of the pinned archive, and remove other versions."""
    with tempfile.TemporaryDirectory() as scratch:
        unpacked = _unpack(package, Path(scratch))
        for earlier in into.glob(f"{package.name}-[0-9]*"):
            shutil.rmtree(earlier)
        target = into / package.folder
        target.mkdir(parents=True)
        for member, name in {package.licence: "LICENSE", **package.files}.items():
            # Hashed static files would look for a source map, which is not kept.
            (target / name).write_bytes(SOURCE_MAP.sub(b"", (unpacked / member).read_bytes()))
        if package.cut_fonts:
            for font in target.glob("*.ttf"):
                cut_font(font)
        if package.icons:
            (target / "sprite.svg").write_text(sprite(unpacked / "icons", package.icons))
        if package.draws_world:
            draw_world(target, land=unpacked / "land-110m.json", places=unpacked / "countries-50m.json")


def write_sums(folder: Path) -> None:
    (folder / SUMS).write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(sums(folder).items())))


def differences(folder: Path) -> list[str]:
    """Return the names of files that are missing, added or different from `SHA256SUMS`."""
    lines = (line.partition("  ") for line in (folder / SUMS).read_text().splitlines())
    listed = {name: digest for digest, _, name in lines}
    present = sums(folder)
    return sorted(name for name in listed.keys() | present.keys() if listed.get(name) != present.get(name))


def sums(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != SUMS)
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def sprite(icons: Path, names: tuple[str, ...]) -> str:
    """Return one SVG file with a `<symbol id=name>` per icon, for `<use href="sprite.svg#name">`."""
    symbols = []
    for name in sorted(names):
        found = SVG_SHAPES.search((icons / f"{name}.svg").read_text())
        if found is None:
            raise ValueError(f"{name}.svg is not an SVG drawing")
        shapes = re.sub(r"\s*\n\s*", "", found["shapes"])
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>\n')
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{"".join(symbols)}</svg>\n'


def _unpack(package: Package, scratch: Path) -> Path:
    """Return the archive's `package/` folder. Raises `CalledProcessError` if npm cannot deliver it."""
    command = ["npm", "pack", "--silent", f"{package.npm_name}@{package.version}"]
    packed = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True)  # noqa: S603  # our own table of names
    with tarfile.open(scratch / packed.stdout.strip()) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / "package"


def cut_font(path: Path) -> None:
    """Reduce a TrueType font to its `characters`. The same font always gives the same bytes."""
    font = TTFont(path, recalcTimestamp=False)
    subsetter = Subsetter(Options(hinting=False, name_IDs=["*"], recalc_timestamp=False))
    subsetter.populate(unicodes=characters(path.stem) & set(font.getBestCmap()))
    subsetter.subset(font)
    font.save(path)


def characters(font_name: str) -> set[int]:
    """Return the code points that a font of this name contains.

    Regular Chinese also has the 5,401 everyday traditional characters, to which a bold text falls back; Korean has only
    its syllables; smaller fonts are complete.
    """
    match font_name:
        case "NotoSansSC-Regular":
            return {*WESTERN, *EAST_ASIAN, *_charset("gb2312"), *_charset("big5", EVERYDAY_BIG5)}
        case "NotoSansSC-SemiBold":
            return {*WESTERN, *EAST_ASIAN, *_charset("gb2312")}
        case "NotoSansKR-Regular":
            return HANGUL_SYLLABLES & set(_charset("euc_kr"))
        case _:
            return set(range(0x110000))


def _charset(name: str, lead_bytes: range = LEAD_BYTES) -> Iterator[int]:
    """Return the code points of a two-byte charset."""
    pairs = (bytes([lead, trail]) for lead in lead_bytes for trail in TRAIL_BYTES)
    decoded = (pair.decode(name, errors="ignore") for pair in pairs)
    return (ord(text) for text in decoded if len(text) == 1)
