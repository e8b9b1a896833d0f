"""Whose a number is in a text in which nobody is named: the economy, market or place that it speaks of.

In: the folded text. Out: the first economy or market in it, by its name or by what a reader knows to be its
own (`国家统计局`, `北向资金`), else a place that it opens with; and what such a one can have.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from claims.draft import Draft
from claims.lexicons import everywhere
from claims.places import names_place
from claims.readingwords import reading_words
from claims.words import Lexicon

_WORDS = reading_words()
_OPENING = 40
"""Code points in which a text names the place that it is about."""
_ACCOUNTS = frozenset(_WORDS.subjects.in_accounts)
_NEVER = frozenset((*_WORDS.subjects.corporate, *_WORDS.subjects.whosoever))


def backdrop(folded: str, lexicon: Lexicon) -> str | None:
    """The economy, market or place that a text in which nobody is named speaks of, or None."""
    words = _economies(lexicon)
    found = min(everywhere(words, folded), key=_longest_first, default=None)
    if found is not None:
        return words[folded[slice(*found)]]
    words = _places(lexicon)
    opening = [p for p in everywhere(words, folded[:_OPENING]) if not folded[p[1] : p[1] + 1].isdigit()]
    found = min(opening, key=_longest_first, default=None)
    if found is not None:
        return words[folded[slice(*found)]]
    return next((name for word, name in _WORDS.names.last_backdrops.items() if word in folded), None)


def has_metric(metric: str | None) -> bool:
    """Whether a metric that nothing is said of can be told of a backdrop: what only companies have cannot."""
    return metric not in _NEVER


def tells_of_company(unowned: Iterable[Draft]) -> bool:
    """Whether what nobody owns is a company's that goes unnamed, by what its accounts alone tell."""
    return any(draft.kind == "money" and draft.metric in _ACCOUNTS for draft in unowned)


def _longest_first(place: tuple[int, int]) -> tuple[int, int]:
    return place[0], -place[1]


@cache
def _economies(lexicon: Lexicon) -> dict[str, str]:
    """What names an economy or a market, or is known to be its own → its canonical name."""
    own = {word: name for name, words in _WORDS.names.backdrops.items() for word in words}
    named = {word: name for word, name in lexicon.economies.items() if word not in _WORDS.names.no_backdrops}
    return {**own, **named}


@cache
def _places(lexicon: Lexicon) -> dict[str, str]:
    """The places that can be spoken of."""
    regions = (*lexicon.dimensions.regions, *_WORDS.things.cities)
    wholes = lexicon.dimensions.whole
    return {region: region for region in regions if region not in wholes and names_place(region, lexicon)}
