"""The words that a clause goes on with behind whoever it opens with.

In: the lexicon. Out: compiled expressions over folded text, made once.
"""

from __future__ import annotations

import re
from functools import cache

from claims import namesigns as signs
from claims.lexicons import Endings, grouped, one_of
from claims.readingwords import reading_words
from claims.words import Lexicon

_WORDS = reading_words().names


@cache
def openings(lexicon: Lexicon) -> re.Pattern[str]:
    """A run of characters (group 1) that opens a clause before a word which follows a subject."""
    named = {alias for spec in lexicon.metrics.values() for alias in spec.words if len(alias) > 1}
    words = {
        *lexicon.names.openers,
        *(alias for alias in named if not alias.endswith(lexicon.names.suffixes)),
    }
    lead, adverbs = one_of(_WORDS.clause_leads), one_of(_WORDS.adverbs)
    # What may follow is asked for by its first character at once: most places are no end of a name.
    first = re.escape("".join(sorted({word[0] for word in (*words, *_WORDS.adverbs)})))
    return re.compile(
        rf"{lead}?({signs.NAME}{{1,9}}?)(?=[A\d(（周{first}])(?:AI)?(?:{signs.DAY})?{adverbs}*"
        rf"(?:{grouped(words)}|(?=(?:19|20)\d\d年|[(（](?:19|20)\d\d|\d{{1,2}}(?:个交易日|连板)))"
    )


@cache
def opening_words(lexicon: Lexicon) -> Endings:
    """Words of a clause that opens with a name, behind the name."""
    return Endings(lexicon.names.openers)


@cache
def beginnings(lexicon: Lexicon) -> frozenset[str]:
    """The first two characters of every word of the lexicon."""
    return frozenset(word[:2] for word in lexicon.entries)
