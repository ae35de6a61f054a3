"""The booths of a scientific conference, kept by hand in a table of pixels.

Traits: columns called Width and Height that hold the second corner, one number twice (A13), a number with a blank
before it, letters behind numbers in both cases, two addresses in one cell, `N/A` and `TBA` for addresses, gaps of a
pixel or two between neighbours, legal forms of many countries.
"""

import csv
import io

COLUMNS = ("CompanyName", "logoname", "BoothNumber", "X", "Y", "Width", "Height", "ContactEmail")
TWICE, BLANK_BEFORE = "A13", "A14"
BOOTHS = 38
ACROSS = 5
FORMS = ("Pte Ltd.", "Co. Ltd. - Example", "GmbH", "INTERNATIONAL (HK) CO. LIMITED", "Institute (EMI)", "AS", "Ltd")
NUMBERS = [
    *("A01", "A02", "A03A", "A03B", "A04A", "A04b", "A05"),
    *(f"A{number:02}" for number in range(6, 13)),
    TWICE,
    f" {BLANK_BEFORE}",
    *(f"A{number}" for number in range(15, 33)),
    TWICE,
    *("A34", "A35", "A36"),
]


def booths_csv() -> bytes:
    """The table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for place, number in enumerate(NUMBERS):
        column, row = place % ACROSS, place // ACROSS
        left, top = 98 + 51 * column + 60 * (column // 2), 57 + 54 * row
        right, bottom = left + 49 + place % 2, top + 49 + place % 3
        name = f"Sea Example {place + 1} {FORMS[place % len(FORMS)]}"
        writer.writerow([name, f"sea{place + 1}", number, left, top, right, bottom, _addresses(place)])
    return out.getvalue().encode()


def _addresses(place: int) -> str:
    address = f"fair@sea{place + 1}.example"
    return {
        8: f"{address} ; office@sea9.example",
        10: f"{address};office@sea11.example",
        14: "N/A",
        16: f" {address}",
        **dict.fromkeys(range(33, 37), "TBA"),
    }.get(place, address)
