"""Joining lines that almost meet, and the faces between the lines."""

from collections.abc import Sequence

import numpy as np
import shapely

GRID_SHARE = 10  # lines closer together than a tenth of the gap become one


def faces_between(drawn: Sequence[shapely.Geometry], gap: float, *, most: int) -> list[shapely.Polygon]:
    """The faces between the lines; none if the lines have more than `most` points."""
    if sum(shapely.get_num_coordinates(line) for line in drawn) > most:
        return []
    noded = _noded(drawn, gap)
    bridges = _bridges(noded, gap)
    if bridges:
        noded = _noded([noded, *bridges], gap)
    faces = shapely.get_parts(shapely.polygonize(list(shapely.get_parts(noded))))
    return [face for face in faces if isinstance(face, shapely.Polygon)]


def _noded(drawn: Sequence[shapely.Geometry], gap: float) -> shapely.Geometry:
    return shapely.union_all(np.array(drawn, dtype=np.object_), grid_size=gap / GRID_SHARE)


def _bridges(noded: shapely.Geometry, gap: float) -> list[shapely.LineString]:
    """From every loose end the shortest line to another piece, if it is no longer than the gap."""
    pieces = np.array([part for part in shapely.get_parts(noded) if part.length > 0], dtype=np.object_)
    met: dict[tuple[float, float], list[int]] = {}
    for owner, piece in enumerate(pieces):
        for end in (piece.coords[0], piece.coords[-1]):
            met.setdefault((end[0], end[1]), []).append(owner)
    loose = {end: pieces_there[0] for end, pieces_there in met.items() if len(pieces_there) == 1}
    if not loose:
        return []
    ends, owners = np.array([shapely.Point(end) for end in loose], dtype=np.object_), list(loose.values())
    of_end, of_piece = shapely.STRtree(pieces).query(ends, predicate="dwithin", distance=gap)
    bridges: dict[int, shapely.LineString] = {}
    for at, other in zip(of_end.tolist(), of_piece.tolist(), strict=True):
        if other == owners[at]:
            continue
        bridge = shapely.shortest_line(ends[at], pieces[other])
        if bridge.length > 0 and (at not in bridges or bridge.length < bridges[at].length):
            bridges[at] = bridge
    return list(bridges.values())
