"""The OpenAPI document: complete, in order, every failure described."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from service.problems import KINDS, MEDIA_TYPE, TYPE, Problem
from service.schemas import (
    CheckRequest,
    FeedbackRequest,
    HeadlineRequest,
    JobRequest,
    SummaryRequest,
    Wishes,
)
from service.schemas.digests import DigestApproval, DigestChange, DigestRequest

#: Models that bodies refer to: FastAPI does not see those, since we read bodies ourselves.
_BODIES: tuple[type[BaseModel], ...] = (
    SummaryRequest,
    HeadlineRequest,
    CheckRequest,
    JobRequest,
    FeedbackRequest,
    Wishes,
    DigestRequest,
    DigestChange,
    DigestApproval,
    Problem,
)

TAGS = [
    {"name": "summaries", "description": "标题与简讯: write, choose, check."},
    {"name": "jobs", "description": "Many documents, durably."},
    {"name": "feedback", "description": "What editors approved."},
    {"name": "digests", "description": "A day's summaries, for 公众号 and 企业微信."},
    {"name": "operations", "description": "For those who run the service."},
]

#: Kinds that any call with a key can meet.
ALWAYS = ("unauthorized", "forbidden", "invalid", "internal")


def failures(*kinds: str) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route: ``kinds`` grouped by their status."""
    found: dict[int | str, dict[str, Any]] = {}
    for kind in sorted(kinds, key=lambda kind: KINDS[kind][0]):
        status, title = KINDS[kind]
        entry = found.setdefault(
            status,
            {
                "description": title,
                "content": {
                    MEDIA_TYPE: {
                        "schema": {"$ref": "#/components/schemas/Problem"},
                        "examples": {},
                    }
                },
            },
        )
        if status in (429, 503):
            seconds = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
            entry["headers"] = {"Retry-After": seconds}
        if title not in entry["description"]:
            entry["description"] += f"; or: {title}"
        example = {"type": TYPE + kind, "title": title, "status": status}
        entry["content"][MEDIA_TYPE]["examples"][kind] = {"value": example}
    return found


def _illustrate(paths: dict[str, Any]) -> None:
    """Give every success the example recorded for it in ``examples.json``."""
    text = (files("service") / "examples.json").read_text(encoding="utf-8")
    for operation, contents in json.loads(text).items():
        method, path = operation.split(" ")
        for status, answer in paths[path][method.lower()]["responses"].items():
            if status.startswith("2"):
                for kind, example in contents.items():
                    answer["content"][kind]["example"] = example


def install(app: FastAPI) -> None:
    """Make ``app`` give this document at ``/openapi.json``."""

    def build() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                description=app.description,
                routes=app.routes,
                tags=TAGS,
            )
            _, definitions = models_json_schema(
                [(model, "validation") for model in _BODIES],
                ref_template="#/components/schemas/{model}",
            )
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            for name, schema in definitions.get("$defs", {}).items():
                schemas.setdefault(name, schema)
            document["components"]["schemas"] = dict(sorted(schemas.items()))
            _illustrate(document["paths"])
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = build  # type: ignore[method-assign]
