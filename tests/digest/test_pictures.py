"""The preview in a real browser at phone width, the long picture, and the cover."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from summarizer.digest.rendering import pictures
from summarizer.digest.rendering.html import render
from summarizer.digest.rendering.preview import preview
from summarizer.digest.rendering.themes import SHIPPED, theme
from summarizer.exceptions import OptionError
from tests.digest.invented import digest, random_digest

needs_browser = pytest.mark.skipif(pictures.browser() is None, reason="no Chromium is installed")

_OVERFLOWING = """[...document.querySelectorAll('main *')].filter(e => {
  const r = e.getBoundingClientRect(); return r.width && (r.left < -0.5 || r.right > 390.5)
}).length"""


@needs_browser
@pytest.mark.slow
def test_no_theme_overflows_a_phone_by_day_or_by_night(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    pairs = [(digest(), name) for name in SHIPPED] + [(random_digest(11), "要闻")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=pictures.browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 390, "height": 844})
        for number, (one, name) in enumerate(pairs):
            path = tmp_path / f"{number}.html"
            path.write_text(preview(one, render(one, theme(name)).html), "utf-8")
            page.goto(path.as_uri())
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                assert page.evaluate("document.documentElement.scrollWidth") == 390
                assert page.evaluate(_OVERFLOWING) == 0, (number, name, scheme)
                assert page.locator(f".{scheme}").is_visible()
        browser.close()


@needs_browser
@pytest.mark.slow
def test_the_long_picture_is_a_phone_wide_and_holds_the_whole_page() -> None:
    found = digest()
    data = pictures.long_picture(preview(found, render(found, theme("红色经典")).html))
    picture = Image.open(io.BytesIO(data))
    assert picture.format == "PNG"
    assert picture.width == 780
    assert picture.height > 6000
    left, right = picture.getpixel((4, 40)), picture.getpixel((775, 40))
    assert left == right == (255, 255, 255)
    band = picture.getpixel((60, picture.height - 40))
    assert band == (255, 255, 255)  # the page's end, not the browser's ground


def test_without_a_browser_the_reason_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANBAO_CHROMIUM", "no-such-browser")
    with pytest.raises(OptionError, match="needs Chromium"):
        pictures.long_picture("<html></html>")


@pytest.mark.parametrize("name", SHIPPED)
def test_the_cover_has_the_shape_of_a_first_article(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = pictures.cover(digest(), theme(name))
    picture = Image.open(io.BytesIO(data))
    assert picture.size == (900, 383)
    assert len(data) < 200_000
    monkeypatch.setattr(pictures, "font_file", lambda: None)
    bare = pictures.cover(digest(), theme(name))
    assert Image.open(io.BytesIO(bare)).size == (900, 383)
    assert bare != data
