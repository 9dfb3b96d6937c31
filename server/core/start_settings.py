"""Settings for a server that a program starts: arguments, then the environment, then a file."""

import tomllib
from collections.abc import Collection, Mapping, MutableMapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from districtgraph.server.core.config import (
    ServerConfig,
    Setting,
    SettingError,
    Token,
    check_settings,
    read_tokens,
    settings,
)
from districtgraph.server.core.start_variables import (
    BASE_IRI,
    CONFIG,
    PATHS,
    WRITE_TOKEN,
    check_variables,
)

__all__ = ["StartSettings", "read_settings_file", "start_settings"]

_DATA = Path("build")


class StartSettings(NamedTuple):
    """The settings that a server starts with.

    Attributes:
        config: its settings.
        base_iri: of the dataset that is built; None for that of the existing one.

    """

    config: ServerConfig
    base_iri: str | None


def start_settings(given: Mapping[str, object], environ: MutableMapping[str, str]) -> StartSettings:
    """Return the settings of a server, with the same precedence as `districtgraph serve`.

    Args:
        given: values by the names of settings and `data`, `store`, `token_file`, `base_iri` and
            `config` (a TOML file). They override the environment, which overrides the file.
        environ: of this process; the write token is removed from it, so that child processes see
            only its hash.

    Raises:
        SettingError: a name is unknown, a variable misspelt, or a value not allowed.
        TokenFileError: the tokens cannot be read.

    """
    check_variables(environ)
    known = {item.name: item for item in settings()}
    names = [*known, *PATHS, "base_iri"]
    _check_names("create_app", [name for name in given if name != "config"], names)
    variables = {
        **{item.variable: item.name for item in known.values()},
        **{variable: name for name, variable in PATHS.items()},
        BASE_IRI: "base_iri",
    }
    file = given.get("config") or environ.get(CONFIG)
    found = dict(read_settings_file(Path(str(file)), names)) if file else {}
    found |= {name: environ[key] for key, name in variables.items() if environ.get(key)}
    found |= {name: value for name, value in given.items() if name != "config"}
    values = {name: _value(known[name], found[name]) for name in known if name in found}
    if values.get("public_url"):
        values["public_url"] = str(values["public_url"]).rstrip("/")
    data, store, token_file = (_path(found.get(name)) for name in PATHS)
    tokens = read_tokens(token_file) if token_file else ()
    if secret := environ.pop(WRITE_TOKEN, None):
        tokens += (Token.of(WRITE_TOKEN, "write", secret),)
    config = ServerConfig(data or _DATA, store, tokens=tokens, **values)  # type: ignore[arg-type]
    check_settings(config)
    base_iri = found.get("base_iri")
    return StartSettings(config, None if base_iri is None else str(base_iri))


def read_settings_file(path: Path, names: Collection[str]) -> Mapping[str, object]:
    """Return the settings in a TOML file, by name.

    Args:
        path: the file.
        names: the names that it may contain.

    Raises:
        SettingError: it cannot be read, or contains another name.

    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingError(f"{path}: {error}") from error
    _check_names(str(path), content, names)
    return content


def _check_names(where: str, given: Collection[str], names: Collection[str]) -> None:
    """Raise SettingError if no setting has one of the given names."""
    for name in given:
        if name not in names:
            close = get_close_matches(name, names)
            hint = f"; did you mean {', '.join(close)}?" if close else ""
            raise SettingError(f"{where}: no setting '{name}'{hint}")


def _path(value: object) -> Path | None:
    return None if value is None else Path(str(value))


def _value(setting: Setting, value: object) -> object:
    """Return a value in its setting's type: in the environment even numbers are texts."""
    if setting.least is None:
        return None if value is None else str(value)
    try:
        return int(str(value)) if isinstance(setting.default, int) else float(str(value))
    except ValueError as error:
        raise SettingError(f"{setting.name} is '{value}', but must be a number") from error
