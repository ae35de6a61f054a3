"""Texts of letters that directors write: known placeholders, `if`, `for` and `pluralize`, and nothing else.

They are parsed by a separate engine that finds no files, loads no libraries and knows no other tag or filter.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, Engine, Template, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, VariableNode
from django.template.defaulttags import ForNode, IfNode
from django.utils.translation import gettext_lazy as _

from ciie.kernel.errors import Invalid
from ciie.mail.standard_texts import standard_text

MOST_NESTED_LOOPS = 2
LINES = re.compile(r"\.splitlines(\[\])?\Z")
"""A path that ends in the lines of a text, which every text has."""


class TextEngine(Engine):
    default_builtins = ["ciie.mail.text_tags"]


ENGINE = TextEngine(loaders=[("django.template.loaders.locmem.Loader", {})], autoescape=False)


@dataclass(frozen=True)
class Named:
    """A placeholder as a text names it, such as `ends.day`.

    An element of a list over which the text loops ends in `[]`: `lines[].area`.
    """

    path: str
    written: str
    line: int


def rendered(source: str, words: Mapping[str, Any]) -> str:
    return Template(source, engine=ENGINE).render(Context(dict(words), autoescape=False))


def placeholders_of(kind: str) -> frozenset[str]:
    """Return the placeholders that texts of this kind may use: those of its standard texts in all languages."""
    names: set[str] = set()
    for language, _name in settings.LANGUAGES:
        standard = standard_text(kind, language)
        for source in (standard.subject, standard.body):
            names |= {each.path for each in _named_in(Template(source, engine=ENGINE).nodelist, {}, 0)}
    beginnings = {".".join(name.split(".")[:length]) for name in names for length in range(1, name.count(".") + 1)}
    return frozenset(names | beginnings | {"site_name"})


def require_sound(source: str, kind: str, *, field: str) -> None:
    """Raise `Invalid` unless letters can be composed from the text.

    The code is `text_broken` or `unknown_placeholder`, and the message names the line.
    """
    try:
        named = list(_named_in(Template(source, engine=ENGINE).nodelist, {}, 0))
    except TemplateSyntaxError as error:
        raise _broken(error, field) from error
    known = placeholders_of(kind)
    for each in named:
        if each.path not in known and LINES.sub("", each.path) not in known:
            raise Invalid(
                _("Line %(line)d: there is no placeholder “%(name)s” in this email. Choose one from the list.")
                % {"line": each.line, "name": each.written},
                code="unknown_placeholder",
                field=field,
            )


def _broken(error: TemplateSyntaxError, field: str) -> Invalid:
    token = getattr(error, "token", None)
    said = {"line": getattr(token, "lineno", 1) or 1, "part": getattr(token, "contents", "")}
    if str(error).startswith("Unclosed"):
        sentence = _("Line %(line)d: “%(part)s” is not closed. Add its end, such as endif.") % said
    elif str(error).startswith("Too many loops"):
        sentence = _("Line %(line)d: there are too many loops inside one another.") % said
    else:
        sentence = _("Line %(line)d: “%(part)s” cannot be used here.") % said
    return Invalid(sentence, code="text_broken", field=field)


def _named_in(nodes: NodeList, loops: Mapping[str, str], depth: int) -> Iterator[Named]:
    """Yield every placeholder with its position. Loop variables are resolved to the elements of their lists."""
    for node in nodes:
        if isinstance(node, VariableNode):
            yield from _named_by(node.filter_expression, node, loops)
        elif isinstance(node, IfNode):
            for condition, branch in node.conditions_nodelists:
                yield from _named_in_condition(condition, node, loops)
                yield from _named_in(branch, loops, depth)
        elif isinstance(node, ForNode):
            yield from _named_in_loop(node, loops, depth)


def _named_in_loop(node: Any, loops: Mapping[str, str], depth: int) -> Iterator[Named]:
    if depth >= MOST_NESTED_LOOPS:
        error = TemplateSyntaxError("Too many loops")
        error.token = node.token  # type: ignore[attr-defined]
        raise error
    yield from _named_by(node.sequence, node, loops)
    each = f"{_path_of(node.sequence.var, loops)}[]"
    yield from _named_in(node.nodelist_loop, {**loops, **dict.fromkeys(node.loopvars, each)}, depth + 1)
    yield from _named_in(node.nodelist_empty, loops, depth)


def _named_in_condition(condition: Any, node: Node, loops: Mapping[str, str]) -> Iterator[Named]:
    if condition is None:
        return
    if isinstance(value := getattr(condition, "value", None), FilterExpression):
        yield from _named_by(value, node, loops)
    for side in (getattr(condition, "first", None), getattr(condition, "second", None)):
        yield from _named_in_condition(side, node, loops)


def _named_by(expression: FilterExpression, node: Node, loops: Mapping[str, str]) -> Iterator[Named]:
    variables = [
        expression.var,
        *(value for _filter, values in expression.filters for is_var, value in values if is_var),
    ]
    for variable in variables:
        path = _path_of(variable, loops)
        if path and path.partition(".")[0] != "forloop":
            line = node.token.lineno if node.token else 1
            yield Named(path, str(variable), line or 1)


def _path_of(variable: Any, loops: Mapping[str, str]) -> str:
    lookups = getattr(variable, "lookups", None)
    if not lookups:  # a literal in the text itself
        return ""
    first, *rest = lookups
    return ".".join([loops.get(first, first), *rest])
