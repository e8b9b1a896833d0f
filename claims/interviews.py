"""Who speaks in the turns of an interview: `记者：…`, `沈若愚：整体86%`, `答：…`.

In: the folded text of a document and its company. Out: who answers in the paragraph that starts at an offset,
until somebody else takes a turn.
"""

from __future__ import annotations

import re
from collections import Counter

from claims.draft import NOBODY
from claims.lexicons import one_of
from claims.model import Attribution, Source
from claims.namesigns import HAN
from claims.readingwords import reading_words

_WORDS = reading_words().speech
_TURN = re.compile(rf"[ \t]*[“「【]?(?P<who>[{HAN}·]{{1,8}}|[QA])[】]?[:：]")
_HEAD = re.compile(rf"^{_TURN.pattern}", re.MULTILINE)
_ANALYSTS = one_of(_WORDS.analysts)
_OFFICES = one_of(_WORDS.offices)
_FEWEST = 2
"""Turns that an interview holds at least, and so many of a speaker whom no office introduces."""


class Interview:
    """The turns of a document, or none where it is no interview."""

    def __init__(self, folded: str, main: str | None) -> None:
        self._text = folded
        self._main = main
        self._turns = Counter(turn["who"] for turn in _HEAD.finditer(folded))
        self._is_one = sum(self._turns[who] for who in _WORDS.asks) >= _FEWEST

    def turn(self, start: int) -> Attribution | None:
        """Who takes his turn where a paragraph starts, nobody if it asks; None where no turn opens it."""
        found = _TURN.match(self._text, start) if self._is_one else None
        if found is None:
            return None
        who = found["who"]
        if who in _WORDS.asks:
            return NOBODY
        if who in _WORDS.answers:
            return Attribution(kind=Source.COMPANY, name=self._main)
        if re.search(f"{_ANALYSTS}{who}", self._text) is not None:
            return Attribution(kind=Source.RESEARCH, name=who)
        if self._turns[who] >= _FEWEST or re.search(f"{_OFFICES}{who}", self._text) is not None:
            return Attribution(kind=Source.COMPANY, name=who)
        return None
