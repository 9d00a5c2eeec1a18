"""House rules warn and never change a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.exceptions import OptionError
from summarizer.style import House
from summarizer.types import Task

GOOD = (
    "5月12日，云岭县县长林岳主持召开防汛工作会议，要求各乡镇对小型水库和"
    "山洪灾害隐患点开展拉网式排查，月底前整改到位。"
)


@pytest.fixture(scope="module")
def house() -> House:
    return House.load(None)


def test_good_texts_get_no_warning(house: House) -> None:
    assert house.review(Task.HEADLINE, "林岳主持召开防汛工作会议") == ()
    assert house.review(Task.BRIEF, GOOD) == ()


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("林岳主持召开会议。", "标题不应以“。”结尾"),
        ("防汛会议", "标题4字，少于8字"),
        ("林岳" * 17, "标题34字，超过32字"),
        ("林岳主持会议 强调安全 部署工作", "标题分为3段，最多2段"),
    ],
)
def test_headlines(house: House, text: str, warning: str) -> None:
    assert warning in house.review(Task.HEADLINE, text)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (GOOD[:-1], "简讯应以“。”结尾"),
        ("据悉，" + GOOD, "简讯不应以“据悉”开头"),
        ("会议召开。", "简讯5字，少于45字"),
        (GOOD * 4, f"简讯{len(GOOD) * 4}字，超过190字"),
        (GOOD.replace("各乡镇", "县卫计委"), "提法：“卫计委”宜作“卫生健康委”"),
        (GOOD.replace("各乡镇", "残废人"), "禁用词：残废人"),
        (GOOD.replace("各乡镇", "涉密单位"), "敏感词，请复核：涉密"),
    ],
)
def test_briefs(house: House, text: str, warning: str) -> None:
    assert warning in house.review(Task.BRIEF, text)


def test_no_brief_is_too_short_for_a_short_article(house: House) -> None:
    assert house.review(Task.BRIEF, "会议召开，林岳出席。", 21) == ()
    assert house.review(Task.BRIEF, "会议召开，林岳出席。", 80) == ("简讯10字，少于37字",)


def test_the_preferred_form_is_not_warned_of(house: House) -> None:
    assert house.review(Task.BRIEF, GOOD.replace("各乡镇", "“一带一路”倡议")) == ()
    text = GOOD.replace("各乡镇", "县农业农村部门")
    assert house.review(Task.BRIEF, text) == ()


def test_a_newsrooms_own_file_overrides_key_by_key(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(
        "headline:\n  longest: 12\nterms:\n  云岭县防汛办: 云岭县防汛指挥部\nforbidden: [隆重]\n",
        encoding="utf-8",
    )
    house = House.load(path)
    assert house.headline.longest == 12
    assert house.headline.shortest == 8
    assert house.brief.longest == 190
    assert house.review(Task.HEADLINE, "云岭县防汛办隆重召开会议") == (
        "禁用词：隆重",
        "提法：“云岭县防汛办”宜作“云岭县防汛指挥部”",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("headline: {longest: 4}", "above longest 4"),
        ("headline: {longest: many}", "headline.longest"),
        ("colour: red", "colour"),
        ("- a\n- b", "must be a mapping"),
        ("a: [", "not YAML"),
    ],
)
def test_a_bad_file_is_told_in_one_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(OptionError, match=message) as caught:
        House.load(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="cannot be read"):
        House.load(tmp_path / "none.yaml")


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text("", encoding="utf-8")
    assert House.load(path) == House.load(None)
