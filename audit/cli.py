"""The commands: each gathers its options, has the work done, writes the report and gives an exit code."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from audit import __version__
from audit.__main__ import ERROR, FINDINGS, OK
from audit.delivery import (
    default_format,
    deliver,
    deliver_reading,
    reaches,
    tell_fingerprints,
    tell_statistics,
)
from audit.engines.spark_options import (
    Cluster,
    ColumnOption,
    Holding,
    InputFormat,
    Master,
    SparkConf,
)
from audit.engines.spark_options import perform as on_cluster
from audit.errors import AuditError
from audit.lazily import Lazily, commands
from audit.options import (
    BaselineFile,
    Color,
    ColorOption,
    Config,
    Exclude,
    FailOn,
    File,
    ForceExclude,
    Format,
    Jobs,
    Lang,
    LangOption,
    NoCache,
    Paths,
    StdinFilename,
    cores,
    rule_codes,
    task_of,
)
from audit.upkeep import register

if TYPE_CHECKING:
    from audit.run import Task
    from rules.wording import Language

app = typer.Typer(
    name="jiaokan",
    cls=Lazily,
    help="Collate Chinese financial documents: extract claims, check the arithmetic, compare the sources.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Engine(StrEnum):
    """Where the work is done."""

    LOCAL = "local"
    SPARK = "spark"


class _Writing(TyperCommand):
    """A command that keeps its arguments, since an --output-file belongs to the --output-format before it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.meta["args"] = tuple(args)
        return super().parse_args(ctx, args)


class _Checking(_Writing):
    """A check, of which the answer may be known: before typer loads pydantic to see what the options say."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not ctx.resilient_parsing:
            from audit.answers import Question

            given, _, _ = self.make_parser(ctx).parse_args(args=list(args))
            question = ctx.meta["question"] = Question.of(args, given)
            if question is not None and (code := question.answered()) is not None:
                raise typer.Exit(code)
        return super().parse_args(ctx, args)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"jiaokan {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def jiaokan(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Collate Chinese financial documents: extract claims, check the arithmetic, compare the sources."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit(ERROR)


@commands.command(cls=_Checking)
def check(
    ctx: typer.Context,
    paths: Paths = None,
    output_format: Format = None,
    output_file: File = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="RULE",
            help="Report only these rules; may be repeated.",
            autocompletion=rule_codes,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="RULE",
            help="Leave out these rules; may be repeated.",
            autocompletion=rule_codes,
        ),
    ] = None,
    against: Annotated[
        list[str] | None,
        typer.Option("--against", metavar="PATH", help="Compare with these documents; may be repeated."),
    ] = None,
    exclude: Exclude = None,
    force_exclude: ForceExclude = False,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="Exit 1 from this severity upwards [default: error].")
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever is found.")] = False,
    baseline: BaselineFile = None,
    diff_base: Annotated[
        str | None,
        typer.Option("--diff-base", metavar="REV", help="Report only what a change since REV takes part in."),
    ] = None,
    fingerprints: Annotated[
        bool, typer.Option("--fingerprints", help="List what a suppression would name, on stderr.")
    ] = False,
    stdin_filename: StdinFilename = None,
    config: Config = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count findings by rule, on stderr.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notes on stderr but errors.")] = False,
    color: ColorOption = Color.AUTO,
    lang: LangOption = None,
    engine: Annotated[Engine, typer.Option("--engine", help="Where to do the work.")] = Engine.LOCAL,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    master: Master = None,
    spark_conf: SparkConf = None,
    input_format: Holding = InputFormat.AUTO,
    column: ColumnOption = None,
) -> int:
    """Check documents: their arithmetic, one against another, and what is claimed without support.

    Without PATH, the working directory is checked. Exit code 0: nothing at or above --fail-on; 1: findings;
    2: bad usage, configuration or input.
    """
    from audit.answers import Answer
    from audit.output import chosen, ready
    from audit.run import perform
    from reports import RENDERERS, TABLES
    from rules.model import Severity

    cluster = Cluster(master, tuple(spark_conf or ()), input_format, tuple(column or ()))
    if engine is not Engine.SPARK and cluster.asked:
        raise AuditError("spark_only")
    task = task_of(paths, exclude, force_exclude, stdin_filename, config, lang, against, baseline, diff_base)
    task = _with(task, jobs=jobs, no_cache=no_cache, quiet=quiet)
    settings = task.settings.model_copy(
        update={
            **({"select": _listed(select)} if select else {}),
            **({"ignore": _listed(ignore)} if ignore else {}),
            **({"fail_on": Severity(fail_on.value)} if fail_on else {}),
        }
    )
    known = {**RENDERERS, **TABLES}
    outputs = chosen(ctx.meta["args"], known, default_format(settings, known))
    task = replace(task, settings=settings)
    if engine is Engine.SPARK:
        audit, outputs = on_cluster(task, cluster, outputs, whole=statistics or fingerprints)
    else:
        ready(outputs)
        audit = perform(task)
    answer = Answer()
    code = deliver(audit, outputs, settings, color, RENDERERS, quiet=quiet, answer=answer)
    if statistics:
        tell_statistics(audit.report)
    if fingerprints:
        tell_fingerprints(audit.report)
    if code == OK and not exit_zero and reaches(audit.report, settings.fail_on):
        code = FINDINGS
    question = ctx.meta["question"]
    if question is not None and settings.baseline is None and (said := answer.text(code)) is not None:
        question.keep(task.reach, said)
    return code


@commands.command(cls=_Writing)
def claims(
    ctx: typer.Context,
    paths: Paths = None,
    output_format: Format = None,
    output_file: File = None,
    exclude: Exclude = None,
    force_exclude: ForceExclude = False,
    stdin_filename: StdinFilename = None,
    config: Config = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say which words decided which field.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notes on stderr but errors.")] = False,
    color: ColorOption = Color.AUTO,
    lang: LangOption = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> int:
    """List the claims of documents, without checking them."""
    from reports import CLAIM_RENDERERS, TABLES

    task = task_of(paths, exclude, force_exclude, stdin_filename, config, lang)
    task = _with(task, jobs=jobs, no_cache=no_cache, quiet=quiet)
    known = {**CLAIM_RENDERERS, **TABLES}
    return deliver_reading(ctx, task, color, known, quiet=quiet, evidence=explain)


@commands.command(cls=_Writing)
def sources(
    ctx: typer.Context,
    paths: Paths = None,
    output_format: Format = None,
    output_file: File = None,
    exclude: Exclude = None,
    force_exclude: ForceExclude = False,
    stdin_filename: StdinFilename = None,
    config: Config = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notes on stderr but errors.")] = False,
    color: ColorOption = Color.AUTO,
    lang: LangOption = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> int:
    """Show who leans on whom: by what evidence, on how much of a text, and which documents are one origin."""
    from reports import SOURCE_RENDERERS

    task = task_of(paths, exclude, force_exclude, stdin_filename, config, lang)
    task = _with(task, jobs=jobs, no_cache=no_cache, quiet=quiet)
    return deliver_reading(ctx, task, color, SOURCE_RENDERERS, quiet=quiet)


@commands.command(cls=_Writing)
def facts(
    ctx: typer.Context,
    paths: Paths = None,
    output_format: Format = None,
    output_file: File = None,
    exclude: Exclude = None,
    force_exclude: ForceExclude = False,
    stdin_filename: StdinFilename = None,
    config: Config = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notes on stderr but errors.")] = False,
    color: ColorOption = Color.AUTO,
    lang: LangOption = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> int:
    """List the facts: who states each, how far the rest narrows it, and what follows from what."""
    from reports import FACT_RENDERERS

    task = task_of(paths, exclude, force_exclude, stdin_filename, config, lang)
    task = _with(task, jobs=jobs, no_cache=no_cache, quiet=quiet)
    return deliver_reading(ctx, task, color, FACT_RENDERERS, quiet=quiet)


@commands.command()
def rule(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="A rule's code or its slug.", autocompletion=rule_codes)
    ],
    lang: LangOption = None,
) -> int:
    """Explain a rule: what it checks, why a breach misleads, and examples."""
    language = _language(lang)
    from audit.pages import page

    typer.echo(page(code, language))
    return OK


@commands.command()
def rules(lang: LangOption = None) -> int:
    """List the rules: code, severity, name and what each checks."""
    language = _language(lang)
    from audit.pages import index

    typer.echo(index(language))
    return OK


def _language(lang: Lang | None) -> Language:
    """The language of the rules' pages, among which those of the project's own identities are from now on."""
    from audit.lexicon import take_up

    settings = task_of(None, None, False, None, None, lang).settings
    take_up(settings)
    return settings.language


def _with(task: Task, *, jobs: int | None, no_cache: bool, quiet: bool) -> Task:
    """A task with how it is to be done."""
    return replace(task, ledger=not no_cache, jobs=jobs or cores(), progress=not quiet)


def _listed(names: list[str]) -> tuple[str, ...]:
    """Names given one by one or with commas."""
    return tuple(part.strip() for name in names for part in name.split(",") if part.strip())


register(commands)
