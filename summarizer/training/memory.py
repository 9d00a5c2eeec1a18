"""Memory that is kept: what a step frees, the next one takes again without asking the kernel."""

from __future__ import annotations

import ctypes

#: mallopt's parameters (malloc.h), and the largest threshold that glibc takes on 64 bits.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _LARGEST = -1, -3, 32 << 20


def keep_pages() -> None:
    """Let glibc's malloc keep freed tensors of up to 32 MB; elsewhere nothing happens.

    By default every large tensor is mapped anew, and the kernel clears its pages again.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    mallopt(_M_MMAP_THRESHOLD, _LARGEST)
    mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)
