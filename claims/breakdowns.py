"""Parts of a whole told by their names alone: `分产品:云服务24亿元,软件13亿元`, `其中材料25亿元、人工4亿元`.

In: the drafts of a sentence with metric and measure, its view, and the levels that the paragraph has told so
far. Out: the drafts that only the name of a part stands before have the metric of the whole and their slice,
and so has the rate right behind each (`云服务24亿元(占52%)`). What is a whole is told by how the sentence
opens, by 其中, or by the share that each part has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.modifiers import modifier_of
from claims.partnames import (
    AMONG,
    HEADED_BY,
    NAME_ENDS,
    NAME_LEADS,
    NOT_IN_NAMES,
    PART_KINDS,
    PART_NAME,
    PART_SLICES,
    ROW,
    SORTS_BY,
    Part,
    akin,
    among_parts,
    give_metric,
    give_name,
    is_share_of,
    name_slice,
    part_name,
    share_out,
    slice_before,
    slice_of,
    sorting_words,
    where_made_up,
)
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.therest import take_rest

_WORDS = reading_words().breakdowns
_OPENS_PARTS = re.compile(
    rf"(?:从|按照|按|分){one_of(_WORDS.by)}[\u4e00-\u9fff]{{0,6}}[,，:：】\]]"
    rf"|{one_of(_WORDS.by)}(?:方面|{trie(_WORDS.sorts)})[,，:：]"
)
"""Opens a paragraph that tells a whole by its parts."""
_OF_PARTS = re.compile(rf"(?:^|[\s、.．)）])(?:{one_of(_WORDS.of_parts)})")
"""Opens a heading whose section tells what parts have of something (`二、分部收入`)."""
_WITHIN = re.compile(rf"(?:{trie(_WORDS.within)})[,，]?")
"""Behind the metric whose parts follow (`收入中,`)."""
_STOPS = re.compile("[。!！?？\\n]")
_ANNOUNCED = re.compile(rf"{one_of(_WORDS.announces_parts)}[:：]\s*$")
"""Right before the first part of a list that says that it names parts (`由四类组成:`)."""
_SHARE = re.compile(rf"(?P<name>.*?)(?:{one_of(_WORDS.has_share)})(?:{trie(_WORDS.ends)})*$")
_BY_TIME = re.compile(rf"^[\s,，]*(?:{one_of(_WORDS.by_time)})[,，:：]?")
"""Opens a row of times (`分季度看,`)."""
_LATTER = re.compile("[,，;；]?(?:前者|后者|其中)")
_COUNTED = frozenset({"employees"})


def sorts(text: str, start: int) -> bool:
    """Whether what starts at an offset of a folded text tells a whole by its parts (`分产品看,`)."""
    return _OPENS_PARTS.match(text, start) is not None or HEADED_BY.match(text, start) is not None


def sorted_in(words: str, metrics: Sequence[str]) -> str | None:
    """The metric whose parts the words of a heading say that its section tells (`收入构成`), or None.

    `metrics` are those that the words name.
    """
    by = SORTS_BY.search(words) is not None
    named = [metric for metric in metrics if metric in _WORDS.wholes]
    makes = by or words.endswith(_WORDS.makes_up) or (bool(named) and _OF_PARTS.search(words) is not None)
    return (named[-1] if named else "revenue" if by else None) if makes else None


def read_breakdowns(
    view: SentenceView,
    drafts: Sequence[Draft],
    told: Sequence[Draft],
    headed: str | None,
    run_in: str | None = None,
    wholes: Sequence[Draft] = (),
) -> tuple[tuple[str, str], ...]:
    """Give parts of a whole its metric and their names; kind and name of each part of the last row of them.

    `told` are the levels of the paragraph so far, `headed` is the metric whose parts its section tells,
    `run_in` the one that its run-in heading names, `wholes` are the levels of the document so far that no
    part has.
    """
    members: tuple[tuple[str, str], ...] = ()
    take_rest(view, drafts, told)
    _read_sorted(view, drafts)
    _read_times(view, drafts, told)
    _read_list(view, drafts, told)
    _read_shares(view, drafts, told)
    for run in _runs(view, drafts):
        first = run[0].draft
        before = [d for d in (*told, *drafts) if d.start < first.start and d.measure is Measure.LEVEL]
        metric = _whole(view, drafts, run, before)
        if metric is None and headed is not None and len(run) >= ROW and not run[0].among:
            metric = headed
        if metric is None and run_in is not None and _is_part_of_told(run, before, run_in):
            metric = run_in
        if metric is None and sorts(view.text, view.start):
            metric = _told_before(run, wholes)
        if metric in (None, "other") or not view.lexicon.compatible(metric, first.kind):
            continue
        for part in run:
            give_metric(view, part, metric)
        share_out(view, run, metric)
        if len(run) >= ROW:
            members = tuple([slice_of(part) for part in run])
    return members


def _told_before(run: Sequence[Part], wholes: Sequence[Draft]) -> str | None:
    """The metric of the last level that a document gives of what a row of parts makes (`分航线看，…`)."""
    made = [d for d in wholes if d.metric in _WORDS.wholes and _add_up_to(d, run)]
    return made[-1].metric if made else None


def _is_part_of_told(run: Sequence[Part], before: Sequence[Draft], metric: str) -> bool:
    """Whether what only a name stands before is less than the whole that its paragraph has told of first."""
    whole = next((d for d in before if d.metric == metric and not d.dimensions), None)
    first = run[0].draft
    unnamed = first.metric in (metric, "other") and metric in _WORDS.wholes
    return (
        unnamed
        and whole is not None
        and all(
            akin(part.draft, whole) and 0 < part.draft.quantity.value < whole.quantity.value for part in run
        )
    )


def _read_sorted(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Name the parts of a sorted row before the word of the metric (`按渠道分,直营店收入3亿元`)."""
    for draft in drafts:
        own = draft.head is not None and draft.own_start <= draft.head[0] < draft.start
        if not own or draft.head is None or draft.metric not in _WORDS.wholes or draft.kind not in PART_KINDS:
            continue
        by = sorting_words(view, draft.head[0]) if draft.measure is Measure.LEVEL else None
        if by is None or by["named"]:
            continue
        modifier = modifier_of(view, draft)
        name = NAME_LEADS.sub("", modifier.text) if modifier is not None else ""
        plain = PART_NAME.fullmatch(name) is not None and NOT_IN_NAMES.search(name) is None
        if plain and (not name.startswith(_WORDS.never_first) or name.startswith(_WORDS.first_all_the_same)):
            give_name(view, draft, name, draft.metric or "")


def _read_times(view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Give amounts that only times stand before the metric of what they part (`上半年3亿元，下半年4亿元`)."""
    whole = told[-1] if told else None
    if whole is None or whole.metric in (None, "other") or whole.kind != "money":
        return
    row: list[Draft] = []
    for draft in drafts:
        words = _BY_TIME.sub("", view.without_phrases(max(draft.own_start, view.start), draft.start))
        timed = any(draft.own_start <= p.start and p.end <= draft.start for p in view.phrases)
        bare = timed and not NAME_ENDS.sub("", words.strip(" ,，、;；"))
        alike = draft.unit == whole.unit and abs(draft.quantity.value) < abs(whole.quantity.value)
        if draft.measure is Measure.LEVEL and draft.metric in (None, "other") and bare and alike:
            row.append(draft)
    if len(row) < ROW or any(m.metric for m in view.metrics(view.start, row[0].start)):
        return
    for draft in row:
        draft.metric, draft.label, draft.carried = whole.metric, None, True
        draft.dimensions |= {k: v for k, v in whole.dimensions.items() if k in (*PART_SLICES, "item")}
    for draft in drafts:
        latter = (
            draft.measure is Measure.GROWTH and draft.metric in (None, "other") and draft.start > row[-1].end
        )
        if latter and _LATTER.match(view.text, row[-1].end, draft.start) is not None:
            draft.metric, draft.label = whole.metric, None


def _read_list(view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Give the parts of an announced list, whatever their names hold, the metric of the whole before it."""
    before = list(told)
    for draft in drafts:
        if draft.measure is not Measure.LEVEL or draft.kind not in PART_KINDS:
            continue
        whole = _whole_of_list(view, before, draft)
        before.append(draft)
        if whole is None or whole.metric in (None, "other"):
            continue
        name = NAME_ENDS.sub("", NAME_LEADS.sub("", view.text[draft.own_start : draft.start]))
        if PART_NAME.fullmatch(name) is not None and not name.startswith(_WORDS.never_first):
            draft.listed = True
            give_metric(view, Part(draft, name, among=False), whole.metric or "other")


def _whole_of_list(view: SentenceView, before: Sequence[Draft], draft: Draft) -> Draft | None:
    """The level whose parts an announced list gives, or the part before in the same list; else None."""
    last = before[-1] if before else None
    if last is not None and last.listed and last.unit == draft.unit:
        return last if _STOPS.search(view.text, last.end, draft.own_start) is None else None
    opened = view.text[max(view.start, draft.own_start - 2) : draft.own_start].rstrip()
    if not opened.endswith((":", "：")) or not _ANNOUNCED.search(view.text, view.start, draft.own_start):
        return None
    return next((d for d in reversed(before) if d.unit == draft.unit), None)


def _read_shares(view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Read parts told by nothing but their share of a whole (`收入中,家电占58%,汽车占26%`)."""
    row: list[tuple[Draft, str, bool]] = []
    for index, draft in enumerate(drafts):
        share = _share_name(view, draft, goes_on=bool(row) and drafts[index - 1] is row[-1][0])
        if share is not None:
            row.append((draft, *share))
    if not row:
        return
    whole = _whole_of_shares(view, drafts, row[0][0], told, among=row[0][2] and len(row) >= ROW)
    if whole is None:
        return
    metric, inside = whole
    for draft, name, _ in row:
        draft.metric, draft.measure = metric, Measure.SHARE
        draft.label = draft.head = draft.of = None
        name_slice(view, draft, name)
        if inside is not None:  # of one slice, not of all
            draft.dimensions["item" if "segment" in draft.dimensions else "segment"] = inside


def _whole_of_shares(
    view: SentenceView, drafts: Sequence[Draft], first: Draft, told: Sequence[Draft], *, among: bool
) -> tuple[str, str | None] | None:
    """The metric that a row of shares is of, and the slice of it where they are of one alone; else None."""
    before = [d for d in (*told, *drafts) if d.start < first.start and d.measure is Measure.LEVEL]
    last = before[-1] if before and before[-1].metric in _WORDS.wholes else None
    heads = [m for m in view.metrics(view.start, first.start) if m.metric in _WORDS.wholes]
    if heads and _opens_row(view, heads[-1].end, first):
        return heads[-1].metric or "other", slice_before(view, heads[-1])
    if last is not None and (among or _opens_row(view, last.end, first)):
        return last.metric or "other", last.dimensions.get("segment")
    return None


def _opens_row(view: SentenceView, end: int, first: Draft) -> bool:
    """Whether what stands behind a whole says that its parts follow, up to the first of them (`收入中,`)."""
    within = _WITHIN.match(view.text, end)
    return within is not None and within.end() >= first.own_start


def _share_name(view: SentenceView, draft: Draft, *, goes_on: bool) -> tuple[str, bool] | None:
    """The name of the part alone before a share, and whether 其中 stands before that; else None.

    `goes_on`: behind another of its row, which need not say again that it is a share (`线上占六成,线下四成`).
    """
    named = draft.head is not None and draft.metric != "other" and draft.head[0] >= draft.own_start
    if draft.kind != "percent" or draft.measure not in (Measure.LEVEL, Measure.SHARE, Measure.RATIO):
        return None
    if named and draft.head is not None and _WITHIN.match(view.text, draft.head[1]) is None:
        return None
    start = draft.own_start
    for mention in view.metrics(start, draft.start):
        if (within := _WITHIN.match(view.text, mention.end)) is not None:
            start = within.end()
    among = AMONG.match(view.text[start : draft.start])
    words = NAME_LEADS.sub("", view.text[start + (among.end() if among else 0) : draft.start])
    found = _SHARE.match(words)
    name = NAME_ENDS.sub("", found["name"] if found is not None else words if goes_on else "")
    if name not in _WORDS.rest and (
        PART_NAME.fullmatch(name) is None
        or NOT_IN_NAMES.search(name) is not None
        or name.startswith(_WORDS.never_first)
    ):
        return None
    return name, among is not None


def _runs(view: SentenceView, drafts: Sequence[Draft]) -> Iterator[list[Part]]:
    """Rows of parts that only their own rates part."""
    run: list[Part] = []
    for draft in drafts:
        rate = draft.kind in ("percent", "points")
        if rate and run:
            run[-1].rates.append(draft)
            continue
        name, among = part_name(view, draft)
        if run and name is None and _goes_with(view, run[-1].draft, draft):
            run[-1].beside.append(draft)
            continue
        goes_on = run and akin(draft, run[-1].draft) and (not among or where_made_up(view, draft) is not None)
        if run and (name is None or not goes_on):
            yield run
            run = []
        if name is not None:
            run.append(Part(draft, name, among))
    if run:
        yield run


def _goes_with(view: SentenceView, part: Draft, draft: Draft) -> bool:
    """Whether a number in another unit has nothing but the word for it before it, behind a part's number."""
    if draft.measure is not Measure.LEVEL or draft.unit == part.unit or draft.head is None:
        return False
    if not draft.own_start <= draft.head[0] < draft.head[1] <= draft.start or draft.clause == part.clause:
        return False
    words = view.text[draft.own_start : draft.head[0]]
    return not words.strip(" ,，、") and not view.names_between(draft.own_start, draft.start)


def _whole(
    view: SentenceView, drafts: Sequence[Draft], run: Sequence[Part], before: Sequence[Draft]
) -> str | None:
    """The metric of the whole that a row of numbers are parts of, or None."""
    first = run[0].draft
    sorted_by = sorting_words(view, first.start)
    most = max(abs(part.draft.quantity.value) for part in run)
    wholes = [
        d for d in before if d.metric in _WORDS.wholes and akin(d, first) and abs(d.quantity.value) >= most
    ]
    if sorted_by is None and among_parts(view, first) is not None and first.kind == "money":
        return wholes[-1].metric if wholes else "revenue"
    if sorted_by is not None:
        named = view.metrics(*sorted_by.span("named"))
        shared = [d.metric for d in drafts if d.measure is Measure.SHARE and d.metric in _WORDS.wholes]
        if named:
            return named[-1].metric
        if shared:
            return shared[0]
        return wholes[-1].metric if wholes else "revenue" if first.kind == "money" else None
    heads = [m for m in view.metrics(view.start, first.own_start) if m.metric in _WORDS.wholes]
    within = _WITHIN.match(view.text, heads[-1].end) if heads else None
    if heads and within is not None and within.end() >= first.own_start:
        return heads[-1].metric
    last = before[-1] if before else None
    part = next((d for d in reversed(before) if akin(first, d)), None)
    if part is not None and view.behind_semicolon and run[0].draft is drafts[0] and _is_of_part(part, last):
        return part.metric  # 常温奶33亿元,同比…;奶粉8亿元
    made_up = where_made_up(view, first)
    if made_up is not None:
        own = view.metrics(view.start, made_up - 1)
        return own[-1].metric if own else wholes[-1].metric if wholes else None
    if run[0].among:
        return wholes[-1].metric if wholes else None
    if _counts_parts(last, run):
        return last.metric if last is not None else None
    if last is not None and len(run) >= ROW and _add_up_to(last, run):
        return last.metric
    shares = [part for part in run if any(is_share_of(view, part, rate) for rate in part.rates[:1])]
    if len(shares) == len(run) >= ROW and first.kind == "money" and first.metric in (None, "other"):
        return "revenue"
    return None


def _is_of_part(part: Draft, last: Draft | None) -> bool:
    """Whether a number is of a slice, and the last one before is it or is told of the same slice."""
    own = {key: part.dimensions[key] for key in PART_SLICES & part.dimensions.keys()}
    return bool(own) and last is not None and own.items() <= last.dimensions.items()


def _counts_parts(last: Draft | None, run: Sequence[Part]) -> bool:
    """Whether a row of counts stands right behind a larger count of the same (`员工9人,门店5人,总部4人`)."""
    if last is None or len(run) < ROW or last.metric not in _COUNTED:
        return False
    alike = all(part.draft.quantity.classifier == last.quantity.classifier for part in run)
    return alike and all(part.draft.quantity.value < last.quantity.value for part in run)


def _add_up_to(whole: Draft, run: Sequence[Part]) -> bool:
    """Whether a row of parts makes the level right before it, as far as their digits tell."""
    figures = [part.draft.quantity for part in run]
    room = sum((figure.ulp for figure in figures), whole.quantity.ulp) / 2
    return (
        whole.metric not in (None, "other")
        and whole.unit == run[0].draft.unit
        and abs(sum(figure.value for figure in figures) - whole.quantity.value) <= room
    )
