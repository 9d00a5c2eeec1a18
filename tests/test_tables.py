"""Rows of tables are told from running text that was set wide, and from lists of names."""

from __future__ import annotations

import pytest

from summarizer.tables import rows


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["站点 降雨量 同比", "柳湾镇 52.3 +12%", "县气象局通报。"], {0, 1}),
        (["通报如下：", "1 石桥小学 12.5 县教体局", "2 青石卫生院 8 县卫健局"], {1, 2}),
        (["6月13日 晴 22℃～33℃", "6月14日 多云 21℃～31℃"], {0, 1}),
        (["1 石桥小学 12.5 县教体局"], set()),  # one line is no table
        (["周行远 林岳 郑书言", "方远舟 陈立 孙远舟"], set()),  # a list of names
        (["全县共 3 个乡镇", "投入 120 万元"], set()),  # set wide
        (["1. 云岭县 开镰", "2. 石桥区 丰收"], set()),  # items
        (["云岭县 2024 马拉松赛", "石桥区 2024 龙舟赛"], set()),
        (["县长 林岳， 主持", "会议 12 强调"], set()),
        (["", "  ", " a b", "x"], set()),
    ],
)
def test_rows(lines: list[str], found: set[int]) -> None:
    assert rows(lines) == found
