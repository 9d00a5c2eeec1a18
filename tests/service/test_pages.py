"""The workbench in Chromium, as an editor uses it, against a service with the real model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.service.desk_pages import BULLETINS, PAGE, accessible, opened, written
from tests.service.serving import Running


@pytest.fixture(scope="module")
def desk(browser: Any, running: Running, state: dict[str, Any]) -> str:
    """The address of a page that was pasted, and written article by article."""
    with opened(browser, running, state) as (window, faults):
        window.goto("/")
        window.fill("#text", PAGE)
        assert window.locator("[data-count]").inner_text() == str(len(PAGE))
        window.click("text=开始")
        window.wait_for_selector(".article")
        titles = window.locator(".kicker span").all_inner_texts()
        assert titles == [f"原题：{title}" for title, _ in BULLETINS]
        written(window)
        assert window.locator("#count").inner_text().strip() == "共 5 篇，定稿 0 篇"
        assert faults == []
        return str(window.url)


@pytest.fixture
def window(browser: Any, running: Running, state: dict[str, Any], desk: str) -> Iterator[Any]:
    """The desk in a window; whatever goes wrong in the browser fails the test."""
    with opened(browser, running, state, viewport={"width": 1360, "height": 900}) as (
        found,
        faults,
    ):
        found.goto(desk)
        yield found
        assert faults == []


def test_every_article_has_what_an_editor_looks_at(window: Any) -> None:
    for n, (_, text) in enumerate(BULLETINS):
        article = window.locator(f"#a{n}")
        for name in ("headline", "brief"):
            draft = article.locator(f"[name={name}]").input_value()
            assert draft
            length = article.locator(f".{name} [data-length]").inner_text()
            assert length == str(len(draft))
        assert re.search("模型撰写|按原文改正|摘自原文", article.locator(".how").inner_text())
        assert "读原文" in article.locator(".how").inner_text()
        assert "已核对：" in article.locator(".how").inner_text()
        assert article.locator(".source .text").inner_text() in text


def test_a_wrong_name_is_flagged_as_it_is_typed_and_mended_at_a_click(window: Any) -> None:
    article = window.locator("#a0")
    article.locator("#h0").fill("林月到柳湾镇调研夏粮收购工作")
    fault = article.locator(".fault")
    fault.wait_for()
    assert "“林月”人名与原文不同，原文是“林岳”" in fault.inner_text()
    assert window.locator("#t0 .state").inner_text() == "✗ 有不符"
    fault.click()
    assert article.locator(".mirror .pointed").inner_text() == "林月"
    assert "".join(article.locator(".source .pointed").all_inner_texts()) == "林岳"
    article.locator(".fix").click()
    assert article.locator("#h0").input_value() == "林岳到柳湾镇调研夏粮收购工作"
    article.locator(".fault").wait_for(state="detached")
    assert window.locator("#t0 .state").inner_text() == "○ 待审"


def test_hover_and_caret_light_the_source(window: Any) -> None:
    article = window.locator("#a1")
    article.locator("#h1").fill("高晓棠到石门乡检查防汛备汛工作")
    article.locator(".headline .mirror [data-ids]").wait_for()
    box = article.locator("#h1").bounding_box()
    window.mouse.move(box["x"] + 60, box["y"] + 25)
    lit = article.locator(".source .lit")
    assert "高晓棠到石门乡检查防汛备汛工作" in "".join(lit.all_inner_texts())
    window.mouse.move(5, 5)
    assert lit.count() == 0
    article.locator("#h1").focus()
    window.keyboard.press("Home")
    lit.first.wait_for()
    window.locator("#main").focus()
    lit.first.wait_for(state="detached")


def test_choosing_a_candidate_puts_it_into_the_field(window: Any) -> None:
    choices = window.locator("[data-choice=h2]")
    last = choices.nth(choices.count() - 1)
    last.check()
    assert window.locator("#h2").input_value() == last.get_attribute("value")
    window.locator("#h2").fill("我自己的标题写在这里")
    assert window.locator("[data-choice=h2]:checked").count() == 0


def test_edited_approved_and_found_in_the_history_after_a_reload(window: Any) -> None:
    brief = "6月5日，云岭县人大常委会主任何静安带队到白鹭镇视察乡村教育工作。"
    window.locator("#h2").fill("何静安到白鹭镇视察乡村教育工作")
    window.locator("#b2").fill(brief)
    window.locator("#a2 [data-approve]").click()
    window.locator("#t2[data-state=approved]").wait_for()
    assert window.locator("#j2 .verdict").inner_text() == "✓ 已定稿"
    assert "定稿 1 篇" in window.locator("#count").inner_text()
    window.reload()
    assert window.locator("#b2").input_value() == brief
    assert window.locator("#t2 .state").inner_text() == "✓ 已定稿"
    window.click("nav >> text=定稿")
    window.fill("#q", "白鹭镇 何静安")
    window.locator(".kept h2 mark >> text=何静安").first.wait_for()
    assert window.locator(".kept .brief").first.inner_text() == brief
    assert "编辑改过" in window.locator(".kept .meta").first.inner_text()
    assert "/history?q=" in window.url
    window.fill("#q", "没有这样的话")
    window.locator(".empty").wait_for()
    window.goto("/")
    assert "已定稿 1" in window.locator(".recent li").first.inner_text()


def test_what_does_not_agree_is_approved_only_when_asked_twice(window: Any) -> None:
    window.locator("#h3").fill("1至5月全县工业用电量2.2亿千瓦时")
    window.locator("#a3 [data-approve]").click()
    despite = window.locator("#a3 [data-despite]")
    despite.wait_for()
    assert "还没有定稿" in window.locator("#said").inner_text()
    assert window.locator("#t3 .state").inner_text() == "✗ 有不符"
    assert window.locator("#h3").get_attribute("aria-invalid") == "true"
    assert despite.evaluate("button => button === document.activeElement")
    window.keyboard.press("Enter")
    window.locator("#t3[data-state=approved]").wait_for()
    assert "仍有 1 处与原文不符" in window.locator("#j3 .verdict").inner_text()


def test_an_edit_after_the_approval_takes_it_back(window: Any) -> None:
    window.locator("#h4").fill("云岭县开展安全生产宣传活动")
    window.locator("#a4 [data-approve]").click()
    window.locator("#t4[data-state=approved]").wait_for()
    window.locator("#h4").press_sequentially("月")
    window.locator("#t4:not([data-state=approved])").wait_for()


def test_copies_for_text_word_and_wechat(
    browser: Any, running: Running, state: dict[str, Any], desk: str
) -> None:
    read = (
        "async type => { const [item] = await navigator.clipboard.read();"
        " return (await item.getType(type)).text(); }"
    )
    granted = ["clipboard-read", "clipboard-write"]
    with opened(browser, running, state, permissions=granted) as (window, faults):
        window.goto(desk)
        window.locator("#h3").fill("1至5月全县工业用电量<增长>7.5%")
        brief = window.locator("#b3").input_value()
        window.locator("#a3 [data-copy=text]").click()
        assert "已复制" in window.locator("#said").inner_text()
        text = window.evaluate(read, "text/plain").replace("\r\n", "\n")
        assert text == f"1至5月全县工业用电量<增长>7.5%\n{brief}"
        for form, style in (("word", "text-indent"), ("wechat", "border-left")):
            window.locator(f"#a3 [data-copy={form}]").click()
            html = window.evaluate(read, "text/html")
            assert style in html
            assert "&lt;增长&gt;" in html
            assert brief in html
            assert "class=" not in html
        window.click("[data-all][data-copy=text]")
        text = window.evaluate(read, "text/plain")
        assert text.count("\n\n") + text.count("\r\n\r\n") == 4
        assert faults == []


def test_by_keyboard_alone(window: Any) -> None:
    press = window.keyboard.press
    press("j")
    press("j")
    assert window.evaluate("document.activeElement.id") == "a1"
    press("e")
    assert window.evaluate("document.activeElement.id") == "h1"
    press("Control+a")
    window.keyboard.type("高小棠到石门乡检查防汛备汛工作")
    window.locator("#a1 .fault").wait_for()
    press("Escape")
    assert window.evaluate("document.activeElement.id") == "a1"
    press("x")
    assert window.locator("#a1 .source .pointed").count() > 0
    press("Tab")
    press("Enter")
    assert window.locator("#h1").input_value().startswith("高晓棠")
    press("Control+Enter")
    window.locator("#t1[data-state=approved]").wait_for()
    press("Escape")
    press("?")
    assert window.locator("#help").is_visible()
    press("Escape")
    assert not window.locator("#help").is_visible()
    press("/")
    window.wait_for_url("**/history")


def test_single_keys_can_be_switched_off(window: Any) -> None:
    window.click("[data-help]")
    window.uncheck("#single-keys")
    window.keyboard.press("Escape")
    window.locator("#main").focus()
    window.keyboard.press("j")
    assert window.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_by_day_and_by_night(
    browser: Any, running: Running, state: dict[str, Any], desk: str, scheme: str
) -> None:
    with opened(browser, running, state, color_scheme=scheme) as (window, faults):
        window.goto(desk)
        window.locator("#h0").fill("林月到柳湾镇调研夏粮收购工作，报道称")
        window.locator("#a0 .fault").first.wait_for()
        assert accessible(window) == []
        dark = window.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (dark == "rgb(25, 26, 28)") is (scheme == "dark")
        assert faults == []


def test_narrow_windows_do_not_scroll_sideways(
    browser: Any, running: Running, state: dict[str, Any], desk: str
) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    with opened(browser, running, state, **phone) as (window, faults):
        for path in (desk, "/", "/history", "/batches"):
            window.goto(path)
            for width in (390, 320):
                window.set_viewport_size({"width": width, "height": 844})
                wide = window.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (path, wide)
            assert path == desk or accessible(window) == []
        assert faults == []


def test_a_refusal_is_said_where_it_was_met_and_can_be_tried_again(
    browser: Any, running: Running, state: dict[str, Any]
) -> None:
    with opened(browser, running, state) as (window, _):
        window.goto("/")
        window.route("**/summary", lambda route: route.abort())
        window.fill("#text", BULLETINS[3][1])
        window.keyboard.press("Control+Enter")
        window.locator("#a0 .failure >> text=连不上服务").wait_for()
        window.unroute("**/summary")
        window.click("#a0 >> text=再试一次")
        written(window)
        assert window.locator("#h0").input_value()
