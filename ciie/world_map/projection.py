"""The Equal Earth projection (Šavrič, Patterson and Jenny, 2018) onto the map's own sheet.

It preserves the proportions of areas. The sheet is cut in the Atlantic, so that the host's part of the world is in its
middle.
"""

from math import asin, cos, radians, sin, sqrt

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
CENTRE_LONGITUDE = 150
CUT_LONGITUDE = CENTRE_LONGITUDE - 180
NORTHERNMOST, SOUTHERNMOST = 84.0, -57.0

WIDTH = 1000
"""The width of the sheet at the equator, in its units."""


def _plain(longitude: float, latitude: float) -> tuple[float, float]:
    """Project a position in radians. Longitude is measured from the middle of the sheet, and y grows northwards."""
    theta = asin(sqrt(3) / 2 * sin(latitude))
    slope = 9 * A4 * theta**8 + 7 * A3 * theta**6 + 3 * A2 * theta**2 + A1
    x = 2 * sqrt(3) * longitude * cos(theta) / (3 * slope)
    return x, A4 * theta**9 + A3 * theta**7 + A2 * theta**3 + A1 * theta


_SCALE = WIDTH / (2 * _plain(radians(180), 0)[0])
_TOP = _plain(0, radians(NORTHERNMOST))[1]
HEIGHT = round((_TOP - _plain(0, radians(SOUTHERNMOST))[1]) * _SCALE)
"""The height of the sheet from its northernmost to its southernmost latitude, in its units."""


def from_the_cut(longitude: float) -> float:
    """Return the degrees east of the cut, from 0 to 360."""
    return (longitude - CUT_LONGITUDE) % 360


def on_sheet(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the units from the sheet's upper left corner of a position in degrees."""
    return cut_on_sheet(from_the_cut(longitude), latitude)


def cut_on_sheet(east_of_cut: float, latitude: float) -> tuple[float, float]:
    """Return the same for a position in degrees east of the cut, where 360 is the right edge."""
    x, y = _plain(radians(east_of_cut - 180), radians(latitude))
    return WIDTH / 2 + x * _SCALE, (_TOP - y) * _SCALE
