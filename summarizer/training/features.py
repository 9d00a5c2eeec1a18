"""Encoder states kept on disk in fp16, by content: a frozen encoder reads nothing twice."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from summarizer.exceptions import OptionError

_KEY = 16

Encode = Callable[[Tensor, Tensor], Tensor]


class Features:
    """States of source texts under one encoder.

    Two files that only grow: ``states.f16`` and ``index`` (key, tokens). The index entry is
    written after its states, so a killed run leaves at most states that nobody knows of. Where
    ``limit`` bytes are reached, states are computed and not kept. One process at a time: another
    raises OptionError.
    """

    def __init__(self, folder: Path, width: int, encode: Encode, limit: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._width, self._encode, self._limit = width, encode, limit
        self._places: dict[bytes, tuple[int, int]] = {}
        self._index = os.open(folder / "index", os.O_RDWR | os.O_CREAT | os.O_APPEND)
        self._states = os.open(folder / "states.f16", os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(self._index, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.close()
            raise OptionError(f"{folder}: another process trains with these states") from None
        self._end = 0
        self._read_index()

    def __call__(self, sources: Sequence[NDArray[np.int32]]) -> tuple[Tensor, Tensor, Tensor]:
        """States [B, S, D], mask [B, S] and ids [B, S] of token sequences with specials."""
        ids, mask = pad(sources)
        keys = [hashlib.blake2b(s.tobytes(), digest_size=_KEY).digest() for s in sources]
        missing = [i for i, key in enumerate(keys) if key not in self._places]
        fresh: dict[int, NDArray[np.float16]] = {}
        if missing:
            with torch.no_grad():
                states = self._encode(ids[missing], mask[missing])
            for i, state in zip(missing, states, strict=True):
                fresh[i] = state[: len(sources[i])].half().numpy()
                self._keep(keys[i], fresh[i])
        found = torch.zeros(*ids.shape, self._width)
        for i, key in enumerate(keys):
            stored = fresh[i] if i in fresh else self._read(key)
            found[i, : len(stored)] = torch.from_numpy(stored)
        return found, mask, ids

    def close(self) -> None:
        """Close both files."""
        os.close(self._index)
        os.close(self._states)

    def _keep(self, key: bytes, states: NDArray[np.float16]) -> None:
        size = states.nbytes
        if key in self._places or self._end + size > self._limit:
            return
        os.pwrite(self._states, states.tobytes(), self._end)
        os.write(self._index, key + len(states).to_bytes(4, "little"))
        self._places[key] = self._end, len(states)
        self._end += size

    def _read(self, key: bytes) -> NDArray[np.float16]:
        at, count = self._places[key]
        stored = os.pread(self._states, count * self._width * 2, at)
        return np.frombuffer(bytearray(stored), np.float16).reshape(count, self._width)

    def _read_index(self) -> None:
        entry = _KEY + 4
        stored = os.pread(self._index, os.fstat(self._index).st_size, 0)
        for at in range(0, len(stored) - entry + 1, entry):
            count = int.from_bytes(stored[at + _KEY : at + entry], "little")
            self._places[stored[at : at + _KEY]] = self._end, count
            self._end += count * self._width * 2
        os.ftruncate(self._index, len(stored) // entry * entry)


def pad(rows: Sequence[NDArray[np.int32]], fill: int = 0) -> tuple[Tensor, Tensor]:
    """Rows of different lengths as one tensor [B, S] of int64, and the mask of what is theirs."""
    longest = max(len(row) for row in rows)
    ids = torch.full((len(rows), longest), fill, dtype=torch.long)
    mask = torch.zeros((len(rows), longest), dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.from_numpy(row.astype(np.int64))
        mask[i, : len(row)] = 1
    return ids, mask
