"""Lists: which period, subject, metric or segment each number of a list belongs to.

In: the drafts of a sentence with their metrics, its view and its dated phrases. Out: the drafts with what the
list gives them. `2022年至2024年…分别为A、B、C` gives each value its year; `阿里、商汤和百度…分别为A、B、C`
its subject; `营收、净利润分别为A、B` its metric; `A业务、B业务占比分别为…` its segment.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from claims.apiece import average_named
from claims.datedphrases import Dated
from claims.draft import Draft
from claims.frames import Frame
from claims.lexicons import one_of, trie
from claims.listednames import listed_companies, listed_names
from claims.listedperiods import by_quarter, listed_periods, periods_again, years_before
from claims.model import Basis, Measure
from claims.places import is_place
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.shares import BUSINESSES
from claims.things import listed_things, no_company
from claims.words import Role

_WORDS = reading_words().lists
_ONLY_JOIN = re.compile(rf"\s*(?:、|,|，|/|{trie(_WORDS.and_)})\s*")
_AND = re.compile(rf"、|{trie(_WORDS.and_)}")
_MOVES_ON = re.compile(
    rf"(?:(?:、|,|，|{trie(_WORDS.and_)})(?:{one_of(_WORDS.moves)})|{one_of(_WORDS.moves)})(?:了|约|近|超)?"
)
"""Between two rates of a list: that the next one went up or down."""
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_OF_THEM = re.compile(r"的(?:占比|比例|比重|份额)?$")
_COUNTED = re.compile(
    rf"(?:等|这)*[两二三四五六七八九十\d]{one_of(_WORDS.sort_counters)}{{1,2}}(?:{trie(_WORDS.sorts)})*"
    rf"(?:的|各自|{trie(_WORDS.brings)}|{trie(_WORDS.respectively)})*$"
)
"""Behind the members of an enumeration: how many there are (`A、B和C三个分部的`)."""
_RESPECTIVELY_DO = re.compile(rf"(?:{trie(_WORDS.respectively)})(?:的|{trie(_WORDS.brings)})*$")
"""Behind the members of an enumeration: that each of them has or brings in what follows (`A、B分别实现`)."""
_LONGEST_ITEM = 20
"""Code points that a member of an enumeration may have."""
_RESPECTIVELY = re.compile(one_of(_WORDS.respectively))
_HELD = re.compile(rf"{one_of(_WORDS.jointly)}?{one_of(_WORDS.holds)}(?:比例)?|分别")
_HOLDERS_OPEN = re.compile(rf"^.*?{one_of(_WORDS.holders_open)}")
_HOLDERS_CLOSE = re.compile(rf"{one_of(_WORDS.holders_close)}.*$")
_ROLES = re.compile(rf"^.*{one_of(reading_words().holders.roles)}")
"""Before the name of a member: as what it holds (`股东云杉`)."""
_PIECES = re.compile(r"[,，。;；:：]")
_OPENS = re.compile(one_of(_WORDS.opens))
_COME_FROM = re.compile(
    rf"{one_of(reading_words().slices.coming_from)}(?P<names>[^,，。;；:：的\d]{{4,40}})的[^,，。;；\d]{{0,12}}?"
    rf"{one_of(_WORDS.respectively)}"
)
"""Before a list: where its members come from."""
_AREAS = tuple(_WORDS.areas)
_SIDE_BY_SIDE = re.compile(rf"({trie(_WORDS.versus)})(?:、|{trie(_WORDS.and_)})({trie(_WORDS.versus)})")
"""Growth words of which each governs one number of a list."""


def groups_of(view: SentenceView, drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Runs of two or more numbers that only a list's commas and conjunctions part."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        if groups and _follows(view, groups[-1][-1], draft):
            groups[-1].append(draft)
        else:
            groups.append([draft])
    return [group for group in groups if len(group) > 1]


def _follows(view: SentenceView, earlier: Draft, draft: Draft) -> bool:
    if earlier.kind != draft.kind and not {earlier.kind, draft.kind} <= {"money", "count"}:
        return False
    between = _BRACKETS.sub("", view.text[earlier.end : draft.start]).strip()
    if _ONLY_JOIN.fullmatch(between) is not None:
        return True
    moves = earlier.measure is draft.measure is Measure.GROWTH
    return moves and _MOVES_ON.fullmatch(between) is not None  # 分别增长5%、下降3%和增长2%


def _front_of(view: SentenceView, start: int, end: int) -> int:
    """Where the metric proper of a word starts that goes on a row with its front (`A、B和服务|收入`)."""
    if start == 0 or _AND.search(view.text, max(start - 2, 0), start) is None:
        return start
    metrics = {entry.key for entry in view.lexicon.entries.get(view.text[start:end], ())}
    for place in range(start + 2, end - 1):
        entries = view.lexicon.entries.get(view.text[place:end], ())
        if any(entry.role is Role.METRIC and entry.key in metrics for entry in entries):
            return place
    return start


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
            if (origins := _origins(view, group)) is not None:
                for draft, (key, origin) in zip(group, origins, strict=True):
                    draft.dimensions[key] = origin
                    draft.why("dimensions", view.start, first.start, "list")
                frame.row, frame.members = (), origins
            elif _slices(view, group, drafts):
                frame.row = ()
                frame.members = tuple([_part_of(draft) for draft in group])
            elif _members_again(view, group, frame):
                for draft, (key, member) in zip(group, frame.members, strict=True):
                    draft.dimensions[key] = member
                    draft.why("dimensions", view.start, first.start, "list")
    if drafts:
        _only_business(view, drafts[0])


def _name_behind(view: SentenceView, group: Sequence[Draft]) -> None:
    """Give the members of a list the metric that stands behind its last (`分别实现3亿元、2亿元收入`)."""
    first, last = group[0], group[-1]
    head = next((m for m in view.metrics(last.end, view.end) if m.start <= last.end + 1), None)
    unnamed = all(draft.metric in (None, "other") and draft.unit == last.unit for draft in group[:-1])
    if head is None or head.metric is None or not unnamed or last.metric not in (None, "other", head.metric):
        return
    alike = view.text[last.end : head.start] in ("", "的") and view.lexicon.compatible(head.metric, last.kind)
    if alike and _RESPECTIVELY.search(view.text, view.clauses[first.clause][0], first.start) is not None:
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
        items = _items(_HOLDERS_CLOSE.sub("", _HOLDERS_OPEN.sub("", piece)))
        items = [name for item in items if (name := _ROLES.sub("", item))]
        if len(items) == count and all(2 <= len(item) <= 24 for item in items):
            return items
    return None


def _items(words: str) -> list[str]:
    """The members of an enumeration."""
    return [item.strip() for item in _AND.split(words) if item.strip()]


def _enumeration(words: str, count: int) -> list[str]:
    """The members of the enumeration of so many that a clause ends with, else those behind its last opening.

    、 parts them, and 和 too unless it stands in a member's name: `养殖、饲料及饲料原料、食品` has three
    members, `云业务和广告` two. What stands behind the first 、 opens nothing (有 of `云端服务、私有化部署`).
    """
    words = _BRACKETS.sub("", words)
    row = words.partition("、")[0]
    pieces = [words[opening.end() :] for opening in _OPENS.finditer(row)] or [words]
    for piece in pieces:
        items = [item.strip() for item in piece.split("、") if item.strip()]
        if len(items) == count > 1:
            return items
    members = [_items(piece) for piece in reversed(pieces)]
    return next((items for items in members if len(items) == count), members[0])


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
        if not _ONLY_JOIN.fullmatch(view.text[a.end : average.start if average else b.start]):
            return None
    return [(mention.metric, mention.start, mention.end) for mention in row]


def _members_again(view: SentenceView, group: Sequence[Draft], frame: Frame) -> bool:
    """Whether a list goes on with the segments of the one before (`…；毛利率分别为A、B、C`)."""
    first = group[0]
    respectively = _RESPECTIVELY.search(view.text, first.own_start, first.start)
    moved = first.measure is Measure.GROWTH and view.clauses[first.clause][0] == first.own_start
    if len(frame.members) != len(group) or not (respectively or moved):
        return False
    start = view.clauses[first.clause][0]
    return "、" not in view.text[start : first.start] and not view.names_between(start, first.start)


def _slices(view: SentenceView, group: Sequence[Draft], drafts: Sequence[Draft]) -> bool:
    """Give each member its segment; whether the clause names them.

    `主营业务为A、B、C,占营收比例分别为…`; `A、B和C的收入分别为…,占比分别为…`;
    `A收入…,B收入…,分别占总收入的…`.
    """
    first = group[0]
    grown = first.measure is Measure.GROWTH and _RESPECTIVELY.search(
        view.text, first.head[1] if first.head else first.start, first.start
    )
    if not (grown or first.measure in (Measure.SHARE, Measure.LEVEL)) or first.metric in (
        None,
        "other",
        "shareholding",
    ):
        return False
    own_start = view.clauses[first.clause][0]
    enumerations: list[tuple[int, int]] = []
    if first.head is not None and own_start <= first.head[0] < first.start:
        counted = _COUNTED.search(view.text, own_start, first.head[0])
        end = _front_of(view, *first.head) if counted is None else counted.start()
        own_start = view.behind_all(own_start, end)
        enumerations.append((own_start, end))
    else:  # 收入20亿元,A、B及C三项业务分别带来…
        counted = _COUNTED.search(view.text, own_start, first.start)
        if counted is not None and _RESPECTIVELY.search(view.text, counted.start(), first.start):
            enumerations.append((view.behind_all(own_start, counted.start()), counted.start()))
        else:  # A、B分别实现3亿元、2亿元收入
            told = _RESPECTIVELY.search(view.text, own_start, first.start)
            if told is not None and _AND.search(view.text, own_start, told.start()):
                enumerations.append((view.behind_all(own_start, told.start()), told.start()))
    if first.measure is Measure.SHARE and first.clause:
        enumerations.append(view.clauses[first.clause - 1])
    for start, end in enumerations:
        words = _RESPECTIVELY_DO.sub("", _OF_THEM.sub("", view.text[start:end]))
        items = _enumeration(words, len(group))
        whole = len(items) == len(group) > 1 and all(2 <= len(item) <= _LONGEST_ITEM for item in items)
        named = {view.text[name.start : name.end]: name.canonical for name in view.names}
        called = [item for item in items if item in named]
        if whole and called and 2 * len(called) >= len(items):
            for draft, item in zip(group, items, strict=True):
                draft.entity = named.get(item, item)
                draft.why("entity", start, end, "list")
            return False
        prefix = next((name for name in named if items and items[0].startswith(name)), "")
        items = [items[0].removeprefix(prefix).removeprefix("的"), *items[1:]] if items else items
        if whole and not any(character.isdigit() for item in items for character in item):
            key = _kind_of_slice(view, items)
            for draft, item in zip(group, items, strict=True):
                draft.dimensions[key] = item
                draft.why("dimensions", start, end, "list")
            return True
    if first.measure is Measure.SHARE:
        before = [
            d
            for d in drafts
            if d.start < first.start and d.measure is Measure.LEVEL and d.metric == first.metric
        ]
        respectively = _RESPECTIVELY.search(view.text, own_start, first.start) is not None
        if len(before) >= len(group) and (respectively or _row_behind(view, before, group)):
            for draft, source in zip(group, before[-len(group) :], strict=True):
                draft.same_slice = source
    if first.kind == "percent" and first.measure is Measure.LEVEL:
        _rates_of_parts(view, group, drafts, own_start)
    return False


def _row_behind(view: SentenceView, before: Sequence[Draft], group: Sequence[Draft]) -> bool:
    """Whether shares stand right behind a row of as many parts (`A、B及C收入分别为…,占总收入的X、Y及Z`)."""
    row = before[-len(group) :]
    joined = all(_follows(view, *pair) for pair in itertools.pairwise(row))
    apart = len(before) > len(group) and _follows(view, before[-len(group) - 1], row[0])
    between = any(row[-1].end <= q.start < group[0].start for q in view.quantities)
    sliced = len({tuple(sorted(d.dimensions.items())) for d in row}) == len(group)
    return joined and sliced and not apart and not between


def _origins(view: SentenceView, group: Sequence[Draft]) -> tuple[tuple[str, str], ...] | None:
    """Where each member of a list comes from (`来自甲国和乙国的进口分别占…`): kind of slice and slice."""
    first = group[0]
    if first.measure not in (Measure.SHARE, Measure.LEVEL, Measure.GROWTH):
        return None
    found = _COME_FROM.search(view.text, view.clauses[first.clause][0], first.start)
    items = _items(found["names"]) if found is not None else []
    if len(items) != len(group) or not all(2 <= len(item) <= _LONGEST_ITEM for item in items):
        return None
    key = _kind_of_slice(view, items)
    return tuple([(key, item) for item in items])


def _kind_of_slice(view: SentenceView, items: Sequence[str]) -> str:
    """Whether the members of a row are places or parts of the business, as the key of a slice."""
    places = all(
        is_place(view, item)
        or item.endswith(_AREAS)
        or any(entry.role is Role.REGION for entry in view.lexicon.entries.get(item, ()))
        for item in items
    )
    return "region" if places else "segment"


def _part_of(draft: Draft) -> tuple[str, str]:
    """The key and the name of the slice that a list gave a number."""
    key = "region" if "region" in draft.dimensions else "segment"
    return key, draft.dimensions[key]


def _rates_of_parts(view: SentenceView, group: Sequence[Draft], drafts: Sequence[Draft], start: int) -> None:
    """`零售A亿元，分销B亿元，毛利率分别为X、Y`: each rate is of the part in its place."""
    first = group[0]
    amounts = [
        d for d in drafts if d.start < first.start and d.measure is Measure.LEVEL and d.kind == "money"
    ]
    alike = len({d.metric for d in amounts}) == 1 and len(amounts) == len(group)
    if alike and _RESPECTIVELY.search(view.text, start, first.start):
        for draft, source in zip(group, amounts, strict=True):
            draft.same_slice = source


def _only_business(view: SentenceView, draft: Draft) -> None:
    """`主营业务为A,占营收比例为85%`: the one business that a share is of."""
    if draft.measure is not Measure.SHARE or draft.metric != "revenue" or not draft.clause:
        return
    start, end = view.clauses[draft.clause - 1]
    opening = BUSINESSES.search(view.text, start, end)
    item = _BRACKETS.sub("", view.text[opening.end() : end]).strip() if opening else ""
    if 2 <= len(item) <= _LONGEST_ITEM and "segment" not in draft.dimensions:
        draft.dimensions["segment"] = item
        draft.why("dimensions", start, end, "sentence")


def _versus_list(view: SentenceView, group: Sequence[Draft]) -> None:
    """`同比、环比分别增长A、B`: the first against a year ago, the second against the period before."""
    if len(group) != 2 or group[0].measure is not Measure.GROWTH:
        return
    words = view.text[view.clauses[group[0].clause][0] : group[0].start]
    match = _SIDE_BY_SIDE.search(words)
    if match:
        for draft, word in zip(group, match.groups(), strict=True):
            draft.versus = _WORDS.versus[word]
