"""The digest on the workbench, in Chromium: made, put in order, reworded, approved."""

from __future__ import annotations

from typing import Any

from service.schemas import FeedbackRequest
from service.store import keys
from service.store.keys import Scope
from tests.service.desk_pages import accessible, opened, signed_in
from tests.service.serving import Running

TEXTS = {
    "县教育局部署暑期学生安全工作": "6月12日，县教育局召开会议部署暑期学生安全工作。",
    "林岳到柳湾镇调研夏粮收购工作": "6月12日，县委副书记、县长林岳到柳湾镇调研夏粮收购工作。",
    "高晓棠检查防汛备汛工作": "6月12日，副县长高晓棠到石门乡检查防汛备汛工作，要求备足物资。",
}


def test_from_the_days_approvals_to_an_approved_digest(browser: Any, running: Running) -> None:
    with running.client() as client:
        for headline, text in TEXTS.items():
            client.approve(FeedbackRequest(text=text, headline=headline, brief=text))
    key = keys.create(running.context.store, "编辑", [Scope.READ, Scope.SUBMIT])[1]
    state = signed_in(browser, running, key)
    with opened(browser, running, state, viewport={"width": 1360, "height": 900}) as (
        window,
        faults,
    ):
        window.goto("/digests")
        window.click("text=编排")
        window.wait_for_selector(".item")
        phone = window.frame_locator("iframe")
        first = "林岳到柳湾镇调研夏粮收购工作"
        phone.locator("p", has_text=first).first.wait_for()
        assert accessible(window) == []
        item = window.locator(".item", has_text="高晓棠检查防汛备汛工作").first
        item.locator("summary", has_text="为何排在这里").click()
        assert "副县长高晓棠（县级、政府、副职）" in item.inner_text()
        item.locator("button", has_text="头条").click()
        window.locator(".items h2", has_text="头条").wait_for()
        assert window.locator(".item h3").first.inner_text().endswith("高晓棠检查防汛备汛工作")
        item = window.locator(".item", has_text="高晓棠检查防汛备汛工作").first
        item.locator("summary", has_text="改文字").click()
        item.locator("[name=headline]").fill("县长高晓棠检查防汛备汛工作")
        item.locator("button", has_text="保存并核对").click()
        window.locator(".item .notice").first.wait_for()
        assert "标题未通过核对" in window.locator(".item .notice").first.inner_text()
        other = window.locator(".item", has_text="县教育局部署").first
        other.locator("button", has_text="不刊").click()
        window.locator("#left").wait_for()
        window.locator("button", has_text="恢复").click()
        window.locator("[name=title]").fill("我自己的标题")
        window.select_option("[name=theme]", "红色经典")
        window.locator("button", has_text="保存").first.click()
        phone.locator("h1", has_text="我自己的标题").wait_for()
        window.set_viewport_size({"width": 390, "height": 844})
        assert window.evaluate("document.documentElement.scrollWidth") <= 390
        window.locator("button", has_text="审定").click()
        window.locator(".state", has_text="已审定，编辑审定").wait_for()
        assert window.locator("main form").count() == 0  # nothing can be changed any more
        assert faults == []
