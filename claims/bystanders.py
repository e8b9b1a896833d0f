"""Who is named in a text that is not about them: who is only cited, only forecasts or only holds shares.

In: the folded text and names. Out: those of the names that do nothing else wherever the text holds them.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims import namesigns as signs
from claims.lexicons import everywhere
from claims.readingwords import reading_words

_WORDS = reading_words().names


def only_cited(folded: str, names: Sequence[str]) -> list[str]:
    """Those whose data the text cites (`某某咨询数据显示`)."""
    return [
        name
        for name in names
        if all(signs.CITED.match(folded, end) is not None for _, end in everywhere((name,), folded))
    ]


def only_forecasting(folded: str, names: Sequence[str]) -> list[str]:
    """Houses that say what they think of others or forecast."""
    return [
        name
        for name in names
        if name.endswith(_WORDS.raters)
        and all(folded.startswith(_WORDS.raters_say, end) for _, end in everywhere((name,), folded))
    ]


def only_holding(folded: str, names: Sequence[str]) -> list[str]:
    """Those who hold a part of somebody's shares."""
    places = {name: [end for _, end in everywhere((name,), folded)] for name in names}
    return [
        name
        for name, ends in places.items()
        if ends and all(signs.HOLDS_STAKE.match(folded, end) for end in ends)
    ]
