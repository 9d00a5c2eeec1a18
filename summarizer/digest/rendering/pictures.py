"""Pictures: the long picture of a preview page by Chromium, and a cover that we draw.

The browser is whatever is installed (``JIANBAO_CHROMIUM`` or one of the usual names); nothing is
downloaded. The cover needs a Chinese font (``JIANBAO_FONT`` or one of the usual places); where
there is none it shows the date in digits only.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from summarizer.digest.calendar import date_line
from summarizer.digest.rendering.themes import Theme
from summarizer.digest.types import Digest
from summarizer.exceptions import OptionError

#: CSS pixels of a phone; device pixels per CSS pixel; pixels of the browser's own window.
WIDTH: Final = 390
SCALE: Final = 2
_WINDOW: Final = 600
#: A texture of Chromium is no higher than this, in device pixels.
_HIGHEST: Final = 16_000
#: The cover of the first article in a list: 2.35 to 1.
COVER: Final = (900, 383)

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
)
_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyhbd.ttc",
)


def browser() -> str | None:
    """The Chromium that is installed here."""
    named = os.environ.get("JIANBAO_CHROMIUM")
    if named:
        return shutil.which(named)
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


def long_picture(page: str, *, seconds: float = 60) -> bytes:
    """A preview page as one PNG, 390 CSS pixels wide at double density.

    Raises OptionError where there is no Chromium, or it fails.
    """
    program = browser()
    if program is None:
        raise OptionError("long picture: needs Chromium; install it or name it in JIANBAO_CHROMIUM")
    with tempfile.TemporaryDirectory(prefix="jianbao-picture-") as name:
        folder = Path(name)
        html = folder / "page.html"
        html.write_text(_measured(page), encoding="utf-8")
        dom = _run(program, folder, seconds, "--dump-dom", html.as_uri())
        found = re.search(r'data-height="(\d+)"', dom)
        if found is None:
            raise OptionError("long picture: Chromium did not measure the page")
        height = int(found[1])
        scale = SCALE if height * SCALE <= _HIGHEST else 1
        shot = folder / "shot.png"
        _run(
            program,
            folder,
            seconds,
            f"--screenshot={shot}",
            f"--window-size={_WINDOW},{height + 200}",
            f"--force-device-scale-factor={scale}",
            html.as_uri(),
        )
        return _cropped(shot, WIDTH * scale, height * scale)


def _measured(page: str) -> str:
    """The page held at phone width, with its height told in its document."""
    style = f"<style>body{{width:{WIDTH}px!important;margin:0!important}}</style>"
    script = (
        "<script>addEventListener('load',()=>{document.documentElement.dataset.height="
        "Math.ceil(document.querySelector('main').getBoundingClientRect().bottom)})</script>"
    )
    return page.replace("</head>", f"{style}{script}</head>", 1)


def _run(program: str, folder: Path, seconds: float, *what: str) -> str:
    command = [program, *_FLAGS, f"--user-data-dir={folder / 'profile'}", *what]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.insert(1, "--no-sandbox")  # Chromium's sandbox refuses to run as root
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise OptionError(f"long picture: Chromium failed ({type(error).__name__})") from None
    return done.stdout.decode(errors="replace")


def _cropped(shot: Path, width: int, height: int) -> bytes:
    out = io.BytesIO()
    with Image.open(shot) as picture:
        box = (0, 0, min(width, picture.width), min(height, picture.height))
        picture.convert("RGB").crop(box).save(out, "PNG", optimize=True)
    return out.getvalue()


def cover(digest: Digest, theme: Theme) -> bytes:
    """The default cover, a PNG of 900 x 383: masthead, date, weekday, lunar date."""
    picture = Image.new("RGB", COVER, theme.ground)
    draw = ImageDraw.Draw(picture)
    width, height = COVER
    draw.rectangle((26, 26, width - 27, height - 27), outline=theme.ink, width=2)
    path = font_file()
    if path is None:
        number = f"{digest.day:%Y.%m.%d}"
        draw.text((width / 2, height / 2), number, fill=theme.ink, font=_digits(80), anchor="mm")
    else:
        _write(draw, " ".join(digest.name), path, 104, height * 0.40, theme.ink)
        draw.rectangle((width / 2 - 40, height * 0.615, width / 2 + 40, height * 0.625), theme.ink)
        _write(draw, date_line(digest.day), path, 34, height * 0.755, theme.ink)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _write(
    draw: ImageDraw.ImageDraw, words: str, path: str, size: int, middle: float, ink: str
) -> None:
    """Centred, as large as ``size`` but no wider than the frame."""
    font = ImageFont.truetype(path, size)
    while draw.textlength(words, font=font) > COVER[0] - 110 and size > 12:
        size -= 2
        font = ImageFont.truetype(path, size)
    draw.text((COVER[0] / 2, middle), words, fill=ink, font=font, anchor="mm")


def _digits(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


@cache
def font_file() -> str | None:
    """A font file with Chinese characters, where one is found."""
    named = os.environ.get("JIANBAO_FONT")
    return next((path for path in (named, *_FONTS) if path and Path(path).is_file()), None)
