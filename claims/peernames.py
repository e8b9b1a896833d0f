"""Other companies that a text names in passing, each perhaps once: peers, who does the same on a day, a row.

In: the folded text. Out: names that end as a company's does, by the words before them (`同业云杉科技去年…`,
`同日上市的云杉医疗集资…`), because their clause goes on with what only a company has
(`同期云杉快递揽件166亿件，归母净利润18.9亿元`), or because they stand in a row at their amounts
(`云杉科技8亿元、山桐股份6亿元`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from claims.lexicons import holds_any, one_of
from claims.naming import is_common, plausible, speaks, stem_of
from claims.readingwords import reading_words
from claims.words import Lexicon

_HAN = "\u4e00-\u4e27\u4e29-\u9fff"
_WORDS = reading_words().names
_LED = 10
"""Code points that may say of a company what it does, before 的 and its name."""
_AMOUNT = r"约?\d[\d.,]*[万亿]*(?:港|美|日|欧)?元"
_ROW = 2
"""Names at their amounts that make a row, the first of it left out, which its metric stands before."""
_BEFORE = 40
_TAKES = re.compile(one_of(reading_words().subjects.takes_part))
_FIRST = re.compile(rf"(?P<run>[{_HAN}]{{2,12}}){_AMOUNT}[、,，]$")
"""The first member of a row, with what it opens with."""
_BESIDE = re.compile(rf"{_AMOUNT}[、,，和及]")
"""What parts the members of a row of names with their amounts."""


_COUNTED = re.compile(rf"[一二两三四五六七八九十几]{one_of(_WORDS.counters)}")
"""So many of something, which no name opens with (`一票快递`)."""


@cache
def _led(lexicon: Lexicon) -> re.Pattern[str]:
    acts = {alias for spec in lexicon.metrics.values() for alias in spec.words if len(alias) > 1}
    acts |= {*lexicon.names.openers, *_WORDS.acts, *_WORDS.quarters}
    return re.compile(
        rf"(?:{one_of(_WORDS.peers)}的?|{one_of(_WORDS.same_day)}[^,，。;；的]{{0,{_LED}}}的)"
        rf"(?P<name>[{_HAN}]{{2,4}}?{one_of(lexicon.names.suffixes)})(?=[,，]|的?{one_of(acts)}|(?:19|20)\d\d年)"
    )


@cache
def _in_row(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[、,，:：])(?P<name>[{_HAN}]{{2,4}}{one_of(lexicon.names.suffixes)})(?={_AMOUNT})"
    )


@cache
def _opening(lexicon: Lexicon) -> re.Pattern[str]:
    leads = one_of((*_WORDS.same_day, *_WORDS.peers, *_WORDS.quarters, *_WORDS.turns_to))
    return re.compile(
        rf"(?:^|[\n,，。;；:：])(?:{leads})?[,，:：]?(?P<name>[{_HAN}]{{2,3}}?{one_of(lexicon.names.suffixes)})"
        rf"(?=[^,，。;；\d]{{1,12}}\d)(?P<told>[^。\n]*)"
    )


def others_of(folded: str, lexicon: Lexicon, known: Collection[str]) -> Iterator[str]:
    """The names of others, for none of which the text itself counts as about them, `known` ones or not."""
    if holds_any((*_WORDS.peers, *_WORDS.same_day), folded):
        for match in _led(lexicon).finditer(folded):
            if _is_name(match["name"], lexicon):
                yield match["name"]
    if holds_any(_WORDS.told_of_companies, folded):
        for match in _opening(lexicon).finditer(folded):
            name = match["name"]
            told = holds_any(_WORDS.told_of_companies, match["told"]) and _COUNTED.match(name) is None
            if told and not any(name in other for other in known) and _is_name(name, lexicon):
                yield name
    if "元" not in folded or _BESIDE.search(folded) is None:
        return
    row = {match["name"]: match.start() for match in _in_row(lexicon).finditer(folded)}
    names = [name for name in row if _is_name(name, lexicon)]
    if len(names) < _ROW:
        return
    opened = max(folded.rfind(stop, 0, row[names[0]]) for stop in "。;；\n")
    if _TAKES.search(folded, opened + 1, row[names[0]]):
        return  # who subscribes or holds is no subject
    yield from names
    first = _FIRST.search(folded, max(0, row[names[0]] - _BEFORE), row[names[0]])
    if first is None:
        return
    run = first["run"]
    words = [(run[start:end], end) for start, end in lexicon.finder.find(run) if end < len(run)]
    metrics = [end for word, end in words if lexicon.senses[word].metric is not None]
    name = run[max(metrics, default=0) :]
    if name.endswith(lexicon.names.suffixes) and _is_name(name, lexicon):
        yield name


def _is_name(name: str, lexicon: Lexicon) -> bool:
    stem = stem_of(name, lexicon.names.suffixes)
    return (
        2 <= len(stem) <= 4
        and not is_common(stem, lexicon)
        and plausible(name, lexicon)
        and not speaks(name, lexicon)
    )
