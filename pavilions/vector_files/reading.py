"""The parent's side: bytes to a child with bounds, a picture or a refusal back."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from ciie.kernel.concurrency import ConcurrencyLimit
from pavilions.vector_files.kinds import FileKind, kind_of
from pavilions.vector_files.picture import Picture, PictureRefusedError

ROOT: Final = Path(__file__).resolve().parents[2]
LARGEST_BYTES: Final = 25 * 1024 * 1024
LONGEST_SECONDS: Final = 60
"""Of the clock on the wall; the child's own limit is in seconds of work."""
REFUSED: Final = "refused"
READING: Final = ConcurrencyLimit(waiting=3, seconds=LONGEST_SECONDS)


def read_picture(content: bytes) -> Picture:
    """Raises PictureRefusedError; whatever the bytes are, after `LONGEST_SECONDS` of its turn at the latest.

    A child may take much memory, so a process has one at a time; raises `Busy` where too many wait.
    """
    kind = kind_of(content)
    if kind is None:
        raise PictureRefusedError("broken")
    if kind is FileKind.DWG:
        raise PictureRefusedError("dwg")
    if len(content) > LARGEST_BYTES:
        raise PictureRefusedError("too_large")
    with READING.turn():
        answer = ask_child(kind, content)
    if REFUSED in answer:
        raise PictureRefusedError(str(answer[REFUSED]))
    return Picture.from_json(answer)


def ask_child(kind: FileKind, content: bytes) -> dict[str, object]:
    """A child that was stopped, by us or by its limits, had too much to do."""
    try:
        done = subprocess.run(  # noqa: S603  (our own module, no shell, the file on standard input)
            [sys.executable, "-m", "pavilions.vector_files", kind.value],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=_environment(),
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PictureRefusedError("too_complex") from error
    if done.returncode:
        raise PictureRefusedError("too_complex")
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def _environment() -> dict[str, str]:
    """None of our secrets; one thread for the libraries underneath numpy, which would reserve memory for each."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
