"""Headings that open their paragraph as its first sentence: `资本开支。今年…`, `储能。去年出货4吉瓦时…`.

In: the folded text and a paragraph. Out: the words of such a heading, and the line of business that it names
where the lexicon or the text elsewhere shows it to be one.
"""

from __future__ import annotations

import re

from claims.lexicons import one_of
from claims.model import Block
from claims.readingwords import reading_words
from claims.words import Lexicon, Role

_LONGEST = 12
"""Code points of a heading that opens its paragraph, at most."""
_AROUND = re.compile(r"^[\s■●◆▶•*【\d.、()（）一二三四五六七八九十]+|[\s。：:｜|】]+$")
_LINE = re.compile("[\u4e00-\u9fffA-Za-z]{2,8}")
_WORDS = reading_words().slices
_TOLD = one_of(_WORDS.told_as_line)
_KIND = re.compile(rf"{one_of(_WORDS.sure_endings)}$")
_LABELLED = re.compile(r"[\s■●◆▶•*【]*(?P<words>[\u4e00-\u9fffA-Za-z]{2,10})[】]?(?:方面)?[:：|｜】]")
"""A line's name before a colon, where it opens a paragraph (`线上业务：去年收入…`)."""


def run_in(folded: str, block: Block) -> str:
    """The words of the heading that a paragraph opens with, or nothing."""
    first = block.sentences[0] if len(block.sentences) > 1 else None
    if first is None or first.end - first.start > _LONGEST:
        return ""
    return _AROUND.sub("", folded[first.start : first.end])


def headed_line(folded: str, block: Block, lexicon: Lexicon) -> tuple[str, str] | None:
    """The line of business, or the place of it, that such a heading names, as a dimension; or None."""
    words = run_in(folded, block)
    labelled = None if words else _LABELLED.match(folded, block.start, block.end)
    words = labelled["words"] if labelled is not None else words
    name = _KIND.sub("", words) or words
    if _LINE.fullmatch(name) is None or name in lexicon.dimensions.whole or name in _WORDS.no_lines:
        return None
    entries = lexicon.entries.get(name, ())
    if labelled is None and any(entry.role is Role.REGION for entry in entries):
        return "region", name
    if any(entry.role is Role.SEGMENT for entry in entries) or name != words:
        return "segment", name
    known = bool(entries) or any(True for _ in lexicon.finder.find(name))
    told = not known and labelled is None and re.search(re.escape(name) + _TOLD, folded) is not None
    return ("segment", name) if told else None
