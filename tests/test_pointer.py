"""The network in torch: probabilities, the loss's pieces, transformers' generate, disk."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from summarizer.seq2seq.checkpoint import CONFIG, TOKENIZER, WEIGHTS, Checkpoint, Salience
from summarizer.seq2seq.load import SHIPPED
from summarizer.seq2seq.pointer import PointerBart
from tests import tiny_pointer

BOS, EOS, PAD = 11, 1, 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_pointer.build(tmp_path_factory.mktemp("pointer"), salience=2)


@pytest.fixture(scope="module")
def model(folder: Path) -> PointerBart:
    return PointerBart.load(folder)


def _batch() -> tuple[torch.Tensor, torch.Tensor]:
    source = torch.tensor([[BOS, 280, 281, 290, 280, EOS], [BOS, 300, 301, EOS, PAD, PAD]])
    return source, (source != PAD).long()


def test_probabilities_sum_to_one_and_copying_reaches_only_text(model: PointerBart) -> None:
    source, mask = _batch()
    prompt = torch.tensor([[0, 4], [0, 4]])
    with torch.no_grad():
        logits = model(source, attention_mask=mask, decoder_input_ids=prompt).logits
        states = model.encode(source, mask)
        hidden = model.model.decoder(
            input_ids=prompt, encoder_hidden_states=states, encoder_attention_mask=mask
        ).last_hidden_state
        attention, gate = model.copy(hidden, states, model.copyable(source))
    assert torch.allclose(logits.exp().sum(-1), torch.ones(2, 2), atol=1e-5)
    assert (attention[:, :, 0] == 0).all()
    assert (attention[0, :, 5] == 0).all()
    assert (attention[1, :, 3:] == 0).all()
    assert ((gate > 0) & (gate < 1)).all()
    # Where the gate is one, P is the attention, summed over a token's places.
    with torch.no_grad():
        model.copy.gate.bias.add_(1e4)
        p = model.mixture(hidden, states, source).exp()
        model.copy.gate.bias.sub_(1e4)
    assert torch.allclose(p[0, :, 280], attention[0, :, 1] + attention[0, :, 4], atol=1e-5)


def test_the_loss_is_made_of_its_pieces(model: PointerBart) -> None:
    source, mask = _batch()
    inputs = torch.tensor([[0, 4, 280, 290], [0, 4, 301, PAD]])
    labels = torch.tensor([[-100, 280, 290, EOS], [-100, 301, EOS, -100]])
    with torch.no_grad():
        states = model.encode(source, mask)
        pieces = model.pieces(states, mask, source, inputs, labels)
        whole = model(
            encoder_outputs=model.encoder_outputs(states),
            attention_mask=mask,
            decoder_input_ids=inputs,
            decoder_source_ids=source,
            labels=labels,
        )
    assert torch.allclose(whole.loss, -pieces.log_prob.mean(), atol=1e-5)
    assert pieces.log_prob.shape == (5,)
    assert (pieces.smoothing > 0).all()
    # An end token cannot be copied, a token of the source can.
    assert pieces.copied[[2, 4]].tolist() == [0, 0]
    assert (pieces.copied[[0, 1, 3]] > 0).all()


def test_a_place_says_which_of_equal_tokens_counts(model: PointerBart) -> None:
    source, mask = _batch()  # token 280 stands at 1 and 4 of the first row
    inputs, labels = torch.tensor([[0, 4], [0, 4]]), torch.tensor([[-100, 280], [-100, 301]])
    places = torch.tensor([[0, 4], [0, 0]])
    with torch.no_grad():
        states = model.encode(source, mask)
        free = model.pieces(states, mask, source, inputs, labels)
        own = model.pieces(states, mask, source, inputs, labels, places=places)
        first = model.pieces(states, mask, source, inputs, labels, places=places.clamp_max(1))
    assert torch.allclose(own.copied[0] + first.copied[0], free.copied[0], atol=1e-6)
    assert own.copied[1] == free.copied[1]


def test_only_what_may_be_written_is_written(model: PointerBart) -> None:
    source, mask = _batch()
    inputs, labels = torch.tensor([[0, 4], [0, 4]]), torch.tensor([[-100, 280], [-100, EOS]])
    written = np.array([EOS, 290])
    before = model.final_logits_bias.clone()
    model.write_only(written)
    try:
        with torch.no_grad():
            states = model.encode(source, mask)
            whole = model.pieces(states, mask, source, inputs, labels)
            own = model.pieces(states, mask, source, inputs, labels, written=written)
            p = model(source, mask, torch.tensor([[0, 4], [0, 4]])).logits[:, -1].exp()
        assert torch.allclose(own.log_prob, whole.log_prob, atol=1e-5)
        assert torch.allclose(own.log_prob[0].exp(), own.gate[0] * own.copied[0], atol=1e-6)
        assert (p > 1e-9).sum() <= len(written) + len(set(source.flatten().tolist()))
        model.write_only(None)
        assert (model.final_logits_bias > -1e3).all()
    finally:
        model.final_logits_bias.copy_(before)


def test_generate_scores_are_the_models_own(model: PointerBart) -> None:
    source, mask = _batch()
    prompt = torch.tensor([[0, 4], [0, 4]])
    out = model.generate(
        input_ids=source,
        attention_mask=mask,
        decoder_input_ids=prompt,
        num_beams=3,
        max_new_tokens=8,
        length_penalty=0.0,
        return_dict_in_generate=True,
        output_scores=True,
    )
    for row, score in zip(out.sequences, out.sequences_scores, strict=True):
        b = int((out.sequences == row).all(-1).nonzero()[0])
        kept = row[: int((row != PAD).nonzero()[-1]) + 1]
        with torch.no_grad():
            logits = model(
                source[b : b + 1],
                attention_mask=mask[b : b + 1],
                decoder_input_ids=kept[None, :-1],
            ).logits[0]
        own = logits.gather(1, kept[1:, None])[1:].sum()
        assert torch.allclose(own, score, atol=1e-4)


def test_a_pointer_needs_its_source(model: PointerBart) -> None:
    with pytest.raises(ValueError, match="needs the source"):
        model(encoder_outputs=(torch.zeros(1, 2, 32),), decoder_input_ids=torch.tensor([[0]]))


def test_salience(model: PointerBart, tmp_path: Path) -> None:
    source, mask = _batch()
    with torch.no_grad():
        logits = model.salience_logits(model.encode(source, mask), mask)
        short = model.salience_logits(model.encode(source[1:, :4], mask[1:, :4]), mask[1:, :4])
    assert logits.shape == source.shape
    assert torch.allclose(logits[1, :4], short[0], atol=1e-5)  # padding changes nothing
    plain = PointerBart.load(tiny_pointer.build(tmp_path))
    with pytest.raises(ValueError, match="no salience head"):
        plain.salience_logits(torch.zeros(1, 2, 32), torch.ones(1, 2))


def test_a_linear_layer_alone_can_be_the_salience_head(tmp_path: Path) -> None:
    model = PointerBart.load(tiny_pointer.build(tmp_path, salience=0))
    source, mask = _batch()
    with torch.no_grad():
        states = model.encode(source, mask)
        assert model.salience is not None
        expected = model.salience.out(states)[..., 0]
        assert torch.allclose(model.salience_logits(states, mask), expected)


def test_the_shipped_weights_come_back_bit_for_bit(tmp_path: Path) -> None:
    checkpoint = Checkpoint.open(SHIPPED)
    PointerBart.load(SHIPPED).save(tmp_path, checkpoint.contract, SHIPPED / TOKENIZER)
    again = Checkpoint.open(tmp_path)
    assert again.shape == checkpoint.shape
    assert again.contract == checkpoint.contract
    before, after = load_file(SHIPPED / WEIGHTS), load_file(tmp_path / WEIGHTS)
    assert before.keys() == after.keys()
    assert all(np.array_equal(before[name], after[name]) for name in before)
    assert not (tmp_path / ".part").exists()


def test_a_new_salience_head_is_saved_with_its_contract(folder: Path, tmp_path: Path) -> None:
    checkpoint = Checkpoint.open(folder)
    head = Salience(layers=1, heads=2, ffn=24)
    model = PointerBart(PointerBart.load(folder).config, head)
    model.save(tmp_path, replace(checkpoint.contract, salience=head), folder / TOKENIZER)
    assert Checkpoint.open(tmp_path).shape.salience == head
    again = PointerBart.load(tmp_path)
    assert again.salience is not None
    layer = again.salience.layers[0]
    assert layer.self_attn.num_heads == 2
    assert layer.fc1.out_features == 24
    assert json.loads((tmp_path / CONFIG).read_text("utf-8"))["architectures"] == ["PointerBart"]
