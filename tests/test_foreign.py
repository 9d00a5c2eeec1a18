"""Other people's checkpoints on both engines: BART, T5, mT5, Pegasus, Marian.

Every tiny checkpoint knows one brief by heart, so an engine that feeds or reads it wrongly
(prefix, special tokens, scaling, decoding) does not print it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from summarizer.cachedir import VARIABLE
from summarizer.exceptions import CheckpointError, EngineError, OptionError
from summarizer.seq2seq.ctranslate_engine import CTranslateEngine
from summarizer.seq2seq.engine import Decoding, Engine, Prompt
from summarizer.seq2seq.load import load
from summarizer.seq2seq.transformers_engine import TransformersEngine
from summarizer.types import Task
from tests import tiny

Make = Callable[[str], Path]
GREEDY = Decoding(beam=1, candidates=1)
BRIEF = Prompt(tiny.SOURCE, Task.BRIEF)
FIRST = tiny.BRIEF[: tiny.BRIEF.index("。")]


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the conversions of this module go."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv(VARIABLE, str(folder))
        yield folder


def _copy(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to))


@pytest.mark.parametrize("family", tiny.FAMILIES)
def test_every_family_writes_what_it_learnt_on_every_engine(family: str, make: Make) -> None:
    folder = make(family)
    engines: list[Engine] = [
        TransformersEngine.load(folder),
        CTranslateEngine.load(folder, precision="float32"),
        CTranslateEngine.load(folder),
    ]
    for engine in engines:
        prompts = [Prompt(tiny.SOURCE, Task.HEADLINE, max_chars=32), BRIEF]
        (headline,), (brief,) = engine.generate(prompts, GREEDY)
        assert (engine.name, headline.text) == (engine.name, FIRST)
        assert (engine.name, brief.text) == (engine.name, tiny.BRIEF)
        assert -0.2 < brief.score <= 0
        assert not engine.copies
        assert brief.copied == ()
        ((best, *_),) = engine.generate([BRIEF], Decoding(beam=4, candidates=4))
        assert (engine.name, best.text) == (engine.name, tiny.BRIEF)


@pytest.mark.parametrize("family", tiny.FAMILIES)
def test_both_engines_agree_on_beams_and_scores_in_fp32(family: str, make: Make) -> None:
    torch = TransformersEngine.load(make(family))
    other = CTranslateEngine.load(make(family), precision="float32")
    decoding = Decoding(beam=4, candidates=4)
    for source in (tiny.SOURCE, tiny.SENTENCES[0], tiny.SENTENCES[3]):
        ids = [torch.checkpoint.encode(source, Task.BRIEF)]
        expected = {o.ids: o.score for o in torch._search(ids, 60, decoding)[0]}
        found = {o.ids: o.score for o in other._search(ids, 60, decoding)[0]}
        common = expected.keys() & found.keys()
        # The two end their searches by different rules, so the tails may differ, not the best.
        assert max(expected, key=lambda k: expected[k]) == max(found, key=lambda k: found[k])
        for key in common:
            assert found[key] == pytest.approx(expected[key], abs=2e-3)


def test_order_ceiling_and_blank_prompts(make: Make) -> None:
    for engine in (TransformersEngine.load(make("t5")), CTranslateEngine.load(make("t5"))):
        prompts = [
            Prompt(tiny.SOURCE, Task.BRIEF, max_chars=limit) for limit in (190, 36, 20, 8)
        ] + [Prompt(" \n", Task.BRIEF), Prompt(tiny.SOURCE, Task.HEADLINE, max_chars=12)]
        found = engine.generate(prompts, Decoding(beam=4, candidates=3))
        assert len(found) == len(prompts)
        assert found[4] == ()
        for prompt, hypotheses in zip(prompts, found, strict=True):
            assert len(hypotheses) <= 3
            assert len({h.text for h in hypotheses}) == len(hypotheses)
            for hypothesis in hypotheses:
                assert len(hypothesis.text) <= prompt.max_chars
                assert hypothesis.text.endswith("。") == (prompt.task is Task.BRIEF)
        assert found[0][0].text == tiny.BRIEF
        assert found[1][0].text == FIRST + "。"


@pytest.mark.parametrize("family", ["bart-chinese", "t5", "marian"])
def test_a_text_beyond_the_window_is_an_error_and_never_cut(family: str, make: Make) -> None:
    for engine in (TransformersEngine.load(make(family)), CTranslateEngine.load(make(family))):
        text = ""
        while engine.count_tokens(text + "会") <= engine.window - 2:
            text += "会"
        assert engine.budgets[Task.BRIEF] == engine.window - 2
        assert len(engine.generate([Prompt(text, Task.BRIEF)], GREEDY)) == 1
        with pytest.raises(OptionError, match="select the evidence"):
            engine.generate([Prompt(text + "会", Task.BRIEF)], GREEDY)


def test_there_is_no_salience(make: Make) -> None:
    engine = TransformersEngine.load(make("t5"))
    assert not engine.has_salience
    assert engine.buckets == {Task.HEADLINE: (), Task.BRIEF: ()}
    with pytest.raises(EngineError, match="salience"):
        engine.salience([tiny.SOURCE])


def test_converted_once_per_weights(make: Make, tmp_path: Path, cache: Path) -> None:
    def conversions() -> set[str]:
        return {p.name for p in cache.iterdir() if p.is_dir()}

    before = conversions()
    folder = _copy(make("t5"), tmp_path / "moved")
    CTranslateEngine.load(make("t5"))
    assert len(conversions() - before) <= 1
    before = conversions()
    assert (
        CTranslateEngine.load(folder).fingerprint == CTranslateEngine.load(make("t5")).fingerprint
    )
    assert conversions() == before  # the same weights elsewhere
    settings = folder / "generation_config.json"
    settings.write_text(json.dumps({**json.loads(settings.read_text()), "num_beams": 3}))
    CTranslateEngine.load(folder)
    assert len(conversions() - before) == 1


def test_a_prefix_for_each_task(make: Make, tmp_path: Path) -> None:
    folder = _copy(make("t5"), tmp_path / "t5")
    config = json.loads((folder / "config.json").read_text())
    config["task_specific_params"]["headline"] = {"prefix": "title: "}
    (folder / "config.json").write_text(json.dumps(config))
    checkpoint = TransformersEngine.load(folder).checkpoint
    assert checkpoint.prefixes == {Task.HEADLINE: "title: ", Task.BRIEF: "summarize: "}


def test_a_forced_first_token_of_an_old_configuration_file(make: Make, tmp_path: Path) -> None:
    folder = _copy(make("bart"), tmp_path / "bart")
    (folder / "generation_config.json").unlink()
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "forced_bos_token_id": 0}))
    engine = CTranslateEngine.load(folder)
    assert engine.checkpoint.forced_first == 0
    assert engine.generate([BRIEF], GREEDY)[0][0].text == tiny.BRIEF


def test_marian_whose_padding_moved_runs_on_torch_only(make: Make, tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    folder = _copy(make("marian"), tmp_path / "marian")
    weights = load_file(folder / "model.safetensors")
    weights["model.shared.weight"][-1] += 0.01
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(EngineError, match="use --engine torch"):
        CTranslateEngine.load(folder)
    assert load(str(folder)).name == "torch-fp32"


@pytest.mark.parametrize("engine", [TransformersEngine, CTranslateEngine])
def test_weights_with_a_hole_are_refused(
    engine: type[TransformersEngine | CTranslateEngine], make: Make, tmp_path: Path
) -> None:
    from safetensors.numpy import load_file, save_file

    folder = _copy(make("bart"), tmp_path / "bart")
    weights = load_file(folder / "model.safetensors")
    del weights["model.decoder.layers.1.fc1.weight"]
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(CheckpointError, match=r"lack model\.decoder\.layers\.1\.fc1\.weight"):
        engine.load(folder)
    data = (make("bart") / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(data[: len(data) // 2])
    with pytest.raises(CheckpointError, match="cannot be read"):
        engine.load(folder)


def test_a_tokenizer_of_another_model_is_refused(make: Make, tmp_path: Path) -> None:
    folder = _copy(make("pegasus"), tmp_path / "pegasus")
    (folder / "spiece.model").unlink()
    with pytest.raises(CheckpointError, match="tokenizer"):
        TransformersEngine.load(folder)
    folder = _copy(make("mt5"), tmp_path / "mt5")
    note = folder / "tokenizer_config.json"
    note.write_text(json.dumps({"tokenizer_class": "PegasusTokenizer"}))
    with pytest.raises(CheckpointError, match=r"do not belong together|tokenizer"):
        TransformersEngine.load(folder).generate([BRIEF], GREEDY)


def test_a_tokenizer_without_chinese_is_refused(tmp_path: Path, make: Make) -> None:
    import io

    import sentencepiece

    folder = _copy(make("t5"), tmp_path / "t5")
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["the county held a meeting", "the mayor spoke on floods"] * 5),
        model_writer=model,
        vocab_size=60,
        hard_vocab_limit=False,
        minloglevel=2,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
    )
    (folder / "spiece.model").write_bytes(model.getvalue())
    with pytest.raises(CheckpointError, match="knows no Chinese"):
        TransformersEngine.load(folder)
