"""Every kind of obstruction can be hidden with its layer, on public plans and in the editor."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from pavilions.plans.drawing import LAYER_OF_KIND, Layer
from pavilions.states import ObstructionKind

SHEETS = {
    "pavilions/plan/page.css": r"\.plan\.without-{layer} (?::is\(([^)]*)\)|(\.\w+)),",
    "pavilions/plan-editor/editor.css": r"#shows-{layer}:not\(:checked\)\) \.obstruction(?::is\(([^)]*)\)|(\.\w+)),",
}


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_layer_hides_all_kinds_that_are_on_it(sheet: str) -> None:
    style = Path(str(finders.find(sheet))).read_text()
    hidden = {
        layer: {
            name.strip(" .")
            for found in re.findall(SHEETS[sheet].format(layer=layer.value), style)
            for name in "".join(found).split(",")
        }
        for layer in Layer
    }
    assert {layer: hidden[layer] for layer in {*LAYER_OF_KIND.values()}} == {
        layer: {kind.value for kind in ObstructionKind if LAYER_OF_KIND[kind] == layer}
        for layer in {*LAYER_OF_KIND.values()}
    }
