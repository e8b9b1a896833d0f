"""Draw docs/terminal.svg, the picture of the README, from the report on examples/.

Run from the repository's root: `python docs/make_picture.py`. The same examples give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Write the picture."""
    from audit.config import load
    from audit.configfile import find
    from audit.run import Task, perform
    from reports import Options
    from reports.picture import picture

    audit = perform(Task(paths=("examples",), settings=load(find(ROOT))))
    drawn = picture(
        audit.report, audit.documents, Options(width=100, color=True), title="jiaokan check examples"
    )
    (ROOT / "docs" / "terminal.svg").write_bytes(drawn.encode())


if __name__ == "__main__":
    main()
