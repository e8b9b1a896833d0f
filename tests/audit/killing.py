"""Starts checks and kills each at a random moment: python killing.py TIMES, in the folder that is checked.

The checks are forked from one process that has everything imported, so that the moments fall into the work.
Every check finds a document that it does not know, so that each has something to write.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import audit.run  # noqa: F401
from audit.__main__ import run

ARGS = ["check", ".", "--output-format", "json", "--exit-zero", "--jobs", "1"]


def started() -> int:
    """A check in a process of its own, which says nothing."""
    child = os.fork()
    if child == 0:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os._exit(run(ARGS))
    return child


def main() -> None:
    """Print how many of the checks were killed before they ended."""
    random.seed(7)
    begun = time.monotonic()
    os.waitpid(started(), 0)
    whole = time.monotonic() - begun
    killed = 0
    for number in range(int(sys.argv[1])):
        Path("新.txt").write_text(f"云杉智能2023年营收{number + 1}.5亿元。\n", encoding="utf-8")
        child = started()
        time.sleep(random.uniform(0, whole))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
    print(killed)


if __name__ == "__main__":
    main()
