"""Large and crowded inputs, for the tests of what is read from them and the benchmark of how long it takes."""

import json
import random
from collections.abc import Iterator
from itertools import product

from pavilions.drawings.geometry import Ring

ROW_OF_BOOTHS = "Booth,X (m),Y (m),Width,Depth\n"
ROW_WITH_KIND = "Booth,Kind,X (m),Y (m),Width,Depth\n"


def booths_table(many: int) -> bytes:
    """Booths of 3 × 3 m beside each other, with aisles between the rows."""
    return (ROW_OF_BOOTHS + "".join(f"A{n},{n % 100 * 3},{n // 100 * 6},3,3\n" for n in range(many))).encode()


def booths_in_one_place(many: int) -> bytes:
    return (ROW_OF_BOOTHS + "".join(f"A{n},0,0,3,3\n" for n in range(many))).encode()


def obstructed_booths(booths: int, obstructions: int) -> bytes:
    """Each obstruction lies over everything."""
    drawn = "".join(f"A{n},raw,{n % 100 * 3},{n // 100 * 6},3,3\n" for n in range(booths))
    return (ROW_WITH_KIND + drawn + ",wall,0,0,100,300\n" * obstructions).encode()


def shape_of_corners(many: int) -> bytes:
    """A GeoJSON file of one shape."""
    spiral = [[n % 1_000, n // 1_000] for n in range(many)]
    feature = {"geometry": {"type": "Polygon", "coordinates": [spiral]}}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def hall_of_booths() -> list[Ring]:
    """1,500 booths of 3 × 3 m in 15 blocks of two rows back to back."""
    return [
        _square(1_000 + column * 300, block * 900 + line * 300)
        for block in range(15)
        for line in range(2)
        for column in range(50)
    ]


def company_table(many: int) -> bytes:
    lines = (
        f"{number * 7919 % 100_003:x} Trading Co. Ltd,{('Germany', 'PR China')[number % 2]},A{number}; B{number},36\n"
        for number in range(many)
    )
    return ("name,country,booths,area\n" + "".join(lines)).encode()


def company_names(many: int) -> list[str]:
    """The same every time."""
    chosen = random.Random(7)  # noqa: S311  (no secret)
    syllables = ["".join(pair) for pair in product("bdfgklmnprstvz", "aeiou")]
    trades = ["Technology", "Trading", "International", "Food", "Medical", "Import Export"]
    return [
        "".join(chosen.choices(syllables, k=4)).title() + f" {chosen.choice(trades)} Co., Ltd."
        for _number in range(many)
    ]


def with_a_letter_missing(names: list[str]) -> list[str]:
    return [name[:3] + name[4:] for name in names]


def addresses(countries: list[str], many: int) -> Iterator[str]:
    """Three lines each; the last is a country."""
    chosen = random.Random(7)  # noqa: S311  (no secret)
    for number in range(many):
        yield f"{chosen.randint(1, 999)} Harbour Road\nFloor {number}\n{chosen.choice(countries)}"


def _square(left: int, top: int) -> Ring:
    return ((left, top), (left + 300, top), (left + 300, top + 300), (left, top + 300))
