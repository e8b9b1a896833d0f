"""Rates and prices that a verb of their own moves: `加息25个基点`, `降准0.5个百分点`, `降价15%`.

In: a rate's draft and its sentence's view. Out: the draft with its metric, direction and measure, where such
a verb stands right before it; and whether a percentage only says how likely something is.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.heads import name_it, takes
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().metrics
_RATE = "interest_rate"
_PRICE = "price"


def _verb(verbs: dict[str, int]) -> re.Pattern[str]:
    """One of some verbs right before a number."""
    return re.compile(
        rf"(?P<verb>{one_of(verbs)})(?:{one_of(_WORDS.link)}|{one_of(_WORDS.behind_own_moves)}|\s)*$"
    )


_OF_RATE, _OF_RESERVES = _verb(_WORDS.rate_moves), _verb(_WORDS.reserve_moves)
_OF_PRICE = _verb(_WORDS.price_moves)


_CHANCE = re.compile(rf"(?:左右|以上)?的?(?P<noun>{one_of(_WORDS.chances)})")


def is_chance(view: SentenceView, draft: Draft) -> bool:
    """Take a percentage that says how likely something is (`约有44%的可能性`); whether it does."""
    found = _CHANCE.match(view.text, draft.quantity.end, view.end) if draft.kind == "percent" else None
    if found is None:
        return False
    draft.metric, draft.label, draft.measure = "other", found["noun"], Measure.LEVEL
    return True


_NAMED = re.compile(
    rf"(?P<verb>{one_of(_WORDS.rate_verbs)})(?!至|到|为|了?\d+个)(?P<what>[^,，。;；:：%元点]*)$"
)


def _moves_named(view: SentenceView, draft: Draft) -> bool:
    """Take points behind a verb and the rate that it moves (`下调存款准备金率0.5个百分点`)."""
    start, end = view.clauses[draft.clause][0], draft.quantity.qualifier_start
    found = _NAMED.search(view.text, start, end)
    if found is None:
        return False
    named = [m for m in view.metrics(found.start("what"), end) if takes(view, m, "percent")]
    if not named or _BEHIND_RATE.fullmatch(view.text, named[-1].end, end) is None:
        return False
    name_it(draft, named[-1], "clause")
    draft.measure, draft.versus = Measure.CHANGE, "previous"
    draft.direction = _WORDS.rate_verbs[found["verb"]]
    return True


_BEHIND_RATE = re.compile(rf"(?:利率|各|均|分别|{one_of(_WORDS.behind_own_moves)})*")


def moves_itself(view: SentenceView, draft: Draft) -> bool:
    """Take what the verb right before a rate says that it is the move of; whether there is one."""
    words = view.without_phrases(draft.own_start, draft.quantity.qualifier_start)
    if draft.kind == "percent":
        found = _OF_PRICE.search(words)
        if found is None:
            return False
        draft.metric, draft.measure, draft.versus = _PRICE, Measure.GROWTH, "previous"
        draft.direction = _WORDS.price_moves[found["verb"]]
        return True
    if draft.kind != "points":
        return False
    if _moves_named(view, draft):
        return True
    of_rate, of_reserves = _OF_RATE.search(words), _OF_RESERVES.search(words)
    if of_rate is not None:
        draft.direction = _WORDS.rate_moves[of_rate["verb"]]
    elif of_reserves is not None:
        draft.direction = _WORDS.reserve_moves[of_reserves["verb"]]
        draft.dimensions["item"] = _WORDS.of_reserves
    else:
        return False
    draft.metric, draft.measure, draft.versus = _RATE, Measure.CHANGE, "previous"
    return True
