"""An invented page of five short bulletins, and what the workbench's tests do with browsers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.service.serving import Running

AXE = Path(__file__).parent / "vendor" / "axe.min.js"

BULLETINS = (
    (
        "林岳到柳湾镇调研夏粮收购",
        "本报讯 6月3日，云岭县委副书记、县长林岳到柳湾镇调研夏粮收购工作。"
        "林岳强调，要备足仓容和资金，让农民卖上放心粮。",
    ),
    (
        "高晓棠到石门乡检查防汛",
        "本报讯 6月4日，云岭县副县长高晓棠到石门乡检查防汛备汛工作。"
        "高晓棠要求，要落实24小时值班制度，备足抢险物资。",
    ),
    (
        "县人大常委会视察乡村教育",
        "本报讯 6月5日，云岭县人大常委会主任何静安带队到白鹭镇视察乡村教育工作。"
        "全县今年新建改建幼儿园12所，新增学位1860个。",
    ),
    (
        "全县工业用电量稳步增长",
        "本报讯 记者6月6日从县统计局获悉，1至5月，全县工业用电量2.1亿千瓦时，同比增长7.5%。",
    ),
    (
        "我县开展安全生产宣传活动",
        "本报讯 6月7日，云岭县应急管理局在县人民广场开展安全生产宣传活动，"
        "发放宣传资料3000余份，接受群众咨询260人次。",
    ),
)

PAGE = "\n\n".join(f"{title}\n{text}" for title, text in BULLETINS) + "\n"


def signed_in(browser: Any, running: Running, key: str) -> dict[str, Any]:
    """The state of a browser that signed in: cookies for other windows."""
    with browser.new_context(base_url=running.url) as context:
        window = context.new_page()
        window.goto("/sign-in")
        window.fill("#key", key)
        window.press("#key", "Enter")
        window.wait_for_url(f"{running.url}/")
        found: dict[str, Any] = context.storage_state()
        return found


@contextmanager
def opened(
    browser: Any, running: Running, state: dict[str, Any], **options: Any
) -> Iterator[tuple[Any, list[str]]]:
    """A signed-in window, and what goes wrong in it: errors, blocked or foreign requests."""
    with browser.new_context(
        base_url=running.url, locale="zh-CN", storage_state=state, **options
    ) as context:
        context.set_default_timeout(60_000)
        window = context.new_page()
        faults: list[str] = []

        def console(said: Any) -> None:
            # A check is given up when the next one begins; htmx mentions it.
            given_up = said.text.startswith(("htmx:afterRequest", "htmx:sendAbort"))
            if said.type == "error" and not given_up:
                faults.append(said.text)

        def asked(request: Any) -> None:
            if not request.url.startswith(running.url):
                faults.append(request.url)

        window.on("pageerror", lambda error: faults.append(str(error)))
        window.on("console", console)
        window.on("request", asked)
        yield window, faults


def written(window: Any) -> None:
    """Wait until every article on the desk is written."""
    window.wait_for_selector(".article")
    window.locator(".article .pending").first.wait_for(state="detached", timeout=180_000)


def accessible(window: Any) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA, one line per rule."""
    window.evaluate(AXE.read_text(encoding="utf-8"))
    found = window.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
        " 'best-practice']})"
    )
    return [
        f"{rule['id']}: {rule['help']}: {rule['nodes'][0]['html'][:200]}"
        f" {rule['nodes'][0].get('failureSummary', '')}"
        for rule in found["violations"]
    ]
