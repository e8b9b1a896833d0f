"""How the parts of a whole are called, and what a part gets by its name: the metric of the whole, its slice.

In: a sentence's view and a number in it that may be a part's. Out: the part's name, or none; and, once the
whole is known, the draft with its metric and slice, and so the rate right behind it (`云服务24亿元(占52%)`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.ratios import grows_aside
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.words import Role

_WORDS = reading_words().breakdowns
_SORTED = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:从|按照|按|分)?(?:[0-9一二两三四五六七八九十几][大个块类项条种]){{0,1}}{one_of(_WORDS.by)}"
    rf"(?:{trie(_WORDS.sorts)})?(?P<named>[\u4e00-\u9fff]{{0,8}})[,，:：】\]]"
)
"""Opens a row of parts (`分产品看,`, `按地区划分的收入:`)."""
HEADED_BY = re.compile(rf"\s*[【\[](?:从|按照|按|分){one_of(_WORDS.by)}[】\]]")
"""The label of a row of parts (`【分产品】`)."""
SORTS_BY = re.compile(rf"(?:从|按照|按|分){one_of(_WORDS.by)}")
_AMONG_PARTS = re.compile(
    rf"[0-9一二两三四五六七八九十几][大个块类项条种]?(?:主要|主力|核心)?(?P<rest>{one_of(_WORDS.by)}(?:{trie(_WORDS.within)})[,，:：]?)"
)
"""Opens a row of so many parts (`四类产品里`)."""
_SENTENCE_STOPS = "。!！?？\n"
_BEFORE_SLICE = re.compile(
    rf"^(?!{one_of(reading_words().slices.slices_all_the_same)})(?:{one_of(reading_words().slices.strip)}|其)"
)
AMONG = re.compile(rf"^[,，;；、\s]*{one_of(_WORDS.among)}[,，:：]?")
_AMONG_COUNTED = re.compile(rf"^[\u4e00-\u9fff]{{2,4}}?{one_of(_WORDS.among)}[,，:：]?")
"""The same behind how many they are (`三类产品分别是…`)."""
NAME_LEADS = re.compile(rf"^(?:[、,，;；:：】\]\s]|{trie(_WORDS.leads)})+")
_ASIDE = re.compile(r"^[(（][^()（）]*[)）]")
NAME_ENDS = re.compile(rf"(?:{one_of(_WORDS.ends)}|\s)+$")
PART_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9+&·/-]{1,11}")
NOT_IN_NAMES = re.compile(one_of(_WORDS.not_in_names))
_MADE_UP = re.compile(rf"由(?P<parts>[^由。;；]*\d[^由。;；\d]{{0,4}}?){one_of(_WORDS.made_up)}")
"""A whole's parts in a row that tells what it is made of."""
_OF_INCOME = re.compile(r"(?:[和与及]|以及)?(?P<name>[\u4e00-\u9fffA-Za-z、]{2,12}?)(?:收入|业务|为|是|约)*$")
_BRACKET = re.compile(r"\s*[(（]\s*(?:占(?:比)?)?约?$")
_STAFF = re.compile(rf"{one_of(_WORDS.staff)}(?:为|有|约|则为)?$")
_OF_ANOTHER = re.compile(
    rf"[,，、;；\s]*(?:{trie(_WORDS.leads)})?(?P<name>{PART_NAME.pattern}?)(?:业务|板块|收入|的)*(?:约|则|仅|大约)*占(?:比|了)?(?:为|约|近|达|超)*"
)
"""Before the share of another part than the one told of before (`软件24亿元,占52%,硬件占13%`)."""
PART_SLICES = frozenset({"segment", "region"})
PART_KINDS = frozenset({"money", "count", "physical"})
ROW = 2
"""Parts of which each has its share that make a breakdown by themselves."""


@dataclass(slots=True)
class Part:
    """A number that only the name of a part stands before."""

    draft: Draft
    name: str
    among: bool
    """Whether 其中 stands before it."""
    rates: list[Draft] = field(default_factory=list)
    """The rates right behind it."""
    beside: list[Draft] = field(default_factory=list)
    """What else is told of it, by other words (`境内60份,合同额80亿元`)."""


def slice_of(part: Part) -> tuple[str, str]:
    """The key and the name of the slice that a part is."""
    key = "region" if "region" in part.draft.dimensions else "segment"
    return key, part.draft.dimensions.get(key, part.name)


def sorting_words(view: SentenceView, end: int) -> re.Match[str] | None:
    """What says what parts are sorted by before an offset; of a sentence in pieces, what opens its first."""
    found = _SORTED.search(view.text, view.start, end)
    if found is not None or not view.behind_semicolon:
        return found
    opened = max(view.text.rfind(stop, 0, view.start) for stop in _SENTENCE_STOPS) + 1
    return _SORTED.match(view.text, opened) if SORTS_BY.match(view.text, opened) else None


def among_parts(view: SentenceView, draft: Draft) -> re.Match[str] | None:
    """What says right before a part that it is one of several, or None."""
    found = [
        m for m in _AMONG_PARTS.finditer(view.text, view.start, draft.start) if m.end() >= draft.own_start
    ]
    return found[-1] if found else None


def slice_before(view: SentenceView, head: Mention) -> str | None:
    """The slice whose metric is told by what stands right before its word (面板 of `面板收入中`), or None."""
    start = view.clauses[view.clause_of(head.start)][0]
    words = _BEFORE_SLICE.sub("", view.without_phrases(start, head.start)).strip("的 ")
    return (
        words
        if PART_NAME.fullmatch(words) is not None and not view.names_between(start, head.start)
        else None
    )


def akin(a: Draft, b: Draft) -> bool:
    """Whether two numbers count the same thing, as far as their units tell: 69个 are no part of 312套."""
    counted = {a.quantity.classifier, b.quantity.classifier} - {""}
    return a.unit == b.unit and (a.kind != "count" or len(counted) < 2 or counted <= {*_WORDS.people})


def part_name(view: SentenceView, draft: Draft) -> tuple[str | None, bool]:
    """The name of the part that alone stands before a number, and whether 其中 stands before that."""
    told = draft.kind in PART_KINDS and draft.quantity.classifier not in _WORDS.not_counted
    if not told or draft.measure is not Measure.LEVEL:
        return None, False
    among = AMONG.match(view.text[draft.own_start : draft.start])
    if among is None and any(q.end == draft.own_start and q.classifier for q in view.quantities):
        among = _AMONG_COUNTED.match(view.text[draft.own_start : draft.start])
    start = draft.own_start + (among.end() if among else 0)
    headed = HEADED_BY.match(view.text, start, draft.start)
    start = headed.end() if headed is not None else start
    parts = among_parts(view, draft)
    start = max(start, parts.end()) if parts is not None else start
    start = view.behind_all(start, draft.start, names=True)  # 云杉科技(600998.SH)2024年云服务贡献
    words = NAME_LEADS.sub("", _ASIDE.sub("", view.text[start : draft.start]))
    all_of_them = draft.head is not None and view.text[draft.head[0] : draft.head[1]] == words
    of_staff = _STAFF.search(words) is not None and draft.metric == "employees" and not all_of_them
    name = NAME_ENDS.sub("", words)
    made_up = where_made_up(view, draft)
    if made_up is not None:
        part = _OF_INCOME.fullmatch(view.text[max(draft.own_start, made_up) : draft.start].lstrip("、,，"))
        return part["name"] if part is not None else None, True
    if name in _WORDS.rest:
        return name, among is not None
    if (
        PART_NAME.fullmatch(name) is None
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
        for found in NOT_IN_NAMES.finditer(name)
    )


def where_made_up(view: SentenceView, draft: Draft) -> int | None:
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


def is_share_of(view: SentenceView, part: Part, rate: Draft) -> bool:
    """Whether a rate is the share of the part that it stands behind."""
    between = view.text[part.draft.end : rate.start]
    return rate.kind == "percent" and (rate.measure is Measure.SHARE or _BRACKET.match(between) is not None)


def give_metric(view: SentenceView, part: Part, metric: str) -> None:
    """Give a part and the rates right behind it the metric of the whole, and the part its slice."""
    draft = part.draft
    draft.metric, draft.label, draft.head, draft.carried = metric, None, None, False
    give_name(view, draft, part.name, metric)
    for other_figure in part.beside:
        other_figure.dimensions |= {k: v for k, v in draft.dimensions.items() if k in PART_SLICES}
    for rate in part.rates:
        if rate is part.rates[0] and grows_aside(view, draft, rate):
            rate.metric, rate.label, rate.head, rate.same_slice = metric, None, None, draft
            rate.measure, rate.versus = Measure.GROWTH, "year_ago"
            continue
        other = _OF_ANOTHER.fullmatch(view.text, rate.own_start, rate.quantity.start)
        if other is not None and _is_plain(view, rate, other["name"]):
            rate.metric, rate.measure, rate.label, rate.carried = metric, Measure.SHARE, None, False
            rate.head, rate.same_slice = None, None
            give_name(view, rate, other["name"], metric)
            continue
        listed = bool(view.cues(draft.end, rate.start, "respectively"))
        if listed or rate.metric not in (None, "other", metric):
            continue
        if is_share_of(view, part, rate) and rate.measure is Measure.LEVEL:
            rate.measure = Measure.SHARE
        if rate.measure is not Measure.LEVEL:
            rate.metric, rate.label, rate.same_slice = metric, None, draft


def share_out(view: SentenceView, run: Sequence[Part], metric: str) -> None:
    """Give each part of a row its share in the row of shares behind it (`甲6亿元,乙3亿元,占比分别为…`)."""
    shares = run[-1].rates
    last = run[-1].draft
    told = len(shares) == len(run) >= ROW and view.cues(last.end, shares[0].start, "respectively")
    if not told or any(share.measure is not Measure.SHARE for share in shares):
        return
    for part, share in zip(run, shares, strict=True):
        share.metric, share.label, share.head, share.same_slice = metric, None, None, part.draft


def give_name(view: SentenceView, draft: Draft, name: str, metric: str) -> None:
    """Name the slice that a part is, or the kind of staff."""
    if metric == "employees":
        draft.dimensions["item"] = name
        draft.why("dimensions", draft.own_start, draft.start, "clause")
    else:
        name_slice(view, draft, name)


def name_slice(view: SentenceView, draft: Draft, name: str) -> None:
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
        NOT_IN_NAMES.search(name) is None
        and not name.startswith(_WORDS.never_first)
        and not any(m.metric is not None or _tells_more(view, m, draft.kind) for m in inside)
    )
