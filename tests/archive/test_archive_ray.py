"""The Ray engine on a local cluster of several processes gives the local engine's bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.crash import command, inputs


@pytest.mark.skipif(
    "JIANBAO_TEST_RAY" not in os.environ,
    reason="Ray listens on this machine's own address, not on loopback: set JIANBAO_TEST_RAY=1",
)
def test_ray_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="ray is not installed: pip install 'jianbao[ray]'")
    given = inputs(tmp_path, 40)
    outs = {engine: tmp_path / f"{engine}.jsonl" for engine in ("local", "ray")}
    for engine, out in outs.items():
        line = command(given, out, engine)
        found = subprocess.run(line, capture_output=True, text=True, timeout=600, check=False)
        assert found.returncode == 1, found.stderr  # two documents are faulty
        assert "Traceback" not in found.stderr
    assert outs["ray"].read_bytes() == outs["local"].read_bytes()
    first, second = (out.with_suffix(".errors.jsonl").read_bytes() for out in outs.values())
    assert first == second


def test_without_ray_the_extra_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    hide = "import sys; sys.modules['ray'] = None; from summarizer.cli import main; main()"
    words = ["batch", str(tmp_path), "--out", str(tmp_path / "o.jsonl"), "--engine", "ray"]
    line = [sys.executable, "-c", hide, *words]
    found = subprocess.run(line, capture_output=True, text=True, timeout=120, check=False)
    assert found.returncode == 2
    assert "pip install 'jianbao[ray]'" in found.stderr
