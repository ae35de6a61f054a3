"""The parent's side: a file goes to a child process with limits, a picture or a refusal comes back."""

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
"""Of wall-clock time; the child's own limit is in CPU seconds."""
REFUSED: Final = "refused"
READING: Final = ConcurrencyLimit(waiting=3, seconds=LONGEST_SECONDS)


def read_picture(content: bytes) -> Picture:
    """Raises PictureRefusedError, after `LONGEST_SECONDS` at the latest.

    A child may take much memory, so a process runs one at a time; raises `Busy` when too many callers wait.
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
    """The child's answer. A child that was stopped by a limit counts as `too_complex`."""
    # None of our secrets; one thread for the libraries below numpy, each of which would reserve memory.
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    single_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603  (our own module, no shell, the file on standard input)
            [sys.executable, "-m", "pavilions.vector_files", kind.value],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=kept | single_thread,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PictureRefusedError("too_complex") from error
    if done.returncode:
        raise PictureRefusedError("too_complex")
    answer: dict[str, object] = json.loads(done.stdout)
    return answer
