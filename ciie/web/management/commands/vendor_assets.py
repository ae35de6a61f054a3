"""`manage.py vendor_assets`: fetch the pinned copies; `--check` only verifies that they are unchanged."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ciie.web.vendoring import Package, differences, fetch, write_sums

VENDOR = Path(__file__).parents[3] / "static" / "vendor"
FONT_SUBSETS = ("latin", "latin-ext", "cyrillic")
ICONS = (
    "arrow-down", "arrow-left", "arrow-right", "arrow-up", "award", "ban", "bell", "book-open", "building-2",
    "calendar", "calendar-days", "calendar-plus", "chart-column", "check", "chevron-down", "chevron-left",
    "chevron-right", "chevrons-up-down", "circle", "circle-alert", "circle-check", "circle-dashed", "circle-dot",
    "circle-help", "circle-x", "clipboard-list", "clock", "combine", "copy", "download", "ellipsis", "external-link",
    "eye", "eye-off", "file-down", "file-spreadsheet", "file-text", "filter", "flag", "git-compare", "globe",
    "grid-2x2", "grid-3x3", "handshake", "history", "hourglass", "house", "image", "inbox", "info", "key-round",
    "landmark", "languages", "layers", "layout-dashboard", "list", "list-checks", "lock", "log-in", "log-out", "mail",
    "map", "map-pin", "megaphone", "menu", "messages-square", "mic", "monitor", "moon", "mouse-pointer-2",
    "newspaper", "paperclip", "pencil", "pentagon", "plus", "printer", "redo-2", "refresh-cw", "rotate-cw", "rss",
    "ruler", "scissors", "search", "send", "settings", "shield-check", "smartphone", "sparkles", "square",
    "square-dashed", "store", "sun", "tags", "ticket", "timer", "trash-2", "triangle-alert", "undo-2", "upload",
    "user", "user-plus", "users", "wifi-off", "x", "zoom-in",
)  # fmt: skip
REGULAR, SEMIBOLD = "400Regular", "600SemiBold"
DOCUMENT_FONTS = (
    ("sc", "SC", "0.4.3", (REGULAR, SEMIBOLD)),
    ("kr", "KR", "0.4.3", (REGULAR,)),
    ("arabic", "Arabic", "0.4.3", (REGULAR,)),
    ("hebrew", "Hebrew", "0.4.1", (REGULAR,)),
    ("thai", "Thai", "0.4.2", (REGULAR,)),
)
PACKAGES = (
    Package("bootstrap", "bootstrap", "5.3.9", {"dist/css/bootstrap.min.css": "bootstrap.min.css"}),
    Package(
        "@fontsource-variable/inter",
        "inter",
        "5.3.0",
        {f"files/inter-{subset}-opsz-normal.woff2": f"inter-{subset}-opsz-normal.woff2" for subset in FONT_SUBSETS},
    ),
    # The fonts of documents. These contain names in their own scripts, which take several fonts.
    *(
        Package(
            f"@expo-google-fonts/noto-sans-{script}",
            f"noto-sans-{script}",
            version,
            {f"{weight}/NotoSans{name}_{weight}.ttf": f"NotoSans{name}-{weight[3:]}.ttf" for weight in weights},
            licence="LICENSE_FONT",
            cut_fonts=True,
        )
        for script, name, version, weights in DOCUMENT_FONTS
    ),
    Package("lucide-static", "lucide", "1.62.0", {}, icons=ICONS),
    Package("world-atlas", "world-atlas", "2.0.2", {}, draws_world=True),
)


class Command(BaseCommand):
    help = "Fetch the pinned copies of third-party styles, fonts and icons, or check them with --check."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare with SHA256SUMS without downloading")

    def handle(self, *args: object, check: bool = False, **options: object) -> None:
        if not check:
            self._fetch_all()
        if different := differences(VENDOR):
            raise CommandError("Not as vendored: " + ", ".join(different))
        self.stdout.write(
            f"{VENDOR.name}: every file is as {', '.join(package.folder for package in PACKAGES)} had it."
        )

    def _fetch_all(self) -> None:
        for package in PACKAGES:
            self.stdout.write(f"{package.npm_name} {package.version}")
            fetch(package, VENDOR)
        write_sums(VENDOR)
