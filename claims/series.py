"""Lists: which period, subject, metric or segment each number of a list belongs to.

In: the drafts of a sentence with their metrics, its view and its dated phrases. Out: the drafts with what the
list gives them. `2022年至2024年…分别为A、B、C` gives each value its year; `阿里、商汤和百度…分别为A、B、C`
its subject; `营收、净利润分别为A、B` its metric; `A业务、B业务占比分别为…` its segment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.apiece import average_named
from claims.datedphrases import Dated
from claims.draft import Draft
from claims.enumerations import ONLY_JOIN, RESPECTIVELY, groups_of, items_of
from claims.frames import Frame
from claims.lexicons import one_of, trie
from claims.listednames import listed_companies, listed_names
from claims.listedperiods import by_quarter, listed_periods, periods_again, years_before
from claims.listedslices import give_only_business, give_slices, members_again, origins_of, slice_given
from claims.model import Basis, Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.things import listed_things, no_company

_WORDS = reading_words().lists
_HELD = re.compile(rf"{one_of(_WORDS.jointly)}?{one_of(_WORDS.holds)}(?:比例)?|分别")
_HOLDERS_OPEN = re.compile(rf"^.*?{one_of(_WORDS.holders_open)}")
_HOLDERS_CLOSE = re.compile(rf"{one_of(_WORDS.holders_close)}.*$")
_ROLES = re.compile(rf"^.*{one_of(reading_words().holders.roles)}")
"""Before the name of a member: as what it holds (`股东云杉`)."""
_PIECES = re.compile(r"[,，。;；:：]")
_SIDE_BY_SIDE = re.compile(rf"({trie(_WORDS.versus)})(?:、|{trie(_WORDS.and_)})({trie(_WORDS.versus)})")
"""Growth words of which each governs one number of a list."""


def distribute(
    view: SentenceView, drafts: Sequence[Draft], dated: Sequence[Dated], frame: Frame, main: str | None
) -> None:
    """Give the members of each list what stands in the same order before it.

    `frame` is what the paragraph has said of time, `main` what the document is about.
    """
    before: list[str] = []
    paired: Sequence[Draft] = ()
    row_end = view.start
    for group in groups_of(view, drafts):
        if any(draft.measure is Measure.DATE for draft in group):
            continue
        first = group[0]
        _name_behind(view, group)
        given = (
            by_quarter(view, group, dated, frame)
            or years_before(view, group, frame)
            or listed_periods(view, group, dated)
            or periods_again(view, group, dated, frame, row_end)
        )
        if given is not None:
            row_end = group[-1].end
            if len(given) >= len(frame.row) or not set(given) <= set(frame.row):
                frame.row, frame.members, frame.behind_row = tuple(given), (), None
            ahead = [p for p in given if frame.published is not None and p.last > frame.published]
            for draft, period in zip(group, given, strict=True):
                draft.period = period.iso
                known = draft.kind in ("money", "price", "percent") and draft.basis is Basis.REPORTED
                if len(ahead) > 1 and period in ahead and known:
                    draft.basis = Basis.FORECAST  # of several years to come there are no results
                draft.why("period", view.start, first.start, "list")
        holders = _listed_holders(view, first, len(group))
        if holders is not None and given is None:
            for draft, holder in zip(group, holders, strict=True):
                draft.dimensions["holder"] = holder
            continue
        listed = listed_names(view, first, len(group))
        if listed is not None and given is None:
            for draft, name in zip(group, listed, strict=True):
                draft.entity = name.canonical
                draft.why("entity", name.start, name.end, "list")
            continue
        of_company = not no_company(view, main)
        companies = listed_companies(view, first, len(group), of_company=of_company)
        if companies is not None and given is None:
            for draft, company in zip(group, companies, strict=True):
                draft.entity = company
                draft.why("entity", view.clauses[first.clause][0], first.start, "list")
            before = companies
            continue
        things = None
        if given is None:
            things = listed_things(view, group, of_company=of_company)
        if things is None and len(before) == len(group) and not _names_more(view, drafts, first):
            things = before  # 铜、铝均价分别为A、B,同比上涨C、D
        if things is not None:
            for draft, thing in zip(group, things, strict=True):
                draft.entity = thing
                draft.why("entity", view.clauses[first.clause][0], first.start, "list")
            before = things
            continue
        heads = _listed_metrics(view, first, len(group))
        if heads is not None and given is None:
            one_word = heads[0][1] == heads[-1][1]  # 产销
            for draft, (metric, start, end) in zip(group, heads, strict=True):
                average = average_named(view, metric, start)
                _measures(draft, average.metric if average else metric, start, end)
                draft.dimensions.pop("segment", None)
                if average is not None:
                    draft.dimensions["segment"] = average.of
                item = view.lexicon.items.get("" if one_word or average else view.text[start:end])
                if item is not None:
                    draft.dimensions["item"] = item
                draft.same_slice = first if draft is not first else None
            paired = group
            continue
        paired = paired or _levels_before(drafts, group)
        if given is None and len(paired) == len(group) and _only_moves(view, group, paired):
            for draft, level in zip(group, paired, strict=True):
                _measures(draft, level.metric, *(level.head or (first.start, first.start)))
                draft.same_slice = paired[0]
            continue
        if given is None:
            _versus_list(view, group)
            if (origins := origins_of(view, group)) is not None:
                for draft, (key, origin) in zip(group, origins, strict=True):
                    draft.dimensions[key] = origin
                    draft.why("dimensions", view.start, first.start, "list")
                frame.row, frame.members = (), origins
            elif give_slices(view, group, drafts):
                frame.row = ()
                frame.members = tuple([slice_given(draft) for draft in group])
            elif members_again(view, group, frame):
                for draft, (key, member) in zip(group, frame.members, strict=True):
                    draft.dimensions[key] = member
                    draft.why("dimensions", view.start, first.start, "list")
    if drafts:
        give_only_business(view, drafts[0])


def _name_behind(view: SentenceView, group: Sequence[Draft]) -> None:
    """Give the members of a list the metric that stands behind its last (`分别实现3亿元、2亿元收入`)."""
    first, last = group[0], group[-1]
    head = next((m for m in view.metrics(last.end, view.end) if m.start <= last.end + 1), None)
    unnamed = all(draft.metric in (None, "other") and draft.unit == last.unit for draft in group[:-1])
    if head is None or head.metric is None or not unnamed or last.metric not in (None, "other", head.metric):
        return
    alike = view.text[last.end : head.start] in ("", "的") and view.lexicon.compatible(head.metric, last.kind)
    if alike and RESPECTIVELY.search(view.text, view.clauses[first.clause][0], first.start) is not None:
        for draft in group:
            draft.metric, draft.label, draft.measure = head.metric, None, Measure.LEVEL
            draft.head = head.start, head.end


def _names_more(view: SentenceView, drafts: Sequence[Draft], first: Draft) -> bool:
    """Whether a metric or a name is named between a list and the number before it."""
    behind = max((draft.end for draft in drafts if draft.end <= first.start), default=view.start)
    return bool(view.metrics(behind, first.start) or view.names_between(behind, first.start))


def _listed_holders(view: SentenceView, first: Draft, count: int) -> list[str] | None:
    """Holders in a row before their stakes (`甲、乙和丙分别持有33%、42%及25%`)."""
    if first.metric not in ("shareholding", "stake_change"):
        return None
    words = view.text[view.start : first.start]
    held = [match.start() for match in _HELD.finditer(words) if match.start() > 0]
    if not held:
        return None
    for piece in reversed(_PIECES.split(words[: held[-1]] if "分别" not in words else words)):
        items = items_of(_HOLDERS_CLOSE.sub("", _HOLDERS_OPEN.sub("", piece)))
        items = [name for item in items if (name := _ROLES.sub("", item))]
        if len(items) == count and all(2 <= len(item) <= 24 for item in items):
            return items
    return None


def _measures(draft: Draft, metric: str | None, start: int, end: int) -> None:
    """Give a member of a list the metric that stands in its place before the list."""
    if draft.measure in (Measure.LEVEL, Measure.GROWTH, Measure.CHANGE, Measure.SHARE, Measure.CAGR):
        draft.metric, draft.head = metric, (start, end)
        draft.dimensions.pop("item", None)
        draft.why("metric", start, end, "list")


def _levels_before(drafts: Sequence[Draft], group: Sequence[Draft]) -> Sequence[Draft]:
    """The levels of several metrics that a list tells the growth of (`销量A,人数B,金额C,分别增长…`)."""
    levels = [d for d in drafts if d.end <= group[0].start and d.measure is Measure.LEVEL][-len(group) :]
    return levels if len({d.metric for d in levels} - {None, "other"}) == len(group) else ()


def _only_moves(view: SentenceView, group: Sequence[Draft], levels: Sequence[Draft]) -> bool:
    """Whether a list says how the members of the one before it moved (`产销A和B,同比增长C和D`)."""
    between = view.metrics(levels[-1].end, group[0].start)
    return not between and all(draft.measure in (Measure.GROWTH, Measure.CHANGE) for draft in group)


def _listed_metrics(view: SentenceView, first: Draft, count: int) -> list[tuple[str | None, int, int]] | None:
    """Metrics in a row before a list, as many as it has members, each with the place of its word."""
    heads = view.metrics(view.clauses[first.clause][0], first.start)
    joint = _WORDS.joint.get(heads[-1].word, ()) if heads else ()
    if len(joint) == count:
        return [(metric, heads[-1].start, heads[-1].end) for metric in joint]
    if len(heads) < count:
        return None
    row = heads[-count:]
    averages = [average_named(view, mention.metric, mention.start) for mention in row]
    kinds = {
        (a.metric, None) if a else (m.metric, view.lexicon.items.get(m.word))
        for a, m in zip(averages, row, strict=True)
    }
    if len(kinds) != count:
        return None  # 进出口、出口、进口 are three items of one metric
    for a, b, average in zip(row, row[1:], averages[1:], strict=False):
        if not ONLY_JOIN.fullmatch(view.text[a.end : average.start if average else b.start]):
            return None
    return [(mention.metric, mention.start, mention.end) for mention in row]


def _versus_list(view: SentenceView, group: Sequence[Draft]) -> None:
    """`同比、环比分别增长A、B`: the first against a year ago, the second against the period before."""
    if len(group) != 2 or group[0].measure is not Measure.GROWTH:
        return
    words = view.text[view.clauses[group[0].clause][0] : group[0].start]
    match = _SIDE_BY_SIDE.search(words)
    if match:
        for draft, word in zip(group, match.groups(), strict=True):
            draft.versus = _WORDS.versus[word]
