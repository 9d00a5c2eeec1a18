"""The store on SQLite and PostgreSQL: migrations, jobs, keys, claims, feedback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from eval.data import load as load_dataset
from service.problems import ProblemError
from service.schemas import FeedbackRequest, JobStatus, Wishes
from service.store import accepting, chunks, feedback, idempotency, jobs, keys, workers
from service.store.keys import Scope
from service.store.session import VERSION_TABLE, Store, new_id
from service.store.tables import metadata
from summarizer.exceptions import OptionError, ReadingError
from summarizer.types import Page


def _accept(store: Store, pages: list[Page | ReadingError], **bounds: int) -> str:
    limits = {"most": 100, "longest": 5000} | bounds
    return accepting.accept(store, "me", Wishes(), pages, complete=lambda *_: None, **limits).id


def _pages(count: int, chars: int = 10) -> list[Page | ReadingError]:
    return [Page(source=f"d{i}", text="云" * chars) for i in range(count)]


def _work(store: Store, job_id: str, chunk: int) -> None:
    found = chunks.load(store, job_id, chunk)
    assert found is not None
    done = [chunks.Outcome(d.position, lines=f"{d.source}\n") for d in found.documents]
    assert chunks.save(store, job_id, done) == len(done)


class TestMigrations:
    def test_up_is_what_the_tables_say(self, store: Store) -> None:
        store.check()

    def test_down_leaves_nothing_and_up_again_works(self, store: Store) -> None:
        store.downgrade("base")
        names = set(sa.inspect(store.engine).get_table_names())
        assert not names & set(metadata.tables)
        assert names <= {VERSION_TABLE}
        store.upgrade()
        store.check()

    def test_twice_is_once(self, store: Store) -> None:
        store.upgrade()
        store.check()

    def test_a_column_too_few_is_noticed(self, store: Store) -> None:
        with store.write() as connection:
            connection.execute(sa.text("ALTER TABLE feedback DROP COLUMN model"))
        with pytest.raises(Exception, match="New upgrade operations"):
            store.check()

    def test_what_is_no_database_is_one_line(self, tmp_path: Path) -> None:
        file = tmp_path / "text"
        file.write_text("no folder")
        with pytest.raises(OptionError, match="JIANBAO_DATABASE_URL"):
            Store(f"sqlite:///{file / 'db.sqlite'}")
        with pytest.raises(OptionError, match="cannot be opened"):
            Store("postgresql://nobody:secret@127.0.0.1:1/none").upgrade()

    def test_the_file_is_its_owners(self, tmp_path: Path) -> None:
        path = tmp_path / "sub" / "db.sqlite"
        Store(f"sqlite:///{path}").upgrade()
        assert path.stat().st_mode & 0o077 == 0


class TestJobs:
    def test_chunks_keep_order_and_bounds(self, store: Store) -> None:
        job_id = _accept(store, [*_pages(9), *_pages(3, 4000)])
        assert jobs.chunks(store, job_id) == 3
        found = [chunks.load(store, job_id, n) for n in range(3)]
        places = [[d.position for d in chunk.documents] for chunk in found if chunk]
        assert places == [list(range(8)), [8, 9], [10, 11]]

    def test_results_come_in_input_order_whatever_was_done_first(self, store: Store) -> None:
        job_id = _accept(store, _pages(20))
        for chunk in (2, 0, 1):
            _work(store, job_id, chunk)
        assert "".join(chunks.result_lines(store, job_id)) == "".join(f"d{i}\n" for i in range(20))
        job = jobs.get(store, job_id, "me")
        assert job is not None
        assert (job.status, job.done, job.failed, job.progress) == (JobStatus.FINISHED, 20, 0, 1)
        assert job.finished_at is not None

    def test_a_chunk_is_stored_once(self, store: Store) -> None:
        job_id = _accept(store, _pages(10))
        chunk = chunks.load(store, job_id, 0)
        assert chunk is not None
        first = [chunks.Outcome(d.position, lines="first\n") for d in chunk.documents]
        again = [chunks.Outcome(d.position, lines="again\n") for d in chunk.documents]
        assert chunks.save(store, job_id, first) == 8
        assert chunks.save(store, job_id, again) == 0
        assert chunks.load(store, job_id, 0) is None
        job = jobs.get(store, job_id, None)
        assert job is not None
        assert job.done == 8
        assert "again" not in "".join(chunks.result_lines(store, job_id))

    def test_bad_documents_are_errors_of_the_job(self, store: Store) -> None:
        pages = [*_pages(1), ReadingError("f:2：不是 JSON"), *_pages(1, 6000)]
        job_id = _accept(store, pages)
        _work(store, job_id, 0)
        errors = [json.loads(line) for line in chunks.error_lines(store, job_id)]
        assert [e["position"] for e in errors] == [1, 2]
        assert errors[0]["message"] == "f:2：不是 JSON"
        assert "6000字" in errors[1]["message"]
        job = jobs.get(store, job_id, None)
        assert job is not None
        assert (job.status, job.done, job.failed) == (JobStatus.FINISHED, 1, 2)

    def test_a_job_of_errors_is_over_at_once(self, store: Store) -> None:
        job = jobs.get(store, _accept(store, [ReadingError("leer")]), None)
        assert job is not None
        assert job.status is JobStatus.FINISHED

    def test_too_many_leave_nothing_behind(self, store: Store) -> None:
        with pytest.raises(accepting.TooManyError):
            _accept(store, _pages(11), most=10)
        assert jobs.latest(store, None, 10) == []

    def test_null_characters_do_not_reach_the_database(self, store: Store) -> None:
        job_id = _accept(store, [Page(source="a", text="云\0岭")])
        chunk = chunks.load(store, job_id, 0)
        assert chunk is not None
        assert chunk.documents[0].text == "云岭"

    def test_cancelled_is_over(self, store: Store) -> None:
        job_id = _accept(store, _pages(20))
        _work(store, job_id, 0)
        chunk = chunks.load(store, job_id, 1)
        assert chunk is not None
        assert jobs.cancel(store, job_id)
        assert not jobs.cancel(store, job_id)
        late = [chunks.Outcome(d.position, lines="late\n") for d in chunk.documents]
        assert chunks.save(store, job_id, late) == 0
        assert chunks.load(store, job_id, 1) is None
        assert jobs.chunks(store, job_id) == 0
        job = jobs.get(store, job_id, None)
        assert job is not None
        assert (job.status, job.done) == (JobStatus.CANCELLED, 8)

    def test_others_do_not_see_it(self, store: Store) -> None:
        job_id = _accept(store, _pages(1))
        assert jobs.get(store, job_id, "you") is None
        assert jobs.latest(store, "you", 10) == []
        assert [job.id for job in jobs.latest(store, None, 10)] == [job_id]

    def test_undispatched_until_it_is(self, store: Store) -> None:
        job_id = _accept(store, _pages(1))
        assert jobs.undispatched(store, 0) == [job_id]
        assert jobs.undispatched(store, 60) == []
        jobs.dispatched(store, job_id)
        assert jobs.undispatched(store, 0) == []

    def test_old_jobs_go_with_all_they_hold(self, store: Store) -> None:
        job_id = _accept(store, _pages(1))
        _work(store, job_id, 0)
        assert jobs.purge(store, 60) == []
        assert jobs.purge(store, -1) == [job_id]
        with store.read() as connection:
            for table in (metadata.tables["documents"], metadata.tables["results"]):
                assert (
                    connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() == 0
                )


class TestKeys:
    def test_a_key_opens_until_revoked(self, store: Store) -> None:
        key, text = keys.create(store, "记者部", [Scope.READ], quota=5)
        assert keys.verify(store, text) == key
        assert key.may(Scope.READ)
        assert not key.may(Scope.SUBMIT)
        assert keys.revoke(store, key.id)
        assert not keys.revoke(store, key.id)
        assert keys.verify(store, text) is None

    def test_what_is_nearly_a_key_is_none(self, store: Store) -> None:
        key, text = keys.create(store, "a", [Scope.ADMIN])
        for wrong in ("", "jb_", text[:-1], text + "x", "xx" + text[2:], f"jb_{key.id}_", "云岭"):
            assert keys.verify(store, wrong) is None

    def test_the_secret_is_nowhere_kept(self, store: Store) -> None:
        _, text = keys.create(store, "a", [Scope.ADMIN])
        with store.read() as connection:
            kept = connection.execute(sa.select(metadata.tables["api_keys"])).all()
        assert text.split("_", 2)[2] not in repr(kept)

    def test_an_administrator_may_all(self, store: Store) -> None:
        key, _ = keys.create(store, "a", [Scope.ADMIN])
        assert all(key.may(scope) for scope in Scope)


class TestIdempotency:
    def test_claim_work_replay(self, store: Store) -> None:
        workers.beat(store, "w1")
        claim = idempotency.claim(store, "me", "k", "hash", "w1")
        assert isinstance(claim, idempotency.Claim)
        with pytest.raises(ProblemError) as busy:
            idempotency.claim(store, "me", "k", "hash", "w2")
        assert busy.value.status == 409
        with store.write() as connection:
            claim.complete(connection, 202, "{}")
        assert idempotency.claim(store, "me", "k", "hash", "w2") == idempotency.Answer(202, "{}")
        with pytest.raises(ProblemError) as other:
            idempotency.claim(store, "me", "k", "other hash", "w2")
        assert other.value.status == 422
        assert isinstance(idempotency.claim(store, "you", "k", "x", "w1"), idempotency.Claim)

    def test_a_claim_of_the_dead_is_taken_over(self, store: Store) -> None:
        workers.beat(store, "w1")
        idempotency.claim(store, "me", "k", "hash", "w1")
        workers.forget(store, "w1")
        assert isinstance(idempotency.claim(store, "me", "k", "hash", "w2"), idempotency.Claim)

    def test_failed_work_gives_the_claim_back(self, store: Store) -> None:
        claim = idempotency.claim(store, "me", "k", "hash", "w1")
        assert isinstance(claim, idempotency.Claim)
        idempotency.release(store, claim)
        assert isinstance(idempotency.claim(store, "me", "k", "other", "w1"), idempotency.Claim)


class TestWorkers:
    def test_silence_is_death(self, store: Store) -> None:
        workers.beat(store, "w1")
        workers.beat(store, "w1")
        assert workers.silent(store, 60) == []
        assert workers.silent(store, -60) == ["w1"]
        workers.forget(store, "w1")
        assert workers.silent(store, -60) == []


class TestFeedback:
    def _add(self, store: Store, **values: str) -> str:
        with store.write() as connection:
            return feedback.add(connection, "me", FeedbackRequest.model_validate(values)).id

    def test_search_is_by_every_word_and_takes_signs_as_they_are(self, store: Store) -> None:
        first = self._add(store, text="增长6.3%", headline="云岭县经济开局良好")
        second = self._add(store, text="增长", headline="清河市开局")
        assert [f.id for f in feedback.search(store, None)] == sorted([first, second], reverse=True)
        assert [f.id for f in feedback.search(store, "me", "开局 云岭")] == [first]
        assert [f.id for f in feedback.search(store, None, "6.3%")] == [first]
        assert feedback.search(store, None, "%%") == []
        assert feedback.search(store, "you") == []
        newest = max(first, second)
        assert [f.id for f in feedback.search(store, None, before=newest)] == [min(first, second)]
        assert feedback.get(store, first, "you") is None

    def test_the_export_is_an_evaluation_data_set(self, store: Store, tmp_path: Path) -> None:
        self._add(store, text="云岭县召开防汛会议。", headline="初稿")
        self._add(store, text="云岭县召开防汛会议。", headline="定稿", title="原题")
        self._add(store, text="清河市收购夏粮。", brief="清河市收购夏粮。", source="p1")
        path = tmp_path / "approved.jsonl"
        path.write_text("".join(f"{line}\n" for line in feedback.export(store)), "utf-8")
        dataset = load_dataset(path)
        assert [item.references[0].headline for item in dataset.items] == ["定稿", None]


def test_ids_are_sorted_by_time() -> None:
    ids = [new_id() for _ in range(50)]
    assert len(set(ids)) == 50
    assert ids == sorted(ids)
    assert all(len(i) == 26 for i in ids)
