"""Bodies, companies and papers that a sentence rests on by the form in which it cites them.

In: a sentence's view. Out: who is cited where, for those whom no list of speakers has: an institution by
what its name ends with (`据某某协会发布的数据`), a company by its name (`据云杉港口消息`), people of a trade.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from claims.draft import NOBODY
from claims.lexicons import holds_any, one_of, trie
from claims.model import Attribution, Source
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().speech
_HAN = "\u4e00-\u9fff"
_BODY = rf"[{_HAN}A-Za-z·]{{0,24}}?(?:{one_of((*_WORDS.bodies, *_WORDS.study_bodies, *_WORDS.press))})"
_CITED = re.compile(
    rf"(?<![{_HAN}])(?:{trie(_WORDS.rests_on)})(?!{one_of(_WORDS.no_bodies)})"
    rf"(?P<name>{_BODY}(?P<pair>[和与及、]{_BODY})?)"
    rf"(?:[(（](?P<short>[A-Za-z/&\-]{{2,14}})[)）])?[^,，。;；:：、\d]{{0,14}}?{one_of(_WORDS.cited_things)}"
)
_OF_COMPANY = re.compile(rf"(?:官方|官网|官微|微信|公众号|微博|最新|发布的|的)*{one_of(_WORDS.cited_things)}")
_LED = re.compile(rf"(?:^|[^{_HAN}])(?:{trie(_WORDS.rests_on)})$")
_PEOPLE = re.compile(
    rf"(?:^|(?<=[,，。;；:：\s]))(?:(?:另|又)?据|有)?(?P<name>[{_HAN}]{{0,8}}(?:{one_of(_WORDS.people_of_trades)}))(?:们|均|也|普遍|还)?"
    rf"{one_of(_WORDS.they_reckon)}(?:称|说|道)?[,，:：]"
)

_STUDIED = re.compile(
    rf"(?<![{_HAN}])(?P<name>[{_HAN}]{{2,10}}?(?:{one_of(_WORDS.study_bodies)})){one_of(_WORDS.looks_at)}"
)
_NOBODYS = re.compile(one_of(_WORDS.nobodys_counts))


class Cited(NamedTuple):
    """Somebody whom a sentence cites."""

    start: int
    end: int
    attribution: Attribution


@cache
def _rating(researchers: frozenset[str]) -> re.Pattern[str]:
    """A house before the colon of a headline behind which it rates a share."""
    house = rf"{trie(researchers)}|[{_HAN}]{{2,6}}证券(?=[:：])"
    return re.compile(
        rf"(?<![{_HAN}])(?P<name>{house})(?:证券|国际|研究)?[:：]\s?(?={one_of(_WORDS.house_rates)})"
    )


def cited_in(view: SentenceView) -> list[Cited]:
    """Whom a sentence cites by form."""
    said = view.text[view.start : view.end]
    found: list[Cited] = []
    if holds_any(_WORDS.rests_on, said):
        found += [_body(match) for match in _CITED.finditer(view.text, view.start, view.end)]
        found += _companies(view, found)
    if holds_any(_WORDS.looks_at, said):
        found += [
            Cited(*match.span(), Attribution(kind=Source.RESEARCH, name=match["name"]))
            for match in _STUDIED.finditer(view.text, view.start, view.end)
        ]
    if holds_any(_WORDS.house_rates, said):
        found += [
            Cited(*match.span(), Attribution(kind=Source.RESEARCH, name=match["name"]))
            for match in _rating(view.lexicon.researchers).finditer(view.text, view.start, view.end)
        ]
    if holds_any(_WORDS.nobodys_counts, said):
        found += [
            Cited(*match.span(), NOBODY) for match in _NOBODYS.finditer(view.text, view.start, view.end)
        ]
    if holds_any(_WORDS.people_of_trades, said):
        found += [
            Cited(*match.span(), Attribution(kind=Source.INSIDER, name=match["name"]))
            for match in _PEOPLE.finditer(view.text, view.start, view.end)
        ]
    return found


def _body(match: re.Match[str]) -> Cited:
    """An institution, by its short name where that is of two."""
    name = match["short"] if match["pair"] and match["short"] else match["name"]
    first = match["name"]
    if first.endswith(_WORDS.press):
        kind = Source.MEDIA
    elif first.endswith(_WORDS.study_bodies):
        kind = Source.RESEARCH
    else:
        kind = Source.OFFICIAL
    return Cited(*match.span(), Attribution(kind=kind, name=name))


def _companies(view: SentenceView, bodies: list[Cited]) -> list[Cited]:
    """Companies whose news or figures a sentence rests on."""
    return [
        Cited(name.start, name.end, Attribution(kind=Source.COMPANY, name=name.canonical))
        for name in view.names
        if _LED.search(view.text, view.start, name.start) is not None
        and _OF_COMPANY.match(view.text, name.end, view.end) is not None
        and not any(body.start <= name.start < body.end for body in bodies)
    ]
