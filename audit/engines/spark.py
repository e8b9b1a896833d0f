"""The engine of a cluster: the pure functions of the local engine, run by Apache Spark.

Documents are read and their claims extracted where they lie (`mapInArrow`); what decides which names are one
company is gathered (`spark_names.py`); each document is checked for itself, and each part that several
documents make is checked by one worker (`applyInArrow`). `docs/scale.md` says what bounds each step.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from audit.baseline import Baseline
from audit.config import Settings
from audit.corpus import Exclusion, Limits
from audit.engines.spark_checking import Alone, Members, Speaking, Together
from audit.engines.spark_input import Argument, Columns, Files, Form, root_of, rows
from audit.engines.spark_names import Census, Known, counted, gather
from audit.engines.spark_reading import Reader, Setting, version
from audit.engines.spark_rows import (
    DOCUMENT,
    EXCLUDED,
    FAULTY,
    MEMBERS,
    NAMED,
    READINGS,
    SCREENED,
    SKIPPED,
    SPOKEN,
    TALLY,
    TOLD,
    unpacked,
)
from audit.engines.spark_screening import Finisher, Screener
from audit.errors import AuditError, sentence
from audit.lexicon import additions
from reports.model import Skipped

if TYPE_CHECKING:
    from audit.run import Task

PARTITIONS = "spark.sql.shuffle.partitions"
SPLITS = "spark.sql.files.minPartitionNum"
_PLACE = ("file", "block", "row")
_PIECES = 4
"""Pieces of work at least for each core."""
_PIECE = 8 << 20
"""Bytes of readings that are worked on at once."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What a cluster found, where it lies."""

    documents: DataFrame
    """The readings of the documents."""
    findings: DataFrame
    """The findings that are told, and how many are not."""
    companions: bool
    """Whether some of the documents are only compared with."""
    skipped: tuple[Skipped, ...]
    """What was not read."""
    excluded: int
    """How many documents the exclusions left out."""
    baseline: Baseline | None
    """The findings that were known before."""


def audit(
    session: SparkSession, task: Task, form: Form | None, columns: Columns, baseline: Baseline | None
) -> Collected:
    """Read, check and screen what a task names; nothing of it leaves the cluster but what was skipped."""
    if not session.sparkContext.getConf().contains(SPLITS):  # so that all cores are done at about one time
        session.conf.set(SPLITS, str(_PIECES * session.sparkContext.defaultParallelism))
    arguments, unread = _arguments(session, task, form)
    readings = _readings(session, task, arguments, columns).persist()
    census = counted(readings)
    _suit(session, census.size)
    documents, skipped = _sound(readings, arguments, census)
    found = _told(documents, census, task.settings, baseline).persist()
    return Collected(
        documents=documents,
        findings=found,
        companions=any(not one.checked for one in arguments),
        skipped=(*unread, *skipped),
        excluded=census.kinds.get(EXCLUDED, 0),
        baseline=baseline,
    )


def _mapped(
    table: DataFrame, task: Callable[[Iterator[pa.RecordBatch]], object], form: pa.Schema
) -> DataFrame:
    return table.mapInArrow(lambda batches: task(batches), from_arrow_schema(form))


def _setting(settings: Settings) -> Setting:
    return Setting(settings.language, additions(settings))


def _suit(session: SparkSession, size: int) -> None:
    """Have as many pieces in what follows as suits the bytes read, unless the configuration says how many."""
    if not session.sparkContext.getConf().contains(PARTITIONS):
        pieces = max(size // _PIECE, _PIECES * session.sparkContext.defaultParallelism)
        session.conf.set(PARTITIONS, str(pieces))


def _arguments(
    session: SparkSession, task: Task, form: Form | None
) -> tuple[tuple[Argument, ...], list[Skipped]]:
    """What the task names and what that is compared with, each once; and what is not there."""
    files = Files(session)
    settings = task.settings
    found = list(files.arguments(task.paths, form, checked=True))
    excludes = _excludes(task)

    def left_out(path: str) -> bool:
        return any(exclude(path) for exclude in excludes)

    if task.force_exclude:
        found = [one for one in found if isinstance(one, Skipped) or not left_out(one.given)]
    named = [one for one in found if isinstance(one, Argument)]
    if task.against is not None:
        companions = list(_matching(files, task.against, None, form, "where_against"))
    elif settings.corpus is not None:
        companions = list(_matching(files, settings.corpus, settings.folder, form, "where_corpus"))
    else:
        companions = [
            other
            for one in named
            if one.form is Form.TEXT and not one.folder
            for other in files.beside(one, left_out)
        ]
    unique: dict[str, Argument] = {}
    for one in (*named, *(other for other in companions if not left_out(other.given))):
        unique.setdefault(one.uri, one)
    return tuple(unique.values()), [one for one in found if isinstance(one, Skipped)]


def _matching(
    files: Files, patterns: Iterable[str], folder: Path | None, form: Form | None, where: str
) -> Iterator[Argument]:
    """What patterns stand for, to compare with; raises AuditError for one that stands for nothing."""
    for pattern in patterns:
        full = pattern if folder is None or "://" in pattern else os.path.relpath(folder / pattern)
        found = [one for one in files.arguments([full], form, checked=False) if isinstance(one, Argument)]
        if not found:
            raise AuditError("nothing_matches", pattern=pattern, where=sentence(where))
        yield from found


def _excludes(task: Task) -> tuple[Exclusion, ...]:
    home = Path.cwd()
    return (Exclusion(task.settings.exclude, task.settings.folder or home), Exclusion(task.exclude, home))


def _readings(
    session: SparkSession, task: Task, arguments: Sequence[Argument], columns: Columns
) -> DataFrame:
    """All that was read, and what was not."""
    if not arguments:
        return session.createDataFrame([], from_arrow_schema(READINGS))
    reader = Reader(
        form=Form.TEXT,
        arguments=tuple(arguments),
        root=root_of((one for one in arguments if one.checked), str(Path.cwd())),
        excludes=_excludes(task),
        setting=_setting(task.settings),
        limits=Limits(document=task.settings.max_document, line=task.settings.max_line),
        version=version(),
    )
    tables = [
        _mapped(table, replace(reader, form=form), READINGS)
        for form, table in rows(session, arguments, columns)
    ]
    return reduce(DataFrame.unionByName, tables)


def _sound(
    readings: DataFrame, arguments: Sequence[Argument], census: Census
) -> tuple[DataFrame, list[Skipped]]:
    """The documents, each id once; and what was skipped, where it stands."""
    if FAULTY in census.kinds:
        faulty = readings.filter(f.col("kind") == FAULTY).agg(f.min("reason")).collect()
        raise AuditError("as_told", what=unpacked(faulty[0][0]))
    documents = readings.filter(f.col("kind") == DOCUMENT)
    skipped = readings.filter(f.col("kind") == SKIPPED)
    first: dict[bytes, tuple[Any, ...]] = {}
    later: list[Any] = []
    if census.twice:
        twice = pa.Table.from_pydict({"id": census.twice}, schema=pa.schema([("id", NAMED)]))
        doubled = readings.join(f.broadcast(readings.sparkSession.createDataFrame(twice)), "id").select(
            "id", "path", "checked", "turn", *_PLACE
        )
        ranked = sorted(doubled.collect(), key=_rank)
        later = [row for row in ranked if _rank(row) != first.setdefault(bytes(row.id), _rank(row))]
    if later:
        names = ("id", "turn", *_PLACE)
        places = readings.sparkSession.createDataFrame(
            pa.Table.from_pylist(
                [{name: row[name] for name in names} for row in later],
                schema=pa.schema([READINGS.field(name) for name in names]),
            )
        )
        documents = documents.join(f.broadcast(places), ["id", "turn", *_PLACE], "left_anti")
        skipped = skipped.join(f.broadcast(places), ["id", "turn", *_PLACE], "left_anti")
    lines = _Lines(readings, arguments)
    told = [
        lines.skipped(row, unpacked(row.reason), bad=row.id is None)
        for row in (skipped.drop("body", "census").collect() if SKIPPED in census.kinds else ())
    ]
    told += [
        lines.skipped(row, sentence("duplicate_id", id=unpacked(row.id).partition("#")[2]), bad=True)
        for row in later
        if _rank(row)[2:] != first[bytes(row.id)][2:]
    ]
    return documents, told


def _rank(row: Any) -> tuple[Any, ...]:
    """Which of the rows of one id is taken: the first."""
    return (not row.checked, row.turn, bytes(row.file), row.block, row.row)


class _Lines:
    """Where rows stand in their files, counted only where a row can't be used."""

    def __init__(self, readings: DataFrame, arguments: Sequence[Argument]) -> None:
        self._readings = readings
        self._arguments = arguments
        self._before: dict[tuple[bytes, int], int] | None = None

    def skipped(self, row: Any, reason: str, *, bad: bool) -> Skipped:
        """A row that can't be used; a bad one with its line."""
        path, argument = unpacked(row.path), self._arguments[row.turn]
        if bad and argument.form is not Form.TEXT:
            path = path.partition("#")[0] if row.id is not None else path
            if argument.form is Form.PARQUET:
                reason = sentence("bad_row", row=row.block + 1, file=unpacked(row.file), why=reason)
            else:
                line = self._lines_before(row.file, row.block) + row.row
                reason = sentence("bad_line", line=line, why=reason)
        return Skipped(path=path, reason=reason, checked=row.checked)

    def _lines_before(self, file: bytes, block: int) -> int:
        if self._before is None:
            tallies = self._readings.filter(f.col("kind") == TALLY).select(*_PLACE).distinct().collect()
            self._before = {}
            sums: dict[bytes, int] = {}
            for file_, block_, count in sorted((bytes(one.file), one.block, one.row) for one in tallies):
                self._before[file_, block_] = sums.get(file_, 0)
                sums[file_] = sums.get(file_, 0) + count
        return self._before[bytes(file), block]


def _told(documents: DataFrame, census: Census, settings: Settings, baseline: Baseline | None) -> DataFrame:
    """What all parts say, screened."""
    context, setting, home = documents.sparkSession.sparkContext, _setting(settings), Path.cwd()
    known = gather(documents, census)
    spoken = _mapped(documents.select("id", "profile"), Speaking(context.broadcast(known), setting), SPOKEN)
    everywhere = context.broadcast(_parted(known, spoken))
    screener = Screener(
        settings.model_copy(update={"folder": settings.folder or home}),
        Baseline(baseline.file.absolute(), baseline.known) if baseline is not None else None,
        str(home),
    )
    held = ("id", "path", "checked", "body", "profile")
    alone = _mapped(documents.select(*held), Alone(everywhere, setting, screener), TOLD)
    members = _mapped(documents.select(*held, "twin"), Members(everywhere, setting), MEMBERS)
    together = Together(everywhere, setting, screener)
    parts = members.groupBy("part").applyInArrow(lambda part: together(part), from_arrow_schema(TOLD))
    rest = [name for name in TOLD.names if name != "told_at"]
    told = alone.union(parts).groupBy("told_at").agg(f.collect_list(f.struct(*rest)).alias("told"))
    return _mapped(told, Finisher(screener, setting), SCREENED)


def _parted(known: Known, spoken: DataFrame) -> Known:
    """What is known, with the parts that companies and ladders make: those of the same documents are one."""
    keys = spoken.groupBy("ladder", "key").agg(
        f.count("*").alias("times"),
        f.bit_xor(f.xxhash64("id")).alias("one"),
        f.sum(f.xxhash64("id", f.lit(1)).cast("decimal(20,0)")).alias("other"),
        f.coalesce(f.max("upper") & f.max("lower"), f.lit(True)).alias("compared"),
    )
    parts: dict[str, str] = {}
    ladders: dict[str, str] = {}
    for row in keys.filter("times > 1 AND compared").collect():
        which, kind = (ladders, "ladders") if row.ladder else (parts, "companies")
        which[unpacked(row.key)] = f"{kind} {row.times} {row.one} {row.other}"
    return replace(known, parts=parts, ladders=ladders)
