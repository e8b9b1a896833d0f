"""Other companies by what they are set beside: `高于云杉能源的22%`, `云杉能源以24.6%居首`, `排名第一的云杉`.

In: the folded text of a document about a company, and the names that it is known to hold. Out: names of
others, none of which the text counts as about. Such a name stands in the owner's place of a figure, between
what says that another is spoken of (a word for peers, a comparison, a place in a ranking) and what a figure
opens with (a time, a metric, the number itself); it need not end as companies' names do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from claims.lexicons import holds_any, one_of, prefix_free
from claims.namesigns import HAN
from claims.naming import cleaned, is_common, is_strange, plausible, speaks, stem_of
from claims.readingwords import reading_words
from claims.words import Lexicon

_WORDS = reading_words().compared
_STOP = r"(?:^|(?<=[,，。;；:：、\n?？!！(（\s”]))"
_RATE = r"\d+(?:\.\d+)?%"
_TIME = rf"(?:(?:19|20)\d\d年{one_of(_WORDS.times)}?|{one_of(_WORDS.times)})"
_NUMBER = rf"(?:{one_of(_WORDS.adverbs)})*{one_of(_WORDS.before_numbers)}?(?:约|超|近)?\d"
_JOIN = re.compile("[、和与及]")
_NAMES = rf"(?P<names>[{HAN}、]{{2,18}}?)"
_NAME = rf"(?P<names>[{HAN}]{{2,8}}?)"
_SHORT = 5
"""Code points of a name without an ending, at most."""
_STEM = 2
"""Code points before what a company makes, in its name."""
_SENTENCE = "。\n"
_IS = re.compile("[是为](?=[\u4e00-\u9fff]{2})")


@cache
def _metrics(lexicon: Lexicon) -> str:
    """How all words for metrics open, and those for the same figure again."""
    return one_of(prefix_free({*lexicon.metric_words, *_WORDS.same_figure}))


_compiled = cache(re.compile)


@cache
def _frames(lexicon: Lexicon) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Places where only another company can stand, each with words of which a text must hold one.

    Compiled where they are asked for: each asks for every metric, and few texts hold such words.
    """
    told = rf"(?:(?:{one_of(_WORDS.adverbs)})*[,，]?{_TIME})?(?:{one_of(_WORDS.adverbs)})*[,，]?的?"
    reaches = rf"(?={told}(?:{_metrics(lexicon)}|{_NUMBER}|[(（]约?\d))"
    kinds = rf"{one_of(_WORDS.kinds)}(?:中的?|之一的?|里的?|的)?"
    related = rf"[^,，。;；的\d\n]{{0,8}}{one_of(_WORDS.related)}[^,，。;；的\d\n]{{0,4}}的"
    placed = one_of(_WORDS.placed)
    of_place = (
        rf"(?:占|为|是|有|以|则|达|的)?(?:份额|市占率|占有率)?(?:为|是|占)?{_RATE}|[,，](?:份额|市占率|占)"
    )
    return (
        (_WORDS.kinds, (rf"{kinds}{_NAMES}{reaches}")),
        (_WORDS.related, (rf"{_STOP}{related}{_NAMES}{reaches}")),
        (_WORDS.placed, (rf"{placed}{_NAME}(?=(?:{_TIME}|的)*(?:{of_place}))")),
        (_WORDS.takes_place, (
            rf"(?:{_STOP}|(?<=[中里和与]))(?:{one_of((*_WORDS.leads, *_WORDS.kinds))}[,，]?)?"
            rf"{_NAME}(?:则)?(?:以|凭)约?{_RATE}(?:的[{HAN}]{{0,8}})?[,，]?"
            rf"(?:分别)?{one_of(_WORDS.takes_place)}"
        )),
        (_WORDS.reversals, (rf"{one_of(_WORDS.reversals)}[,，]?{_NAME}{reaches}")),
        (_WORDS.asked_after, (rf"{one_of(_WORDS.asked_after)}{_NAME}(?=[?？的,，。])")),
        (_WORDS.compares, (
            rf"[与和跟同]{_NAMES}(?:的约?\d[^,，。;；\n]{{0,8}})?{one_of(_WORDS.compares)}(?=[,，])"
        )),
    )  # fmt: skip


@cache
def _beside(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    """Places where another company stands if the sentence has spoken of the text's own."""
    kinds = rf"(?:{one_of(_WORDS.kinds)}的?)?"
    again = rf"(?:的|{_TIME}|同)*(?:{one_of(_WORDS.same_figure)})?{_NUMBER}"
    return (
        re.compile(rf"{one_of(_WORDS.beside)}了?{kinds}{_NAMES}(?={_TIME}?的约?\d)"),
        re.compile(rf"(?<=[%元台辆家倍吨件套人])(?:和|与|及|、){_NAME}(?={_TIME}?的约?\d)"),
        re.compile(rf"{_STOP}(?:{one_of(_WORDS.leads)}[,，]?)?{_NAME}(?=的?{_TIME}?{one_of(_WORDS.same_figure)}{_NUMBER}|的则?[是为]约?\d)"),
        re.compile(rf"{_STOP}{_NAME}是[^,，。;；\n]{{2,20}}?{one_of(_WORDS.opponents)}"),
        re.compile(rf"[(（](?:{_TIME})?{kinds}{_NAME}(?={again}[^()（）]{{0,8}}[)）])"),
    )  # fmt: skip


@cache
def _opening(lexicon: Lexicon) -> re.Pattern[str]:
    """A name with an ending that opens a clause which goes on to a figure of its own."""
    endings = one_of((*lexicon.names.suffixes, *_WORDS.trades))
    told = rf"(?:{one_of(_WORDS.adverbs)})*[,，]?{_TIME}?(?:{one_of(_WORDS.adverbs)})*[,，]?的?"
    return re.compile(
        rf"{_STOP}(?:{one_of((*_WORDS.leads, *_WORDS.kinds))}[,，]?)?(?P<names>[{HAN}]{{2,4}}{endings})"
        rf"(?!{one_of(reading_words().slices.sure_endings)})"  # 人形机器人业务
        rf"(?={told}(?:{_metrics(lexicon)}[^,，。;；\n\d]{{0,12}}\d|{_NUMBER})|(?:{one_of(_WORDS.adverbs)})*(?:{_TIME}|{one_of(reading_words().names.announces)})"
        rf"|的?{one_of(reading_words().names.told_of)})"
    )


_ROW = re.compile(
    rf"(?<=[、,，:：;；和与及为是\s])(?P<name>[{HAN}]{{2,8}})(?:[(（](?P<in>\d+(?:\.\d+)?(?:%|[万亿]?[{HAN}]))[)）]|(?P<at>\d+(?:\.\d+)?(?:%|[万亿]*[{HAN}]{{1,2}})))(?=[、,，;；和与及。])"
)
"""A name with its number, as a member of a row."""


def compared(folded: str, lexicon: Lexicon, known: Collection[str]) -> Iterator[str]:
    """The names of other companies in a text that is known to hold some names."""
    if not known:
        return
    for signs, frame in _frames(lexicon):
        if holds_any(signs, folded):
            for match in _compiled(frame).finditer(folded):
                yield from _named(match, lexicon, known)
    called = _called(known, lexicon)
    own = (*_WORDS.own, *_WORDS.ours, *called)
    if not holds_any(own, folded):
        return
    for pattern in _beside(lexicon):
        for match in pattern.finditer(folded):
            if holds_any(own, folded[_opened(folded, match.start()) : match.end()]):
                yield from _named(match, lexicon, known)
    for match in _opening(lexicon).finditer(folded):
        name = match["names"]
        if name in known or not _is_name(name, lexicon):
            continue
        before = folded[_opened(folded, match.start()) : match.start()]
        if _PARTED.search(before) is not None:
            continue
        led = match.start("names") > match.start() or _REPORTS.match(folded, match.end()) is not None
        if not led and not name.endswith(lexicon.names.suffixes):
            continue  # 卖品及广告收入6.2亿元
        if led or not name.endswith(_WORDS.as_goods) or holds_any(own, _sentence(folded, match.start())):
            yield name
    yield from _in_rows(folded, lexicon, called)


_PARTED = re.compile(
    rf"{one_of(reading_words().subjects.takes_part)}|(?:从|按照|按|分){one_of(reading_words().breakdowns.by)}"
)
"""Before a row of those who take part in what another does, or of a company's parts."""
_REPORTS = re.compile(
    rf"(?:{one_of(_WORDS.adverbs)})*{one_of(reading_words().names.announces)}|的?{one_of(reading_words().names.told_of)}"
)


def _called(known: Collection[str], lexicon: Lexicon) -> set[str]:
    """Known names, and what stands before their endings."""
    stems = {stem_of(name, lexicon.names.suffixes) for name in known}
    return {*known, *(stem for stem in stems if len(stem) > 1)}


def _in_rows(folded: str, lexicon: Lexicon, known: Collection[str]) -> Iterator[str]:
    """Names at their numbers in a row of which a known one is a member."""
    row: list[str] = []
    opened, behind = 0, -1
    for match in (*_ROW.finditer(folded), None):
        name = _IS.split(match["name"])[-1] if match is not None else ""
        if match is not None and match.start() - behind == 1:
            row.append(name)
        else:
            if (
                len(row) > 1
                and any(name in known for name in row)
                and not _PARTED.search(folded, _opened(folded, opened), opened)
            ):
                names = (name for name in row if name not in known)
                yield from (name for name in names if _is_name(name, lexicon) or _is_bare(name, lexicon))
            row, opened = ([name], match.start()) if match is not None else ([], 0)
        behind = match.end() if match is not None else -1


def _opened(folded: str, place: int) -> int:
    """Where the sentence of a place starts."""
    return max(folded.rfind(stop, 0, place) for stop in _SENTENCE) + 1


def _sentence(folded: str, place: int) -> str:
    """The sentence of a place."""
    ends = [end for stop in _SENTENCE if (end := folded.find(stop, place)) >= 0]
    return folded[_opened(folded, place) : min(ends, default=len(folded))]


def _named(match: re.Match[str], lexicon: Lexicon, known: Collection[str]) -> Iterator[str]:
    """The names in what stands in an owner's place, or none where one of them is no name."""
    names = [name for name in _JOIN.split(match["names"]) if name]
    if all(name in known or _is_name(name, lexicon) or _is_bare(name, lexicon) for name in names):
        yield from (name for name in names if name not in known)


@cache
def _no_names() -> re.Pattern[str]:
    return re.compile(one_of(_WORDS.no_names))


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(one_of((*_WORDS.beside, *_WORDS.placed, "与", "和", "跟", "同")))


def _is_name(name: str, lexicon: Lexicon) -> bool:
    """Whether a run ends as a company's name does, behind a stem that is no word."""
    if _leads().match(name) is not None or _JOIN.search(name, 1) is not None:
        return False
    stem = stem_of(name, lexicon.names.suffixes)
    if not stem:
        trade = next((word for word in _WORDS.trades if name.endswith(word)), "")
        stem = name.removesuffix(trade) if trade else ""
    if not (stem and is_strange(stem, lexicon)) or is_common(stem[:2], lexicon):
        return False
    if not 2 <= len(stem) <= 4 or is_common(stem, lexicon) or _no_names().search(stem) is not None:
        return False
    return plausible(name, lexicon) and not speaks(name, lexicon) and cleaned(name, lexicon) == name


def _is_bare(name: str, lexicon: Lexicon) -> bool:
    """Whether a run without an ending may be a company's name: it holds no word and names no goods."""
    if not 2 <= len(name) <= _SHORT or name[-1] in _WORDS.no_last or _no_names().search(name) is not None:
        return False
    made = _is_made_of(name, lexicon)
    sound = plausible(name, lexicon, coded=made) and cleaned(name, lexicon) == name
    return sound and (made or is_strange(name, lexicon))


def _is_made_of(name: str, lexicon: Lexicon) -> bool:
    """Whether a run is a stem of two and a word for what its bearer makes (云杉设备)."""
    made = name[_STEM:] in reading_words().features.more_endings
    return made and is_strange(name[:_STEM], lexicon) and not speaks(name, lexicon)
