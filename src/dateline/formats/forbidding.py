"""What the child process may no longer do once it is set up: write, begin connections, start programs.

Python raises an audit event before each of these, and the hook refuses it; a hook cannot be taken off again. Code in C
raises none: for that the parsers are told to open nothing, and the size of every file is bounded at 0 bytes.
"""

import errno
import os
import sys

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
REFUSED = frozenset(
    (
        "os.chmod", "os.chown", "os.exec", "os.fork", "os.forkpty", "os.kill", "os.link", "os.mkdir", "os.posix_spawn",
        "os.remove", "os.rename", "os.rmdir", "os.setxattr", "os.symlink", "os.system", "os.truncate", "os.utime",
        "subprocess.Popen", "pty.spawn", "socket.__new__", "socket.bind", "socket.connect", "socket.getaddrinfo",
        "socket.gethostbyaddr", "socket.gethostbyname", "socket.getnameinfo", "socket.sendmsg", "socket.sendto",
    )
)  # fmt: skip
"""Python's audit events that change something outside of the process, or ask another one for something."""


def forbid() -> None:
    """From now on each of them raises PermissionError in this process. There is no way back."""
    sys.addaudithook(_refuse)


def _refuse(event: str, told: tuple[object, ...]) -> None:
    if event in REFUSED or (event == "open" and _writes(told)):
        raise PermissionError(errno.EACCES, f"not allowed where files of others are read ({event})")


def _writes(told: tuple[object, ...]) -> bool:
    """Whether the flags of an opened file (path, mode, flags) let it be written."""
    flags = told[2] if len(told) > 2 else 0
    return isinstance(flags, int) and bool(flags & WRITING)


__all__ = ["forbid"]
