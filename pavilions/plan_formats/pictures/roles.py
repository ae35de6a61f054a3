"""What a layer of a drawing shows, guessed from what its draughtsman called it."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciie.tables.mapping import heading_key
from pavilions.states import ObstructionKind


class Role(TextChoices):
    BOOTH = "booth", _("booths")
    NUMBER = "number", _("numbers and sizes")
    OUTLINE = "outline", _("outline of the hall")
    COLUMN = "column", _("columns")
    WALL = "wall", _("walls")
    HYDRANT = "hydrant", _("hydrants")
    DUCT = "duct", _("ducts")
    EXIT = "exit", _("exits")
    BACKGROUND = "background", _("background")
    IGNORED = "ignored", _("left out")


OBSTRUCTIONS: Final = {
    Role.COLUMN: ObstructionKind.COLUMN,
    Role.WALL: ObstructionKind.WALL,
    Role.HYDRANT: ObstructionKind.HYDRANT,
    Role.DUCT: ObstructionKind.DUCT,
    Role.EXIT: ObstructionKind.EXIT,
}
# The first role whose word is in the name: "STAND NUMBERS" are numbers, "HALL COLUMNS" columns. Words of four letters
# and more also begin longer ones; those without blanks between them, and stems, are looked for anywhere.
WORDS: Final[dict[Role, tuple[str, ...]]] = {
    Role.IGNORED: ("defpoints", "dimension", "dim", "dims", "viewport", "vport", "titleblock", "title", "bemassung",
                   "cotas", "размер", "标注", "图框", "hidden"),
    Role.NUMBER: ("number", "numbers", "num", "nums", "no", "nr", "text", "txt", "label", "area", "areas", "nummer",
                  "numero", "numeros", "beschriftung", "texte", "texto", "etiqueta", "номер", "текст", "площад",
                  "编号", "文字", "标签", "面积", "番号", "번호"),
    Role.EXIT: ("exit", "exits", "door", "doors", "emergency", "egress", "gate", "gates", "ausgang", "notausgang",
                "tur", "turen", "tor", "sortie", "porte", "portes", "salida", "puerta", "saida", "porta", "uscita",
                "выход", "двер", "ворот", "出口", "大门", "疏散", "비상구"),
    Role.COLUMN: ("column", "columns", "pillar", "pillars", "post", "posts", "saule", "saulen", "stutze", "stutzen",
                  "poteau", "poteaux", "columna", "pilar", "coluna", "colonna", "pilastro", "колонн", "столб", "柱",
                  "기둥"),
    Role.HYDRANT: ("hydrant", "hydrants", "fire", "sprinkler", "hydranten", "feuerloscher", "extincteur", "hidrante",
                   "гидрант", "пожарн", "消防", "消火栓", "灭火"),
    Role.DUCT: ("duct", "ducts", "trench", "pit", "pits", "kanal", "kanale", "schacht", "conducto", "канал", "шахт",
                "管沟", "地沟", "风管"),
    Role.WALL: ("wall", "walls", "partition", "partitions", "wand", "wande", "mauer", "mur", "murs", "cloison", "pared",
                "muro", "parede", "parete", "стена", "стены", "перегород", "墙", "隔断", "壁", "벽"),
    Role.BOOTH: ("booth", "booths", "stand", "stands", "stall", "stalls", "island", "exhibitor", "exhibitors",
                 "messestand", "koje", "kojen", "parzelle", "stande", "estande", "caseta", "posto", "стенд", "павильон",
                 "展位", "展台", "摊位", "特装", "标展", "小間", "ブース", "부스"),
    Role.OUTLINE: ("outline", "boundary", "hall", "perimeter", "contour", "halle", "umriss", "grundriss", "contorno",
                   "perimetro", "контур", "зал", "轮廓", "边界", "展馆", "外框"),
}  # fmt: skip
SHORTEST_BEGINNING: Final = 4


def role_by_name(name: str) -> Role | None:
    key = heading_key(name)
    words = key.split()
    return next((role for role, known in WORDS.items() if any(_says(words, key, word) for word in known)), None)


def _says(words: list[str], key: str, word: str) -> bool:
    if not word.isascii():
        return word in key
    return any(each == word or (len(word) >= SHORTEST_BEGINNING and each.startswith(word)) for each in words)
