"""``jianbao inspect``: how a page was read, split and cleaned, for an editor's eyes."""

from __future__ import annotations

import json
from pathlib import Path

import click

from summarizer.cleaning import clean
from summarizer.cli.inputs import pages
from summarizer.cli.marks import counts, marked
from summarizer.exceptions import ReadingError
from summarizer.pages import split
from summarizer.types import Article, Page


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="JSON lines, one object per page.")
@click.option("--all", "everything", is_flag=True, help="Mark punctuation and blanks too.")
@click.pass_context
def command(
    context: click.Context, files: tuple[Path, ...], as_json: bool, everything: bool
) -> None:
    """Show each page of FILES as split into articles and cleaned, the edits marked.

    FILES are txt, md, html, docx, pdf or jsonl; "-" or nothing reads standard input. A file
    that cannot be read is named on stderr, the others are still shown, and the exit code is 2.
    """
    failures = 0
    for found in pages(files):
        if isinstance(found, ReadingError):
            failures += 1
            click.echo(f"jianbao: {found}", err=True)
            continue
        articles = split(found)
        if as_json:
            click.echo(_record(found, articles))
        else:
            click.echo(_page_text(found, articles, everything=everything))
    if failures:
        context.exit(2)


def _record(page: Page, articles: tuple[Article, ...]) -> str:
    record = {
        "source": page.source,
        "warnings": page.warnings,
        "articles": [article.model_dump(mode="json") for article in articles],
    }
    return json.dumps(record, ensure_ascii=False)


def _page_text(page: Page, articles: tuple[Article, ...], *, everything: bool) -> str:
    lines = [click.style(f"{page.source}  {len(articles)}篇  原文{len(page.text)}字", dim=True)]
    lines += [click.style(f"提示  {warning}", fg="yellow") for warning in page.warnings]
    if not articles:
        lines.append(f"没有找到正文  {counts(clean(page.text).edits)}".rstrip())
    for article in articles:
        lines += ["", *_article_lines(page, article, everything=everything)]
    return "\n".join(lines) + "\n"


def _article_lines(page: Page, article: Article, *, everything: bool) -> list[str]:
    head = f"【{article.index + 1}】{click.style(article.title or '（无题）', bold=True)}"
    facts = [f"正文{len(article.text)}字"]
    if article.dateline:
        facts.append(f"电头 {article.dateline}")
    if article.byline:
        facts.append(f"署名 {article.byline}")
    lines = [head, click.style(f"  {'  '.join(facts)}", fg="cyan")]
    if article.edits:
        lines.append(click.style(f"  改动  {counts(article.edits)}", fg="cyan"))
    body = marked(page, article, everything=everything)
    return lines + [f"  {line}" for line in body.split("\n") if line.strip()]
