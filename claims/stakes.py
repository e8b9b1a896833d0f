"""Whose stake: the company that is held, bought or sold, where its name stands beside the number.

In: a number of shares or a part of a capital, in its sentence. Out: the company by the words around it.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.holdernames import is_holder
from claims.lexicons import one_of, trie
from claims.readingwords import reading_words
from claims.sentence import Name, SentenceView

_WORDS = reading_words().subjects
_STAKE_VERBS = (*_WORDS.stake_verbs, *reading_words().holders.trades)
_STAKE_VERB = re.compile(rf"(?:{trie(_STAKE_VERBS)})了?$")
_ONLY_ABOUT = re.compile(rf"{one_of(_WORDS.stake_about)}?\s*")
_HELD_OF = re.compile(
    rf"(?P<verb>{trie(_WORDS.stake_verbs)})(?:了|其持有的|其所持)?(?!等)"
    rf"(?P<name>[A-Z][A-Za-z.&' ]{{2,40}}?(?:的|$)"
    rf"|(?:(?!{trie(_STAKE_VERBS)})[^,，。;；:：、\d]){{2,20}}?)"
    rf"{one_of(_WORDS.stake_about)}?\s*$"
)
_HELD_NEXT = re.compile(
    rf"(?:%的?{one_of(_WORDS.stakes)}(?:以及|[、,，和及与])+(?P<next>[^,，。;；:：、\d]{{2,20}}?)"
    rf"|(?:^|[、,，;；:：])(?P<full>[^,，。;；:：、\d]{{2,20}}{one_of(reading_words().names.legal_endings)}))的?$"
)
"""A company whose stake goes on a list of them, or that its full name tells (`某某有限公司70%股权`)."""
_SOLD = re.compile(
    rf"的?{one_of(_WORDS.stakes)}(?:以[^,，。;；]{{2,20}})?{one_of(reading_words().holders.sells)}"
)
_FRONTED = re.compile(r"[将把](?:其|所|旗下|持有的?)*(?P<name>(?![的其])[^,，。;；:：、\d]{2,20}?)\s*的?$")
"""Before a stake that is put in front of the verb that sells it (`将某某公司40%股权转让予`)."""
_TOGETHER = re.compile(
    rf"[与和及](?P<name>(?!其)[\u4e00-\u9fffA-Za-z()]{{2,20}}?){one_of(reading_words().holders.each_holds)}持有(?!的)"
)
"""Before what several hold each, or together: the last of them."""
_PAIR = re.compile(r"(?:目前|现时|现)?[,，]?(?P<first>(?!公司)[\u4e00-\u9fffA-Za-z]{2,12})(?=[与和及])")
_STAKE_FIRST = re.compile(
    rf"持有(?:了)?(?P<name>(?![其公该本])[^,，。;；:：、\d]{{2,20}}?)的?{one_of(_WORDS.stakes)}(?:的?比例|占比)(?:[为达是]|达到|约)*$"
)
"""A company before the stake that is held in it, and that before how much it is (`持有某某股权比例为15%`)."""
_STAKE_BEHIND = re.compile(rf"的?{one_of(_WORDS.stakes)}")
_STAKE_OF = re.compile(
    rf"^(?:公司|其|该)?(?:所?持有?的?)?(?:[^,，]*{one_of(_WORDS.affiliates)}(?=..))?|[的之]?\s*$"
)
_BEHIND_NAME = re.compile(r"[(（](?:[A-Za-z0-9.& ]+|[“\"「](?P<short>[^“”\"「」]{2,12})[”\"」])[)）]$")
"""A code, a name in Latin letters or the short form behind a full name."""
_LATIN = re.compile(r"[A-Z][A-Za-z.& ]+")
_FRONTS = ("将", "把")
_LONGER = re.compile("(?!公司|集团|股份)[\u4e00-\u9fff]{2}")
"""Behind what another company's name begins like: its rest (云杉高新, beside 云杉科技 called 云杉)."""
_ACTOR = re.compile(r"[,，;；。][A-Z][A-Za-z.&' ]+(?:目前|现)?$|放弃")
"""Before such a verb: who holds is told there."""
_AFFILIATE = re.compile(one_of(_WORDS.affiliates) + "..")
_NO_COMPANY = re.compile(rf"{one_of(_WORDS.no_companies)}?(?:公司|企业)|.{{0,3}}股东.?|.{{0,2}}股份")
"""A run of words that says what kind of company a stake is of, and not which one (`标的公司`)."""
_ITS_SHARES = re.compile(r"[A-ZH]?股(?:份|票|权)?")


def company_held(view: SentenceView, draft: Draft) -> tuple[str, bool] | None:
    """The company of which a stake is held, bought or sold (`购买某某78%的股权`), and whether it is held."""
    if draft.metric not in ("shareholding", "stake_change"):
        return None
    if draft.kind == "share":
        before = view.names_between(draft.own_start, draft.start)
        traded = before and _STAKE_VERB.search(view.text, draft.own_start, before[-1].start)
        near = before and _ONLY_ABOUT.fullmatch(view.text, before[-1].end, draft.start)
        return (before[-1].canonical, False) if traded and near else None
    if draft.kind != "percent":
        return None
    first = _STAKE_FIRST.search(view.text, max(view.start, draft.own_start), draft.start)
    if first is not None:
        inner = view.names_between(*first.span("name"))
        return (inner[-1].canonical if inner else first["name"]), True
    if _STAKE_BEHIND.match(view.text, draft.quantity.end) is None:
        return None
    match = _HELD_OF.search(view.text, max(view.start, draft.own_start), draft.start)
    if match is None and _SOLD.match(view.text, draft.quantity.end, view.end) is not None:
        match = _FRONTED.search(view.text, max(view.start, draft.own_start), draft.start)
    if match is None:
        return _held_next(view, draft)
    name = _known_by(_STAKE_OF.sub("", match["name"]))
    if len(name) < 2 or name in view.lexicon.names.pronouns or _NO_COMPANY.fullmatch(name) is not None:
        return None
    inner = view.names_between(*match.span("name"))
    opens = bool(inner) and inner[0].start == match.start("name")
    longer = opens and _LONGER.fullmatch(view.text, inner[-1].end, match.end("name")) is not None
    if inner and not longer and _AFFILIATE.search(view.text, inner[-1].end, match.end("name")) is None:
        name = inner[-1].canonical  # 甲控股子公司乙 is not 甲
    fronted = match.groupdict().get("verb", "").endswith("的")  # 某某拟将持有的甲25%股权转让
    told = fronted and view.text[match.start() - 1 : match.start()] in _FRONTS
    return name, not told and _ACTOR.search(view.text, draft.own_start, match.start()) is None


def held_with(view: SentenceView, draft: Draft, holder: str) -> str:
    """A holder with whom the clause says holds together with it (`公司与云杉科技各持有…`)."""
    match = _TOGETHER.search(view.text, view.clauses[draft.clause][0], draft.start)
    if match is None:
        return holder
    pair = _PAIR.search(view.text, view.clauses[draft.clause][0], draft.start)
    if pair is not None and pair.end("first") == match.start() and is_holder(pair["first"]):
        return f"{pair['first']}、{match['name']}"
    names = view.names_between(view.start, match.start())
    its = names and names[-1].end == match.start() and names[-1].canonical == holder
    return f"{holder}、{match['name']}" if its or view.text.endswith("公司", 0, match.start()) else holder


def _held_next(view: SentenceView, draft: Draft) -> tuple[str, bool] | None:
    """The company of the next stake of a list (`收购甲79%股权及乙70%股权`)."""
    match = _HELD_NEXT.search(view.text, max(view.start, draft.own_start - 1), draft.start)
    if match is None:
        return None
    group = "next" if match["next"] else "full"
    name = match[group]
    inner = view.names_between(*match.span(group))
    if inner and inner[-1].end == match.end(group):
        return inner[-1].canonical, False
    known = (
        match["full"] is not None
        or _LATIN.fullmatch(name) is not None
        or name.endswith(view.lexicon.names.suffixes)
    )
    return (name, False) if known and _NO_COMPANY.fullmatch(name) is None else None


def company_of_shares(view: SentenceView, draft: Draft) -> Name | None:
    """The company whose shares are counted, named right behind them (`出售300万股某某汽车股份`)."""
    if draft.kind != "share":
        return None
    behind = view.names_between(draft.quantity.end, min(view.end, draft.quantity.end + 2))
    named = next((n for n in behind if n.start - draft.quantity.end <= 1), None)
    return named if named is not None and _ITS_SHARES.match(view.text, named.end, view.end) else None


def _known_by(name: str) -> str:
    """A name as the text goes on to use it: by the short form in brackets behind it, if there is one."""
    behind = _BEHIND_NAME.search(name)
    return name if behind is None else behind["short"] or name[: behind.start()]
