"""What stands behind a promotional phrase: a named source, a filing, a figure, or a supported statement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.model import Claim, Source
from rules.promotion.filters import Case, has
from rules.promotion.lexicon import lexicon

_BACK = 2
"""An attribution reaches this many sentences on."""
_REPORTING = re.compile(
    r"[^。;；!！?？\n]{0,16}?(?:数据|报告|统计|显示|资料|发布|公布|榜|排名|预测|测算|研究|调查|评测|指出|估算|白皮书|获悉|表示)"
)
_CITING = re.compile(r"(?:据|根据|按照|依照|来源:|来源：|来自|援引|引用)$")
_BROKER = re.compile(
    r"(?:[一-鿿]{2,4}证券|高盛|摩根士丹利|大摩|小摩|摩根大通|瑞银|瑞信|花旗|野村|汇丰|美银|中金|里昂|大和|麦格理|富瑞|杰富瑞)"
    r"[^。,，;；\n]{0,14}?(?:研报|研究报告|报告|认为|指出|指|表示|称|发布|料|维持|给予)"
)
_NAMED_REPORT = re.compile(
    r"(?:据|根据|按照)(?P<who>[^,，。;；\n]{2,20}?)(?:统计|测算|报告|研报|的数据|数据显示|的研究|调查|榜单|的资料|发布的)"
    r"|《[^》\n]{2,40}?(?:榜单?|报告|白皮书|蓝皮书|统计|追踪|年鉴)[^》\n]{0,16}》"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[%‰倍]|个百分点|万|亿|元|家|台|个|分|次|款)|[一二三四五六七八九十]成")
_CHECKABLE = frozenset({Source.RESEARCH, Source.OFFICIAL, Source.FILING})


@dataclass(frozen=True, slots=True)
class Support:
    """Something that stands behind a phrase."""

    kind: str
    """`source`, `filing`, `board`, `figure` or `statement`."""
    name: str
    """What it is, as written (folded)."""
    start: int
    """Where it stands."""
    end: int
    """Where it ends."""


def support(case: Case, claims: tuple[Claim, ...]) -> Support | None:
    """The best thing that stands behind the phrase where it stands, or None."""
    hit = case.hit
    found: Support | None = None
    if "source" in hit.supports:
        found = _claimed(case, claims) or _source(case)
    if found is None and "board" in hit.supports:
        found = _board(case)
    if found is None and "filing" in hit.supports:
        found = _filing(case)
    if found is None and "figure" in hit.supports:
        found = _figure(case)
    return found


def _window(case: Case, back: int) -> tuple[int, int]:
    """From `back` sentences before the phrase's own to its end; a heading is not read on from."""
    first = case.hit.line
    while back and first > 0 and case.lines[first - 1].kind is case.line.kind:
        first, back = first - 1, back - 1
    return case.lines[first].start, case.line.end


def _claimed(case: Case, claims: tuple[Claim, ...]) -> Support | None:
    """A claim in the phrase, or beside it in its clause, that someone checkable is said to have made."""
    hit = case.hit
    for claim in claims:
        who = claim.attribution
        inside = hit.clause_start <= claim.span.start and claim.span.end <= hit.clause_end
        if inside and claim.measure == "rank" and who.kind in _CHECKABLE and who.name:
            return Support("source", who.name, claim.span.start, claim.span.end)
    return None


def _source(case: Case) -> Support | None:
    text = case.text
    low, high = _window(case, _BACK)
    for name in lexicon().lists["study_latin"].finditer(text, low, high):
        if _whole(text, name):
            return Support("source", name.group(), *name.span())
    for name in lexicon().lists["study"].finditer(text, low, high):
        if _REPORTING.match(text, name.end(), high) or _CITING.search(
            text, max(low, name.start() - 4), name.start()
        ):
            return Support("source", name.group(), *name.span())
    broker = _BROKER.search(text, low, high)
    if broker is not None:
        return Support("source", broker.group(), *broker.span())
    for report in _NAMED_REPORT.finditer(text, low, high):
        if not has("unnamed", report.group()):
            return Support("source", report.group(), *report.span())
    return None


def _board(case: Case) -> Support | None:
    """A leaderboard named in the sentence, or in the one before."""
    low, high = _window(case, 1)
    for name in lexicon().lists["board"].finditer(case.text, low, high):
        if _whole(case.text, name):
            return Support("board", name.group(), *name.span())
    return None


def _whole(text: str, name: re.Match[str]) -> bool:
    """Whether a Latin name stands by itself, not inside a longer word."""
    around = text[max(0, name.start() - 1) : name.start()] + text[name.end() : name.end() + 1]
    return not any(character.isascii() and character.isalnum() for character in around)


def _filing(case: Case) -> Support | None:
    low, high = _window(case, _BACK)
    found = lexicon().lists["filing"].search(case.text, low, high)
    return None if found is None else Support("filing", found.group(), *found.span())


def _figure(case: Case) -> Support | None:
    """A figure of the measure that the phrase is about, in its sentence or, where none is, the next."""
    hit, text = case.hit, case.text
    name = lexicon().classes[hit.word_class].figure
    if name is None:
        return None
    low, high = case.line.start, case.line.end
    if hit.word_class == "quantity" and hit.line + 1 < len(case.lines):
        high = case.lines[hit.line + 1].end
    if not lexicon().lists[name].search(text, low, high):
        return None
    numbers = list(_NUMBER.finditer(text, low, high))
    needed = 2 if hit.word_class == "comparison" else 1
    if len(numbers) < needed:
        return None
    return Support("figure", numbers[0].group(), *numbers[0].span())


def carries(behind: Case, case: Case) -> bool:
    """Whether a supported statement of the same document also supports another phrase there.

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
