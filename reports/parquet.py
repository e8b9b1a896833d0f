"""The report as Parquet tables, to be queried where they lie: documents, claims, findings, skipped.

Each table has one schema, made from the model that the JSON is made from: the same names and the same
nesting, text where the JSON has text. Takes records; gives Arrow batches and files. Needs pyarrow, which the
extra `jiaokan[parquet]` brings, and loads it only here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from itertools import islice
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin

import pyarrow as pa
from pyarrow import fs, parquet

from claims.model import Claim, Model
from reports.model import AuditReport, DocumentRecord, Skipped
from rules.model import Finding

if TYPE_CHECKING:
    from reports import Options

MODELS: dict[str, type[Model]] = {
    "documents": DocumentRecord,
    "claims": Claim,
    "findings": Finding,
    "skipped": Skipped,
}
"""The tables, each a folder of that name, and what a row of it is."""

_EVIDENCE = "evidence"
_PLAIN = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}
_BATCH = 16_384
"""Rows that are turned into Arrow at a time."""


@cache
def schema(table: str, *, evidence: bool = False) -> pa.Schema:
    """The schema of a table; a claim's evidence only where it is asked for, as in the JSON."""
    return pa.schema(_fields(MODELS[table], evidence=evidence))


def batches(table: str, records: Iterable[Model], *, evidence: bool = False) -> Iterator[pa.RecordBatch]:
    """Records of a table as Arrow batches, in their order."""
    form = schema(table, evidence=evidence)
    exclude = {_EVIDENCE} if _EVIDENCE in MODELS[table].model_fields and not evidence else None
    rows = iter(records)
    while some := list(islice(rows, _BATCH)):
        yield pa.RecordBatch.from_pylist(
            [encodable(record.model_dump(mode="json", exclude=exclude)) for record in some], schema=form
        )


def taken(target: str) -> str | None:
    """The first of the tables that a folder or URI holds already, or None; raises OSError."""
    system, folder = _place(target)
    for name in MODELS:
        if system.get_file_info(f"{folder}/{name}").type is not fs.FileType.NotFound:
            return name
    return None


def write(report: AuditReport, target: str, options: Options) -> None:
    """Write a report's tables, a file each, below a folder or URI.

    Raises FileExistsError where one of them is there already, since nothing is ever written over, and
    OSError where the place can't be written to.
    """
    if (table := taken(target)) is not None:
        raise FileExistsError(table)
    system, folder = _place(target)
    rows: dict[str, Iterable[Model]] = {
        "documents": report.documents,
        "claims": report.claims,
        "findings": report.findings,
        "skipped": report.summary.skipped,
    }
    for name, records in rows.items():
        system.create_dir(f"{folder}/{name}", recursive=True)
        form = schema(name, evidence=options.evidence)
        path = f"{folder}/{name}/part-00000.parquet"
        with parquet.ParquetWriter(path, form, filesystem=system, compression="zstd") as file:
            for batch in batches(name, records, evidence=options.evidence):
                file.write_batch(batch)


def _place(target: str) -> tuple[fs.FileSystem, str]:
    """The file system of a folder or URI, and the path in it."""
    try:
        if "://" in target:
            system, path = fs.FileSystem.from_uri(target)
        else:
            system, path = fs.FileSystem.from_uri(_absolute(target))
    except (pa.ArrowException, ValueError) as error:
        raise OSError(0, str(error)) from None
    return system, path.rstrip("/")


def _absolute(path: str) -> str:
    from pathlib import Path

    return str(Path(path).absolute())


def _fields(model: type[Model], *, evidence: bool) -> list[pa.Field]:
    """A column a field; all may be null, since Spark writes no others."""
    return [
        pa.field(name, _type(field.annotation, evidence=evidence))
        for name, field in model.model_fields.items()
        if evidence or name != _EVIDENCE
    ]


def _type(annotation: Any, *, evidence: bool) -> pa.DataType:
    """The Arrow type of a field's annotation."""
    arguments = get_args(annotation)
    if get_origin(annotation) is UnionType:
        [inner] = [argument for argument in arguments if argument is not NoneType]
        return _type(inner, evidence=evidence)
    if get_origin(annotation) is tuple:
        return pa.list_(pa.field("element", _type(arguments[0], evidence=evidence)))
    if get_origin(annotation) is dict:
        return pa.map_(*(_type(argument, evidence=evidence) for argument in arguments))
    if issubclass(annotation, Model):
        return pa.struct(_fields(annotation, evidence=evidence))
    return pa.string() if issubclass(annotation, StrEnum) else _PLAIN[annotation]


def encodable(value: Any) -> Any:
    """A row with lone surrogates, which no Parquet text can hold, as the escapes that JSON has for them."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode(errors="backslashreplace").decode()
        return value
    if isinstance(value, dict):
        return {encodable(key): encodable(inner) for key, inner in value.items()}
    return [encodable(inner) for inner in value] if isinstance(value, list) else value
