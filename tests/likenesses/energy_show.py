"""An energy show: a list of its exhibitors, and a plan of a hall in feet that somebody drew after it.

Traits of the list: slugs beside names, and sometimes unlike them; stands shared by two or three exhibitors, some
without a stand, three names twice. Traits of the plan: the unit stands among facts about the venue, each exhibitor of
a shared stand has a box with the same number, links to logos, notes in Chinese, exhibitors `tbd` beside the boxes.
"""

import json

ZONES = "ABCDEFGHJKLMNPQRT"
EXHIBITORS, WITHOUT_STAND, SAME_NAME = 373, 19, 3
SHARED = {"A15": 3, "B3": 2, "B4": 2, "C3": 3, "D15": 3, "E2": 2, "E7": 2, "F6": 2, "H10": 2, "J12": 2, "Q10": 2}
PER_ZONE = 20


def _stands() -> list[str]:
    each = [f"{zone}{number}" for zone in ZONES for number in range(1, PER_ZONE + 1)]
    return [stand for stand in each for _exhibitor in range(SHARED.get(stand, 1))][: EXHIBITORS - WITHOUT_STAND]


def _names() -> list[tuple[str, str]]:
    """Slug and name of each exhibitor."""
    kinds = ("Staffing", "Engineering & Design", "Valves", "Composites Group", "涡轮有限公司", "Associates")
    named = [
        (f"example-{place}-{kinds[place % 6].split()[0].lower()}", f"Example {place} {kinds[place % 6]}")
        for place in range(EXHIBITORS)
    ]
    named[40] = ("south-example-carriers", "EXP Freight Solutions")
    for duplicate in range(SAME_NAME):
        named[200 + duplicate] = (named[200 + duplicate][0], named[100 + duplicate][1])
    return named


def exhibitors_json() -> bytes:
    """The list: slug, name, stand."""
    stands = [*_stands(), *[""] * WITHOUT_STAND]
    rows = [{"slug": slug, "name": name, "stand": stand} for (slug, name), stand in zip(_names(), stands, strict=True)]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def plan_json() -> bytes:
    """The plan: boxes in feet."""
    stands, named = _stands(), _names()
    booths = [_box(place, stand, *named[place]) for place, stand in enumerate(stands)]
    tbd = [{"slug": slug, "name": name, "stand": "", "logo": ""} for slug, name in named[len(stands) :]]
    meta = {
        "venue": "Example Convention Center",
        "level": "Level 1 · Exhibit Hall (reconstruction)",
        "unit": "feet",
        "booth_standard": "10×10 ft",
        "ceiling_ft": 35,
        "hall_w": 500.0,
        "hall_h": 500.0,
        "n_booths": len(booths),
        "zones": list(ZONES),
        "approximate": True,
    }
    return json.dumps({"meta": meta, "booths": booths, "tbd": tbd}, ensure_ascii=False, indent=1).encode()


def _box(place: int, stand: str, slug: str, name: str) -> dict[str, object]:
    box: dict[str, object] = {"stand": stand, "zone": stand[0], "num": int(stand[1:]), "span": 1, "slug": slug}
    zone = ZONES.index(stand[0])
    box |= {"name": name, "logo": f"https://cdn.example.org/{slug}.png/fit-in/320x9999/filters:no_upscale()"}
    shared = [at for at, each in enumerate(_stands()) if each == stand].index(place)
    box |= {"x": 24.0 + 10 * int(stand[1:]) + 250 * (zone % 2), "y": 24.0 + 20 * zone + 300 * shared}
    box |= {"w": 10.0, "h": 10.0}
    return box | ({"hl": {"cat": "大型EPC", "note": "气体处理与能源工程总包"}} if place % 40 == 3 else {})
