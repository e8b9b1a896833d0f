"""The console script: one error boundary around the command line, and its exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from itertools import pairwise

OK = 0
"""Nothing at or above `--fail-on`."""
FINDINGS = 1
"""Findings at or above `--fail-on`."""
ERROR = 2
"""Bad usage, configuration or input, or an internal error."""
INTERRUPTED = 130
"""Stopped from the keyboard."""


def main() -> None:
    """Run `jiaokan` on the command line's arguments and exit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """Run a command line; gives the exit code, and says in one sentence on stderr what went wrong."""
    from audit.cli import app
    from audit.errors import AuditError, sentence, speaking

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
        message = getattr(error, "format_message", None)  # the usage errors of typer and click
        if message is None:
            return _fail(sentence("internal", what=f"{type(error).__name__}: {error}".partition("\n")[0]))
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "jiaokan"
        return _fail(sentence("usage", what=message(), command=command))
    return code if isinstance(code, int) else OK


def _fail(text: str) -> int:
    print(f"jiaokan: {text}", file=sys.stderr)
    return ERROR


if __name__ == "__main__":
    main()
