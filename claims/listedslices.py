"""Lists whose members are of slices: parts of the business, or places, named in a row before the list.

In: the drafts of a list with their metrics, its sentence's view and what the paragraph has listed before.
Out: the drafts with their slices, or with the number whose slice they share. `A业务、B业务占比分别为…`;
`来自甲国和乙国的进口分别占…`; `…;毛利率分别为A、B、C` behind a list of the same parts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.enumerations import AND, BRACKETS, FIRST_OF_ROW, RESPECTIVELY, enumeration, follows, items_of
from claims.frames import Frame
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.places import is_place
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.shares import BUSINESSES
from claims.slicesagain import PARTS
from claims.words import Role

_WORDS = reading_words().lists
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
_COME_FROM = re.compile(
    rf"{one_of(reading_words().slices.coming_from)}(?P<names>[^,，。;；:：的\d]{{4,40}})的[^,，。;；\d]{{0,12}}?"
    rf"{one_of(_WORDS.respectively)}"
)
"""Before a list: where its members come from."""
_AREAS = tuple(_WORDS.areas)


def _front_of(view: SentenceView, start: int, end: int) -> int:
    """Where the metric proper of a word starts that goes on a row with its front (`A、B和服务|收入`)."""
    if start == 0 or AND.search(view.text, max(start - 2, 0), start) is None:
        return start
    metrics = {entry.key for entry in view.lexicon.entries.get(view.text[start:end], ())}
    for place in range(start + 2, end - 1):
        entries = view.lexicon.entries.get(view.text[place:end], ())
        if any(entry.role is Role.METRIC and entry.key in metrics for entry in entries):
            return place
    return start


def give_slices(view: SentenceView, group: Sequence[Draft], drafts: Sequence[Draft]) -> bool:
    """Give each member its segment; whether the clause names them.

    `主营业务为A、B、C,占营收比例分别为…`; `A、B和C的收入分别为…,占比分别为…`;
    `A收入…,B收入…,分别占总收入的…`.
    """
    first = group[0]
    grown = first.measure is Measure.GROWTH and RESPECTIVELY.search(
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
        if counted is not None and RESPECTIVELY.search(view.text, counted.start(), first.start):
            enumerations.append((view.behind_all(own_start, counted.start()), counted.start()))
        else:  # A、B分别实现3亿元、2亿元收入
            told = RESPECTIVELY.search(view.text, own_start, first.start)
            if told is not None and AND.search(view.text, own_start, told.start()):
                enumerations.append((view.behind_all(own_start, told.start()), told.start()))
    if first.measure is Measure.SHARE and first.clause:
        enumerations.append(view.clauses[first.clause - 1])
    for start, end in enumerations:
        words = _RESPECTIVELY_DO.sub("", _OF_THEM.sub("", view.text[start:end]))
        items = enumeration(words, len(group))
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
        respectively = RESPECTIVELY.search(view.text, own_start, first.start) is not None
        if len(before) >= len(group) and (respectively or _row_behind(view, before, group)):
            for draft, source in zip(group, _row_meant(view, before, group), strict=True):
                draft.same_slice = source
    if first.kind == "percent" and first.measure is Measure.LEVEL:
        _rates_of_parts(view, group, drafts, own_start)
    return False


def _row_meant(view: SentenceView, before: Sequence[Draft], group: Sequence[Draft]) -> Sequence[Draft]:
    """The parts before a list that it is of: the last so many, or the first of them where it says so.

    `甲5亿元、乙3亿元、丙2亿元、其他1亿元,前三者分别占45%、27%和18%`
    """
    own_start = view.clauses[group[0].clause][0]
    if FIRST_OF_ROW.search(view.text, own_start, group[0].start) is None:
        return before[-len(group) :]
    named = [d for d in before if not d.dimensions.keys().isdisjoint(PARTS)]
    return named[: len(group)] if len(named) >= len(group) else before[-len(group) :]


def _row_behind(view: SentenceView, before: Sequence[Draft], group: Sequence[Draft]) -> bool:
    """Whether shares stand right behind a row of as many parts (`A、B及C收入分别为…,占总收入的X、Y及Z`)."""
    row = before[-len(group) :]
    joined = all(follows(view, *pair) for pair in itertools.pairwise(row))
    apart = len(before) > len(group) and follows(view, before[-len(group) - 1], row[0])
    between = any(row[-1].end <= q.start < group[0].start for q in view.quantities)
    sliced = len({tuple(sorted(d.dimensions.items())) for d in row}) == len(group)
    return joined and sliced and not apart and not between


def _rates_of_parts(view: SentenceView, group: Sequence[Draft], drafts: Sequence[Draft], start: int) -> None:
    """`零售A亿元，分销B亿元，毛利率分别为X、Y`: each rate is of the part in its place."""
    first = group[0]
    amounts = [
        d for d in drafts if d.start < first.start and d.measure is Measure.LEVEL and d.kind == "money"
    ]
    alike = len({d.metric for d in amounts}) == 1 and len(amounts) == len(group)
    if alike and RESPECTIVELY.search(view.text, start, first.start):
        for draft, source in zip(group, amounts, strict=True):
            draft.same_slice = source


def members_again(view: SentenceView, group: Sequence[Draft], frame: Frame) -> bool:
    """Whether a list goes on with the segments of the one before (`…；毛利率分别为A、B、C`)."""
    first = group[0]
    respectively = RESPECTIVELY.search(view.text, first.own_start, first.start)
    moved = first.measure is Measure.GROWTH and view.clauses[first.clause][0] == first.own_start
    if len(frame.members) != len(group) or not (respectively or moved):
        return False
    start = view.clauses[first.clause][0]
    return "、" not in view.text[start : first.start] and not view.names_between(start, first.start)


def origins_of(view: SentenceView, group: Sequence[Draft]) -> tuple[tuple[str, str], ...] | None:
    """Where each member of a list comes from (`来自甲国和乙国的进口分别占…`): kind of slice and slice."""
    first = group[0]
    if first.measure not in (Measure.SHARE, Measure.LEVEL, Measure.GROWTH):
        return None
    found = _COME_FROM.search(view.text, view.clauses[first.clause][0], first.start)
    items = items_of(found["names"]) if found is not None else []
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


def slice_given(draft: Draft) -> tuple[str, str]:
    """The key and the name of the slice that a list gave a number."""
    key = "region" if "region" in draft.dimensions else "segment"
    return key, draft.dimensions[key]


def give_only_business(view: SentenceView, draft: Draft) -> None:
    """`主营业务为A,占营收比例为85%`: the one business that a share is of."""
    if draft.measure is not Measure.SHARE or draft.metric != "revenue" or not draft.clause:
        return
    start, end = view.clauses[draft.clause - 1]
    opening = BUSINESSES.search(view.text, start, end)
    item = BRACKETS.sub("", view.text[opening.end() : end]).strip() if opening else ""
    if 2 <= len(item) <= _LONGEST_ITEM and "segment" not in draft.dimensions:
        draft.dimensions["segment"] = item
        draft.why("dimensions", start, end, "sentence")
