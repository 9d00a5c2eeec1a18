"""The corruption tool makes real errors, the same ones each time, and the checks hear them."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from eval.check_rates import Rates, main, measure, rows, table
from eval.corrupt import Corruption, Error, corruptions
from eval.data import Item, Reference
from eval.tagged import Pair
from summarizer.facts.check import Checker
from summarizer.types import Task

SOURCE = (
    "5月12日，清河县委副书记、县长林岳主持召开全县防汛工作会议，副县长高晓棠、县政协副主席陈国庆出席会议。"
    "林岳强调，要对全县23座小型水库开展排查，不得迟报瞒报。高晓棠要求，柳湾镇要在5月20日前完成清淤。"
    "今年一季度，全县防汛投入同比增长6.3%，达到420万元。会议印发《清河县防汛应急预案》，打通“最后一公里”。"
    "当天，江苏省专家王建国到石门镇、柳湾镇指导工作。"
)
BRIEF = (
    "5月12日，清河县委副书记、县长林岳主持召开全县防汛工作会议，副县长高晓棠、县政协副主席陈国庆出席会议。"
    "林岳强调，要对全县23座小型水库开展排查，不得迟报瞒报；打通“最后一公里”。防汛投入同比增长6.3%，达到420万元。"
)


@pytest.fixture(scope="module")
def made() -> list[Corruption]:
    return list(corruptions(Pair.of(BRIEF, SOURCE)))


def test_one_error_of_a_kind_each(made: list[Corruption]) -> None:
    errors = [c.error for c in made]
    assert len(set(errors)) == len(errors)
    assert {
        Error.NAME_CHARACTER,
        Error.POST_RANK,
        Error.DIGIT,
        Error.UNIT,
        Error.DATE,
        Error.BASIS,
        Error.NEGATION_DROPPED,
        Error.NEGATION_ADDED,
        Error.QUOTATION,
    } <= set(errors)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("县长林岳会见莱阿总统呼日勒苏赫。林岳说，双方要合作。", "苏赫"),  # two pieces of one name
        ("通讯员王子垒报道。县长林岳说，要抓好春耕。", "王子"),  # cut short
        ("县长林岳说，要防御台风“王海燕”，逐村排查。", "王海燕"),  # no person
    ],
)
def test_what_is_no_whole_name_is_put_for_no_name(source: str, name: str) -> None:
    named = Pair.of("县长林岳说，要抓好春耕。", source).named()
    assert name not in named
    assert "林岳" in named


def test_only_the_named_place_changes(made: list[Corruption]) -> None:
    for c in made:
        assert BRIEF[c.start : c.start + len(c.before)] == c.before
        assert c.text == BRIEF[: c.start] + c.after + BRIEF[c.start + len(c.before) :]
        assert c.text != BRIEF
        assert c.before + "|" not in c.after


def test_what_is_made_is_an_error_of_its_kind(made: list[Corruption]) -> None:
    by_error = {c.error: c for c in made}
    assert by_error[Error.BASIS].after == "环比"
    assert by_error[Error.NEGATION_DROPPED].after == "可"
    assert ("副" in by_error[Error.POST_RANK].before) != (
        "副" in by_error[Error.POST_RANK].after
    ) or (
        by_error[Error.POST_RANK].before.count("副") != by_error[Error.POST_RANK].after.count("副")
    )
    assert by_error[Error.DATE].after not in SOURCE
    assert by_error[Error.QUOTATION].after not in SOURCE


def test_the_same_seed_makes_the_same_errors() -> None:
    pair = Pair.of(BRIEF, SOURCE)
    assert list(corruptions(pair, 3)) == list(corruptions(pair, 3))
    assert list(corruptions(pair, 3)) != list(corruptions(pair, 4))


def test_a_text_that_stays_true_is_no_error() -> None:
    source = "林岳、高晓棠出席会议。"
    found = {c.error for c in corruptions(Pair.of("林岳出席会议。", source))}
    assert Error.OTHER_NAME not in found
    assert Error.ORDER not in found


def test_the_checks_are_quiet_on_the_brief_and_loud_on_each_error(made: list[Corruption]) -> None:
    checker = Checker(SOURCE)
    assert all(c.passed is not False for c in checker.check(Task.BRIEF, BRIEF))
    for corruption in made:
        checks = checker.check(Task.BRIEF, corruption.text)
        assert any(c.passed is False for c in checks), corruption


@pytest.fixture
def item() -> Item:
    return Item("a", SOURCE, (Reference(headline=None, brief=BRIEF),), "local", "x:1")


def test_rates_count_outputs_and_errors(item: Item) -> None:
    rates = measure([item], Task.BRIEF)
    assert (rates.outputs, rates.alarmed) == (1, 0)
    assert sum(rates.made.values()) == sum(rates.caught.values()) > 8
    assert "any check failed" in table(rates)
    assert measure([item], Task.HEADLINE) == Rates()


def test_slices(item: Item) -> None:
    items = [item] * 5
    assert len(rows(items, "-2:")) == 2
    assert len(rows(items, ":")) == 5
    assert len(rows(items, "1:3")) == 2


def test_the_command_prints_both_tables(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import json

    path = tmp_path / "briefs.jsonl"
    line = {"id": "a", "text": SOURCE, "headline": "林岳主持召开防汛工作会议", "brief": BRIEF}
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["--data", str(path)])
    assert result.exit_code == 0, result.output
    assert "negation dropped" in result.output
    found = CliRunner().invoke(main, ["--data", str(path), "--json", "--quiet-only"])
    assert json.loads(found.output)["alarm_rate"] == 0
