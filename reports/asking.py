"""Whom to ask about a disputed figure: the sources that its sides name, the filings among the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from reports import names
from reports.text import one_line
from rules.filings import is_filing, title_of
from rules.model import Verdict

if TYPE_CHECKING:
    from claims.model import Claim, Document
    from rules.model import Finding
    from rules.wording import Language

DISPUTES = (Verdict.CONTRADICTED, Verdict.DISCREPANCY, Verdict.TENSION)
"""Verdicts after which somebody has to be asked."""

_KNOWN = ("filing", "company")
"""Kinds of source that can be found without a name."""


def whom(
    finding: Finding,
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    language: Language,
    say: Callable[..., str],
) -> str:
    """One sentence on whom to ask, empty where nothing is disputed.

    `claims` are the finding's, the suspect first; `documents` those at hand; `say` gives a phrase of the
    catalogue.
    """
    if finding.verdict not in DISPUTES:
        return ""
    places: dict[str, dict[str, dict[int, None]]] = {}
    silent = False
    subject = ""
    for claim in claims:
        who = _source(claim, documents, language, say)
        subject = subject or one_line(claim.entity or "")
        if who:
            places.setdefault(who, {}).setdefault(one_line(claim.document), {})[claim.span.line] = None
        else:
            silent = True
    if not places:
        return say("ask_nobody", company=subject or say("ask_company"))
    told = say("ask_join").join(
        say("ask_named", who=who, places=say("ask_join").join(map(_at, at.items())))
        for who, at in places.items()
    )
    return told + (say("ask_rest") if silent else "")


def _at(place: tuple[str, Iterable[int]]) -> str:
    document, lines = place
    return f"{document}:{','.join(map(str, lines))}"


def _source(
    claim: Claim, documents: Mapping[str, Document], language: Language, say: Callable[..., str]
) -> str:
    if (document := documents.get(claim.document)) is not None and is_filing(title_of(document)):
        return say("ask_filing")
    said = claim.attribution
    return one_line(names.speaker(claim, language)) if said.name or said.kind in _KNOWN else ""
