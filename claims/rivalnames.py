"""Other companies that end as companies do, where a clause turns to them or tells something of them.

In: the folded text and the names that it is known to hold. Out: names of others, none of which the text
counts as about: behind what brings another in (`另一家GPU企业云杉股份`, `还有云杉农牧`, `比起云杉汽车`),
joined to another (`与云杉科技、山桐集团等同行相比`), or at the head of a clause that tells what a company
does or has then (`云杉集团走的是另一条路`, `一年前，云杉生物的净利润还有…`). Goods that close as names do
are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from claims.lexicons import one_of
from claims.namesigns import HAN
from claims.nametests import is_goods
from claims.naming import is_common, is_generic, is_strange, plausible, speaks
from claims.readingwords import reading_words
from claims.words import Lexicon

_WORDS = reading_words().features
_NAMES = reading_words().names
_COMPARED = reading_words().compared
_TIMES = one_of((*_WORDS.lasting, *_COMPARED.times))
_WHEN = rf"(?:(?:19|20)\d\d年|\d{{1,2}}月(?:份|底|末)?|第[一二三四1-4]季度?|{_TIMES})"
_STEM = 2
"""Code points before the ending of a name that goods close with, too."""
_AND = r"[、和与及]"


@cache
def _named(lexicon: Lexicon) -> str:
    endings = [e for e in (*lexicon.names.suffixes, *_COMPARED.trades) if e not in _NAMES.legal_endings]
    return rf"[{HAN}]{{2,3}}?{one_of(endings)}"


_AT_FIGURE = rf"[{HAN}]{{0,6}}?\d[\d.,]*%?[万亿]*[{HAN}]?的"
"""Before a name: the figure by which it is told of (`仅次于份额9.8%的云杉食品`)."""


@cache
def _brought_in(lexicon: Lexicon) -> re.Pattern[str]:
    """A name behind what brings another in, up to the kind of company that it is."""
    kinds = one_of((*_WORDS.kinds, *_NAMES.kinds_of_companies))
    another = rf"{one_of(_NAMES.another_one)}[{HAN}A-Z]{{0,10}}?{kinds}"
    led = rf"(?:[{HAN}]{{0,12}}?的|{one_of(_WORDS.kinds)}|{_AT_FIGURE})?"
    beside = rf"{one_of((*_WORDS.brings_in, *_NAMES.peers))}+{led}"
    return re.compile(rf"(?:{another}|{beside}|{one_of(_WORDS.set_off)}的)(?P<name>{_named(lexicon)})")


@cache
def _joined(lexicon: Lexicon) -> re.Pattern[str]:
    """Names joined before what is told of each, or of their kind."""
    name = _named(lexicon)
    each = rf"(?:等|的|{_WHEN})*[{HAN}]{{0,6}}(?:分别|依次|各|{one_of(_COMPARED.compares)})"
    return re.compile(rf"(?:^|(?<=[\n,，。;；:：与和]))(?P<names>{name}(?:{_AND}{name})+)(?={each})")


@cache
def _told(lexicon: Lexicon) -> re.Pattern[str]:
    """A name at the head of a clause that tells what a company does or has."""
    has = {alias for name in _HAD for alias in lexicon.metrics[name].words if len(alias) > 1}
    tells = one_of((*_WORDS.deeds, *_WORDS.tells, *has))
    return re.compile(
        rf"(?:^|(?<=[\n,，。;；:：]))(?:{_WHEN}[,，]?|{one_of(_COMPARED.leads)}[,，]?)?(?P<name>{_named(lexicon)})"
        rf"(?=[,，]?(?P<when>(?:的|[也则却就还才只]|{_WHEN})*)(?P<tells>{tells}))"
    )


_HAD = (
    "revenue", "net_profit", "net_loss", "attributable_net_profit", "gross_margin", "shipments",
    "sales_volume", "market_share", "output", "deliveries", "operating_cash_flow", "market_cap", "employees",
)  # fmt: skip
"""What is told of companies."""


def rivals_beside(folded: str, lexicon: Lexicon, known: Collection[str]) -> Iterator[str]:
    """The names of others behind what brings another in, and of those that are joined."""
    for match in _brought_in(lexicon).finditer(folded):
        if _is_another(match["name"], folded, known, lexicon):
            yield match["name"]
    for match in _joined(lexicon).finditer(folded):
        for name in re.split(_AND, match["names"]):
            if _is_another(name, folded, known, lexicon):
                yield name


def rivals_told_of(folded: str, lexicon: Lexicon, known: Collection[str]) -> Iterator[str]:
    """The names of others that open clauses."""
    shared = {_ending_of(name, lexicon) for name in known}
    """The endings of those that are known, and of which something is told that goods do not do."""
    of_volumes: list[tuple[str, str]] = []
    for match in _told(lexicon).finditer(folded):
        name, tells = match["name"], match["tells"]
        ending = _ending_of(name, lexicon)
        as_goods = ending in _goods_endings()
        if as_goods and len(name) - len(ending) > _STEM:
            continue
        if as_goods and not match["when"] and tells in _WORDS.volumes:
            of_volumes.append((name, ending))
        elif as_goods and not match["when"] and (tells not in _WORDS.deeds or len(tells) == 1):
            continue  # 人形机器人收入…
        elif _is_another(name, folded, known, lexicon):
            shared.add(ending)
            yield name
    for name, ending in of_volumes:
        if ending in shared and _is_another(name, folded, known, lexicon):
            yield name


@cache
def _goods_endings() -> frozenset[str]:
    """Endings that goods and trades close with, too."""
    return frozenset((*_COMPARED.as_goods, *_COMPARED.trades))


@cache
def _longest_first(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(sorted({*lexicon.names.suffixes, *_COMPARED.trades}, key=len, reverse=True))


def _ending_of(name: str, lexicon: Lexicon) -> str:
    """The longest ending of companies that a name closes with, or nothing."""
    endings = _longest_first(lexicon)
    return next((e for e in endings if name.endswith(e)), "") if name.endswith(endings) else ""


def _is_another(name: str, folded: str, known: Collection[str], lexicon: Lexicon) -> bool:
    """Whether a run is a name of its own, none of goods and none that is known."""
    ending = _ending_of(name, lexicon)
    stem = name.removesuffix(ending)
    if any(name in other or other in name for other in known) or is_generic(name, lexicon):
        return False
    common = is_common(stem, lexicon) or speaks(stem, lexicon) or not is_strange(stem, lexicon)
    if common or not plausible(name, lexicon) or any(word in stem for word in _COMPARED.no_names):
        return False
    if len(stem) < _STEM or (stem[0] in _NAMES.no_openers and not stem.startswith(_NAMES.name_openers)):
        return False
    if stem[-1] in _NAMES.no_last or stem[-1] in _WORDS.no_last:
        return False
    return not is_goods(name, folded)
