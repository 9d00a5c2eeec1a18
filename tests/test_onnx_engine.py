"""The default engine beside the reference in torch: the same beams in fp32, the rules in both."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import numpy as np
import pytest

from summarizer.cachedir import VARIABLE
from summarizer.exceptions import CheckpointError, OptionError
from summarizer.seq2seq.engine import Decoding, Engine, Prompt
from summarizer.seq2seq.load import SHIPPED, load
from summarizer.seq2seq.onnx_engine import PointerEngine
from summarizer.seq2seq.torch_engine import TorchPointerEngine
from summarizer.types import Span, Task
from tests import tiny_pointer
from tests.bulletins import MEETING, SHORT, STATISTICS

TEXTS = [MEETING[:90], STATISTICS[:80], SHORT, MEETING[100:190]]
FREE = Decoding(beam=4, candidates=4, coverage_penalty=0.0, no_repeat=0, constrained=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_pointer.build(tmp_path_factory.mktemp("pointer"), salience=2)


@pytest.fixture(scope="module")
def engines(folder: Path) -> tuple[Engine, Engine]:
    return (
        PointerEngine.load(folder, precision="fp32", threads=1),
        TorchPointerEngine.load(folder, threads=1),
    )


@pytest.fixture(scope="module")
def shipped() -> Engine:
    return load(threads=1)


@pytest.mark.parametrize("decoding", [Decoding(), FREE, Decoding(beam=1, candidates=1)])
@pytest.mark.parametrize("task", list(Task))
def test_onnx_and_torch_find_the_same_beams_in_fp32(
    engines: tuple[Engine, Engine], decoding: Decoding, task: Task
) -> None:
    prompts = [Prompt(text, task, bucket=i % 4 or None) for i, text in enumerate(TEXTS)]
    ours, theirs = (engine.generate(prompts, decoding) for engine in engines)
    for a, b in zip(ours, theirs, strict=True):
        assert [h.text for h in a] == [h.text for h in b]
        assert [h.copied for h in a] == [h.copied for h in b]
        assert [h.score for h in a] == pytest.approx([h.score for h in b], abs=1e-4)


def test_a_longer_neighbour_takes_no_words_from_a_short_text(shipped: Engine) -> None:
    """Words are padded to the longest article's; padding once took the best places of k."""
    prompts = [Prompt(text, Task.BRIEF) for text in (MEETING, SHORT, STATISTICS[:80], MEETING[:90])]
    decoding = Decoding(beam=6, candidates=6)
    together = shipped.generate(prompts, decoding)
    for prompt, found in zip(prompts, together, strict=True):
        [alone] = shipped.generate([prompt], decoding)
        assert [h.text for h in found] == [h.text for h in alone]
        assert [h.score for h in found] == pytest.approx([h.score for h in alone], abs=1e-5)


def test_salience_is_the_same_and_covers_a_text_longer_than_the_window(
    engines: tuple[Engine, Engine],
) -> None:
    long = MEETING + STATISTICS + MEETING
    assert engines[0].count_tokens(long) > 2 * engines[0].window
    for a, b in zip(*(e.salience([SHORT, long, ""]) for e in engines), strict=True):
        assert np.allclose(a, b, atol=1e-5)
    values = engines[0].salience([long])[0]
    assert len(values) == len(long)
    assert all(value > 0 for value, c in zip(values, long, strict=True) if c != "\n")


@pytest.mark.parametrize("precision", ["fp32", "int8"])
def test_results_do_not_depend_on_the_batch(folder: Path, precision: str) -> None:
    engine = PointerEngine.load(
        folder, precision="int8" if precision == "int8" else "fp32", threads=1
    )
    prompts = [Prompt(text, Task.BRIEF, max_chars=60) for text in TEXTS]
    together = engine.generate(prompts, Decoding())
    alone = [engine.generate([prompt], Decoding())[0] for prompt in prompts]
    assert [[h.text for h in found] for found in together] == [
        [h.text for h in found] for found in alone
    ]


def test_results_do_not_depend_on_the_workers(folder: Path) -> None:
    one, many = (PointerEngine.load(folder, threads=n) for n in (1, 3))
    prompts = [Prompt(text, task, max_chars=60) for text in TEXTS for task in Task]
    both = [engine.generate(prompts, Decoding()) for engine in (one, many)]
    for a, b in zip(*both, strict=True):  # other batches: sums in another order
        assert [(h.text, h.copied) for h in a] == [(h.text, h.copied) for h in b]
        assert np.allclose([h.score for h in a], [h.score for h in b], atol=1e-6)
    long = [MEETING + STATISTICS, SHORT, STATISTICS]
    for a, b in zip(many.salience(long), one.salience(long), strict=True):
        assert np.allclose(a, b, atol=1e-5)


def test_what_salience_has_read_is_not_read_again(folder: Path) -> None:
    engine = PointerEngine.load(folder, threads=1)
    prompts = [Prompt(text, Task.BRIEF, max_chars=60) for text in TEXTS]
    fresh = engine.generate(prompts, Decoding())
    other = PointerEngine.load(folder, threads=1)
    other.salience(TEXTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(other._encoder, "_session", None)
        again = other.generate(prompts, Decoding())
    assert [[h.text for h in found] for found in again] == [
        [h.text for h in found] for found in fresh
    ]


@pytest.mark.parametrize("limit", [8, 20, 45, 100])
@pytest.mark.parametrize("task", list(Task))
def test_the_ceiling_is_hard_and_figures_come_from_the_source(
    engines: tuple[Engine, Engine], limit: int, task: Task
) -> None:
    prompts = [Prompt(text, task, max_chars=limit) for text in TEXTS]
    for prompt, found in zip(prompts, engines[0].generate(prompts, Decoding()), strict=True):
        assert found
        for hypothesis in found:
            assert len(hypothesis.text) <= limit
            assert len(hypothesis.copied) == len(hypothesis.text)
            for figure in re.findall(r"[0-9A-Za-z.%]+", hypothesis.text):
                assert figure in prompt.text
            for character, place in zip(hypothesis.text, hypothesis.copied, strict=True):
                assert place == -1 or character in (prompt.text[place], "。")


def test_a_marked_name_is_copied_whole(shipped: Engine) -> None:
    text = "6月3日，云岭县委书记欧阳慧娴主持召开夏粮收购工作会议，副县长高晓棠参加。"
    start = text.index("欧阳慧娴")
    prompt = Prompt(text, Task.BRIEF, atomic=(Span(start=start, end=start + 4),))
    for hypothesis in shipped.generate([prompt], Decoding())[0]:
        assert len(re.findall("欧", hypothesis.text)) == hypothesis.text.count("欧阳慧娴")


def test_what_cannot_be_read_is_said(engines: tuple[Engine, Engine], tmp_path: Path) -> None:
    for engine in engines:
        assert engine.generate([Prompt(" \n", Task.BRIEF)], Decoding()) == [()]
        assert engine.generate([], Decoding()) == []
        with pytest.raises(OptionError, match="select the evidence"):
            engine.generate([Prompt(MEETING * 2, Task.BRIEF)], Decoding())
        with pytest.raises(OptionError, match="length bucket 7"):
            engine.generate([Prompt(SHORT, Task.BRIEF, bucket=7)], Decoding())
    with pytest.raises(CheckpointError):
        PointerEngine.load(tmp_path)


def test_graphs_are_built_once_and_a_damaged_file_is_built_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    first = PointerEngine.load(folder, threads=1).generate([Prompt(SHORT, Task.BRIEF)], Decoding())
    [place] = [p for p in tmp_path.iterdir() if p.is_dir()]
    made = {p.name: p.stat().st_mtime_ns for p in place.iterdir()}
    names = ("encoder", "source", "vocabulary", "step", "salience")
    assert set(made) == {f"{name}.onnx" for name in names}
    PointerEngine.load(folder, threads=1)
    assert {p.name: p.stat().st_mtime_ns for p in place.iterdir()} == made
    (place / "step.onnx").write_bytes(b"broken")
    again = PointerEngine.load(folder, threads=1).generate([Prompt(SHORT, Task.BRIEF)], Decoding())
    assert again == first


def test_without_a_writable_cache_it_runs_from_memory(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "cache"))
    assert PointerEngine.load(folder, threads=1).generate([Prompt(SHORT, Task.BRIEF)], Decoding())[
        0
    ]


def test_int8_stays_near_fp32_on_the_shipped_weights(shipped: Engine) -> None:
    exact = load(engine="onnx-fp32", threads=1)
    prompts = [Prompt(t, task) for t in (STATISTICS[:120], SHORT) for task in Task]
    rounded = shipped.generate(prompts, Decoding())
    for a, b in zip(rounded, exact.generate(prompts, Decoding()), strict=True):
        assert a[0].score == pytest.approx(b[0].score, abs=0.1)


@pytest.mark.slow
@pytest.mark.parametrize("task", list(Task))
def test_the_shipped_model_has_the_same_beams_in_torch(shared: Path, task: Task) -> None:
    ours, theirs = load(engine="onnx-fp32", threads=1), TorchPointerEngine.load(SHIPPED, 1)
    with gzip.open(shared / "data" / "headlines.dev.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line, _ in zip(file, range(4), strict=False)]
    prompts = [Prompt(text[: ours.budgets[task] // 2], task) for text in texts]
    found = zip(ours.generate(prompts, FREE), theirs.generate(prompts, FREE), strict=True)
    for a, b in found:
        assert [h.text for h in a] == [h.text for h in b]
