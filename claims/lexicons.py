"""Reads a TOML text into its pydantic model, and compiles words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from itertools import product
from typing import Any, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from pydantic import TypeAdapter, ValidationError

from claims.errors import LexiconError

Table = TypeVar("Table")

SURROGATES = re.compile(r"[\ud800-\udfff]")
"""Code points that no character has and UTF-8 cannot write."""


def packaged(name: str) -> str:
    """The text of the built-in lexicon `name`, such as `furniture.toml`."""
    return (files("claims") / "lexicon" / name).read_text(encoding="utf-8")


def parsed(shape: type[Table], text: str, name: str) -> Table:
    """The lexicon that `text` writes in TOML; LexiconError with `name` and key where it is malformed."""
    try:
        return TypeAdapter(shape).validate_python(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: not valid TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise LexiconError(f"{name}: {key}: {first['msg']}") from None


def trie(words: Iterable[str]) -> str:
    """A regular expression that matches the longest of many literal words in time linear in the text."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}

    def pattern(node: dict[str, Any]) -> str:
        branches = [re.escape(key) + pattern(child) for key, child in sorted(node.items()) if key]
        if not branches:
            return ""
        if len(branches) == 1 and "" not in node:
            return branches[0]
        return "(?:" + "|".join(branches) + ")" + ("?" if "" in node else "")

    return pattern(root)


def one_of(words: Iterable[str]) -> str:
    """A group of a regular expression that matches one of many literal words, the longest that fits."""
    return f"(?:{trie(words)})"


def prefix_free(words: Iterable[str]) -> set[str]:
    """Those of some words that open with no other of them: enough to ask whether one stands at a place."""
    known = set(words)
    return {word for word in known if not any(word[:end] in known for end in range(1, len(word)))}


def grouped(words: Iterable[str], size: int = 24) -> str:
    """The same as `one_of` for very many words and a place that is not searched for but asked.

    An expression tries the first characters of its words in turn; here groups of them are asked for at once.
    """
    rows: dict[str, list[str]] = {}
    for word in words:
        rows.setdefault(word[0], []).append(word)
    firsts = sorted(rows)
    groups = (firsts[start : start + size] for start in range(0, len(firsts), size))
    return "|".join(
        f"(?=[{re.escape(''.join(group))}]){one_of(word for first in group for word in rows[first])}"
        for group in groups
    )


_CHOICE = re.compile(r"\{([^{}]*)\}")


def spelled_out(form: str) -> list[str]:
    """Every word that a form stands for: `归{属|}母净利{润|}` for four."""
    parts = _CHOICE.split(form)
    choices = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    return ["".join(choice) for choice in product(*choices)]


_FEW = 50_000
"""Words times code points up to which no automaton is built to look for them."""


def everywhere(words: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Every place of some literal words in a text, those within others too; of one word in order."""
    known = list(words)
    if len(known) * len(text) < _FEW:
        places = []
        for word in known:
            start = text.find(word)
            while start >= 0:
                places.append((start, start + len(word)))
                start = text.find(word, start + 1)
        return places
    try:
        found = _all_of(known).find_matches_as_indexes(text, overlapping=True)
    except UnicodeEncodeError:
        plain = _all_of([SURROGATES.sub("\ufffd", word) for word in known])
        found = plain.find_matches_as_indexes(SURROGATES.sub("\ufffd", text), overlapping=True)
        found = [place for place in found if text[place[1] : place[2]] in known]
    return [(start, end) for _, start, end in found]


def _all_of(words: list[str]) -> AhoCorasick:
    return AhoCorasick(words, implementation=Implementation.NoncontiguousNFA)  # the soonest built


def holds_any(words: Iterable[str], text: str) -> bool:
    """Whether a text holds one of a few words: what cannot match without them need not be searched for."""
    for word in words:  # noqa: SIM110  # asked for every text, and a generator costs more than the answer
        if word in text:
            return True
    return False


class Endings:
    """Tells whether a text ends with one of many words, of which only those with its last character count."""

    def __init__(self, words: Iterable[str]) -> None:
        by_last: dict[str, list[str]] = {}
        for word in words:
            by_last.setdefault(word[-1], []).append(word)
        self._by_last = {last: tuple(found) for last, found in by_last.items()}

    def close(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Whether a text, or what stands between two offsets of it, ends with one of the words."""
        words = self._by_last.get(text[-1:] if end is None else text[end - 1 : end])
        return words is not None and text.endswith(words, start, end)


class Finder:
    """Finds many literal words in a text, left to right, the longest at each place, none overlapping."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = AhoCorasick(
            list(words),
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """The places of the words between two offsets."""
        stretch = text[start:end]
        try:
            found = self._automaton.find_matches_as_indexes(stretch)
        except UnicodeEncodeError:  # a lone surrogate, which no word holds
            found = self._automaton.find_matches_as_indexes(SURROGATES.sub("\ufffd", stretch))
        return [(start + first, start + behind) for _, first, behind in found] if found else []
