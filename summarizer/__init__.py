"""简报: headlines and briefs for Chinese political bulletins, every fact checked."""

from summarizer._version import __version__
from summarizer.exceptions import JianbaoError

__all__ = ["JianbaoError", "__version__"]
