"""On what footing each number of a sentence is told: as a result, an estimate, a forecast or a target.

In: the drafts of a sentence with their periods, its view, who speaks in it, and what the paragraph has told
before. Out: the drafts with `basis` set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from claims.aims import came_to, footing_behind, names_number, only_named
from claims.calendar import try_parse
from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Basis, Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.speakers import Speaker

_WORDS = reading_words().speech
_THEIR_OWN = re.compile(r"[,，。]|的|中")
"""Behind 预期 and 预测 as nouns: a forecast made earlier, which the number is not."""
_GAP = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
"""Between the parts of a headline."""
_WILL = re.compile(rf"{one_of(_WORDS.will)}[^,，。;；\d]{{0,4}}$")
"""Right before a number: it is yet to come to that."""
_BY_CUE = {"forecast": Basis.FORECAST, "target": Basis.TARGET, "estimate": Basis.ESTIMATED}


def _behind_part(view: SentenceView, draft: Draft) -> int:
    """Where the part of a headline starts whose growth a number is (`拟赴港上市 收入增五成`)."""
    whole = view.text[view.start : view.end]
    grown = draft.measure in (Measure.GROWTH, Measure.CHANGE)
    if not grown or any(stop in whole for stop in ",，。;；"):
        return view.start
    return max((gap.end() for gap in _GAP.finditer(view.text, view.start, draft.start)), default=view.start)


def _is_open(draft: Draft, today: date | None) -> bool:
    """Whether a number's period is not over on a day."""
    period = try_parse(draft.period) if draft.period and today is not None else None
    return period is not None and today is not None and period.last > today


def last_forecast(told: Sequence[Draft]) -> str | None:
    """The last period for which one of some numbers is a forecast, or None."""
    ahead = [d.period for d in told if d.basis is Basis.FORECAST and d.period is not None]
    known = [(period.last, iso) for iso in ahead if (period := try_parse(iso)) is not None]
    return max(known)[1] if known else None


def _is_later(iso: str | None, than: str) -> bool:
    """Whether a period opens behind another one's end."""
    period, other = try_parse(iso or ""), try_parse(than)
    return period is not None and other is not None and period.first > other.last


def _will_be(view: SentenceView, draft: Draft) -> bool:
    """Whether the words right before a number say that it comes to so much one day."""
    return _WILL.search(view.text, max(view.start, draft.own_start), draft.start) is not None


def _lies_ahead(draft: Draft, today: date | None) -> bool:
    """Whether an event's date is yet to come on a day."""
    day = try_parse(draft.date_value or "")
    return day is not None and today is not None and day.first > today


def resolve_basis(
    view: SentenceView,
    drafts: Sequence[Draft],
    before: Draft | None,
    row: Sequence[str],
    spoken: Sequence[Speaker],
    today: date | None,
    forecast: str | None = None,
) -> None:
    """Set the basis of every draft from the words before it in its sentence.

    Behind a semicolon a forecast goes on (`预计2025年A;2026年B`), for a later time or one that is not over
    `today`, and anywhere in its paragraph for what is later still; `before` is the number before the
    sentence, `row` the periods of the last list, `spoken` the sentence's speakers, whose 预测 is no noun,
    `forecast` the last period for which the paragraph has forecast something.
    """
    said = {speaker.end for speaker in spoken}
    goes_on = before is not None and before.basis is Basis.FORECAST and view.behind_semicolon
    goes_on = goes_on and before is not None and not only_named(view, before)
    for draft in drafts:
        if draft.compared:
            continue
        start = _behind_part(view, draft)
        later = before is not None and draft.period and before.period and draft.period >= before.period
        if goes_on and before is not None and (later or draft.period in row or _is_open(draft, today)):
            draft.basis = Basis.FORECAST
            draft.why("basis", before.start, before.end, "paragraph")
        elif forecast is not None and draft.basis is Basis.REPORTED and _is_later(draft.period, forecast):
            draft.basis = Basis.FORECAST  # 预计2025年A。2026年B
            draft.why("basis", view.start, view.start, "paragraph")
        elif draft.date_value is not None and _lies_ahead(draft, today):
            draft.basis = Basis.FORECAST  # 2027年三季度投产
        elif draft.basis is Basis.REPORTED and _is_open(draft, today) and _will_be(view, draft):
            draft.basis = Basis.FORECAST  # 2027年产能将达20万吨
        given = draft.start
        for mention in view.cues(start, draft.start, "forecast", "target", "estimate", "result"):
            cue = mention.cue
            if cue is None:
                continue
            same_clause = view.clause_of(mention.start) == draft.clause
            if cue.kind == "result":
                if draft.basis is not Basis.REPORTED and same_clause:
                    draft.basis = Basis.REPORTED
            elif (
                (
                    cue.kind == "target"
                    and (
                        not (same_clause or mention.word.startswith(_WORDS.far_targets))
                        or _WORDS.aims_named.match(view.text, mention.end) is not None
                    )
                )
                or (not same_clause and _names_another(view, mention.end, draft, drafts))
                or (
                    mention.word in _WORDS.expected
                    and mention.end not in said
                    and _THEIR_OWN.match(view.text, mention.end)
                    and (not same_clause or view.text[mention.end : mention.end + 1] == "中")
                )
            ):
                continue
            else:
                draft.basis = _BY_CUE[cue.kind]
                draft.why("basis", mention.start, mention.end, "clause" if same_clause else "sentence")
                given = mention.start
        if (
            given < view.clauses[draft.clause][0]
            and draft.basis is not Basis.REPORTED
            and came_to(view, draft)
        ):
            draft.basis = Basis.REPORTED
        footing = footing_behind(view, draft)
        if footing is not None:
            draft.basis = footing.basis
            draft.why("basis", footing.start, footing.end, "clause")


def _names_another(view: SentenceView, end: int, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a word only names the number right behind it (`比预告的12亿元多,扣非后亏损14亿元`)."""
    return any(d.end <= draft.start and names_number(view, end, d) for d in drafts if d is not draft)
