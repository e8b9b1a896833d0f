"""Names in Latin letters: of several words, or of one that recurs.

In: the folded text and the lexicon. Out: how often each is found, a full name's count given to its short form
where that stands more often, and those that a legal form or a verb shows to be somebody.
"""

from __future__ import annotations

import re
from collections import Counter

from claims import namesigns as signs
from claims.lexicons import everywhere
from claims.words import Lexicon

_GIVEN_NAME = re.compile(r"[A-Za-z.] $")
"""What stands before the last name of a person whom a text gives in full."""


def _is_person(folded: str, name: str) -> bool:
    """Whether a text gives a Latin name of one word as the last of a longer one (`Ann Lee`, later `Lee`)."""
    places = everywhere((name,), folded)
    return any(_GIVEN_NAME.search(folded, max(0, start - 2), start) is not None for start, _ in places)


def latin_names(folded: str, lexicon: Lexicon) -> tuple[Counter[str], set[str]]:
    """The Latin names of a text with their counts, and those of them that do something."""
    counted: Counter[str] = Counter()
    acting: set[str] = set()
    for match in signs.LATIN.finditer(folded):
        name = match.group().rstrip(".")
        counted[name] += 1
        if signs.LATIN_FORM.search(name) or signs.ACTS.match(folded, match.end()):
            acting.add(name)
    for match in signs.LATIN_WORD.finditer(folded):
        name = match["name"]
        known = name in lexicon.entries and name not in lexicon.companies
        if not known and folded.count(name) > 1 and not _is_person(folded, name):
            acting.add(name)
            counted[name] += 2
    stems = {name: stem for name in counted if (stem := signs.LATIN_FORM.sub("", name)) != name}
    times = Counter(folded[start:end] for start, end in everywhere({*stems, *stems.values()}, folded))
    for name, stem in stems.items():
        if times[stem] > times[name]:
            counted[stem] += counted[name]
            acting.add(stem)
    return counted, acting
