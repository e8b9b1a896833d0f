"""Bonds and loans whose rates are told one after another: `德国10年期国债收益率跌4个基点，报0.1%`.

In: a number's draft and its sentence's view. Out: the bond, loan or policy rate (`1年期LPR`) that a rate of
interest is of, by its name, which stands before it in the sentence; and whether a length is the term in it.
"""

from __future__ import annotations

import re
from functools import cache

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.words import Lexicon

_WORDS = reading_words().things
_YIELDS = "interest_rate"
_MOVED = frozenset({_YIELDS, "other", None})
"""What a change in points behind the name of a rate is read as."""
_TERM = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,2})(?:年|个?月|天)期?(?:以上)?"
_RATE = rf"(?:{trie(_WORDS.rates)})(?![A-Za-z])"
_RATES = re.compile(
    rf"(?P<name>(?:(?:{_TERM})?{_RATE}[和与及、])*(?:{_TERM}(?:[和与及、]{_TERM})*)?{_RATE}|(?:{trie(_WORDS.loans)})(?=[^,，。;；]{{0,4}}?利率))"
    rf"(?:[(（][^()（）]*[)）])?(?:{trie(_WORDS.rate_words)})*(?!{one_of(_WORDS.not_behind_rates)})"
)
_IN_NAME = re.compile(rf"期?(?:以上)?(?:[和与及、]{_TERM})*{_RATE}")

_TENOR = "期"
_NAMES_PAPER = re.compile(
    rf"期(?:以上|以下)?(?:[和与及、]{_TERM})*[^,，。;；:：、\d]{{0,6}}?"
    rf"{one_of((*_WORDS.bonds, *_WORDS.told_by_term))}"
)
"""Behind a length that is a part of the name of a bond, a deposit or a loan (`10年期国债`, `3个月期存款`)."""


@cache
def _bond(lexicon: Lexicon) -> re.Pattern[str]:
    """A bond by its issuer's place and its term, before the word for what it yields."""
    places = trie((*lexicon.dimensions.regions, *lexicon.economies))
    return re.compile(
        rf"(?P<name>(?:{places})?(?:\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})年期[\u4e00-\u9fffA-Z0-9]{{0,6}}?"
        rf"{one_of(_WORDS.bonds)})(?:的|{trie(_WORDS.kinds_of_yield)})*{one_of(_WORDS.yields)}"
    )


def bond_of(view: SentenceView, draft: Draft) -> str | None:
    """The bond that a yield, or the term in its name, is of, or None."""
    if draft.metric != _YIELDS and draft.kind != "duration":
        return None
    behind = draft.start if draft.metric == _YIELDS else min(view.end, draft.end + 16)
    named = list(_bond(view.lexicon).finditer(view.text, view.start, behind))
    if not named or (draft.kind == "duration" and not named[-1].start() <= draft.start < named[-1].end()):
        return None
    draft.why("entity", *named[-1].span("name"), "sentence")
    return named[-1]["name"].removeprefix("我国")


def rate_of(view: SentenceView, draft: Draft) -> str | None:
    """The policy rate, or the kind of loan, that a rate of interest or a change of one is of, or None."""
    if draft.kind not in ("percent", "points") or draft.metric not in _MOVED:
        return None
    if draft.metric != _YIELDS and draft.kind != "points":
        return None
    named = list(_RATES.finditer(view.text, view.start, draft.start))
    if not named:
        return None
    last = named[-1]
    others = view.names_between(last.end(), draft.start)
    own = draft.head is not None and draft.head[0] >= last.end()
    if others or (own and not _of_it(view, draft, last.start())):
        return None
    draft.why("entity", *last.span("name"), "sentence")
    return _WORDS.loan_names.get(last["name"], last["name"])


def _of_it(view: SentenceView, draft: Draft, at: int) -> bool:
    """Whether a word for a rate is of what an offset names: in its clause, or at the head of another."""
    start = view.clauses[draft.clause][0]
    told = draft.head is not None and not view.without_phrases(start, draft.head[0]).strip(" ,，")
    return at >= start or told


def is_term(view: SentenceView, draft: Draft) -> bool:
    """Whether a length is the term in the name of a rate, a bond or a loan (`1年期LPR`)."""
    if draft.kind != "duration":
        return False
    end = draft.quantity.end
    if _IN_NAME.match(view.text, end, view.end) is not None:
        return True
    if draft.quantity.text.endswith(_TENOR):
        end -= len(_TENOR)
    return _NAMES_PAPER.match(view.text, end, view.end) is not None
