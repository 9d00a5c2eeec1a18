"""The report: one HTML file with everything in it, for a browser and for paper."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from eval.bootstrap import RESAMPLES
from eval.cache import Cache
from eval.report.views import examples, views
from eval.run import Progress, Result, unseen
from summarizer._version import __version__

_HERE = Path(__file__).parent


def render(results: Sequence[Result], cache: Cache, progress: Progress = unseen) -> str:
    """The page. Equal results give equal bytes: no date, no machine."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    data = {
        name: view for result in results for name, view in examples(result, cache, progress).items()
    }
    # "</script>" inside a bulletin must not end the script; JSON allows the escape.
    encoded = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return environment.get_template("template.html.j2").render(
        views=[view for result in results for view in views(result)],
        systems=results[0].systems,
        columns=results[0].columns,
        absent=results[0].absent,
        resamples=RESAMPLES,
        version=__version__,
        style=Markup((_HERE / "style.css").read_text(encoding="utf-8")),
        script=Markup((_HERE / "browser.js").read_text(encoding="utf-8")),
        data=Markup(encoded),
    )
