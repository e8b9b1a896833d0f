"""Things that figures are told of as of companies: indices, goods and industries, and places beside them.

In: a number's draft, its sentence's view and what was spoken of before. Out: the thing that the number
belongs to, by the words that a clause opens with. In a text about no company such a thing takes the
subject over from the one before; in a company's own text it holds for what is said of it and no further.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from claims.draft import Draft
from claims.groups import is_group
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.places import is_spoken_of_as_place, place_at
from claims.pricemoves import PRICED, last_indices, price_move
from claims.readingwords import reading_words
from claims.sentence import Name, SentenceView
from claims.words import Lexicon, Role

_WORDS = reading_words().things
MADE = frozenset(_WORDS.told_of_goods)
"""Metrics of what is made, sold or traded, by whomever."""
_LEADS = re.compile(rf"(?:[\s“\"①-⑳]|{trie((*_WORDS.leads, *reading_words().prices.leads))}[,，]?)*")
INDUSTRY = re.compile(
    rf"(?:{trie(_WORDS.belonging)}的?)?(?P<name>(?:(?![的是在对将使受由从把被于])[\u4e00-\u9fff]){{2,16}}?{one_of(_WORDS.industries)})"
    rf"(?!{one_of(_WORDS.not_behind_industries)})"
)
"""An industry by its name."""
_NO_INDUSTRY = re.compile(rf"{one_of(_WORDS.no_industries)}$")
_KIND_OF_INDEX = re.compile(rf"^{one_of(_WORDS.kinds_of_index)}?{one_of(_WORDS.indices)}$")
_CLASSED = re.compile(rf"{one_of(_WORDS.classed)}(?P<name>[\u4e00-\u9fff]{{2,10}})(?=[,，;；。])")
_INDEX_LEADS = re.compile(rf"^{one_of(_WORDS.index_leads)}")
_INDEX_OPENS = re.compile(r"^(?:.*(?:(?<![罗目])的|跑赢)|[年月日]份?的?)")
"""What no index's name holds, before it: the rest of a date, what is said of it (`甲乙调查的物流指数`)."""
_INDEX_NAME = re.compile(r"[\u4e00-\u9fffA-Z]{1,14}$")
_SHARE = re.compile(rf"(?!{trie(_WORDS.no_goods)})(?P<name>[\u4e00-\u9fff]{{2,8}}?)(?<!转)股价")
"""Whose share it is, before 股价."""
_RUN = re.compile(
    rf"(?P<name>[\u4e00-\u9fffA-Za-z0-9]{{2,14}}?)(?:{trie(_WORDS.goods_fillers)}|主力合约\d*)*$"
)
_QUOTED_GOODS = re.compile(
    r"(?:^|[,，。;；、])\s*(?P<name>[\u4e00-\u9fffA-Z]{2,8}?)(?:期货|主力合约\d*|现货)(?:价格)?(?:\d*月?合约)?"
    rf"[^,，。]{{0,6}}?{one_of(_WORDS.quoted)}"
)
_CONTRACT = re.compile(r"(?:^|[,，。;；、]|\s)(?P<name>[\u4e00-\u9fff]{2,8})(?:主力合约|期货)")
_GOODS_LEADS = re.compile(rf"^(?:{trie(_WORDS.goods_leads)}|\s)+")
_GOODS_ENDS = re.compile(rf"{one_of(_WORDS.goods_ends)}+$")
_PLAIN_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,12}")
_PRICES = reading_words().prices
_DELIVERY = r"(?:(?:1[0-2]|[1-9])月)"
"""The month of delivery in the name of a contract (`布伦特4月原油期货`)."""
_KNOWN_GOODS = re.compile(rf"(?:{trie(_PRICES.goods_leads)})?(?:{trie(_PRICES.goods)})")
_GOODS = re.compile(
    rf"(?:(?:(?:{trie(_PRICES.goods_leads)}){_DELIVERY}?)?(?:{trie(_PRICES.goods)})(?:{trie(_PRICES.goods_endings)})?"
    rf"|(?:{trie(_PRICES.goods_leads)})[\u4e00-\u9fff]{{1,6}}?{one_of(_PRICES.goods_endings)}"
    rf"|[\u4e00-\u9fff]{{1,6}}?{one_of(_WORDS.contracts)})(?!{one_of(_WORDS.not_behind_goods)})"
)
_SESSIONS = frozenset({"", *reading_words().prices.sessions})
"""Behind the name of a share that moves: the session in which it does."""
_GOODS_ENDINGS = (*_PRICES.goods_endings, *_PRICES.moves)
_QUOTES = re.compile(rf"{one_of(_WORDS.quoted)}[^,，。\d]{{0,6}}$")
_NO_OPENERS = reading_words().names.no_openers
_AND = re.compile("[、和与及]")
_LATIN = re.compile(r"[A-Z][A-Za-z.&]+")


def no_company(view: SentenceView, subject: str | None) -> bool:
    """Whether nobody, or only an economy, a place or a good is spoken of."""
    return (
        subject is None
        or subject in view.lexicon.economies
        or is_spoken_of_as_place(view, subject)
        or subject.endswith(_WORDS.indices)
        or is_goods(view, subject)
    )


def reached(words: str) -> bool:
    """Whether words end in a verb of a quoted price (`盘中曾触及`)."""
    return _QUOTES.search(words) is not None


def price_of_goods(view: SentenceView, draft: Draft) -> bool:
    """Whether an amount that no metric is named for is the price of the goods that its clause opens with."""
    if draft.kind not in ("money", "price") or draft.unit.endswith("/share"):
        return False
    start = view.clauses[draft.clause][0]
    goods = _GOODS.match(view.text, behind_leads(view, start, draft.start), draft.start)
    return (
        goods is not None
        and _is_plain(view, *goods.span())
        and reached(view.text[goods.end() : draft.quantity.start])
    )


def price_gone_on_with(view: SentenceView, draft: Draft, previous: Draft | None) -> str | None:
    """The metric of prices, or of an index, that a paragraph goes on with place by place."""
    if previous is None or previous.metric not in ("price", "index_level"):
        return None
    company = [n for n in view.names_between(view.start, draft.start) if not no_company(view, n.canonical)]
    return None if company else previous.metric


def opening_thing(view: SentenceView, start: int, end: int) -> Name | None:
    """The place, good, index or industry that a clause of a text about no company says something of."""
    at = behind_leads(view, start, end)
    goods = _GOODS.match(view.text, at, end)
    if (
        goods is not None
        and _is_plain(view, *goods.span())
        and are_goods(view.text, goods.group(), view.lexicon)
    ):
        return Name(*goods.span(), re.sub(_DELIVERY, "", goods.group()))
    for mention in view.metrics(at, min(end, at + 16)):
        index = mention.metric == "index_level" and _INDEX_NAME.fullmatch(view.text, at, mention.end)
        if index and _is_plain(view, at, mention.end):
            name = view.text[at : mention.end]
            if name.endswith(_WORDS.indices) and name not in _WORDS.indices_by_kind:
                return Name(at, mention.end, _by_class(view, name, at))
    place = place_at(view, at, end)
    if place is not None:
        return place
    industry = INDUSTRY.match(view.text, at, end)
    if (
        industry is not None
        and not _NO_INDUSTRY.search(industry["name"])
        and _is_plain(view, *industry.span("name"))
    ):
        return Name(*industry.span("name"), industry["name"])
    return None


def _is_plain(view: SentenceView, start: int, end: int) -> bool:
    """Whether words are a name alone: no verb, no name of somebody and no word that only opens a clause."""
    said = any(m.cue or m.role(Role.SAYS) or m.role(Role.SPEAKER) for m in view.between(start, end))
    others = [n for n in view.names_between(start, end) if not no_company(view, n.canonical)]
    known = _KNOWN_GOODS.match(view.text, start, end) is not None
    opens = view.text[start] in _NO_OPENERS or view.text.startswith(_WORDS.no_goods, start)
    return not said and not others and (known or not opens)


def behind_leads(view: SentenceView, start: int, end: int) -> int:
    """Behind the leads and time phrases that a clause opens with."""
    at = start
    while True:
        lead = _LEADS.match(view.text, at, end)
        behind = lead.end() if lead else at
        behind = next((phrase.end for phrase in view.phrases if phrase.start == behind < end), behind)
        if behind == at:
            return at
        at = behind


def owns(view: SentenceView, thing: Name, draft: Draft) -> bool:
    """Whether a number can be told of what a clause opens with: of an index its level, of goods their price.

    A place with its number right behind it (`江苏3例`) is a member of a list and owns no other.
    """
    name = thing.canonical
    if name.endswith(_WORDS.indices):
        return draft.metric == "index_level"
    if is_goods(view, name):
        return draft.metric in ("price", "share_price")
    if is_group(name) and (draft.metric in PRICED or draft.unit.endswith("/share")):
        return False
    if is_group(name) and draft.metric in MADE and draft.head is not None:
        return not 0 <= thing.end < draft.head[0] or not view.text[thing.end : draft.head[0]].strip("的")
    return draft.clause == view.clause_of(thing.start) or not _is_member(view, thing)


def lasts(view: SentenceView, thing: Name) -> bool:
    """Whether a subject is spoken of beyond its sentence, as a company or a place is, and an index is not."""
    name = thing.canonical
    fleeting = name.endswith(_WORDS.indices) or is_group(name) or is_goods(view, name)
    return not (fleeting or _is_member(view, thing))


def is_goods(view: SentenceView, name: str) -> bool:
    """Whether a name is that of goods."""
    return (
        _called_after_goods(name)
        and not is_spoken_of_as_place(view, name)
        and are_goods(view.text, name, view.lexicon)
    )


@lru_cache(maxsize=64)
def _called_after_goods(name: str) -> bool:
    return _GOODS.fullmatch(name) is not None


@lru_cache(maxsize=16)
def are_goods(text: str, word: str, lexicon: Lexicon) -> bool:
    """Whether a word for goods that is a company's name as well (苹果) is that of goods in a text."""
    return word not in lexicon.companies or any(word + ending in text for ending in _GOODS_ENDINGS)


def _is_member(view: SentenceView, thing: Name) -> bool:
    counted = view.text[thing.end : thing.end + 1].isdigit()
    dated = any(phrase.start == thing.end for phrase in view.phrases)
    return counted and not dated and is_spoken_of_as_place(view, thing.canonical)


def named_thing(view: SentenceView, draft: Draft, main: str | None) -> str | None:
    """An index under its name (`沪指涨0.8%`), or what a bare price move is said of (`动力煤下跌2.63%`)."""
    start = view.clauses[draft.clause][0]
    if draft.metric == "index_level":
        head = draft.head
        if head is None:  # known by its 点 alone
            named = [m for m in view.metrics(start, draft.start) if m.metric == "index_level"]
            head = (named[-1].start, named[-1].end) if named else None
        if head is not None and head[0] >= view.start:
            return _index(view, draft, head)
    if draft.metric == "share_price" and draft.kind != "percent":
        share = _SHARE.match(view.text, behind_leads(view, start, draft.start), draft.start)
        if share is not None and not any(view.between(*share.span("name"))):
            canonical = {name.start: name.canonical for name in view.names}
            return canonical.get(share.start("name"), share["name"])
    if draft.metric in ("price", "share_price") and main is None:
        quoted = _QUOTED_GOODS.search(view.text, view.start, draft.start)
        if quoted is not None:
            return quoted["name"]
    if draft.metric != "share_price" or draft.head is not None or draft.direction == 0:
        return None
    if view.names_between(start, draft.start):
        return None
    cues = view.cues(draft.own_start, draft.start, "growth", "growth_noun")
    if not cues or draft.own_start != start:
        return None
    contract = _CONTRACT.search(view.text, view.start, draft.start)
    if contract is not None and main is None:
        return contract["name"]
    match = _RUN.match(view.text[start : cues[0].start].strip())
    if match is None or match["name"].startswith(_WORDS.no_goods) or main is not None:
        return None
    longer = match.string[: match.end("name") + 1]  # 恒大 is not 恒, which much rises
    return view.lexicon.companies.get(longer, match["name"])


def _index(view: SentenceView, draft: Draft, head: tuple[int, int]) -> str:
    """The name of the index that a number's head is the last word of."""
    word = view.text[head[0] : head[1]]
    if word in _WORDS.indices_by_kind:
        before = _INDEX_NAME.search(view.text, view.clauses[view.clause_of(head[0])][0], head[0])
        word = _INDEX_OPENS.sub("", before.group() if before else "") + word
        word = _by_class(view, word, head[0])
    draft.why("entity", *head, "clause")
    return _INDEX_LEADS.sub("", word)


def _by_class(view: SentenceView, index: str, at: int) -> str:
    """An index by its name, or by that of the class named before it where only its kind is said."""
    if _KIND_OF_INDEX.match(index) is None:
        return index
    classed = list(_CLASSED.finditer(view.text, view.start, at))
    return classed[-1]["name"] if classed else index


def _is_session(words: str, lexicon: Lexicon) -> bool:
    """Whether words behind a name only say in which session its price moved, its ending apart."""
    ending = next((e for e in lexicon.names.suffixes if words.startswith(e)), "")
    return words in _SESSIONS or words.removeprefix(ending) in _SESSIONS


def priced_thing(
    view: SentenceView, draft: Draft, earlier: Sequence[Draft], subject: str | None, priced: str | None
) -> str | None:
    """Whose price moved: the clause's own name, or the one before it where none stands between.

    `subject` was spoken of last, `priced` is what a price was given of last.
    """
    move = price_move(view, draft)
    if move is not None and move.name in _WORDS.share_kinds and earlier:
        other = next((k for k in _WORDS.share_kinds if (earlier[-1].entity or "").endswith(k)), "")
        return f"{(earlier[-1].entity or '').removesuffix(other)}{move.name}"  # 甲H股涨1%,A股涨2%
    if move is not None and move.name is not None:
        draft.why("entity", move.start, move.start + len(move.name), "clause")
        known = {view.text[name.start : name.end]: name.canonical for name in view.names}
        bearer = next((n for n in known if _is_session(move.name.removeprefix(n), view.lexicon)), move.name)
        return known.get(bearer, bearer)  # 云杉科技首挂升42%
    before = earlier[-1] if earlier else None
    named = before is not None and draft.head is not None and draft.head[0] >= before.end
    if (
        before is not None
        and before.metric == draft.metric
        and before.clause != draft.clause
        and (
            price_move(view, before) is not None
            or (draft.metric == "index_level" and not named)
            or (draft.measure is Measure.CHANGE and not named and before.measure is Measure.LEVEL)
        )
        and not view.names_between(before.end, draft.start)
    ):
        return before.entity
    if draft.metric == "index_level" and move is not None and (row := last_indices(view, draft.start)):
        return row
    owner = subject if before is None else before.entity
    if no_company(view, owner) and priced is not None and draft.head is None:
        return priced
    return None


def made_thing(view: SentenceView, draft: Draft, earlier: Sequence[Draft]) -> str | None:
    """What is made, sold or traded where no company is spoken of (`挖掘机国内销量`), here or just before."""
    if draft.metric not in MADE or draft.head is None or not view.start <= draft.head[0] < draft.start:
        return None
    if earlier and earlier[-1].head == draft.head and earlier[-1].quantity.classifier != "种":
        return earlier[-1].entity
    start = view.clauses[view.clause_of(draft.head[0])][0]
    start = _behind_all(view, start, draft.head[0])
    written = _GOODS_LEADS.sub("", view.text[start : draft.head[0]])
    words = _GOODS_ENDS.sub("", written) or _in_word(view.text[slice(*draft.head)])
    if not words and earlier and (written or earlier[-1].metric == draft.metric):
        return earlier[-1].entity  # 国内销量…,出口销量…
    if words.startswith(_WORDS.no_goods) or view.text[slice(*draft.head)] in _WORDS.no_trades:
        return None
    inside = view.between(start, draft.head[0])
    if any(m.cue or (m.metric and m.end == draft.head[0]) for m in inside):
        return None
    return words if _PLAIN_NAME.fullmatch(words) or words in _WORDS.short_goods else None


def _in_word(word: str) -> str:
    """The goods that the word of a metric opens with (`粗钢产量`)."""
    made = _OF_GOODS.fullmatch(word)
    return "" if made is None else _GOODS_ENDS.sub("", made["goods"])


_OF_GOODS = re.compile(r"(?P<goods>[\u4e00-\u9fff]{2,6})(?:产量|销量)")


def _behind_all(view: SentenceView, start: int, limit: int) -> int:
    """Behind the last time phrase or number before a limit; how many kinds belongs to the name (`十种`)."""
    behind = view.behind_all(start, limit)
    kinds = (q.start for q in view.quantities if q.end == behind and q.classifier == "种")
    return next(kinds, behind)


def listed_things(view: SentenceView, group: Sequence[Draft], *, of_company: bool) -> list[str] | None:
    """Things in a row before a list, as many as it has members (`铜、铝现货均价分别为A、B`).

    In a company's text places and goods in a row are slices of it, but prices that moved are others'.
    """
    first = group[0]
    start, end = view.clauses[first.clause]
    at = behind_leads(view, start, first.start)
    said = [m.start for m in view.between(at, first.start) if m.metric or m.cue]
    end = min([first.start, *said])
    words = _GOODS_ENDS.sub("", view.text[at:end].strip())
    items = [item.strip() for item in _AND.split(words)]
    if len(items) != len(group) or len(items) < 2:
        return None
    if of_company:
        fits = first.metric == "share_price" and all(_LATIN.fullmatch(item) for item in items)
    else:
        fits = all(_can_be_listed(view, item) for item in items)
    return items if fits else None


def _can_be_listed(view: SentenceView, item: str) -> bool:
    goods = item in _WORDS.short_goods or _GOODS.fullmatch(item) is not None
    industry = INDUSTRY.fullmatch(item) is not None and not _NO_INDUSTRY.search(item)
    return goods or industry or is_spoken_of_as_place(view, item) or _LATIN.fullmatch(item) is not None
