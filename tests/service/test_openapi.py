"""The OpenAPI document: complete and in order; and Schemathesis finds the service true to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS  # noqa: F401  (registers the checks)
from serving import ROOT, Running

from service.problems import KINDS

METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="session")
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
        assert list(document["paths"]) == [
            "/v1/summaries",
            "/v1/headlines",
            "/v1/checks",
            "/v1/models",
            "/v1/jobs",
            "/v1/jobs/{job_id}",
            "/v1/jobs/{job_id}/events",
            "/v1/jobs/{job_id}/results",
            "/v1/jobs/{job_id}/errors",
            "/v1/jobs/{job_id}/cancel",
            "/v1/feedback",
            "/v1/feedback/{feedback_id}",
            "/livez",
            "/readyz",
            "/metrics",
        ]
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
    schema = content["schema"]
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return bool({"example", "examples"} & (content.keys() | schema.keys()))


@pytest.fixture(scope="session")
def api(running: Running) -> Any:
    return schemathesis.openapi.from_url(f"{running.url}/openapi.json")


schema = schemathesis.pytest.from_fixture("api")


@schema.parametrize()
@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
def test_true_to_its_document(case: schemathesis.Case, running: Running) -> None:
    """No server error, no undocumented status or type, no answer against its schema."""
    case.call_and_validate(
        headers={"Authorization": f"Bearer {running.admin}"},
        timeout=30,
    )
