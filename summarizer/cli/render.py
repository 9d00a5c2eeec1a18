"""A summary as a person reads it in a terminal."""

from __future__ import annotations

import click

from summarizer.options import Options
from summarizer.tables import rows
from summarizer.types import Method, Summary, Task

_LABEL = {Task.HEADLINE: "标题", Task.BRIEF: "简讯"}
_METHOD = {
    Method.MODEL: "模型撰写，核对无误",
    Method.REPAIRED: "按原文改正",
    Method.EXTRACTIVE: "摘自原文",
}


def terminal_text(summary: Summary, options: Options) -> str:
    """A few lines of Chinese: where from, headline, brief, and how each came about.

    Colours are for terminals; click strips them in a pipe.
    """
    head = f"【{summary.index + 1}】{summary.title or '（无题）'}  {summary.source}"
    lines = [click.style(head, dim=True)]
    for task in options.tasks:
        text = summary.headline if task is Task.HEADLINE else summary.brief
        label = click.style(_LABEL[task], fg="cyan")
        lines.append(f"{label}  {click.style(text or '（无）', bold=task is Task.HEADLINE)}")
        lines.append(click.style(f"      {_note(summary, task, text, options)}", dim=True))
    lines += [click.style(f"提示  {warning}", fg="yellow") for warning in summary.warnings]
    return "\n".join(lines) + "\n"


def _note(summary: Summary, task: Task, text: str | None, options: Options) -> str:
    read, why = f"读入原文{summary.read_share[task]:.0%}", summary.reasons.get(task, ())
    read += _tables(summary.text)
    if text is None:
        return "，".join(("未写出", read, *why[-1:]))  # the last: why not the source's words either
    how = _METHOD[summary.method[task]] if options.checks else "未核对"
    parts = [f"{len(text)}字", how, read]
    if summary.method[task] is not Method.MODEL:
        parts += why[:1]
    return "，".join(parts)


def _tables(text: str) -> str:
    """How many rows of tables the writer did not read; it reads them where all are rows."""
    lines = text.split("\n")
    left = len(rows(lines))
    return f"（表格{left}行未读）" if 0 < left < len(lines) else ""
