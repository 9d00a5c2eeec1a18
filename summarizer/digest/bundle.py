"""Every form of a digest as files: what ``--out`` writes, whole or not at all, one by one."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from summarizer.digest.rendering import pictures, plain, robot
from summarizer.digest.rendering.feed import feed
from summarizer.digest.rendering.html import render
from summarizer.digest.rendering.preview import preview
from summarizer.digest.rendering.themes import Theme
from summarizer.digest.types import Digest
from summarizer.exceptions import OptionError

#: Where a feed says readers find the digest, when nobody named a place.
LINK = "https://mp.weixin.qq.com/"


def files(digest: Digest, look: Theme, *, picture: bool = True) -> Iterator[tuple[str, bytes]]:
    """Names and contents. The long picture only where ``picture`` and Chromium is installed."""
    html = render(digest, look).html
    page = preview(digest, html)
    messages = {
        "text": robot.text_messages(digest),
        "markdown": robot.markdown_messages(digest),
    }
    yield "digest.json", digest.model_dump_json(indent=1).encode()
    yield "wechat.html", html.encode()
    yield "preview.html", page.encode()
    yield "digest.md", plain.markdown(digest).encode()
    yield "digest.txt", plain.text(digest).encode()
    yield "robot.json", json.dumps(messages, ensure_ascii=False, indent=1).encode()
    yield "atom.xml", feed([digest], LINK, "atom").encode()
    yield "rss.xml", feed([digest], LINK, "rss").encode()
    yield "cover.png", pictures.cover(digest, look)
    if picture and pictures.browser() is not None:
        yield "long.png", pictures.long_picture(page)


def write(folder: Path, name: str, data: bytes) -> Path:
    """Write one file beside its place, sync, rename. Raises OptionError where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
            return Path(temporary).replace(folder / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OptionError(f"{folder / name}: cannot be written: {error.strerror}") from None
