"""Spans by two names: a headline's 中期 is the text's 止6个月, its `截至8月底` the text's `截至8月31日`.

A span of so many months has a name among those who report (中期, 首9月, 年度); where the words right behind
the span give another, one of the two is wrong. A month's end is held to the one day up to which the text
counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from claims.model import Block, BlockKind, Document
from rules.collection import Collection
from rules.identities import Identity
from rules.knowledge import cue
from rules.model import Finding, Verdict
from rules.verdicts import worded

_cue = partial(cue, "spans")
_NUMBERS = {"三": 3, "六": 6, "九": 9, "十二": 12}
_BEHIND = 20
"""So many characters behind a span may name it."""
_LAST = 28
"""The first day of a month that may be its last."""

Place = tuple[int, int]


def named_spans(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """The finding on each document's spans, and on its headline's month's end."""
    if not collection.tells(None):
        return
    for document in collection.documents:
        if "截" not in document.folded:
            continue
        found = next(_named(document), None) or next(_month_end(document), None)
        if found is not None:
            verdict, places = found
            texts = [document.text[slice(*place)] for place in places]
            yield worded(
                collection,
                identity,
                verdict,
                f"spans_{verdict.value}",
                spans=[collection.place(document.id, *place) for place in places],
                called=texts[0],
                span="".join(texts[1:]),
            )


def _titles(document: Document) -> Iterator[Block]:
    return (block for block in document.blocks if block.kind is BlockKind.TITLE)


def _named(document: Document) -> Iterator[tuple[Verdict, tuple[Place, ...]]]:
    """The name that a headline, or the words right behind it, give a span of so many months."""
    text = document.folded
    for span in _cue("span").finditer(text):
        months = _months(span["count"])
        if months is None:
            continue
        places = (span.span("day"), span.span("count"))
        behind = _cue("result").match(text, span.end(), min(len(text), span.end() + _BEHIND))
        if behind is not None:
            name = _cue("named").fullmatch(text, *behind.span("name"))
            if name is not None:
                holds = _months_of(name) == months
                yield (Verdict.VERIFIED if holds else Verdict.TENSION), (behind.span("name"), *places)
        for title in _titles(document):
            if title.start <= span.start() < title.end:
                continue
            for name in _cue("named").finditer(text, title.start, title.end):
                if _months_of(name) == months:
                    yield Verdict.VERIFIED, (name.span(), *places)


def _months(count: str) -> int | None:
    if not count.endswith("个月"):
        return 12
    number = count.removesuffix("个月")
    return int(number) if number.isdigit() else _NUMBERS.get(number)


def _months_of(name: re.Match[str]) -> int:
    """The months of a span by the pattern that its name fits."""
    return int((name.lastgroup or "m0")[1:])


def _month_end(document: Document) -> Iterator[tuple[Verdict, tuple[Place, ...]]]:
    """A headline's month's end with the one day up to which the text counts."""
    text = document.folded
    for title in _titles(document):
        said = _cue("month_end").search(text, title.start, title.end)
        days = {day.group("month", "day"): day for day in _cue("up_to").finditer(text, title.end)}
        if said is None or len(days) != 1:
            continue
        (day,) = days.values()
        if int(day["day"]) >= _LAST:
            holds = int(day["month"]) == int(said["month"])
            yield (Verdict.VERIFIED if holds else Verdict.TENSION), (said.span("end"), day.span("end"))
