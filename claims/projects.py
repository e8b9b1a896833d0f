"""What a company builds for others: the project whose areas, lengths and floors a text tells.

In: a sentence of a text in which a company wins or takes on one project, and the drafts of its numbers. Out:
the project as that which they are of; what it is worth stays the company's.
"""

from __future__ import annotations

import re
from functools import lru_cache

from claims.clausesubjects import OWN_COMPANY
from claims.draft import Draft
from claims.lexicons import holds_any, one_of
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.speaking import Speaking

_WORDS = reading_words().things
_WON = re.compile(
    rf"{one_of(_WORDS.wins_projects)}了?[“\"]?(?!{one_of(_WORDS.no_projects)}|\d[\d.]*[亿万个])(?P<name>[^,，。;；:：、\n“”\"]{{4,48}}?{one_of(_WORDS.projects)})"
    rf"(?=[,，。;；(（”\"\s]|$)"
)
_OPENS = re.compile(
    rf"\s*(?:据悉|据了解|目前)?[,，]?(?:该|本|此|上述)?(?:中标)?{one_of(_WORDS.projects)}"
    rf"(?!{one_of(_WORDS.not_behind_projects)})"
)
_TOLD = 6
"""Code points of a project's name by which a sentence that opens with them goes on with it."""
_BUILT = frozenset({None, "other", "capacity"})
"""What is told of a building that nothing else names."""


@lru_cache(maxsize=8)
def _project_in(text: str) -> tuple[int, str] | None:
    """Behind which offset the one project that a text says somebody won is known, and its name."""
    if not holds_any(_WORDS.wins_projects, text):
        return None
    won = list(_WON.finditer(text))
    return (won[0].end(), won[0]["name"]) if len({match["name"] for match in won}) == 1 else None


def speak_of_project(view: SentenceView, speaking: Speaking) -> None:
    """Keep the project that a sentence opens with, until one names a company or 公司 again."""
    project = _project_in(view.text)
    if project is None or view.start < project[0]:
        speaking.project = None
    elif _OPENS.match(view.text, view.start, view.end) or view.text.startswith(
        project[1][:_TOLD], view.start
    ):
        speaking.project = project[1]
    elif view.names or OWN_COMPANY.search(view.text, view.start, view.end) is not None:
        speaking.project = None


def is_of_project(view: SentenceView, draft: Draft) -> bool:
    """Whether a number tells of what is built, and not of what it is worth to whom."""
    bare = draft.kind in ("physical", "count", "percent") and draft.metric in _BUILT
    own = view.names_between(view.start, draft.start) or OWN_COMPANY.search(
        view.text, view.start, draft.start
    )
    return bare and not own
