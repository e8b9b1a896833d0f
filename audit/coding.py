"""Documents with their claims as rows of bytes: how they are kept in the ledger and go between processes.

A row knows neither the id nor the path of its document, so that one text under two names is read once. Claims
are lists in the order of the model's fields; what follows from the text (line, column, words, ids) is worked
out again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from zlib import crc32

from claims.finishing import claim_id
from claims.model import (
    Block,
    BlockKind,
    Claim,
    Document,
    Sentence,
)
from rules.profile import Profile


@dataclass(frozen=True, slots=True)
class Row:
    """A document with its claims and its profile, as bytes."""

    text: bytes
    """The text, in UTF-8 that lets surrogates pass."""
    folded: bytes
    """Its folded twin; empty where they are the same."""
    page: str
    """The rest of the document, as JSON."""
    claims: str
    """The claims, as JSON."""
    profile: str
    """The profile, as JSON."""

    @property
    def check(self) -> int:
        """A sum over all fields by which damage shows."""
        total = crc32(self.text)
        for part in (self.folded, self.page.encode(), self.claims.encode(), self.profile.encode()):
            total = crc32(part, total)
        return total


def encode(document: Document, claims: tuple[Claim, ...], profile: Profile) -> Row:
    """The row of a document as read."""
    page = [
        document.sha256,
        document.encoding,
        document.script,
        document.title,
        document.published.isoformat() if document.published else None,
        document.source,
        [
            [b.kind.value, b.start, b.end, [n for s in b.sentences for n in (s.start, s.end)]]
            for b in document.blocks
        ],
        document.line_starts,
    ]
    return Row(
        text=_bytes(document.text),
        folded=b"" if document.folded == document.text else _bytes(document.folded),
        page=_json(page),
        claims=_json([_listed(claim) for claim in claims]),
        profile=_json(
            [
                profile.names,
                profile.codes,
                profile.figures,
                profile.opening,
                profile.headed,
                profile.ladders,
            ]
        ),
    )


def document_of(row: Row, *, id: str, path: str) -> Document:  # noqa: A002
    """The document of a row, under an id and a path."""
    sha256, encoding, script, title, published, source, blocks, line_starts = json.loads(row.page)
    text = _text(row.text)
    return Document(
        id=id,
        path=path,
        sha256=sha256,
        encoding=encoding,
        text=text,
        folded=_text(row.folded) if row.folded else text,
        script=script,
        title=title,
        published=date.fromisoformat(published) if published else None,
        source=source,
        blocks=tuple(
            Block(BlockKind(kind), start, end, tuple(map(Sentence, inner[::2], inner[1::2])))
            for kind, start, end, inner in blocks
        ),
        line_starts=tuple(line_starts),
    )


def claims_of(row: Row, document: Document) -> tuple[Claim, ...]:
    """The claims of a row, as claims of a document made from it."""
    return tuple(_claim(fields, document) for fields in json.loads(row.claims))


def profile_of(text: str, *, id: str) -> Profile:  # noqa: A002
    """The profile of a row, under a document's id."""
    names, codes, figures, opening, headed, ladders = json.loads(text)
    return Profile(
        document=id,
        names=tuple(map(tuple, names)),
        codes=tuple(map(tuple, codes)),
        figures=tuple(map(tuple, figures)),
        opening=opening,
        headed=headed,
        ladders=tuple(map(tuple, ladders)),
    )


def _listed(claim: Claim) -> list[Any]:
    hard = claim.hard
    return [
        claim.span.start,
        claim.span.end,
        claim.value,
        claim.low,
        claim.high,
        claim.low_open,
        claim.high_open,
        [hard.low, hard.high, hard.low_open, hard.high_open] if hard else None,
        claim.ulp,
        claim.ulp_significant,
        claim.unit,
        claim.unit_inferred,
        claim.qualifier.value,
        claim.entity,
        claim.metric,
        claim.label,
        claim.measure.value,
        claim.of,
        claim.versus,
        claim.dimensions,
        claim.period,
        claim.basis.value,
        claim.attribution.kind.value,
        claim.attribution.name,
        [[e.field, e.start, e.end, e.how] for e in claim.evidence],
    ]


_BOUNDS = ("low", "high", "low_open", "high_open")
_EVIDENCE = ("field", "start", "end", "how")


def _claim(fields: list[Any], document: Document) -> Claim:
    (
        start, end, value, low, high, low_open, high_open, hard, ulp, ulp_significant, unit, unit_inferred,
        qualifier, entity, metric, label, measure, of, versus, dimensions, period, basis, kind, name,
        evidence,
    ) = fields  # fmt: skip
    # Validated as a whole: a claim of models made one by one costs several times as much.
    return Claim.model_validate(
        {
            "id": claim_id(document.id, start, end),
            "document": document.id,
            "span": document.span(start, end),
            "text": document.text[start:end],
            "value": value,
            "low": low,
            "high": high,
            "low_open": low_open,
            "high_open": high_open,
            "hard": None if hard is None else dict(zip(_BOUNDS, hard, strict=True)),
            "ulp": ulp,
            "ulp_significant": ulp_significant,
            "unit": unit,
            "unit_inferred": unit_inferred,
            "qualifier": qualifier,
            "entity": entity,
            "metric": metric,
            "label": label,
            "measure": measure,
            "of": of,
            "versus": versus,
            "dimensions": dimensions,
            "period": period,
            "basis": basis,
            "attribution": {"kind": kind, "name": name},
            "evidence": [dict(zip(_EVIDENCE, words, strict=True)) for words in evidence],
        }
    )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
