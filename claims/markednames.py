"""Names that a form of words beside them marks: a ticker, a legal ending, a short form, a rating, a purchase.

In: the folded text and the lexicon. Out: the names, each as often as the form stands beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from claims import namesigns as signs
from claims.lexicons import everywhere, holds_any
from claims.naming import cleaned, is_generic, plausible, seated, trimmed, unparted, within_seat
from claims.readingwords import reading_words
from claims.words import Lexicon

_WORDS = reading_words().names
_RATES = ("评级", "目标价", "盈利预测", "业绩预测")
"""A text that rates nobody holds none of these."""
_BEFORE_ENDING = 16
"""Code points before a legal ending in which the name stands."""
_NOTE = 6
"""Code points between the bracket behind a full name and the word for a short form."""
_BEFORE_FORM = 40
"""Code points before a short form in which stands what its bearer is."""
_OPENING = 40
"""Code points in which a text names whom it is about, behind the day and who reports."""


def before_tickers(folded: str, lexicon: Lexicon) -> Iterator[str]:
    """Names before a ticker of letters alone: known ones, and those that end as a company's name does."""
    if signs.LETTERS.search(folded) is None:
        return
    for match in signs.TICKER.finditer(folded):
        name = match["name"]
        known = name in lexicon.companies or name in lexicon.researchers
        if known or (name.endswith(lexicon.names.suffixes) and plausible(name, lexicon)):
            yield name


def listed_by(folded: str, lexicon: Lexicon) -> Iterator[str]:
    """The names that shares are listed by, introduced as such."""
    if holds_any(_WORDS.short_forms, folded):
        for match in signs.OFFICIAL_SHORT.finditer(folded):
            if plausible(match[1], lexicon, coded=True):
                yield match[1]


def introduced(folded: str, lexicon: Lexicon) -> Iterator[tuple[str, bool]]:
    """Short forms that the text introduces, each with whether it is that of a holder or a counterparty."""
    patterns = [signs.SHORT_FORM] if holds_any(_WORDS.short_forms, folded) else []
    if holds_any(_WORDS.legal_endings, folded):
        patterns.append(signs.SHORT_FORM_BEHIND)
    for pattern in patterns:
        for match in pattern.finditer(folded):
            name = trimmed(next(filter(None, match.groups())), lexicon)
            opened = folded.rfind("(", max(0, match.start() - _NOTE), match.start())
            if folded.endswith(_WORDS.institutes, 0, max(opened, 0)):
                continue  # 中国电力企业联合会(简称“…”) only publishes
            if plausible(name, lexicon, coded=True):
                held = signs.HOLDER.search(folded, max(0, match.start() - _BEFORE_FORM), match.start())
                yield name, held is not None


def targets_of(folded: str, lexicon: Lexicon) -> Iterator[str]:
    """Companies of which a part is bought or sold and that the text names again."""
    if not holds_any(_WORDS.stakes, folded):
        return
    found = {match["name"] for match in signs.TARGET.finditer(folded)}
    if not found:
        return
    times = Counter([folded[start:end] for start, end in everywhere(found, folded)])
    for name, count in times.items():
        if count > 1 and cleaned(name, lexicon) == name and plausible(name, lexicon):
            yield name


def written_to(folded: str, lexicon: Lexicon) -> Iterator[str]:
    """To whom an exchange writes, and whom a house rates."""
    patterns = [signs.ADDRESSED] if holds_any(_WORDS.letters, folded) else []
    if holds_any(_RATES, folded):
        patterns.append(signs.RATED)
    for pattern in patterns:
        for match in pattern.finditer(folded):
            name = cleaned(match["name"], lexicon)
            if plausible(name, lexicon, coded=True):
                yield name


def legal_names(folded: str, lexicon: Lexicon) -> Iterator[tuple[str, bool]]:
    """Full names, by their legal ending, each with whether the text opens with what it announces."""
    if not holds_any(_WORDS.legal_endings, folded):
        return
    for match in signs.LEGAL_ENDING.finditer(folded):
        before = folded[max(0, match.start() - _BEFORE_ENDING) : match.start()]
        seat = signs.SEAT.search(before)
        run = signs.STEM_BEFORE.search(before[: seat.start()] if seat else before)
        if run is None:
            continue
        whole = run.group().split(")")[-1].split("(")[-1]
        stem = whole[max(0, whole.rfind(trimmed(whole, lexicon))) :]
        stem = seated(whole, stem, lexicon)
        at = match.start() - len(whole)
        opens_line = seat is None and folded[max(0, at - 1) : at] in ("", "\n", "。")
        stem = unparted(whole, stem, opens_line=opens_line)
        if is_generic(stem + match.group(), lexicon) and run.group().endswith(f"){stem}"):
            stem = within_seat(run.group(), stem, lexicon)
        name = stem + (seat.group() if seat else "") + match.group()
        if len(stem) > 1 and plausible(name, lexicon) and not name.startswith(_WORDS.never_full):
            announces = signs.FULL_ANNOUNCES.match(folded, match.end()) is not None
            yield name, announces and match.start() < _OPENING
