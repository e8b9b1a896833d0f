"""The names that open clauses before the words which follow a subject (`…公告`, `…的收入`).

In: the folded text, its clauses' starts and the lexicon. Out: the names, each with where its clause starts
and whether it does something there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from claims import namesigns as signs
from claims.lexicons import Endings, grouped, one_of, prefix_free
from claims.nametests import runs_on
from claims.naming import cleaned, holds_suffix, plausible, suffixes
from claims.peernames import led_by_peers
from claims.readingwords import reading_words
from claims.words import Lexicon

_WORDS = reading_words().names
_FROM = "从"
"""Before who has told an outlet what it reports."""


def opening_names(
    folded: str, clause_starts: Sequence[int], lexicon: Lexicon
) -> Iterator[tuple[int, str, bool]]:
    """The names that open clauses, each with the clause's start and whether it acts there."""
    opening, endings, openers = _openings(lexicon), suffixes(lexicon), _opening_words(lexicon)
    for start in clause_starts:
        opener = opening.match(folded, start + folded.startswith("*ST", start))
        if opener is None:
            continue
        end = opener.end(1)
        if folded.startswith(_WORDS.outlets_say, end) and folded[start] != _FROM:
            continue
        acts = signs.ACTS.match(folded, end) is not None
        # What stands before a metric may be any word, unless it ends as a company's name does.
        any_word = not acts and end < opener.end() and not openers.close(folded, end, opener.end())
        if any_word and not holds_suffix(opener[1], lexicon):
            continue
        if led_by_peers(folded[start:end]):
            continue  # 对手云杉科技
        name = cleaned(opener[1], lexicon)
        if any_word and not endings.close(name):
            continue
        if plausible(name, lexicon) and not runs_on(folded, lexicon, start, end):
            yield start, name, acts


@cache
def _openings(lexicon: Lexicon) -> re.Pattern[str]:
    """A run of characters (group 1) that opens a clause before a word which follows a subject."""
    named = {word for word in lexicon.metric_words if not word.endswith(lexicon.names.suffixes)}
    openers = lexicon.names.openers
    longer = (word for word in named if word.startswith(tuple(openers)))  # 融资余额 is no 融资
    words = {*openers, *prefix_free(named), *longer}
    lead, adverbs = one_of(_WORDS.clause_leads), one_of(_WORDS.adverbs)
    # What may follow is asked for by its first character at once: most places are no end of a name.
    first = re.escape("".join(sorted({word[0] for word in (*words, *_WORDS.adverbs)})))
    return re.compile(
        rf"{lead}?({signs.NAME}{{1,9}}?)(?=[A\d(（周{first}])(?:AI)?(?:{signs.DAY})?{adverbs}*"
        rf"(?:{grouped(words)}|(?=(?:19|20)\d\d年|[(（](?:19|20)\d\d|\d{{1,2}}(?:个交易日|连板)))"
    )


@cache
def _opening_words(lexicon: Lexicon) -> Endings:
    """Words of a clause that opens with a name, behind the name."""
    return Endings(lexicon.names.openers)
