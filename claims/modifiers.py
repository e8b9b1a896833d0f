"""The words before a metric that say of which slice of the business it is.

In: a sentence's view and a draft with its metric. Out: what stands before the metric's word, without what
says nothing of a slice, and whether it names one: by what it ends with (`云服务收入`), or because parts of a
whole are told there (`其中天然气收入`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from claims.draft import Draft
from claims.jointslices import joint_name
from claims.lexicons import one_of, trie
from claims.places import names_place
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.words import Lexicon, Role

_WORDS = reading_words().slices
_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9+&·/\- “”\"]+$")
FILLER = re.compile(rf"(?:{trie(_WORDS.filler)}|\s)*")
"""What may stand between a region and the metric that it slices."""
CUSTOMERS = re.compile(rf"(?:前[一二三四五六七八九十\d]+(?:大|名)?|最大|第一大)的?{one_of(_WORDS.customers)}")
"""A group of customers by its rank."""
TOGETHER = "合计"
"""The item of what several parts are together."""
BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
LEAVES = re.compile(rf"^(?!{one_of(_WORDS.slices_all_the_same)}){one_of(_WORDS.not_slices)}")
"""Words that no slice begins with."""
MEMBER = re.compile(rf"{one_of(_WORDS.parts)}[,，]?[^,，]{{0,16}}$")
"""Before a part of a whole."""
_OF_WRITER = re.compile(rf"[,，;；\s]*(?P<whose>{one_of(_WORDS.own_of_writer)}[\u4e00-\u9fff]{{1,4}}?)的?")
"""What a writer tells of himself, and not of the company that he writes of."""
_BELONGS = re.compile(rf"[(（]{one_of(_WORDS.belongs)}(?P<whole>[^()（）,，]{{2,10}})[)）]")
_QUOTED_LAST = re.compile(r"[“\"]([^“”\"]{2,12})[”\"]$")
_COMING_FROM = re.compile(
    rf"{one_of(_WORDS.coming_from)}(?P<slice>[^,，。;；占]{{2,24}}?)的?{one_of(_WORDS.yielded)}?的$"
)
"""Before a number: where that much of the metric named before comes from."""
_AMONG_THEM = re.compile(
    rf"\s*(?P<slice>[\u4e00-\u9fffA-Za-z]{{2,12}}?)(?:就|则|也|还|独自|一家)*{one_of(_WORDS.yields)}其中的?约?"
)
"""Before a number: who brings in so much of what was told of before (`越南厂贡献了其中的2亿元`)."""
_WHOSE = re.compile("^.*(?:子公司|孙公司|旗下|控股的)")
"""Before the name of whom a company owns."""
_YIELDED = re.compile(rf"{one_of(_WORDS.yielded)}?的?$")
_REALISED = re.compile(rf"(?P<line>{one_of(_WORDS.sure_endings)}){one_of(_WORDS.realised)}$")
_CAUSE = re.compile(rf"^.*{one_of(_WORDS.causes)}(?=..)")
_JOINS = ("和", "与", "及", "以及", "跟")
_LATIN = re.compile(r"[A-Za-z]+\d[A-Za-z]+")
"""A digit as a word in the name of a slice (`O2O`)."""
_LONGEST = 14
"""Code points that a slice has at most where only its place tells it."""


_SUMS = frozenset(("", *_WORDS.sums))
"""What makes one word of 销售 before it (销售额)."""


class Endings(NamedTuple):
    """How slices of the business are told by their words."""

    slice: re.Pattern[str]
    """The last word of one, at the end of a run."""
    lead: re.Pattern[str]
    """What opens a run and says nothing of a slice."""
    run: re.Pattern[str]
    """A run with an ending that makes a slice of anything."""


@cache
def endings(lexicon: Lexicon) -> Endings:
    """The expressions for a lexicon's dimensions."""
    spec = lexicon.dimensions
    last = trie(spec.segments)
    strip = trie((*spec.whole, *lexicon.names.pronouns, *_WORDS.strip))
    return Endings(
        re.compile(rf"(?:{last})$"),
        re.compile(rf"^(?:(?!{one_of(_WORDS.slices_all_the_same)})(?:{strip})|[的了\s])+"),
        re.compile(rf"[\u4e00-\u9fffA-Za-z0-9+]{{1,10}}?{one_of(_WORDS.sure_endings)}"),
    )


class Modifier(NamedTuple):
    """What stands right before the word of a metric and belongs to it."""

    text: str
    """The words, without what says nothing of a slice."""
    start: int
    """Where they stand."""
    end: int


def modifier_of(view: SentenceView, draft: Draft) -> Modifier | None:
    """The words right before a number's own metric, with the kind of income that its word begins with."""
    if draft.head is None or not draft.own_start <= draft.head[0] < draft.start:
        return None
    start, end = view.clauses[view.clause_of(draft.head[0])][0], draft.head[0]
    end = _before_time(view, max(start, draft.own_start), end)
    start = view.behind_all(max(start, draft.own_start), end, names=True)
    word = view.text[draft.head[0] : draft.head[1]]
    for kind in _WORDS.kinds_of_income:
        bare = kind in _WORDS.bare_wholes and start == end
        if word.startswith(kind) and word.removeprefix(kind) not in _SUMS and not bare:
            end += len(kind)
            break
    run = _RUN.search(BRACKETS.sub("", view.text[start:end]))
    text = _without_leads(view, run.group() if run else "")
    for mention in view.between(start, end):
        if not mention.role(Role.REGION):
            continue
        if text.startswith(mention.word):
            text = FILLER.sub("", text.removeprefix(mention.word), count=1)
            if text.startswith(_JOINS) and names_place(text.lstrip("以和与及跟"), view.lexicon):
                return None  # 浙江及广东
        elif endings(view.lexicon).slice.search(text.removesuffix(mention.word)):
            text, end = text.removesuffix(mention.word), mention.start  # 储能业务海外收入
    if not text or text in view.lexicon.dimensions.whole or text in _WORDS.bare_wholes:
        return None
    return Modifier(text, end - len(text), end)


def _without_leads(view: SentenceView, words: str) -> str:
    """Words without what opens them and says nothing of a slice."""
    lead = endings(view.lexicon).lead
    text = _CAUSE.sub("", _REALISED.sub(r"\g<line>", _YIELDED.sub("", words.strip(' “”"'))))
    if text in view.lexicon.dimensions.segment_words:
        return text  # 企业服务 is a line of business, 企业 before another is whose it is
    while not text.startswith(_WORDS.others) and (shorter := LEAVES.sub("", lead.sub("", text))) != text:
        text = shorter
    return text


def is_part(view: SentenceView, drafts: Sequence[Draft], index: int, modifier: Modifier) -> bool:
    """Whether a modifier that is no known slice is one: where parts of a whole are told.

    That is a clause that 其中 opens, or a row of numbers of the same metric, each with words of its own.
    """
    draft, text = drafts[index], modifier.text
    counted = any(character.isdigit() for character in text) and not _LATIN.fullmatch(text)
    if not 2 <= len(text) <= _LONGEST or counted:
        return False
    inside = (
        m
        for m in view.between(modifier.start, modifier.end)
        if m.start >= modifier.start and (m.start, m.end) != draft.head  # 服务收入 of 快运服务收入
    )
    if any(not (m.role(Role.SEGMENT) or m.role(Role.REGION) or _counts(view, m, draft)) for m in inside):
        return False
    start = view.clauses[draft.clause][0]
    before = view.text[max(view.start, start - 4) : modifier.start]
    row = [other for other in drafts[max(0, index - 2) : index + 3] if other.metric == draft.metric]
    listed = any(
        not {"segment", "product"}.isdisjoint(other.dimensions)
        if other.start < draft.start
        else modifier_of(view, other) is not None
        for other in row
        if other is not draft and other.head != draft.head
    )
    return listed or MEMBER.search(before) is not None or _in_row(view, draft, modifier)


def _counts(view: SentenceView, mention: Mention, draft: Draft) -> bool:
    """Whether a word in the name of a part of an amount is of what is counted (加盟门店供货收入)."""
    if mention.metric is None or draft.kind != "money":
        return False
    stands = view.lexicon.metrics[mention.metric].nature in ("stock", "standing")
    return stands and not view.lexicon.compatible(mention.metric, "money")


def kind_of_goods(view: SentenceView, draft: Draft, modifier: Modifier) -> bool:
    """Whether a modifier with the goods that its metric's word opens with tells a kind (`车规产品收入`)."""
    kind = modifier.text.removesuffix(_GOODS_SOLD)
    start = view.behind_all(view.clauses[view.clause_of(modifier.start)][0], modifier.start, names=True)
    return (
        draft.head is not None
        and kind != modifier.text
        and view.text.startswith(_GOODS_SOLD, draft.head[0])
        and _KIND_WORDS.fullmatch(kind) is not None
        and NO_OTHER.search(kind) is None
        and kind not in view.lexicon.dimensions.whole
        and not view.text[start : modifier.start].strip(" ,，、的")
        and not any(
            m.start >= modifier.start for m in view.between(modifier.start, modifier.start + len(kind))
        )
    )


def sorts(view: SentenceView, modifier: Modifier, head: int) -> bool:
    """Whether a modifier right before the word at `head` may name a kind of what it is of (制造业, 个人)."""
    text = modifier.text
    if (
        modifier.end != head
        or not 2 <= len(text) <= _LONGEST_KIND
        or any(character.isdigit() for character in text)
    ):
        return False
    cued = any(m.cue is not None for m in view.between(modifier.start, modifier.end))
    return not cued and NO_OTHER.search(text) is None


_GOODS_SOLD = "产品"
"""The kind of income that goods bring."""
_LONGEST_KIND = 10
_KIND_WORDS = re.compile(r"(?![省市区县州])[\u4e00-\u9fff]{2,6}")
"""What may say of which kind a known slice is."""
_GOODS = re.compile(rf"(?!{one_of(_WORDS.apiece)})[\u4e00-\u9fff]{{2,6}}(?<!业)(?<!均)(?<!市场)")
_TOLD_OF = 2
"""How often a text must hold the name of goods that opens a clause before a metric's word."""


def is_known_goods(view: SentenceView, modifier: Modifier, metric: str) -> bool:
    """Whether a modifier that opens its clause is what the text goes on to speak of (`面板收入171亿元`).

    A margin is told of goods wherever their word stands before it.
    """
    text = modifier.text
    start = view.behind_all(view.clauses[view.clause_of(modifier.start)][0], modifier.start, names=True)
    opens = not view.text[start : modifier.start].strip("的 ")
    if (
        not opens
        or view.text.startswith("总", modifier.end)
        or _GOODS.fullmatch(text) is None
        or NO_OTHER.search(text) is not None
    ):
        return False
    if any(not m.role(Role.SEGMENT) for m in view.between(modifier.start, modifier.end)):
        return False
    return metric == "gross_margin" or view.text.count(text) >= _TOLD_OF


_ROW_ENDS = re.compile("[。！？!?\n]")
NO_OTHER = re.compile(one_of((*_WORDS.not_slices, *_WORDS.strip, *reading_words().breakdowns.not_in_names)))
"""Words that the name of a slice nobody knows does not hold."""


def _in_row(view: SentenceView, draft: Draft, modifier: Modifier) -> bool:
    """Whether semicolons part a number from others of the same word, each with words of its own before it.

    `鲜奶营收A，年增5%；常温奶营收B`.
    """
    if draft.head is None or not _SEMICOLON.search(
        view.text[view.end - 1] + view.text[max(0, view.start - 1)]
    ):
        return False
    word = view.text[draft.head[0] : draft.head[1]]
    start = max((m.end() for m in _ROW_ENDS.finditer(view.text, 0, view.start)), default=0)
    stop = _ROW_ENDS.search(view.text, view.end)
    row = re.compile(
        rf"[;；]\s*(?:其中)?(?P<name>[\u4e00-\u9fff]{{2,10}}?){re.escape(word)}[^,，;；]{{0,6}}\d"
    )
    others = {m["name"] for m in row.finditer(view.text, start, stop.start() if stop else len(view.text))}
    spec = view.lexicon.dimensions
    return any(
        name != modifier.text and name not in spec.whole and not NO_OTHER.match(name) for name in others
    ) or (modifier.text in others and len(others) > 1)


_SEMICOLON = re.compile("[;；]")


def widened(view: SentenceView, mention: Mention, end: int) -> str:
    """A segment word with the endings behind it (`API` + `调用服务`)."""
    stop = mention.end
    last = view.lexicon.dimensions.segments
    grown = True
    while grown:
        grown = False
        for ending in last:
            if len(ending) > 1 and view.text.startswith(ending, stop) and stop + len(ending) <= end:
                stop += len(ending)
                grown = True
                break
    above = _BELONGS.match(view.text, stop, view.end)
    return above["whole"] if above else view.text[mention.start : stop]


def anchor_of(view: SentenceView, draft: Draft) -> int | None:
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


def segment_before(view: SentenceView, draft: Draft, anchor: int) -> str | None:
    """The slice of business named right before an anchor."""
    is_segment = endings(view.lexicon).slice
    start = view.clauses[view.clause_of(anchor)][0]
    if anchor >= draft.own_start:
        start = max(start, draft.own_start)
    anchor = _before_time(view, start, anchor)
    start = view.behind_all(start, anchor, names=True)
    words = view.text[start:anchor]
    if (own := _OF_WRITER.fullmatch(words)) is not None:
        return own["whose"]
    if words.endswith((")", "）")):
        opened = max(words.rfind("("), words.rfind("（"))
        if opened >= 0:
            words = words[:opened]
    run = _RUN.search(words)
    if run is None:
        return None
    quoted = _QUOTED_LAST.search(words)
    text = _without_leads(view, quoted.group(1) if quoted else run.group())
    if "的" in text:
        text = text.rsplit("的", 1)[1]
    for mention in view.mentions:
        if mention.start >= anchor:
            break
        if mention.role(Role.REGION) and text.startswith(mention.word):
            text = text.removeprefix(mention.word)
    text = CUSTOMERS.sub("", text)
    spec = view.lexicon.dimensions
    if text in spec.whole or (text in spec.segments and text not in spec.segment_words):
        return None
    if not view.cues(anchor, draft.start, "respectively"):
        joint = joint_name(view, text, anchor, NO_OTHER)
        if joint is not None:
            return joint
    known = [m for m in view.between(start, start + len(words)) if m.role(Role.SEGMENT)]
    if known and (
        len(text) > 10
        or not is_segment.search(text)
        or (known[0].word.isascii() and text.find(known[0].word) > 0)
    ):
        if _names_kind(view, known[0], text, anchor):
            return text
        tail = widened(view, known[0], anchor)
        return tail if len(tail) <= 12 else None
    if 2 <= len(text) <= 12 and is_segment.search(text):
        return text
    return None


def _names_kind(view: SentenceView, known: Mention, text: str, anchor: int) -> bool:
    """Whether words close with a known slice's and say before it which kind of it (`动力管理芯片`)."""
    kind = text.removesuffix(known.word)
    opens = anchor - len(text)
    return (
        known.end == anchor
        and kind != text
        and _KIND_WORDS.fullmatch(kind) is not None
        and NO_OTHER.search(kind) is None
        and not any(m.end > opens for m in view.mentions if m.start < known.start)
        and not any(p.end > opens for p in view.phrases if p.start < anchor)
    )


def _before_time(view: SentenceView, start: int, end: int) -> int:
    """The end of the words before a metric, or before a time that parts them from it (`云业务上半年收入`)."""
    for phrase in view.phrases:
        if start < phrase.start and phrase.end == end:
            return phrase.start
    return end


def coming_from(view: SentenceView, draft: Draft) -> str | None:
    """Where a number comes from, by the words right before it (`收益包括来自放贷业务的1334万港元`)."""
    yielding = _AMONG_THEM.fullmatch(view.text[view.clauses[draft.clause][0] : draft.start])
    if yielding is not None:
        who = _WHOSE.sub("", yielding["slice"])
        if len(who) > 1 and NO_OTHER.search(who) is None:
            return who
    match = _COMING_FROM.search(view.text, draft.own_start, draft.start)
    if match is None or view.names_between(match.start("slice"), match.end("slice")):
        return None
    found = match["slice"]
    return None if any(found.startswith(m.word) and m.role(Role.REGION) for m in view.mentions) else found
