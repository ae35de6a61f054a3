"""Countries and regions as dots on a map of the world's land.

The map draws no borders: where they run is not ours to say, and dots show as much.
"""

from ciie.world_map.drawing import Dot, WorldMap, world_map
from ciie.world_map.projection import HEIGHT, WIDTH

__all__ = ["HEIGHT", "WIDTH", "Dot", "WorldMap", "world_map"]
