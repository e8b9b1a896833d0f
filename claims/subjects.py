"""Whose: which companies a document speaks of, under which names, and which one it is about.

In: the folded text and its clauses' starts. Out: a `NameBook`. Names come from four places: household names
in the lexicon; names that carry a stock code or a quote; names introduced as short forms; and runs of
characters that open clauses again and again before the words that follow a subject (`…公告`, `…的收入`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from claims.lexicons import trie
from claims.sentence import Name
from claims.words import Lexicon, Role

_HAN = "\u4e00-\u9fff"
_NAME = rf"[A-Za-z{_HAN}][A-Za-z0-9·&{_HAN}-]"
_CODED = re.compile(
    r"(?:[(（]\s?[+-]?\d+\.\d+,[+-]?\d+\.\d+,[+-]?\d+\.\d+%\s?[)）]\s?)?[(（]\s?"
    r"(?:(?:证券代码|股票代码|股份代号|代码)[:：]?\s?)?"
    r"(?:(?:SZ|SH|HK|BJ|NASDAQ|NYSE|US)?[:.\s]?\s?\d{4,6}(?:[.-](?:SZ|SH|HK|SS|BJ|OF|O|N))?|[A-Z]{1,5}\.(?:US|N|O|OQ))(?!\d)",
    re.IGNORECASE,
)
"""A stock code in brackets; the name stands before it."""
_QUOTED_PRICE = re.compile(r"[(（][+-]?\d+\.\d+,[+-]?\d+\.\d+,[+-]?\d+\.\d+%[)）]")
"""A quote in brackets; the name stands before it."""
_RUN_BEFORE = re.compile(rf"(?:{_NAME}{{1,14}}|[A-Z][A-Za-z&.]+(?: [A-Z][A-Za-z&.]*)+)$")
_SHORT_FORM = re.compile(rf"(?:以下简称|下称|简称|以下称)[为:：]?[“\"「『‘']({_NAME}{{1,10}})[”\"」』’']")
_ANNOUNCES = re.compile(r"公告|披露|公布|发布")
_ANNOUNCER = re.compile(
    rf"(?P<name>{_NAME}{{1,11}}?)(?:[(（][^()（）]{{0,30}}[)）]){{0,2}}(?:(?:20\d\d年)?\d{{1,2}}月\d{{1,2}}日)?(?:早间|午间|下午|晚间|晚|盘后|近日|日前|今日|昨日|昨晚|今晚)*"
    r"(?:公告(?=称|[,，:：])|发公告|(?:发布|披露|公布)(?:了)?[^,，。;；]{0,16}(?:公告|报告|快报|预告|业绩|财报|数据|年报|半年报|通知|计划|预案|结果|提示))"
)
_HEADED = re.compile(rf"\s*(?:原标题[:：]\s*)?(?:\[[^\[\]]{{1,6}}\])?(?P<name>[{_HAN}A-Za-z]{{3,8}})[:：]")
"""A headline that names its subject before a colon (`九安医疗：…`)."""
_ACTS = re.compile(
    r"(?:19|20)\d\d年|(?:[(（](?:19|20))|公告|发布|披露|公布|实现|预计|拟|完成|宣布|表示|收到|中标|上半年|前三季度|一季度|营业收入|净利润|营收|成立于|回应"
)
_INNER = re.compile(r"公司|企业|客户|有|其|该|本|等")
_FUNCTION_START = re.compile(
    r"[在已将从与对由向据为因受随但而且并该此其这那每各多几前后上下中仅约近共再又也就都所被把使让给比按经自当若如虽本是没不无则及和或等占分均只]"
)
"""Characters that open no company's name, unless a stock code says so."""
_NO_START = frozenset("0123456789 　\n,，。;；:：!！?？、“”‘’「」()（）[]《》%~-—.…+*#")
"""Characters at which no name opens."""
_RATED = re.compile(
    rf"(?:维持|给予|重申|首予|予|看好|上调|下调|将|对)(?P<name>{_NAME}{{1,9}}?)(?:[(（][^()（）]{{0,20}}[)）])?(?:的?[“\"「](?:买入|增持|持有|中性|跑赢|推荐|强烈推荐)|的?目标价|的?评级|[“\"]?(?:买入|增持|跑赢大市)评级)"
)
_LEGAL_ENDING = re.compile(r"股份有限公司|有限责任公司|集团有限公司|有限公司")
_STEM_BEFORE = re.compile(rf"[{_HAN}A-Za-z()]{{2,16}}$")
_HOLDER = re.compile(r"股东|合伙企业|有限合伙|基金管理|向[^,，。]{2,20}$")
"""What stands before the short form of a holder or a counterparty, which is not what the text is about."""
_LEGAL_FORM = re.compile(r"(?:[(（][^()（）]*[)）])?(?:集团)?(?:股份)?(?:有限责任公司|有限公司)$")
_CUTS = re.compile(
    r"^.*(?:为|是|的|和|与|向|对|在|将|由|从|及|获|给予|了|包括|来自|称|至|增持|减持|收购|入股|旗下|公司|标题|龙头|消息|股东|概念股|丨|受让|关于|如|例如|其中|以及|等|投资|经|共持有|持有|收到|通过|给|出售|设立|子公司|由|名为|股东|大股东|评级|维持|重申|上调|看好|推荐|首予|关注)"
)
_COUNTED = re.compile(r"\d+(?:[只家个名亿万年月日%款台]|$)")
"""Numbers that count inside a run: it is no name."""
_NO_ENDINGS = (
    "业务", "板块", "市场", "行业", "客户", "用户", "产品", "平台", "模式", "部署", "端", "方面",
    "数据", "指数", "时间", "期间", "年", "月", "日", "的", "了", "等", "们",
)  # fmt: skip
"""Endings that no company's name has."""
_TIMES_TITLE = 3
"""A name in the title counts as much as this many clauses that it opens."""
_ENOUGH = 3
"""A run of characters is a name where it opens this many clauses."""


@dataclass(frozen=True, slots=True)
class NameBook:
    """The names that a document uses."""

    main: str | None
    """The subject that the document is about, by its canonical name."""
    aliases: dict[str, str]
    """Name as written → canonical name."""
    places: tuple[Name, ...]
    """Every place where a name stands, in order, none overlapping."""


def _joins_latin(folded: str, start: int, end: int) -> bool:
    """Whether a Latin name is only a piece of a longer word (`Meta` in `Metaverse`)."""
    before, first = folded[start - 1 : start], folded[start]
    after = folded[end : end + 1]
    last = folded[end - 1]
    latin_first = first.isascii() and first.isalnum()
    latin_last = last.isascii() and last.isalnum()
    return (latin_first and before.isascii() and before.isalnum()) or (
        latin_last and after != "" and after.isascii() and after.isalpha() and after.islower()
    )


@cache
def _openings(words: tuple[str, ...], pronouns: tuple[str, ...]) -> re.Pattern[str]:
    lead = (
        "(?:正|已|其中|而|但|不过|此外|同时|目前|当前|对于|对|与之对标的|据|随着|作为|由于|受|为|在|从|的)?"
    )
    return re.compile(
        rf"{lead}({_NAME}{{1,9}}?)(?:AI)?(?:正在|正|将|已经|已|曾|也|仍|均|还|再|又|拟|近日|日前|今日|昨日|此前|首次)*(?:{trie(words)}|(?=(?:19|20)\d\d年|[(（](?:19|20)\d\d))"
    )


def name_book(folded: str, clause_starts: Sequence[int], title: str | None, lexicon: Lexicon) -> NameBook:
    """Find a document's names and its main subject.

    `clause_starts` are offsets at which clauses open; `title` is folded.
    """
    names = lexicon.names
    known = lexicon.companies
    never = _never(lexicon)
    votes: Counter[str] = Counter()
    sure: set[str] = set()

    for pattern, weight in ((_CODED, 3), (_QUOTED_PRICE, 3)):
        for match in pattern.finditer(folded):
            run = _RUN_BEFORE.search(folded[max(0, match.start() - 24) : match.start()].rstrip())
            name = _trim(run.group(), lexicon) if run else ""
            if _plausible(name, never, lexicon, coded=True):
                sure.add(name)
                votes[name] += weight if pattern is not _CODED or match.start() < 200 else 1
    for match in _SHORT_FORM.finditer(folded):
        name = _trim(match.group(1), lexicon)
        held = _HOLDER.search(folded, max(0, match.start() - 40), match.start())
        if held is None and _plausible(name, never, lexicon, coded=True):
            sure.add(name)
            votes[name] += 1
    for match in _RATED.finditer(folded) if "评级" in folded or "目标价" in folded else ():
        name = _cleaned(match["name"], lexicon)
        if _plausible(name, never, lexicon, coded=True):
            sure.add(name)
            votes[name] += 4
    full: set[str] = set()
    for match in _LEGAL_ENDING.finditer(folded):
        run = _STEM_BEFORE.search(folded[max(0, match.start() - 16) : match.start()])
        if run is None:
            continue
        name = _trim(run.group().split(")")[-1].split("(")[-1], lexicon) + match.group()
        if (
            len(name) > len(match.group()) + 1
            and _plausible(name, never, lexicon)
            and not name.startswith("中国证券登记结算")
        ):
            full.add(name)
            votes[name] += 1
    opening = _openings(names.openers, names.pronouns)
    opened: Counter[str] = Counter()
    acting: set[str] = set()
    opening_name = ""
    first_clause = next(iter(clause_starts), None)
    announced = {bisect_right(clause_starts, m.start()) - 1 for m in _ANNOUNCES.finditer(folded)}
    for index in sorted(announced):
        announcer: re.Match[str] | None = (
            _ANNOUNCER.match(folded, clause_starts[index]) if index >= 0 else None
        )
        name = _cleaned(announcer["name"], lexicon) if announcer else ""
        recurs = len(name) > 2 and folded.count(name) > 1
        if name not in lexicon.researchers and _plausible(name, never, lexicon, coded=recurs):
            sure.add(name)
            votes[name] += 4
    for start in clause_starts:
        if folded[start : start + 1] in _NO_START:
            continue
        opener = opening.match(folded, start)
        if opener is None:
            continue
        name = _cleaned(opener.group(1), lexicon)
        if _plausible(name, never, lexicon):
            opened[name] += 1
            if _ACTS.match(folded, opener.end(1)):
                acting.add(name)
            if start == first_clause:
                opening_name = name
    headed = _HEADED.match(folded)
    head = _to_ending(headed["name"], names.suffixes) if headed else ""
    if head and _plausible(head, never, lexicon) and not _speaks(head, lexicon):
        sure.add(head)
        votes[head] += 3
    for name, count in opened.items():
        if name in lexicon.researchers:
            continue
        if name in known or name in sure:
            votes[name] += count
        elif (count >= _ENOUGH and folded.count(name) >= _ENOUGH) or (
            (name in acting or folded.count(name) > 1)
            and 4 <= len(name) <= 8
            and name.endswith(names.suffixes)
            and not _INNER.search(name)
        ):
            sure.add(name)
            votes[name] += count
        elif name == opening_name and _opens_notice(name, lexicon):
            sure.add(name)
            votes[name] += 2
    for alias in set(lexicon.company_pattern.findall(folded)) - sure:
        sure.add(alias)
        votes[alias] += 0 if alias in lexicon.researchers else opened.get(alias, 0)
    for name in full:
        short = _short_of(folded, name, sure, clause_starts)
        if short is not None:
            sure.add(short)
            votes[short] += votes.pop(name, 0) + (1 if short not in votes else 0)
        else:
            sure.add(name)
    if title:
        for name in sure - lexicon.researchers:
            if name in title:
                votes[name] += _TIMES_TITLE

    aliases = _merge(sure, votes, known, lexicon)
    for name in full:
        short = _short_of(folded, name, sure, clause_starts)
        if short is not None and short != name:
            aliases[name] = aliases.get(short, short)
    totals: Counter[str] = Counter()
    for surface, canonical in aliases.items():
        totals[canonical] += votes[surface]
    main = None
    if totals:
        first_seen = {canonical: len(folded) for canonical in totals}
        for surface, canonical in aliases.items():
            place = folded.find(surface)
            if place >= 0:
                first_seen[canonical] = min(first_seen[canonical], place)
        main, score = max(totals.items(), key=lambda item: (item[1], -first_seen[item[0]]))
        if score <= 0:
            main = None
    return NameBook(main, aliases, _places(folded, aliases))


def _places(folded: str, aliases: Mapping[str, str]) -> tuple[Name, ...]:
    """Every place where a name stands, the longest at each place."""
    found: list[Name] = []
    for alias, canonical in aliases.items():
        place = folded.find(alias)
        while place >= 0:
            if not _joins_latin(folded, place, place + len(alias)):
                found.append(Name(place, place + len(alias), canonical))
            place = folded.find(alias, place + 1)
    found.sort(key=lambda name: (name.start, -name.end))
    kept: list[Name] = []
    for name in found:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return tuple(kept)


@cache
def _never(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.names.never) | frozenset(lexicon.names.pronouns)


def _short_of(folded: str, name: str, sure: set[str], clause_starts: Sequence[int]) -> str | None:
    """The short form of a company's full name that the text uses by itself, else None."""
    stem = _LEGAL_FORM.sub("", name)
    for known in sorted(sure, key=len, reverse=True):
        if known != name and len(known) >= 3 and known in stem:
            return known
    times = folded.count(name)
    for start in range(min(5, len(stem) - 2)):
        for end in range(min(len(stem), start + 8), start + 2, -1):
            piece = stem[start:end]
            if folded.count(piece) > times and any(folded.startswith(piece, at) for at in clause_starts):
                return piece
    return None


def _to_ending(head: str, endings: tuple[str, ...]) -> str:
    """A headline as far as a company's name may reach: its last ending (云杉科技 of `云杉科技冲刺港股`)."""
    found = [end for end in range(4, len(head) + 1) if head[:end].endswith(endings)]
    return head[: found[-1]] if found else head


def _speaks(name: str, lexicon: Lexicon) -> bool:
    """Whether a name holds that of an office, a research house or a place."""
    return any(
        entry.role in (Role.SPEAKER, Role.REGION)
        for match in lexicon.pattern.finditer(name)
        for entry in lexicon.entries[match.group()]
    )


def _opens_notice(name: str, lexicon: Lexicon) -> bool:
    """Whether the run that a notice opens with reads like a name: no word of the lexicon inside."""
    return len(name) >= 3 and not _INNER.search(name) and lexicon.pattern.search(name) is None


_APPOSITION = re.compile(
    r"^.*(?:服务商|运营商|供应商|开发商|提供商|生产商|制造商|厂商|企业|平台|品牌|巨头|龙头|独角兽|机构|新势力)(?=[\u4e00-\u9fffA-Za-z]{2,})"
)


def _appositive(name: str) -> str:
    """A name without what says what it is (`少儿编程企业编程猫`)."""
    return _APPOSITION.sub("", name)


def _cleaned(run: str, lexicon: Lexicon) -> str:
    """A name without the words before it that say or do something (`指出微盟集团`) and the adverbs behind."""
    name = _appositive(run)
    start = 0
    for match in lexicon.pattern.finditer(name):
        if match.end() > len(name) - 2 or name[match.start() :].startswith(lexicon.names.suffixes):
            break
        roles = {entry.role for entry in lexicon.entries[match.group()]}
        if (
            len(match.group()) > 1 and roles & {Role.CUE, Role.SAYS, Role.PRONOUN}
        ) or match.group() in lexicon.researchers:
            start = match.end()
    name = re.sub(r"^[降升调予指称获](?=[\u4e00-\u9fff]{3,})", "", _LED.sub("", name[start:]))
    return _TRAILING.sub("", _to_ending(name, lexicon.names.suffixes))


_LED = re.compile(r"^.*(?:股东|旗下|子公司|持有|收到|接到|指出|将|对|向)(?=[\u4e00-\u9fffA-Za-z]{3,})")
_TRAILING = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:已|将|也|拟|正|又|曾|均|仍|还|再|于|在|与|整体|竞价|方面)+$"
)


def _trim(name: str, lexicon: Lexicon) -> str:
    """Cut what stands before a name in the run that ends with it."""
    for length in range(len(name), 1, -1):
        if name[-length:] in lexicon.companies:
            return name[-length:]
    cut = _CUTS.sub("", _appositive(name))
    return _cleaned(cut if len(cut) >= 2 else name, lexicon).strip("-·")


def _plausible(name: str, never: frozenset[str], lexicon: Lexicon, *, coded: bool = False) -> bool:
    """Whether a run of characters can be a subject's name; a stock code beside it settles most doubts."""
    if len(name) < 2 or name in never or _COUNTED.search(name) or name[0].isdigit() or name.isdigit():
        return False
    if any(
        name.startswith(word) and len(word) > 1
        for word in (
            "公司",
            "该",
            "其",
            "这",
            "报告期",
            "同时",
            "截至",
            "预计",
            "根据",
            "按照",
            "由于",
            "对于",
            "随着",
            "关于",
            "为了",
            "通过",
        )
    ):
        return False
    entries = lexicon.entries.get(name)
    if entries and entries[0].role not in (Role.COMPANY, Role.SPEAKER):
        return False
    if coded or (name.endswith(lexicon.names.suffixes) and len(name) > 3):
        return not name.endswith(("业务", "年", "月", "日"))
    if entries and entries[0].role == Role.SPEAKER and not name.endswith(("证券", "银行", "集团", "资本")):
        return False
    if any(
        len(match.group()) > 1
        and lexicon.entries[match.group()][0].role == Role.METRIC
        and not match.group().endswith(lexicon.names.suffixes)
        for match in lexicon.pattern.finditer(name)
    ):
        return False
    if _FUNCTION_START.match(name) and not name.endswith(lexicon.names.suffixes):
        return False
    if lexicon.pattern.fullmatch(name[-2:]) and lexicon.entries[name[-2:]][0].role in (
        Role.METRIC,
        Role.CUE,
        Role.SAYS,
    ):
        return False
    return not name.endswith(_NO_ENDINGS)


def _merge(sure: set[str], votes: Counter[str], known: Mapping[str, str], lexicon: Lexicon) -> dict[str, str]:
    """Give each name its canonical form: the short name that it begins with."""
    aliases: dict[str, str] = {}
    for name in sorted(sure, key=len):
        if name in known:
            aliases[name] = known[name]
            continue
        base = None
        for other in sorted(aliases, key=len, reverse=True):
            if name.startswith(other) and len(other) >= 2:
                rest = name[len(other) :]
                if (
                    rest in lexicon.names.short
                    or rest.startswith(lexicon.names.suffixes)
                    or votes[other] > votes[name]
                ):
                    base = aliases[other]
                    break
            if name.endswith(("有限公司", "集团")) and len(other) >= 3 and other in name:
                base = aliases[other]
                break
        if base is None:
            base = name
            for ending in lexicon.names.short:
                stem = name.removesuffix(ending)
                if stem != name and len(stem) >= 2:
                    base = stem if stem in sure else base
                    break
        aliases[name] = base
    return aliases
