"""The promotion rules: what was judged, said as findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from claims.errors import LexiconError
from rules.collection import Collection
from rules.findings import make_finding
from rules.model import Finding, Rule, Severity, Verdict
from rules.promotion.corroboration import corroborate, subject_of
from rules.promotion.escalation import escalations
from rules.promotion.filters import SENTENCE, has
from rules.promotion.judgement import Judgement, judge
from rules.promotion.lexicon import lexicon
from rules.promotion.pages import PAGES
from rules.wording import say

_ESCALATION = "P314"
_NICHE = 18
"""A first of a thing that takes this many code points to say is a first in a niche made for one."""
_PLACES = 16
"""A finding points to at most this many places."""


def promotion_rules() -> tuple[Rule, ...]:
    """Every promotion rule, in the order of its code."""
    coded = {name: word_class.code for name, word_class in lexicon().classes.items()}
    run: dict[str, Callable[[Collection], Iterator[Finding]]] = {
        name: partial(_statements, name) for name in coded
    }
    coded["escalation"] = _ESCALATION
    run["escalation"] = _escalations
    pages = PAGES.load()
    if missing := coded.keys() - pages:
        raise LexiconError(f"promotion_pages.toml: there is no page of {min(missing)}")
    return tuple(
        Rule(
            code=coded[name],
            slug=pages[name].slug,
            severity=Severity.WARNING,
            checks=pages[name].checks,
            misleads=pages[name].misleads,
            fails=pages[name].fails,
            passes=pages[name].passes,
            run=run[name],
        )
        for name in sorted(coded, key=coded.__getitem__)
    )


def _judged(collection: Collection) -> dict[str, tuple[Judgement, ...]]:
    """The judgements of a collection by class, in the order of the documents."""
    judged = [
        judgement
        for document in collection.documents
        for judgement in judge(document, collection.by_document.get(document.id, ()))
    ]
    by_class: dict[str, list[Judgement]] = {name: [] for name in lexicon().classes}
    for judgement in corroborate(judged, collection):
        by_class[judgement.case.hit.word_class].append(judgement)
    return {name: tuple(judgements) for name, judgements in by_class.items()}


def _statements(name: str, collection: Collection) -> Iterator[Finding]:
    """What is to say of one class of statements."""
    for judgement in collection.once(_judged)[name]:
        if not collection.tells(subject_of(judgement.case, collection)):
            continue
        finding = _supported if judgement.support else _unsupported
        yield finding(collection, name, judgement)


def _unsupported(collection: Collection, name: str, judgement: Judgement) -> Finding:
    document = judgement.case.document.id
    hit = judgement.case.hit
    lack = f"lack-{name}"
    if _own_word(judgement):
        lack = "own-word"
    elif name == "first" and hit.end - hit.word_end >= _NICHE:
        lack = "lack-niche"
    return make_finding(
        collection,
        rule=lexicon().classes[name].code,
        verdict=Verdict.UNSUPPORTED,
        message=_say(collection, "unsupported", phrase=judgement.phrase, lack=_say(collection, lack)),
        spans=[collection.place(document, start, end) for start, end in judgement.places[:_PLACES]],
        suggestion=_say(collection, f"needs-{name}"),
    )


def _supported(collection: Collection, name: str, judgement: Judgement) -> Finding:
    behind = judgement.support
    assert behind is not None
    document = judgement.case.document
    places = [collection.place(document.id, start, end) for start, end in judgement.places[: _PLACES - 1]]
    return make_finding(
        collection,
        rule=lexicon().classes[name].code,
        verdict=Verdict.SUPPORTED,
        message=_say(
            collection,
            f"supported-{behind.kind}",
            phrase=judgement.phrase,
            source=behind.name,
        ),
        spans=[*places, collection.place(behind.document, behind.start, behind.end)],
        origins=None if behind.kind == "figure" else 1,
    )


def _own_word(judgement: Judgement) -> bool:
    """Whether the sentence gives it as the word of the party that it praises."""
    case = judgement.case
    praise = case.hit.word_class not in ("hype", "inducement", "consensus", "authority")
    return praise and has(
        "own_word", case.text[max(case.line.start, case.hit.start - SENTENCE) : case.hit.start]
    )


def _escalations(collection: Collection) -> Iterator[Finding]:
    """What is to say of wordings that one source made stronger."""
    part = collection.part
    for escalation in escalations(collection.documents, part.ladders if part else None):
        degrees = (escalation.strong, *escalation.weak)
        words = [degree.document.text[degree.start : degree.end] for degree in degrees]
        yield make_finding(
            collection,
            rule=_ESCALATION,
            verdict=Verdict.UNSUPPORTED,
            message=_say(collection, "escalation", strong=words[0], weak=words[1]),
            spans=[collection.place(degree.document.id, degree.start, degree.end) for degree in degrees],
            suggestion=_say(collection, "needs-escalation", weak=words[1]),
        )


def _say(collection: Collection, key: str, **places: str) -> str:
    return say("rules", "promotion", key, collection.language, **places)


PROMOTION_RULES = promotion_rules()
"""Every promotion rule, in the order of its code."""
