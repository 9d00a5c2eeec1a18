"""What a run came to: as lines for a terminal, as JSON, and as one HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from summarizer.archive.run import Outcome
from summarizer.archive.stats import UNWRITTEN, Stats

_TASKS = {"headline": "标题", "brief": "简讯"}
_METHODS = {
    "model": "模型撰写，核对无误",
    "repaired": "按原文改正",
    "extractive": "摘自原文",
    UNWRITTEN: "未写出",
}


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Counts and speed; ``seconds`` of the whole run, interruptions not counted."""
    stats = outcome.stats
    return {
        **stats.model_dump(mode="json"),
        "articles_per_second": round(_rate(stats.articles - stats.duplicates, stats.seconds), 3),
        "session": {"articles": outcome.articles, "seconds": round(outcome.seconds, 2)},
    }


def as_lines(outcome: Outcome) -> list[str]:
    """For people."""
    stats = outcome.stats
    lines = [
        f"文件或记录{stats.documents}个，稿件{stats.articles}篇"
        f"（其中重复{stats.duplicates}篇，只写一次），未能处理{stats.failed}条",
        f"用时{_time(stats.seconds)}，每秒写{_rate(_own(stats), stats.seconds):.2f}篇",
    ]
    for task, counts in stats.methods.items():
        total = sum(counts.values()) or 1
        parts = [f"{_METHODS[m]}{n}（{n / total:.1%}）" for m, n in _ranked(counts)]
        lines.append(f"{_TASKS[task]}：{'，'.join(parts)}")
    for task, counts in stats.reasons.items():
        parts = [f"{reason}{n}" for reason, n in _ranked(counts)[:5]]
        lines.append(f"{_TASKS[task]}未用模型原句的原因：{'，'.join(parts)}")
    for reason, n in _ranked(stats.failures)[:10]:
        lines.append(f"未能处理：{reason}，{n}条")
    return lines


def as_html(outcome: Outcome, title: str) -> str:
    """A page that stands alone: no script, nothing fetched."""
    stats = outcome.stats
    facts = [
        ("文件或记录", f"{stats.documents}"),
        ("稿件", f"{stats.articles}"),
        ("其中重复（只写一次）", f"{stats.duplicates}"),
        ("未能处理", f"{stats.failed}"),
        ("总字数", f"{stats.chars}"),
        ("用时", _time(stats.seconds)),
        ("每秒写", f"{_rate(_own(stats), stats.seconds):.2f}篇"),
    ]
    parts = [_table(("", ""), facts)]
    for task, counts in stats.methods.items():
        total = sum(counts.values()) or 1
        rows = [(_METHODS[m], f"{n}", f"{n / total:.1%}") for m, n in _ranked(counts)]
        parts += [f"<h2>{_TASKS[task]}</h2>", _table(("写法", "篇数", "占比"), rows)]
        reasons = [(reason, f"{n}") for reason, n in _ranked(stats.reasons.get(task, {}))]
        if reasons:
            parts.append(_table(("未用模型原句的原因", "篇数"), reasons))
    if stats.failures:
        failures = [(reason, f"{n}") for reason, n in _ranked(stats.failures)]
        parts += ["<h2>未能处理</h2>", _table(("原因", "条数"), failures)]
    if stats.slowest:
        slowest = [(name, f"{seconds:.2f}") for seconds, name in stats.slowest]
        parts += ["<h2>最慢的文件或记录</h2>", _table(("名称", "秒"), slowest)]
    return _PAGE.format(title=escape(title), body="\n".join(parts))


_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; color: #222; }}
h1 {{ font-size: 1.4rem; }} h2 {{ font-size: 1.1rem; margin-top: 2rem; }}
table {{ border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }}
th, td {{ text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ddd;
  overflow-wrap: anywhere; }}
th {{ font-weight: 600; }} td:not(:first-child), th:not(:first-child) {{ text-align: right;
  white-space: nowrap; }}
</style></head><body>
<h1>{title}</h1>
{body}
</body></html>
"""


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    top = f"<tr>{top}</tr>" if any(head) else ""
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return f"<table>{top}{body}</table>"


def _own(stats: Stats) -> int:
    return stats.articles - stats.duplicates


def _rate(count: int, seconds: float) -> float:
    return count / seconds if seconds else 0.0


def _ranked(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}小时{minutes}分"
    return f"{minutes}分{rest}秒" if minutes else f"{seconds:.1f}秒"
