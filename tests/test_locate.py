"""A hub id without the hub: one plain line, whatever the client lets through."""

from __future__ import annotations

import pytest

from summarizer.exceptions import CheckpointError
from summarizer.seq2seq.locate import locate

hub = pytest.importorskip("huggingface_hub", minversion="2")


@pytest.mark.parametrize("error", ["ConnectError", "ReadTimeout", "ProxyError"])
def test_a_hub_that_cannot_be_reached(monkeypatch: pytest.MonkeyPatch, error: str) -> None:
    library = pytest.importorskip("httpx2")

    def unreachable(*_: object, **__: object) -> None:
        raise getattr(library, error)("[Errno -2] Name or service not known")

    monkeypatch.setattr(hub.HfApi, "list_repo_files", unreachable)
    with pytest.raises(CheckpointError, match="the hub cannot be reached") as caught:
        locate("nope/model")
    assert "\n" not in str(caught.value)
