"""Names that a headline tells by its form: behind a kicker, or before the office of who is interviewed.

In: the folded text. Out: the names that its headline speaks of so, as far as they end like a company's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.lexicons import one_of
from claims.naming import cleaned, plausible, speaks
from claims.readingwords import reading_words
from claims.words import Lexicon

_HAN = "\u4e00-\u4e27\u4e29-\u9fff"
_WORDS = reading_words().names
_KICKED = re.compile(rf"[^\n:：()（）]{{2,14}}[:：](?P<name>[{_HAN}A-Za-z]{{3,8}}?)(?=[—:：])")
"""A headline that names its subject behind a kicker (`新股前瞻：云杉科技——…`)."""
_INTERVIEWED = re.compile(
    rf"{one_of(_WORDS.interviews)}?(?P<name>[{_HAN}A-Za-z]{{3,10}}?){one_of(_WORDS.ranks)}*"
    rf"{one_of(reading_words().speech.offices)}[{_HAN}]{{2,4}}[:：]"
)
"""A headline that opens with who is interviewed (`对话云杉科技董秘张三：…`)."""


def told_of(folded: str, lexicon: Lexicon) -> Iterator[str]:
    """The name behind a headline's kicker, and the company of whom it interviews."""
    for pattern in (_KICKED, _INTERVIEWED):
        found = pattern.match(folded)
        name = cleaned(found["name"], lexicon) if found is not None else ""
        if name.endswith(lexicon.names.suffixes) and plausible(name, lexicon) and not speaks(name, lexicon):
            yield name
