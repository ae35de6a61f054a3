"""Parse the elements of an SVG by defusedxml: nothing external, no growing entities, limited size and depth."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml.common import DefusedXmlException, EntitiesForbidden
from defusedxml.expatreader import DefusedExpatParser

from pavilions.drawings.vector_files.picture import MOST_ELEMENTS, PictureRefusedError

DEEPEST: Final = 100
LONGEST_TEXT: Final = 1_000_000
MOST_ENTITIES: Final = 64
LONGEST_ENTITY: Final = 200
LONGEST_LENGTH: Final = 40
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")


@dataclass(slots=True)
class Node:
    """An element of an SVG.

    `attributes` are by local name, except those of Inkscape, which keep their prefix; `pieces` are the texts directly
    in the element and its children, in document order.
    """

    tag: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    pieces: list["Node | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    def number(self, name: str) -> float:
        """Return the first number in an attribute, or 0 without one."""
        numbers = numbers_in(self.attributes.get(name, "")[:LONGEST_LENGTH])
        return numbers[0] if numbers else 0.0

    def walk(self) -> Iterator["Node"]:
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def parse_tree(content: bytes) -> Node:
    """Return the root element. Raise PictureRefusedError for a file that cannot be parsed or exceeds a limit."""
    builder = _TreeBuilder()
    parser = _Parser()
    parser.setFeature(feature_namespaces, False)
    parser.setContentHandler(builder)
    try:
        parser.parse(io.BytesIO(content))
    except DefusedXmlException as error:
        raise PictureRefusedError("entities") from error
    except (SAXException, ValueError, LookupError) as error:
        raise PictureRefusedError("broken") from error
    if builder.root is None:
        raise PictureRefusedError("broken")
    return builder.root


def local_name(tag: str) -> str:
    return tag.rpartition(":")[2].casefold()


def numbers_in(text: str) -> list[float]:
    return [float(found) for found in _NUMBER.findall(text)]


class _Parser(DefusedExpatParser):
    """A parser that allows a few short entities without references, in which Illustrator declares its namespaces.

    The external document type that a file names, as CorelDRAW's do, is not fetched.
    """

    def __init__(self) -> None:
        super().__init__()
        self.entities = 0

    def reset(self) -> None:
        super().reset()
        self._parser.SetParamEntityParsing(  # type: ignore[attr-defined]  # the stubs do not know the expat parser in it
            expat.XML_PARAM_ENTITY_PARSING_NEVER
        )

    def defused_entity_decl(self, name: str, is_parameter_entity: bool, value: str | None, *where: Any) -> None:
        self.entities += 1
        harmless = value is not None and len(value) <= LONGEST_ENTITY and not set("&%<") & set(value)
        if is_parameter_entity or not harmless or self.entities > MOST_ENTITIES:
            raise EntitiesForbidden(name, value, *where)


class _TreeBuilder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: Node | None = None
        self.open: list[Node] = []
        self.elements = self.characters_read = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802  (SAX calls it so)
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise PictureRefusedError("too_complex")
        if len(self.open) >= DEEPEST:
            raise PictureRefusedError("too_deep")
        attributes = {
            key if key.startswith("inkscape:") else key.rpartition(":")[2]: value for key, value in attrs.items()
        }
        node = Node(name, attributes)
        if self.open:
            self.open[-1].children.append(node)
            self.open[-1].pieces.append(node)
        elif self.root is None:
            self.root = node
        self.open.append(node)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.open.pop()

    def characters(self, content: str) -> None:
        self.characters_read += len(content)
        if self.characters_read > LONGEST_TEXT:
            raise PictureRefusedError("too_complex")
        if self.open:
            self.open[-1].pieces.append(content)
