"""A newsroom's own rules, read from YAML: what cannot be read is one clear line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from summarizer.exceptions import OptionError, unread


def read_mapping(path: Path, what: str, like: str) -> dict[str, Any]:
    """The mapping in ``path``, empty for an empty file.

    ``what`` names the rules in errors and ``like`` the shipped file to go by. Raises
    OptionError where the file cannot be read, is not YAML, or holds no mapping.
    """
    import yaml

    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"{what} {path}: cannot be read ({unread(error)})") from None
    except yaml.YAMLError as error:
        line = str(error).splitlines()[0]
        raise OptionError(f"{what} {path}: not YAML ({line})") from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise OptionError(f"{what} {path}: must be a mapping such as {like}")
    return values
