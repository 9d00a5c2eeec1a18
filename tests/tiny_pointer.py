"""Tiny pointer-generators with random weights, written without torch.

The tokenizer is the shipped one's design in small: single digits, pieces of up to three
characters, bytes, control tokens. Weights are drawn wide, so that distributions have peaks and
two engines that agree do so for a reason.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from summarizer.seq2seq.checkpoint import CONFIG, CONTRACT, TOKENIZER, WEIGHTS, Salience, Shape
from tests import bulletins

CONTROL = ["<pad>", "</s>", "<unk>", "<headline>", "<brief>", "<mask>", "<n>"]
CONTROL += [f"<len{i}>" for i in range(4)] + ["<s>"]
PIECES = [
    "云岭县",
    "林岳",
    "会议",
    "全县",
    "增长",
    "GDP",
    "G",
    "第",
    "《",
    "》",
    "县",
    "长",
    "书记",
]

WIDTH, HEADS, FFN, LAYERS, POSITIONS = 32, 4, 48, 2, 160


def build(folder: Path, *, salience: int | None = None, seed: int = 0) -> Path:
    """A complete checkpoint; ``salience`` is the number of that head's own layers."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / TOKENIZER, _tokenizer())
    size = len(json.loads((folder / TOKENIZER).read_text("utf-8"))["model"]["vocab"])
    head = None if salience is None else Salience(layers=salience, heads=HEADS, ffn=FFN)
    shape = Shape(
        vocab=size,
        d_model=WIDTH,
        encoder_layers=LAYERS,
        decoder_layers=LAYERS,
        encoder_heads=HEADS,
        decoder_heads=HEADS,
        encoder_ffn=FFN,
        decoder_ffn=FFN,
        positions=POSITIONS,
        salience=head,
    )
    save_file(weights(shape, seed), folder / WEIGHTS)
    _write(folder / CONFIG, config(size))
    _write(folder / CONTRACT, contract(salience))
    return folder


def weights(shape: Shape, seed: int) -> dict[str, np.ndarray[Any, Any]]:
    """Random fp16 tensors; norms near one."""
    draw = np.random.default_rng(seed)
    found: dict[str, np.ndarray[Any, Any]] = {}
    for name, size in shape.tensors().items():
        values = draw.normal(size=size) * (0.3 if len(size) == 2 else 0.1)
        if "norm" in name and name.endswith("weight"):
            values += 1.0
        found[name] = values.astype(np.float16)
    return found


def config(vocab: int) -> dict[str, Any]:
    """What transformers reads."""
    return {
        "model_type": "bart",
        "vocab_size": vocab,
        "d_model": WIDTH,
        "encoder_layers": LAYERS,
        "decoder_layers": LAYERS,
        "encoder_attention_heads": HEADS,
        "decoder_attention_heads": HEADS,
        "encoder_ffn_dim": FFN,
        "decoder_ffn_dim": FFN,
        "max_position_embeddings": POSITIONS,
        "activation_function": "gelu",
        "dropout": 0.0,
        "attention_dropout": 0.0,
        "activation_dropout": 0.0,
        "scale_embedding": False,
        "tie_word_embeddings": True,
        "pad_token_id": 0,
        "bos_token_id": None,
        "eos_token_id": 1,
        "decoder_start_token_id": 0,
        "forced_eos_token_id": None,
    }


def contract(salience: int | None) -> dict[str, Any]:
    """``jianbao.json``."""
    head = None if salience is None else {"layers": salience, "heads": HEADS, "ffn": FFN}
    return {
        "format": 1,
        "model": "pointer-generator",
        "prompt": {
            "start": "<pad>",
            "headline": "<headline>",
            "brief": "<brief>",
            "length": [f"<len{i}>" for i in range(4)],
        },
        "length_buckets": {"headline": [14, 20, 28], "brief": [60, 100, 140]},
        "newline": "<n>",
        "encoder": {"bos": "<s>", "eos": "</s>", "max_tokens": POSITIONS},
        "copy_scale": "1/sqrt(d_model)",
        "salience": head,
        "trained_source_tokens": {"headline": 60, "brief": 140},
    }


def _tokenizer() -> dict[str, Any]:
    texts = (bulletins.MEETING, bulletins.STATISTICS, bulletins.SHORT)
    characters = sorted({c for text in texts for c in text} | set("0123456789“”（），。 <>"))
    pieces = [*CONTROL, *(f"<0x{i:02X}>" for i in range(256))]
    pieces += [p for p in dict.fromkeys([*PIECES, *characters]) if p != "\n"]
    vocab = [[p, 0.0 if i < len(CONTROL) + 256 else -5.0] for i, p in enumerate(pieces)]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": i,
                "content": token,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for i, token in enumerate(CONTROL)
        ],
        "normalizer": None,
        "pre_tokenizer": {"type": "Digits", "individual_digits": True},
        "post_processor": None,
        "decoder": {"type": "Sequence", "decoders": [{"type": "ByteFallback"}, {"type": "Fuse"}]},
        "model": {"type": "Unigram", "unk_id": 2, "byte_fallback": True, "vocab": vocab},
    }


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
