"""Persons by how a text speaks of them: a surname, an office before it or what only people do behind.

In: a run of characters and the folded text. Out: whether it is the name of a person there (`沈某某说`,
`董事长沈某某`, `老周`), which is nobody's whom figures are told of.
"""

from __future__ import annotations

import re

from claims.lexicons import everywhere, one_of
from claims.readingwords import reading_words

_WORDS = reading_words().features
_OFFICE = re.compile(rf"{one_of((*_WORDS.offices, *_WORDS.callings))}$")
_OF_STATE = re.compile(rf"{one_of(reading_words().names.titles)}$")
_DOES = re.compile(rf"[”\"」]?(?:{one_of(_WORDS.people_do)}|[:：])")
_LINE = re.compile(r"(?:^|\n)[^\S\n]*$")
_FAMILIAR = re.compile(rf"[{_WORDS.familiar}][{_WORDS.surnames}]")
_LONGEST = 3
"""Code points of a person's name, but for surnames of two characters."""
_BEFORE = 10


def is_person(name: str, folded: str) -> bool:
    """Whether a run is a person's name in a text."""
    if _FAMILIAR.fullmatch(name) is not None:
        return True
    if len(name) <= _LONGEST and _rules(name, folded):
        return True
    if len(name) > _LONGEST or name[0] not in _WORDS.surnames:
        return False
    for start, end in everywhere((name,), folded):
        if _OFFICE.search(folded, max(0, start - _BEFORE), start) is not None:
            return True
        does = _DOES.match(folded, end)
        if does is not None and (does.group() not in (":", "：") or _speaks(folded, start)):
            return True
    return False


def _speaks(folded: str, start: int) -> bool:
    """Whether what stands before a colon opens a line that is no headline."""
    return start > 0 and _LINE.search(folded, max(0, start - _BEFORE), start) is not None


def _rules(name: str, folded: str) -> bool:
    """Whether an office of state stands before a name."""
    places = everywhere((name,), folded)
    return any(_OF_STATE.search(folded, max(0, start - _BEFORE), start) is not None for start, _ in places)
