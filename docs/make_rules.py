"""Writes `docs/rules.md` from the rules: `python docs/make_rules.py`."""

from __future__ import annotations

from pathlib import Path

from audit.pages import book


def main() -> None:
    """Write the page."""
    Path(__file__).with_name("rules.md").write_text(book("en"), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
