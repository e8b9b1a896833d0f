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

from claims.lexicons import one_of, trie
from claims.naming import INNER, cleaned, never_names, opens_notice, plausible, speaks, to_ending, trimmed
from claims.readingwords import reading_words
from claims.sentence import Name
from claims.words import Lexicon

_HAN = "\u4e00-\u9fff"
_NAME = rf"[A-Za-z{_HAN}][A-Za-z0-9·&{_HAN}-]"
_WORDS = reading_words().names
_CODED = re.compile(
    r"(?:[(（]\s?[+-]?\d+\.\d+,[+-]?\d+\.\d+,[+-]?\d+\.\d+%\s?[)）]\s?)?[(（]\s?"
    rf"(?:{one_of(_WORDS.codes)}[:：]?\s?)?"
    r"(?:(?:SZ|SH|HK|BJ|NASDAQ|NYSE|US)?[:.\s]?\s?\d{4,6}(?:[.-](?:SZ|SH|HK|SS|BJ|OF|O|N))?"
    r"|[A-Z]{1,5}\.(?:US|N|O|OQ))(?!\d)",
    re.IGNORECASE,
)
"""A stock code in brackets; the name stands before it."""
_QUOTED_PRICE = re.compile(r"[(（][+-]?\d+\.\d+,[+-]?\d+\.\d+,[+-]?\d+\.\d+%[)）]")
"""A quote in brackets; the name stands before it."""
_RUN_BEFORE = re.compile(rf"(?:{_NAME}{{1,14}}|[A-Z][A-Za-z&.]+(?: [A-Z][A-Za-z&.]*)+)$")
_SHORT_FORM = re.compile(rf"{one_of(_WORDS.short_forms)}[为:：]?[“\"「『‘']({_NAME}{{1,10}})[”\"」』’']")
_ANNOUNCES = re.compile(one_of(_WORDS.announces))
_ANNOUNCER = re.compile(
    rf"(?P<name>{_NAME}{{1,11}}?)(?:[(（][^()（）]{{0,30}}[)）]){{0,2}}(?:(?:20\d\d年)?\d{{1,2}}月\d{{1,2}}日)?"
    rf"{one_of(_WORDS.announced_when)}*"
    rf"(?:公告(?=称|[,，:：])|发公告|(?:发布|披露|公布)了?[^,，。;；]{{0,16}}{one_of(_WORDS.published)})"
)
_HEADED = re.compile(rf"\s*(?:原标题[:：]\s*)?(?:\[[^\[\]]{{1,6}}\])?(?P<name>[{_HAN}A-Za-z]{{3,8}})[:：]")
"""A headline that names its subject before a colon (`云杉科技：…`)."""
_ACTS = re.compile(rf"(?:19|20)\d\d年|[(（](?:19|20)|{trie(_WORDS.acts)}")
_NO_START = frozenset("0123456789 　\n,，。;；:：!！?？、“”‘’「」()（）[]《》%~-—.…+*#")
"""Characters at which no name opens."""
_RATED = re.compile(
    rf"{one_of(_WORDS.rates)}(?P<name>{_NAME}{{1,9}}?)(?:[(（][^()（）]{{0,20}}[)）])?"
    rf"(?:的?[“\"「]{one_of(_WORDS.ratings)}|的?目标价|的?评级|[“\"]?{one_of(_WORDS.firm_ratings)}评级)"
)
_LEGAL_ENDING = re.compile(one_of(_WORDS.legal_endings))
_STEM_BEFORE = re.compile(rf"[{_HAN}A-Za-z()]{{2,16}}$")
_HOLDER = re.compile(rf"{trie(_WORDS.holders)}|向[^,，。]{{2,20}}$")
"""What stands before the short form of a holder or a counterparty, which is not what the text is about."""
_LEGAL_FORM = re.compile(r"(?:[(（][^()（）]*[)）])?(?:集团)?(?:股份)?(?:有限责任公司|有限公司)$")
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
    lead, adverbs = one_of(_WORDS.clause_leads), one_of(_WORDS.adverbs)
    return re.compile(
        rf"{lead}?({_NAME}{{1,9}}?)(?:AI)?{adverbs}*(?:{trie(words)}|(?=(?:19|20)\d\d年|[(（](?:19|20)\d\d))"
    )


def name_book(folded: str, clause_starts: Sequence[int], title: str | None, lexicon: Lexicon) -> NameBook:
    """Find a document's names and its main subject.

    `clause_starts` are offsets at which clauses open; `title` is folded.
    """
    names = lexicon.names
    known = lexicon.companies
    never = never_names(lexicon)
    votes: Counter[str] = Counter()
    sure: set[str] = set()

    for pattern, weight in ((_CODED, 3), (_QUOTED_PRICE, 3)):
        for match in pattern.finditer(folded):
            run = _RUN_BEFORE.search(folded[max(0, match.start() - 24) : match.start()].rstrip())
            name = trimmed(run.group(), lexicon) if run else ""
            if plausible(name, never, lexicon, coded=True):
                sure.add(name)
                votes[name] += weight if pattern is not _CODED or match.start() < 200 else 1
    for match in _SHORT_FORM.finditer(folded):
        name = trimmed(match.group(1), lexicon)
        held = _HOLDER.search(folded, max(0, match.start() - 40), match.start())
        if held is None and plausible(name, never, lexicon, coded=True):
            sure.add(name)
            votes[name] += 1
    for match in _RATED.finditer(folded) if "评级" in folded or "目标价" in folded else ():
        name = cleaned(match["name"], lexicon)
        if plausible(name, never, lexicon, coded=True):
            sure.add(name)
            votes[name] += 4
    full: set[str] = set()
    for match in _LEGAL_ENDING.finditer(folded):
        run = _STEM_BEFORE.search(folded[max(0, match.start() - 16) : match.start()])
        if run is None:
            continue
        name = trimmed(run.group().split(")")[-1].split("(")[-1], lexicon) + match.group()
        if (
            len(name) > len(match.group()) + 1
            and plausible(name, never, lexicon)
            and not name.startswith(_WORDS.never_full)
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
        name = cleaned(announcer["name"], lexicon) if announcer else ""
        recurs = len(name) > 2 and folded.count(name) > 1
        if name not in lexicon.researchers and plausible(name, never, lexicon, coded=recurs):
            sure.add(name)
            votes[name] += 4
    for start in clause_starts:
        if folded[start : start + 1] in _NO_START:
            continue
        opener = opening.match(folded, start)
        if opener is None:
            continue
        name = cleaned(opener.group(1), lexicon)
        if plausible(name, never, lexicon):
            opened[name] += 1
            if _ACTS.match(folded, opener.end(1)):
                acting.add(name)
            if start == first_clause:
                opening_name = name
    headed = _HEADED.match(folded)
    head = to_ending(headed["name"], names.suffixes) if headed else ""
    if head and plausible(head, never, lexicon) and not speaks(head, lexicon):
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
            and not INNER.search(name)
        ):
            sure.add(name)
            votes[name] += count
        elif name == opening_name and opens_notice(name, lexicon):
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
            if name.endswith(_WORDS.full_endings) and len(other) >= 3 and other in name:
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
