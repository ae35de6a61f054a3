"""Shorter names for what a script declares for itself: variables, parameters, functions, classes, private members.

Every occurrence of a name gets the same shorter one, so scopes need not be distinguished. Left alone is
whatever the world outside might know by its name: properties, names that some scope takes from outside, and names
that are written once for both a variable and a property (`{ key }`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import count, product
from string import ascii_letters

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_javascript.language()))
_FUNCTIONS = frozenset({"function_declaration", "generator_function_declaration", "class_declaration"})
_SCOPES = frozenset(
    {"arrow_function", "catch_clause", "class_static_block", "for_in_statement", "for_statement", "function_expression"}
    | {"generator_function", "method_definition", "program", "statement_block", "switch_body", "class", *_FUNCTIONS}
)
_BINDINGS = {  # the field of a node that declares names
    "variable_declarator": "name",
    "function_expression": "name",
    "class": "name",
    "arrow_function": "parameter",
    "for_in_statement": "left",
    "catch_clause": "parameter",
} | dict.fromkeys(_FUNCTIONS, "name")
_WITHIN = {"pair_pattern": "value", "assignment_pattern": "left", "object_assignment_pattern": "left"}
_KEYWORDS = frozenset({"as", "do", "for", "if", "in", "let", "new", "of", "try", "var"})


def shortened(script: str) -> str:
    """The script with shorter names. Raises `ValueError` for what is not understood."""
    source = script.encode()
    tree = _PARSER.parse(source).root_node
    if tree.has_error:
        raise ValueError("This is not JavaScript that could be read.")
    kinds: defaultdict[str, list[tuple[Node, tuple[int, ...]]]] = defaultdict(list)
    scopes: defaultdict[str, set[int]] = defaultdict(set)
    for node, around in _nodes(tree, ()):
        kinds[node.type].append((node, around))
        for name, where in _declared(node, around):
            scopes[name].add(where)
    used = [(_text(node), node, around) for node, around in kinds["identifier"]]
    fixed = {name for name, _node, around in used if scopes[name].isdisjoint(around)}
    for kind in ("shorthand_property_identifier", "shorthand_property_identifier_pattern"):
        fixed.update(_text(node) for node, _around in kinds[kind])
    private = [(_text(node), node) for node, _around in kinds["private_property_identifier"]]
    edits = {
        **_renamed([(name, node) for name, node, _around in used if name not in fixed], fixed | _KEYWORDS),
        **_renamed(private, (), "#"),
    }
    parts, at = [], 0
    for (start, end), name in sorted(edits.items()):
        parts += [source[at:start], name.encode()]
        at = end
    return b"".join([*parts, source[at:]]).decode()


def _nodes(node: Node, around: tuple[int, ...]) -> Iterator[tuple[Node, tuple[int, ...]]]:
    """Each node with the ids of the scopes around it, the innermost last, itself included."""
    inside = (*around, node.id) if node.type in _SCOPES else around
    yield node, inside
    for child in node.children:
        yield from _nodes(child, inside)


def _declared(node: Node, around: tuple[int, ...]) -> Iterator[tuple[str, int]]:
    """The names that a node declares, each with the id of the scope that knows it."""
    pattern = node.child_by_field_name(_BINDINGS[node.type]) if node.type in _BINDINGS else None
    if pattern is not None:
        outside = around[-2] if node.type in _FUNCTIONS else around[-1]
        yield from ((name, outside) for name in _names(pattern))
    if node.type == "formal_parameters":
        yield from ((name, around[-1]) for child in node.named_children for name in _names(child))


def _names(pattern: Node) -> Iterator[str]:
    if pattern.type in {"identifier", "shorthand_property_identifier_pattern"}:
        yield _text(pattern)
    elif pattern.type in _WITHIN:
        part = pattern.child_by_field_name(_WITHIN[pattern.type])
        yield from _names(part) if part else ()
    elif pattern.type in {"array_pattern", "object_pattern", "rest_pattern"}:
        for child in pattern.named_children:
            yield from _names(child)


def _renamed(found: list[tuple[str, Node]], taken: Iterable[str], mark: str = "") -> dict[tuple[int, int], str]:
    """The places of these names with what to write there, the most frequent ones shortest."""
    fresh = (f"{mark}{short}" for short in _short_names() if short not in set(taken))
    names = {name: next(fresh) for name, _times in Counter(name for name, _node in found).most_common()}
    return {(node.start_byte, node.end_byte): names[name] for name, node in found}


def _short_names() -> Iterator[str]:
    for length in count(1):
        yield from map("".join, product(f"{ascii_letters}$_", repeat=length))


def _text(node: Node) -> str:
    return (node.text or b"").decode()
