"""The console script: one error boundary around the command line, and its exit codes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from itertools import pairwise

from audit import legible

OK = 0
"""Nothing at or above `--fail-on`."""
FINDINGS = 1
"""Findings at or above `--fail-on`."""
ERROR = 2
"""Bad usage, configuration or input, or an internal error."""
INTERRUPTED = 130
"""Stopped from the keyboard."""
_TIDY = 100
"""Of how many tidyings of younger objects one is of all: most of what a run holds it holds to its end."""


def main() -> None:
    """Run `jiaokan` on the command line's arguments and exit."""
    gc.set_threshold(*gc.get_threshold()[:2], _TIDY)
    legible.register()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for any costs every start a tenth
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=legible.NAME)
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """Run a command line; gives the exit code, and says in one sentence on stderr what went wrong."""
    from audit.cli import app
    from audit.errors import AuditError, speaking

    speaking.set("en" if "--lang=en" in args or ("--lang", "en") in pairwise(args) else "zh")
    try:
        code = app(args, prog_name="jiaokan", standalone_mode=False)
    except AuditError as failure:
        return _fail(str(failure))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        from audit.output import close_quietly

        close_quietly()
        return OK
    except Exception as error:
        if os.environ.get("JIAOKAN_DEBUG"):
            raise
        return _fail(_what(error))
    return code if isinstance(code, int) else OK


def _what(error: Exception) -> str:
    """One sentence about an error that no command foresaw."""
    from audit.errors import sentence

    if hasattr(error, "format_message"):  # a usage error of typer or click
        from audit.usage import told as misused

        return misused(error)
    if (problem := getattr(error, "problem", None)) is not None:  # of what a project adds to the data
        from audit.lexicon import told

        return told(problem)
    text = " ".join(str(error).split())
    if text.partition(": ")[0].endswith(".toml"):  # data files open their errors with their name
        return sentence("data_file", what=text)
    return sentence("internal", what=f"{type(error).__name__}: {text}")


def _fail(text: str) -> int:
    print(f"jiaokan: {text}", file=sys.stderr)
    return ERROR


if __name__ == "__main__":
    main()
