"""What a paragraph has said of time so far, by which its later phrases and numbers are dated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from claims.calendar import CalendarPeriod


@dataclass(frozen=True, slots=True)
class Move:
    """A movement of a metric from one period to another (`由2024年的30%升至2025年的46%`)."""

    metric: str
    kind: str
    ends: tuple[str, str]


@dataclass(slots=True)
class Frame:
    """What a paragraph has said of time so far."""

    speaking_year: int | None
    """The year that the document speaks from."""
    published: date | None
    """The publication date."""
    spoken_of: CalendarPeriod | None = None
    """The period spoken of last, which 同期 and a bare 上半年 point to."""
    carried: CalendarPeriod | None = None
    """The period that a flow in the next sentence takes over when it says none."""
    report: CalendarPeriod | None = None
    """The period that 报告期 means."""
    looks_from: int | None = None
    """The year from which the document looks back to another, or None."""
    today: date | None = None
    """The day on which the text speaks where no publication date is known."""
    days: Mapping[str, int] = field(default_factory=dict)
    """Days that the document gives with their year (`08-06` → 2019), for where it gives them without."""
    levels: dict[str, CalendarPeriod] = field(default_factory=dict)
    """Metric → the first period for which the paragraph gives its level."""
    told_for: set[CalendarPeriod] = field(default_factory=set)
    """The periods for which the paragraph gives results of a company."""
    dealt: set[CalendarPeriod] = field(default_factory=set)
    """The months and days of a deal or a step of the company that the paragraph tells of."""
    row: tuple[CalendarPeriod, ...] = ()
    """The periods of the members of the last list that was dated one by one."""
    behind_row: CalendarPeriod | None = None
    """The stretch that was told of behind that list and goes on from its last year."""
    track: list[CalendarPeriod] = field(default_factory=list)
    """The years of the document's last row of years, with the later stretch told of behind them."""
    spans: tuple[CalendarPeriod, ...] = ()
    """The stretches of several years that were told of."""
    moved: Move | None = None
    """The last movement, between whose periods the next one may go on."""
    members: tuple[tuple[str, str], ...] = ()
    """Kind of slice and slice that the members of the last list were of."""
    latest: CalendarPeriod | None = None
    """The latest period spoken of, whose year 全年 means."""
    is_report: bool = False
    """Whether the document is the report on that period, not a text about it."""
    of_results: bool = False
    """Whether the document's headline says that it is about the results of that period."""
    reports: tuple[CalendarPeriod, ...] = ()
    """The periods whose reports the document's opening says came out."""
    last_year: bool = False
    """Whether what was spoken of last was 去年 as a whole."""
    foretold: bool = False
    """Whether the number told last is a forecast."""

    aside: tuple[CalendarPeriod | None, CalendarPeriod | None] | None = None
    """What was spoken of and carried before the paragraph turned to another company."""

    def come_back(self) -> None:
        """Speak of time as before the paragraph turned to another company."""
        if self.aside is not None:
            self.spoken_of, self.carried = self.aside
            self.aside = None

    def opened(self) -> Frame:
        """A frame for the next paragraph: what holds for the whole document."""
        return Frame(
            self.speaking_year,
            self.published,
            report=self.report,
            looks_from=self.looks_from,
            today=self.today,
            days=self.days,
            is_report=self.is_report,
            of_results=self.of_results,
            reports=self.reports,
            track=self.track,
        )
