import pytest

from ciie.web.bundles import bundled

MODULES = {
    "plan/map.js": 'import "./viewer.js";\nimport { far as near } from "../js/follow.js";\nnear();\n',
    "plan/viewer.js": 'import { Camera } from "./camera.js";\nconst near = 1;\nnew Camera(near);\n',
    "plan/camera.js": "export class Camera {} // of no use\nexport const FAR = 2;\n",
    "js/follow.js": "export function* far() {}\n",
    "plan/later.js": 'if (near) import("./look.js");\n',
    "js/later.js": 'if (near) import("./look.js");\n',
    "plan/imports-later.js": 'import "../js/later.js";\n',
    "plan/round.js": 'import "./about.js";\n',
    "plan/about.js": 'import "./round.js";\n',
    "plan/default.js": "export default class {}\n",
    "plan/names.js": "const a = 1;\nexport { a };\n",
    "plan/all.js": 'import * as all from "./camera.js";\n',
    "plan/changing.js": "export let count = 0;\n",
    "plan/awaiting.js": "await fetch('/');\n",
    "plan/meta.js": "console.log(import.meta.url);\n",
}


def test_modules_become_one_in_the_order_in_which_they_run() -> None:
    assert bundled("plan/map.js", MODULES.__getitem__) == (
        "const b=(()=>{class Camera{}\nconst FAR=2;return{Camera,FAR}})();"
        "const d=(()=>{const{Camera}=b;const a=1;new Camera(a);return{}})();"
        "const c=(()=>{function*far(){}\nreturn{far}})();"
        "const{far:a}=c;a();"
    )


def test_what_is_imported_later_stays_a_file_beside_the_bundle() -> None:
    assert bundled("plan/later.js", MODULES.__getitem__) == 'if(near)import("./look.js");'
    with pytest.raises(ValueError, match=r"js/later\.js"):
        bundled("plan/imports-later.js", MODULES.__getitem__)


@pytest.mark.parametrize("name", ["round", "default", "names", "all", "changing", "awaiting", "meta"])
def test_what_is_not_understood_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"plan/|import one another"):
        bundled(f"plan/{name}.js", MODULES.__getitem__)
