"""Why a drawing could not be read, in words."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Sentence

SENTENCES: Final[dict[str, Sentence]] = {
    "broken": _(
        "The drawing is damaged, and cannot be read. Open it in the program that it comes from, and save it anew."
    ),
    "draws_nothing": _("The drawing is empty: it has no lines and no texts."),
    "too_large": _("The drawing is larger than 25 MB. Save it without other halls, furniture and pictures."),
    "too_complex": _("The drawing holds too much to be read. Save it without other halls, furniture and pictures."),
    "too_deep": _("The drawing is nested too deeply. Explode its blocks or groups, and save it anew."),
    "entities": _("The drawing holds entities, which could make it grow without end. Save it as a plain SVG."),
    "dwg": _("This is a DWG. Save it as DXF (in AutoCAD: Save as, AutoCAD 2018 DXF), and send that."),
}


def sentence_for(code: str) -> Sentence:
    return SENTENCES.get(code, SENTENCES["broken"])
