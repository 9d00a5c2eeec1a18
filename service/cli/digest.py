"""``jianbao digest``: a day's bulletins as one article, in every form, and sent if wished.

The command lives in the service's room although the digest itself is the library's: sending
needs the service's store, where it is remembered what was sent, and ``--from-service`` its
client. Both load only when asked for; ``--in`` needs no more than ``jianbao[digest]``.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click
from pydantic import ValidationError

from summarizer.exceptions import OptionError, ReadingError, unread

if TYPE_CHECKING:
    from summarizer.digest.rendering.themes import Theme
    from summarizer.digest.types import Digest, Edits, Story

ZONE = "Asia/Shanghai"


def _day(_: click.Context, __: click.Parameter, value: str | None) -> date:
    if value is None or value == "today":
        return datetime.now(ZoneInfo(ZONE)).date()
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise OptionError(f"--date {value}: write it like 2024-06-12, or today") from None


@click.command()
@click.option("--date", "day", callback=_day, help="The day, e.g. 2024-06-12.  [today]")
@click.option("--in", "folder", type=click.Path(path_type=Path), help="Folder of bulletins.")
@click.option("--from-service", is_flag=True, help="What the service has of the day instead.")
@click.option("--url", envvar="JIANBAO_URL", default="http://127.0.0.1:8765", show_default=True)
@click.option("--key", envvar="JIANBAO_KEY", show_envvar=True, help="API key of the service.")
@click.option(
    "--theme", "look", default="要闻", show_default=True, help="要闻, 简洁, 红色经典 or a folder."
)
@click.option("--rules", type=click.Path(path_type=Path), help="YAML of order rules.")
@click.option("--edits", type=click.Path(path_type=Path), help="JSON of pins, exclusions, words.")
@click.option("--name", help="Masthead, in place of the rules'.")
@click.option("--outlet", help="Source of what names no other.  [本报]")
@click.option("--edition", type=click.IntRange(1, 99), default=1, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write all forms to.")
@click.option("--picture/--no-picture", default=True, help="The long picture, where Chromium is.")
@click.option("--publish", type=click.Choice(["draft", "release", "robot"]), help="Send it.")
@click.option("--model", help="A model folder or hub id.")
@click.option("--threads", type=click.IntRange(1), help="CPU threads; all cores if not given.")
@click.pass_context
def command(
    context: click.Context,
    day: date,
    folder: Path | None,
    from_service: bool,
    url: str,
    key: str | None,
    look: str,
    rules: Path | None,
    edits: Path | None,
    name: str | None,
    outlet: str | None,
    edition: int,
    out: Path | None,
    picture: bool,
    publish: str | None,
    model: str | None,
    threads: int | None,
) -> None:
    """Make a day's digest (每日要闻): chosen, ordered, explained, laid out for 公众号.

    Without --out it is printed as text with the reasons of every placement. --publish draft
    sends it to the 公众号 of JIANBAO_WECHAT_APPID and JIANBAO_WECHAT_SECRET, once: sent
    again, nothing is done (a changed digest needs another --edition). A file that cannot be
    read is named on stderr, the digest is made without it, and the exit code is 2.
    """
    from summarizer.digest.making import make
    from summarizer.digest.rendering.themes import theme
    from summarizer.digest.rules import Rules
    from summarizer.digest.types import Edits

    if (folder is None) == (not from_service):
        raise OptionError("name either --in FOLDER or --from-service")
    chosen = Rules.load(rules)
    if name is not None:
        chosen = chosen.named(name)
    appearance = theme(look)
    decided = Edits() if edits is None else _edits(edits)
    stories, unread = (
        (_fetched(url, key, day), 0)
        if folder is None
        else _gathered(folder, day, outlet, model, threads)
    )
    digest = make(stories, day, chosen, decided, edition=edition)
    _remarks(digest, appearance)
    if out is not None:
        _write(digest, appearance, out, picture)
    else:
        _explain(digest)
    if publish is not None:
        _publish(digest, look, publish)
    if unread:
        context.exit(2)


def _gathered(
    folder: Path, day: date, outlet: str | None, model: str | None, threads: int | None
) -> tuple[list[Story], int]:
    """The stories of the files, and how many files or records could not be read."""
    from summarizer.digest.gathering import files_of, gather
    from summarizer.pipeline import Summarizer

    files = files_of(folder, day)
    summarizer = Summarizer.load(model, threads=threads)
    stories: list[Story] = []
    unread = 0
    for found in gather(files, folder, summarizer, outlet=outlet):
        if isinstance(found, ReadingError):
            unread += 1
            click.echo(f"jianbao: {found}", err=True)
        else:
            stories.append(found)
    return stories, unread


def _fetched(url: str, key: str | None, day: date) -> list[Story]:
    from service.client import Client

    with Client(url, key) as client:
        return client.material(day)


def _edits(path: Path) -> Edits:
    from summarizer.digest.types import Edits

    try:
        return Edits.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"--edits {path}: cannot be read ({unread(error)})") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        what = f"{where}: {first['msg']}" if where else first["msg"]
        raise OptionError(f"--edits {path}: {what}") from None


def _explain(digest: Digest) -> None:
    """The digest as text, every placement with its reasons."""
    click.echo(click.style(digest.title, bold=True))
    click.echo(f"{digest.date_line}\n摘要  {digest.abstract}\n\n{digest.lead}")
    for section in digest.sections:
        click.echo("\n" + click.style(f"【{section.title}】", fg="cyan"))
        for item in section.items:
            click.echo(f"{item.placement.position:02d} {click.style(item.headline, bold=True)}")
            for line in (item.brief, item.source_line):
                if line:
                    click.echo(f"   {line}")
            for reason in item.placement.reasons:
                click.echo(click.style(f"   · {reason}", dim=True))
            for link in item.linked:
                merged = f"   · 并入 {link.outlet}《{link.title}》：{link.reason}"
                click.echo(click.style(merged, dim=True))
            click.echo(click.style(f"   · id {item.id}", dim=True))
    for left in digest.left:
        click.echo(click.style(f"未刊  {left.title}：{left.reason}（id {left.id}）", dim=True))
    click.echo(click.style(f"编号 {digest.code}", dim=True))


def _remarks(digest: Digest, look: Theme) -> None:
    """On stderr what a person must look at before this is printed."""
    from summarizer.digest.rendering.html import render

    for remark in (*digest.faults, *render(digest, look).notes):
        click.echo(f"jianbao: {remark}", err=True)


def _write(digest: Digest, look: Theme, out: Path, picture: bool) -> None:
    from summarizer.digest import bundle
    from summarizer.digest.rendering.pictures import browser

    for name, data in bundle.files(digest, look, picture=picture):
        click.echo(str(bundle.write(out, name, data)))
    if picture and browser() is None:
        click.echo("jianbao: 没有安装 Chromium，未生成长图", err=True)


def _publish(digest: Digest, look: str, how: str) -> None:
    """Send the digest, once; what was sent is remembered in the service's database."""
    from service.digests.room import letter_of
    from service.settings import Settings
    from service.store.session import Store
    from service.wechat.account import Account
    from service.wechat.publisher import Publisher
    from service.wechat.robot import Robot
    from service.wechat.settings import WechatSettings
    from summarizer.digest.rendering.robot import markdown_messages

    if not digest.items:
        raise OptionError(f"{digest.day.isoformat()}：没有可编发的消息，未发送")
    wechat, worker = WechatSettings.read(), str(uuid.uuid4())
    store = Store(Settings.read().database_url.get_secret_value())
    try:
        store.upgrade()
        if how == "robot":
            sent = Robot(store, wechat, worker).send(digest.code, markdown_messages(digest))
            click.echo(f"已发送到群：{sent.parts}条，编号 {digest.code}", err=True)
            return
        with Account(wechat, store) as account:
            publisher = Publisher(store, account, wechat, worker)
            letter = letter_of(digest, look, wechat.author)
            sent = publisher.publish(letter, release=how == "release")
    finally:
        store.close()
    where = sent.url or f"草稿箱，media_id {sent.media_id}"
    done = "发布" if sent.url else "存为草稿"
    click.echo(f"已在公众号{done}：{where}，编号 {digest.code}", err=True)
