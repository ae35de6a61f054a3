"""Layers: what of a drawing can be shown or hidden. Which are shown stands in the classes of the drawing itself."""

from collections.abc import Collection

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Layer(TextChoices):
    SECTORS = "sectors", _("Sectors")
    PAVILIONS = "pavilions", _("National pavilions")
    THEMES = "themes", _("Themed areas")
    OBSTRUCTIONS = "obstructions", _("Columns and fittings")
    EXITS = "exits", _("Exits")
    PRICES = "prices", _("Prices")
    BACKGROUND = "background", _("Background")


USUALLY_SHOWN = frozenset({Layer.OBSTRUCTIONS, Layer.EXITS, Layer.BACKGROUND})
"""What a drawing shows unless somebody asks for other layers."""
TONES = 6
"""How many colours tell areas of one layer apart before they come round again."""


def layer_classes(shown: Collection[str]) -> str:
    """` with-sectors without-exits`: how a drawing differs from the usual one, with a leading space for each."""
    classes = [
        f" {'without' if layer in USUALLY_SHOWN else 'with'}-{layer.value}"
        for layer in Layer
        if (layer in shown) != (layer in USUALLY_SHOWN)
    ]
    return "".join(classes)
