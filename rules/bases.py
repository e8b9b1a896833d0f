"""One base behind several shares: amounts with their percentages of the same thing imply the same whole.

`63,095,200股，占公司总股本的24.99%` implies a capital; so does every other holding of that notice, and all
must imply one. What a percentage is of is read from the words between it and its amount; percentages of
different words are never mixed. A part of a holding (`占其所持股份的65.94%`) must fit the holding beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from claims.model import Claim, Qualifier
from rules.collection import Collection
from rules.expression import parse
from rules.facts import FactBook, core, hard, knowledge
from rules.figures import show_interval
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.model import Finding, Verdict
from rules.nearby import words_before
from rules.outcome import Grade, judge, reading, rounded
from rules.slips import recognise
from rules.verdicts import Checked, Suspicion, finding_of, phrase

_BASE = parse("100 * part / share")
_PART = parse("base * share / 100")
_SHARE = parse("100 * part / base")
_FARTHEST = 45
"""The most characters between an amount and its percentage."""
_REFERRED = 90
"""The same for a percentage told of the sentence before."""
_FEWEST = 2
_COARSEST = Fraction(1, 10)
"""How wide a holding may be, for its size, that two parts imply, for their fit to mean something."""
_NEAR = 20
"""Percent up to which a part that misses its holding is surely meant to be of it."""
_FAR = 90_000
"""Percent from which on a percentage is hardly the figure that slipped."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An amount, its percentage, and the words for what it is a percentage of."""

    part: Claim
    share: Claim
    base: str
    core: Interval
    """The whole that the careful readings imply."""
    hard: Interval
    """The whole that the generous readings imply."""


def _pair(part: Claim, share: Claim, base: str) -> Pair | None:
    """The pair; None where the percentage may be zero, so that nothing is implied."""
    around = rounded(reading(share))
    if around.low is None or around.low <= 0:
        return None
    tight = _BASE.over({"part": reading(part).core, "share": around})
    loose = _BASE.over({"part": reading(part).hard, "share": reading(share).hard.hull(around)})
    return Pair(part, share, base, tight, tight.hull(loose))


@cache
def _of() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{'|'.join(knowledge().part_cues)})(?P<base>[^,，。;；、]{{2,40}}?)(?:{_tail()})*$"
    )


def _tail() -> str:
    return "|".join(map(re.escape, knowledge().part_tails))


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, knowledge().base_fillers)))


def one_base(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """For each document and base the pairs that imply one whole, or each that does not fit the others."""
    book = collection.once(FactBook)
    for document in collection.documents:
        grouped: dict[tuple[str, str, str], list[Pair]] = defaultdict(list)
        for pair in _pairs(book, document.id):
            if not _held(pair.base):
                grouped[pair.base, pair.part.unit, pair.share.entity or ""].append(pair)
        changing = any(word in document.folded for word in knowledge().capital_changes)
        for pairs in grouped.values():
            yield from _judged(collection, identity, pairs, changing)


def held_part(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each part of a holder's own holding against the holding, or against another part of the same."""
    book = collection.once(FactBook)
    for document in collection.documents:
        claims = collection.by_document.get(document.id, ())
        pairs = [pair for pair in _pairs(book, document.id) if _held(pair.base)]
        parts = {pair.part.id for pair in pairs}
        told: set[str] = set()
        for pair in pairs:
            near = [c for c in claims if _beside(book, pair, c)]
            checked = [_against(identity, pair, holding) for holding in near]
            checked += _against_all(identity, pair, [h for h in near if h.id not in parts])
            away = (_against(identity, pair, c) for c in claims if _elsewhere(book, pair, c))
            fitting = next((c for c in (*checked, *away) if c.outcome.agrees), None)
            fellow = next((p for p in pairs if p is not pair and _fellows(book, pair, p)), None)
            if fitting is not None:
                yield finding_of(collection, fitting)
            elif fellow is not None:
                if fellow.share.id not in told:
                    told.add(pair.share.id)
                    yield _verified(collection, identity, pair, [fellow])
            else:
                held = [c for c in near if c.id not in parts and _is_holding(book, c)]
                if len({c.value for c in held}) == 1:
                    missed = _against(identity, pair, held[0])
                    suspicion = _suspect(pair, core(held[0]))
                    if missed.outcome.grade is not Grade.CONTRADICTION:
                        continue
                    if suspicion is not None:
                        yield finding_of(collection, replace(missed, suspicion=suspicion))
                    elif missed.outcome.gap_percent <= _NEAR:
                        yield finding_of(collection, _softened(missed))
                elif not held and told.isdisjoint((pair.share.id,)):
                    told |= {pair.share.id}
                    yield from _unlike_fellows(book, identity, pair, pairs)


def _beside(book: FactBook, pair: Pair, claim: Claim) -> bool:
    """Whether an amount stands near enough to be the holding that a pair is a part of."""
    return (
        claim.unit == pair.part.unit
        and claim.id != pair.part.id
        and claim.hard is not None
        and book.place(claim).block == book.place(pair.part).block
        and abs(claim.span.start - pair.part.span.start) <= _PARAGRAPH
    )


def _elsewhere(book: FactBook, pair: Pair, claim: Claim) -> bool:
    """Whether a figure of another paragraph is a holding told as one, which a part may fit but not miss."""
    return (
        claim.unit == pair.part.unit
        and claim.hard is not None
        and book.place(claim).block != book.place(pair.part).block
        and _is_holding(book, claim)
    )


def _fellows(book: FactBook, pair: Pair, other: Pair) -> bool:
    """Whether two parts of one paragraph imply one holding, and closely enough to tell."""
    if (pair.part.value, pair.share.value) == (other.part.value, other.share.value):
        return False
    close = max(_coarseness(pair), _coarseness(other)) <= _COARSEST
    return close and book.distance(pair.part, other.part)[0] <= 1 and pair.hard.meets(other.hard)


def _unlike_fellows(book: FactBook, identity: Identity, pair: Pair, pairs: list[Pair]) -> Iterator[Finding]:
    """Two parts of what one holder holds that imply two holdings, where a plain slip explains it."""
    near = [
        p for p in pairs if book.distance(pair.part, p.part)[0] <= 1 and p.share.value != pair.share.value
    ]
    if len(near) != 1 or near[0].base != pair.base or not _one_holder(near[0], pair):
        return
    base = near[0].core
    checked = _against(identity, pair, near[0].part, base)
    suspicion = _suspect(pair, base)
    if suspicion is not None and checked.outcome.grade is Grade.CONTRADICTION:
        yield finding_of(book.collection, _softened(checked))


def _one_holder(a: Pair, b: Pair) -> bool:
    names = [p.share.dimensions.get("holder") or p.share.entity or "" for p in (a, b)]
    return names[0] in names[1] or names[1] in names[0]


def _softened(checked: Checked) -> Checked:
    outcome = replace(checked.outcome, grade=Grade.TENSION, strain=None)
    return replace(checked, outcome=outcome, strain="strain_unfit")


def _is_holding(book: FactBook, claim: Claim) -> bool:
    words = words_before(book, claim)
    return _held(words) and not any(word in words for word in knowledge().moved_cues)


_PARAGRAPH = 400
"""So many characters at most stand between a part and the holding that it is a part of."""


def _against_all(identity: Identity, pair: Pair, holdings: list[Claim]) -> Iterator[Checked]:
    """A part of all that is held, directly and through others (`占其全部持股总数的34.38%`)."""
    before = [h for h in holdings if h.span.start < pair.part.span.start and reading(h).plain]
    distinct = list({h.value: h for h in before}.values())
    if len(distinct) != _FEWEST:
        return
    ends = [[read(h) for h in distinct] for read in (core, hard)]
    tight, loose = (
        _SHARE.over({"part": read(pair.part), "base": one + other})
        for read, (one, other) in zip((core, hard), ends, strict=True)
    )
    yield Checked(
        identity,
        pair.share,
        (pair.part, *distinct),
        f"{pair.part.text} ÷ ({' + '.join(h.text for h in distinct)})",
        tight,
        tight.hull(loose),
        judge(pair.share, tight, tight.hull(loose)),
    )


def _against(identity: Identity, pair: Pair, holding: Claim, base: Interval | None = None) -> Checked:
    """A part against what is held, or against what another part of it implies to be."""
    tight = _SHARE.over({"part": core(pair.part), "base": base or core(holding)})
    loose = _SHARE.over({"part": hard(pair.part), "base": base or hard(holding)})
    return Checked(
        identity,
        pair.share,
        (pair.part, holding),
        f"{pair.part.text} ÷ {holding.text}",
        tight,
        tight.hull(loose),
        judge(pair.share, tight, tight.hull(loose)),
    )


def _held(base: str) -> bool:
    return any(word in base for word in knowledge().held_cues)


def _pairs(book: FactBook, document: str) -> Iterator[Pair]:
    """Amounts with the percentages that follow them; several may follow one."""
    before: list[Claim] = []
    folded = book.collection.document[document].folded
    for claim in book.collection.by_document.get(document, ()):
        if not book.usable(claim) or claim.hard is None:
            continue
        if claim.unit != "percent":
            before += [claim] if claim.unit not in ("date", "rank") else []
            continue
        last = next((c for c in reversed(before) if _open(folded[c.span.end : claim.span.start])), None)
        if last is None or not (_together(book, last, claim) or _referred(book, last, claim)):
            continue
        start = max(last.span.end, claim.span.start - _FARTHEST)
        between = folded[start : claim.span.start].rstrip()
        found = _of().search(between)
        figure = reading(claim)
        if (
            found
            and figure.value > 0
            and figure.hard.low is not None
            and figure.hard.low > 0
            and (figure.plain or figure.qualifier is Qualifier.ABOUT)
        ):
            pair = _pair(last, claim, _named(found["base"], claim))
            if pair is not None:
                yield pair


def _together(book: FactBook, part: Claim, share: Claim) -> bool:
    return book.place(part).sentence == book.place(share).sentence


def _referred(book: FactBook, part: Claim, share: Claim) -> bool:
    """Whether a sentence of its own tells the percentage of what the one before moved (`本次解除质押占…`)."""
    if book.distance(part, share)[0] > 1 or part.span.end < share.span.start - _REFERRED:
        return False
    folded = book.collection.document[share.document].folded
    between = folded[part.span.end : share.span.start]
    return between.count("。") == 1 and bool(_again().match(between.split("。")[1]))


@cache
def _again() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, knowledge().again_cues)))


def _open(between: str) -> bool:
    """Whether no bracket closes between an amount and a percentage that was open at the amount."""
    depth = 0
    for c in between:
        depth += (c in "(（") - (c in ")）")
        if depth < 0:
            return False
    return True


def _named(base: str, claim: Claim) -> str:
    name = base.replace(claim.entity, "") if claim.entity else base
    name, capital = _fillers().sub("", name), knowledge().capital_words
    return capital[0] if name in capital else name


def _judged(
    collection: Collection, identity: Identity, pairs: list[Pair], changing: bool
) -> Iterator[Finding]:
    distinct = list({(p.part.value, p.share.value): p for p in reversed(pairs)}.values())[::-1]
    if len(distinct) < _FEWEST or any(p.hard.width is None for p in distinct):
        return
    finest = min(distinct, key=_coarseness)
    rest = [p for p in distinct if p is not finest]
    fitting = [p for p in rest if p.hard.meets(finest.hard)]
    missing = [p for p in rest if not p.hard.meets(finest.hard)]
    if fitting:
        yield _verified(collection, identity, finest, fitting)
    told = fitting or any(word in finest.base for word in knowledge().sole_bases)
    if told and not changing and len(missing) == 1:
        yield from _contradicted(collection, identity, missing[0], finest)


def _coarseness(pair: Pair) -> Fraction:
    width, middle = pair.hard.width, pair.core.middle
    assert width is not None
    return width / abs(middle) if middle else width


def _verified(collection: Collection, identity: Identity, finest: Pair, rest: list[Pair]) -> Finding:
    claims = [finest.share, finest.part, *(c for p in rest for c in (p.share, p.part))]
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.VERIFIED,
        message=phrase(
            "one_base",
            collection.language,
            list="、".join(f"{p.part.text}（{p.share.text}）" for p in (finest, *rest)),
            expected=show_interval(finest.core, finest.part.unit, collection.language),
        ),
        claims=claims,
        expected=finest.core.stated(finest.part.unit),
    )


def _suspect(pair: Pair, base: Interval) -> Suspicion | None:
    """Which figure of a pair a plain slip explains; an amount that lost its 万 goes before its percentage."""
    parts = _PART.over({"base": base, "share": core(pair.share)})
    shares = _SHARE.over({"part": core(pair.part), "base": base})
    found = []
    for claim, wanted in ((pair.share, shares), (pair.part, parts)):
        figure = reading(claim)
        slip = recognise(figure.text, figure.value, figure.ulp, wanted, wanted)
        if slip is not None:
            found.append(Suspicion(claim, slip.repair, slip))
    far = judge(pair.share, shares, shares).gap_percent >= _FAR
    return (found[-1] if far else found[0]) if found else None


def _contradicted(collection: Collection, identity: Identity, pair: Pair, finest: Pair) -> Iterator[Finding]:
    """A pair of another whole, where a plain slip in one of its figures explains it."""
    shares = _SHARE.over({"part": core(pair.part), "base": finest.core})
    suspicion = _suspect(pair, finest.core)
    if suspicion is None or judge(pair.share, shares, shares).grade is not Grade.CONTRADICTION:
        return
    suspect, slip = suspicion.claim, suspicion.slip
    assert slip is not None
    other = pair.part if suspect is pair.share else pair.share
    language = collection.language
    yield make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.CONTRADICTED,
        message=phrase(
            "two_bases",
            language,
            part=pair.part.text,
            share=pair.share.text,
            first=show_interval(pair.core, pair.part.unit, language),
            other_part=finest.part.text,
            other_share=finest.share.text,
            second=show_interval(finest.core, finest.part.unit, language),
            slip=phrase(f"slip_{slip.kind}", language),
        ),
        claims=(suspect, other, finest.part, finest.share),
        expected=shares.stated("percent"),
        stated=reading(pair.share).core.stated("percent"),
        suggestion=f"{suspect.text} → {slip.repair}" if slip.repair else None,
    )
