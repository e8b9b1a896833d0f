"""Slices that later words of a sentence point back to, or leave out: `这块收入2亿元`, `毛利率21%`, `硬件12%`.

In: a sentence's view and its drafts with what the earlier ones are slices of. Out: the slice of a number
whose own words name none, or name it without the word of its metric.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.modifiers import LEAVES, NO_OTHER, endings
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.words import Metric, Role

_WORDS = reading_words().slices
SLICES = ("segment", "product", "region", "customer")
"""The dimensions that slice what a number is of."""
PARTS = SLICES[:3]
"""Those of them of which several make a whole."""
WHOLES = re.compile(one_of(_WORDS.wholes))
"""Words that say that a number is of the whole, whatever was told before."""
_MARGINS = frozenset({"gross_margin"})
_KIND = 2
"""Code points of the word that a slice ends with (品牌)."""
_ENDS = re.compile(rf"(?:{trie(_WORDS.comes_to)}|的)+$")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9+-]{1,7}")
_PARTS = re.compile(
    rf"(?P<name>[\u4e00-\u9fffA-Za-z]{{2,12}}?)(?:{one_of(_WORDS.sure_endings)}|的)*{one_of(_WORDS.weighs)}"
)
"""Before words that point back: a part by what it weighs or brings in (`系统集成占比抬升`)."""


def pointed_to(view: SentenceView, again: Mention, spoken_of: str | None) -> str:
    """What words like 这块业务 point back to: what stands before them, or was spoken of last.

    The words themselves where neither is told: it is a slice all the same.
    """
    here = view.text[view.clauses[view.clause_of(again.start)][0] : again.start]
    name = _clean(view, here)
    if name is not None:
        return name
    if spoken_of is not None:
        return _clean(view, spoken_of) or spoken_of
    for match in reversed(list(_PARTS.finditer(view.text, view.start, again.start))):
        name = _clean(view, match["name"])
        if name is not None:
            return name
    return again.word


def _clean(view: SentenceView, words: str) -> str | None:
    """A slice's name without what leads to it, or None where the words are none."""
    for cause in (*_WORDS.causes, *_WORDS.parts):
        words = words.rsplit(cause, 1)[-1]
    name = LEAVES.sub("", endings(view.lexicon).lead.sub("", words.strip(" ,，")))
    plain = _NAME.fullmatch(name) is not None and NO_OTHER.search(name) is None
    return name if plain and name not in view.lexicon.dimensions.whole else None


def named_alone(view: SentenceView, drafts: Sequence[Draft], index: int) -> Mapping[str, str]:
    """The slice that alone stands before a number of the metric before it (`硬件毛利率12%，软件则达60%`).

    Before what is no margin it ends as the slice before it does (`甲品牌收入5亿元，乙品牌3亿元`).
    """
    draft = drafts[index]
    before = drafts[index - 1] if index else None
    if before is None or before.metric != draft.metric:
        return {}
    if (other := _other_known(view, draft, before)) is not None:
        return other
    told = view.lexicon.metrics.get(draft.metric or "")
    of_parts = draft.metric in _MARGINS or bool(told and told.sorted)
    kind = before.dimensions.get("segment", "")[-_KIND:]
    if not of_parts and kind not in view.lexicon.dimensions.segments:
        return {}
    among = told is not None and told.sorted and "其中" in view.text[draft.own_start : draft.start]
    parts = among or set(PARTS) & before.dimensions.keys()
    alike = draft.measure is before.measure is Measure.LEVEL and parts
    named_before = draft.head is not None and draft.head[0] < draft.own_start
    if not alike or not named_before or any(draft.own_start <= p.start < draft.start for p in view.phrases):
        return {}
    words = _ENDS.sub(
        "",
        view.text[draft.own_start : draft.start]
        .lstrip(",，、;；:： ")
        .removeprefix("其中")
        .removeprefix("而"),
    )
    inside = [m for m in view.between(draft.own_start, draft.start) if m.word in words]
    if any(m.role(Role.REGION) and m.word == words for m in inside):
        return {"region": words}
    if (
        any((m.metric and draft.metric in _MARGINS) or m.cue for m in inside)
        or _NAME.fullmatch(words) is None
    ):
        return {}
    if not of_parts and (not words.endswith(kind) or words == kind):
        return {}
    return {} if NO_OTHER.search(words) is not None else {"segment": words}


def _other_known(view: SentenceView, draft: Draft, before: Draft) -> Mapping[str, str] | None:
    """The known place or line that alone stands before a number behind that of another (`线下是2亿元`)."""
    if draft.measure is not Measure.LEVEL or before.measure is not Measure.LEVEL or draft.kind != before.kind:
        return None
    start = view.clauses[draft.clause][0]
    words = _ENDS.sub(
        "", view.text[max(start, before.end) : draft.start].strip(",，、;；:： ").removeprefix("而")
    )
    for key, role in (("region", Role.REGION), ("segment", Role.SEGMENT)):
        known = any(m.role(role) and m.word == words for m in view.between(start, draft.start))
        if known and key in before.dimensions and words != before.dimensions[key]:
            return {key: words}
    return None


def grown_by_name(view: SentenceView, draft: Draft, before: Sequence[Draft] = ()) -> str | None:
    """The line of business that alone stands before how much it grew (`其中经典系列增长14%`), or None.

    It may also be the rest besides one of those told `before` (`车险保费增长3%；非车险增长9%`).
    """
    told = view.cues(draft.own_start, draft.start, "growth")
    if draft.measure is not Measure.GROWTH or not told:
        return None
    words = view.text[draft.own_start : told[0].start].lstrip(",，、;；:： ")
    likewise = words.endswith("则") and _names_other_part(view, draft, told[0], before)
    words = _RATE_ENDS.sub("", words.removeprefix("其中").removeprefix("而").lstrip(",，:："))
    told_of = {d.dimensions.get("segment") for d in before}
    others = words.startswith(_NOT) and words.removeprefix(_NOT) in told_of
    line = _NAME.fullmatch(words) is not None and (others or likewise or _LINE.search(words) is not None)
    line = line and words not in _MERE and words not in view.lexicon.dimensions.whole
    return words if line and NO_OTHER.search(words) is None else None


def _names_other_part(view: SentenceView, draft: Draft, cue: Mention, before: Sequence[Draft]) -> bool:
    """Whether what stands before 则 is set against a part that grew (`软件收入增长4%，硬件则增长21%`)."""
    sliced = any(d.measure is Measure.GROWTH and "segment" in d.dimensions for d in before)
    at = (draft.own_start, cue.start)
    other = view.metrics(*at) or view.names_between(*at)
    timed = any(at[0] <= phrase.start < at[1] for phrase in view.phrases)
    return sliced and not other and not timed


_NOT = "非"
_RATE_ENDS = re.compile(rf"{one_of(_WORDS.filler_of_rates)}+$")
_LINE = re.compile(rf"{one_of(_WORDS.line_ends)}$")
_MERE = frozenset(_WORDS.line_ends)
_OF_A_LINE = frozenset(
    {
        "revenue",
        "sales_amount",
        "gross_margin",
        "gross_profit",
        "cost",
        "price",
        "sales_volume",
        "shipments",
        "orders",
    }
)
"""What is told of one line of business in a row (`储能收入2亿元,毛利率20%`)."""


def goes_with(view: SentenceView, earlier: Draft, draft: Draft, own: Mapping[str, str]) -> bool:
    """Whether a number is of the slice of the number before it, whose line of business goes on being told.

    Its clause opens with its metric's word, and the number before is of another metric of that slice.
    """
    alike = {draft.metric, earlier.metric} <= _OF_A_LINE and draft.entity == earlier.entity
    if not alike or draft.head is None or not draft.own_start <= draft.head[0] < draft.start:
        return False
    if earlier.dimensions.keys().isdisjoint(PARTS) or not own.keys().isdisjoint(SLICES):
        return False
    words = view.text[draft.own_start : draft.head[1]]
    before = _OPENS_CLAUSE.fullmatch(view.without_phrases(draft.own_start, draft.head[0]))
    return before is not None and WHOLES.search(words) is None and _ELSEWHERE.search(words) is None


def is_of_headed(
    view: SentenceView, draft: Draft, metric: Metric, before: Sequence[Draft], name: str
) -> bool:
    """Whether a number is of the line that opens its paragraph (`储能。去年收入30亿元`), not of the whole.

    `before` are the numbers before it in its sentence: behind one of the whole, a growth or share is of that;
    `name` is that of the line.
    """
    told = draft.metric in _OF_A_LINE or metric.of_products or metric.parted
    if not told or draft.measure not in _TOLD_OF_A_LINE or not draft.dimensions.keys().isdisjoint(SLICES):
        return False
    goes_on = before and (draft.carried or draft.measure is not Measure.LEVEL)
    if goes_on and before[-1].metric == draft.metric and before[-1].dimensions.keys().isdisjoint(SLICES):
        return False
    start = view.clauses[draft.clause][0]
    if draft.head is not None and draft.own_start <= draft.head[0] < draft.start:
        words = view.without_phrases(draft.own_start, draft.head[0])
        own = _OPENS_CLAUSE.fullmatch(words.removeprefix("公司").removesuffix("实现")) is not None
        if not own and not words.endswith((name, "和", "及", "与")):
            return False  # 线上。其中到家收入2亿元
    return WHOLES.search(view.text, start, draft.start) is None and not view.names_between(start, draft.start)


_RESTRICTED = re.compile(
    rf"(?:中|里|当中|之中)?,?(?P<name>(?:{one_of(_WORDS.restricts)})[^,，。;；\d的]{{2,12}}?)的(?:{trie(_WORDS.comes_to)}|\s)*"
)
"""Between what is counted and how many there are: which of them (`直营店取得医保资格的有687间`)."""


def restricted(view: SentenceView, draft: Draft) -> str | None:
    """Which of what is counted a number is of, by the clause between the word and the number; or None."""
    counted = draft.kind == "count" and draft.measure is Measure.LEVEL and draft.head is not None
    if not counted or draft.head is None or not draft.own_start <= draft.head[0] < draft.start:
        return None
    found = _RESTRICTED.fullmatch(view.text, draft.head[1], draft.start)
    return found["name"] if found is not None and "segment" not in draft.dimensions else None


def share_inside(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> str | None:
    """The slice of which a number is a share, and not of all there is (`到家收入22亿元,占线上的七成`)."""
    cues = view.cues(draft.own_start, draft.start, "share")
    if not cues:
        return None
    inside = draft.head is not None and cues[-1].end <= draft.head[0] < draft.start
    words = view.text[cues[-1].end : draft.head[0] if inside and draft.head else draft.start]
    words = _INSIDE.sub("", endings(view.lexicon).lead.sub("", words))
    last = before[-1] if before else None
    if last is not None and draft.dimensions.get("region") == words and last.metric == draft.metric:
        own = {key: last.dimensions[key] for key in PARTS if key in last.dimensions}
        if own and words not in own.values():
            del draft.dimensions["region"]
            draft.dimensions |= own  # 其中欧洲收入8亿元,占海外收入的四成
    told = {d.dimensions[key] for d in before for key in PARTS if key in d.dimensions}
    known = any(m.word == words for m in view.between(cues[-1].end, draft.start) if m.role(Role.SEGMENT))
    spec = view.lexicon.metrics.get(draft.metric or "")
    sure = spec is not None and spec.parted and (not spec.items or draft.metric == _INCOME)  # of one kind
    if inside and sure and words not in view.lexicon.dimensions.whole:
        names = {view.text[name.start : name.end] for name in view.names}
        known = known or (_NAME.fullmatch(words) is not None and words not in names)
    return words if words and (words in told or known) and words not in draft.dimensions.values() else None


_INSIDE = re.compile(
    r"(?:(?:总|业务)?(?:收入|营收|销售额|销量|出货量?|产量)|业务|板块|部分|的|约|近|超过?|为|了|比)+$"
)
_INCOME = "revenue"
_TOLD_OF_A_LINE = frozenset({Measure.LEVEL, Measure.GROWTH, Measure.CHANGE})
_ELSEWHERE = re.compile(one_of(_WORDS.elsewhere))
_OPENS_CLAUSE = re.compile(rf"[,，、;\s]*(?:{trie(_WORDS.goes_on_telling)})?")
"""All that may stand before the word of a metric that goes on telling of a line of business."""


def slices_for(draft: Draft, earlier: Draft) -> dict[str, str]:
    """The slice of the number before, as one of goods for a quantity, of business for an amount."""
    kept = {key: earlier.dimensions[key] for key in SLICES if key in earlier.dimensions}
    quantity = draft.kind in ("physical", "count")
    name = kept.pop("product" if not quantity else "segment", None)
    if name is not None:
        kept.setdefault("segment" if not quantity else "product", name)
    return kept
