"""A technology show's exhibitors: two lists made by searching its directory, and a reply of the directory itself.

Traits: the same exhibitors in both lists; several booths in one cell, and as many halls in the cell beside it;
thousands separators turned into semicolons in money; doubled quotes and line breaks in descriptions; booths that are
rooms (`Bellini 2001A`, `Suite 29-131`, `Beach Lot`), a letter in lower case behind a number. In the reply lists are
nested and every booth ends in the letters `randomstring`.
"""

import csv
import io
import json
from dataclasses import dataclass

COLUMNS = (
    *("exhibitor_id", "name", "booths", "hall", "description", "seeking_funding", "funding_amount"),
    *("investment_stage", "revenue", "logo_file", "featured", "tags"),
)
EDUCATION, THINGS, IN_BOTH = 150, 660, 40
SUFFIX = "randomstring"
WITH_SUITES = "Rhenium Example Semiconductors"
SUITES = [("Suite 29-131", "J"), ("Suite 29-132", "J"), ("Suite 29-140", "J"), ("W306", "RR"), ("W307", "RR")]
ROOMS = ("Bellini 2001A", "Venetian Example Hospitality Suites", "Beach Lot", "Titian 2302", "Suite 29-222", "14717d")
HALLS = ("X", "M", "A", "NN", "D", "U")
FUNDING = (
    ("250;000-2;000;000", "Seed", "<500;000"),
    ("2;000;001-15;000;000", "Pre-seed", "501;000-1;000;000"),
    (">50;000;000", "Series C and beyond", "> 1;000;000"),
)


@dataclass(frozen=True)
class Exhibitor:
    number: int

    @property
    def key(self) -> str:
        return f"001Pp{self.number:013d}AZ"

    @property
    def name(self) -> str:
        if self.number == EDUCATION + 9:
            return WITH_SUITES
        kinds = ("Technologies Pvt. Ltd.", "University Example", "", "Co., Ltd.", "GmbH & Co. KG", "株式会社")
        brand = ("Byte", "Lumen", "AIsample", "样本", "Ördög")[self.number % 5]
        return f"{brand} {self.number} {kinds[self.number % 6]}".strip()

    @property
    def booths(self) -> list[tuple[str, str]]:
        if self.name == WITH_SUITES:
            return SUITES
        if self.number % 23 == 0:
            return [(ROOMS[self.number // 23 % len(ROOMS)], "H"), (str(3_000 + self.number), "X")]
        if self.number % 17 == 0:
            return [(str(36_000 + self.number + 100 * extra), "D") for extra in range(self.number % 3 + 2)]
        if self.number % 29 == 0:
            return [(ROOMS[self.number // 29 % len(ROOMS)], "U")]
        return [(str(8_000 + 7 * self.number), HALLS[self.number % len(HALLS)])]

    @property
    def description(self) -> str:
        if self.number % 31 == 0:
            return ""
        return f'Example {self.number} offers "services" for schools; homes, and cities:  AI/ML   Web applications.' + (
            "\nSecond line – with a dash." if self.number % 13 == 0 else ""
        )

    @property
    def funding(self) -> tuple[str, str, str]:
        return FUNDING[self.number % 3] if self.number % 4 == 0 else ("", "", "")


def _education() -> list[Exhibitor]:
    return [Exhibitor(number) for number in range(EDUCATION)]


def _things() -> list[Exhibitor]:
    return [Exhibitor(number) for number in range(EDUCATION - IN_BOTH, EDUCATION - IN_BOTH + THINGS)]


def _csv(exhibitors: list[Exhibitor]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in exhibitors:
        booths, halls = ("; ".join(part) for part in zip(*each.booths, strict=True))
        asks = "Yes" if each.funding[0] else "No"
        facts = (asks, *each.funding, f"{each.key}.png", "", "")
        writer.writerow([each.key, each.name, booths, halls, each.description, *facts])
    return out.getvalue().encode()


def education_csv() -> bytes:
    """150 exhibitors."""
    return _csv(_education())


def things_csv() -> bytes:
    """660 exhibitors, 40 of them those of the other list too."""
    return _csv(_things())


def reply_json() -> bytes:
    """The directory's reply about the 150."""
    hits = [{"fields": _fields(each), "id": f"{each.key}-Exhibitor-EX26"} for each in _education()]
    found = {"exhibitor": {"hit": hits, "start": 0, "found": len(hits)}, "featured": {"hit": []}}
    data = {"results": found, "searchtext": "education", "totalhits": len(hits)}
    return json.dumps({"ERRORMESSAGE": "", "ERRORS": [], "SUCCESS": True, "DATA": data}, ensure_ascii=False).encode()


def _fields(each: Exhibitor) -> dict[str, object]:
    booths = [f"{booth}{SUFFIX}" for booth, _hall in each.booths]
    fields: dict[str, object] = {
        "exhalpha_l": each.name[0],
        "MYS": {"addedtoplanner": False},
        "boothsdisplay_la": booths,
        "exhid_l": each.key,
        "iscrossref_l": "0",
        "booths_la": booths,
        "exhadvind_t": "0",
        "exhname_t": each.name,
        "hallid_la": [hall for _booth, hall in each.booths],
        "icons": [],
        "tags": [],
    }
    if each.description:
        fields["exhdesc_t"] = each.description
    if each.funding[0]:
        amount, stage, revenue = each.funding
        fields |= {"seekfunding_t": "Yes", "fundingamount_t": amount, "investmentstage_l": stage, "revenue_t": revenue}
    return fields
