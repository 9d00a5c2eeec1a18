"""What form is asked of the model's own words and of extracts: every verdict, in one place.

A verdict takes the view of an output beside its source and says what is wrong; none of them judges
people's texts. What each looks for stands in its own module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from summarizer import (
    belonging,
    binding,
    doers,
    governing,
    halves,
    hanging,
    headlining,
    listing,
    meetings,
    opening,
    periods,
    rosters,
    voices,
)
from summarizer.excepted import excepted
from summarizer.facts.model import View
from summarizer.inserting import inserted
from summarizer.instructed import instructed
from summarizer.referring import REFERRING
from summarizer.repeating import once
from summarizer.salutations import salutation
from summarizer.sessions import session
from summarizer.severed import SEVERED
from summarizer.targets import target
from summarizer.types import Check, Task

Verdict = Callable[[View], Check]

_BOTH: Final[tuple[Verdict, ...]] = (
    belonging.first_named,
    belonging.first_placed,
    belonging.shared,
    belonging.own_committee,
    belonging.own_province,
    belonging.apart,
    belonging.dated,
    belonging.in_year,
    belonging.predicated,
    meetings.own_day,
    meetings.own_sitting,
    hanging.called,
    rosters.decided,
    voices.together,
    once,
    salutation,
    inserted,
)
#: Of a brief: nothing hangs on what was left out.
_WHOLE: Final[tuple[Verdict, ...]] = (
    *hanging.HANGING,
    *governing.BRIEF,
    *SEVERED,
    target,
    excepted,
    instructed,
    *REFERRING,
    opening.headed,
    *listing.BRIEF,
)


def _told(view: View) -> Check:
    return binding.told(view.task, view.output)


def _listed(view: View) -> Check:
    return binding.listed(view.task, view.output)


#: What is asked of the model's words.
OWN: Final[dict[Task, tuple[Verdict, ...]]] = {
    Task.HEADLINE: (
        *_BOTH,
        *headlining.HEADLINE,
        *halves.HEADLINE,
        *doers.HEADLINE,
        *listing.HEADLINE,
        session,
        binding.whole_figures,
    ),
    Task.BRIEF: (
        *_BOTH,
        _told,
        _listed,
        *binding.BRIEF,
        belonging.own_meeting,
        belonging.own_subject,
        periods.in_period,
        hanging.reported,
        rosters.to_the_last,
        rosters.appointed,
        *_WHOLE,
    ),
}
#: What is asked of extracts: whether they stand alone.
EXTRACT: Final[dict[Task, tuple[Verdict, ...]]] = {
    Task.HEADLINE: (
        belonging.predicated,
        belonging.shared,
        hanging.called,
        belonging.own_province,
        rosters.decided,
        salutation,
        *headlining.EXTRACTED,
        *doers.EXTRACTED,
        *halves.HEADLINE,
        *listing.HEADLINE,
        session,
    ),
    Task.BRIEF: (
        *_WHOLE,
        belonging.own_province,
        belonging.shared,
        periods.in_period,
        rosters.decided,
        salutation,
    ),
}
