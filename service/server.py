"""The HTTP server around the application: signals, sockets, and the end."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from types import FrameType

import uvicorn
from fastapi import FastAPI

from service import logging as logs
from service.app import create
from service.context import Context
from service.protocol import Protocol
from service.settings import Settings
from summarizer.exceptions import OptionError

#: Seconds for which a thread keeps Python's lock while others wait. A request takes the lock a
#: dozen times between two that search; by Python's own 5 ms a refusal alone would take 60.
SWITCH = 0.0005

_LOG = logging.getLogger("jianbao.server")


class Server(uvicorn.Server):
    """Tells the application at once that it is to stop: streams end, /readyz turns red."""

    def __init__(self, config: uvicorn.Config, context: Context) -> None:
        super().__init__(config)
        self._context = context

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        _LOG.info("stopping", extra={"signal": signal.Signals(sig).name})
        self._context.stopping.set()
        super().handle_exit(sig, frame)


def serve(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT, then drain; the exit code.

    Raises OptionError where the address cannot be listened on, or the settings not be used.
    """
    listening = listen(settings.host, settings.port)
    try:
        app = create(settings)
    except BaseException:
        listening.close()
        raise
    logs.configure(settings.log_level)
    sys.setswitchinterval(SWITCH)
    server = Server(configuration(app, settings), app.state.context)
    # uvicorn raises its signals again when it is done; a stop that was asked for is no failure.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    host, port = listening.getsockname()[:2]
    _LOG.info("listening", extra={"host": host, "port": port})
    server.run(sockets=[listening])
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    # A chunk of a job that took longer than the drain is still at work in its thread. It will
    # be done again by whoever takes over; waiting for it here would only delay the stop.
    os._exit(0 if server.started else 1)


def configuration(app: FastAPI, settings: Settings) -> uvicorn.Config:
    """How uvicorn runs ``app``."""
    return uvicorn.Config(
        app,
        port=settings.port,
        http=Protocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # an address from a header proves nothing
        timeout_graceful_shutdown=settings.drain_seconds,
        timeout_keep_alive=15,
        h11_max_incomplete_event_size=32_768,
        lifespan="on",
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises OptionError where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol by name: asyncio sends at once (TCP_NODELAY) only what it knows to be TCP, and
    # an answer in two pieces waits 40 ms for the caller's delayed ACK otherwise.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host.strip("[]"), port))
    except OSError as error:
        listening.close()
        raise OptionError(f"JIANBAO_HOST, JIANBAO_PORT: {host}:{port}: {error.strerror}") from None
    listening.set_inheritable(False)
    return listening
