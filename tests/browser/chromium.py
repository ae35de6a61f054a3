"""Which Chromium is used, how one is got, and how it is started: without a graphics card, and without calling home.

`python -m tests.browser.chromium` gets one on a machine that has none.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

LEFT_OUT = (
    # Playwright's own, those of them that pages can tell: the last such list counts, and this one is the last.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    # The address bar of every new window: 205 modules, a second of the processor beside the page being tested.
    "AimEnabled",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(LEFT_OUT)}",
)


NONE_FOUND = (
    "The browser tests need a Chromium: install one (Debian: apt-get install chromium), name one in CHROMIUM, "
    "or let Playwright get its own: .venv/bin/playwright install chromium"
)
PATIENCE = 600  # seconds for a download
CONNECTING_MS = "5000"  # for each of Playwright's five attempts to reach its host


def chromium_path() -> str | None:
    """The one in CHROMIUM or one on the PATH that starts; None leaves the choice to Playwright."""
    return os.environ.get("CHROMIUM") or next(filter(_starts, filter(None, map(shutil.which, NAMES))), None)


def get_chromium() -> None:
    """See to it that there is a Chromium: Playwright's own, else the system's package where root may install it.

    Raises `SystemExit` with a sentence if there is none in the end.
    """
    given = os.environ.get("CHROMIUM")
    if given and not _starts(given):
        message = f"CHROMIUM={given} does not start. Name the program of a Chromium in it, or unset it."
        raise SystemExit(message)
    if _is_there():
        return
    for get in (_get_from_playwright, _get_from_system):
        get()
        if _is_there():
            return
    raise SystemExit(NONE_FOUND)


def _is_there() -> bool:
    _starts.cache_clear()
    return chromium_path() is not None or _starts(_playwrights_own())


def _playwrights_own() -> str:
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


@cache
def _starts(program: str) -> bool:
    """Ubuntu's `chromium-browser` is a script that asks for another package, and a download may lack libraries."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _get_from_playwright() -> None:
    print("Getting a Chromium from Playwright…", flush=True)
    beside_python = str(Path(sys.executable).parent)
    program = shutil.which("playwright") or shutil.which("playwright", path=beside_python)
    if program:
        _run([program, "install", "chromium"], PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT=CONNECTING_MS)


def _get_from_system() -> None:
    if os.geteuid() == 0 and (apt := shutil.which("apt-get")):
        print("Getting Chromium from the system's packages…", flush=True)
        _run([apt, "update", "--quiet=2"], DEBIAN_FRONTEND="noninteractive")
        install = [apt, "install", "--reinstall", "--yes", "--quiet=2", "--no-install-recommends", "chromium"]
        _run(install, DEBIAN_FRONTEND="noninteractive")


def _run(words: list[str], **environment: str) -> None:
    """Without a terminal; its output matters only when something fails."""
    try:
        ended = subprocess.run(
            words,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        print(f"{words[0]} took longer than {PATIENCE} s.", flush=True)
        return
    if ended.returncode:
        print("\n".join(ended.stdout.splitlines()[-5:]), flush=True)


if __name__ == "__main__":
    get_chromium()
