"""Finds promotional words in the frames that make them statements; judges nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from claims.model import BlockKind, Document
from rules.promotion.lexicon import NOTHING, Despite, Lexicon, Support, Words, lexicon

_READ = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.BODY)
_STOP = re.compile(r"[，,。；;！!？?：:\n]")
_BOUND = "bound"
"""The list of words that belong to the phrase where they stand before its word: they say of what it holds."""
_CLAUSE = 80
"""The furthest that a clause is followed on either side, in code points; keeps hostile text linear."""
_SENTENCE = 200
"""So far on either side a sentence is searched for what must not stand in it."""


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
    despite: tuple[Despite, ...]
    """Filters that do not silence it."""


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
    behind = 0
    for start, stop in lex.places(text):
        if start < behind:
            continue
        index = bisect_right(starts, start) - 1
        if index < 0:
            continue
        line = sentences[index]
        for frame in lex.frames[text[start:stop]]:
            end = frame.end(text, start)
            if end is None or end > line.end:
                continue
            if frame.entry.word_class == NOTHING:
                behind = end
                break
            hit = _framed(lex, text, frame.entry, (start, end), line, index)
            if hit is not None:
                behind = end
                yield hit
                break


def _framed(
    lex: Lexicon, text: str, entry: Words, word: tuple[int, int], line: Line, index: int
) -> Hit | None:
    """The hit, where everything that the entry asks for stands around the word."""
    start, end = word_start, word_end = word
    low = max(line.start, word_start - _CLAUSE)
    high = min(line.end, word_end + _CLAUSE)
    for stop in _STOP.finditer(text, low, word_start):
        low = stop.end()
    stop_after = _STOP.search(text, word_end, high)
    high = stop_after.start() if stop_after else high
    if entry.not_next and text[end : end + 1] in tuple(entry.not_next):
        return None
    if entry.before is not None:
        from_ = max(low, word_start - entry.reach)
        found = list(lex.lists[entry.before].finditer(text, from_, word_start))
        if entry.adjoining:
            found = [near for near in found if near.end() == word_start]
        if not found:
            return None
        bounds = (near.start() for near in found if lex.lists[_BOUND].fullmatch(near.group()))
        start = next(bounds, start)
    if entry.after is not None:
        reach = min(high if entry.within == "clause" else line.end, word_end + entry.reach)
        nouns = list(lex.lists[entry.after].finditer(text, word_end, reach))
        if not nouns:
            return None
        end = nouns[-1].end()
    ahead = low if entry.within == "clause" else max(line.start, word_start - _SENTENCE)
    if entry.also is not None and not lex.lists[entry.also].search(text, ahead, word_start):
        return None
    if entry.unless is not None and lex.lists[entry.unless].search(text, low, high):
        return None
    behind = min(line.end, end + _SENTENCE)
    if entry.then is not None and not lex.lists[entry.then].search(text, end, behind):
        return None
    if entry.nowhere is not None and _nowhere(lex, text, entry.nowhere, word, line):
        return None
    if entry.opening and text[line.start : start].strip():
        return None
    if entry.closing and text[end:high].strip():
        return None
    supports = lex.classes[entry.word_class].supports if entry.supports is None else entry.supports
    return Hit(entry.word_class, start, end, word_start, word_end, low, high, index, supports, entry.despite)


def _nowhere(lex: Lexicon, text: str, name: str, word: tuple[int, int], line: Line) -> bool:
    """Whether a word of the list stands in the sentence, as far as it is read around the word."""
    low = max(line.start, word[0] - _SENTENCE)
    return lex.lists[name].search(text, low, min(line.end, word[1] + _SENTENCE)) is not None
