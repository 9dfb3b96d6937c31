"""How this server authenticates to the engine: not at all, by basic, by digest, or by a token."""

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from districtgraph.server.core.config import ServerConfig, SettingError

__all__ = ["Challenge", "Credentials", "read_credentials"]

_PAIR = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
_LONGEST_SECRET = 8192
"""The most bytes of a file with a password or token."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge of digest authentication (RFC 7616).

    Attributes:
        realm, nonce, opaque, algorithm: the values that the server sent.
        auth: whether the server supports the quality of protection `auth`.

    """

    realm: str
    nonce: str
    opaque: str
    algorithm: str
    auth: bool

    @classmethod
    def of(cls, header: str) -> "Challenge | None":
        """Return the challenge in a WWW-Authenticate header; None if it is another one."""
        kind, _, rest = header.strip().partition(" ")
        if kind.lower() != "digest":
            return None
        found = {name.lower(): quoted or bare for name, quoted, bare in _PAIR.findall(rest)}
        algorithm = found.get("algorithm", "MD5").upper()
        if algorithm not in _HASHES or "nonce" not in found:
            return None
        qualities = [item.strip() for item in found.get("qop", "").split(",")]
        return cls(
            found.get("realm", ""), found["nonce"], found.get("opaque", ""), algorithm,
            "auth" in qualities,
        )  # fmt: skip

    def answer(self, user: str, password: str, method: str, target: str, count: int) -> str:
        """Return the Authorization header for the count-th use of this challenge."""

        def digest(text: str) -> str:
            return _HASHES[self.algorithm](text.encode("utf-8")).hexdigest()

        secret = digest(f"{user}:{self.realm}:{password}")
        asked = digest(f"{method}:{target}")
        fields = {"username": user, "realm": self.realm, "nonce": self.nonce, "uri": target}
        bare = {"algorithm": self.algorithm}
        if self.auth:
            own, number = secrets.token_hex(8), f"{count:08x}"
            fields["cnonce"] = own
            bare |= {"qop": "auth", "nc": number}
            fields["response"] = digest(f"{secret}:{self.nonce}:{number}:{own}:auth:{asked}")
        else:
            fields["response"] = digest(f"{secret}:{self.nonce}:{asked}")
        if self.opaque:
            fields["opaque"] = self.opaque
        quoted = [f'{name}="{value}"' for name, value in fields.items()]
        return "Digest " + ", ".join(quoted + [f"{name}={value}" for name, value in bare.items()])


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """The credentials for the engine.

    Attributes:
        user, password: empty for none.
        token: a bearer token; empty for none.

    """

    user: str = ""
    password: str = ""
    token: str = ""

    @property
    def header(self) -> str | None:
        """The Authorization header of the first request; None for none."""
        if self.token:
            return f"Bearer {self.token}"
        if self.user:
            pair = f"{self.user}:{self.password}".encode()
            return f"Basic {base64.b64encode(pair).decode('ascii')}"
        return None


def read_credentials(config: ServerConfig) -> Credentials:
    """Return the credentials in the settings; secrets are read from files.

    Raises:
        SettingError: a file cannot be read, or the settings contradict each other.

    """
    user, password, token = (
        config.engine_user,
        config.engine_password_file,
        config.engine_token_file,
    )
    if token is not None and (user is not None or password is not None):
        raise SettingError("--engine-token-file and --engine-user exclude each other")
    if (user is None) != (password is None):
        raise SettingError("--engine-user and --engine-password-file need each other")
    if token is not None:
        return Credentials(token=_secret("--engine-token-file", token))
    if user is None or password is None:
        return Credentials()
    return Credentials(user, _secret("--engine-password-file", password))


def _secret(flag: str, name: str) -> str:
    try:
        with Path(name).open("rb") as file:
            content = file.read(_LONGEST_SECRET + 1)
        secret = content.decode("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{flag}: {name} cannot be read: {error}") from error
    if not secret or len(content) > _LONGEST_SECRET or "\n" in secret:
        raise SettingError(f"{flag}: {name} must contain one line of 1 to {_LONGEST_SECRET} bytes")
    return secret
