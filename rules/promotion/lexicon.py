"""The promotional lexicon: `lexicon.toml`, checked on load and compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

FILE = "rules/promotion/lexicon.toml"
NOTHING = "none"
"""The class of names, idioms and terms of art that only look like promotion."""

_Value = TypeVar("_Value")
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


@cache
def lexicon() -> Lexicon:
    """The promotional lexicon. Raises ValueError naming the file and the key where the file is malformed."""
    return parse((resources.files("rules.promotion") / "lexicon.toml").read_text(encoding="utf-8"))


def parse(text: str) -> Lexicon:
    """Check and compile a lexicon in the form of `lexicon.toml`."""
    try:
        written = LexiconFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{FILE}: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{FILE}: {key}: {first['msg']}") from None
    lists = dict(written.lists)
    for name, parts in written.unions.items():
        lists[name] = tuple(word for part in parts for word in _known(lists, part, f"unions.{name}"))
    entries: dict[str, list[Words]] = {}
    for index, entry in enumerate(written.words):
        where = f"words.{index} ({entry.words[0]})"
        if entry.word_class != NOTHING:
            _known(written.classes, entry.word_class, where)
        for frame in (entry.before, entry.after, entry.also):
            if frame is not None:
                _known(lists, frame, where)
        for word in entry.words:
            entries.setdefault(word, []).append(entry)
    for name, word_class in written.classes.items():
        if word_class.figure is not None:
            _known(lists, word_class.figure, f"classes.{name}")
    return Lexicon(
        classes=written.classes,
        entries={word: tuple(found) for word, found in entries.items()},
        pattern=re.compile(trie(entries)),
        lists={name: re.compile(trie(words)) for name, words in lists.items()},
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


def _known(table: dict[str, _Value], name: str, where: str) -> _Value:
    if name not in table:
        raise ValueError(f"{FILE}: {where}: nothing is named {name!r}")
    return table[name]
