"""Whose: which companies a document speaks of, under which names, and which one it is about.

In: the folded text and its clauses' starts. Out: a `NameBook`: the names that the census found, tied to one
canonical name each, every place where one stands, and the one that the document is about.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.backdrops import backdrop
from claims.census import Census
from claims.lexicons import everywhere, one_of
from claims.readingwords import reading_words
from claims.sentence import Name
from claims.shortforms import beginning_of, short_of, stem_alone
from claims.things import are_goods
from claims.words import Lexicon

_WORDS = reading_words().names
_COMPARED = reading_words().compared
_GOODS = reading_words().prices.goods
_KINDS = _WORDS.kinds_of_companies
"""Before a name, behind what it makes (`乳品商云杉股份`)."""
_PRODUCT = re.compile(
    r"(?:[今昨]日|[本上当]周|[本上当]月)?(?P<name>[\u4e00-\u9fff]{4,16})[(（][A-Z]{2,6}[)）]"
)
"""What a text opens with, by its abbreviation: a thing that is traded or measured."""
_OURS = re.compile(rf"{one_of(_COMPARED.ours)}(?!{one_of(_COMPARED.thinks)})")
"""The text's own company as its people call it, where others are spoken of beside it."""
_FIGURES = re.compile(r"[^,，。;；:：\n\d]{0,80}\d")


@dataclass(frozen=True, slots=True)
class NameBook:
    """The names that a document uses."""

    main: str | None
    """The subject that the document is about, by its canonical name."""
    aliases: dict[str, str]
    """Name as written → canonical name."""
    places: tuple[Name, ...]
    """Every place where a name stands, in order, none overlapping."""
    economy: str | None
    """The economy, or the traded good, that a document about no company speaks of first."""
    backdrop: str | None = None
    """The economy, market or place whose a number is in such a document that nothing else owns."""
    others: frozenset[str] = frozenset()
    """The canonical names of those whom a document about a company only names beside it."""


def _joins_latin(folded: str, start: int, end: int) -> bool:
    """Whether a Latin name is only a piece of a longer word (`Meta` in `Metaverse`)."""
    first, last = folded[start], folded[end - 1]
    if not (first.isascii() or last.isascii()):
        return False
    before, after = folded[start - 1 : start], folded[end : end + 1]
    latin_first = first.isascii() and first.isalnum()
    latin_last = last.isascii() and last.isalnum()
    return (latin_first and before.isascii() and before.isalnum()) or (
        latin_last and after != "" and after.isascii() and after.isalpha() and after.islower()
    )


def _runs_on(folded: str, alias: str, place: int) -> bool:
    """Whether a name is only made by the border of two words (工行 in 加工行业)."""
    ends = _WORDS.runs_on.get(alias[-2:], _WORDS.runs_on.get(alias[-1], ()))
    return folded.startswith(ends, place + len(alias)) if ends else False


def name_book(folded: str, clause_starts: Sequence[int], title: str | None, lexicon: Lexicon) -> NameBook:
    """Find a document's names and its main subject.

    `clause_starts` are offsets at which clauses open; `title` is folded.
    """
    census = Census(folded, clause_starts, lexicon)
    census.count(title)
    known = lexicon.companies
    if census.apart:
        known = {**known, **{name: name for name in census.apart}}
    aliases = _merge(census.sure, census.votes, known, lexicon)
    for name in sorted(census.full):
        short = short_of(name, census)
        if short is not None and short != name:
            aliases[name] = aliases.get(short, short)
    aliases |= {stem: aliases[name] for stem, name in census.called.items() if stem not in aliases}
    found = everywhere(aliases, folded)
    for name in _only_commenting(folded, {name for name in census.sure if census.votes[name]}, found):
        census.votes[name] = 0
    main = _main(folded, aliases, census.votes, found)
    if main is not None:
        beginning = beginning_of(main, census)
        more = {beginning, stem_alone(main, census)} - {None, *aliases}
        if more:
            aliases |= {name: main for name in more if name is not None}
            found = everywhere(aliases, folded)
        others = _others(aliases, census.votes, main, title or "")
        places = _places(folded, aliases, found)
        if len(set(aliases.values())) > 1:
            ours = [Name(*m.span(), main) for m in _OURS.finditer(folded)]
            places = tuple(sorted((*places, *ours)))
        return NameBook(main, aliases, places, None, others=others)
    economies = {alias: name for alias, name in lexicon.economies.items() if alias in folded}
    economies = {alias: name for alias, name in economies.items() if name not in _WORDS.share_markets}
    economies |= {goods: goods for goods in _GOODS if goods in folded and are_goods(folded, goods, lexicon)}
    if (product := _PRODUCT.match(folded)) is not None:
        economies[product["name"]] = product["name"]
    if not economies:
        spoken_of, places = set[Name](), _places(folded, aliases, found)
    else:
        standing = _places(folded, economies, everywhere(economies, folded))
        spoken_of = {place for place in standing if _opens_figures(folded, place, clause_starts)}
        either = aliases | economies
        named = _places(folded, either, everywhere(either, folded))
        places = tuple(
            [place for place in named if place in spoken_of or folded[place.start : place.end] in aliases]
        )
    first = min(spoken_of, key=lambda place: place.start, default=None)
    economy = (
        first.canonical
        if first
        else next((name for word, name in _WORDS.nationwide.items() if word in folded), None)
    )
    return NameBook(None, aliases, places, economy, economy or backdrop(folded, lexicon))


def _opens_figures(folded: str, place: Name, clause_starts: Sequence[int]) -> bool:
    """Whether a name opens a clause that goes on to a figure."""
    index = bisect_right(clause_starts, place.start) - 1
    before = folded[clause_starts[index] if index >= 0 else 0 : place.start]
    if folded.startswith(_WORDS.outlets_of_economies, place.end):
        return False  # 英国《某报》 is nobody that figures are told of
    opens = not before or before[-1] in "年月日 " or before in _WORDS.before_economy
    return opens and _FIGURES.match(folded, place.end) is not None


def _only_commenting(folded: str, names: set[str], found: Sequence[tuple[int, int]]) -> set[str]:
    """The names that only say for whom somebody speaks (`某某Group分析师`), or begin that of a body.

    `found` is where names stand, these and others.
    """
    said = (*_WORDS.commentators, *_WORDS.no_bearers)
    return names - {folded[start:end] for start, end in found if not folded.startswith(said, end)}


def _main(
    folded: str, aliases: Mapping[str, str], votes: Mapping[str, int], found: Sequence[tuple[int, int]]
) -> str | None:
    """The canonical name with the most votes, of several the one that stands first, or None.

    `found` is where the aliases stand.
    """
    if not aliases:
        return None
    totals: Counter[str] = Counter()
    first_seen: dict[str, int] = {}
    for surface, canonical in aliases.items():
        totals[canonical] += votes[surface]
    for start, end in found:
        canonical = aliases[folded[start:end]]
        first_seen[canonical] = min(first_seen.get(canonical, start), start)
    main, score = max(totals.items(), key=lambda item: (item[1], -first_seen.get(item[0], len(folded))))
    return main if score > 0 else None


_MUCH_MORE = 3
"""How many times the votes of another the document's own company has, at the least."""


def _others(aliases: Mapping[str, str], votes: Mapping[str, int], main: str, title: str) -> frozenset[str]:
    """Whom a document about a company only names beside it: few signs, and none in the title."""
    totals: Counter[str] = Counter()
    for surface, canonical in aliases.items():
        totals[canonical] += votes[surface]
    titled = {canonical for surface, canonical in aliases.items() if surface in title}
    few = {name for name in totals if totals[name] * _MUCH_MORE <= totals[main]}
    return frozenset(few - titled - {main})


def _places(folded: str, aliases: Mapping[str, str], found: Iterable[tuple[int, int]]) -> tuple[Name, ...]:
    """Of the places where aliases stand those that name somebody, the longest at each place."""
    kept: list[Name] = []
    behind = 0
    for start, end in sorted(found, key=_longest_first):
        if start < behind or _joins_latin(folded, start, end):
            continue
        alias = folded[start:end]
        if not (_runs_on(folded, alias, start) or folded.startswith(_WORDS.no_bearers, end)):
            kept.append(Name(start, end, aliases[alias]))
            behind = end
    return tuple(kept)


def _longest_first(place: tuple[int, int]) -> tuple[int, int]:
    return place[0], -place[1]


def _within(name: str, known: Mapping[str, str]) -> Iterator[str]:
    """The known names that stand within a name, the longest first."""
    for length in range(len(name) - 1, 0, -1):
        pieces = {name[start : start + length] for start in range(len(name) - length + 1)}
        yield from sorted(pieces & known.keys())


def _merge(sure: set[str], votes: Counter[str], known: Mapping[str, str], lexicon: Lexicon) -> dict[str, str]:
    """Give each name its canonical form: the short name that it begins with."""
    aliases: dict[str, str] = {}
    for name in sorted(sure, key=lambda name: (len(name), name)):
        if name in known:
            aliases[name] = known[name]
            continue
        base = None
        for other in _within(name, aliases) if aliases else ():
            if name.startswith(other) and len(other) >= 2:
                rest = name[len(other) :]
                apart = other in known and rest.startswith(lexicon.names.suffixes)
                same = rest.startswith(lexicon.names.suffixes) or votes[other] > votes[name]
                if rest in lexicon.names.short or (same and not apart):
                    base = aliases[other]
                    break
            if name.endswith(_KINDS, 0, len(name) - len(other)) and name.endswith(other) and len(other) > 2:
                base = aliases[other]
                break
            if name.endswith(_WORDS.full_endings) and len(other) >= 3 and other in name:
                base = aliases[other]
                break
        if base is None:
            base = name
            for ending in lexicon.names.short:
                stem = name.removesuffix(ending)
                if stem != name and len(stem) >= 2:
                    base = stem if stem in sure else base
                    break
        aliases[name] = base
    return aliases
