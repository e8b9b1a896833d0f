"""Finds promotional words in the frames that make them statements; judges nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from claims.model import BlockKind, Document
from rules.promotion.lexicon import NOTHING, Lexicon, Support, Words, lexicon

_READ = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.BODY)
_STOP = re.compile(r"[，,。；;！!？?：:\n]")
_BOUND = "bound"
"""The list of words that belong to the phrase where they stand before its word: they say of what it holds."""
_CLAUSE = 80
"""The furthest that a clause is followed on either side, in code points; keeps hostile text linear."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in its place: the unit in which evidence is looked for."""

    start: int
    end: int
    block: int
    """Index of its block."""
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Hit:
    """A promotional phrase, before anyone asked what stands behind it. Offsets are the document's."""

    word_class: str
    """Its class in the lexicon."""
    start: int
    """Where the phrase starts: its scope, where one stands before, else its word."""
    end: int
    """Where it ends: behind its noun, where one follows, else behind its word."""
    word_start: int
    word_end: int
    clause_start: int
    clause_end: int
    line: int
    """Index of its sentence in `lines`."""
    supports: tuple[Support, ...]
    """What can stand behind it."""


def lines(document: Document) -> tuple[Line, ...]:
    """The sentences of titles, headings and body, in their order."""
    return tuple(
        Line(sentence.start, sentence.end, index, block.kind)
        for index, block in enumerate(document.blocks)
        if block.kind in _READ
        for sentence in block.sentences
    )


def detect(document: Document, sentences: tuple[Line, ...]) -> Iterator[Hit]:
    """The promotional phrases of a document in their order, each word's first frame that holds."""
    if not sentences:
        return
    lex = lexicon()
    text = document.folded
    starts = [line.start for line in sentences]
    for match in lex.pattern.finditer(text):
        entries = lex.entries[match.group()]
        if entries[0].word_class == NOTHING:
            continue
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or match.end() > sentences[index].end:
            continue
        for entry in entries:
            hit = _framed(lex, text, entry, match, sentences[index], index)
            if hit is not None:
                yield hit
                break


def _framed(
    lex: Lexicon, text: str, entry: Words, match: re.Match[str], line: Line, index: int
) -> Hit | None:
    """The hit, where everything that the entry asks for stands around the word."""
    low = max(line.start, match.start() - _CLAUSE)
    high = min(line.end, match.end() + _CLAUSE)
    for stop in _STOP.finditer(text, low, match.start()):
        low = stop.end()
    stop_after = _STOP.search(text, match.end(), high)
    high = stop_after.start() if stop_after else high
    start, end = match.span()
    if entry.not_next and text[end : end + 1] in tuple(entry.not_next):
        return None
    if entry.before is not None:
        near = max(low, match.start() - entry.reach)
        found = list(lex.lists[entry.before].finditer(text, near, match.start()))
        if not found:
            return None
        bounds = (word.start() for word in found if lex.lists[_BOUND].fullmatch(word.group()))
        start = next(bounds, start)
    if entry.after is not None:
        reach = min(high if entry.within == "clause" else line.end, match.end() + entry.reach)
        nouns = list(lex.lists[entry.after].finditer(text, match.end(), reach))
        if not nouns:
            return None
        end = nouns[-1].end()
    if entry.also is not None and not lex.lists[entry.also].search(text, low, match.start()):
        return None
    if entry.opening and text[line.start : start].strip():
        return None
    if entry.closing and text[end:high].strip():
        return None
    supports = lex.classes[entry.word_class].supports if entry.supports is None else entry.supports
    return Hit(entry.word_class, start, end, match.start(), match.end(), low, high, index, supports)
