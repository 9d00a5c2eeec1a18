"""Any order of a page's lines: nothing is lost in silence, and cleaning twice is cleaning once."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.cleaning import clean
from tests.bulletins import MEETING, SHORT, STATISTICS
from tests.splitting import articles

LINES = st.sampled_from(
    [
        *("广告", "公示", "遗失声明", "【标题】林岳检查防汛", "【标题】", "【正文】", "【口播】"),
        f"【导语】{SHORT}",
        *("▶林岳调研园区", "▶林岳调研园区 6月8日，林岳到园区调研。", f"●{SHORT}", f"1．{SHORT}"),
        *("1．县里通报案例如下：", "图①：老人。", "▲图为林岳（左二）在村里。（乔一禾 摄）"),
        *("（图为现场。记者 乔一禾 摄）", f"{SHORT}（图为现场。）"),
        *(f"又讯 {SHORT}", f"再讯（记者 冯书远）{SHORT}", f"本报讯 ▶{SHORT}", "本报讯"),
        *("【导视】", "林岳检查防汛………3", "关注我们 ▲ 点击上方蓝字", "主播：沈佳禾 冯书远"),
        *("各位观众晚上好，欢迎收看云岭新闻", "云岭新闻", "记者 乔一禾", "简讯四则", "12", "、"),
        *("云岭日报8月17日讯 今天，▶林岳到村里。", f"正文：●{SHORT}", "一、压实责任"),
        *("林岳主持召开防汛备汛会议", MEETING, f"本报讯 {MEETING}", STATISTICS, MEETING[:30]),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=9).map("\n".join))
def test_any_order_of_lines(page: str) -> None:
    once = clean(page).text
    assert clean(once).text == once
    assert all(article.text for article in articles(page))
