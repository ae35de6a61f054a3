"""The elements of an SVG, read by defusedxml: nothing external, no entities that grow, no endless depth."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml.common import DefusedXmlException, EntitiesForbidden
from defusedxml.expatreader import DefusedExpatParser

from pavilions.vector_files.picture import MOST_ELEMENTS, PictureRefusedError

DEEPEST: Final = 100
LONGEST_TEXT: Final = 1_000_000
MOST_ENTITIES: Final = 64
LONGEST_ENTITY: Final = 200


@dataclass(slots=True)
class Node:
    """`attributes` by local name, save `inkscape:label` and `inkscape:groupmode`; `text` is what stands directly in it
    and, in their order between the children, `pieces` are its texts and children.
    """

    tag: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    pieces: list["Node | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    def walk(self) -> Iterator["Node"]:
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def tree_of(content: bytes) -> Node:
    """Raises PictureRefusedError."""
    grower = _Grower()
    parser = _Parser()
    parser.setFeature(feature_namespaces, False)
    parser.setContentHandler(grower)
    try:
        parser.parse(io.BytesIO(content))
    except DefusedXmlException as error:
        raise PictureRefusedError("entities") from error
    except (SAXException, ValueError, LookupError) as error:
        raise PictureRefusedError("broken") from error
    if grower.root is None:
        raise PictureRefusedError("broken")
    return grower.root


def local_name(tag: str) -> str:
    return tag.rpartition(":")[2].casefold()


class _Parser(DefusedExpatParser):
    """Illustrator names its namespaces by entities of its own. A few short ones that hold no other do no harm.

    The document type that a file names, as CorelDRAW's do, is not fetched.
    """

    def __init__(self) -> None:
        super().__init__()
        self.entities = 0

    def reset(self) -> None:
        super().reset()
        self._parser.SetParamEntityParsing(  # type: ignore[attr-defined]  # the stubs keep the parser within to themselves
            expat.XML_PARAM_ENTITY_PARSING_NEVER
        )

    def defused_entity_decl(self, name: str, is_parameter_entity: bool, value: str | None, *where: Any) -> None:
        self.entities += 1
        harmless = value is not None and len(value) <= LONGEST_ENTITY and not set("&%<") & set(value)
        if is_parameter_entity or not harmless or self.entities > MOST_ENTITIES:
            raise EntitiesForbidden(name, value, *where)


class _Grower(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: Node | None = None
        self.open: list[Node] = []
        self.elements = self.letters = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802  (the name that SAX calls)
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise PictureRefusedError("too_complex")
        if len(self.open) >= DEEPEST:
            raise PictureRefusedError("too_deep")
        node = Node(name, {_attribute(key): value for key, value in attrs.items()})
        if self.open:
            self.open[-1].children.append(node)
            self.open[-1].pieces.append(node)
        elif self.root is None:
            self.root = node
        self.open.append(node)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.open.pop()

    def characters(self, content: str) -> None:
        self.letters += len(content)
        if self.letters > LONGEST_TEXT:
            raise PictureRefusedError("too_complex")
        if self.open:
            self.open[-1].pieces.append(content)


def _attribute(name: str) -> str:
    return name if name.startswith("inkscape:") else name.rpartition(":")[2]
