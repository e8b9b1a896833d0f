"""Other companies that a text names in passing, each perhaps once: peers, who does the same on a day, a row.

In: the folded text. Out: names that end as a company's does, by the words before them (`同业云杉科技去年…`,
`对手云杉坊三季度…`, `同日上市的云杉医疗集资…`), because their clause goes on with what only a company has
(`同期云杉快递揽件166亿件，归母净利润18.9亿元`), because a time stands right behind it, or because they stand
in a row at their amounts (`云杉科技8亿元、山桐股份6亿元`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from claims.introducednames import introduced
from claims.lexicons import holds_any, one_of, prefix_free
from claims.namesigns import HAN
from claims.naming import cleaned, is_common, is_strange, plausible, speaks, stem_of
from claims.readingwords import reading_words
from claims.words import Lexicon

_WORDS = reading_words().names
_LED = 10
"""Code points that may say of a company what it does, before 的 and its name."""
_AMOUNT = r"约?\d[\d.,]*[万亿]*(?:港|美|日|欧)?元"
_ROW = 2
"""Names at their amounts that make a row, the first of it left out, which its metric stands before."""
_SHORT = 4
"""Code points of a name without a company's ending, at most."""
_RANKED = (
    *("shipments", "sales_volume", "market_share", "output", "deliveries", "revenue", "capacity"),
    *("stores", "users", "gmv"),
)
"""What companies are set side by side by."""
_BEFORE = 40
_SORTS = re.compile(rf"(?:从|按照|按|分){one_of(reading_words().breakdowns.by)}")
"""Before a row of parts of one company, which are no companies."""
_TAKES = re.compile(one_of(reading_words().subjects.takes_part))
_FIRST = re.compile(rf"(?P<run>[{HAN}]{{2,12}}){_AMOUNT}[、,，]$")
"""The first member of a row, with what it opens with."""
_MARKET = "市场"
_MADE = reading_words().features.more_endings
_SHARED = _WORDS.shared
"""Words for a part of a market, of which a sentence may hold one before a row of names at their parts."""
_BESIDE = re.compile(rf"{_AMOUNT}[、,，和及]")
"""What parts the members of a row of names with their amounts."""


_RIVALS = re.compile(one_of(_WORDS.rivals))
_LABELLED = re.compile(
    rf"(?:{one_of(_WORDS.peers)}|{one_of(_WORDS.labels)})(?P<name>[{HAN}]{{2,4}}?)(?:也|则|却|就|便)?{one_of(_WORDS.labelled)}"
)
"""Who is named behind what it is among those of its trade (`老牌山桐坊占三成`)."""
_AHEAD = re.compile(rf"{one_of(_WORDS.ahead_of)}(?P<names>[{HAN}]+(?:[、和与及][{HAN}]+)*?)(?:分别|依次|各)")
"""Who stands ahead in a ranking, one after the other."""
_AND = re.compile("[、和与及]")
_STOPS = ",，。;；:：!！?？ "
_COUNTED = re.compile(rf"[一二两三四五六七八九十几]{one_of(_WORDS.counters)}")
"""So many of something, which no name opens with (`一票快递`)."""


_STAKE = rf"的?\d+(?:\.\d+)?%的?{one_of(_WORDS.stakes)}"
_BOUGHT = (
    re.compile(rf"(?:^|[。\n,，;；])(?P<name>[{HAN}]{{3,6}}?){_STAKE}{one_of(_WORDS.priced_at)}"),
    re.compile(
        rf"(?:^|[。\n])(?P<name>[{HAN}]{{3,6}}?)(?:19|20)\d\d年[{HAN}]{{2,5}}\d[^\n。]*。[^\n。]{{0,24}}其{_STAKE}"
    ),
    re.compile(rf"(?:^|[。\n:：])(?P<name>[{HAN}]{{3,6}}?){one_of(_WORDS.bought_then)}"),
)
"""Whom a company buys, by what is said of the deal (`山桐科2024年收入7亿元。公司以6亿元取得其70%股权`)."""
_ALIKE = re.compile(
    rf"{one_of(_WORDS.same_day)}[^,，。;；的\d]{{1,{_LED}}}的(?P<name>[{HAN}]{{3,5}})[,，](?=[今去前]年|20\d\d年|上半年|前三季|第?[一二三四]季)"
)
"""Who is told of behind what it shares with another, by any name (`同在福建的山桐春，去年…`)."""


@cache
def _led(lexicon: Lexicon) -> re.Pattern[str]:
    acts = prefix_free({*lexicon.metric_words, *lexicon.names.openers, *_WORDS.acts, *_WORDS.quarters})
    return re.compile(
        rf"(?:(?:{one_of(_WORDS.peers)}的?)+|{one_of(_WORDS.same_day)}[^,，。;；的]{{0,{_LED}}}的)"
        rf"(?P<name>[{HAN}]{{2,4}}?{one_of(lexicon.names.suffixes)})(?=[,，]|的?{one_of(acts)}|(?:19|20)\d\d年)"
    )


_OF_TRADE = re.compile(
    rf"(?:{one_of(_WORDS.peers)})的?(?P<led>[{HAN}]{{4}})"
    rf"|(?:^|(?<=[。\n]))(?P<alone>[{HAN}]{{4}})(?=[是为]约?\d)"
)
"""A name of two and two code points behind a word for peers, or alone before its number."""


def _of_trade(folded: str, lexicon: Lexicon, known: Collection[str]) -> Iterator[str]:
    """Names that close with the trade that a known one closes with (同业云杉牙科 beside 山桐牙科)."""
    trades = {name[_STEM:] for name in known if len(name) == 2 * _STEM}
    for match in _OF_TRADE.finditer(folded) if trades else ():
        name = match["led"] or match["alone"]
        if name in known or name[_STEM:] not in trades:
            continue
        if is_strange(name[:_STEM], lexicon) and _is_trades(name, lexicon):
            yield name


def _is_trades(name: str, lexicon: Lexicon) -> bool:
    return plausible(name, lexicon) and not speaks(name, lexicon) and not is_common(name, lexicon)


_STEM = 2
"""Code points before the trade that a name closes with."""


@cache
def _led_bare() -> re.Pattern[str]:
    acts = one_of((*_WORDS.quarters, *_WORDS.reports_then))
    return re.compile(
        rf"{one_of(_WORDS.rivals)}(?:{one_of(_WORDS.sides)}[,，:：]?)?(?:中的?|之一的?)?"
        rf"(?:(?P<name>[{HAN}]{{3,5}}?)(?:{one_of(_WORDS.then)})?(?={acts}|(?:19|20)\d\d年)"
        rf"|(?P<latin>[A-Z][A-Za-z.&-]{{2,20}}(?: [A-Z][A-Za-z.&-]+)?))"
    )


@cache
def _in_row(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[、,，:：])(?P<name>[{HAN}]{{2,4}}{one_of(lexicon.names.suffixes)})(?={_AMOUNT})"
    )


@cache
def _member(lexicon: Lexicon) -> re.Pattern[str]:
    counted = {alias for name in _RANKED for alias in lexicon.metrics[name].words}
    return re.compile(
        rf"(?<=[,，、:：;；。\n和及与])(?P<name>[{HAN}]{{2,6}}?)的?(?P<metric>{one_of(counted)})?(?:约|为|是|占|以|达|有|则)*"
        rf"\d[\d.,]*(?P<unit>%|[万亿]*[{HAN}]{{1,3}}?|[万亿]*[A-Za-z]{{1,4}})"
        rf"(?:的?(?:份额)?{one_of(reading_words().compared.takes_place)}(?:第?[一二三四五六七八九十\d]{{1,2}})?[位名]?)?"
        rf"(?=[,，、;；。和及与(（])"
    )


@cache
def _together(lexicon: Lexicon) -> re.Pattern[str]:
    counted = {alias for name in _RANKED for alias in lexicon.metrics[name].words}
    return re.compile(
        rf"(?:^|(?<=[,，:：;；。\n中上里]))(?P<names>[{HAN}]{{2,6}}(?:[、和与及][{HAN}]{{2,6}}?)+)"
        rf"(?:(?:19|20)\d\d年)?的?(?:{one_of(counted)})(?:分别|依次|各)"
    )


def _joined(folded: str, lexicon: Lexicon, known: Collection[str]) -> Iterator[str]:
    """Names joined with a known one before what each of them has so much of (`甲、乙和云杉的份额分别为…`)."""
    for match in _together(lexicon).finditer(folded):
        names = _AND.split(match["names"])
        others = [name for name in names if not any(k.startswith(name) for k in known)]
        if len(others) < len(names) and all(
            _is_bare_name(name, lexicon) or _is_name(name, lexicon) for name in others
        ):
            yield from others


def _beside(folded: str, lexicon: Lexicon, known: Collection[str]) -> Iterator[str]:
    """Names in a row of which each has its number, one of them known (`甲出货3万台，乙2万台，云杉1万台`)."""
    row: list[re.Match[str]] = []
    for match in (*_member(lexicon).finditer(folded), None):
        if match is not None and row and match.start() - row[-1].end() == 1 and _alike(row[-1], match):
            row.append(match)
            continue
        names = [member["name"] for member in row]
        told = any(k.startswith(name) for name in names for k in known)
        if not told and any(name.endswith(lexicon.names.suffixes) for name in names):
            title, _, body = folded.partition("\n")
            told = bool(body) and any(name in title for name in names)
        members = _ROW if row and _shares_out(folded, row[0]) else _ROW + 1
        counted = told and len(row) >= members and (row[0]["metric"] or _shares_out(folded, row[0]))
        if counted or (told and len(row) > _ROW and _sets_out(folded, row[0], lexicon)):
            for name in names:
                called = any(k.startswith(name) for k in known)  # by what the text calls whom it knows
                if not called and len(name) <= _SHORT and _is_bare_name(name, lexicon):
                    yield name
        row = [match] if match is not None else []


def _shares_out(folded: str, first: re.Match[str]) -> bool:
    """Whether a row of percentages is told to be of a market before it (`份额为:甲21.4%、乙19.8%`)."""
    opened = max(folded.rfind(stop, 0, first.start()) for stop in "。\n") + 1
    before = folded[opened : first.start()]
    return first["unit"] == "%" and (holds_any(_SHARED, before) or _MARKET in before)


def _sets_out(folded: str, first: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether what a row is of stands before it in its sentence (`按去年收入计,甲268亿元,乙243亿元,…`)."""
    opened = max(folded.rfind(stop, 0, first.start()) for stop in "。;；\n") + 1
    words = [folded[start:end] for start, end in lexicon.finder.find(folded, opened, first.start())]
    return any(lexicon.senses[word].metric in _RANKED for word in words)


def _alike(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two members of a row have numbers of one unit and metric."""
    alike = one["unit"].lstrip("万亿") == other["unit"].lstrip("万亿")
    return alike and other["metric"] in (None, one["metric"])


def _is_bare_name(name: str, lexicon: Lexicon) -> bool:
    """Whether a run without a company's ending may be a name: no word of the lexicon stands in it.

    What it makes may close it behind a stem of its own (云杉设备).
    """
    words = [(start, end) for start, end in lexicon.finder.find(name) if end - start > 1]
    made = name[_STEM:] in _MADE and is_strange(name[:_STEM], lexicon)
    return (not words or made) and plausible(name, lexicon, coded=made) and not is_common(name, lexicon)


@cache
def _related(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[,，。;；:：\n\s]))(?:{one_of(_WORDS.house_kinds)})?"
        rf"(?P<name>[{HAN}]{{2,4}}?{one_of(lexicon.names.suffixes)})(?:是|为|即)[^,，。;；\d]{{2,12}}?的[^,，。;；\d]{{0,8}}?"
        rf"{one_of(_WORDS.relations)}"
    )


@cache
def _opening(lexicon: Lexicon) -> re.Pattern[str]:
    leads = one_of((*_WORDS.same_day, *_WORDS.peers, *_WORDS.quarters, *_WORDS.turns_to))
    return re.compile(
        rf"(?:^|[\n,，。;；:：])(?:{leads})?[,，:：]?(?P<name>[{HAN}]{{2,3}}?{one_of(lexicon.names.suffixes)})"
        rf"(?=[^,，。;；\d]{{1,12}}\d)(?P<told>[^。\n]*)"
    )


@cache
def _dated(lexicon: Lexicon) -> re.Pattern[str]:
    when = (
        rf"(?:{one_of(_WORDS.told_when)}|(?:19|20)\d\d年|(?:1[0-2]|[1-9])月"
        r"|前[一二三两\d]+个?[季月]|第?[一二三四]季)"
    )
    return re.compile(
        rf"(?:^|(?<=[\n,，。;；:：]))(?:{one_of((*_WORDS.peers, *_WORDS.turns_to))}的?)?[,，]?"
        rf"(?P<name>[{HAN}]{{2,3}}?{one_of(lexicon.names.suffixes)})"
        rf"(?={when}[^,，。;；\n]{{0,24}}\d)"
    )


def told_then(folded: str, lexicon: Lexicon, known: Collection[str]) -> Iterator[str]:
    """Names beside known ones that open a clause with a time right behind (`云杉股份同期收入8亿元`)."""
    for match in _dated(lexicon).finditer(folded) if known else ():
        name = match["name"]
        stem = stem_of(name, lexicon.names.suffixes)
        if any(other.startswith(stem) or other in name for other in known) or name.endswith(_WORDS.no_peers):
            continue
        sliced = any(f"{name}{ending}" in folded for ending in _WORDS.slice_behind)
        if not sliced and is_strange(stem, lexicon) and _is_name(name, lexicon):
            yield name


def others_of(folded: str, lexicon: Lexicon, known: Collection[str]) -> Iterator[str]:
    """The names of others, for none of which the text itself counts as about them.

    `known` are the names that the text is known to hold.
    """
    if known and holds_any(_WORDS.relations, folded):
        for match in _related(lexicon).finditer(folded):
            if _is_name(match["name"], lexicon):
                yield match["name"]
    yield from _beside(folded, lexicon, known)
    yield from _joined(folded, lexicon, known)
    if holds_any(_WORDS.rivals, folded):
        for match in _led_bare().finditer(folded):
            name = match["latin"] or match["name"]
            if match["latin"] or (plausible(name, lexicon) and is_strange(name, lexicon)):
                yield name
    yield from _of_trade(folded, lexicon, known)
    yield from introduced(folded, lexicon)
    if holds_any((*_WORDS.stakes, *_WORDS.bought_then), folded):
        for pattern in _BOUGHT:
            for match in pattern.finditer(folded):
                name = match["name"]
                strange = is_strange(name, lexicon) and plausible(name, lexicon)
                if name[0] in _WORDS.led_by or cleaned(name, lexicon) != name:
                    continue
                if _is_name(name, lexicon) or (strange and not speaks(name, lexicon)):
                    yield name
    if holds_any((*_WORDS.peers, *_WORDS.same_day), folded):
        for match in _led(lexicon).finditer(folded):
            if _is_name(match["name"], lexicon):
                yield match["name"]
        for match in _ALIKE.finditer(folded):
            name = match["name"]
            if plausible(name, lexicon) and is_strange(name, lexicon):
                yield name
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
    if _SORTS.search(folded, opened + 1, row[names[0]]):
        return  # 按产品划分,积木玩具8亿元,毛绒玩具6亿元
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


def led_by_peers(run: str) -> bool:
    """Whether a run that opens a clause begins with a word for peers, a name behind it (`对手云杉科技`)."""
    return _PEERS_FIRST.match(run) is not None


_PEERS_FIRST = re.compile(rf"{one_of(_WORDS.sure_peers)}的?[{HAN}]{{3}}")


def rivals_of(folded: str, runs: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """Rivals by what they are called, and of the runs that open clauses those behind a word for rivals."""
    for match in _LABELLED.finditer(folded):
        if is_strange(match["name"], lexicon) and plausible(match["name"], lexicon):
            yield match["name"]
    for match in _AHEAD.finditer(folded):
        names = _AND.split(match["names"])
        if all(2 <= len(name) <= _LED and plausible(name, lexicon) for name in names):
            yield from names
    for run in runs:
        place = folded.find(run)
        while place >= 0:
            line = folded.rfind("\n", 0, place) + 1
            opens = place == line or folded[place - 1] in _STOPS
            if (
                opens
                and _RIVALS.search(folded, line, place)
                and is_strange(run, lexicon)
                and len(run) <= _SHORT
            ):
                yield run
                break
            place = folded.find(run, place + 1)


def _is_name(name: str, lexicon: Lexicon) -> bool:
    stem = stem_of(name, lexicon.names.suffixes)
    return (
        2 <= len(stem) <= 4
        and not is_common(stem, lexicon)
        and plausible(name, lexicon)
        and not speaks(name, lexicon)
    )
