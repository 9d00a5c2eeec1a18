"""The ``jianbao`` command: each sub-command lives in a file of its own and loads when called."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import click

from summarizer._version import __version__
from summarizer.exceptions import JianbaoError

#: What a write says that names no file: standard output is full, over a quota, or broken.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)

#: A group without a sub-command: no mistake, its help is printed. Click has it from 8.2 on.
_HELP = getattr(click.exceptions, "NoArgsIsHelpError", ())


class _Commands(click.Group):
    """Sub-commands come from the entry points, so that rooms above the library can add theirs."""

    def _found(self) -> dict[str, EntryPoint]:
        return {point.name: point for point in entry_points(group="jianbao.commands")}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._found())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        point = self._found().get(cmd_name)
        if point is None:
            return None
        try:
            command = point.load()
        except ImportError as error:
            raise click.UsageError(
                f"'{cmd_name}' needs a package that is not installed ({error.name}): "
                "pip install 'jianbao[all]'"
            ) from error
        if not isinstance(command, click.Command):
            raise TypeError(f"{point.value} is not a click command")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except JianbaoError as error:
            raise OneLine(str(error)) from error
        except click.UsageError as error:
            if isinstance(error, _HELP):
                raise
            raise OneLine(error.format_message()) from error


class OneLine(click.ClickException):
    """A declared error as one line on stderr and exit code 2, never a traceback."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"jianbao: {self.format_message()}", err=True, file=file)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jianbao")
def group() -> None:
    """Headlines and briefs (标题、简讯) for Chinese bulletins; every fact checked."""


def main(run: Callable[..., Any] = group) -> None:
    """Entry point of the console script. A closed pipe (``| head``) ends quietly."""
    try:
        try:
            run(prog_name="jianbao")
        finally:
            if sys.stdout is not None:  # closed by ``>&-``
                sys.stdout.flush()
    except BrokenPipeError:
        _give_up_output()
        sys.exit(1)
    except OSError as error:
        _give_up_output()
        nameless = "standard output" if error.errno in _FULL else ""
        said = [part for part in (error.filename or nameless, error.strerror or str(error)) if part]
        line = OneLine(": ".join(map(str, said)))
        line.show()
        sys.exit(line.exit_code)


def _give_up_output() -> None:
    """Let standard output go nowhere, so that leaving is quiet.

    What could not be written would be tried again when Python ends, and complained about.
    """
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
