"""The options of the command line that only a cluster has a use for, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from audit.errors import AuditError, speaking

if TYPE_CHECKING:
    from audit.engines.spark_input import Columns
    from audit.output import Output
    from audit.run import Audit, Task

PANEL = "On a cluster (--engine spark)"


class InputFormat(StrEnum):
    """What holds the documents."""

    AUTO = "auto"
    TEXT = "text"
    JSONL = "jsonl"
    PARQUET = "parquet"


Master = Annotated[
    str | None,
    typer.Option(
        "--master",
        metavar="URL",
        rich_help_panel=PANEL,
        help="Master of the cluster [default: as configured].",
    ),
]
SparkConf = Annotated[
    list[str] | None,
    typer.Option(
        "--spark-conf",
        metavar="KEY=VALUE",
        rich_help_panel=PANEL,
        help="A setting of Spark; may be repeated.",
    ),
]
Holding = Annotated[
    InputFormat,
    typer.Option("--input-format", rich_help_panel=PANEL, help="What PATH holds [default: by its name]."),
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        rich_help_panel=PANEL,
        help="Column of a Parquet table with the text, id, title, published or source; may be repeated.",
    ),
]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the cluster is and how it finds the documents."""

    master: str | None = None
    """Its master URL; None for that of the configuration, else this machine."""
    settings: tuple[str, ...] = ()
    """Settings of Spark, as `KEY=VALUE`."""
    holding: InputFormat = InputFormat.AUTO
    """What the arguments hold."""
    columns: tuple[str, ...] = ()
    """Columns of Parquet tables, as `FIELD=NAME`."""

    @property
    def asked(self) -> bool:
        """Whether any of it was asked for."""
        return self != Cluster()


def _columns(named: Iterable[str]) -> Columns:
    """The columns by name; raises AuditError for a field that a document has not."""
    from audit.engines.spark_input import Columns

    columns = Columns()
    for one in named:
        field, equals, name = one.partition("=")
        if not equals or field not in Columns.__dataclass_fields__:
            raise AuditError("column_form", given=one, names=", ".join(Columns.__dataclass_fields__))
        columns = replace(columns, **{field: name})
    return columns


def perform(
    task: Task, cluster: Cluster, outputs: Iterable[Output], *, whole: bool
) -> tuple[Audit, tuple[Output, ...]]:
    """Audit on a cluster: what was found, and the outputs that are yet to be written from it.

    Tables are written by the workers. `whole` says whether the findings are needed here in any case.
    """
    from audit.engines.spark_session import needed, session
    from audit.lexicon import take_up
    from audit.run import baseline_of, known_rules

    needed()
    from audit.engines import spark, spark_report
    from audit.engines.spark_input import Files, Form
    from reports import TABLES

    speaking.set(task.settings.language)
    take_up(task.settings)
    known_rules((*task.settings.select, *task.settings.ignore))
    for given, option in ((task.diff_base, "--diff-base"), (task.stdin, "-")):
        if given is not None:
            raise AuditError("spark_without", option=option)
    baseline = baseline_of(task)
    columns = _columns(cluster.columns)
    form = None if cluster.holding is InputFormat.AUTO else Form(cluster.holding.value)
    outputs = tuple(outputs)
    tables = [output for output in outputs if output.format in TABLES]
    for output in tables:
        if output.file is None:
            raise AuditError("folder_needed", format=output.format)
    with session(cluster.master, cluster.settings) as connected:
        files = Files(connected)
        for output in tables:
            files.free(output.file or "")
        found = spark.audit(connected, task, form, columns, baseline)
        written = [spark_report.write(found, output.file or "") for output in tables]
        rest = tuple(output for output in outputs if output not in tables)
        if rest or whole or not written:
            return spark_report.report(found), rest
        return spark_report.summary(found, written[0]), rest
