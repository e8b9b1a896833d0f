"""The expressions that find time atoms: a year, a quarter, a day, 去年, 截至.

In: the words of the lexicon. Out: one `Grammar` with its compiled expressions, built on first use. Numbers
are read here too: Arabic ones, Chinese ones up to 99, and years written digit by digit (二零二四).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from claims.lexicons import one_of, trie
from claims.timewords import Base, TimeWords, time_words

_CHINESE_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SMALL: Final = dict(zip("一二三四五六七八九", range(1, 10), strict=True))


def number(text: str) -> int:
    """The value of digits or of a Chinese numeral up to 99 (`12`, `十二`, `初五`, `两`, `首`, `半`)."""
    if text.isdigit() and text.isascii():
        return int(text)
    text = text.removeprefix("初")
    if text in ("两", "首"):
        return 2 if text == "两" else 1
    if text == "元":
        return 1
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _SMALL.get(tens, 1) + _SMALL.get(ones, 0)
    return int(text.translate(_CHINESE_DIGITS))


_CN = "一二三四五六七八九"
MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_CN}元])"
DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[{_CN}]?|初?[{_CN}])"
COUNT = rf"(?:[1-9]\d{{0,2}}|[{_CN}]?十[{_CN}]?|[{_CN}两])"
_DASH = r"(?: ?[-–—―‒~]{1,2} ?| ?[至到] ?)"
_QUARTER = "[一二三四1-4]"
_DIGIT_YEAR = r"(?:19|20)\d\d"
_NAKED_TAIL = (
    r"(?=(?: ?(?:[-–—―‒~、,，/]|[至到和及与]) ?(?:(?:19|20)?\d\d)(?!\d)){1,8} ?(?:年|(?P<yft>财年)))"
)


def _guarded(words: Iterable[str], blocked: dict[str, str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(word) + (f"(?![{re.escape(blocked[word])}])" if word in blocked else "") for word in ordered
    )


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled expressions and the tables behind their words."""

    words: TimeWords
    starts: re.Pattern[str]
    atom: re.Pattern[str]
    points: dict[str, tuple[Base, int]]
    edge: re.Pattern[str]
    after: re.Pattern[str]
    fronts: tuple[str, ...]


# Where an atom can start that is no word of the lexicon: first characters, and what must stand around them.
_STARTS: Final = (
    (
        "0123456789",
        r"(?<!\d\d)(?:(?<!\d[.,]\d)|(?<=\n\d\.\d))"
        r"(?=\d{0,3} ?[年月日季周天星财世个上下中HQM\-–—~、,，/至到和及与]"
        r"|\d{3}(?:\.| ?(?:[前首头第半全]|[一二三四]季)))",
    ),
    ("一二三四五六七八九十〇○零两元半初", "(?=.{0,4}[年月日号季周天星世])"),
    ("第", rf"(?=[{_CN}十1-9])"),
    ("民", "(?=国)"),
    ("前首头", rf"(?=[{_CN}两十1-9])"),
    ("最后", rf"(?=[{_CN}十1-9后])"),
    ("过", "(?=去)"),
    ("同", "(?=期)"),
    ("上下本这", "(?=[上下一个周星礼、及和与])"),
    ("周星礼", "(?=[一二三四五六日天末期拜])"),
    ("FHQ", "(?=[Y1-4])"),
)


def _starts(words: Iterable[str]) -> re.Pattern[str]:
    """Where an atom can start: cheap enough to be tried at every character.

    Every alternative opens with a literal, which lets the matcher skip other characters at once.
    """
    seconds: dict[str, set[str]] = {}
    for word in words:
        seconds.setdefault(word[0], set()).add(word[1])
    found = [f"{re.escape(char)}{around}" for chars, around in _STARTS for char in chars]
    found += [
        f"{re.escape(char)}(?=[{re.escape(''.join(sorted(behind)))}])"
        for char, behind in sorted(seconds.items())
    ]
    return re.compile("|".join(found), re.ASCII)


@cache
def grammar() -> Grammar:
    """The grammar of the built-in lexicon."""
    words = time_words()
    points = {word: (base, shift) for base, table in words.points.items() for word, shift in table.items()}
    literal = [
        *words.traps,
        *points,
        *words.parts,
        *words.edge_words,
        *words.fixed,
        *words.vague,
        *words.events,
    ]
    compact = r" ?(?P<{}>Q[1-4]|H[12]|9M)(?![A-Za-z0-9])"
    digit_year = (
        rf"(?<!\d)(?:(?<!\d[.,])|(?<=\n\d\.))(?:(?P<y4>{_DIGIT_YEAR}|\d{{4}}(?= ?年))"
        rf"(?: ?(?:年(?:度|全年)?|(?P<fy>财政年度|财年|会计年度))(?!期(?![货间末初]))|{_NAKED_TAIL}"
        rf"|{compact.format('y4p')}|(?= ?(?:[上下]半年|中期|半年[度报]|[中年]报|全年"
        r"|[前首头](?:[二三23]个?季|\d{1,2}个?月)|第?[一二三四1-4]季[度报])))"
        rf"|(?P<y2>\d\d) ?(?:年度?|(?P<fy2>财年))"
        rf"|(?<=\d/)(?P<y2s>\d\d)(?=/\d\d ?年)"
        rf"|(?<![A-Za-z])(?P<y2n>\d\d){compact.format('y2p')})"
    )
    quarters = (
        r"(?<![\dA-Za-z.,])(?P<yq>(?:20)?\d\d) ?年? ?Q1 ?[-–—―~至到+] ?Q?(?P<yqe>[234])(?![\d.%A-Za-z])"
    )
    cn_year = (
        r"(?P<yc>[一二][〇○零一二三四五六七八九]{3}|[〇○零一二三][〇○零一二三四五六七八九])"
        r"(?:年度?|(?P<fyc>财政年度|财年))"
    )
    roc_year = rf"民国 ?(?P<roc>\d{{1,3}}|{COUNT})年度?"
    fiscal = (
        r"FY ?(?P<fyx>(?:20)?\d\d)(?!\d)(?: ?(?P<fyp>Q[1-4]|H[12]|9M)(?![A-Za-z0-9]))?"
        r"|(?<![\d.,/])(?P<fsa>(?:20)?\d\d) ?/ ?(?P<fsb>(?:20)?\d\d) ?(?:财政年度|财年|年度)"
    )
    fronted = (
        r"(?<![A-Za-z0-9.])(?P<hq>[12]H|[1-4]Q|H[12]|Q[1-4]|9M) ?(?P<hqf>FY ?)?'?"
        r"(?P<hqy>20\d\d|(?<=[HQMY'])\d\d)(?![\d.%台辆家件款个名人只元万亿])"
    )
    full = (
        rf"(?<![\d./])(?<![A-Za-z]-)(?P<dy>{_DIGIT_YEAR})(?P<ds>[-/.])(?P<dm>1[0-2]|0?[1-9])"
        rf"(?P=ds)(?P<dd>3[01]|[12]\d|0?[1-9])(?!\d|[./]\d|-\d(?!\d{{3}}[-/.]))"
        rf"|(?<![\d./-])(?P<ey>{_DIGIT_YEAR})[-/](?P<em>0[1-9]|1[0-2])(?![\d/-])"
    )
    nine = (
        r"[前首头](?:(?P<nq>[二三四两2-4])(?:个?季度|季|(?P<nfq>财季))"
        r"|(?P<nm>1[0-2]|[2-9]|十[一二]?|[二三四五六七八九两])个?月)"
        r"|(?:(?<=年)|(?<=年的))最?后 ?(?P<lm>1[01]|[2-9]|十一?|[二三四五六七八九两]) ?个月"
        rf"|(?<![\d.])(?P<q1>第?{_QUARTER})季?度?{_DASH}第?(?P<q2>[二三四2-4])季度"
        rf"|(?<![\d.])(?P<m1>{MONTH})(?:月份?)?{_DASH}(?P<m2>{MONTH})月份?"
    )
    quarter = (
        rf"第(?P<qa>{_QUARTER})个?季度?|(?:(?<![\d.])|(?<=20\d\d))(?P<qb>{_QUARTER})季度|第?(?P<qf>{_QUARTER})财季"
        rf"|(?<![\d.])第?(?P<ql>{_QUARTER})(?=(?:[、及和与]第?{_QUARTER}){{1,3}}季度)"
        r"|(?P<hl>上)(?=[、及和与]下半年)|(?<=年)(?P<hm>中期)(?![票借目规])"
        r"|(?:(?<![A-Za-z0-9\u4e00-\u9fff-])|(?<=[年度的在于为和及,、])|(?<=[1-4][-–—~至到]))"
        r"(?P<qc>Q[1-4]|H[12]|9M)(?![A-Za-z0-9.]|-(?![QH][1-4]))"
        rf"|(?<![A-Za-z0-9-])(?P<qs>Q[1-4]|H[12])(?={one_of(words.behind_codes)})"
    )
    month = (
        rf"(?<![\d.])(?!(?<=[百千万亿])元)(?P<mm>{MONTH}) ?月份?(?!期|薪|子|球|亮|饼|台)(?: ?(?P<md>{DAY})"
        rf"(?:{_DASH}(?P<me>{DAY}))? ?(?:[日号](?!楼|线|文)|(?=止|[增减]持|期间))"
        rf"|(?P<mn>初[{_CN}十]|十[{_CN}]|二十[{_CN}]?)(?![A-Za-z0-9\u4e00-\u9fff]))?"
    )
    lone = (
        rf"(?<![\d.:/近续期每第过满达逾超-])(?P<da>3[01]|[12]\d|0?[1-9])(?:{_DASH}(?P<de>3[01]|[12]\d|0?[1-9]))?日"
        r"(?![均线内游龄元间平年化前后来])"
    )
    ordinal = rf"第(?P<om>{COUNT})个月"
    week = (
        r"(?:(?P<wr>(?:[上下]{1,3}|本|这)(?:一?个)?)(?:周|星期|礼拜)(?P<wd>[一二三四五六日天末])?"
        r"|(?P<wx>周|星期|礼拜)(?P<wy>[一二三四五六日天末]))(?![期转年边均报线刊产游])"
    )
    offset = (
        rf"(?P<on>{COUNT}|半)(?P<ou>年|个月|个?季度|个?星期|周|天)"
        rf"(?:以|之)?(?P<od>前|后)(?![{_CN}\d十])"
        rf"|过去(?:的)?(?P<pn>{COUNT}|半)(?P<pu>年|个?月|个?季度|个?星期|周|天)"
        rf"|(?:(?<![\u4e00-\u9fff])|(?<=[较比与]))(?P<bd>前|后)(?P<bn>{COUNT})(?P<bu>周|年)(?![期度])"
    )
    decade = rf"(?:(?P<ct>\d\d|{COUNT})世纪)?(?P<dc>[1-9]0|[{_CN}]十)年代"
    event = (
        rf"(?:{trie(words.events)})(?:{_guarded(words.event_bounds, words.not_followed_by)}"
        rf"|(?:后|仅|不到|不足|已|满|约)?(?P<en>{COUNT}|半)个?(?P<eu>年(?![度报期])|(?<=[个半])月|周(?!年)|天))"
    )
    atom = "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in {
            "trap": trie(words.traps),
            "full": full,
            "decade": decade,
            "nine": nine,
            "then": rf"(?:(?P<tn>{COUNT})年(?:以|之)?前|前(?P<tb>{COUNT})年)的?同期(?!限|货|录)",
            "offset": offset,
            "fronted": fronted,
            "year": f"{quarters}|{fiscal}|{digit_year}|{cn_year}|{roc_year}",
            "event": event,
            "same": r"同期(?!限|货|录)|(?<=[去前上]年)同[月季](?!度)",
            "word": (
                f"(?!(?<=其)中报告期){trie([*points, *words.parts, *words.fixed])}"
                rf"|(?<![0-9{_CN}十两几半每历多])(?:{trie(words.edge_words)})"
            ),
            "vague": trie(words.vague),
            "quarter": quarter,
            "month": month,
            "ordinal": ordinal,
            "lone": lone,
            "week": week,
        }.items()
    )
    return Grammar(
        words,
        _starts(literal),
        re.compile(atom, re.ASCII),
        points,
        re.compile(f"(?:年度?)?(?P<edge>{_guarded(words.edges, words.not_followed_by)})"),
        re.compile(rf" ?(?:{_guarded(words.after, words.not_followed_by)})"),
        tuple(sorted(words.before, key=len, reverse=True)),
    )
