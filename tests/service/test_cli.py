"""``jianbao keys``, ``jobs`` and ``feedback``, as an operator types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.cli import feedback, jobs, keys
from service.schemas import FeedbackRequest
from service.store import keys as kept
from service.store.session import Store
from summarizer.exceptions import OptionError
from tests.service.serving import ARTICLE, Running


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    found = f"sqlite:///{tmp_path / 'jianbao.sqlite'}"
    monkeypatch.setenv("JIANBAO_DATABASE_URL", found)
    return found


class TestKeys:
    def _run(self, *args: str) -> Result:
        return CliRunner().invoke(keys.command, args)

    def test_made_listed_revoked(self, url: str) -> None:
        made = self._run("create", "记者部", "--scope", "read", "--quota", "30")
        assert made.exit_code == 0
        text = made.stdout.strip()
        store = Store(url)
        key = kept.verify(store, text)
        assert key is not None
        assert (key.name, key.scopes, key.quota) == ("记者部", {kept.Scope.READ}, 30)
        listed = self._run("list").stdout
        assert "记者部" in listed
        assert text.rsplit("_", 1)[-1] not in listed
        assert self._run("revoke", key.id).exit_code == 0
        assert kept.verify(store, text) is None
        assert "revoked" in self._run("list").stdout
        assert self._run("revoke", key.id).exit_code != 0
        store.close()

    @pytest.mark.parametrize("name", ["", " "])
    def test_a_key_belongs_to_somebody(self, url: str, name: str) -> None:
        refused = self._run("create", name)
        assert isinstance(refused.exception, OptionError)
        assert "NAME is empty" in str(refused.exception)
        assert self._run("list").stdout == ""

    def test_by_default_it_reads_and_submits(self, url: str) -> None:
        self._run("create", "a")
        assert "read,submit" in self._run("list").stdout


class TestJobs:
    def _run(self, running: Running, *args: str) -> Result:
        where = ["--url", running.url, "--key", running.submitter]
        return CliRunner().invoke(jobs.command, [*where, *args])

    def test_from_a_file_to_a_file(self, running: Running, tmp_path: Path) -> None:
        given, found = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        line = json.dumps({"id": "a", "text": ARTICLE}, ensure_ascii=False)
        given.write_text(f"{line}\n{{broken\n", "utf-8")
        done = self._run(running, "submit", str(given), "--task", "headline", "--wait")
        assert done.exit_code == 0
        job_id = done.stdout.strip()
        assert f"{job_id}  finished  2/2  1 failed" in done.stderr
        assert "finished" in self._run(running, "status", job_id).stderr
        self._run(running, "results", job_id, "--out", str(found))
        assert json.loads(found.read_text("utf-8"))["source"] == "a"
        assert json.loads(self._run(running, "results", job_id, "--errors").stdout)["position"] == 1

    def test_cancel_what_is_over(self, running: Running, tmp_path: Path) -> None:
        given = tmp_path / "in.jsonl"
        given.write_text("{broken\n", "utf-8")
        job_id = self._run(running, "submit", str(given), "--wait").stdout.strip()
        refused = self._run(running, "cancel", job_id)
        assert refused.exit_code != 0
        assert "finished" in str(refused.exception)

    def test_nobody_there(self, tmp_path: Path) -> None:
        args = ["--url", "http://127.0.0.1:9", "status", "0" * 26]
        refused = CliRunner().invoke(jobs.command, args)
        assert refused.exit_code != 0
        assert "127.0.0.1:9" in str(refused.exception)


@pytest.mark.parametrize("option", ["--out", "--output"])
def test_feedback_export(url: str, tmp_path: Path, option: str) -> None:
    store = Store(url)
    store.upgrade()
    with store.write() as connection:
        feedback.feedback.add(connection, "me", FeedbackRequest(text=ARTICLE, headline="定稿"))
    store.close()
    path = tmp_path / "approved.jsonl"
    done = CliRunner().invoke(feedback.command, ["export", option, str(path)])
    assert done.exit_code == 0
    assert json.loads(path.read_text("utf-8"))["headline"] == "定稿"
