"""Alive, ready, in numbers."""

from __future__ import annotations

import time

import httpx2 as httpx

from service.client import Client
from service.schemas import (
    JobDocument,
)
from tests.service.serving import ARTICLE, PAGE, Running


class TestOperations:
    def test_metrics(self, running: Running, client: Client, http: httpx.Client) -> None:
        client.summarize(ARTICLE)
        text = http.get("/metrics").text
        for name in (
            'jianbao_request_seconds_count{method="POST",route="/v1/summaries",status="200"}',
            "jianbao_queue_articles 0.0",
            'jianbao_batch_articles_count{lane="caller"}',
            'jianbao_outputs_total{method="model",task="headline"}',
        ):
            assert name in text, name

    def test_alive_while_the_model_works(self, running: Running, client: Client) -> None:
        job = client.submit([JobDocument(text=PAGE * 5) for _ in range(8)])
        slowest = 0.0
        with running.http() as http:
            for _ in range(20):
                begun = time.monotonic()
                assert http.get("/livez").status_code == 200
                slowest = max(slowest, time.monotonic() - begun)
        client.cancel(job.id)
        assert slowest < 0.5

    def test_ready(self, http: httpx.Client) -> None:
        assert http.get("/readyz").json()["status"] == "ok"
