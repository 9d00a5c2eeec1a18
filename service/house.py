"""A caller's house rules, laid over the service's own."""

from __future__ import annotations

from service.schemas import HouseRules
from summarizer.exceptions import OptionError
from summarizer.style import House
from summarizer.types import Summary, Task

__all__ = ["House", "lay", "warnings"]


def lay(house: House, rules: HouseRules | None) -> House:
    """``house`` with what ``rules`` says in its place. Raises OptionError where that cannot be."""
    if rules is None:
        return house
    values = house.model_dump()
    for name in ("forbidden", "sensitive", "terms"):
        if (given := getattr(rules, name)) is not None:
            values[name] = given
    for name, longest in (("headline", rules.headline_longest), ("brief", rules.brief_longest)):
        if longest is not None:
            values[name]["longest"] = longest
            values[name]["shortest"] = min(values[name]["shortest"], longest)
    try:
        return House.model_validate(values)
    except ValueError as error:  # pydantic's, which quotes what was sent
        raise OptionError("house: rules that contradict each other") from error


def warnings(summary: Summary, house: House, rules: HouseRules | None) -> Summary:
    """``summary`` reviewed by the caller's rules, in place of the service's alone."""
    if rules is None:
        return summary
    own = lay(house, rules)
    texts = {Task.HEADLINE: summary.headline, Task.BRIEF: summary.brief}
    found = [
        warning
        for task, text in texts.items()
        if text is not None
        for warning in own.review(task, text, len(summary.text))
    ]
    return summary.model_copy(update={"warnings": tuple(found)})
