"""What a project knows beside the built-in data: tables of its configuration, and the files that it names.

Each table has the name and the form of the built-in file that it adds to: `[lexicon.metrics]` adds to
`claims/lexicon/metrics.toml`. A file beside the configuration holds such tables at its top.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.config import Settings
from audit.configfile import matching, place_of, text_of, toml_of
from audit.errors import AuditError, nearest, sentence
from claims.errors import LexiconError
from claims.knowledge import Addition, additions_version, install, installed

if TYPE_CHECKING:
    from claims.knowledge import Problem, Table


def tables() -> tuple[Table[Any], ...]:
    """Every table that a project may add to."""
    from claims import characters, furniture, readingwords, timewords, units, words
    from rules import authority, definitions, distinctions, identities, knowledge
    from rules.promotion import lexicon, pages

    return (
        words.METRICS,
        units.UNITS,
        timewords.TABLE,
        words.NAMES,
        words.ATTRIBUTIONS,
        words.DIMENSIONS,
        words.CUES,
        units.QUALIFIERS,
        units.NUMBER_NAMES,
        readingwords.TABLE,
        furniture.TABLE,
        characters.TABLE,
        identities.TABLE,
        authority.TABLE,
        lexicon.TABLE,
        pages.PAGES,
        definitions.TABLE,
        distinctions.TABLE,
        knowledge.TABLE,
    )


def take_up(settings: Settings) -> None:
    """Read with what the project knows from now on; AuditError where it can't be used."""
    try:
        install(additions(settings))
    except LexiconError:
        raise AuditError("lexicon_late", file=settings.file) from None


def reading_version() -> str:
    """A hash of what of the project's own knowledge decides how a document is read; empty without any.

    That is what is added to the lexicons of claims and of promotion, whose ladders a document's profile
    holds. The other tables of the rules decide what is found, not what is read.
    """
    if not installed():
        return ""
    rooms = ("claims/", "rules/promotion/lexicon")
    return additions_version(table.key for table in tables() if table.file.startswith(rooms))


def additions(settings: Settings) -> tuple[Addition, ...]:
    """What the configuration and its files add; AuditError where a file or a table isn't one."""
    if settings.file is None or not (settings.lexicon or settings.lexicon_files):
        return ()
    found = []
    if settings.lexicon:
        at = (*place_of(settings.file), "lexicon")
        found.append(Addition(str(settings.file), text_of(settings.file), at))
    for file in _files(settings):
        if not all(isinstance(table, dict) for table in toml_of(file).values()):
            raise AuditError("lexicon_file", file=file)
        found.append(Addition(str(file), text_of(file)))
    names = tuple(table.key for table in tables()) if found else ()
    for addition in found:
        for name in addition.tables:
            if name not in names:
                raise AuditError(
                    "lexicon_table",
                    file=addition.file,
                    line=_line(addition, name),
                    table=name,
                    hint=nearest(name, names),
                )
    return tuple(found)


def problems(settings: Settings) -> Iterator[Problem]:
    """All that is wrong with what the project adds, and what of it is known already."""
    take_up(settings)
    for table in tables():
        yield from table.problems()


def told(problem: Problem) -> str:
    """A problem in one sentence, with file, line, key and way out."""
    hint = ""
    if problem.kind == "unknown":
        hint = nearest(problem.why, problem.names)
    elif close := get_close_matches(problem.key.rpartition(".")[2], problem.names, n=1, cutoff=0.8):
        hint = sentence("did_you_mean", given=close[0])
    return sentence(
        f"lexicon_{problem.kind}",
        file=problem.file,
        line=problem.line,
        setting=problem.key,
        why=problem.why,
        hint=hint,
    )


def _files(settings: Settings) -> Iterator[Path]:
    folder = settings.file.parent if settings.file else Path()
    for pattern in settings.lexicon_files:
        found = matching(folder, pattern)
        if not found:
            raise AuditError("lexicon_missing", file=settings.file, pattern=pattern)
        yield from found


def _line(addition: Addition, name: str) -> int:
    from claims.tomlplaces import line_of

    return line_of(addition.text, (*addition.at, name))
