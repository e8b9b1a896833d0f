"""Short forms: how a text calls by less than its whole name whom it has named.

In: a name and what the census has found of the text's names. Out: the short form that the text uses, or
None: the beginning of a name (云杉生活 of 云杉生活服务), or a full name without its middle.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import Protocol

from claims.lexicons import one_of
from claims.naming import SHORT_STEM, is_common, is_generic, plausible, stem_of
from claims.readingwords import reading_words
from claims.words import Lexicon

_WORDS = reading_words().names
_LEGAL_FORM = re.compile(r"(?:[(（][^()（）]*[)）])?(?:集团)?(?:股份)?(?:有限责任公司|有限公司)$")
_DECLARED = (
    rf"[^()（）,，。;；\n]{{0,2}}[(（](?:[^()（）\n]{{0,40}}?{one_of(_WORDS.short_forms)}[为:：]?)?[“\"「]?"
    r"(?P<short>[A-Za-z\u4e00-\u9fff]{2,8})(?=[”\"」,，;；、)）])(?![^()（）\n]{0,30}[)）](?:持有)?的?\d[\d.]*%)"
)
"""Behind a full name: the short form that stands for it from there on."""
_OWNED = reading_words().features.kin
_SEATS = ("市", "省")
"""What a piece ends with that is only where a company sits."""
_OF_SHARES = "股份有限公司"
_LONGEST_SEAT = 4
"""Code points of where a company sits, in its full name."""
_SHORTEST = 4
"""Code points that a name without its middle has at least."""
_SHORT_PIECE = 3
"""Code points of a piece that may be a seat and one character of a name."""
_LEAST = 2
"""Code points of the shortest name."""


class Named(Protocol):
    """What is known of the names of a text: where its clauses open, and the names found so far."""

    folded: str
    clause_starts: Sequence[int]
    lexicon: Lexicon
    sure: set[str]
    apart: set[str]
    listed: set[str]

    @property
    def opened(self) -> Collection[str]:
        """Runs of characters that open clauses as a subject does."""


def short_of(name: str, text: Named) -> str | None:
    """The short form of a company's full name that the text uses by itself, else None."""
    if (listed := _listed_as(name, text) or declared_as(name, text)) is not None:
        return listed
    stem = _LEGAL_FORM.sub("", name)
    folded, clause_starts = text.folded, text.clause_starts
    times = folded.count(name)
    for known in sorted(text.sure.union(text.opened), key=lambda name: (-len(name), name)):
        if known == name or len(known) < 3 or not (known in stem or _abbreviates(known, stem)):
            continue
        if known not in text.sure and _always_goes_on(known, stem, folded):
            continue  # 云杉速 of 云杉速递
        if known in text.lexicon.companies or known not in stem or folded.count(known) > times:
            return known
    for start in range(min(5, len(stem) - 2)):
        for end in range(min(len(stem), start + 8), start + 2, -1):
            piece = stem[start:end]
            if is_generic(piece, text.lexicon) or piece.endswith(_SEATS):
                break  # 机器人 is what it makes, not what it is called, 深圳市 where it sits
            if len(piece) == _SHORT_PIECE and not _goes_on_freely(piece, name, folded):
                continue  # 合肥云 of 合肥云杉科技有限公司 and 合肥云舟
            if folded.count(piece) > times and _opens(folded, piece, clause_starts):
                return piece
    return None


def _listed_as(name: str, text: Named) -> str | None:
    """The name before a stock code of whom a full name is (云杉股份 of 宁州云杉电子股份有限公司), or None.

    A company of shares has in its name what its listed one begins with, behind no more than where it sits.
    """
    owned = any(word + name in text.folded for word in reading_words().subjects.affiliates)
    if owned or not name.endswith(_OF_SHARES):
        return None
    for listed in sorted(text.listed - text.lexicon.companies.keys()):
        stem = stem_of(listed.removeprefix("*").removeprefix("ST"), text.lexicon.names.suffixes)
        place = name.find(stem) if len(stem) >= _LEAST else -1
        if 0 <= place <= _LONGEST_SEAT and not is_common(stem, text.lexicon):
            return listed
    return None


def declared_as(name: str, text: Named) -> str | None:
    """The short form that a text gives right behind a full name in brackets, or None.

    Of holders and of what the text's own company owns it gives them, too.
    """
    if any(word + name in text.folded for word in (*reading_words().subjects.affiliates, *_OWNED)):
        return None
    for found in re.finditer(re.escape(name) + _DECLARED, text.folded):
        short = found["short"]
        if short in text.sure - text.apart and short not in text.lexicon.names.pronouns:
            return short
    return None


def _goes_on_freely(piece: str, name: str, folded: str) -> bool:
    """Whether more than one character follows a piece of a full name outside of it."""
    behind = set()
    place = folded.find(piece)
    while place >= 0:
        if not folded.startswith(name, place - name.find(piece)):
            behind.add(folded[place + len(piece) : place + len(piece) + 1])
        place = folded.find(piece, place + 1)
    return len(behind) > 1


def _always_goes_on(known: str, stem: str, folded: str) -> bool:
    """Whether a piece of a full name stands nowhere without the character behind it there."""
    behind = stem.find(known) + len(known)
    return known in stem and behind < len(stem) and folded.count(known) == folded.count(known + stem[behind])


def beginning_of(name: str, text: Named) -> str | None:
    """The beginning of a name by which the text calls its bearer (云杉生活 for 云杉生活服务), else None."""
    times = text.folded.count(name)
    endings = text.lexicon.names.suffixes
    for end in range(len(name) - 2, 1, -1):
        piece = name[:end]
        if end == _LEAST and name[end:] not in endings:
            return None
        often = text.folded.count(piece) > times
        if often and plausible(piece, text.lexicon) and _opens(text.folded, piece, text.clause_starts):
            return piece
    return None


def bare_of(name: str, text: Named) -> str | None:
    """The name that a run of characters ends with and that the text uses by itself, else None.

    The text calls its bearer so, or by less than that (`生物科技股云杉生物`, later 云杉), at least twice as
    often as by the run, and opens clauses with it.
    """
    folded, endings = text.folded, text.lexicon.names.suffixes
    times = folded.count(name)
    for start in range(1, len(name) - 1):
        rest = name[start:]
        ending = next((e for e in endings if rest.endswith(e, _LEAST)), "") if rest.endswith(endings) else ""
        for piece in dict.fromkeys((rest, rest.removesuffix(ending))):
            apart = folded.count(piece) - folded.count(name[start - 1] + piece)
            if apart >= 2 * times and plausible(piece, text.lexicon) and _often_opens(piece, text):
                return rest
    return None


def _often_opens(piece: str, text: Named) -> bool:
    """Whether more than one clause opens with a name, and not with a longer one that begins like it."""
    longer = () if piece.endswith(text.lexicon.names.suffixes) else text.lexicon.names.suffixes
    behind = [start + len(piece) for start in text.clause_starts if text.folded.startswith(piece, start)]
    no_company = (*longer, *_WORDS.trade_goes_on)
    return sum(not text.folded.startswith(no_company, end) for end in behind) > 1


def stem_alone(name: str, text: Named) -> str | None:
    """What a text calls a company by without the ending of its name (云杉 of 云杉科技), else None."""
    stem = stem_of(name, _WORDS.stem_endings)
    if len(stem) not in SHORT_STEM or is_common(stem, text.lexicon):
        return None
    ending = name.removeprefix(stem)
    alone = text.folded.count(stem) > text.folded.count(name)
    return stem if alone and _opens(text.folded, stem, text.clause_starts, not_before=ending) else None


def _abbreviates(name: str, stem: str) -> bool:
    """Whether a name leaves out of a full one what stands in its middle (云杉信托 of 云杉国际信托)."""
    if len(name) < _SHORTEST or not stem.startswith(name[:2]):
        return False
    rest = iter(stem)
    return all(character in rest for character in name)


def _opens(folded: str, piece: str, clause_starts: Sequence[int], not_before: str = "") -> bool:
    """Whether a clause opens with a piece of text that certain words do not follow."""
    place = folded.find(piece)
    while place >= 0:
        index = bisect_left(clause_starts, place)
        longer = not_before and folded.startswith(not_before, place + len(piece))
        if index < len(clause_starts) and clause_starts[index] == place and not longer:
            return True
        place = folded.find(piece, place + 1)
    return False
