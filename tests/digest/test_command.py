"""``jianbao digest``: what it refuses in one line, and what it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import digest as cli
from summarizer.exceptions import OptionError, ReadingError
from summarizer.pipeline import Summarizer
from tests.digest.invented import DAY, FOLDER, by_file, stories


def run(*arguments: str) -> str:
    done = CliRunner().invoke(cli.command, ["--date", DAY.isoformat(), *arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--date", "12.6.2024", "--from-service"], "write it like 2024-06-12"),
        ([], "either --in FOLDER or --from-service"),
        (["--from-service", "--in", "."], "either --in FOLDER or --from-service"),
        (["--in", ".", "--theme", "蓝色"], "要闻、简洁、红色经典"),
        (["--in", ".", "--rules", "no.yaml"], "no.yaml: cannot be read"),
        (["--in", ".", "--edits", "no.json"], "no.json: cannot be read"),
        (["--in", "no-such-folder"], "没有这个文件夹"),
    ],
)
def test_what_cannot_be_done_is_one_line(arguments: list[str], said: str) -> None:
    with pytest.raises((OptionError, ReadingError), match=said) as caught:
        run(*arguments)
    assert "\n" not in str(caught.value)


def test_printed_with_reasons_and_an_editors_decisions(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = stories()
    ids = by_file(given)
    monkeypatch.setattr(cli, "_fetched", lambda *_: given)
    edits = tmp_path / "edits.json"
    edits.write_text(json.dumps({"pins": [ids["24"]], "excluded": [ids["10"]]}), "utf-8")
    said = run("--from-service", "--edits", str(edits), "--name", "云岭要闻")
    assert said.startswith("云岭要闻｜城区新增新能源公交车20辆")
    assert "【头条】\n01 城区新增新能源公交车20辆" in said
    assert "· 编辑置顶" in said
    assert "· 时政要闻：县委书记周秉诚（县级、党委、正职）" in said
    assert "并入 云岭县融媒体中心《县委常委会（扩大）会议召开》" in said
    assert "未刊  县政协副主席侯东平走访慰问困难老党员：编辑排除" in said
    edits.write_text('{"pin": []}', "utf-8")
    with pytest.raises(OptionError, match="pin: Extra inputs"):
        run("--from-service", "--edits", str(edits))
    edits.write_text("pins: [a]", "utf-8")
    with pytest.raises(OptionError, match=r"edits\.json: Invalid JSON"):
        run("--from-service", "--edits", str(edits))


def test_what_cannot_be_read_is_told_by_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, summarizer: Summarizer
) -> None:
    monkeypatch.setattr(Summarizer, "load", lambda *_, **__: summarizer)
    (tmp_path / "a.txt").write_text(
        (FOLDER / "2024-06-12" / "云岭日报" / "02.txt").read_text("utf-8"), "utf-8"
    )
    line = ["--date", DAY.isoformat(), "--in", str(tmp_path)]
    whole = CliRunner().invoke(cli.command, line)
    assert (whole.exit_code, whole.stderr) == (0, "")
    (tmp_path / "b.txt").write_bytes(b"")
    part = CliRunner().invoke(cli.command, line)
    assert part.exit_code == 2
    assert part.stdout == whole.stdout
    assert part.stderr == f"jianbao: {tmp_path / 'b.txt'}：文件是空的\n"
