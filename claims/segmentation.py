"""Finds the sentences of a stretch of text.

A sentence ends at `。！？；` and at ASCII `!?;` that do not stand inside an address; the closing quotes and
brackets behind the stop belong to it. A stop inside a quotation ends a sentence too, and so does a line. What
runs on and on without a stop, as no sentence does, is cut at its commas, so that the work stays linear.
"""

from __future__ import annotations

import re

from claims.model import Sentence

_STOP = re.compile(r"[。！？；!?;]+[\"”’」』）)》】\]]*")
_LONGEST = 1000
"""Code points beyond which a sentence is cut."""
_PAUSE = re.compile(r"[，、：]|[,:\s](?![0-9])")
_INDENT = re.compile(r"\s*")
_IN_ADDRESS_BEFORE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/=&._-")
_IN_ADDRESS_AFTER = _IN_ADDRESS_BEFORE | frozenset("#")


def sentences(text: str, start: int, end: int) -> tuple[Sentence, ...]:
    """The sentences of `text[start:end]`, one line without white space around it."""
    found: list[Sentence] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        first, behind = stop.span()
        if (
            behind == first + 1
            and behind < end
            and text[first] in "!?;"
            and text[behind] in _IN_ADDRESS_AFTER
            and first > start
            and text[first - 1] in _IN_ADDRESS_BEFORE
        ):
            continue
        _put(found, text, begin, behind)
        begin = _INDENT.match(text, behind, end).end()  # type: ignore[union-attr]  # matches the empty string too
    if begin < end:
        _put(found, text, begin, end)
    return tuple(found)


def _put(found: list[Sentence], text: str, start: int, end: int) -> None:
    """Put a sentence behind others, in pieces where it is far too long: each ends at its last pause."""
    while end - start > _LONGEST:
        pauses = list(_PAUSE.finditer(text, start + 1, start + _LONGEST))
        behind = pauses[-1].end() if pauses else start + _LONGEST
        found.append(Sentence(start, behind))
        start = behind
    found.append(Sentence(start, end))
