"""What stands behind a promotional phrase: a named source, a filing, a figure, or a supported statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.model import Claim, Measure, Source
from rules.promotion.filters import SENTENCE, Case, has
from rules.promotion.lexicon import lexicon

_RUNNING = 2
"""An attribution reaches this many sentences on where the sentence says that it goes on."""
_OPENING = 6
"""A sentence that goes on with what was said says so within this many code points."""
_BRACKET = re.compile(r"[(（][^()（）]{0,40}[)）]")
_WITHIN = 16
"""Within this many code points behind a name must stand what it reports by."""
_LED = 14
"""Within this many code points before a disclosure stands the word that cites it (`根据公司最新的招股书`)."""
_SAYS = 6
"""Within this many code points behind a disclosure stands the word by which it says something."""
_BESIDE = 12
"""A figure measures what is named within this many code points of it."""
_PARTS = "%‰成"
"""A rank is measured by a share of the whole."""
_NAMED = re.compile(r"[一-鿿A-Za-z]{2,6}$")
_NAME = 6
"""Code points before the last word of a study house's name that may belong to it."""
_TITLE = re.compile(r"《([^》\n]{2,60})》")
_WHO = re.compile(r"[^,，。;；:：\n]{2,20}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[%‰倍]|个百分点|万|亿|元|家|台|个|分|次|款)|[一二三四五六七八九十]成")
_CHECKABLE = frozenset({Source.RESEARCH, Source.OFFICIAL})


@dataclass(frozen=True, slots=True)
class Support:
    """Something that stands behind a phrase."""

    kind: str
    """`source`, `filing`, `board`, `figure`, or `statement`: another one that has a source."""
    name: str
    """What it is, as written."""
    start: int
    """Where it stands."""
    end: int
    """Where it ends."""
    document: str
    """Id of the document that it stands in."""


def support(case: Case, claims: tuple[Claim, ...]) -> Support | None:
    """The best thing that stands behind the phrase where it stands, or None."""
    hit = case.hit
    found: Support | None = None
    if "source" in hit.supports:
        found = _source(case) or _claimed(case, claims)
    if found is None and "board" in hit.supports:
        found = _board(case)
    if found is None and "filing" in hit.supports:
        found = _filing(case)
    if found is None and "figure" in hit.supports:
        found = _figure(case)
    return found


def _reach_back(case: Case) -> int:
    """How many sentences before the phrase's own an attribution may stand."""
    opening = case.text[case.line.start : case.line.start + _OPENING]
    close = lexicon().classes[case.hit.word_class].back
    return max(close, _RUNNING) if has("carrying", opening) else close


def _near(case: Case, back: int) -> Iterator[tuple[int, int]]:
    """The phrase's own sentence, then those before it in its paragraph, nearest first."""
    own = case.hit.line
    for index in range(own, max(-1, own - back - 1), -1):
        line = case.lines[index]
        if line.block == case.line.block:
            around = case.hit.word_end if index == own else line.end
            yield max(line.start, around - SENTENCE), min(line.end, around + SENTENCE)


def _claimed(case: Case, claims: tuple[Claim, ...]) -> Support | None:
    """A rank within the phrase that someone checkable is said to have given."""
    hit = case.hit
    kinds = _CHECKABLE | ({Source.FILING} if "filing" in hit.supports else set())
    for claim in claims:
        who = claim.attribution
        inside = hit.start <= claim.span.start and claim.span.end <= hit.end
        if inside and claim.measure is Measure.RANK and who.kind in kinds and who.name:
            return _found(case, "source", claim.span.start, claim.span.end, who.name)
    return None


def _found(case: Case, kind: str, start: int, end: int, name: str | None = None) -> Support:
    return Support(kind, name or case.document.text[start:end], start, end, case.document.id)


def _source(case: Case) -> Support | None:
    """A study house, an authority or a published study named in the sentence, or in one of two before."""
    for low, high in _near(case, _reach_back(case)):
        for find in (_study, _house, _published, _any_study):
            found = find(case.text, low, high)
            if found is not None:
                return _found(case, "source", *found)
    return None


def _study(text: str, low: int, high: int) -> tuple[int, int] | None:
    """A study house or an authority by name, where the text cites it or says that it reports."""
    lists = lexicon().lists
    for name in lists["study_latin"].finditer(text, low, high):
        if _whole(text, name):
            return name.span()
    for name in lists["study"].finditer(text, low, high):
        behind = text[name.end() : min(high, name.end() + _WITHIN)]
        if lists["reporting"].search(behind) or lists["citing"].search(
            text, max(low, name.start() - 3), name.start()
        ):
            return name.span()
    return None


def _house(text: str, low: int, high: int) -> tuple[int, int] | None:
    """A securities house by name, where it says something."""
    lists = lexicon().lists
    for name in lists["house"].finditer(text, low, high):
        bracket = _BRACKET.match(text, name.end(), high)
        start = bracket.end() if bracket else name.end()
        said = lists["house_says"].search(text, start, min(high, start + _WITHIN))
        if (
            said is not None
            and "," not in text[start : said.start()]
            and "，" not in text[start : said.start()]
        ):
            return max(low, name.start() - 4 if name.group() == "证券" else name.start()), name.end()
    return None


def _published(text: str, low: int, high: int) -> tuple[int, int] | None:
    """A study cited by its publisher (`据…统计`) or by its title."""
    lists = lexicon().lists
    for citing in lists["citing"].finditer(text, low, high):
        who = _WHO.match(text, citing.end(), high)
        if who is None:
            continue
        by = lists["published"].search(who.group())
        if by is not None and by.start() >= 2 and not lists["unnamed"].search(who.group(), 0, by.end()):
            return citing.start(), citing.end() + by.end()
    for title in _TITLE.finditer(text, low, high):
        if lists["title_of_study"].search(title.group(1)):
            return title.span()
    return None


def _any_study(text: str, low: int, high: int) -> tuple[int, int] | None:
    """A study house that no list has, by what its name ends with, where it reports something."""
    lists = lexicon().lists
    for kind in lists["study_kind"].finditer(text, low, high):
        who = _NAMED.search(text, max(low, kind.start() - _NAME), kind.start())
        if who is None or lists["unnamed"].search(who.group()):
            continue
        when = _WHEN.match(text, kind.end(), high)
        behind = when.end() if when is not None else kind.end()
        if lists["reports_that"].match(text, behind, min(high, behind + _WITHIN)):
            return who.start(), kind.end()
    return None


_WHEN = re.compile(r"(?:(?:19|20)\d\d年|今年|去年)?(?:\d{1,2}月)?(?:\d{1,2}日)?")
"""When a study house says something, between its name and what it gives out."""


def _board(case: Case) -> Support | None:
    """A leaderboard named in the sentence, or in the one before."""
    for low, high in _near(case, 1):
        for name in lexicon().lists["board"].finditer(case.text, low, high):
            if _whole(case.text, name):
                return _found(case, "board", *name.span())
    return None


def _filing(case: Case) -> Support | None:
    """A disclosure that is said to say it, where its class lets it reach from."""
    lists = lexicon().lists
    for low, high in _near(case, _reach_back(case)):
        for found in lists["filing"].finditer(case.text, low, high):
            led = lists["citing"].search(case.text, max(low, found.start() - _LED), found.start())
            says = lists["filing_says"].search(case.text, found.end(), min(high, found.end() + _SAYS))
            denied = says is not None and has("negation", case.text[found.end() : says.start()])
            if led is not None or (says is not None and not denied):
                return _found(case, "filing", *found.span())
    return None


def _whole(text: str, name: re.Match[str]) -> bool:
    """Whether a Latin name stands by itself, not inside a longer word."""
    around = text[max(0, name.start() - 1) : name.start()] + text[name.end() : name.end() + 1]
    return not any(character.isascii() and character.isalnum() for character in around)


def _figure(case: Case) -> Support | None:
    """A figure of the measure that the phrase is about, in its sentence or, where none is, the next."""
    hit, text = case.hit, case.text
    name = lexicon().classes[hit.word_class].figure
    if name is None:
        return None
    low = max(case.line.start, hit.word_start - SENTENCE)
    high = min(case.line.end, hit.word_end + SENTENCE)
    if hit.word_class == "quantity" and hit.line + 1 < len(case.lines):
        high = min(case.lines[hit.line + 1].end, case.line.end + SENTENCE)
    measured = lexicon().lists[name]
    numbers = [
        number
        for number in _NUMBER.finditer(text, low, high)
        if measured.search(text, max(low, number.start() - _BESIDE), min(high, number.end() + _BESIDE))
        and (hit.word_class != "rank" or number.group()[-1] in _PARTS)
    ]
    if len(numbers) < (2 if hit.word_class == "comparison" else 1):
        return None
    return _found(case, "figure", *numbers[0].span())


def carries(behind: Case, case: Case) -> bool:
    """Whether a sourced statement also supports another phrase, of its document or of the same subject.

    It must be about the same thing, no narrower in place, and no more restricted in class.
    """
    given = behind.clause()
    wanted = case.clause()
    if _reach(wanted) > _reach(given) > 0:
        return False
    restrictions = lexicon().lists["restrictor"]
    if not {m.group() for m in restrictions.finditer(given)} <= {
        m.group() for m in restrictions.finditer(wanted)
    }:
        return False
    phrase = case.text[max(case.hit.clause_start, case.hit.start - 10) : case.hit.end]
    return len(_pairs(given) & _pairs(phrase)) >= 3


def _reach(text: str) -> int:
    """How wide a place a text names: 3 the world, 2 a region, 1 a country, 0 none."""
    for rank, name in ((3, "world"), (2, "region"), (1, "country")):
        if has(name, text):
            return rank
    return 0


def _pairs(text: str) -> set[str]:
    """Pairs of neighbouring Chinese characters, leaving out the words that only bound or rank."""
    for name in ("world", "region", "country", "held"):
        text = lexicon().lists[name].sub(" ", text)
    pairs = (text[i : i + 2] for i in range(len(text) - 1))
    return {pair for pair in pairs if all("一" <= character <= "鿿" for character in pair)}
