"""Parts of a whole told by their names alone: `分产品:云服务24亿元,软件13亿元`, `其中材料25亿元、人工4亿元`.

In: the drafts of a sentence with metric and measure, its view, and the levels that the paragraph has told so
far. Out: the drafts that only the name of a part stands before have the metric of the whole and their slice,
and so has the rate right behind each (`云服务24亿元(占52%)`). What is a whole is told by how the sentence
opens, by 其中, or by the share that each part has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.modifiers import modifier_of
from claims.ratios import grows_aside
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.therest import take_rest
from claims.words import Role

_WORDS = reading_words().breakdowns
_SORTED = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:从|按照|按|分)?(?:[0-9一二两三四五六七八九十几][大个块类项条种]){{0,1}}{one_of(_WORDS.by)}"
    rf"(?:{trie(_WORDS.sorts)})?(?P<named>[\u4e00-\u9fff]{{0,8}})[,，:：】\]]"
)
"""Opens a row of parts (`分产品看,`, `按地区划分的收入:`)."""
_HEADED = re.compile(rf"\s*[【\[](?:从|按照|按|分){one_of(_WORDS.by)}[】\]]")
"""The label of a row of parts (`【分产品】`)."""
_OPENS_PARTS = re.compile(
    rf"(?:从|按照|按|分){one_of(_WORDS.by)}[\u4e00-\u9fff]{{0,6}}[,，:：】\]]"
    rf"|{one_of(_WORDS.by)}(?:方面|{trie(_WORDS.sorts)})[,，:：]"
)
"""Opens a paragraph that tells a whole by its parts."""
_SORTS_BY = re.compile(rf"(?:从|按照|按|分){one_of(_WORDS.by)}")
_AMONG_PARTS = re.compile(
    rf"[0-9一二两三四五六七八九十几][大个块类项条种]?(?:主要|主力|核心)?(?P<rest>{one_of(_WORDS.by)}(?:{trie(_WORDS.within)})[,，:：]?)"
)
"""Opens a row of so many parts (`四类产品里`)."""
_OF_PARTS = re.compile(rf"(?:^|[\s、.．)）])(?:{one_of(_WORDS.of_parts)})")
"""Opens a heading whose section tells what parts have of something (`二、分部收入`)."""
_WITHIN = re.compile(rf"(?:{trie(_WORDS.within)})[,，]?")
"""Behind the metric whose parts follow (`收入中,`)."""
_SENTENCE_STOPS = "。!！?？\n"
_STOPS = re.compile("[。!！?？\\n]")
_ANNOUNCED = re.compile(rf"{one_of(_WORDS.announces_parts)}[:：]\s*$")
"""Right before the first part of a list that says that it names parts (`由四类组成:`)."""
_BEFORE_SLICE = re.compile(rf"^(?:{one_of(reading_words().slices.strip)}|其)")
_SHARE = re.compile(rf"(?P<name>.*?)(?:{one_of(_WORDS.has_share)})(?:{trie(_WORDS.ends)})*$")
_AMONG = re.compile(rf"^[,，;；、\s]*{one_of(_WORDS.among)}[,，:：]?")
_AMONG_COUNTED = re.compile(rf"^[\u4e00-\u9fff]{{2,4}}?{one_of(_WORDS.among)}[,，:：]?")
"""The same behind how many they are (`三类产品分别是…`)."""
_LEADS = re.compile(rf"^(?:[、,，;；:：】\]\s]|{trie(_WORDS.leads)})+")
_ASIDE = re.compile(r"^[(（][^()（）]*[)）]")
_ENDS = re.compile(rf"(?:{one_of(_WORDS.ends)}|\s)+$")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9+&·/-]{1,11}")
_NOT_IN = re.compile(one_of(_WORDS.not_in_names))
_MADE_UP = re.compile(rf"由(?P<parts>[^由。;；]*\d[^由。;；\d]{{0,4}}?){one_of(_WORDS.made_up)}")
"""A whole's parts in a row that tells what it is made of."""
_OF_INCOME = re.compile(r"(?:[和与及]|以及)?(?P<name>[\u4e00-\u9fffA-Za-z、]{2,12}?)(?:收入|业务|为|是|约)*$")
_BRACKET = re.compile(r"\s*[(（]\s*(?:占(?:比)?)?约?$")
_STAFF = re.compile(rf"{one_of(_WORDS.staff)}(?:为|有|约|则为)?$")
_OF_ANOTHER = re.compile(
    rf"[,，、;；\s]*(?:{trie(_WORDS.leads)})?(?P<name>{_NAME.pattern}?)(?:业务|板块|收入|的)*(?:约|则|仅|大约)*占(?:比|了)?(?:为|约|近|达|超)*"
)
"""Before the share of another part than the one told of before (`软件24亿元,占52%,硬件占13%`)."""
_BY_TIME = re.compile(rf"^[\s,，]*(?:{one_of(_WORDS.by_time)})[,，:：]?")
"""Opens a row of times (`分季度看,`)."""
_LATTER = re.compile("[,，;；]?(?:前者|后者|其中)")
_SLICES = frozenset({"segment", "region"})
_UNITS = frozenset({"money", "count", "physical"})
_COUNTED = frozenset({"employees"})
_ROW = 2
"""Parts of which each has its share that make a breakdown by themselves."""


@dataclass(slots=True)
class _Part:
    """A number that only the name of a part stands before."""

    draft: Draft
    name: str
    among: bool
    """Whether 其中 stands before it."""
    rates: list[Draft] = field(default_factory=list)
    """The rates right behind it."""
    beside: list[Draft] = field(default_factory=list)
    """What else is told of it, by other words (`境内60份,合同额80亿元`)."""


def sorts(text: str, start: int) -> bool:
    """Whether what starts at an offset of a folded text tells a whole by its parts (`分产品看,`)."""
    return _OPENS_PARTS.match(text, start) is not None or _HEADED.match(text, start) is not None


def sorted_in(words: str, metrics: Sequence[str]) -> str | None:
    """The metric whose parts the words of a heading say that its section tells (`收入构成`), or None.

    `metrics` are those that the words name.
    """
    by = _SORTS_BY.search(words) is not None
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
        if metric is None and headed is not None and len(run) >= _ROW and not run[0].among:
            metric = headed
        if metric is None and run_in is not None and _is_part_of_told(run, before, run_in):
            metric = run_in
        if metric is None and sorts(view.text, view.start):
            metric = _told_before(run, wholes)
        if metric is None or not view.lexicon.compatible(metric, first.kind):
            continue
        for part in run:
            _give(view, part, metric)
        _share_out(view, run, metric)
        if len(run) >= _ROW:
            members = tuple([_slice_of(part) for part in run])
    return members


def _slice_of(part: _Part) -> tuple[str, str]:
    """The key and the name of the slice that a part is."""
    key = "region" if "region" in part.draft.dimensions else "segment"
    return key, part.draft.dimensions.get(key, part.name)


def _told_before(run: Sequence[_Part], wholes: Sequence[Draft]) -> str | None:
    """The metric of the last level that a document gives of what a row of parts makes (`分航线看，…`)."""
    made = [d for d in wholes if d.metric in _WORDS.wholes and _add_up_to(d, run)]
    return made[-1].metric if made else None


def _is_part_of_told(run: Sequence[_Part], before: Sequence[Draft], metric: str) -> bool:
    """Whether what only a name stands before is less than the whole that its paragraph has told of first."""
    whole = next((d for d in before if d.metric == metric and not d.dimensions), None)
    first = run[0].draft
    unnamed = first.metric in (metric, "other") and metric in _WORDS.wholes
    return (
        unnamed
        and whole is not None
        and all(
            _alike(part.draft, whole) and 0 < part.draft.quantity.value < whole.quantity.value for part in run
        )
    )


def _sorted_by(view: SentenceView, end: int) -> re.Match[str] | None:
    """What says what parts are sorted by before an offset; of a sentence in pieces, what opens its first."""
    found = _SORTED.search(view.text, view.start, end)
    if found is not None or not view.behind_semicolon:
        return found
    opened = max(view.text.rfind(stop, 0, view.start) for stop in _SENTENCE_STOPS) + 1
    return _SORTED.match(view.text, opened) if _SORTS_BY.match(view.text, opened) else None


def _among_parts(view: SentenceView, draft: Draft) -> re.Match[str] | None:
    """What says right before a part that it is one of several, or None."""
    found = [
        m for m in _AMONG_PARTS.finditer(view.text, view.start, draft.start) if m.end() >= draft.own_start
    ]
    return found[-1] if found else None


def _read_sorted(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Name the parts of a sorted row before the word of the metric (`按渠道分,直营店收入3亿元`)."""
    for draft in drafts:
        own = draft.head is not None and draft.own_start <= draft.head[0] < draft.start
        if not own or draft.head is None or draft.metric not in _WORDS.wholes or draft.kind not in _UNITS:
            continue
        by = _sorted_by(view, draft.head[0]) if draft.measure is Measure.LEVEL else None
        if by is None or by["named"]:
            continue
        modifier = modifier_of(view, draft)
        name = _LEADS.sub("", modifier.text) if modifier is not None else ""
        plain = _NAME.fullmatch(name) is not None and _NOT_IN.search(name) is None
        if plain and (not name.startswith(_WORDS.never_first) or name.startswith(_WORDS.first_all_the_same)):
            _give_name(view, draft, name, draft.metric or "")


def _read_times(view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Give amounts that only times stand before the metric of what they part (`上半年3亿元，下半年4亿元`)."""
    whole = told[-1] if told else None
    if whole is None or whole.metric in (None, "other") or whole.kind != "money":
        return
    row: list[Draft] = []
    for draft in drafts:
        words = _BY_TIME.sub("", view.without_phrases(max(draft.own_start, view.start), draft.start))
        timed = any(draft.own_start <= p.start and p.end <= draft.start for p in view.phrases)
        bare = timed and not _ENDS.sub("", words.strip(" ,，、;；"))
        alike = draft.unit == whole.unit and abs(draft.quantity.value) < abs(whole.quantity.value)
        if draft.measure is Measure.LEVEL and draft.metric in (None, "other") and bare and alike:
            row.append(draft)
    if len(row) < _ROW or any(m.metric for m in view.metrics(view.start, row[0].start)):
        return
    for draft in row:
        draft.metric, draft.label, draft.carried = whole.metric, None, True
        draft.dimensions |= {k: v for k, v in whole.dimensions.items() if k in (*_SLICES, "item")}
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
        if draft.measure is not Measure.LEVEL or draft.kind not in _UNITS:
            continue
        whole = _whole_of_list(view, before, draft)
        before.append(draft)
        if whole is None or whole.metric in (None, "other"):
            continue
        name = _ENDS.sub("", _LEADS.sub("", view.text[draft.own_start : draft.start]))
        if _NAME.fullmatch(name) is not None and not name.startswith(_WORDS.never_first):
            draft.listed = True
            _give(view, _Part(draft, name, among=False), whole.metric or "other")


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
    whole = _whole_of_shares(view, drafts, row[0][0], told, among=row[0][2] and len(row) >= _ROW)
    if whole is None:
        return
    metric, inside = whole
    for draft, name, _ in row:
        draft.metric, draft.measure = metric, Measure.SHARE
        draft.label = draft.head = draft.of = None
        _name_slice(view, draft, name)
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
        return heads[-1].metric or "other", _slice_before(view, heads[-1])
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
    among = _AMONG.match(view.text[start : draft.start])
    words = _LEADS.sub("", view.text[start + (among.end() if among else 0) : draft.start])
    found = _SHARE.match(words)
    name = _ENDS.sub("", found["name"] if found is not None else words if goes_on else "")
    if name not in _WORDS.rest and (
        _NAME.fullmatch(name) is None
        or _NOT_IN.search(name) is not None
        or name.startswith(_WORDS.never_first)
    ):
        return None
    return name, among is not None


def _slice_before(view: SentenceView, head: Mention) -> str | None:
    """The slice whose metric is told by what stands right before its word (面板 of `面板收入中`), or None."""
    start = view.clauses[view.clause_of(head.start)][0]
    words = _BEFORE_SLICE.sub("", view.without_phrases(start, head.start)).strip("的 ")
    return words if _NAME.fullmatch(words) is not None and not view.names_between(start, head.start) else None


def _runs(view: SentenceView, drafts: Sequence[Draft]) -> Iterator[list[_Part]]:
    """Rows of parts that only their own rates part."""
    run: list[_Part] = []
    for draft in drafts:
        rate = draft.kind in ("percent", "points")
        if rate and run:
            run[-1].rates.append(draft)
            continue
        name, among = _name_of(view, draft)
        if run and name is None and _goes_with(view, run[-1].draft, draft):
            run[-1].beside.append(draft)
            continue
        goes_on = run and _alike(draft, run[-1].draft) and (not among or _made_up(view, draft) is not None)
        if run and (name is None or not goes_on):
            yield run
            run = []
        if name is not None:
            run.append(_Part(draft, name, among))
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


def _alike(a: Draft, b: Draft) -> bool:
    """Whether two numbers count the same thing, as far as their units tell: 69个 are no part of 312套."""
    counted = {a.quantity.classifier, b.quantity.classifier} - {""}
    return a.unit == b.unit and (a.kind != "count" or len(counted) < 2 or counted <= {*_WORDS.people})


def _name_of(view: SentenceView, draft: Draft) -> tuple[str | None, bool]:
    """The name of the part that alone stands before a number, and whether 其中 stands before that."""
    told = draft.kind in _UNITS and draft.quantity.classifier not in _WORDS.not_counted
    if not told or draft.measure is not Measure.LEVEL:
        return None, False
    among = _AMONG.match(view.text[draft.own_start : draft.start])
    if among is None and any(q.end == draft.own_start and q.classifier for q in view.quantities):
        among = _AMONG_COUNTED.match(view.text[draft.own_start : draft.start])
    start = draft.own_start + (among.end() if among else 0)
    headed = _HEADED.match(view.text, start, draft.start)
    start = headed.end() if headed is not None else start
    parts = _among_parts(view, draft)
    start = max(start, parts.end()) if parts is not None else start
    start = view.behind_all(start, draft.start, names=True)  # 云杉科技(600998.SH)2024年云服务贡献
    words = _LEADS.sub("", _ASIDE.sub("", view.text[start : draft.start]))
    all_of_them = draft.head is not None and view.text[draft.head[0] : draft.head[1]] == words
    of_staff = _STAFF.search(words) is not None and draft.metric == "employees" and not all_of_them
    name = _ENDS.sub("", words)
    made_up = _made_up(view, draft)
    if made_up is not None:
        part = _OF_INCOME.fullmatch(view.text[max(draft.own_start, made_up) : draft.start].lstrip("、,，"))
        return part["name"] if part is not None else None, True
    if name in _WORDS.rest:
        return name, among is not None
    if (
        _NAME.fullmatch(name) is None
        or _is_no_name(view, name, draft)
        or (name.startswith(_WORDS.never_first) and not name.startswith(_WORDS.first_all_the_same))
    ):
        return None, False
    named = (
        draft.metric not in (None, "other") and draft.head is not None and draft.head[0] >= draft.own_start
    )
    inside = [m for m in view.between(draft.own_start, draft.start) if m.word in name]
    unnamed = draft.metric in (None, "other") or (draft.metric == "employees" and not named)
    people = draft.quantity.classifier in _WORDS.people and unnamed
    if not (of_staff or people) and (named or any(_tells_more(view, m, draft.kind) for m in inside)):
        return None, False
    return name, among is not None


def _is_no_name(view: SentenceView, name: str, draft: Draft) -> bool:
    """Whether words before a number hold what no part's name does, longer words left out (集合计划)."""
    at = view.text.rfind(name, draft.own_start, draft.start)
    longer = [m for m in view.between(draft.own_start, draft.start) if m.cue and m.cue.kind == "plain"]
    lines = reading_words().slices.sure_endings
    return any(
        not view.text.startswith(lines, at + found.end())
        and not any(m.start <= at + found.start() and at + found.end() <= m.end for m in longer)
        for found in _NOT_IN.finditer(name)
    )


def _made_up(view: SentenceView, draft: Draft) -> int | None:
    """Where the row of parts begins that a number is in (`由甲28亿元和乙2亿元构成`), or None."""
    rows = (
        _MADE_UP.finditer(view.text, view.start, view.end)
        if view.text.find("由", view.start, view.end) >= 0
        else ()
    )
    return next((row.start("parts") for row in rows if row.start() < draft.start < row.end()), None)


def _tells_more(view: SentenceView, mention: Mention, kind: str) -> bool:
    """Whether a word in a part's name says of the number what no name does."""
    if mention.role(Role.SEGMENT) or mention.role(Role.REGION) or len(mention.word) == 1:
        return False
    if mention.cue is not None and mention.cue.kind == "plain":
        return False  # 自动 of 自动化设备
    if view.text.startswith(reading_words().slices.sure_endings, mention.end):
        return False  # 投资 of 投资业务
    return mention.metric is None or view.lexicon.compatible(mention.metric, kind)


def _whole(
    view: SentenceView, drafts: Sequence[Draft], run: Sequence[_Part], before: Sequence[Draft]
) -> str | None:
    """The metric of the whole that a row of numbers are parts of, or None."""
    first = run[0].draft
    sorted_by = _sorted_by(view, first.start)
    most = max(abs(part.draft.quantity.value) for part in run)
    wholes = [
        d for d in before if d.metric in _WORDS.wholes and _alike(d, first) and abs(d.quantity.value) >= most
    ]
    if sorted_by is None and _among_parts(view, first) is not None and first.kind == "money":
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
    part = next((d for d in reversed(before) if _alike(first, d)), None)
    if part is not None and view.behind_semicolon and run[0].draft is drafts[0] and _is_of_part(part, last):
        return part.metric  # 常温奶33亿元,同比…;奶粉8亿元
    made_up = _made_up(view, first)
    if made_up is not None:
        own = view.metrics(view.start, made_up - 1)
        return own[-1].metric if own else wholes[-1].metric if wholes else None
    if run[0].among:
        return wholes[-1].metric if wholes else None
    if _counts_parts(last, run):
        return last.metric if last is not None else None
    if last is not None and len(run) >= _ROW and _add_up_to(last, run):
        return last.metric
    shares = [part for part in run if any(_is_share(view, part, rate) for rate in part.rates[:1])]
    if len(shares) == len(run) >= _ROW and first.kind == "money" and first.metric in (None, "other"):
        return "revenue"
    return None


def _is_of_part(part: Draft, last: Draft | None) -> bool:
    """Whether a number is of a slice, and the last one before is it or is told of the same slice."""
    own = {key: part.dimensions[key] for key in _SLICES & part.dimensions.keys()}
    return bool(own) and last is not None and own.items() <= last.dimensions.items()


def _counts_parts(last: Draft | None, run: Sequence[_Part]) -> bool:
    """Whether a row of counts stands right behind a larger count of the same (`员工9人,门店5人,总部4人`)."""
    if last is None or len(run) < _ROW or last.metric not in _COUNTED:
        return False
    alike = all(part.draft.quantity.classifier == last.quantity.classifier for part in run)
    return alike and all(part.draft.quantity.value < last.quantity.value for part in run)


def _add_up_to(whole: Draft, run: Sequence[_Part]) -> bool:
    """Whether a row of parts makes the level right before it, as far as their digits tell."""
    figures = [part.draft.quantity for part in run]
    room = sum((figure.ulp for figure in figures), whole.quantity.ulp) / 2
    return (
        whole.metric not in (None, "other")
        and whole.unit == run[0].draft.unit
        and abs(sum(figure.value for figure in figures) - whole.quantity.value) <= room
    )


def _is_share(view: SentenceView, part: _Part, rate: Draft) -> bool:
    """Whether a rate is the share of the part that it stands behind."""
    between = view.text[part.draft.end : rate.start]
    return rate.kind == "percent" and (rate.measure is Measure.SHARE or _BRACKET.match(between) is not None)


def _give(view: SentenceView, part: _Part, metric: str) -> None:
    """Give a part and the rates right behind it the metric of the whole, and the part its slice."""
    draft = part.draft
    draft.metric, draft.label, draft.head, draft.carried = metric, None, None, False
    _give_name(view, draft, part.name, metric)
    for other_figure in part.beside:
        other_figure.dimensions |= {k: v for k, v in draft.dimensions.items() if k in _SLICES}
    for rate in part.rates:
        if rate is part.rates[0] and grows_aside(view, draft, rate):
            rate.metric, rate.label, rate.head, rate.same_slice = metric, None, None, draft
            rate.measure, rate.versus = Measure.GROWTH, "year_ago"
            continue
        other = _OF_ANOTHER.fullmatch(view.text, rate.own_start, rate.quantity.start)
        if other is not None and _is_plain(view, rate, other["name"]):
            rate.metric, rate.measure, rate.label, rate.carried = metric, Measure.SHARE, None, False
            rate.head, rate.same_slice = None, None
            _give_name(view, rate, other["name"], metric)
            continue
        listed = bool(view.cues(draft.end, rate.start, "respectively"))
        if listed or rate.metric not in (None, "other", metric):
            continue
        if _is_share(view, part, rate) and rate.measure is Measure.LEVEL:
            rate.measure = Measure.SHARE
        if rate.measure is not Measure.LEVEL:
            rate.metric, rate.label, rate.same_slice = metric, None, draft


def _share_out(view: SentenceView, run: Sequence[_Part], metric: str) -> None:
    """Give each part of a row its share in the row of shares behind it (`甲6亿元,乙3亿元,占比分别为…`)."""
    shares = run[-1].rates
    last = run[-1].draft
    told = len(shares) == len(run) >= _ROW and view.cues(last.end, shares[0].start, "respectively")
    if not told or any(share.measure is not Measure.SHARE for share in shares):
        return
    for part, share in zip(run, shares, strict=True):
        share.metric, share.label, share.head, share.same_slice = metric, None, None, part.draft


def _give_name(view: SentenceView, draft: Draft, name: str, metric: str) -> None:
    """Name the slice that a part is, or the kind of staff."""
    if metric == "employees":
        draft.dimensions["item"] = name
        draft.why("dimensions", draft.own_start, draft.start, "clause")
    else:
        _name_slice(view, draft, name)


def _name_slice(view: SentenceView, draft: Draft, name: str) -> None:
    """Name the slice that a part is: a region by the lexicon's word for it, else a segment."""
    regions = [m for m in view.between(draft.own_start, draft.start) if m.role(Role.REGION)]
    region = next((m.word for m in regions if m.word == name), None)
    if region is None and regions and "".join(m.word for m in regions) == name:
        region = regions[-1].word  # 湖南省内
    if region is not None:
        draft.dimensions["region"] = region
    else:
        draft.dimensions["segment"] = name
    draft.part = "region" if region is not None else "segment"
    draft.why("dimensions", draft.own_start, draft.start, "clause")


def _is_plain(view: SentenceView, draft: Draft, name: str) -> bool:
    """Whether what stands before a share says nothing but of which part it is."""
    inside = [m for m in view.between(draft.own_start, draft.start) if m.word in name]
    return (
        _NOT_IN.search(name) is None
        and not name.startswith(_WORDS.never_first)
        and not any(m.metric is not None or _tells_more(view, m, draft.kind) for m in inside)
    )
