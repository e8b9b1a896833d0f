"""Names that a headline tells by its form: behind a kicker, before an office, before what is reported.

In: the folded text. Out: the names that its headlines speak of so, as far as they end like a company's, or
the text goes on to use them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

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
_HEADLINE = re.compile(r"[^\n。;；]{4,60}$", re.MULTILINE)
_REPORTED = re.compile(
    rf"(?:[^\n:：()（）｜|丨]{{2,10}}[:：｜|丨]\s*)?(?P<name>[{_HAN}A-Za-z]{{2,10}}?)\s*(?:[(（][^()（）\n]{{1,20}}[)）]\s*)*"
    rf"[,，:：]?(?:(?:20)?\d\d年?(?:度|H[12]|Q[1-4])?)?{one_of(_WORDS.reported)}"
)
"""A headline that opens with whose results it tells (`云杉乳业(买入)2025年三季报点评`, `云杉中期减亏`)."""
_HEADLINES = 3
"""How many of a page's first lines may be headlines."""
_OFTEN = 3
"""How often a text uses a name that ends like none."""
_LONGEST_STEM = 4
"""Code points of what stands before the ending of a name."""


def told_of(folded: str, lexicon: Lexicon) -> Iterator[str]:
    """The name behind a headline's kicker, whose officer it interviews, and whose results it tells."""
    for headline in islice(_HEADLINE.finditer(folded), _HEADLINES):
        reported = _REPORTED.match(folded, *headline.span())
        name = cleaned(reported["name"], lexicon) if reported is not None else ""
        known = name.endswith(lexicon.names.suffixes) or folded.count(name) >= _OFTEN
        if name and known and plausible(name, lexicon) and not speaks(name, lexicon):
            yield name
    for pattern in (_KICKED, _INTERVIEWED):
        found = pattern.match(folded)
        name = cleaned(found["name"], lexicon) if found is not None else ""
        if name.endswith(lexicon.names.suffixes) and plausible(name, lexicon) and not speaks(name, lexicon):
            yield name


def used_on(title: str, folded: str, lexicon: Lexicon) -> str | None:
    """The name in a title by whose stem the text goes on (`为什么盯着云杉风能`, later 云杉), else None."""
    for ending in lexicon.names.suffixes:
        at = title.find(ending)
        if at < 0 or ending in lexicon.names.short:
            continue
        for length in range(min(_LONGEST_STEM, at), 1, -1):
            stem, name = title[at - length : at], title[at - length : at + len(ending)]
            alone = folded.count(stem) - folded.count(name)
            sound = plausible(stem, lexicon) and plausible(name, lexicon) and not speaks(name, lexicon)
            if alone > 0 and folded.count(name) > 1 and sound:
                return name
    return None
