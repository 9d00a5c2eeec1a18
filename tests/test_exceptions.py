"""Why a file could not be read, in one word for all who read text."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.exceptions import OptionError, unread
from summarizer.yamlfile import read_mapping


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    latin = tmp_path / "rules.yaml"
    latin.write_bytes("规则".encode("gb18030"))
    with pytest.raises(OptionError, match="not UTF-8 text"):
        read_mapping(latin, "rules", "style.yaml")
    with pytest.raises(OptionError, match="No such file"):
        read_mapping(tmp_path / "none.yaml", "rules", "style.yaml")
    assert unread(OSError("odd")) == "odd"
