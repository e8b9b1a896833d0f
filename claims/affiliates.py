"""Companies that a text names as somebody's own, and calls so again (`全资子公司云杉传感…云杉传感中标…`).

In: the folded text. Out: their names. What follows the word for what such a company is runs on into what it
does; the name is as much of it as the text comes back to with other words behind, or as stands before a
figure that only a company has (`控股子公司云杉物流净利润2亿元`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from claims.lexicons import holds_any, one_of
from claims.namesigns import HAN
from claims.naming import cleaned, is_common, plausible, speaks
from claims.readingwords import reading_words
from claims.words import Lexicon

_WORDS = reading_words().subjects
_AFFILIATES = _WORDS.affiliates
_TELLS_OF = ("revenue", "net_profit", "net_loss", "attributable_net_profit", "total_assets")
"""What is told of a company by itself."""
_SHORTEST, _LONGEST = 3, 8
_NO_NAME = re.compile(rf"^[一二两三四五六七八九十多各数]|[省市县区]$|^{one_of(_AFFILIATES)}")
"""So many of something (`子公司一项目`), a place."""
_RUN = re.compile(rf"{one_of(_AFFILIATES)}[“\"]?(?P<run>[{HAN}A-Za-z]{{{_SHORTEST},{_LONGEST + 1}}})")


@cache
def _with_figures(lexicon: Lexicon) -> re.Pattern[str]:
    told = {alias for metric in _TELLS_OF for alias in lexicon.metrics[metric].words if len(alias) > 1}
    times = one_of((*reading_words().names.quarters, *reading_words().compared.times))
    return re.compile(
        rf"{one_of(_AFFILIATES)}(?P<name>[{HAN}]{{3,6}}?)"
        rf"(?=(?:(?:19|20)\d\d年|{times})?度?(?:全年)?(?:实现|录得|的)?"
        rf"{one_of(told)}[^,，。;；\n]{{0,6}}\d)"
    )


def affiliates_of(folded: str, lexicon: Lexicon, known: Collection[str]) -> Iterator[str]:
    """The names of companies that are somebody's own, of those that the text names again.

    `known` are the names that the text is known to hold. Who contributes to its owner's is its part.
    """
    if not holds_any(_AFFILIATES, folded):
        return
    for match in _with_figures(lexicon).finditer(folded):
        name = match["name"]
        if cleaned(name, lexicon) == name and _is_name(name, lexicon, known):
            yield name
    for match in _RUN.finditer(folded):
        name = _come_back_to(match["run"], folded)
        if name is not None and _is_name(name, lexicon, known):
            told_as_part = any(name + verb in folded for verb in _WORDS.contributes)
            if not told_as_part:
                yield name


def _is_name(name: str, lexicon: Lexicon, known: Collection[str]) -> bool:
    """Whether a run may be a company's name, and is not what another begins or ends with."""
    piece = name.startswith(lexicon.names.suffixes) or any(longer.startswith(name) for longer in known)
    common = is_common(name, lexicon) or speaks(name, lexicon) or _NO_NAME.search(name) is not None
    return plausible(name, lexicon) and not (piece or common)


def _come_back_to(run: str, folded: str) -> str | None:
    """As much of a run as stands again with something else behind it, the longest, or None."""
    times = {length: folded.count(run[:length]) for length in range(_SHORTEST, len(run) + 1)}
    branching = [n for n, count in times.items() if n <= _LONGEST and count > times.get(n + 1, 1)]
    return run[: branching[-1]] if branching else None
