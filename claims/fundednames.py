"""Who raised money, by what a text says of a round of funding (`云杉食品获投3000万元`, `“云杉”完成B轮融资`).

In: the folded text. Out: the names before such words, without what says what each of them is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.lexicons import holds_any, one_of
from claims.namesigns import HAN
from claims.naming import plausible, speaks, trimmed
from claims.readingwords import reading_words
from claims.words import Lexicon

_WORDS = reading_words().names
_DAY = r"(?:(?:20)?\d\d年|[今去]年)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
_RAISES = re.compile(
    rf"[”\"」]?(?:\s*[(（][^()（）\n]{{1,40}}[)）])?[,，]?[于在]?{_DAY}(?:{one_of(_WORDS.before_raising)})*"
    rf"(?:{one_of(_WORDS.raised)}|{one_of(_WORDS.raises)}(?:[^,，。;；\n]|,(?=\d)){{0,30}}?融资)"
)
"""Behind the name of who raises money."""
_QUOTED = re.compile(r"[“\"「](?P<name>[^“”\"「」\n]{2,24})$")
_LATIN = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z0-9&'’.+-]+(?: [A-Z&][A-Za-z0-9&'’.+-]*)*$")
_HAN = re.compile(rf"(?:^|[,，。;；:：\n])(?P<name>\d{{0,3}}[{HAN}A-Za-z]{{2,24}})$")
_KINDS = (*_WORDS.appositives, "公司", "旗下", "商")
"""Words before a name that say what it is."""
_BEFORE = 40
"""Code points in which the name stands."""


def funded(folded: str, lexicon: Lexicon) -> Iterator[str]:
    """The names of those who raise money."""
    if not holds_any(_WORDS.of_funding, folded):
        return
    for match in _RAISES.finditer(folded):
        before = folded[max(0, match.start() - _BEFORE) : match.start()].rstrip()
        name = _named(before, match.group()[0] in '”"」', lexicon)
        if name and plausible(name, lexicon, coded=True) and not speaks(name, lexicon):
            yield name


def _named(before: str, quoted: bool, lexicon: Lexicon) -> str:
    """The name that some words end with: in quotation marks, in Latin letters, or alone in its clause."""
    if quoted:
        marked = _QUOTED.search(before)
        return marked["name"].strip() if marked is not None else ""
    run = _HAN.search(before)
    latin = _LATIN.search(before)
    if latin is not None:
        said = before[: latin.start()].rstrip()
        kind = said.endswith(_KINDS) or said[-2:] in lexicon.entries
        return latin.group() if kind or run is None or run["name"] == latin.group() else run["name"]
    return trimmed(run["name"], lexicon) if run is not None else ""
