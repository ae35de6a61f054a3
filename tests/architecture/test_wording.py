"""Texts for people keep to docs/glossary.md, whose tables are read here: words, spelling, punctuation."""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest
from babel.messages import Message
from django.conf import settings

from ciie.kernel.errors import DomainError
from ciie.web.management.commands.translations import LOCALES, read
from exhibitors.urls.api import api

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
HAN = "[\u4e00-\u9fff]"
PLACES = re.compile(r"%\(\w+\)[sd]|\{\{.*?\}\}|\{[\w:]+\}|%%|`[^`]*`")
TAGS = re.compile(r"\{%.*?%\}|<[^>]+>")
RELEASE = re.compile(r"have booked (%\(area\)s|\{booked_sqm\}) square meters")
COUNTED = (
    "applications|booths|bookings|companies|corners|days|deals|editions|exhibits|halls|holders|members|pavilions|rows"
)
# Placeholders of rules of the product and of numbers that are never one.
NEVER_ONE = {"count_of_many", "hours", "least", "limit", "longest", "most", "parts", "participants", "pieces", "points"}
# What these placeholders stand for is a sentence of its own.
SENTENCES = ("%(reason)s", "%(what_to_do)s", "%(why)s", "%(complaint)s", "%(places)s", "%(problems)s")


@dataclass(frozen=True)
class Text:
    where: str
    text: str

    @property
    def plain(self) -> str:
        """Without what is put in when the text is shown."""
        return PLACES.sub("", TAGS.sub("", self.text))


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def forbidden_words() -> list[str]:
    """What stands in backticks in the columns named “Not” of the glossary's tables."""
    found: list[str] = []
    column: int | None = None
    for line in GLOSSARY.splitlines():
        if not line.startswith("|"):
            column = None
        elif column is None:
            column = cells(line).index("Not")
        else:
            found += re.findall(r"`([^`]+)`", cells(line)[column])
    return found


def names() -> set[str]:
    """The names that keep their capitals."""
    return set(re.findall(r"`([^`]+)`", GLOSSARY.partition("Only names keep their capitals:")[2].partition("\n- ")[0]))


def is_chinese(word: str) -> bool:
    return re.search(HAN, word) is not None


FORBIDDEN = forbidden_words()
ENGLISH = re.compile(
    rf"(?<![\w-])(?:{'|'.join(re.escape(word) for word in FORBIDDEN if not is_chinese(word))})(?![\w-])", re.IGNORECASE
)
CHINESE = re.compile("|".join(re.escape(word) for word in FORBIDDEN if is_chinese(word)))
HALF_WIDTH = re.compile(rf"{HAN}[,;:!?()]|[,;!?)]{HAN}|{HAN}\.(?!\w)")
AFTER_STOP = re.compile("[。！？；：，、] +(?=[^ ])")
CROWDED_NAME = re.compile(rf"{HAN}%\((?:company|person)\)s|%\((?:company|person)\)s{HAN}")
CROWDED = re.compile(rf"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}")
CAPITAL_INSIDE = re.compile(r"(?<=[\w,;)”²] )[A-Z][a-z]+[\w’'-]*")


def texts_of(form: object) -> tuple[str, ...]:
    return (form,) if isinstance(form, str) else tuple(form) if isinstance(form, (list, tuple)) else ()


def is_ours(message: Message) -> bool:
    """Not a text of a library, which we only translate."""
    return bool(message.id) and any(name != "ciie/locale/borrowed.py" for name, _line in message.locations)


CATALOGUE = [
    message for message in read(LOCALES / "zh_Hans" / "LC_MESSAGES" / "django.po", "zh_Hans") if is_ours(message)
]


def catalogue(*, chinese: bool) -> Iterator[Text]:
    for message in CATALOGUE:
        for text in texts_of(message.string if chinese else message.id):
            yield Text(texts_of(message.id)[0], text)


def torn(messages: Iterable[Message]) -> set[tuple[str, str]]:
    """Texts of one context that are the same but for capitals and the mark at their end, in unlike Chinese."""
    found: defaultdict[tuple[str | None, str], dict[str, str]] = defaultdict(dict)
    for message in messages:
        for english_text, chinese_text in zip(texts_of(message.id), texts_of(message.string), strict=False):
            found[message.context, english_text.casefold().rstrip(".:…")][english_text] = chinese_text.rstrip("。：…")
    return {pair for texts in found.values() if len(set(texts.values())) > 1 for pair in texts.items()}


def mails(language: str) -> Iterator[Text]:
    folders = [ROOT / "templates" / "mail" / language]
    return (
        Text(f"{path.parent.name}/{path.name}", path.read_text()) for folder in folders for path in folder.iterdir()
    )


def letters(language: str) -> Iterator[Text]:
    words = json.loads((ROOT / f"exhibitors/bookings/documents/typst/words.{language}.json").read_text())
    return (Text(f"letter: {name}", text) for name, text in words.items())


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for app in ("ciie", "pavilions", "exhibitors"):
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text())


def constants(node: ast.AST) -> Iterator[str]:
    return (each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str))


def commands() -> Iterator[Text]:
    """What commands say of themselves and of their options, and how they fail."""
    for path, module in modules():
        if path.parent.name == "commands":
            for node in ast.walk(module):
                if (isinstance(node, ast.keyword) and node.arg == "help") or (
                    isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "help"
                ):
                    yield from (Text(path.name, text) for text in constants(node.value))
                elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "CommandError":
                    yield from (Text(path.name, text) for text in constants(node))


def described(schema: object) -> Iterator[Text]:
    """The texts of the API's description."""
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name in {"description", "summary"} and isinstance(value, str):
                yield Text(f"openapi.json: {name}", value)
            else:
                yield from described(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from described(value)


def test_nothing_stands_between_chinese_sentences() -> None:
    assert {(text.where, text.text) for text in chinese() if AFTER_STOP.search(PLACES.sub("x", text.text))} == set()


def test_names_of_companies_stand_off_the_chinese_around_them() -> None:
    assert {(text.where, text.text) for text in chinese() if CROWDED_NAME.search(text.text)} == set()


def english() -> Iterator[Text]:
    return chain(
        catalogue(chinese=False), mails("en"), letters("en"), commands(), described(dict(api.get_openapi_schema()))
    )


def chinese() -> Iterator[Text]:
    return chain(catalogue(chinese=True), mails("zh-hans"), letters("zh-hans"))


def found_in(texts: Iterable[Text], pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    return {(text.where, found[0]) for text in texts for found in pattern.finditer(text.plain)}


def refusal_names() -> set[str]:
    """Classes of refusals, and what else takes a sentence first. A `ShapeError` is a clause, put after a row."""
    found = {"refused", "ValidationError"}
    waiting: list[type[DomainError]] = [DomainError]
    while waiting:
        each = waiting.pop()
        found.add(each.__name__)
        waiting += each.__subclasses__()
    return found - {"ShapeError"}


def marked_texts(node: ast.AST) -> Iterator[str]:
    """Literals of `_("…")`, also before `%`, and both forms of a plural."""
    while isinstance(node, ast.BinOp):
        node = node.left
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name):
            if each.func.id in {"_", "gettext", "gettext_lazy"}:
                yield from constants(each.args[0])
            elif each.func.id in {"ngettext", "ngettext_lazy"}:
                yield from chain(constants(each.args[0]), constants(each.args[1]))


def refusals() -> Iterator[Text]:
    classes = refusal_names()
    for path, module in modules():
        where = str(path.relative_to(ROOT))
        for node in ast.walk(module):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) in classes
                and node.args
            ):
                yield from (Text(where, text) for text in marked_texts(node.args[0]))
            elif isinstance(node, ast.keyword) and node.arg in {"violation_error_message", "error_messages"}:
                yield from (Text(where, text) for text in marked_texts(node.value))


def sentences_of(mail: str) -> Iterator[str]:
    """The lines of a mail without what conditions leave out, items of lists and marks of Markdown."""
    text = re.sub(r"\{\{.*?\}\}", "X", mail)
    for line in re.sub(r"\{%.*?%\}", "\n", text).splitlines():
        bare = line.strip()
        if bare and not bare.startswith("- "):
            yield bare.lstrip("*[> ")


def test_the_glossary_is_read() -> None:
    assert {"nobody", "e-mail", "section", "公司", "国家展", "容量"} <= set(FORBIDDEN)
    assert {"Excel", "China"} <= names()
    assert len(FORBIDDEN) == len(set(FORBIDDEN)) > 80


def test_english_texts_use_the_words_of_the_glossary() -> None:
    texts = [text for text in english() if not RELEASE.search(text.text)]
    assert len(texts) > 4_000
    assert found_in(texts, ENGLISH) == set()


def test_chinese_texts_use_the_words_of_the_glossary() -> None:
    assert found_in(chinese(), CHINESE) == set()


def test_chinese_punctuation_is_full_width() -> None:
    assert found_in(chinese(), HALF_WIDTH) == set()


def test_chinese_keeps_a_blank_beside_latin_letters_and_figures() -> None:
    assert found_in(catalogue(chinese=True), CROWDED) == set()


def test_titles_labels_and_buttons_are_in_sentence_case() -> None:
    kept = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(names(), key=len, reverse=True))})\b")
    found = {
        (text.where, word)
        for text in chain(catalogue(chinese=False), letters("en"))
        for word in CAPITAL_INSIDE.findall(kept.sub("x", PLACES.sub("x", TAGS.sub("", text.text))))
    }
    assert found == set()


def test_refusals_are_sentences() -> None:
    found = {(text.where, text.text) for text in refusals() if not text.text.endswith((".", "?", *SENTENCES))}
    assert len(list(refusals())) > 400
    assert found == set()


def test_sentences_are_sentences_in_both_languages() -> None:
    """Where English has a full stop, Chinese has one, too."""
    ends = {".": "。", "?": "？", ":": "：", "…": "…"}
    found = {
        english_text
        for message in CATALOGUE
        for english_text, chinese_text in zip(texts_of(message.id), texts_of(message.string), strict=False)
        if ends.get(english_text[-1:], "") and not chinese_text.rstrip("”）").endswith(ends[english_text[-1]])
    }
    assert found == set()


def test_texts_that_differ_only_by_a_capital_have_one_translation() -> None:
    """Where Chinese has two words for them, each has a context that names its use."""
    assert torn(CATALOGUE) == set()


def test_texts_that_differ_only_by_a_capital_are_found() -> None:
    messages = [
        Message("Open", "打开"),
        Message("open", "未付"),
        Message("open", "待处理", context="proposal"),
        Message("Done.", "已完成。"),
        Message("done", "已完成"),
    ]
    assert torn(messages) == {("Open", "打开"), ("open", "未付")}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_each_language_has_each_mail(language: str) -> None:
    assert {text.where.partition("/")[2] for text in mails(language)} == {
        text.where.partition("/")[2] for text in mails("en")
    }


def test_sentences_of_mails_begin_with_a_capital() -> None:
    found = {
        (text.where, line)
        for text in mails("en")
        for line in sentences_of(text.text)
        if re.search(r"[.!?] [a-z]", line) and not re.search(r"e\.g\. ", line)
    }
    first = {(text.where, line) for text in mails("en") for line in text.text.splitlines() if re.match(r"[a-z]", line)}
    assert found | first == set()


def test_counts_have_a_plural() -> None:
    counts = re.compile(rf"%\((\w+)\)[sd] (?:(?:free|open|other|more|rejected) )?(?:{COUNTED})\b")
    found = {
        (message.id, name)
        for message in CATALOGUE
        if isinstance(message.id, str) and not RELEASE.search(message.id)
        for name in counts.findall(message.id)
        if name not in NEVER_ONE
    }
    assert found == set()


@pytest.mark.parametrize(
    ("pattern", "text", "wrong"),
    [
        (ENGLISH, "Nobody was told by mail.", ["Nobody", "told", "by mail"]),
        (ENGLISH, "An e-mail to the organiser", ["e-mail", "organiser"]),
        (ENGLISH, "The forum's sessions; %(section)s; `blocked`", []),
        (CHINESE, "公司的电子邮件", ["公司", "电子邮件"]),
        (CHINESE, "国家综合展、企业商业展", []),
        (HALF_WIDTH, "请登录,然后重试", ["录,"]),
        (HALF_WIDTH, "面积（m²）：%(area)s", []),
        (CROWDED, "第3版 PDF 文件", ["第3"]),
        (CAPITAL_INSIDE, "Add Email Address", ["Email", "Address"]),
        (CAPITAL_INSIDE, "Saved. Submit it. For example: Basel, PDF or “Group pavilions”", []),
    ],
)
def test_what_is_wrong_is_found(pattern: re.Pattern[str], text: str, wrong: list[str]) -> None:
    plain = Text("", text).plain
    assert [found[0] for found in pattern.finditer(plain)] == wrong
