"""Where each story goes and why: section, standing, score, and the editor's word above all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from summarizer.digest.rules import SECTIONS, Rules
from summarizer.digest.standing import Grade, Standing, in_township, standing
from summarizer.digest.types import Edits, Story
from summarizer.facts import dates, numbers
from summarizer.facts.model import Facts

#: Older events lose no more points.
_MOST_DAYS = 5
_LONG = 600

_KINDS = {
    Grade.CHIEF: "正职",
    Grade.DEPUTY: "副职",
    Grade.MEMBER: "成员",
    Grade.MEETING: "会议",
    Grade.BODY: "机关",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A story with its section, its key within the section, and the reasons in Chinese."""

    story: Story
    section: str
    key: tuple[float, ...]
    score: int
    reasons: tuple[str, ...]


def place(
    stories: Sequence[Story], rules: Rules, edits: Edits, today: date, facts: dict[str, Facts]
) -> list[Placed]:
    """The stories in printed order. Equal ones keep the order in which they were given."""
    placed = [_place(story, rules, edits, today, facts[story.id]) for story in stories]
    rank = {key: place for place, key in enumerate(rules.sections)}
    return sorted(placed, key=lambda p: (rank[p.section], p.key))


def _place(story: Story, rules: Rules, edits: Edits, today: date, facts: Facts) -> Placed:
    found = standing(story, rules, facts)
    section, why = _section(story, found, rules)
    score, sums = _score(story, found, rules, today)
    reasons = [why, f"得分{score}＝{sums}"]
    if story.day is not None and story.day > today:
        reasons[0] += f"；日期{story.day.month}月{story.day.day}日在当日之后"
    key = _key(section, found, score, rules)
    if story.id in edits.sections and edits.sections[story.id] in SECTIONS:
        section = edits.sections[story.id]
        reasons.insert(0, f"编辑移至“{rules.sections[section]}”")
        key = _key(section, found, score, rules)
    if story.id in edits.order:
        key = (-1.0, float(edits.order.index(story.id)))
        reasons.insert(0, "编辑排定次序")
    if story.id in edits.pins:
        section = "pinned"
        key = (float(edits.pins.index(story.id)),)
        reasons.insert(0, "编辑置顶")
    return Placed(story, section, key, score, tuple(reasons))


def _section(story: Story, found: Standing, rules: Rules) -> tuple[str, str]:
    title = f"{story.title or ''} {story.headline or ''}"
    if not found.leading or found.grade is Grade.BODY:
        notice = re.search(rules.notices, story.title or "") or re.search(rules.notices, title)
        if notice:
            return "notices", f"{rules.sections['notices']}：标题有“{notice[0]}”"
    if found.leading and not in_township(found, rules):
        return "politics", _politics(found, rules)
    if in_township(found, rules):
        return "townships", f"{rules.sections['townships']}：主体是{found.actor}"
    if found.department:
        return "departments", f"{rules.sections['departments']}：主体是{found.department}"
    return "livelihood", f"{rules.sections['livelihood']}：没有领导、部门或乡镇作主体"


def _politics(found: Standing, rules: Rules) -> str:
    level, body = rules.levels[found.level].name, rules.bodies[found.body]
    kind = _KINDS[found.grade]
    return f"{rules.sections['politics']}：{found.actor}（{level}、{body.name}、{kind}）"


def _key(section: str, found: Standing, score: int, rules: Rules) -> tuple[float, ...]:
    """Smaller is earlier. Scores decide last in 时政要闻, and first where no rank is known."""
    if section == "politics":
        parts = {
            "level": found.level,
            "body": found.body,
            "grade": 0 if found.grade in (Grade.CHIEF, Grade.MEETING) else 1,
            "rank": found.rank,
        }
        return (*(float(parts[name]) for name in rules.order_by), float(-score))
    if section == "departments":
        return (float(_index(found.department, rules.departments)), float(-score))
    if section == "townships":
        return (float(_index(found.township or found.actor, rules.townships)), float(-score))
    return (float(-score),)


def _index(name: str, names: Sequence[str]) -> int:
    return next((i for i, known in enumerate(names) if known in name), len(names))


def _score(story: Story, found: Standing, rules: Rules, today: date) -> tuple[int, str]:
    """The score, and the sum it is, in words."""
    parts: list[tuple[str, int]] = [("层级", rules.levels[found.level].weight)]
    if found.leading:
        parts.append((_KINDS[found.grade], getattr(rules.ranks, found.grade.value)))
    told = f"{story.title or ''}{story.headline or ''}{story.brief or ''}"
    death = re.search(rules.obituaries, f"{told}{story.text.partition('。')[0]}")
    for topic in () if death else rules.topics:
        word = next((word for word in topic.words if word in told), None)
        if word is not None:
            parts.append((f"“{word}”", topic.weight))
    if _figures(f"{story.headline or ''}\n{story.brief or ''}"):
        parts.append(("数字", rules.figures))
    if story.day is not None:
        late = (today - story.day).days
        if late == 0:
            parts.append(("当日", rules.today))
        elif late > 0:
            parts.append((f"隔{late}日", -min(late, _MOST_DAYS) * rules.per_day_late))
    if len(story.text) > _LONG:
        parts.append(("长稿", rules.long))
    parts = [(name, points) for name, points in parts if points]
    sums = "".join(f"{points:+d}（{name}）" for name, points in parts).lstrip("+")
    return sum(points for _, points in parts), sums or "0"


def _figures(text: str) -> bool:
    """Whether ``text`` tells a figure that is no date."""
    dated = frozenset(i for fact in dates.extract(text) for i in range(fact.start, fact.end))
    return next(numbers.extract(text, dated), None) is not None
