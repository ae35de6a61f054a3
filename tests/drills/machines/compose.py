"""What `compose.yaml` says of its services: words, environment, health check and files, with the values filled in."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from ciie.settings.env import BASE_DIR

VARIABLE = re.compile(r"\$(?:\$|\{(?P<name>\w+)(?:(?P<how>:?[-?])(?P<rest>(?:[^{}]|\{[^{}]*\})*))?\})")
ENVIRONMENT_OF_IMAGE = re.compile(r"^ENV ((?:.*\\\n)*.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Service:
    """A service as it is started. `words` are those of `entrypoint` and of the command.

    `files` are those of the repository by their names in the container.
    """

    name: str
    entrypoint: list[str]
    words: list[str]
    environment: dict[str, str]
    health: list[str]
    files: dict[str, Path]
    user: str


def services(values: Mapping[str, str], *, of: str = "") -> dict[str, Service]:
    """Every service, with `values` as its `.env`; `of` an earlier commit.

    Raises `KeyError` with the file's own sentence for a value that lacks.
    """
    written = as_written()
    if of:
        text = subprocess.run(["git", "show", f"{of}:compose.yaml"], cwd=BASE_DIR, check=True, capture_output=True)  # noqa: S607
        written = yaml.safe_load(text.stdout)
    return {name: _service(name, said, values) for name, said in written["services"].items()}


@cache
def as_written() -> dict[str, Any]:
    """The whole file, nothing filled in."""
    read: dict[str, Any] = yaml.safe_load((BASE_DIR / "compose.yaml").read_text())
    return read


def docker_compose() -> list[str]:
    """Words that start Docker Compose, which needs no running Docker to read a file; empty where there is none."""
    plugins = [Path(folder) / "docker" / "cli-plugins" / "docker-compose" for folder in ("/usr/libexec", "/usr/lib")]
    found = shutil.which("docker-compose") or next((str(path) for path in plugins if path.exists()), "")
    return [found] if found else []


def misread(values: Mapping[str, str], compose: Sequence[str]) -> list[str]:
    """Services of which Docker Compose itself reads other words, environment or checks than `services`."""
    with TemporaryDirectory() as folder:
        shutil.copy2(BASE_DIR / "compose.yaml", folder)
        Path(folder, ".env").write_text("".join(f"{name}={value}\n" for name, value in values.items()))
        command = [*compose, "--profile", "*", "config"]
        environment = {"PATH": os.environ["PATH"]}
        said = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout
    read, ours = yaml.safe_load(said.replace("$$", "$"))["services"], services(values)
    return sorted(name for name in read.keys() | ours.keys() if not _agree(read.get(name), ours.get(name)))


def _agree(read: dict[str, Any] | None, ours: Service | None) -> bool:
    if read is None or ours is None:
        return False
    words = [*(read.get("entrypoint") or ()), *(read.get("command") or ())]
    environment = {key: str(value) for key, value in (read.get("environment") or {}).items()}
    check = _check((read.get("healthcheck") or {}).get("test", []))
    return (words, environment, check) == (ours.words, ours.environment, ours.health)


def environment_of_image() -> dict[str, str]:
    """What the image of the site sets by itself: the last stage of the `Dockerfile`."""
    words = shlex.split(ENVIRONMENT_OF_IMAGE.findall((BASE_DIR / "Dockerfile").read_text())[-1].replace("\\\n", " "))
    return dict(word.split("=", 1) for word in words)


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """`${NAME}`, `${NAME:-otherwise}`, `${NAME:?what to do}` and `$$` as Compose reads them, one in another too."""

    def value(found: re.Match[str]) -> str:
        name, how, rest = found["name"], found["how"] or "", found["rest"] or ""
        if name is None:
            return "$"
        given = values.get(name, "")
        if given or not how:
            return given
        if how.endswith("?"):
            raise KeyError(rest)
        return filled_in(rest, values)

    return VARIABLE.sub(value, text)


def _service(name: str, said: dict[str, Any], values: Mapping[str, str]) -> Service:
    files = dict(_mounted(volume) for volume in said.get("volumes", ()) if volume.startswith("./"))
    entrypoint = _words(filled_in_all(said.get("entrypoint", ""), values))
    return Service(
        name,
        entrypoint,
        entrypoint + _words(filled_in_all(said.get("command", ""), values)),
        (dict(values) if said.get("env_file") == ".env" else {})
        | {key: filled_in(str(value), values) for key, value in said.get("environment", {}).items()},
        _check(said.get("healthcheck", {}).get("test", [])),
        files,
        said.get("user", ""),
    )


def filled_in_all(said: str | list[str], values: Mapping[str, str]) -> str | list[str]:
    """A command as it is written, a line or a list of words."""
    return filled_in(said, values) if isinstance(said, str) else [filled_in(word, values) for word in said]


def _words(said: str | list[str]) -> list[str]:
    return shlex.split(said) if isinstance(said, str) else list(said)


def _check(test: list[str]) -> list[str]:
    match test:
        case ["CMD", *words]:
            return [filled_in(word, {}) for word in words]
        case ["CMD-SHELL", line]:
            return ["sh", "-c", filled_in(line, {})]
        case _:
            return []


def _mounted(volume: str) -> tuple[str, Path]:
    here, there, *_mode = volume.split(":")
    return there, BASE_DIR / here
