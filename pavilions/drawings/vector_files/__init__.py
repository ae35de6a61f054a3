"""Drawings in DXF and SVG as plain lines and texts, read in a child process.

An uploaded drawing may be hostile: `read_picture` passes the bytes to a child process with limits on memory, time and
writing, and gets numbers and texts back. Pure: no database, no Django, no sentences for users.
"""

from pavilions.drawings.vector_files.kinds import FileKind, kind_of
from pavilions.drawings.vector_files.picture import Layer, LayerKind, Picture, PictureRefusedError, Point, Stroke, Text
from pavilions.drawings.vector_files.reading import read_picture

__all__ = [
    "FileKind",
    "Layer",
    "LayerKind",
    "Picture",
    "PictureRefusedError",
    "Point",
    "Stroke",
    "Text",
    "kind_of",
    "read_picture",
]
