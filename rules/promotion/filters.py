"""What makes a promotional phrase none: one named predicate a cause, apart from detection.

Each takes the case in question and says whether its cause holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from claims.model import Document
from rules.promotion.detection import Hit, Line
from rules.promotion.lexicon import lexicon

_OPENING = "“「『‘"
_CLOSING = "”」』’"
_QUOTE = 400
"""The furthest back that an opening quotation mark is looked for, in code points."""
_NICKNAME = 14
"""A quotation of at most this many code points is a name for something, not speech."""
SENTENCE = 300
"""A sentence is read this far on either side of a phrase, in code points; keeps hostile text linear."""
_DONE = "了出"
"""A verb of intention with one of these behind it (`打造了`) tells what was done."""
_NEAR = 24
"""How far before a phrase a negation or an intention still governs it, in code points."""

_AFTERMATH = 10
"""How far behind a phrase stands what came of it, in code points."""
_CALLED = 6
"""How far around a phrase stand the words that tie it to another or call it so, in code points."""


@dataclass(frozen=True, slots=True)
class Case:
    """A phrase in its document."""

    document: Document
    lines: tuple[Line, ...]
    hit: Hit

    @property
    def text(self) -> str:
        """The folded text that the offsets of the hit refer to."""
        return self.document.folded

    @property
    def line(self) -> Line:
        """The sentence that the phrase stands in."""
        return self.lines[self.hit.line]

    def before(self) -> str:
        """What stands before the phrase's word in its clause, as far as it governs it."""
        return self.text[max(self.hit.clause_start, self.hit.word_start - _NEAR) : self.hit.word_start]

    def clause(self) -> str:
        """The clause that the phrase stands in."""
        return self.text[self.hit.clause_start : self.hit.clause_end]

    def sentence(self) -> str:
        """The sentence that the phrase stands in, as far as it is read around it."""
        low = max(self.line.start, self.hit.word_start - SENTENCE)
        return self.text[low : min(self.line.end, self.hit.word_end + SENTENCE)]


def has(name: str, text: str) -> bool:
    """Whether a word of a list stands in a text."""
    return lexicon().lists[name].search(text) is not None


def quotation(case: Case) -> tuple[int, int] | None:
    """The quotation around the phrase, without its marks, or None."""
    text, hit = case.text, case.hit
    low = max(0, hit.word_start - _QUOTE)
    opening = max(text.rfind(mark, low, hit.word_start) for mark in _OPENING)
    closed = max(text.rfind(mark, low, hit.word_start) for mark in _CLOSING)
    if opening < 0 or opening < closed:
        return None
    ends = [at for at in (text.find(mark, hit.word_end, opening + _QUOTE) for mark in _CLOSING) if at >= 0]
    return (opening + 1, min(ends)) if ends else None


def quoted(case: Case) -> bool:
    """It belongs to the speaker of a quotation, or is a name in quotation marks that the author reports."""
    quote = quotation(case)
    if quote is None:
        return False
    start, end = quote
    if end - start > _NICKNAME:
        return True
    return not has("own_voice", case.text[max(case.hit.clause_start, start - _NEAR) : start - 1])


def titled(case: Case) -> bool:
    """It is part of a title in book-title marks."""
    text, hit = case.text, case.hit
    low = max(0, hit.word_start - _NEAR * 2)
    opening = text.rfind("《", low, hit.word_start)
    return opening >= 0 and text.rfind("》", low, hit.word_start) < opening


def negated(case: Case) -> bool:
    """The clause denies it."""
    if has("negation", case.before()):
        return True
    hit = case.hit
    return hit.word_class == "quantity" and has(
        "doubt", case.text[max(case.line.start, hit.word_start - SENTENCE) : hit.word_start]
    )


def asked(case: Case) -> bool:
    """It is a question; one that asks why takes for granted what stands in the clauses before it."""
    sentence = case.sentence().rstrip('”」』" \n')
    behind = case.text[case.hit.clause_end : case.line.end]
    granted = has("why", behind) and not has("asks_view", behind)
    return (sentence.endswith(("?", "？")) and not granted) or has("question", case.clause())


def intended(case: Case) -> bool:
    """It is a goal, a wish or a forecast; a clause that goes on with one from the clause before is too."""
    hit = case.hit
    if hit.word_class in ("certainty", "inducement", "authority"):
        return False
    start = hit.clause_start
    if has("continuing", case.text[start : start + 4]):
        start = max(case.line.start, hit.word_start - SENTENCE)
    behind = case.text[hit.word_end : hit.clause_end]
    ahead = lexicon().lists["goal"].finditer(case.text, start, hit.word_start)
    return has("goal_behind", behind) or any(case.text[goal.end()] not in _DONE for goal in ahead)


def awarded(case: Case) -> bool:
    """It is the name of an award, a grade or an official list."""
    exempt = ("hype", "inducement", "certainty", "quantity", "disparagement")
    return case.hit.word_class not in exempt and has("award", case.clause())


def public_affair(case: Case) -> bool:
    """It is about a state, an economy, an illness, a match: news, and nobody's promotion."""
    hit = case.hit
    if hit.word_class == "rank" and has("public_statistic", case.sentence()):
        return True
    wide = hit.word_class in ("rank", "consensus", "certainty", "quantity")
    return has("affair", case.sentence() if wide else case.clause())


def counted_out(case: Case) -> bool:
    """It is said of a counted set, which anyone can go through."""
    return _COUNTED.search(case.text[case.hit.clause_start : case.hit.word_start]) is not None


def term_of_art(case: Case) -> bool:
    """It is a term of law, finance or procurement (`唯一客户`); only a place or a measure makes one."""
    if case.hit.word_class in _WORDING:
        return False
    end = min(case.hit.word_end + 10, case.hit.clause_end)
    return has("term_of_art", case.text[case.hit.word_start : end])


def against_a_norm(case: Case) -> bool:
    """It compares with a standard, an average or an expectation, not with others."""
    return case.hit.word_class == "comparison" and has(
        "norm", case.text[case.hit.word_end : case.hit.word_end + 8]
    )


def of_others(case: Case) -> bool:
    """It is a stock phrase for those whom one deals with, in passing (`与国际一流车企洽谈`)."""
    if case.hit.word_class != "boilerplate":
        return False
    ahead = case.text[max(case.hit.clause_start, case.hit.start - 2) : case.hit.start]
    return any(ahead.endswith(word.group()) for word in lexicon().lists["others"].finditer(ahead))


def distanced(case: Case) -> bool:
    """The author keeps it at a distance: what lies behind it, what came of it, what is called so."""
    hit, text = case.hit, case.text
    return has("distance", text[hit.end : min(hit.end + _AFTERMATH, case.hit.clause_end)]) or has(
        "distance_before", text[max(hit.clause_start, hit.start - _CALLED) : hit.start]
    )


def whose_partner(case: Case) -> bool:
    """It is said of somebody to whom the subject merely stands in a relation (`全球最大厂商的供应商`)."""
    hit = case.hit
    return hit.word_class == "superlative" and has(
        "relation", case.text[hit.word_end : min(hit.end + _CALLED, hit.clause_end)]
    )


def own_history(case: Case) -> bool:
    """It compares the thing with its own past."""
    return has("own_history", case.clause())


def warned_of(case: Case) -> bool:
    """The sentence warns of such promises or forbids them."""
    return case.hit.word_class in _PROMISES and has("warning", case.sentence())


def trouble(case: Case) -> bool:
    """It reports a misfortune."""
    return has("trouble", case.clause())


_PROMISES = frozenset({"certainty", "inducement"})
"""Classes that tell readers what they will gain."""
_WORDING = frozenset({"hype", "consensus", "authority", "disparagement", "quantity", *_PROMISES})
"""Classes that are a matter of wording alone; their words make no term with `客户` or `股东`."""
_COUNTED = re.compile(r"\d+[款家个种项台只座][^,，。]{0,14}中$")

COMMON: tuple[Callable[[Case], bool], ...] = (
    quoted,
    titled,
    negated,
    asked,
    intended,
    awarded,
    public_affair,
    term_of_art,
    counted_out,
    against_a_norm,
    of_others,
    distanced,
    whose_partner,
    warned_of,
)
"""What silences a phrase of any class."""

OF_CLASS: dict[str, Callable[[Case], bool]] = {"own_history": own_history, "trouble": trouble}
"""What silences a phrase of the classes that name it."""


def silenced_by(case: Case) -> str | None:
    """The name of the first cause that makes the phrase no promotion, or None."""
    own = lexicon().classes[case.hit.word_class].exempt
    despite = case.hit.despite
    for cause in (*COMMON, *(OF_CLASS[name] for name in own)):
        if cause.__name__ not in despite and cause(case):
            return cause.__name__
    return None
