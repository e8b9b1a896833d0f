"""Which slice: segment, region, customer group, holder, product of each number.

In: the drafts of a sentence with metrics and entities. Out: the drafts with `dimensions` set. The words
right before a metric slice it (`海外收入`, `本地化部署收入`); `这一模式` points back; a share without
a slice of its own takes the one spoken of last; a number of the same metric in the same sentence keeps the
slice before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain

from claims.draft import Draft
from claims.holders import Holders, holder_spoken_of, resolve_holder
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import Mention, Placed, SentenceView
from claims.things import repeats
from claims.whose import Speaking
from claims.words import Lexicon, Metric, Role

_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9+&·/\- “”\"]+$")
_WORDS = reading_words().slices
_FILLER = re.compile(rf"(?:{trie(_WORDS.filler)}|\s)*")
"""What may stand between a region and the metric that it slices."""
_FLOW_KINDS = frozenset({"money", "percent"})
_CUSTOMERS = re.compile(
    rf"(?:前[一二三四五六七八九十\d]+(?:大|名)?|最大|第一大)的?{one_of(_WORDS.customers)}"
)
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_BELONGS = re.compile(rf"[(（]{one_of(_WORDS.belongs)}(?P<whole>[^()（）,，]{{2,10}})[)）]")
_LEAVES = re.compile(rf"^{one_of(_WORDS.not_slices)}")
_CLAUSE_LEADS = re.compile(rf"(?:{trie(_WORDS.clause_leads)}|\s)*")
_WHOLES = re.compile(one_of(_WORDS.wholes))


@cache
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    spec = lexicon.dimensions
    endings = trie(spec.segments)
    strip = trie((*spec.whole, *lexicon.names.pronouns, *_WORDS.strip))
    return (
        re.compile(rf"(?:{endings})$"),
        re.compile(rf"^(?:{strip}|[的了\s])+"),
        re.compile(rf"[\u4e00-\u9fffA-Za-z0-9+]{{1,10}}?{one_of(_WORDS.sure_endings)}"),
    )


def resolve_slices(
    view: SentenceView,
    drafts: Sequence[Draft],
    speaking: Speaking,
    before: Draft | None,
    holders: Callable[[], Holders],
) -> None:
    """Set the dimensions of every draft.

    `before` is the last draft of the paragraph so far, `holders` gives whom the document introduces as
    holders.
    """
    topic = speaking.segment
    if not drafts:
        speaking.holder = holder_spoken_of(view, holders) or speaking.holder
        _topic(view, speaking, view.start, view.end)
        return
    _topic(view, speaking, view.start, drafts[0].start)
    for index, draft in enumerate(drafts):
        earlier = drafts[index - 1] if index else before if draft.carried else None
        if draft.metric in ("shareholding", "pledge", "stake_change"):
            resolve_holder(view, draft, speaking, holders())
            continue
        metric = view.lexicon.metrics.get(draft.metric or "")
        if (
            metric is None
            or metric.sliced is False
            or _FLOW_KINDS.isdisjoint(metric.kinds)
            or (metric.nature in ("standing", "timeless") and not metric.sliced)
        ):
            _product(view, draft)
            continue
        if draft.metric == "arr" and _product(view, draft):
            continue
        if index:
            _topic(view, speaking, drafts[index - 1].end, draft.start)
        own = {**draft.dimensions, **_own_slices(view, draft, speaking)}
        inherits = earlier is not None and _inherits(view, earlier, draft)
        if inherits and earlier is not None:
            draft.dimensions = {**earlier.dimensions, **own}
        else:
            draft.dimensions = own
        if draft.same_slice is not None:
            kept = draft.same_slice.dimensions
            draft.dimensions |= {
                key: kept[key] for key in ("segment", "product", "region", "customer") if key in kept
            }
        needs = (
            (
                draft.measure is Measure.SHARE
                and not {"segment", "region", "customer"} & draft.dimensions.keys()
            )
            or (draft.head is None and draft.metric == "revenue" and not draft.carried)
            or (
                draft.head is not None
                and view.text.startswith("业务", draft.head[0])
                and "segment" not in draft.dimensions
            )
        )
        if needs:
            opened = speaking.segment if speaking.segment != topic else None
            spoken = opened or _spoken_of(view, draft) or speaking.segment
            if spoken is not None:
                draft.dimensions["segment"] = spoken
                draft.why("dimensions", view.start, view.start, "sentence")
        if repeats(draft.dimensions.get("segment", ""), draft.entity):
            draft.dimensions.pop("segment", None)
        if "segment" in draft.dimensions:
            speaking.segment = draft.dimensions["segment"]
            _is_of(draft, metric)


def _is_of(draft: Draft, metric: Metric) -> None:
    """Name the slice of goods a product; what the number is a quantity of in all is no slice of it."""
    if metric.of_products and draft.kind != "money":
        draft.dimensions["product"] = draft.dimensions.pop("segment")
        if draft.dimensions["product"] == draft.entity:
            del draft.dimensions["product"]


def _inherits(view: SentenceView, earlier: Draft, draft: Draft) -> bool:
    """Whether a number keeps the slice of the one before it."""
    if draft.metric != earlier.metric or draft.entity != earlier.entity:
        return False
    words = view.text[draft.own_start : draft.start]
    if _CUSTOMERS.search(words):
        return False
    return _WHOLES.search(words) is None or draft.measure is Measure.SHARE


def _topic(view: SentenceView, speaking: Speaking, start: int, end: int) -> None:
    """Remember a segment that opens a clause: what follows may point back to it."""
    for index, (clause_start, clause_end) in enumerate(view.clauses):
        if clause_end <= start or clause_start >= end:
            continue
        if (
            index
            and not view.text.startswith(_WORDS.members, clause_start, clause_end)
            and view.text[clause_start - 1] not in ";；"
            and all(phrase.end + 1 != clause_start for phrase in view.phrases)
        ):
            continue
        opens = _CLAUSE_LEADS.match(view.text, clause_start, clause_end)
        offset = opens.end() if opens else clause_start
        items: tuple[Sequence[Placed], ...] = (view.phrases, view.names)
        for item in chain.from_iterable(items):
            if offset <= item.start <= offset + 2 and item.end <= clause_end:
                offset = item.end + view.text.startswith("的", item.end)
        lead = _patterns(view.lexicon)[1].match(view.text, offset, clause_end)
        if lead:
            offset = lead.end()
        found = _segment_at(view, offset, min(clause_end, end))
        if found is not None:
            speaking.segment = found


_QUOTED = re.compile(rf"[“\"「]([^“”\"「」]{{2,10}}{one_of(_WORDS.quoted_ends)})[”\"」]")
_QUOTED_LAST = re.compile(r"[“\"]([^“”\"]{2,12})[”\"]$")
_PRODUCT = re.compile(
    r"[(（]([A-Za-z][A-Za-z0-9 .\-]{2,24})[)）][^()（）]{0,16}(?:\([A-Z]+\))?[^()（）]{0,8}$"
)


def _spoken_of(view: SentenceView, draft: Draft) -> str | None:
    """The last slice of business that the sentence names before a number, brackets left out."""
    brackets = [match.span() for match in _BRACKETS.finditer(view.text, view.start, draft.start)]
    found = None
    for mention in view.between(view.start, draft.start):
        if mention.role(Role.SEGMENT) and not any(a <= mention.start < b for a, b in brackets):
            found = _widened(view, mention, draft.start)
    if found is None:
        quoted = list(_QUOTED.finditer(view.text, view.start, draft.start))
        found = quoted[-1].group(1) if quoted else None
    return found


def _segment_at(view: SentenceView, start: int, end: int) -> str | None:
    """A slice of the business that starts at an offset, or None."""
    _, _, runs = _patterns(view.lexicon)
    for mention in view.between(start, end):
        if mention.start > start + 6:
            break
        if mention.role(Role.SEGMENT) and (
            mention.start == start or view.text[start : mention.start].endswith(("向", "化"))
        ):
            return _widened(view, mention, end)
    match = runs.match(view.text, start, end)
    if match and not _LEAVES.match(match.group()):
        name = match.group()
        if not any(other.start >= start and other.end <= match.end() for other in view.names):
            return name
    return None


def _widened(view: SentenceView, mention: Mention, end: int) -> str:
    """A segment word with the endings behind it (`API` + `调用服务`)."""
    stop = mention.end
    endings = view.lexicon.dimensions.segments
    grown = True
    while grown:
        grown = False
        for ending in endings:
            if len(ending) > 1 and view.text.startswith(ending, stop) and stop + len(ending) <= end:
                stop += len(ending)
                grown = True
                break
    above = _BELONGS.match(view.text, stop, view.end)
    return above["whole"] if above else view.text[mention.start : stop]


def _own_slices(view: SentenceView, draft: Draft, speaking: Speaking) -> dict[str, str]:
    """The slices that a number's own words name."""
    found: dict[str, str] = {}
    start, end = draft.own_start, draft.start
    for mention in view.between(start, end):
        if mention.role(Role.AGAIN) and speaking.segment is not None:
            found["segment"] = speaking.segment
            draft.why("dimensions", mention.start, mention.end, "paragraph")
        elif mention.role(Role.CUSTOMER):
            found["customer"] = mention.word
        elif mention.role(Role.REGION) and _slices(view, draft, mention):
            found["region"] = mention.word
            draft.why("dimensions", mention.start, mention.end, "clause")
    customers = _CUSTOMERS.search(view.text, view.clauses[draft.clause][0], end)
    anchor = _anchor(view, draft)
    if customers:
        found["customer"] = customers.group()
        anchor = customers.start()
    if anchor is not None and "segment" not in found:
        segment = _segment_before(view, draft, anchor)
        if segment is not None:
            found["segment"] = segment
            draft.why("dimensions", anchor - len(segment), anchor, "clause")
    return found


def _slices(view: SentenceView, draft: Draft, mention: Mention) -> bool:
    """Whether a region stands where it slices the number: right before its metric or its share."""
    ends = [
        m.start
        for m in view.between(mention.end, draft.start)
        if m.metric or (m.cue and m.cue.kind == "share")
    ]
    limit = ends[0] if ends else draft.start
    if draft.head is not None and draft.head[0] >= draft.end:
        return False
    return _FILLER.fullmatch(view.text, mention.end, limit) is not None


def _anchor(view: SentenceView, draft: Draft) -> int | None:
    """Where the words end that may name a segment: before the metric, or before the verb that shares."""
    if draft.head is not None and draft.own_start <= draft.head[0] < draft.start:
        shares = [m for m in view.cues(draft.own_start, draft.start, "share") if m.start < draft.head[0]]
        return shares[0].start if shares else draft.head[0]
    shares = view.cues(draft.own_start, draft.start, "share")
    if shares:
        return shares[0].start
    if draft.carried or draft.head is None or not view.start <= draft.head[0] < draft.own_start:
        return None
    return draft.head[0]


def _segment_before(view: SentenceView, draft: Draft, anchor: int) -> str | None:
    """The slice of business named right before an anchor."""
    is_segment, lead, _ = _patterns(view.lexicon)
    start = view.clauses[view.clause_of(anchor)][0]
    if anchor >= draft.own_start:
        start = max(start, draft.own_start)
    start = view.behind_all(start, anchor, names=True)
    words = view.text[start:anchor]
    if words.endswith((")", "）")):
        opened = max(words.rfind("("), words.rfind("（"))
        if opened >= 0:
            words = words[:opened]
    run = _RUN.search(words)
    if run is None:
        return None
    quoted = _QUOTED_LAST.search(words)
    text = quoted.group(1) if quoted else run.group().strip(' “”"')
    text = text.removesuffix("的")
    while True:
        shorter = lead.sub("", text)
        shorter = _LEAVES.sub("", shorter)
        if shorter == text:
            break
        text = shorter
    if "的" in text:
        text = text.rsplit("的", 1)[1]
    for mention in view.mentions:
        if mention.start >= anchor:
            break
        if mention.role(Role.REGION) and text.startswith(mention.word):
            text = text.removeprefix(mention.word)
    text = _CUSTOMERS.sub("", text)
    spec = view.lexicon.dimensions
    if text in spec.whole or (text in spec.segments and text not in spec.segment_words):
        return None
    known = [m for m in view.between(start, start + len(words)) if m.role(Role.SEGMENT)]
    if known and (
        len(text) > 10
        or not is_segment.search(text)
        or (known[0].word.isascii() and text.find(known[0].word) > 0)
    ):
        tail = _widened(view, known[0], anchor)
        return tail if len(tail) <= 12 else None
    if 2 <= len(text) <= 12 and is_segment.search(text):
        return text
    return None


_MODEL = re.compile(r"[A-Za-z][A-Za-z]*(?:[- ]?[A-Za-z0-9.]+)*-?\d[A-Za-z0-9.]*(?:-[A-Za-z0-9]+)*")


def _model(view: SentenceView, draft: Draft) -> str | None:
    """The model that parameters or scores are of: the last one named before, else the one right behind."""
    named = list(_MODEL.finditer(view.text, view.start, draft.start))
    if named:
        return named[-1].group()
    behind = _MODEL.search(view.text, draft.end, min(view.end, draft.end + 24))
    return behind.group() if behind else None


_AMONG = re.compile(
    rf"在(?P<market>[^在,，。;；]{{2,30}}?)[中里内]?(?:{one_of(_WORDS.ranks)}(?:第?[一二三四五六七八九十\d]+)?)?(?:[,，]?(?:市场)?份额[^,，]{{0,4}})?$"
)
_ALL = re.compile(rf"^{one_of(_WORDS.all)}+")


def _market(view: SentenceView, draft: Draft) -> str | None:
    """Among whom a rank or a share holds (`在所有通用模型开发商中排名第二`)."""
    match = _AMONG.search(_BRACKETS.sub("", view.text[view.start : draft.start]))
    return _ALL.sub("", match["market"]) or None if match else None


def _product(view: SentenceView, draft: Draft) -> bool:
    """A product named in Latin letters in brackets before its number; whether there is one."""
    if draft.metric in ("ranking", "market_share"):
        market = _market(view, draft)
        if market is not None:
            draft.dimensions["market"] = market
        return market is not None
    before = view.text[draft.own_start : draft.start]
    products = view.lexicon.dimensions.products
    if before.endswith(products):
        draft.dimensions["product"] = next(word for word in products if before.endswith(word))
        return True
    if draft.metric in ("parameters", "benchmark_score"):
        model = _model(view, draft)
        if model is not None:
            draft.dimensions["model"] = model
        return model is not None
    match = _PRODUCT.search(before)
    if match is None:
        return False
    draft.dimensions["product"] = match.group(1)
    return True
