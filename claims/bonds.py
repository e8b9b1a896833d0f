"""Bonds whose yields are told one after another: `德国10年期国债收益率跌4个基点，报0.1%`.

In: a number's draft and its sentence's view. Out: the bond that a yield is of, by its term and its issuer,
which is named before it in the sentence.
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
