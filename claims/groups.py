"""Rows of whom figures are told together: kinds of institutions and funds, and places that are counted.

In: a clause of a text about no company. Out: the group that it says something of, where it opens with one
(`TOP30房企融资总量`, `美国疗养院的确诊病例`, `北向资金净流入`), counts its members (`已有22家基金公司自购`,
`山东、北京等八个省市`) or tells more of one that was told with its place before.
"""

from __future__ import annotations

import re
from functools import cache

from claims.lexicons import one_of, trie
from claims.readingwords import reading_words
from claims.sentence import Name, SentenceView
from claims.words import Lexicon

_WORDS = reading_words().things
_HOLDERS = reading_words().holders
_NUMBER = r"(?:\d[\d,]*|[一二两三四五六七八九十百]+|上百|数十|上千|数百|多)余?多?"
_GROUPS = (*_WORDS.groups, *_WORDS.institutions)
_KIND = rf"(?:{trie(_GROUPS)})(?!{trie(_WORDS.not_behind_groups)})"
_WHICH = rf"(?:{trie(_WORDS.group_kinds)})\d{{0,4}}(?:强|家)?"
_BEFORE = rf"(?:{trie(_WORDS.before_groups)}|[\s“\"])*"
_COUNTED = re.compile(
    rf"{_BEFORE}{_NUMBER}(?:家|只|个|名|所|间)(?P<name>(?:{_WHICH})*{_KIND})(?!的?[,，。;；、]|$|中|里|之|排|平均|当中)"
)
_ROW = re.compile(
    rf"{_BEFORE}[\u4e00-\u9fff]{{2,8}}(?:、[\u4e00-\u9fff]{{2,8}}|[和与及][\u4e00-\u9fff]{{2,8}})+等"
    rf"(?:地的?)?(?P<name>{_NUMBER}个?{one_of(_WORDS.counted_places)})"
)
_CHANNEL = re.compile(
    rf"{_BEFORE}(?P<name>{trie((*_HOLDERS.channels, *_HOLDERS.known_as))})"
    rf"(?:资金)?(?!资金|{one_of(_HOLDERS.not_behind_channels)})"
)
"""Whose money flows from one market into another (`北向资金`)."""
_AGAIN = re.compile(rf"(?:^|[^\u4e00-\u9fff]|的|[已在有对将])(?P<name>{_KIND})")


@cache
def _named(lexicon: Lexicon) -> str:
    """The expression of a group by what says which of its kind and where."""
    homes = frozenset(_WORDS.wholes)
    places = trie(place for place in (*lexicon.dimensions.regions, *lexicon.economies) if place not in homes)
    return rf"(?P<name>(?P<where>{places})?(?:{_WHICH})*(?P<kind>{_KIND}))"


@cache
def _opening(lexicon: Lexicon) -> re.Pattern[str]:
    """A group that a clause opens with."""
    return re.compile(rf"{_BEFORE}(?:{one_of(_WORDS.wholes)})?{_named(lexicon)}")


@cache
def _anywhere(lexicon: Lexicon) -> re.Pattern[str]:
    """A group wherever it stands."""
    return re.compile(_named(lexicon))


def counted_at(view: SentenceView, at: int, end: int) -> Name | None:
    """The kind of companies or funds that a clause counts, in a text about one of them, or None."""
    counted = _COUNTED.match(view.text, at, end)
    others = counted is not None and counted["name"].endswith(_WORDS.groups)
    return Name(at, counted.end("name"), counted["name"]) if counted is not None and others else None


def group_at(view: SentenceView, at: int, end: int) -> Name | None:
    """The group that a clause says something of from an offset on, or None."""
    for pattern in (_ROW, _COUNTED):
        counted = pattern.match(view.text, at, end)
        if counted is not None:
            return Name(at, counted.end("name"), counted["name"])
    channel = _CHANNEL.match(view.text, at, end)
    if channel is not None:
        return Name(*channel.span("name"), _HOLDERS.known_as.get(channel["name"], channel["name"]))
    opening = _opening(view.lexicon).match(view.text, at, end)
    if opening is not None and opening.end() < end:
        name = opening["name"]
        where = _where_before(view, at, name) if opening["where"] is None else None
        return Name(*opening.span("name"), where or name)
    again = _AGAIN.search(view.text, at, end)
    where = _where_before(view, at, again["name"]) if again is not None else None
    return Name(*again.span("name"), where) if again is not None and where is not None else None


_BACK = 240
"""Code points before a clause in which a group is told with its place."""


def _where_before(view: SentenceView, at: int, name: str) -> str | None:
    """A group by the longer name with its place that the text called it by before (`美国疗养院`)."""
    start = max(0, at - _BACK)
    if view.text.find(name, start, at) < 0:
        return None
    before = _anywhere(view.lexicon).finditer(view.text, start, at)
    longer = [match["name"] for match in before if match["where"] and match["name"].endswith(name)]
    return longer[-1] if longer else None


@cache
def is_group(name: str) -> bool:
    """Whether a name is that of a group."""
    known = name in _HOLDERS.channels or name.endswith(_GROUPS)
    return known or _COUNTED_PLACES.fullmatch(name) is not None


_COUNTED_PLACES = re.compile(rf"{_NUMBER}个?{one_of(_WORDS.counted_places)}")
