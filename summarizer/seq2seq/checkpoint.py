"""The folder of a pointer-generator: what it must hold, checked before anything is computed.

``config.json`` (BART's, as transformers writes it), ``model.safetensors`` (fp16: BART, copy head,
optional salience head), ``tokenizer.json`` and ``jianbao.json``, the contract between whoever
trained the model and whoever runs it. Nothing here needs torch.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.exceptions import CheckpointError
from summarizer.seq2seq.shape import Salience as Salience
from summarizer.seq2seq.shape import Shape as Shape
from summarizer.seq2seq.shape import shape_of
from summarizer.types import Task

CONFIG, WEIGHTS, TOKENIZER, CONTRACT = (
    "config.json",
    "model.safetensors",
    "tokenizer.json",
    "jianbao.json",
)

#: The version of the contract that this code reads and writes.
FORMAT = 1

#: 字 per token of trimmed unigram vocabularies, for contracts that state budgets in tokens only.
CHARS_PER_TOKEN = 1.4


@dataclass(frozen=True, slots=True)
class Contract:
    """``jianbao.json``: prompt tokens, length classes, window and budgets.

    ``buckets`` are inclusive upper bounds in 字 and one fewer than ``length_tokens``;
    ``budgets`` the evidence in 字 and ``source_tokens`` the same in tokens that the model saw
    in training; ``window`` the encoder's length in tokens with both specials.
    """

    start: str
    tasks: Mapping[Task, str]
    length_tokens: tuple[str, ...]
    buckets: Mapping[Task, tuple[int, ...]]
    newline: str
    bos: str
    eos: str
    window: int
    source_tokens: Mapping[Task, int]
    budgets: Mapping[Task, int]
    salience: Salience | None = None

    @classmethod
    def parse(cls, data: Mapping[str, Any], shape: Shape) -> Contract:
        """Read the parsed JSON; raises KeyError, TypeError or ValueError on a wrong entry."""
        if data["format"] != FORMAT:
            raise ValueError(f"format {data['format']}, this version reads {FORMAT}")
        if data["model"] != "pointer-generator":
            raise ValueError(f"model {data['model']!r} is not 'pointer-generator'")
        if data["copy_scale"] != "1/sqrt(d_model)":
            raise ValueError(f"copy_scale {data['copy_scale']!r} is not '1/sqrt(d_model)'")
        prompt, encoder, source = data["prompt"], data["encoder"], data["trained_source_tokens"]
        budgets = data.get("budgets") or {t: int(n * CHARS_PER_TOKEN) for t, n in source.items()}
        stated = data.get("salience")
        salience = None
        if stated is not None:
            salience = Salience(
                layers=int(stated["layers"]),
                heads=int(stated.get("heads", shape.encoder_heads)),
                ffn=int(stated.get("ffn", shape.encoder_ffn)),
            )
        contract = cls(
            start=str(prompt["start"]),
            tasks={task: str(prompt[task.value]) for task in Task},
            length_tokens=tuple(str(token) for token in prompt["length"]),
            buckets={t: tuple(int(n) for n in data["length_buckets"][t.value]) for t in Task},
            newline=str(data["newline"]),
            bos=str(encoder["bos"]),
            eos=str(encoder["eos"]),
            window=int(encoder["max_tokens"]),
            source_tokens={task: int(source[task.value]) for task in Task},
            budgets={task: int(budgets[task.value]) for task in Task},
            salience=salience,
        )
        for task, bounds in contract.buckets.items():
            if list(bounds) != sorted(set(bounds)) or len(bounds) >= len(contract.length_tokens):
                raise ValueError(f"length_buckets of {task.value}: {list(bounds)}")
        if not 8 <= contract.window <= shape.positions:
            raise ValueError(f"max_tokens {contract.window} for {shape.positions} positions")
        return contract

    def to_json(self) -> dict[str, Any]:
        """What ``jianbao.json`` holds."""
        s = self.salience
        return {
            "format": FORMAT,
            "model": "pointer-generator",
            "prompt": {
                "start": self.start,
                **{task.value: token for task, token in self.tasks.items()},
                "length": list(self.length_tokens),
            },
            "length_buckets": {task.value: list(n) for task, n in self.buckets.items()},
            "newline": self.newline,
            "encoder": {"bos": self.bos, "eos": self.eos, "max_tokens": self.window},
            "copy_scale": "1/sqrt(d_model)",
            "salience": s and {"layers": s.layers, "heads": s.heads, "ffn": s.ffn},
            "trained_source_tokens": {task.value: n for task, n in self.source_tokens.items()},
            "budgets": {task.value: n for task, n in self.budgets.items()},
        }

    def bucket(self, task: Task, length: int) -> int:
        """The class of an output of ``length`` 字."""
        return sum(length > bound for bound in self.buckets[task])


@dataclass(frozen=True)
class Checkpoint:
    """A folder whose files are complete and agree with one another."""

    folder: Path
    config: Mapping[str, Any]
    shape: Shape
    contract: Contract

    @classmethod
    def open(cls, folder: Path) -> Checkpoint:
        """Check names, shapes and contract of ``folder``; reads only the weights' header.

        Raises CheckpointError that names the file and what is wrong with it.
        """
        if not folder.is_dir():
            raise CheckpointError(f"{folder}: no such folder; a checkpoint is a folder")
        for name in (CONFIG, WEIGHTS, TOKENIZER, CONTRACT):
            if not (folder / name).is_file():
                raise CheckpointError(f"{folder}: {name} is missing")
        config = read_object(folder / CONFIG)
        try:
            shape = shape_of(config)
        except (KeyError, TypeError, ValueError) as error:
            raise CheckpointError(f"{folder / CONFIG}: {_what(error)}") from None
        try:
            contract = Contract.parse(read_object(folder / CONTRACT), shape)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise CheckpointError(f"{folder / CONTRACT}: {_what(error)}") from None
        checkpoint = cls(folder, config, replace(shape, salience=contract.salience), contract)
        checkpoint._check_tensors()
        return checkpoint

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over weights, configuration, tokenizer and contract, in hexadecimal."""
        digest = hashlib.sha256()
        for name in (CONFIG, WEIGHTS, TOKENIZER, CONTRACT):
            with (self.folder / name).open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()

    def weights(self) -> dict[str, NDArray[np.float32]]:
        """Every tensor in fp32. Raises CheckpointError where one cannot be read."""
        from safetensors import SafetensorError, safe_open

        path = self.folder / WEIGHTS
        try:
            with safe_open(str(path), framework="np") as file:
                found = {k: file.get_tensor(k).astype(np.float32) for k in file.keys()}  # noqa: SIM118
        except (SafetensorError, OSError) as error:
            raise CheckpointError(f"{path}: {_what(error)}; copy the file again") from None
        broken = [name for name, tensor in found.items() if not np.isfinite(tensor).all()]
        if broken:
            raise CheckpointError(f"{path}: {broken[0]} holds values that are not finite")
        return found

    def _check_tensors(self) -> None:
        from safetensors import SafetensorError, safe_open

        path, expected = self.folder / WEIGHTS, self.shape.tensors()
        try:
            with safe_open(str(path), framework="np") as file:
                slices = {name: file.get_slice(name) for name in file.keys()}  # noqa: SIM118
                found = {k: (tuple(s.get_shape()), s.get_dtype()) for k, s in slices.items()}
        except (SafetensorError, OSError) as error:
            raise CheckpointError(f"{path}: {_what(error)}; copy the file again") from None
        for name, shape in expected.items():
            if name not in found:
                raise CheckpointError(f"{path}: tensor {name} is missing")
            if found[name][0] != shape:
                raise CheckpointError(f"{path}: {name} has shape {found[name][0]}, not {shape}")
            if found[name][1] not in ("F16", "F32"):
                raise CheckpointError(f"{path}: {name} is {found[name][1]}, not F16 or F32")
        if extra := sorted(found.keys() - expected.keys()):
            raise CheckpointError(f"{path}: tensor {extra[0]} has no place in this model")


def read_object(path: Path) -> dict[str, Any]:
    """The JSON object in ``path``; raises CheckpointError where there is none."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CheckpointError(f"{path}: {_what(error)}") from None
    if not isinstance(data, dict):
        raise CheckpointError(f"{path}: not a JSON object")
    return data


def _what(error: BaseException) -> str:
    """One line for an error whose own text may be a bare key or several lines."""
    if isinstance(error, KeyError):
        return f"entry {error.args[0]!r} is missing"
    return " ".join(str(error).split()) or type(error).__name__
