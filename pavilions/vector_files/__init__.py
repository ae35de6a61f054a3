"""Drawings in DXF and SVG as plain lines and texts, read in a process of its own.

An uploaded drawing is hostile until proven otherwise: `read_picture` hands the bytes to a child that has little memory,
little time and nothing to write to, and gets numbers and texts back. Pure: no database, no Django, no words for people.
"""

from pavilions.vector_files.kinds import FileKind, kind_of
from pavilions.vector_files.picture import Layer, LayerSort, Lettering, Picture, PictureRefusedError, Stroke
from pavilions.vector_files.reading import read_picture

__all__ = [
    "FileKind",
    "Layer",
    "LayerSort",
    "Lettering",
    "Picture",
    "PictureRefusedError",
    "Stroke",
    "kind_of",
    "read_picture",
]
