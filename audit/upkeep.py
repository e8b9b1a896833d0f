"""The commands beside a check: the baseline, and what the configuration says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit.__main__ import ERROR, OK
from audit.errors import sentence
from audit.options import Config, Exclude, ForceExclude, LangOption, Paths, task_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from audit.run import Task
    from reports.model import Skipped

At = Annotated[
    str | None,
    typer.Option("--baseline", metavar="FILE", help="The baseline [default: the configured one]."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    commands = typer.Typer(help="Keep the file of findings that are known.", rich_markup_mode=None)
    commands.command("create")(_keeping(create))
    commands.command("prune")(_keeping(prune))
    app.add_typer(commands, name="baseline")
    words = typer.Typer(
        help="Look after what the project knows beside the built-in data.", rich_markup_mode=None
    )
    words.command("check")(check_lexicon)
    words.callback()(lambda: None)
    app.add_typer(words, name="lexicon")
    app.command()(config)
    app.command()(clean)


def _keeping(work: Callable[[Task, Path], int]) -> Callable[..., int]:
    """A command on a baseline, with the options that all of them have."""

    def command(
        paths: Paths = None,
        baseline: At = None,
        exclude: Exclude = None,
        force_exclude: ForceExclude = False,
        config: Config = None,
        lang: LangOption = None,
    ) -> int:
        task = task_of(paths, exclude, force_exclude, None, config, lang)
        return work(task, _file(task, baseline))

    command.__doc__ = work.__doc__
    return command


def create(task: Task, file: Path) -> int:
    """Write down the findings that there are, so that a check with this baseline tells only new ones."""
    from audit.baseline import Baseline, save
    from audit.marks import marks
    from audit.run import judge
    from audit.screening import screen
    from rules.model import Severity

    known = Baseline(file)
    judged = judge(task)
    code = _unread(judged.skipped)
    screened = screen(
        judged.findings,
        judged.library,
        task.settings,
        baseline=None,
        thorough=False,
    )
    marked = marks(judged.findings, judged.library, known.folder)
    notes = task.settings.fail_on is Severity.NOTE
    told = [f for f in screened.findings if notes or f.severity is not Severity.NOTE]
    known = Baseline(known.file, (marked[finding.id] for finding in told))
    save(known)
    print("jiaokan:", sentence("baseline_written", count=len(known.known), file=known.file), file=sys.stderr)
    return code


def prune(task: Task, file: Path) -> int:
    """Take out of the baseline what is found no more in the documents that are read; add nothing."""
    from audit.baseline import Baseline, load, save
    from audit.marks import marks, relative
    from audit.run import judge

    known = load(file)
    judged = judge(task)
    if code := _unread(judged.skipped):
        return code
    found = frozenset(marks(judged.findings, judged.library, known.folder).values())
    read = frozenset(relative(path, known.folder) for path in judged.library.paths)
    stale = known.stale(found, read)
    if stale:
        save(Baseline(known.file, known.known.difference(stale)))
    print("jiaokan:", sentence("baseline_pruned", count=len(stale), file=known.file), file=sys.stderr)
    return OK


def config(
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="What would be checked.")] = ".",
    config: Config = None,
    lang: LangOption = None,
) -> int:
    """Show the configuration that is in force, and where each setting comes from."""
    from audit.config import load
    from audit.settings_page import settings_page

    task = task_of([path], None, False, None, config, lang)
    typer.echo(settings_page(load(task.settings.file)))
    return OK


def check_lexicon(
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="What would be checked.")] = ".",
    config: Config = None,
    lang: LangOption = None,
) -> int:
    """Check what the project adds to the built-in data: each mistake with file, line and key.

    Exit code 0: it can be used; 2: it can't.
    """
    from audit.lexicon import additions, problems, told

    settings = task_of([path], None, False, None, config, lang).settings
    found = list(problems(settings))
    for problem in found:
        typer.echo(told(problem))
    if any(problem.kind != "known" for problem in found):
        return ERROR
    added = additions(settings)
    names = dict.fromkeys(name for addition in added for name in addition.tables)
    key = "lexicon_fine" if names else "lexicon_none"
    typer.echo(sentence(key, tables=", ".join(names), files=", ".join(one.file for one in added)))
    return OK


def clean(
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="What is checked.")] = ".",
    config: Config = None,
    lang: LangOption = None,
) -> int:
    """Remove the ledger, in which what was read is kept for the next run."""
    from audit.ledger import FOLDER
    from audit.ledger import clean as remove
    from audit.run import project_folder

    folder = project_folder(task_of([path], None, False, None, config, lang))
    key = "cleaned" if remove(folder) else "nothing_to_clean"
    typer.echo(sentence(key, folder=folder / FOLDER))
    return OK


def _file(task: Task, given: str | None) -> Path:
    from dataclasses import replace

    from audit.baseline import NAME
    from audit.run import baseline_file

    return baseline_file(replace(task, baseline=given)) or (task.settings.folder or Path()) / NAME


def _unread(skipped: Iterable[Skipped]) -> int:
    bad = [one for one in skipped if one.checked]
    for one in bad:
        print("jiaokan:", sentence("skipped", path=one.path, reason=one.reason), file=sys.stderr)
    return ERROR if bad else OK
