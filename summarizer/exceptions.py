"""Every error a caller can meet. Anything else that escapes the library is a bug."""


class JianbaoError(Exception):
    """Root of the declared errors; the message is one line: what is wrong, where, what to do."""


class ReadingError(JianbaoError):
    """A document cannot be read: empty, binary, encrypted, without text, unknown encoding."""


class CheckpointError(JianbaoError):
    """A model folder is missing, incomplete, damaged, or of a kind that no engine supports."""


class EngineError(JianbaoError):
    """An engine cannot do what was asked, or the optional package it needs is not installed."""


class OptionError(JianbaoError):
    """An option or a configuration file has a value that cannot be used."""


class DataError(JianbaoError):
    """A data set breaks its format; the message names the file and the line."""


class ArchiveError(JianbaoError):
    """An archive run cannot go on: another holds it, what it was begun with changed, disk full."""


def unread(error: OSError | UnicodeDecodeError) -> str:
    """Why a text file could not be read: the system's reason, or that it is not UTF-8."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return "not UTF-8 text"
