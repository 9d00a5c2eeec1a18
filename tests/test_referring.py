"""Deeds stay with the person or body that a pronoun stood for."""

from __future__ import annotations

import pytest

from summarizer.facts.check import Checker
from summarizer.referring import REFERRING, same_body, same_person
from summarizer.types import Task

SOURCE = (
    "“她帮我讨回了工钱。”9月3日，柳河镇村民赵大伯说。\n"
    "温若兰是柳河镇东湾村调解员。2021年以来，她先后调解纠纷63起，被评为全市优秀调解员。\n"
    "松坪县司法局局长乔一民表示，将给每个村配备法律顾问。他们组建宣讲队12支，走访群众800人。"
)
BODY = (
    "9月1日，松坪县18所学校上了安全课。松坪县教育局派出督导组6个，检查食堂47家。"
    "该局将于9月下旬开展评比，评出优秀课例30个。该局局长高鹤说，学生应该学会自救，每周组织演练1次。"
)


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("松坪县司法局局长乔一民表示，将给每个村配备法律顾问。先后调解纠纷63起。", False),
        ("乔一民表示，将给每个村配备法律顾问。被评为全市优秀调解员。", False),
        ("乔一民表示，将给每个村配备法律顾问。2021年以来，她先后调解纠纷63起。", False),
        ("温若兰是柳河镇东湾村调解员。2021年以来，先后调解纠纷63起。", True),
        ("温若兰是柳河镇东湾村调解员。2021年以来，她先后调解纠纷63起。", True),
        ("2021年以来，温若兰先后调解纠纷63起，被评为全市优秀调解员。", True),
        ("乔一民表示，将给每个村配备法律顾问。温若兰先后调解纠纷63起。", True),
        ("温若兰是柳河镇东湾村调解员。走访群众800人。", True),
    ],
)
def test_a_pronoun_means_the_same_person(output: str, passed: bool) -> None:
    assert same_person(Checker(SOURCE).view(Task.BRIEF, output)).passed is passed


@pytest.mark.parametrize(
    ("output", "passed"),
    [
        ("9月1日，松坪县18所学校上了安全课，将于9月下旬开展评比。", False),
        ("9月1日，松坪县18所学校上了安全课。评出优秀课例30个。", False),
        ("松坪县教育局派出督导组6个，将于9月下旬开展评比。", True),
        ("松坪县教育局派出督导组6个，检查食堂47家。将于9月下旬开展评比。", True),
        ("9月1日，松坪县18所学校上了安全课。该局将于9月下旬开展评比。", True),
        ("9月1日，松坪县18所学校上了安全课，每周组织演练1次。", True),
    ],
)
def test_this_body_is_the_same(output: str, passed: bool) -> None:
    assert same_body(Checker(BODY).view(Task.BRIEF, output)).passed is passed


def test_the_sources_pass() -> None:
    for source in (SOURCE, BODY):
        assert all(ask(Checker(source).view(Task.BRIEF, source)).passed for ask in REFERRING)
