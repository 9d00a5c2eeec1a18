"""The OpenAPI document: complete and in order; and Schemathesis finds the service true to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2 as httpx
import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.problems import KINDS
from tests.service.serving import ROOT, Running

OPERATIONS = [
    "POST /v1/summaries",
    "POST /v1/headlines",
    "POST /v1/checks",
    "GET /v1/models",
    "POST /v1/jobs",
    "GET /v1/jobs",
    "GET /v1/jobs/{job_id}",
    "GET /v1/jobs/{job_id}/events",
    "GET /v1/jobs/{job_id}/results",
    "GET /v1/jobs/{job_id}/errors",
    "POST /v1/jobs/{job_id}/cancel",
    "POST /v1/feedback",
    "GET /v1/feedback",
    "GET /v1/feedback/{feedback_id}",
    "POST /v1/digests",
    "GET /v1/digests",
    "GET /v1/digests/feed",
    "GET /v1/digests/material",
    "GET /v1/digests/{digest_id}",
    "PUT /v1/digests/{digest_id}",
    "GET /v1/digests/{digest_id}/{form}",
    "POST /v1/digests/{digest_id}/remake",
    "POST /v1/digests/{digest_id}/approve",
    "GET /livez",
    "GET /readyz",
    "GET /metrics",
]
#: What no schema can say: whether the bytes of a file are the document they are called, and
#: whether an idempotency key was used before. Only answers of these kinds need not be a success.
JUDGEMENTS = {"urn:jianbao:problem:unreadable", "urn:jianbao:problem:key-reused"}
#: Nothing about these can be wrong.
PLAIN = {"GET /livez", "GET /readyz", "GET /metrics"}
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="package")
def document(running: Running) -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(f"{running.url}/openapi.json").json()
    return found


def _operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]


class TestDocument:
    def test_in_order(self, document: dict[str, Any]) -> None:
        found = [f"{method.upper()} {path}" for path, method, _ in _operations(document)]
        assert set(OPERATIONS) <= set(found)
        paths = dict.fromkeys(operation.split(" ")[1] for operation in OPERATIONS)
        assert [path for path in document["paths"] if path in paths] == list(paths)
        schemas = list(document["components"]["schemas"])
        assert schemas == sorted(schemas)

    def test_every_operation_is_told(self, document: dict[str, Any]) -> None:
        tags = {tag["name"] for tag in document["tags"]}
        for path, method, operation in _operations(document):
            where = f"{method} {path}"
            assert operation["summary"], where
            assert operation["description"], where
            assert set(operation["tags"]) <= tags, where
            for parameter in operation.get("parameters", []):
                assert parameter.get("description"), (where, parameter["name"])

    def test_every_success_and_body_has_an_example(self, document: dict[str, Any]) -> None:
        for path, method, operation in _operations(document):
            good = [code for code in operation["responses"] if code.startswith("2")]
            assert len(good) == 1, (method, path)
            for kind, content in operation["responses"][good[0]]["content"].items():
                assert _example(document, content), (method, path, kind)
            for kind, content in operation.get("requestBody", {}).get("content", {}).items():
                assert _example(document, content), (method, path, kind)

    def test_examples_of_answers_are_answers(self, document: dict[str, Any]) -> None:
        for _, _, operation in _operations(document):
            for code, answer in operation["responses"].items():
                content = answer["content"].get("application/json")
                if code.startswith("2") and content is not None:
                    schema = {"components": document["components"], **content["schema"]}
                    jsonschema_rs.validate(schema, content["example"])

    def test_every_failure_is_a_problem(self, document: dict[str, Any]) -> None:
        for path, method, operation in _operations(document):
            for code, answer in operation["responses"].items():
                if not code.startswith("2"):
                    [media] = answer["content"]
                    assert media == "application/problem+json", (method, path, code)

    def test_every_kind_of_problem_is_in_the_handbook(self) -> None:
        text = (Path(ROOT) / "docs" / "service.md").read_text("utf-8")
        for kind in KINDS:
            assert f"`{kind}`" in text, kind


def _example(document: dict[str, Any], content: dict[str, Any]) -> bool:
    schema = content.get("schema", {})
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return bool({"example", "examples"} & (content.keys() | schema.keys()))


@pytest.fixture(scope="package")
def api(running: Running) -> Any:
    return schemathesis.openapi.from_url(f"{running.url}/openapi.json")


def _unforeseen(case: schemathesis.Case, answer: schemathesis.Response) -> list[Any]:
    """The checks that do not hold for this answer: it is a judgement, or late as was asked."""
    kind = answer.json()["type"] if answer.status_code in (422, 504) else ""
    if kind in JUDGEMENTS:
        return [positive_data_acceptance]
    if kind == "urn:jianbao:problem:deadline" and "timeout" in (case.query or {}):
        return [not_a_server_error]
    return []


# The service's own threads, in this process, use `random` while Hypothesis draws.
@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisDeprecationWarning")
@pytest.mark.parametrize(
    ("operation", "mode"),
    [
        pytest.param(operation, mode, id=f"{operation} {mode.value}")
        for operation in OPERATIONS
        for mode in GenerationMode
        if mode is GenerationMode.POSITIVE or operation not in PLAIN
    ],
)
def test_true_to_its_document(
    operation: str, mode: GenerationMode, api: Any, running: Running
) -> None:
    """No server error, no undocumented status or type, no answer against its schema.

    What the document allows is accepted, what it forbids is refused.
    """
    method, path = operation.split(" ")

    @settings(
        max_examples=5,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(case=api[path][method].as_strategy(generation_mode=mode))
    def holds(case: schemathesis.Case) -> None:
        answer = case.call(headers={"Authorization": f"Bearer {running.admin}"}, timeout=60)
        case.validate_response(answer, excluded_checks=_unforeseen(case, answer))

    holds()
