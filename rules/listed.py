"""Sentences with the values in them, and the names that a list puts beside its values.

Takes a document and its claims; gives each sentence's values, a list's members, and whether values can be
told of one time. Whose a value is and of what it is need not be known: the list says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from claims.lexicons import Finder
from claims.model import Claim, Document, Measure
from claims.words import metrics
from rules.evaluation import is_range
from rules.facts import FactBook
from rules.knowledge import cue

_cue = partial(cue, "ranked")
_STOP = re.compile("[。!?！？\n]")
_BRACKET = re.compile("[(（][^()（）]*[)）]")
_PARTING = re.compile("[,，;；、]")
_AND = re.compile("^(?:以及|还有|和|及|与)")
_YEAR = re.compile(r"(?:19|20)\d\d年(?:全年|度)?")
_DIGIT = re.compile(r"\d")
_PAIR = 2
_LONGEST = 14
"""So many characters at most name one member of a list."""
_LEAD = 24
"""So many lead to the first one."""
_CODE = 3
"""Letters of a currency's code."""
_KINDS = ("count", "share", "token", "percent", "times")
"""Units that are kinds of numbers themselves; others are of physical quantities."""
_NO_VALUES = ("rank", "date", "year", "month", "day", "percentage_point", "times")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's place, its folded document, and the values in it."""

    document: Document
    start: int
    end: int
    values: Sequence[Claim]

    def words(self, start: int, end: int) -> str:
        """The folded words between two places."""
        return self.document.folded[start:end]


class Member(NamedTuple):
    """A name with the value behind it."""

    name: str
    value: Claim


def sentences(book: FactBook, document: Document, claims: Sequence[Claim]) -> Iterator[Sentence]:
    """The sentences of a document's text with the values that can be ranked."""
    usable = [c for c in claims if book.usable(c) and _is_value(c)]
    at = 0
    for block in document.blocks:
        start = block.start
        stops = [m.start() for m in _STOP.finditer(document.folded, block.start, block.end)]
        for end in (*stops, block.end):
            values = []
            while at < len(usable) and usable[at].span.start < end:
                if usable[at].span.start >= start:
                    values.append(usable[at])
                at += 1
            if end > start:
                yield Sentence(document, start, end, values)
            start = end + 1


def _is_value(claim: Claim) -> bool:
    return claim.hard is not None and claim.unit not in _NO_VALUES and not is_range(claim)


def column(claim: Claim) -> tuple[str, bool]:
    """What values of one column have in common: their unit, and whether they are of a growth."""
    return claim.unit, claim.measure in (Measure.GROWTH, Measure.CHANGE)


def at_one_time(values: Sequence[Claim]) -> bool:
    """Whether nothing that is known of values says that they are of several times or footings."""
    periods = {c.period for c in values} - {None}
    return len(periods) < _PAIR and len({c.basis for c in values}) < _PAIR


def sorts_by(words: str, values: Sequence[Claim]) -> bool:
    """Whether words that say by what a list is sorted can mean these values; shares are of anything."""
    unit, growth = column(values[0])
    if bool(_cue("of_speed").search(words)) != growth:
        return False
    if _cue("of_share").search(words) and unit != "percent":
        return False
    named = metrics_named(words)
    known = {c.metric for c in values} - {"other"}
    return (
        not named
        or "market_share" in known
        or bool(named & known)
        or (not known and any(in_unit(m, unit) for m in named))
    )


def metrics_named(words: str) -> frozenset[str]:
    """The metrics that folded words name; that there is a ranking, or who is ranked, names none."""
    places = _any_metric().find(words)
    return frozenset(_metric_words()[words[start:end]] for start, end in places) - _RANKED


_LEADS_ON = "为是有达约"
_RANKED = frozenset({"ranking", "customers", "partners"})


def one_metric_less(words: str) -> str:
    """Folded words without the names of metrics."""
    for start, end in reversed(_any_metric().find(words)):
        words = words[:start] + words[end:]
    return words


def in_unit(metric: str, unit: str) -> bool:
    """Whether a metric's levels come in a unit."""
    kinds = metrics()[metric].kinds
    if len(unit) == _CODE and unit.isupper():
        return "money" in kinds
    return (unit if unit in _KINDS else "physical") in kinds


def members(sentence: Sentence, start: int, *, at_once: bool = False) -> list[Member]:
    """The names with their values from a place on, as long as nothing but names parts values of one kind.

    With `at_once` the list begins there, else behind any words.
    """
    found: list[Member] = []
    behind = start
    values = [c for c in sentence.values if c.span.start >= start]
    for value in values:
        words = sentence.words(behind, value.span.start)
        if found and (column(value) != column(values[0]) or words.startswith(("(", "（"))):
            continue
        name = _name(words, first=not found, at_once=at_once)
        if name is None:
            return found
        bare = _without_metric(name)
        of = {m for m in metrics_named(name[len(bare) :]) if in_unit(m, value.unit)}
        if (
            found
            and of
            and not of <= {found[0].value.metric, "other"}
            and (not bare or value.unit != "count")
        ):
            return found
        bare = bare if of or not bare else name.rstrip("为是有达约的")
        found.append(Member(bare, value))
        behind = value.span.end
    return found


def _name(words: str, *, first: bool, at_once: bool) -> str | None:
    """The name of a list's next member in the words before its value; None where they are no such words."""
    words = _BRACKET.sub("", words).lstrip(")）").rstrip("(（ ").strip()
    parts = _PARTING.split(words)
    if len(parts) >= _PAIR and not parts[-1]:
        parts.pop()  # 甲,440万头;乙,369万头
    name = _AND.sub("", parts[-1])
    if first:
        if at_once and any(parts[:-1]):
            return None
        name = _YEAR.sub("", _cue("listing").split(name)[-1])
        return name if len(name) <= _LEAD and not _DIGIT.search(name) else None
    remarked = all(not part or _cue("remark").search(part) for part in parts[:-1])
    parted = len(parts) >= _PAIR or not name or name != parts[-1]
    told = len(name) > _LONGEST or _DIGIT.search(name) or _cue("no_member").search(name)
    if not remarked or not parted or told:
        return None
    return name


@cache
def _metric_words() -> Mapping[str, str]:
    return {word: metric for metric, spec in metrics().items() for word in spec.words}


@cache
def _any_metric() -> Finder:
    return Finder(_metric_words())


def _without_metric(name: str) -> str:
    """A name without the metric at its end and what leads from there to a value (`云杉的收入为`)."""
    name = name.rstrip(_LEADS_ON)
    start = next((at for at in range(len(name)) if name[at:] in _metric_words()), len(name))
    return name[:start].removesuffix("的")
