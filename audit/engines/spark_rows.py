"""What travels between the steps on a cluster: readings, members of parts, findings, in Arrow.

Texts that name something (ids, companies, paths) travel as bytes of UTF-8 that keep lone surrogates, so that
they come out of the JVM as they went in, and sort as they sort in Python. A reading's body travels without
its id and path: documents with the same content have the same body, whatever they are called.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pyarrow as pa

from audit.coding import Row, claims_of, document_of
from audit.library import Reading
from claims.finishing import claim_id
from rules.model import Finding

DOCUMENT, SKIPPED, TALLY, EXCLUDED, FAULTY = range(5)
"""What a row of the readings is: a document, why there is none, how many rows a stretch has, one left out, or
what the run can't go on with."""

KIND, SIZE, NAMED_ID, SUBJECT, CODE, MET = range(6)
"""What is counted over all readings: kinds of rows (`a`), bytes (`n`), ids (`a`), main subjects (`a`) with
how often they are telling (`n`), names (`a`) with stock codes (`b`), names (`b`) beside their own beginnings
(`a`)."""

NAMED = pa.binary()
PLACE = [("file", NAMED), ("block", pa.int64()), ("row", pa.int64())]
"""Where a row of a collection stands: its file, the stretch of it that was read at once, the row in that."""

BODY = pa.struct(
    [("text", pa.binary()), ("folded", pa.binary()), ("page", pa.string()), ("claims", pa.string())]
)
"""A document with its claims, as `audit.coding` has it."""

READINGS = pa.schema(
    [
        ("kind", pa.int8()),
        ("id", NAMED),
        ("path", NAMED),
        ("checked", pa.bool_()),
        ("turn", pa.int64()),  # which of the arguments it came by
        *PLACE,
        ("reason", NAMED),  # why it was skipped
        ("twin", NAMED),  # what documents with the same body share
        ("body", BODY),
        ("figures", pa.list_(pa.struct([("name", NAMED), ("figure", NAMED)]))),
        ("profile", pa.string()),
        ("census", pa.list_(pa.struct([("what", pa.int8()), ("a", NAMED), ("b", NAMED), ("n", pa.int64())]))),
    ]
)
"""The readings: documents with their claims, their profile, and what is counted over all of them."""

SPOKEN = pa.schema(
    [("key", NAMED), ("ladder", pa.bool_()), ("upper", pa.bool_()), ("lower", pa.bool_()), ("id", NAMED)]
)
"""What may tie documents: the companies that each speaks of, and the nouns that it puts on a ladder."""

MEMBERS = pa.schema(
    [
        ("part", pa.string()),
        ("companies", pa.list_(NAMED)),
        ("ladders", pa.list_(NAMED)),
        ("id", NAMED),
        ("path", NAMED),
        ("checked", pa.bool_()),
        ("adopted", NAMED),
        ("twin", NAMED),
        ("body", BODY),  # this and the profile are null where a twin that was sent before has them
        ("profile", pa.string()),
    ]
)
"""Documents with the parts that they belong to."""

TOLD = pa.schema(
    [
        ("told_at", NAMED),  # id of the document of the first place
        ("path", NAMED),  # and its path
        ("finding", pa.binary()),
        ("turn", pa.int64()),  # which kind of part tells it; null where it is screened
        ("checked", pa.list_(NAMED)),  # those of its documents that are not only compared with
        ("body", BODY),  # the document, where the finding is yet to be screened with others
        ("suppressed", pa.int64()),
        ("baselined", pa.int64()),
    ]
)
"""What parts tell: findings that are screened, findings that are yet to be, and how many were left out."""

SCREENED = pa.schema(
    [
        ("id", pa.string()),
        ("told_at", NAMED),
        ("finding", pa.binary()),
        ("attention", pa.int64()),
        ("start", pa.int64()),
        ("rule", pa.string()),
        ("verdict", pa.string()),
        ("severity", pa.string()),
        ("claims", pa.list_(pa.string())),
        ("documents", pa.list_(NAMED)),
        ("suppressed", pa.int64()),
        ("baselined", pa.int64()),
    ]
)
"""The findings that are told; and rows, without a finding, of how many are not."""


def packed(name: str) -> bytes:
    """A name as it travels."""
    return name.encode("utf-8", "surrogatepass")


def unpacked(name: bytes) -> str:
    """A name as it was."""
    return bytes(name).decode("utf-8", "surrogatepass")


def table(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    """Rows as a batch; a column that a row lacks is null."""
    return pa.RecordBatch.from_pylist(list(rows), schema=schema)


def packed_row(row: Row) -> dict[str, Any]:
    """The body of a document: its row but for the profile, which travels beside it."""
    return {"text": row.text, "folded": row.folded, "page": row.page, "claims": row.claims}


def unpacked_row(body: Mapping[str, Any]) -> Row:
    """The row that a body is."""
    return Row(bytes(body["text"]), bytes(body["folded"]), body["page"], body["claims"], "")


def reading(body: Mapping[str, Any], key: str, path: str) -> Reading:
    """The reading that a body makes under an id and a path."""
    row = unpacked_row(body)
    document = document_of(row, id=key, path=path)
    return Reading(document, claims_of(row, document))


def called(one: Reading, key: str, path: str) -> Reading:
    """The same text under another id and path; all that the two can share they do."""
    claims = (
        claim.model_copy(update={"id": claim_id(key, claim.span.start, claim.span.end), "document": key})
        for claim in one.claims
    )
    return Reading(replace(one.document, id=key, path=path), tuple(claims))


dump = partial(pickle.dumps, protocol=pickle.HIGHEST_PROTOCOL)
"""Makes bytes of a finding for our own processes to hand to one another within one run."""


def load(data: bytes) -> Finding:
    """The finding that `dump` made bytes of."""
    found: Finding = pickle.loads(data)
    return found


def rows(batch: pa.RecordBatch | pa.Table) -> Iterator[dict[str, Any]]:
    """The rows of a batch, one by one."""
    columns = {name: batch.column(name) for name in batch.schema.names}
    for index in range(batch.num_rows):
        yield {name: column[index].as_py() for name, column in columns.items()}
