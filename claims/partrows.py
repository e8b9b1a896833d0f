"""Parts told in a row: clauses of one form, each with a name of its own before the same metric.

`A净利润3亿元,B净利润2亿元`, `A方面,收入3亿元;B方面,收入2亿元`, `A带来3亿元收入,B带来2亿元收入`,
`A收入3亿元,而B只有2亿元`: no word of A or B says that they are parts, the form of the row does. Behind
其中, and in a clause that is sorted (`分产品看,`), one such clause is enough.

In: the views of a paragraph's sentences. Out: the names of such parts by the numbers that they are told of;
and, once a sentence has its drafts, the drafts with their metric and slice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure
from claims.modifiers import FILLER
from claims.partclauses import WHOLE, Part, parts_told_in
from claims.places import is_place
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.words import Lexicon, Role

_WORDS = reading_words().slices
_ALL = re.compile(one_of(_WORDS.wholes))
"""Words that say that a number is of the whole, whatever was told before."""
_GIVEN = frozenset({"segment", "product", "region"})
_MEASURES = frozenset({Measure.LEVEL, Measure.GROWTH, Measure.CHANGE})
_ROW = 2
_TOWNS = tuple(reading_words().lists.areas)


@dataclass(frozen=True, slots=True)
class PartRows:
    """The parts that the rows of a paragraph tell."""

    parts: Mapping[int, Part] = field(default_factory=dict)
    """By where their numbers start."""
    no_names: frozenset[int] = frozenset()
    """Where names start that are parts and no companies."""
    told: dict[int, str | None] = field(default_factory=dict)
    """The metrics of the numbers read so far that a part may go on with."""


NO_ROWS = PartRows()


def part_rows(views: Sequence[SentenceView], main: str | None) -> PartRows:
    """The parts told in rows by the sentences of a paragraph of a document about `main`."""
    parts: dict[int, Part] = {}
    no_names: set[int] = set()
    for row in _joined(views):
        found = [part for view in row for part in parts_told_in(view, main)]
        names = [name for view in row for name in view.names] if found else []
        for metric in dict.fromkeys(part.metric for part in found):
            alike = [part for part in found if part.metric == metric]
            for part in _of_row(row[0].lexicon, alike, main):
                parts[part.at] = part
                if part.called is not None:
                    no_names.add(part.called.start)
                no_names |= {n.start for n in names if part.start < n.start < part.end < n.end}
    return PartRows(parts, frozenset(no_names)) if parts else NO_ROWS


def without_names(view: SentenceView, rows: PartRows) -> SentenceView:
    """A view without the names that are parts' and no companies'."""
    if not rows.no_names or all(name.start not in rows.no_names for name in view.names):
        return view
    return replace(view, names=tuple([name for name in view.names if name.start not in rows.no_names]))


def tell_parts(view: SentenceView, drafts: Sequence[Draft], rows: PartRows) -> None:
    """Give the drafts of a sentence the parts that its rows tell."""
    if not rows.parts:
        return
    told: Draft | None = None
    rows.told.update((draft.quantity.start, draft.metric) for draft in drafts)
    for draft in drafts:
        part = rows.parts.get(draft.quantity.start)
        if part is not None and part.unnamed and rows.told.get(part.behind) != part.metric:
            part = None
        if part is not None and part.unnamed and not _GIVEN.isdisjoint(draft.dimensions):
            _name_metric(draft, part)
        if part is not None and draft.measure in _MEASURES and _GIVEN.isdisjoint(draft.dimensions):
            told = draft if _give(view, draft, part) else None
            rows.told[part.at] = draft.metric
        elif part is not None:
            told = None
        elif told is not None and _goes_on(view, told, draft):
            for key in (*_GIVEN, "item"):
                if key in told.dimensions:
                    draft.dimensions.setdefault(key, told.dimensions[key])


def _goes_on(view: SentenceView, told: Draft, draft: Draft) -> bool:
    """Whether a number goes on with the part before it, of a metric that no later step slices."""
    spec = view.lexicon.metrics.get(told.metric or "")
    unsliced = spec is not None and (spec.sliced is False or (spec.nature == "standing" and not spec.sliced))
    own = draft.head is not None and draft.own_start <= draft.head[0]
    alike = unsliced and draft.metric == told.metric and not own and _GIVEN.isdisjoint(draft.dimensions)
    return alike and _ALL.search(view.text, draft.own_start, draft.start) is None


def _give(view: SentenceView, draft: Draft, part: Part) -> bool:
    """Give a draft its part, and the metric where only the row tells it; whether that could be."""
    if not _name_metric(draft, part):
        return False
    key, name = _slice(view, part.name, part.metric, draft.kind)
    draft.dimensions[key] = name
    draft.part = key
    draft.why("dimensions", part.start, draft.start, "sentence")
    return True


def _name_metric(draft: Draft, part: Part) -> bool:
    """Give a draft the metric of its row where only that tells it; whether it has it then."""
    own = draft.head is not None and draft.own_start <= draft.head[0] < draft.start
    if draft.metric != part.metric and part.unnamed and not own:
        draft.metric, draft.label, draft.carried = part.metric, None, True
    return draft.metric == part.metric


def _slice(view: SentenceView, name: str, metric: str, kind: str) -> tuple[str, str]:
    """The key and the name of the slice that a part is."""
    region = _region(view, name)
    if region is not None:
        return "region", region
    if metric == "employees":
        return "item", name
    goods = view.lexicon.metrics[metric].of_products and kind != "money"
    return ("product" if goods else "segment"), name


def _region(view: SentenceView, name: str) -> str | None:
    """The place that a name is, without what says that business is done there; or None."""
    for end in range(len(name), 1, -1):
        entries = view.lexicon.entries.get(name[:end], ())
        if any(entry.role is Role.REGION for entry in entries) or is_place(view, name[:end]):
            return name[:end] if FILLER.fullmatch(name[end:]) is not None else None
    return name if name.endswith(_TOWNS) else None


def _joined(views: Sequence[SentenceView]) -> Iterator[list[SentenceView]]:
    """The views of sentences that only semicolons part, together."""
    row: list[SentenceView] = []
    for view in views:
        if row and not view.behind_semicolon:
            yield row
            row = []
        row.append(view)
    if row:
        yield row


def _of_row(lexicon: Lexicon, alike: Sequence[Part], main: str | None) -> Iterable[Part]:
    """Those of the numbers of one metric whose names are parts of a whole."""
    named = {part.name for part in alike if part.name != WHOLE}
    called = {part.name for part in alike if part.called is not None}
    sold = 2 * len(called) < len(named)
    fit: dict[int, Part] = {}
    for part in alike:
        goes_on = not part.unnamed or part.behind in fit
        no_company = part.called is None or (sold and part.called.canonical != main)
        if part.name == WHOLE or (goes_on and no_company):
            fit[part.at] = part
    parts = [part for part in fit.values() if part.name != WHOLE]
    row = len({part.name for part in parts}) >= _ROW
    for part in parts:
        if row or part.sure:
            yield part
