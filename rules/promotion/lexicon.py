"""The promotional lexicon: `lexicon.toml`, checked on load and compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation
from pydantic import BaseModel, ConfigDict, Field

from claims.knowledge import Meaning, Path, Slip, Table
from claims.lexicons import SURROGATES, spelled_out

FILE = "rules/promotion/lexicon.toml"
NOTHING = "none"
"""The class of names, idioms and terms of art that only look like promotion."""

_CHOICE = "{"
"""Opens alternatives within a word."""
_HEAD = 2
"""A word with alternatives is looked for by how it opens, by at least so many code points."""
_HEADS = 60
"""Of more openings than these, those long enough are looked for and the rest is asked for there."""
_PARTS = re.compile(r"\{([^{}]*)\}")

_Node: TypeAlias = dict[str, "_Node"]

Support = Literal["source", "filing", "board", "figure"]
Despite = Literal["asked", "intended", "public_affair"]
"""Filters that an entry may stand against."""


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
    unless: str | None = None
    nowhere: str | None = None
    then: str | None = None
    despite: tuple[Despite, ...] = ()
    reach: int = Field(default=12, ge=1, le=60)
    supports: tuple[Support, ...] | None = None
    adjoining: bool = False
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
        words = list(dict.fromkeys(self._words[name]))
        plain = trie(word for word in words if _CHOICE not in word)
        forms = [_choices(word) for word in words if _CHOICE in word]
        made = self[name] = re.compile("|".join([*forms, plain] if plain else forms))
        return made


@dataclass(frozen=True, slots=True)
class Frame:
    """An entry as it stands behind one of the words that are looked for."""

    length: int
    """Of the word, or of the part of it that is looked for."""
    rest: str
    """Pattern of what follows that part; empty where it is the whole word."""
    entry: Words

    def end(self, text: str, start: int) -> int | None:
        """Where the word ends that starts there, or None where the rest of it does not follow."""
        if not self.rest:
            return start + self.length
        found = _rest(self.rest).match(text, start + self.length)
        return None if found is None else found.end()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon compiled: one pattern over all words, one for each list."""

    classes: dict[str, WordClass]
    frames: dict[str, tuple[Frame, ...]]
    """The entries by what is looked for: a word may stand in several frames."""
    heads: AhoCorasick
    """Finds all that is looked for in one pass."""
    lists: dict[str, re.Pattern[str]]
    """Each list and union; the longest word matches."""
    ladders: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """Of each ladder the weak and the strong pattern, whose group `head` is the noun."""

    def places(self, text: str) -> list[tuple[int, int]]:
        """Start and end of all that is looked for, those that overlap too, the longest of a place first."""
        try:
            found = self.heads.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # a lone surrogate, which no word holds
            found = self.heads.find_matches_as_indexes(SURROGATES.sub("\ufffd", text), overlapping=True)
        return sorted(((start, end) for _, start, end in found), key=lambda place: (place[0], -place[1]))


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
        for frame in ("before", "after", "also", "unless", "nowhere", "then"):
            yield from _missing(("words", number, frame), (getattr(entry, frame),), lists)


def _missing(path: Path, given: Iterable[str | None], known: tuple[str, ...]) -> Iterator[Slip]:
    for name in given:
        if name is not None and name not in known:
            yield Slip(path, f"nothing is named {name!r}", name, known)


def _classed(file: LexiconFile) -> Iterator[Meaning]:
    """Words, each of one class."""
    for number, entry in enumerate(file.words):
        for index, word in enumerate(entry.words):
            if _CHOICE not in word:
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
    frames: dict[str, list[Frame]] = {}
    for entry in written.words:
        for word in entry.words:
            for head, rest in _split(word):
                frames.setdefault(head, []).append(Frame(len(head), rest, entry))
    return Lexicon(
        classes=written.classes,
        frames={head: tuple(found) for head, found in frames.items()},
        heads=AhoCorasick(list(frames), implementation=Implementation.ContiguousNFA),
        lists=Lists(lists),
        ladders=tuple(_ladder(ladder) for ladder in written.ladder),
    )


def _split(word: str) -> list[tuple[str, str]]:
    """The openings by which a word is looked for, each long enough, with the pattern of what follows each."""
    if _CHOICE not in word:
        return [(word, "")]
    done: list[tuple[str, str]] = []
    heads = [""]
    at = 0
    while at < len(word):
        part = _PARTS.search(word, at)
        stop = len(word) if part is None else part.start() if part.start() > at else part.end()
        more = spelled_out(word[at:stop])
        if len(heads) * len(more) > _HEADS:
            rest = _choices(word[at:])
            done.extend((head, rest) for head in heads if len(head) >= _HEAD)
            heads = [head for head in heads if len(head) < _HEAD]
        heads = [head + tail for head in heads for tail in more]
        at = stop
    return list(dict.fromkeys([*done, *((head, "") for head in heads)]))


def _choices(word: str) -> str:
    """The pattern of a word with alternatives, the longer of them first."""
    parts = _PARTS.split(word)
    return "".join(
        f"(?:{'|'.join(map(re.escape, sorted(part.split('|'), key=len, reverse=True)))})"
        if index % 2
        else re.escape(part)
        for index, part in enumerate(parts)
    )


@cache
def _rest(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


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
