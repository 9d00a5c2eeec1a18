"""公众号 HTML within its limits, and the other forms of a digest."""

from __future__ import annotations

import html as htmllib
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from summarizer.digest.rendering import plain, robot
from summarizer.digest.rendering.dark import DARK, contrasts, darkened
from summarizer.digest.rendering.feed import feed
from summarizer.digest.rendering.html import render
from summarizer.digest.rendering.preview import preview
from summarizer.digest.rendering.themes import SHIPPED, theme
from summarizer.digest.rendering.validate import faults
from summarizer.digest.types import ABSTRACT, CONTENT_CHARS, TITLE, Digest
from summarizer.exceptions import OptionError
from tests.digest.invented import digest, random_digest

#: Digests of the property test; the issue asks for a thousand.
MANY = 1000


@pytest.mark.parametrize("name", SHIPPED)
def test_every_theme_is_valid_and_shows_every_word(name: str) -> None:
    found = digest()
    rendered = render(found, theme(name))
    assert rendered.items == len(found.items) == 26
    assert rendered.notes == ()
    assert faults(rendered.html) == []
    shown = htmllib.unescape(re.sub(r"<[^>]+>", "\n", rendered.html))
    for words in (found.name, found.date_line, found.lead, found.code):
        assert words in shown
    for item in found.items:
        assert item.headline in shown
        assert item.source_line in shown
        assert not item.brief or item.brief in shown
    assert "另见：云岭县融媒体中心" in shown


@pytest.mark.parametrize("name", SHIPPED)
def test_every_theme_is_legible_by_day_and_by_night(name: str) -> None:
    html = render(digest(), theme(name)).html
    assert min(contrasts(html))[0] >= 4.5
    assert min(contrasts(darkened(html), DARK))[0] >= 4.5


@pytest.mark.slow
def test_a_thousand_random_digests_stay_within_every_limit() -> None:
    names = list(SHIPPED)
    for seed in range(MANY):
        found = random_digest(seed)
        assert len(found.title) <= TITLE
        assert len(found.abstract) <= ABSTRACT
        rendered = render(found, theme(names[seed % len(names)]))
        assert faults(rendered.html) == [], seed
        assert len(rendered.html) < CONTENT_CHARS
        assert found.code in rendered.html
        assert rendered.items > 0
        if rendered.items < len(found.items):
            assert rendered.notes
        _robots(found)


def _robots(found: Digest) -> None:
    for messages, kind, most in (
        (robot.text_messages(found), "text", 2048),
        (robot.markdown_messages(found), "markdown", 4096),
    ):
        contents = [message[kind]["content"] for message in messages]
        assert all(0 < len(content.encode()) <= most for content in contents)
    for message in robot.news_messages(found, "https://mp.weixin.qq.com/s/abc"):
        articles = message["news"]["articles"]
        assert 1 <= len(articles) <= 8
        for article in articles:
            assert 0 < len(article["title"].encode()) <= 128
            assert len(article["description"].encode()) <= 512


def test_what_finds_no_room_is_shortened_from_the_end_and_told() -> None:
    long = next(d for d in map(random_digest, range(1000)) if len(d.items) > 40)
    rendered = render(long, theme("要闻"))
    assert any("只刊标题" in note for note in rendered.notes)
    shown = htmllib.unescape(re.sub(r"<[^>]+>", "", rendered.html))
    first, last = long.items[0], long.items[rendered.items - 1]
    assert "".join(first.headline.split("\n")) in shown
    assert last.brief is None or len(last.brief) < 40 or last.brief not in shown


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>一</p><script>1</script>", "不支持的标签：script"),
        ("<style>p{}</style>", "不支持的标签：style"),
        ('<p class="a">一</p>', "不支持的属性：class"),
        ('<p onclick="a()">一</p>', "不支持的属性：onclick"),
        ('<a href="https://a.cn">一</a>', "不支持的标签：a"),
        ('<img src="https://a.cn/b.png">', "不支持的标签：img"),
        ('<p style="position:fixed">一</p>', "不支持的样式属性：position"),
        ('<p style="color:url(a)">一</p>', "不支持的样式"),
        ('<p style="font-family:Comic Sans MS">一</p>', "不安全的字体"),
        ('<p style="width:800px">一</p>', "固定宽度超出手机屏幕"),
        ('<p style="display:flex">一</p>', "不支持的排列方式"),
        ("<section><p>一</section>", "标签没有成对"),
        ("<p>一", "标签没有闭合"),
        ("<p>一</p><!-- 注 -->", "不支持注释"),
        ("<p>" + "一" * 20_000 + "</p>", "须少于20000字符"),
    ],
)
def test_the_validator_refuses_what_wechat_strips(html: str, said: str) -> None:
    assert any(said in fault for fault in faults(html))


def test_a_newsrooms_own_theme(tmp_path: Path) -> None:
    (tmp_path / "article.html").write_text(
        '<section class="page"><p>{{ digest.name }}</p>{% for s in sections %}'
        "{% for i in s.items %}<p>{{ i.headline }}</p>{% endfor %}{% endfor %}</section>",
        "utf-8",
    )
    (tmp_path / "style.css").write_text(".page { color: #333; }", "utf-8")
    rendered = render(digest(), theme(str(tmp_path)))
    assert rendered.html.startswith('<section style="color:#333"><p>今日要闻</p>')
    (tmp_path / "style.css").write_text(".page { position: fixed; }", "utf-8")
    with pytest.raises(OptionError, match="position"):
        render(digest(), theme(str(tmp_path)))
    with pytest.raises(OptionError, match="要闻、简洁、红色经典"):
        theme("蓝色")


def test_preview_holds_both_modes() -> None:
    found = digest()
    page = preview(found, render(found, theme("要闻")).html)
    assert page.count(found.code) == 2
    assert "prefers-color-scheme: dark" in page


def test_plain_text_and_markdown() -> None:
    found = digest()
    words = plain.text(found)
    assert "【时政要闻】\n1. 清河市委书记魏知远来我县调研乡村振兴工作\n   6月12日，" in words
    marked = plain.markdown(found)
    assert marked.startswith("# 今日要闻\n\n2024年6月12日")
    assert plain.escape("<b>*a*\n") == "\\<b\\>\\*a\\* "


def test_robot_messages_end_where_sentences_end() -> None:
    contents = [m["text"]["content"] for m in robot.text_messages(digest())]
    assert len(contents) > 1
    assert all(content[-1] in "。！？”心报务态" for content in contents), contents
    joined = "\n\n".join(contents)
    assert all(item.headline in joined for item in digest().items)
    assert "<@" not in robot.markdown_messages(random_digest(3))[0]["markdown"]["content"]


def test_a_long_brief_is_divided_between_sentences_and_never_within_a_character() -> None:
    sentence = "云" * 299 + "。"
    parts = robot.divide([sentence * 5], 2048)
    assert parts == [sentence * 2, sentence * 2, sentence]
    endless = robot.divide(["岭" * 2000], 2048)
    assert "".join(endless) == "岭" * 2000
    assert all(len(part.encode()) <= 2048 for part in endless)


@pytest.mark.parametrize(("form", "tag"), [("rss", "item"), ("atom", "{*}entry")])
def test_feeds_are_well_formed_and_hold_every_item(form: Any, tag: str) -> None:
    found = [digest(), random_digest(5)]
    root = ElementTree.fromstring(feed(found, "https://example.cn/", form))
    entries = root.findall(f".//{tag}")
    assert len(entries) == sum(len(d.items) for d in found)
    assert entries[0].findtext("{*}title" if form == "atom" else "title") == (
        found[0].items[0].headline
    )
