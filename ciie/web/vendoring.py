"""Pinned copies of other people's files under `ciie/static/vendor/<name>-<version>/`, each with its licence.

The archives come from npm by its own client, which checks their integrity. `SHA256SUMS` lists every file that was
kept, so a later run, or CI without a network, can prove that nobody edited a copy by hand.
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

from ciie.web.font_subsets import cut_font
from ciie.world_map.atlas import draw_world

SUMS = "SHA256SUMS"
SOURCE_MAP = re.compile(rb"\n?/[*/]# sourceMappingURL=[^\n]*\n?")
SVG_SHAPES = re.compile(r"<svg[^>]*>(?P<shapes>.*)</svg>", re.DOTALL)


@dataclass(frozen=True)
class Package:
    """One npm archive and what we keep of it: member path → name in our folder."""

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
    """Replace `into/<name>-<version>` by what the pinned archive holds; earlier versions of it go."""
    with tempfile.TemporaryDirectory() as scratch:
        unpacked = _unpack(package, Path(scratch))
        for earlier in into.glob(f"{package.name}-[0-9]*"):
            shutil.rmtree(earlier)
        target = into / package.folder
        target.mkdir(parents=True)
        for member, name in {package.licence: "LICENSE", **package.files}.items():
            (target / name).write_bytes(_servable((unpacked / member).read_bytes()))
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
    """Names of files that are missing, added or other than `SHA256SUMS` says; empty when all is well."""
    listed = {name: digest for digest, _, name in _lines(folder / SUMS)}
    present = sums(folder)
    return sorted(name for name in listed.keys() | present.keys() if listed.get(name) != present.get(name))


def sums(folder: Path) -> dict[str, str]:
    return {name: sha256((folder / name).read_bytes()).hexdigest() for name in _files(folder)}


def sprite(icons: Path, names: tuple[str, ...]) -> str:
    """One SVG file with a `<symbol id=name>` per icon, to be drawn with `<use href="sprite.svg#name">`."""
    symbols = "\n".join(_symbol(name, (icons / f"{name}.svg").read_text()) for name in sorted(names))
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def _symbol(name: str, svg: str) -> str:
    found = SVG_SHAPES.search(svg)
    if found is None:
        message = f"{name}.svg is not an SVG drawing"
        raise ValueError(message)
    shapes = re.sub(r"\s*\n\s*", "", found["shapes"])
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'


def _lines(listing: Path) -> Iterator[tuple[str, str, str]]:
    return (line.partition("  ") for line in listing.read_text().splitlines())


def _files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != SUMS:
            yield path.relative_to(folder).as_posix()


def _unpack(package: Package, scratch: Path) -> Path:
    """The archive's `package/` folder. Raises `CalledProcessError` when npm cannot deliver it."""
    command = ["npm", "pack", "--silent", f"{package.npm_name}@{package.version}"]
    packed = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True)  # noqa: S603  # our own table of names
    with tarfile.open(scratch / packed.stdout.strip()) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / "package"


def _servable(content: bytes) -> bytes:
    """Without the pointer to a source map that is not kept: hashed static names would look for it."""
    return SOURCE_MAP.sub(b"", content)
