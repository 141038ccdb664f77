"""A user name and a password in the message's header, put there at the last moment.

The password is read when it is needed and is in no stored message, so that a
queue holds no secret and a new password needs no new messages. The bytes of the
message itself stay as they were stored: the header is put in before the body.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from attrs import frozen

from childconcern.errors import ConcernError
from childconcern_liquidlogic.contract import security_header
from childconcern_liquidlogic.documents import RefusedXmlError, cannot_be_written

__all__ = ["Credentials", "NoPasswordError", "with_credentials"]

_BODY: Final = b"<soap-env:Body>"
_LONGEST: Final = 1000


class NoPasswordError(ConcernError):
    """The configured password cannot be read."""

    code = "no-password"

    def __init__(self, where: str) -> None:
        super().__init__(
            f"there is no usable password in {where}",
            remedy="set it there: one line of at most 1,000 characters",
        )


@frozen
class Credentials:
    """Whose name is sent, and where the password is found; never the password itself.

    Attributes:
        username: As the other side knows it.
        password_env: The environment variable that holds the password, or None.
        password_file: The file that holds it, or None.
    """

    username: str
    password_env: str | None = None
    password_file: Path | None = None

    def password(self) -> str:
        """Return the password, read anew each time.

        Raises:
            NoPasswordError: It is missing, empty, too long or not one line.
        """
        if self.password_file is not None:
            where, found = f"the file {self.password_file.name}", _in_file(self.password_file)
        else:
            name = self.password_env or ""
            where, found = f"the environment variable {name}", os.environ.get(name, "")
        if not found or len(found) > _LONGEST or "\n" in found or cannot_be_written(found):
            raise NoPasswordError(where)
        return found


def with_credentials(message: bytes, credentials: Credentials) -> bytes:
    """Return the stored message with a UsernameToken header before its body.

    Every stored byte is still there, in its order.

    Raises:
        NoPasswordError: The password cannot be read.
        RefusedXmlError: The message is none that this adapter wrote.
    """
    if _BODY not in message:
        raise RefusedXmlError("not-ours")
    header = security_header(credentials.username, credentials.password())
    before, body, after = message.partition(_BODY)
    return b"".join((before, header, body, after))


def _in_file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        return ""
