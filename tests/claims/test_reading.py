"""Sentences and the claims that a careful editor reads in them, kept as readable pairs in `cases/*.md`.

A case is a `##` heading, its text in lines behind `>`, and a line a claim:

    - SPAN | UNIT VALUE [QUALIFIER] [inferred] | ENTITY | METRIC MEASURE [of METRIC] [vs BASE] | PERIOD
      | DIMENSIONS | BASIS | KIND:NAME of the attribution

on one line. Only the fields written are held; an empty one is left open, `-` is null. A range's value is
`FIRST..SECOND`, as written. Dimensions are `key=value; …`, `{}` the whole. An entity `*1` stands for any
name, the same in all its places. The dimension `item`, the head noun in full, is left out. Claims beyond
those listed fail the case, unless a line says `…`. A case without lines holds no claims.

`published:` gives the page's date; `under:` puts the text under the headline of that company's notice, as
sentences stand in life; `gap:` says why the reader falls short, and stands only in `known_gaps.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from claims.document import document_from_text
from claims.extracting import extract
from claims.model import Claim, Qualifier

CASES = Path(__file__).parent / "cases"
GAPS = "known_gaps"
HEADLINE = "{}(600998.SH)公告"
FEWEST_CASES = 170
FEWEST_TRADITIONAL = 40


@dataclass
class Case:
    """A text and the claims expected in it."""

    group: str
    title: str
    text: list[str] = field(default_factory=list)
    expected: list[list[str]] = field(default_factory=list)
    published: date | None = None
    under: str | None = None
    gap: str | None = None

    def __str__(self) -> str:
        return f"{self.group}: {self.title}"

    @property
    def whole_text(self) -> str:
        headline = [HEADLINE.format(self.under), ""] if self.under else []
        return "\n".join([*headline, *self.text])


def cases_of(path: Path) -> Iterator[Case]:
    case: Case | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            if case:
                yield case
            case = Case(path.stem, line[3:].strip())
        elif case is None:
            assert not line.startswith((">", "- ")), f"{path.name}:{number} stands before any case"
        elif line.startswith(">"):
            case.text.append(line[1:].removeprefix(" "))
        elif line.startswith("- "):
            case.expected.append([part.strip() for part in line[2:].split("|")])
        elif line.startswith("published:"):
            case.published = date.fromisoformat(line.removeprefix("published:").strip())
        elif line.startswith("under:"):
            case.under = line.removeprefix("under:").strip()
        elif line.startswith("gap:"):
            case.gap = line.removeprefix("gap:").strip()
        else:
            assert not line.strip(), f"{path.name}:{number}: {line!r} is no part of a case"
    if case:
        yield case


ALL = [case for path in sorted(CASES.glob("*.md")) for case in cases_of(path)]


def claims_in(case: Case) -> list[Claim]:
    document = document_from_text(case.whole_text, id="case", path="case.md", published=case.published)
    return sorted(extract(document), key=lambda claim: claim.span.start)


def shown(claim: Claim, like: Sequence[str], names: dict[str, str | None]) -> list[str]:
    """The claim in the notation of the line `like`, field for field."""
    fields = (_text, _value, _entity, _metric, _period, _dimensions, _basis, _attribution)
    assert len(like) <= len(fields), f"too many fields: {like}"
    return [write(claim, part, names) if part else "" for write, part in zip(fields, like, strict=False)]


def _text(claim: Claim, like: str, names: dict[str, str | None]) -> str:
    return claim.text


def _value(claim: Claim, like: str, names: dict[str, str | None]) -> str:
    value = claim.value
    if ".." in like and claim.low is not None and claim.high is not None:
        low, high = Decimal(claim.low), Decimal(claim.high)
        value = f"{value}..{claim.high if Decimal(value) == low else claim.low}"
        assert Decimal(claim.value) in (low, high), "a range's value is one of its ends"
    words = [claim.unit, value]
    if claim.qualifier is not Qualifier.EXACT or "exact" in like.split():
        words.append(claim.qualifier.value)
    if "inferred" in like.split() and claim.unit_inferred:
        words.append("inferred")
    return " ".join(words)


def _entity(claim: Claim, like: str, names: dict[str, str | None]) -> str:
    if like.startswith("*"):
        return like if names.setdefault(like, claim.entity) == claim.entity else f"{claim.entity}"
    return claim.entity or "-"


def _metric(claim: Claim, like: str, names: dict[str, str | None]) -> str:
    words = [claim.metric, claim.measure.value][: max(1, len(re.sub(r" (of|vs) .*", "", like).split()))]
    if "(" in like:
        words[0] = f"{claim.metric}({claim.label})"
    if " of " in like:
        words += ["of", claim.of or "-"]
    if " vs " in like:
        words += ["vs", claim.versus or "-"]
    return " ".join(words)


def _period(claim: Claim, like: str, names: dict[str, str | None]) -> str:
    return claim.period or "-"


def _dimensions(claim: Claim, like: str, names: dict[str, str | None]) -> str:
    telling = [key for key in claim.dimensions if key != "item"]
    wanted = [part.split("=")[0].strip() for part in like.split(";")] if like != "{}" else []
    keys = wanted + [key for key in telling if key not in wanted]
    return "; ".join(f"{key}={claim.dimensions.get(key, '?')}" for key in keys) or "{}"


def _basis(claim: Claim, like: str, names: dict[str, str | None]) -> str:
    return claim.basis.value


def _attribution(claim: Claim, like: str, names: dict[str, str | None]) -> str:
    said = claim.attribution
    return f"{said.kind}:{said.name}" if ":" in like else said.kind.value


def compare(case: Case, claims: Sequence[Claim]) -> None:
    """Hold claims to what the case expects."""
    expected = [line for line in case.expected if line != ["…"]]
    if len(expected) < len(case.expected):
        claims = [claim for claim in claims if claim.text in [line[0] for line in expected]]
    names: dict[str, str | None] = {}
    padding = expected + [["", "?", "?", "?"]] * (len(claims) - len(expected))
    got = [" | ".join(shown(claim, line, names)) for claim, line in zip(claims, padding, strict=False)]
    assert got == [" | ".join(line) for line in expected], case.whole_text


@pytest.mark.parametrize("case", [case for case in ALL if case.gap is None], ids=str)
def test_reads_what_an_editor_reads(case: Case) -> None:
    compare(case, claims_in(case))


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=pytest.mark.xfail(reason=case.gap)) for case in ALL if case.gap],
    ids=str,
)
def test_does_not_yet_read(case: Case) -> None:
    compare(case, claims_in(case))


def test_gaps_stand_in_their_own_file() -> None:
    assert [str(case) for case in ALL if (case.gap is not None) != (case.group == GAPS)] == []


def test_the_cases_are_many_distinct_and_of_both_scripts() -> None:
    texts = [case.whole_text for case in ALL]
    assert len(set(texts)) == len(texts) >= FEWEST_CASES
    scripts = [document_from_text(text, id="t", path="t").script for text in texts]
    assert scripts.count("Hant") >= FEWEST_TRADITIONAL
