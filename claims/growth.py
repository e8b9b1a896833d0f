"""Growth and change: which cue governs a rate, what it is measured against, and what grows.

In: a draft whose words hold a cue of change. Out: the draft with `measure`, `direction`, `versus`, `metric`.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.heads import can_grow, metrics_behind, name_it, no_subject, take_metric, without_time
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.pricemoves import PRICED, moved_in_price
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.things import price_gone_on_with
from claims.words import Cue, Role

_WORDS = reading_words().metrics
_TO = re.compile(
    one_of(_WORDS.to) + "".join(f"(?<!{re.escape(word)})" for word in _WORDS.not_to) + r"[^,，。;；\d%]{0,8}$"
)
"""Between a verb of change and its number: the number is a level."""
_WEEKDAY = "[一二三四五六]"
_VERSUS_BASE = re.compile(rf"{one_of(_WORDS.than)}(?P<base>{trie(_WORDS.bases)})(?!{_WEEKDAY})")
"""What a change is measured against; 上周五 is no week before."""
_SHARES_SPOKEN_OF = re.compile(one_of(reading_words().prices.shares_spoken_of))
_SHARE_ITSELF = re.compile(rf"{one_of(reading_words().prices.share_itself)}[^,，。;；]*$")
_PRICE_MOVES = re.compile(one_of(reading_words().prices.moves))
_FIGURE = re.compile(rf"了?{one_of(_WORDS.link)}?\d")
_BEFORE_CHANGE = re.compile(rf"{one_of(_WORDS.before_change)}?的?")
"""What may stand between a number and the change named behind it."""


def last_cue(view: SentenceView, start: int, end: int) -> tuple[Mention, Cue] | None:
    """The cue that governs a rate: the last one, but a share or ratio yields to nothing before it."""
    found: tuple[Mention, Cue] | None = None
    for mention in view.between(start, end):
        cue = mention.cue
        if cue is None or cue.kind not in ("growth", "growth_noun", "cagr", "share", "ratio"):
            continue
        if found is not None and found[1].kind == "cagr":
            continue
        if found is not None and found[1].kind == "share" and cue.kind == "ratio":
            continue
        if (
            found is not None
            and found[1].kind == cue.kind == "share"
            and view.metrics(found[0].end, mention.start)
        ):
            continue  # 占营收的比重
        if (
            found is not None
            and found[1].kind in ("share", "ratio")
            and cue.kind == "growth"
            and _TO.search(without_time(view, mention.end, end))
        ):
            continue  # 占比提升至50%
        if (
            found is not None
            and found[1].kind in ("growth", "growth_noun")
            and found[1].versus
            and cue.kind in ("growth", "growth_noun")
            and cue.versus is None
        ):
            cue = cue.model_copy(update={"versus": found[1].versus})
        found = (mention, cue)
    return found


def is_change(view: SentenceView, draft: Draft, mention: Mention, cue: Cue) -> bool:
    """Whether the number is the change itself, not the level that the change leads to."""
    if cue.kind == "growth_noun":
        return True
    between = without_time(view, mention.end, draft.start)
    if mention.word.endswith(("至", "到")):
        return False
    return _TO.search(between) is None


def resolve_growth(
    view: SentenceView,
    draft: Draft,
    mention: Mention,
    cue: Cue,
    rates: list[Mention],
    earlier: Draft | None,
    previous: Draft | None,
) -> None:
    """A growth or a change: `同比增长12%`, `毛利率下降2.1个百分点`, `增长1.51倍`."""
    draft.measure = Measure.CHANGE if draft.kind == "points" else Measure.GROWTH
    draft.direction = cue.direction
    draft.versus = cue.versus or base_of_change(view, draft)
    draft.why("measure", mention.start, mention.end, "clause")
    if rates and draft.kind == "points":
        name_it(draft, rates[-1], "clause")
        return
    if rates and rates[-1].metric not in ("shareholding", "stake_change", "stock_move", "index_level"):
        name_it(draft, rates[-1], "clause")
        return
    find_grown(view, draft, earlier, previous, before=draft.start)
    if draft.metric is None and rates and rates[-1].metric == "stock_move":
        name_it(draft, rates[-1], "clause")  # 区间累计涨幅94%
    if draft.versus is None:
        draft.versus = _default_versus(draft)


def _default_versus(draft: Draft) -> str | None:
    return (
        "previous_close"
        if draft.metric in ("share_price", "index_level", "market_cap", "price")
        else "year_ago"
    )


def base_of_change(view: SentenceView, draft: Draft) -> str | None:
    """What a clause says that a change is measured against (`较上年末`), or None."""
    match = _VERSUS_BASE.search(view.text, view.clauses[draft.clause][0], draft.start)
    return _WORDS.bases[match["base"]] if match else None


def find_grown(
    view: SentenceView, draft: Draft, earlier: Draft | None, previous: Draft | None, before: int
) -> None:
    """Find what grows: named in the clause, else that of the number before, else of the sentence."""
    own = [
        m
        for m in view.metrics(draft.own_start, draft.start)
        if can_grow(view, m) and view.text[m.start - 1 : m.start] not in ("较", "比")
    ]
    if own:
        name_it(draft, own[-1], "clause")
        return
    if earlier is not None and _grows_unnamed(view, draft, earlier):
        return
    behind = [m for m in metrics_behind(view, draft, 8) if can_grow(view, m)]
    if moved_in_price(view, draft) and (earlier is None or earlier.metric not in PRICED):
        draft.metric = "share_price"
        return
    if draft.kind == "percent" and _SHARE_ITSELF.search(view.text, draft.own_start, draft.start):
        draft.metric = "share_price"  # 该股在公布财报后暴跌逾20%
        return
    if earlier is not None and earlier.metric not in (None, "other", "ranking") and earlier.measure in (
        Measure.LEVEL, Measure.GROWTH, Measure.CHANGE, Measure.CAGR,
    ):  # fmt: skip
        take_metric(draft, earlier)
        return
    clause_start = view.clauses[draft.clause][0]
    for start, how in ((clause_start, "clause"), (view.start, "sentence")):
        heads = [m for m in view.metrics(start, draft.own_start) if can_grow(view, m)]
        if heads:
            name_it(draft, heads[-1], how)
            return
    if behind:
        name_it(draft, behind[-1], "clause")
        return
    words = view.text[draft.own_start : draft.start]
    if any(m.role(Role.SEGMENT) for m in view.between(clause_start, draft.start)):
        draft.metric = "revenue"
        return
    if _PRICE_MOVES.search(words) and "幅" not in words:
        draft.metric = price_gone_on_with(view, draft, previous) or "share_price"
        return
    if draft.kind == "percent" and _SHARES_SPOKEN_OF.search(view.text, view.start, draft.start):
        draft.metric = "share_price"
        return
    averaged = draft.measure is Measure.CAGR and not view.names_between(view.start, draft.start)
    if (
        earlier is None
        and previous is not None
        and previous.metric not in (None, "other")
        and (averaged or no_subject(view, draft))
    ):
        take_metric(draft, previous)
    elif view.names_between(clause_start, draft.start) and draft.versus == "year_ago":
        draft.metric = "revenue"  # what a company's growth means where nothing else is said
        draft.why("metric", clause_start, draft.start, "default")


def _grows_unnamed(view: SentenceView, draft: Draft, level: Draft) -> bool:
    """Whether a growth stands right behind an amount that no metric names (`…,燃油费5亿元,同比降7%`)."""
    unnamed = level.metric in (None, "other") and level.measure is Measure.LEVEL
    if not unnamed or level.kind != "money" or draft.versus != "year_ago":
        return False
    words = view.without_phrases(level.end, draft.quantity.qualifier_start).strip(" ,，")
    return len(words) <= _RIGHT_BEHIND and not any(stop in words for stop in ",，;；。")


_RIGHT_BEHIND = 6
"""Code points between a number and how it grew (`较上年同期增长约`), its times left out."""


def grows_behind(view: SentenceView, draft: Draft, earlier: Draft | None, previous: Draft | None) -> bool:
    """A change named behind its number: `录得2%的跌幅`, `三成的EBITDA增长`."""
    match = _BEFORE_CHANGE.match(view.text, draft.quantity.end)
    start = match.end() if match else draft.quantity.end
    for mention in view.between(start, min(view.end, start + 12)):
        cue = mention.cue
        if cue is None or cue.kind not in ("growth", "growth_noun") or cue.direction == 0:
            continue
        if mention.word.endswith(("至", "到")) or view.text.startswith(_WORDS.to, mention.end):
            return False  # 由31%增至33%
        if cue.kind == "growth" and _FIGURE.match(view.text, mention.end):
            return False  # 较15.9%提高0.9个百分点
        between = view.text[start : mention.start]
        named = [m for m in view.metrics(start, mention.start) if can_grow(view, m)]
        if between and not (named and named[-1].end == mention.start and named[0].start == start):
            return False
        draft.measure = Measure.CHANGE if draft.kind == "points" else Measure.GROWTH
        draft.direction, draft.versus = cue.direction, cue.versus or base_of_change(view, draft) or "year_ago"
        draft.why("measure", mention.start, mention.end, "clause")
        if named:
            name_it(draft, named[-1], "clause")
        else:
            find_grown(view, draft, earlier, previous, before=draft.start)
        return True
    return False
