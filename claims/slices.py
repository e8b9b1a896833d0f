"""Which slice: segment, region, customer group, holder, product of each number.

In: the drafts of a sentence with metrics and entities. Out: the drafts with `dimensions` set. The words
right before a metric slice it (`海外收入`, `本地化部署收入`); `这一模式` points back; a share without
a slice of its own takes the one spoken of last; a number of the same metric in the same sentence keeps the
slice before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claims.draft import Draft
from claims.lexicons import trie
from claims.model import Measure
from claims.sentence import Mention, Placed, SentenceView
from claims.whose import Speaking
from claims.words import Lexicon, Role

_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9+&·/\- “”\"]+$")
_FILLER = re.compile(
    r"^(?:市场|地区|区域|业务|的|客户|销售|产品|部分|收入|营收|用户|国家|占|贡献|本地|分部|线上|线下|总|营业|\s)*$"
)
_SLICED_METRICS = frozenset(
    {
        "shareholding",
        "market_share",
        "founded",
        "age",
        "ranking",
        "share_price",
        "valuation",
        "funding",
        "index_level",
        "exchange_rate",
        "interest_rate",
    }
)
"""Metrics that no segment slices."""
_FLOW_KINDS = frozenset({"money", "percent"})
_CUSTOMERS = re.compile(r"(?:前[一二三四五六七八九十\d]+(?:大|名)?|最大|第一大)(?:的)?(?:客户|供应商)")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_SURE_ENDINGS = ("业务", "板块", "分部", "事业部", "事业群", "部署")
_LEAVES = re.compile(
    r"^(?:同时|并且|而且|这一|这|该|此|提供|适合|采用|推出|开展|强调|弱化|聚焦|包含|包括|通过|按|根据|由|在|为|是|自|从|从披露的|来自|面向|向|对|将|把|使|已|也|则|并|且|而|但|因|所|这些|一些|部分|上述)"
)


@cache
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    spec = lexicon.dimensions
    endings = trie(spec.segments)
    strip = trie(
        (
            *spec.whole,
            *lexicon.names.pronouns,
            "已",
            "将",
            "则",
            "也",
            "而",
            "但",
            "在",
            "从",
            "由",
            "到",
            "把",
            "使",
            "目标",
            "来自",
        )
    )
    return (
        re.compile(rf"(?:{endings})$"),
        re.compile(rf"^(?:{strip}|[的了\s])+"),
        re.compile(rf"[\u4e00-\u9fffA-Za-z0-9+]{{1,10}}?(?:{trie(_SURE_ENDINGS)})"),
    )


def resolve_slices(
    view: SentenceView, drafts: Sequence[Draft], speaking: Speaking, before: Draft | None
) -> None:
    """Set the dimensions of every draft; `before` is the last draft of the paragraph so far."""
    topic = speaking.segment
    if not drafts:
        named = [
            m
            for m in _HOLDER_ROLE.finditer(view.text, view.start, view.end)
            if not _NO_HOLDER.search(m["name"])
        ]
        if named:
            speaking.holder = named[-1]["name"]
        _topic(view, speaking, view.start, view.end)
        return
    _topic(view, speaking, view.start, drafts[0].start)
    for index, draft in enumerate(drafts):
        earlier = drafts[index - 1] if index else before if draft.carried else None
        if draft.metric in ("shareholding", "pledge", "stake_change"):
            _holder(view, draft, speaking)
            continue
        metric = view.lexicon.metrics.get(draft.metric or "")
        if (
            draft.metric in _SLICED_METRICS
            or metric is None
            or not _FLOW_KINDS & set(metric.kinds)
            or (metric.nature == "standing" and not metric.sliced)
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
            draft.dimensions |= {key: kept[key] for key in ("segment", "region", "customer") if key in kept}
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
        if "segment" in draft.dimensions:
            speaking.segment = draft.dimensions["segment"]


def _inherits(view: SentenceView, earlier: Draft, draft: Draft) -> bool:
    """Whether a number keeps the slice of the one before it."""
    if draft.metric != earlier.metric or draft.entity != earlier.entity:
        return False
    words = view.text[draft.own_start : draft.start]
    if _CUSTOMERS.search(words):
        return False
    return (
        re.search(r"总(?:收入|营收|规模)|整体|合计|集团(?:收入|营收)", words) is None
        or draft.measure is Measure.SHARE
    )


def _topic(view: SentenceView, speaking: Speaking, start: int, end: int) -> None:
    """Remember a segment that opens a clause: what follows may point back to it."""
    for index, (clause_start, clause_end) in enumerate(view.clauses):
        if clause_end <= start or clause_start >= end:
            continue
        listed = _LISTED.match(view.text, clause_start, clause_end) or view.text[
            clause_start - 1 : clause_start
        ] in (";", "；")
        if index and not listed and clause_start not in {phrase.end + 1 for phrase in view.phrases}:
            continue
        head = re.sub(
            r"^(?:而|但|其中|此外|同时|一是|二是|三是|首先是|其次是|\s|“)*",
            "",
            view.text[clause_start:clause_end],
        )
        offset = clause_end - len(head)
        items: list[Placed] = [*view.phrases, *view.names]
        for item in items:
            if offset <= item.start <= offset + 2 and item.end <= clause_end:
                offset = item.end + view.text.startswith("的", item.end)
        lead = _patterns(view.lexicon)[1].match(view.text, offset, clause_end)
        if lead:
            offset = lead.end()
        found = _segment_at(view, offset, min(clause_end, end))
        if found is not None:
            speaking.segment = found


_QUOTED = re.compile(r"[“\"「]([^“”\"「」]{2,10}(?:部署|业务|服务|平台|产品|项目|模式))[”\"」]")
_LISTED = re.compile(r"[一二三四五六]是|首先是|其次是|其中")


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
    return view.text[mention.start : stop]


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
    return _FILLER.match(view.text[mention.end : limit]) is not None


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
    quoted = re.search(r"[“\"]([^“”\"]{2,12})[”\"]$", words)
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
    if text in view.lexicon.dimensions.whole or text in view.lexicon.dimensions.segments:
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


_HOLDER_ROLE = re.compile(
    r"(?:(?:股东|实际控制人|一致行动人|董事长|董事|监事|高管|总经理|合伙人|大股东)(?:[(（][^()（）]{2,12}[)）])?(?:、|及|兼|为|是)?)+(?P<name>[\u4e00-\u9fffA-Za-z·]{2,16}?)"
    r"(?=拟|计划|持|减持|增持|质押|于|因|所|通过|合计|累计|及|将|、|,|，|\(|（|先生|女士|关于|通知|自|在|的|已|解除|办理|共|目前|本次|自愿|协议|函告|$)"
)
_OFFICE = re.compile(r"^(?:联合)?(?:创始人|董事长|首席执行官|CEO|总经理|总裁|公司)+")
_HONORIFIC = re.compile(r"(?:先生|女士)$")
_SHORT_NAME = re.compile(r"(?:简称|下称)[“\"「]([^“”\"「」]{2,10})[”\"」]")
_NO_HOLDER = re.compile(
    r"[占其所对的,，。\d]|^(?:公司|本|该|收到|接到|办理|解除|增持|减持|质押|通知|大会|权益|计划|承诺|截至|目前|此次|本次|分别|合计|累计)|股份$|比例$"
)


def _holder(view: SentenceView, draft: Draft, speaking: Speaking) -> None:
    """Who holds, pledges or trades: by the words before `持股`, by office, or the one spoken of before."""
    if "holder" in draft.dimensions:
        speaking.holder = draft.dimensions["holder"]
        return
    found = _named_holder(view, draft)
    if found is not None:
        speaking.holder = found
    if speaking.holder is not None:
        draft.dimensions = {**draft.dimensions, "holder": speaking.holder}
        if speaking.main is not None and draft.entity is not None and draft.entity in speaking.holder:
            draft.entity = speaking.main  # a stake is the company's, whoever holds it


def _named_holder(view: SentenceView, draft: Draft) -> str | None:
    roles = list(_HOLDER_ROLE.finditer(view.text, view.start, min(view.end, draft.end + 24)))
    roles = [m for m in roles if m.start() < draft.start or m.start() <= draft.end + 4]
    roles = [m for m in roles if not _NO_HOLDER.search(m["name"])]
    if roles:
        bracket = view.text[roles[-1].end() : roles[-1].end() + 1]
        reach = roles[-1].end() + (40 if bracket in ("(", "（") else 0)
        short = _SHORT_NAME.search(view.text, roles[-1].end(), min(view.end, reach))
        draft.why("dimensions", *roles[-1].span("name"), "sentence")
        return short.group(1) if short else _HONORIFIC.sub("", roles[-1]["name"])
    holds = [m for m in view.between(draft.own_start, draft.start) if m.role(Role.HOLDER)]
    holds = holds or [m for m in view.between(view.start, draft.start) if m.role(Role.HOLDER)]
    if not holds:
        return None
    mention = holds[0]
    start = view.clauses[view.clause_of(mention.start)][0]
    if mention.start >= draft.own_start:
        start = max(start, draft.own_start)
    for phrase in view.phrases:
        if start <= phrase.start and phrase.end <= mention.start:
            start = max(start, phrase.end)
    words = view.text[start : mention.start].strip()
    if not words and view.clause_of(mention.start):
        first, last = view.clauses[view.clause_of(mention.start) - 1]
        named = re.search(r"(?:是|为)([^,，]{2,24})$", view.text[first:last])
        return named.group(1) if named else None
    led = view.names_between(start, mention.start)
    if led and re.search(r"由", view.text[start : led[-1].start]):
        return view.text[led[-1].start : led[-1].end]
    name = re.sub(
        r"^(?:其中|而|分别由|由|及|和|、|\s)+|(?:合计|共|直接|间接|累计|仍|还|已|将|目前|分别)+$", "", words
    )
    name = _OFFICE.sub("", _HONORIFIC.sub("", name))
    if name and name not in view.lexicon.names.pronouns and len(name) <= 24 and not _NO_HOLDER.search(name):
        draft.why("dimensions", start, mention.start, "clause")
        return name
    return None


_MODEL = re.compile(r"[A-Za-z][A-Za-z]*(?:[- ]?[A-Za-z0-9.]+)*-?\d[A-Za-z0-9.]*(?:-[A-Za-z0-9]+)*")


def _model(view: SentenceView, draft: Draft) -> str | None:
    """The model that parameters or scores are of: the last one named before, else the one right behind."""
    named = list(_MODEL.finditer(view.text, view.start, draft.start))
    if named:
        return named[-1].group()
    behind = _MODEL.search(view.text, draft.end, min(view.end, draft.end + 24))
    return behind.group() if behind else None


def _product(view: SentenceView, draft: Draft) -> bool:
    """A product named in Latin letters in brackets before its number; whether there is one."""
    before = view.text[draft.own_start : draft.start]
    for word in view.lexicon.dimensions.products:
        if before.endswith(word):
            draft.dimensions["product"] = word
            return True
    if draft.metric in ("parameters", "benchmark_score"):
        model = _model(view, draft)
        if model is not None:
            draft.dimensions["model"] = model
        return model is not None
    match = re.search(
        r"[(（]([A-Za-z][A-Za-z0-9 .\-]{2,24})[)）][^()（）]{0,16}(?:\([A-Z]+\))?[^()（）]{0,8}$",
        view.text[draft.own_start : draft.start],
    )
    if match is None:
        return False
    draft.dimensions["product"] = match.group(1)
    return True
