"""The viewer's script stays small: what a page with a plan has to fetch before it can be moved."""

from ciie.settings.env import BASE_DIR
from tests.bench.viewer import LARGEST_JS, gzipped
from tests.bench.viewer_pages import MODULES, viewer_modules


def test_viewers_modules_weigh_less_than_they_may() -> None:
    modules = viewer_modules()
    assert {module.name for module in modules} == {"viewer.js", "camera.js"}
    assert sum(map(gzipped, modules)) < LARGEST_JS
    assert all(module.parent == MODULES for module in modules)


def test_page_fetches_every_module_of_the_viewer_at_once() -> None:
    scripts = (BASE_DIR / "templates/pavilions/plans/scripts.html").read_text()
    assert [module.name for module in viewer_modules() if f"plan/{module.name}" not in scripts] == []
