"""The names that stand before a stock code or a quote.

In: the folded text. Out: each such name, cut off what stands before it and whole where it goes on behind what
looks like its ending, with its votes.
"""

from __future__ import annotations

from collections.abc import Iterator

from claims import namesigns as signs
from claims.naming import plausible, trimmed
from claims.readingwords import reading_words
from claims.words import Lexicon, Role

_WORDS = reading_words().names
_LONG_NAME = 8
"""Code points of a listed company's long short name."""
_NO_START = frozenset("0123456789 　\n丨,，。;；:：!！?？、“”‘’「」()（）[]《》%~-—.…+*#")
"""Characters at which no name opens."""
_SHORT_RUN = 4
"""Code points of a listed company's short name."""
_BEFORE_CODE = 24
"""Code points before a stock code in which the name stands."""
_HEAD = 200
"""Code points at the start of a text in which a code says more of whom it is about."""


def before_codes(folded: str, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """The names before stock codes and quotes, each with its votes."""
    yield from _before_marks(folded, lexicon)
    if "(" not in folded:
        return
    for pattern in (signs.CODED, signs.QUOTED_PRICE):
        for match in pattern.finditer(folded):
            if pattern is signs.QUOTED_PRICE and signs.GOES_ON.match(folded, match.end()):
                continue  # the name goes on behind its quote
            run = signs.RUN_BEFORE.search(
                folded[max(0, match.start() - _BEFORE_CODE) : match.start()].rstrip()
            )
            name = _before_code(run.group(), match.start(), folded, lexicon) if run else ""
            name = _across_quote(name, match.start() - len(name), folded) if name else ""
            name = _without_verb(name, folded)
            if plausible(name, lexicon, coded=True):
                yield name, 3 if pattern is not signs.CODED or match.start() < _HEAD else 1


def _before_marks(folded: str, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """The names in a text's head that end as a share's does (`云杉药业-B：…`), each with its votes."""
    for match in signs.SHARE_MARK.finditer(folded, 0, _HEAD):
        run = signs.RUN_BEFORE.search(folded[max(0, match.start() - _BEFORE_CODE) : match.start()])
        start = match.start() - len(run.group()) if run is not None else 0
        if run is None or not (start == 0 or folded[start - 1] in _NO_START):
            continue
        if len(run.group()) <= _LONG_NAME and plausible(run.group(), lexicon, coded=True):
            yield run.group(), 3


def _without_verb(name: str, folded: str) -> str:
    """A name without the single character of a verb before it (`降某某`), where the text has it so."""
    bare = name[1:]
    led = len(bare) > 1 and name[0] in _WORDS.verb_characters
    return bare if led and folded.count(bare) > folded.count(name) else name


def _across_quote(run: str, start: int, folded: str) -> str:
    """A run before a code with what stands before a quote that was put into the name."""
    quote = signs.QUOTE_BEFORE.search(folded, max(0, start - 40), start)
    return quote["name"] + run if quote is not None and len(quote["name"] + run) <= _LONG_NAME else run


def _before_code(run: str, end: int, folded: str, lexicon: Lexicon) -> str:
    """The name in the run before a code: all of it where it is short and opens its clause (和而泰)."""
    start = folded.rfind(run, 0, end)
    opens = start == 0 or folded[start - 1] in _NO_START
    cut = trimmed(run, lexicon)
    whole = len(run) <= _SHORT_RUN and opens and run[0] not in _WORDS.no_short_openers
    known = cut in lexicon.companies and not 1 < folded.count(cut) == folded.count(run)
    if whole and not known and signs.VERBS.search(run) is None:
        return run  # 海思科 is not 思科, which stands nowhere alone
    tail = run.removeprefix(cut)
    if opens and tail != run and _belongs(run, tail, lexicon):
        return run  # 云杉汽车新零售 goes on behind what looks like its ending
    if opens and len(run) <= _LONG_NAME and not plausible(cut, lexicon, coded=True):
        return run  # 云杉金融投资管理 holds a verb, behind which is no name
    return cut


def _belongs(run: str, tail: str, lexicon: Lexicon) -> bool:
    """Whether what stands between a name's ending and its code is part of the name."""
    if not tail or len(run) > _LONG_NAME or not all("\u4e00" <= character <= "\u9fff" for character in tail):
        return False
    said = (Role.METRIC, Role.CUE, Role.SAYS)
    words = (tail[start:end] for start, end in lexicon.finder.find(tail))
    spoken = any(entry.role in said for word in words for entry in lexicon.entries[word])
    return not spoken and signs.VERBS.search(tail) is None and not tail.endswith(_WORDS.quarters)


def is_another(name: str, lexicon: Lexicon) -> bool:
    """Whether a name only begins like that of a known house or company (国泰君安国际, 国泰君安)."""
    names = lexicon.names
    if name in lexicon.companies:
        return False
    heads = (name[:end] for end in range(2, len(name)))
    return any(
        name[len(head) :] not in names.short
        for head in heads
        if head in lexicon.researchers or head in lexicon.companies
    )
