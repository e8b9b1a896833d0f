"""Other companies that a text names once, by how it brings them in: `另一家设备商云杉网络`, `排名第一的云杉`.

In: the folded text. Out: names of others, none of which the text counts as about: behind another of a kind,
behind the place that it holds, and whose figure is said to be more or less than that of `它`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claims.lexicons import holds_any, one_of
from claims.namesigns import HAN
from claims.naming import cleaned, is_common, is_strange, plausible, speaks, stem_of
from claims.readingwords import reading_words
from claims.words import Lexicon

_WORDS = reading_words().names
_SHORTEST = 3
"""Code points that a name without a company's ending has at least behind a rank."""


@cache
def _another(lexicon: Lexicon) -> re.Pattern[str]:
    behind = one_of((*_WORDS.same_day, *_WORDS.announces, *_WORDS.quarters, *_WORDS.goes_on))
    return re.compile(
        rf"(?:{one_of(_WORDS.another_one)})[{HAN}]{{0,5}}?{one_of(_WORDS.kinds_of_companies)}"
        rf"(?P<name>[{HAN}]{{2,3}}?{one_of(lexicon.names.suffixes)}|[{HAN}]{{2,4}}?)(?=[,，]?(?:{behind}|20\d\d年|的))"
    )


@cache
def _placed(lexicon: Lexicon) -> re.Pattern[str]:
    shares = {alias for name in _SHARED for alias in lexicon.metrics[name].words if len(alias) > 1}
    return re.compile(
        rf"(?:{one_of(_WORDS.places_held)})的(?P<name>[{HAN}]{{2,6}}?)"
        rf"(?=(?:的|去年|上年)?(?:{one_of(shares)}|占(?!比)|份额)[^,，。;；\d]{{0,4}}\d)"
    )


_SHARED = ("market_share", "revenue", "sales_volume", "shipments", "deliveries", "output")
_COMPARED = reading_words().compared
_IN_ALL = (
    rf"占(?:到|了|据)?(?:{one_of(_COMPARED.everywhere)}|{one_of(_COMPARED.markets)})[^,，。;；\d]{{0,14}}\d"
)
_HAS_SO_MUCH = rf"(?:\d[\d.,]*[万亿]*[{HAN}A-Za-z]{{1,4}}[,，])?占\d"
_SO_MUCH = rf"(?:[^,，。;；:：\d]{{0,6}}?\d[\d.,]*[万亿]*[{HAN}A-Za-z]{{1,4}}[,，])?占\d"


@cache
def _sharing(lexicon: Lexicon) -> re.Pattern[str]:
    first = rf"以\d[\d.]*%的?[{HAN}]{{0,8}}?{one_of(_COMPARED.takes_place)}"
    ends = one_of(lexicon.names.suffixes)
    return re.compile(
        rf"(?:^|(?<=[\n,，。;；:：年度内来]))(?:其中[,，]?)?(?P<full>[{HAN}]{{2,3}}?{ends})(?={_IN_ALL}|{first}|{_SO_MUCH})"
        rf"|(?:{one_of(_WORDS.origins)}){one_of(_WORDS.kinds_of_companies)}(?P<name>[{HAN}]{{2,4}}?)(?=的?(?:{_IN_ALL}|{first}|{_HAS_SO_MUCH}))"
    )


def _shares_all(folded: str, lexicon: Lexicon) -> Iterator[str]:
    """Who has a part of what all do (`恒屿集团占全国销量的27.9%`, `外资厂商云杉384万剂，占32.0%`)."""
    for match in _sharing(lexicon).finditer(folded):
        name = match["full"] or match["name"]
        stem = stem_of(name, lexicon.names.suffixes)
        strange = is_strange(stem, lexicon) and not is_common(stem, lexicon)
        if strange and cleaned(name, lexicon) == name and _may_be(name, lexicon):
            yield name


_SET_AGAINST = re.compile(
    rf"(?:^|[\n,，。;；:：?？!！])(?:而|但|可|况且|毕竟)?(?P<name>[{HAN}]{{2,4}})的[{HAN}]{{2,6}}?比(?:它|他们|这家公司|公司)[^,，。;；\d]{{0,6}}[,，]"
)
"""Whose something is more or less than that of whom the text is about (`云杉的收入比它大得多，…`)."""


def introduced(folded: str, lexicon: Lexicon) -> Iterator[str]:
    """The names of others that a text brings in by a phrase of its own."""
    if holds_any((*_COMPARED.everywhere, *_COMPARED.takes_place), folded) and "%" in folded:
        yield from _shares_all(folded, lexicon)
    patterns = []
    if holds_any(_WORDS.another_one, folded):
        patterns.append(_another(lexicon))
    if holds_any(_WORDS.places_held, folded):
        patterns.append(_placed(lexicon))
    for pattern in (*patterns, _SET_AGAINST):
        for match in pattern.finditer(folded):
            name = match["name"]
            ends = name.endswith(lexicon.names.suffixes) and len(name) > _SHORTEST
            strange = is_strange(name, lexicon) and (
                len(name) >= _SHORTEST or pattern is not _placed(lexicon)
            )
            if (ends or strange) and cleaned(name, lexicon) == name and _may_be(name, lexicon):
                yield name


def _may_be(name: str, lexicon: Lexicon) -> bool:
    """Whether a run of characters may be a company's name."""
    return plausible(name, lexicon) and not speaks(name, lexicon)
