"""Shares and ratios: one metric as a part of another, or over another.

In: a draft whose words hold a cue of share or ratio. Out: the draft with `measure`, `metric` and `of`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.heads import BRACKETS, POST_GAP, carry, metrics_behind, name_it, previous_rate, takes
from claims.lexicons import one_of
from claims.model import Measure
from claims.modifiers import CUSTOMERS
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.words import Role

STAKES = frozenset({"shareholding", "pledge", "stake_change", "buyback", "unlocked_shares"})
"""What a part of a company's capital can be."""
BUSINESS_WORDS = re.compile(one_of(reading_words().lists.businesses))
BUSINESSES = re.compile(rf"{one_of(reading_words().lists.businesses)}{one_of(reading_words().lists.opens)}")
"""Before an enumeration of a company's businesses."""
_CAPITAL = re.compile(
    rf"{one_of(reading_words().holders.capital_kinds)}*{one_of(reading_words().holders.capital)}的?(?:比例)?[约为达]*"
)
"""The capital that a stake is a part of (`占公司已发行普通股总股份的`)."""
_WHOLE = re.compile(r"占(?:比|了)?[其该他她]?(?:所|已|合计|直接|间接|累计)*$")
"""Before what a part is measured against."""
_OF_SAME = re.compile(r"(?:股份|股票|股)?[,，、;；(（]?(?:合计|共|共计|约)?(?:占|相当于|相等于)[^,，。;；%]*")
"""Between shares and the part of a whole that the same shares are (`2785万股,占公司总股本的16%`)."""
_BUYS_BACK = tuple(reading_words().holders.buys_back)
_SLICE = re.compile(one_of(reading_words().metrics.slices))


_CLASS = re.compile(
    rf"(?P<name>{one_of(reading_words().holders.share_classes)})(?:股份|股本|总股本|总数|数量)*(?:为|有|约|是|共|达|则|仅)*$"
)
"""Right before a number of shares: which of them."""


def class_of_shares(view: SentenceView, draft: Draft) -> str | None:
    """The class of shares that a part of a company's capital is (`其中A股24亿股`), or None."""
    if draft.metric != "share_capital" or draft.kind != "share" or draft.measure is not Measure.LEVEL:
        return None
    found = _CLASS.search(view.text, draft.own_start, draft.start)
    return found["name"] if found is not None else None


def resolve_share(
    view: SentenceView, draft: Draft, mention: Mention, earlier: Draft | None, previous: Draft | None
) -> None:
    """A part of a whole (`占总收入的85%`), or one metric as a share of another (`研发开支占收入的147%`)."""
    draft.measure = Measure.SHARE
    draft.why("measure", mention.start, mention.end, "clause")
    wholes = [m for m in view.metrics(mention.end, draft.start) if view.lexicon.metrics[m.metric or ""].whole]
    wholes += [m for m in view.metrics(mention.end, draft.start) if m.metric == "shareholding"]
    if mention.word in ("贡献", "贡献了"):
        wholes = wholes or [
            m for m in metrics_behind(view, draft) if view.lexicon.metrics[m.metric or ""].whole
        ]
    if not wholes and (line := _line_before(view, draft, mention, previous)) is not None:
        draft.dimensions["item"] = line
    left = view.metrics(draft.own_start, mention.start) or view.metrics(
        view.clauses[draft.clause][0], mention.start
    )
    left = [m for m in left if not _in_businesses(view, m)]
    of_capital = mention.word == "占" and _CAPITAL.fullmatch(view.text, mention.end, draft.start) is not None
    goes_on = earlier is not None and earlier.kind == "share" and earlier.metric in STAKES
    if not wholes and (
        of_capital
        or (goes_on and (mention.word.startswith("占比") or mention.end == draft.quantity.qualifier_start))
    ):
        be_stake(view, draft, previous)
        return
    if wholes:
        whole = wholes[-1]
        if whole.metric in ("share_capital", "shareholding"):
            name_it(draft, whole, "clause")
            be_stake(view, draft, previous)
            return
        numerator = left[-1].metric if left else None
        source = earlier or previous
        if (
            numerator is None
            and source is not None
            and source.measure in (Measure.LEVEL, Measure.RATIO)
            and (source.kind == "money" or (source.measure is Measure.RATIO and source.kind == "percent"))
        ):
            numerator = source.metric
        if numerator is None:
            heads = [m for m in view.metrics(view.start, mention.start) if not _in_businesses(view, m)]
            numerator = heads[-1].metric if heads else None
        money = numerator is not None and numerator != "other" and view.lexicon.compatible(numerator, "money")
        name_it(draft, whole, "clause")
        of_line = _OF_LINE.fullmatch(view.text, mention.end, whole.start)
        if of_line is not None and of_line["line"] not in view.lexicon.dimensions.whole:
            draft.dimensions["item"] = of_line["line"]  # 占啤酒业务收入的39%: of a part, not of all
        if not left and whole.metric == "revenue" and _spent(source, earlier):
            draft.measure, draft.of, draft.metric = Measure.RATIO, whole.metric, "other"
            draft.label = source.label if source is not None else None
        elif money and numerator != whole.metric and numerator != "sales_amount":
            draft.measure, draft.of, draft.metric = Measure.RATIO, whole.metric, numerator
        return
    if left and left[-1].end == mention.start and left[-1].metric in _EXPENSES:
        name_it(draft, left[-1], "clause")
        draft.measure, draft.of = Measure.RATIO, _INCOME  # 收入12亿元,研发费用占20%
        return
    ranked = [found.end() for found in CUSTOMERS.finditer(view.text, view.start, mention.start)]
    named = [m for m in left if view.lexicon.metrics[m.metric or ""].whole and m.end not in ranked]
    if named:
        name_it(draft, named[-1], "clause")
        return
    if left and takes(view, left[-1], "percent"):
        name_it(draft, left[-1], "clause")
        draft.measure = Measure.LEVEL
        return
    behind = [m for m in metrics_behind(view, draft) if m.metric and not view.lexicon.metrics[m.metric].after]
    if behind:
        behind_rate(view, draft, behind)
        if draft.metric:
            return
    source = earlier or previous
    if (
        source is not None
        and source.metric
        and (
            source.measure == Measure.SHARE
            or (
                view.lexicon.metrics.get(source.metric) is not None
                and view.lexicon.metrics[source.metric].whole
            )
        )
    ):
        draft.metric, draft.head, draft.carried = source.metric, source.head, True
        if source.measure is Measure.RATIO and source.kind == draft.kind == "percent":
            draft.measure, draft.of = Measure.RATIO, source.of  # 占收入的30%,去年同期占比为38%
        return
    heads = [
        m
        for m in view.metrics(view.start, mention.start)
        if view.lexicon.metrics[m.metric or ""].whole and m.end not in ranked
    ]
    if heads:
        name_it(draft, heads[-1], "sentence")
    elif mention.word.startswith("占比") and (
        _SLICE.search(view.text, view.start, mention.start)
        or any(view.text.endswith(_CUSTOMERS, view.start, end) for end in ranked)
        or BUSINESS_WORDS.search(view.text, view.start, mention.start)
    ):
        draft.metric = "revenue"  # the whole that a slice of business is a share of
        draft.why("metric", mention.start, mention.end, "default")


_EXPENSES = frozenset(reading_words().metrics.of_income)
_INCOME = "revenue"
_CUSTOMERS = "客户"
"""Whose shares are of what a company takes in; a supplier's are of what it buys."""


_OF_LINE = re.compile(
    rf"(?:了|到|公司|集团|同期|当期|全年|其)*(?P<line>[\u4e00-\u9fff]{{2,8}}{one_of(reading_words().slices.sure_endings)})的?"
)
"""Between 占 and a whole: the line of business of which it is."""


def _line_before(view: SentenceView, draft: Draft, mention: Mention, previous: Draft | None) -> str | None:
    """The line of business that a share is of by its own words (`占啤酒业务47.6%`) or those before it."""
    start = draft.quantity.qualifier_start
    own = _OF_LINE.fullmatch(view.text, mention.end, start)
    if own is not None:
        return None if own["line"] in view.lexicon.dimensions.whole else own["line"]
    told = previous is not None and previous.measure is Measure.SHARE and previous.start >= view.start
    if not told or previous is None or mention.end != start:
        return None
    return previous.dimensions.get("item")


def _spent(source: Draft | None, earlier: Draft | None) -> bool:
    """Whether the amount before is called by what it was spent on (`租金及折旧4.4亿元,占收入的11.5%`)."""
    return (
        source is not None
        and source is earlier
        and source.metric == "other"
        and source.kind == "money"
        and source.label is not None
        and source.label.endswith(reading_words().metrics.expenses)
    )


def _in_businesses(view: SentenceView, mention: Mention) -> bool:
    """Whether a word stands in an enumeration of businesses, as 融资租赁 does behind 主营业务为."""
    start, end = view.clauses[view.clause_of(mention.start)]
    opening = BUSINESSES.search(view.text, start, end)
    return opening is not None and opening.end() <= mention.start


def be_stake(view: SentenceView, draft: Draft, previous: Draft | None) -> None:
    """Make a rate a part of the capital: a holder's stake is a level, what is pledged or bought a share."""
    draft.metric = _stake_kind(view, draft, previous)
    draft.measure = Measure.LEVEL if draft.metric == "shareholding" else Measure.SHARE


def be_part_of_stake(view: SentenceView, draft: Draft, previous: Draft | None) -> None:
    """Make a rate a part of its holder's own stake."""
    kind = _stake_kind(view, draft, previous)
    draft.metric = "pledge" if kind == "shareholding" else kind
    draft.measure = Measure.SHARE


def _stake_kind(view: SentenceView, draft: Draft, previous: Draft | None) -> str:
    """Which claim on the shares a part of the capital is: a stake, a pledge, a purchase, a sale."""
    if (
        previous is not None
        and previous.metric in STAKES
        and previous.end <= draft.own_start + 1
        and _OF_SAME.fullmatch(view.text, previous.end, draft.start) is not None
    ):
        return previous.metric
    asides = [match.span() for match in BRACKETS.finditer(view.text, view.start, draft.start)]
    for mention in reversed(view.between(view.start, draft.start)):
        if mention.word.startswith("占") or any(a <= mention.start < b for a, b in asides):
            continue
        if _WHOLE.search(view.text, view.start, mention.start):
            continue  # 占其持有公司股份总数的
        if len(mention.word) > 1 and mention.role(Role.HOLDER) is not None:
            bought_back = previous is not None and previous.metric == "buyback"
            return "buyback" if bought_back else "shareholding"  # 回购某人持有的8万股,占…
        funds = mention.metric == "buyback" and not mention.word.startswith(_BUYS_BACK)
        if mention.metric in STAKES and not (funds and (previous is None or previous.metric != "buyback")):
            return mention.metric
    if previous is not None and previous.metric in STAKES and previous.metric != "shareholding":
        return previous.metric
    return "shareholding"


def resolve_ratio(
    view: SentenceView, draft: Draft, mention: Mention, earlier: Draft | None, previous: Draft | None
) -> None:
    """One metric over another: `研发费用与营收的比例约为7:1`."""
    named = view.metrics(draft.own_start, mention.start)
    heads = [m for m in named if m.metric != "shareholding"]
    distinct = [m for i, m in enumerate(heads) if i == 0 or m.metric != heads[i - 1].metric]
    overlap = view.metrics(mention.start, mention.end)
    if len(distinct) >= 2:
        name_it(draft, distinct[-2], "clause")
        draft.measure, draft.of = Measure.RATIO, distinct[-1].metric
        draft.why("measure", mention.start, mention.end, "clause")
        return
    rated = [m for m in named if takes(view, m, draft.kind)]
    if rated:
        name_it(draft, rated[-1], "clause")
        return
    source = previous_rate(earlier, previous)
    if source is not None:
        carry(draft, source)
    elif distinct and not overlap:
        name_it(draft, distinct[-1], "clause")
        draft.measure = Measure.SHARE


def behind_rate(view: SentenceView, draft: Draft, behind: list[Mention]) -> None:
    """A rate in front of its noun: `84.5%的收入`, `60%以上的毛利率`, `70%股权`."""
    gap = POST_GAP.match(view.text, draft.quantity.end)
    reach = (gap.end() if gap else draft.quantity.end) + 10
    near = [m for m in behind if m.start <= reach]
    for mention in reversed(near):
        if takes(view, mention, "percent" if draft.kind == "points" else draft.kind):
            name_it(draft, mention, "clause")
            return
    for mention in near:
        between = view.text[draft.quantity.end : mention.start]
        leads = "的" in between or (not between and draft.quantity.text.endswith("成"))
        if view.lexicon.metrics[mention.metric or ""].whole and leads:
            name_it(draft, mention, "clause")
            draft.measure = Measure.SHARE
            return


def be_part_of_stated(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> None:
    """A rate of a whole that is stated with its amount (`研发人员426人，占员工总数3,180人的13.4%`).

    The whole is then no part of what the part is one of, whatever stands behind its amount
    (`骨料收入3亿元，占24亿元总营收的12.5%`).
    """
    if draft.kind != "percent" or len(before) < 2 or draft.metric == "shareholding":
        return
    part, whole = _part_before(before[:-1]), before[-1]
    told = whole.measure is Measure.LEVEL and part.measure is Measure.LEVEL and part.unit == whole.unit
    if not told or not view.cues(whole.own_start, whole.start, "share"):
        return
    behind = view.text[whole.end : draft.start]
    bare = _OF_STATED.fullmatch(behind) is not None
    named = [m for m in view.metrics(whole.end, draft.start) if m.metric == whole.metric]
    if not bare and not (named and _OF_NAMED.fullmatch(behind)):
        return
    whole.is_base = True
    if whole.metric in (None, "other") or part.metric in (None, "other"):
        return
    if bare and draft.metric not in (None, "other") and draft.measure is Measure.LEVEL:
        return
    draft.head, draft.label, draft.same_slice = None, None, part
    if part.metric == whole.metric:
        draft.metric, draft.measure, draft.of = whole.metric, Measure.SHARE, None
        draft.dimensions |= {key: value for key, value in part.dimensions.items() if key == "item"}
    else:
        draft.metric, draft.measure, draft.of = part.metric, Measure.RATIO, whole.metric


def _part_before(before: Sequence[Draft]) -> Draft:
    """What is a part of the amount behind it: no growth told in between, nor what it grew from.

    `境外收入3.40亿元，较上年同期的2.62亿元增长29.8%，占总收入48.60亿元的7.0%`
    """
    grown: int | None = None
    for draft in reversed(before):
        if draft.measure in (Measure.GROWTH, Measure.CHANGE):
            grown = draft.clause
        elif draft.clause != grown:
            return draft
    return before[-1]


_OF_STATED = re.compile(r"\s*的(?:大约|约|近|比例|比重|为|达|、|\s)*")
"""Between a stated whole and how much of it something is."""
_OF_NAMED = re.compile(r"[\u4e00-\u9fff]{2,10}?的(?:大约|约|近|比例|比重|为|达|、|\s)*")
"""The same where the whole's name stands behind its amount."""


def be_multiple_of_stated(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> None:
    """A multiple of a level that is stated with its time (`收入36亿元，是上年同期12亿元的3倍`)."""
    if draft.kind != "times" or draft.metric not in (None, "other") or len(before) < 2:
        return
    level, base = before[-2:]
    alike = level.metric == base.metric not in (None, "other") and level.unit == base.unit
    levels = level.measure is Measure.LEVEL and base.measure is Measure.LEVEL
    opened = _IS.match(view.text, level.end, base.start)
    if not (alike and levels and opened) or _TIMES_OF.fullmatch(view.text, base.end, draft.start) is None:
        return
    when = [p.start for p in view.phrases if level.end <= p.start < base.start]
    if not when:
        return
    draft.metric, draft.measure, draft.of = level.metric, Measure.RATIO, level.metric
    draft.head, draft.label, draft.same_slice, draft.base_at = None, None, level, when[0]


_IS = re.compile(r"[,，]?(?:已经?|约|几乎|大约)?(?:是|为|相当于|达到)")
"""Between a level and what it is a multiple of."""
_TIMES_OF = re.compile(r"[)）]?的(?:约|近|大约)*")
"""Between what a level is a multiple of and the multiple."""
