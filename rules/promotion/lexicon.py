"""The promotional lexicon: `lexicon.toml`, checked on load and compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from claims.knowledge import Meaning, Path, Slip, Table

FILE = "rules/promotion/lexicon.toml"
NOTHING = "none"
"""The class of names, idioms and terms of art that only look like promotion."""

_Node: TypeAlias = dict[str, "_Node"]

Support = Literal["source", "filing", "board", "figure"]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WordClass(_Entry):
    """A class of promotional statements."""

    code: str = Field(pattern=r"^P3\d\d$")
    """The rule that reports it."""
    supports: tuple[Support, ...]
    """What can stand behind it."""
    figure: str | None = None
    """List of words beside which a number counts as the figure that measures it."""
    back: int = Field(default=2, ge=0, le=5)
    """Sentences that an attribution reaches on to such a statement."""
    exempt: tuple[Literal["own_history", "trouble"], ...]
    """Names of the filters that silence it, beyond the common ones."""


class Words(_Entry):
    """Words of one class with what must stand around them."""

    word_class: str = Field(alias="class")
    words: tuple[str, ...] = Field(min_length=1)
    before: str | None = None
    after: str | None = None
    also: str | None = None
    reach: int = Field(default=12, ge=1, le=60)
    supports: tuple[Support, ...] | None = None
    not_next: str = ""
    within: Literal["clause", "sentence"] = "clause"
    opening: bool = False
    closing: bool = False


class Ladder(_Entry):
    """Degrees of one thing, weak to strong, and the nouns that they stand before."""

    weak: tuple[str, ...]
    strong: tuple[str, ...]
    heads: tuple[str, ...]


class LexiconFile(_Entry):
    """The file as written."""

    lists: dict[str, tuple[str, ...]]
    unions: dict[str, tuple[str, ...]]
    classes: dict[str, WordClass]
    words: tuple[Words, ...]
    ladder: tuple[Ladder, ...]


class Lists(dict[str, re.Pattern[str]]):
    """The lists by name, each compiled when it is first asked for: a text needs few of them."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._words = words

    def __missing__(self, name: str) -> re.Pattern[str]:
        made = self[name] = re.compile(trie(self._words[name]))
        return made


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon compiled: one pattern over all words, one for each list."""

    classes: dict[str, WordClass]
    entries: dict[str, tuple[Words, ...]]
    """Entries by word: a word may stand in several frames."""
    pattern: re.Pattern[str]
    """All words; of those that start at one place the longest matches."""
    lists: dict[str, re.Pattern[str]]
    """Each list and union; the longest word matches."""
    ladders: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """Of each ladder the weak and the strong pattern, whose group `head` is the noun."""


def _unnamed(file: LexiconFile) -> Iterator[Slip]:
    """Names of lists and classes that there aren't."""
    classes = (*file.classes, NOTHING)
    lists = tuple(file.lists)
    for union, parts in file.unions.items():
        yield from _missing(("unions", union), parts, lists)
        lists = (*lists, union)
    for name, word_class in file.classes.items():
        yield from _missing(("classes", name, "figure"), (word_class.figure,), lists)
    for number, entry in enumerate(file.words):
        yield from _missing(("words", number, "class"), (entry.word_class,), classes)
        for frame in ("before", "after", "also"):
            yield from _missing(("words", number, frame), (getattr(entry, frame),), lists)


def _missing(path: Path, given: Iterable[str | None], known: tuple[str, ...]) -> Iterator[Slip]:
    for name in given:
        if name is not None and name not in known:
            yield Slip(path, f"nothing is named {name!r}", name, known)


def _classed(file: LexiconFile) -> Iterator[Meaning]:
    """Words, each of one class."""
    for number, entry in enumerate(file.words):
        for index, word in enumerate(entry.words):
            yield Meaning(word, entry.word_class, ("words", number, "words", index))


TABLE = Table(FILE, LexiconFile, _classed, _unnamed, name="promotion")
"""The file, which a project calls `promotion`."""


@cache
def lexicon() -> Lexicon:
    """The promotional lexicon; LexiconError with file and key where it is malformed."""
    return _compiled(TABLE.load())


def parse(text: str) -> Lexicon:
    """Check and compile a lexicon in the form of `lexicon.toml`."""
    return _compiled(TABLE.read(text, FILE))


def _compiled(written: LexiconFile) -> Lexicon:
    lists = dict(written.lists)
    for name, parts in written.unions.items():
        lists[name] = tuple(word for part in parts for word in lists[part])
    entries: dict[str, list[Words]] = {}
    for entry in written.words:
        for word in entry.words:
            entries.setdefault(word, []).append(entry)
    return Lexicon(
        classes=written.classes,
        entries={word: tuple(found) for word, found in entries.items()},
        pattern=re.compile(trie(entries)),
        lists=Lists(lists),
        ladders=tuple(_ladder(ladder) for ladder in written.ladder),
    )


def trie(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first, without trying them one by one."""
    root: _Node = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: _Node) -> str:
    branches = [re.escape(character) + _pattern(node[character]) for character in sorted(node) if character]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{joined})?" if "" in node else joined


def _ladder(ladder: Ladder) -> tuple[re.Pattern[str], re.Pattern[str]]:
    head = f"的?(?P<head>{trie(ladder.heads)})"
    return re.compile(trie(ladder.weak) + head), re.compile(trie(ladder.strong) + head)
