"""The checkpoint folder: complete, consistent, or refused with one clear line; its tokenizer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

from summarizer.exceptions import CheckpointError
from summarizer.seq2seq.checkpoint import (
    CONFIG,
    CONTRACT,
    TOKENIZER,
    WEIGHTS,
    Checkpoint,
    Contract,
)
from summarizer.seq2seq.load import SHIPPED
from summarizer.seq2seq.tokenize import Vocabulary
from summarizer.types import Span, Task
from tests import tiny_pointer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_pointer.build(tmp_path / "model", salience=1)


def _edit(path: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), "utf-8")


def _reweigh(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    tensors = load_file(folder / WEIGHTS)
    change(tensors)
    save_file(tensors, folder / WEIGHTS)


def test_the_shipped_folder_is_whole() -> None:
    checkpoint = Checkpoint.open(SHIPPED)
    assert checkpoint.shape.d_model == 384
    assert checkpoint.contract.window == 512
    assert len(checkpoint.fingerprint) == 64
    vocabulary = Vocabulary.load(checkpoint)
    assert vocabulary.prefix(Task.BRIEF, 2) == [0, 4, 9]
    assert vocabulary.prefix(Task.HEADLINE, None) == [0, 3]


def test_contract_round_trip(folder: Path) -> None:
    checkpoint = Checkpoint.open(folder)
    again = Contract.parse(json.loads(json.dumps(checkpoint.contract.to_json())), checkpoint.shape)
    assert again == checkpoint.contract


def test_stated_budgets_win_over_those_guessed_from_tokens(folder: Path) -> None:
    assert Checkpoint.open(folder).contract.budgets == {Task.HEADLINE: 84, Task.BRIEF: 196}
    _edit(folder / CONTRACT, lambda c: c.update(budgets={"headline": 150, "brief": 300}))
    assert Checkpoint.open(folder).contract.budgets == {Task.HEADLINE: 150, Task.BRIEF: 300}


def test_length_classes_are_inclusive(folder: Path) -> None:
    contract = Checkpoint.open(folder).contract
    classes = [contract.bucket(Task.HEADLINE, n) for n in (1, 14, 15, 20, 28, 29, 99)]
    assert classes == [0, 0, 1, 1, 2, 3, 3]


def test_a_missing_folder_and_each_missing_file(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="no such folder"):
        Checkpoint.open(tmp_path / "nothing")
    for name in (CONFIG, WEIGHTS, TOKENIZER, CONTRACT):
        content = (folder / name).read_bytes()
        (folder / name).unlink()
        with pytest.raises(CheckpointError, match=f"{name} is missing"):
            Checkpoint.open(folder)
        (folder / name).write_bytes(content)
    Checkpoint.open(folder)


@pytest.mark.parametrize("kept", [0, 4, 100, 30_000])
def test_truncated_weights(folder: Path, kept: int) -> None:
    path = folder / WEIGHTS
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(CheckpointError, match=r"model\.safetensors: .*copy the file again"):
        Checkpoint.open(folder)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.pop("copy.gate.weight"), "tensor copy.gate.weight is missing"),
        (lambda t: t.update(extra=np.zeros(2, np.float16)), "tensor extra has no place"),
        (
            lambda t: t.update({"copy.gate.bias": np.zeros(2, np.float16)}),
            r"copy.gate.bias has shape \(2,\), not \(1,\)",
        ),
        (lambda t: t.update({"copy.gate.bias": np.zeros(1, np.int32)}), "is I32, not F16 or F32"),
        (lambda t: t.pop("salience.out.bias"), "tensor salience.out.bias is missing"),
    ],
)
def test_tensors_that_do_not_fit(
    folder: Path, change: Callable[[dict[str, Any]], Any], message: str
) -> None:
    _reweigh(folder, change)
    with pytest.raises(CheckpointError, match=message):
        Checkpoint.open(folder)


def test_values_that_are_not_finite(folder: Path) -> None:
    _reweigh(folder, lambda t: t["copy.gate.bias"].fill(np.nan))
    with pytest.raises(CheckpointError, match=r"copy\.gate\.bias holds values that are not finite"):
        Checkpoint.open(folder).weights()


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        (CONTRACT, lambda c: c.update(format=2), "format 2, this version reads 1"),
        (CONTRACT, lambda c: c.update(model="rnn"), "'rnn' is not 'pointer-generator'"),
        (CONTRACT, lambda c: c.pop("encoder"), "entry 'encoder' is missing"),
        (CONTRACT, lambda c: c.update(prompt=3), "jianbao.json"),
        (CONTRACT, lambda c: c.update(copy_scale="1"), "copy_scale"),
        (CONTRACT, lambda c: c["length_buckets"].update(brief=[9, 8]), "length_buckets of brief"),
        (CONTRACT, lambda c: c["encoder"].update(max_tokens=4096), "max_tokens 4096"),
        (CONFIG, lambda c: c.update(model_type="t5"), "model_type is 't5'"),
        (CONFIG, lambda c: c.update(activation_function="relu"), "activation_function is 'relu'"),
        (CONFIG, lambda c: c.pop("d_model"), "entry 'd_model' is missing"),
        (CONFIG, lambda c: c.update(encoder_attention_heads=5), "cannot be shared by 5 heads"),
        (CONFIG, lambda c: c.update(scale_embedding=True), "scaled or untied embeddings"),
    ],
)
def test_entries_that_cannot_be_used(
    folder: Path, name: str, change: Callable[[dict[str, Any]], Any], message: str
) -> None:
    _edit(folder / name, change)
    with pytest.raises(CheckpointError, match=message) as caught:
        Checkpoint.open(folder)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "\ufffe"])
def test_broken_json(folder: Path, text: str) -> None:
    (folder / CONTRACT).write_text(text, "utf-8")
    with pytest.raises(CheckpointError, match=CONTRACT):
        Checkpoint.open(folder)


def test_a_tokenizer_that_does_not_fit(folder: Path) -> None:
    _edit(folder / TOKENIZER, lambda t: t["model"]["vocab"].append(["鑫", -9.0]))
    with pytest.raises(CheckpointError, match=r"tokens, the weights have"):
        Vocabulary.load(Checkpoint.open(folder))
    (folder / TOKENIZER).write_text("{}", "utf-8")
    with pytest.raises(CheckpointError, match=TOKENIZER):
        Vocabulary.load(Checkpoint.open(folder))


def test_a_token_that_the_tokenizer_lacks(folder: Path) -> None:
    _edit(folder / CONTRACT, lambda c: c.update(newline="<br>"))
    with pytest.raises(CheckpointError, match="no token <br>"):
        Vocabulary.load(Checkpoint.open(folder))


def test_every_file_counts_for_the_fingerprint(folder: Path) -> None:
    seen = {Checkpoint.open(folder).fingerprint}
    for name in (CONFIG, TOKENIZER, CONTRACT):
        (folder / name).write_text((folder / name).read_text("utf-8") + "\n", "utf-8")
        seen.add(Checkpoint.open(folder).fingerprint)
    _reweigh(folder, lambda t: t["copy.gate.bias"].fill(0.5))
    seen.add(Checkpoint.open(folder).fingerprint)
    assert len(seen) == 5


# -- tokens ----------------------------------------------------------------------------------

SHIPPED_VOCABULARY = Vocabulary.load(Checkpoint.open(SHIPPED))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_text_comes_back_with_its_places(text: str) -> None:
    vocabulary = SHIPPED_VOCABULARY
    encoded = vocabulary.encode(text)
    back, places = vocabulary.decode(encoded.ids, encoded.spans)
    assert back == text.replace("\n", "")
    assert list(places) == [i for i, c in enumerate(text) if c != "\n"]
    assert vocabulary.count(text) == len(encoded)


@pytest.mark.parametrize("literal", ["<n>", "</s>", "<pad>", "<0x41>", "<len0>", "<free1>"])
def test_text_cannot_spell_a_control_token(literal: str) -> None:
    vocabulary = SHIPPED_VOCABULARY
    encoded = vocabulary.encode(f"县{literal}长")
    assert not vocabulary.control[list(encoded.ids)].any()
    assert vocabulary.decode(encoded.ids)[0] == f"县{literal}长"


def test_newlines_are_one_token_each() -> None:
    encoded = SHIPPED_VOCABULARY.encode("会议\n\n指出")
    assert encoded.ids.count(SHIPPED_VOCABULARY.newline) == 2


def test_neighbouring_rare_characters_keep_their_own_places() -> None:
    encoded = SHIPPED_VOCABULARY.encode("垚𠮷县")
    assert encoded.spans == ((0, 1),) * 3 + ((1, 2),) * 4 + ((2, 3),)


def test_what_the_vocabulary_may_write() -> None:
    vocabulary = SHIPPED_VOCABULARY
    for token, surface in enumerate(vocabulary.surface):
        if vocabulary.writable[token] and token != vocabulary.eos:
            assert surface
            assert not any(c.isascii() and c.isalnum() for c in surface)


def test_tokens_that_touch_a_span() -> None:
    encoded = SHIPPED_VOCABULARY.encode("县委书记林岳讲话")
    first, last = encoded.cover(Span(start=4, end=6))
    assert "".join(SHIPPED_VOCABULARY.surface[t] for t in encoded.ids[first:last]) == "林岳"
    assert encoded.cover(Span(start=8, end=8)) == (len(encoded), len(encoded))


def test_transformers_reads_the_shipped_vocabulary_as_we_do() -> None:
    from transformers import AutoTokenizer

    text = "云岭县委书记林岳主持召开会议，增长6.3%。"
    theirs = AutoTokenizer.from_pretrained(str(SHIPPED))
    ours = Vocabulary.load(Checkpoint.open(SHIPPED))
    assert tuple(theirs(text).input_ids) == ours.encode(text).ids
