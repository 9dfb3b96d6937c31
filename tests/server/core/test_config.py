"""The settings: one table for options, environment and file; and the file of tokens."""

import hashlib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner, Result

from districtgraph.cli import main
from districtgraph.server.core.config import (
    ServerConfig,
    Setting,
    Token,
    TokenFileError,
    read_tokens,
    settings,
)

SHA = hashlib.sha256(b"secret").hexdigest()
ANOTHER: dict[type, Any] = {int: 3, float: 2.5, str: "text", type(None): "text"}


def test_every_field_but_the_folders_and_the_tokens_is_a_setting_with_its_default() -> None:
    names = {item.name: item.default for item in settings()}
    expected = {
        item.name: item.default
        for item in fields(ServerConfig)
        if item.name not in ("data", "store", "corpus", "tokens")
    }
    assert names == expected
    assert MISSING not in expected.values()
    assert all(item.help.endswith(".") for item in settings())


def another(setting: Setting) -> Any:
    """A value that is not the default, within the range."""
    if setting.name == "max_timeout":
        return 302.5
    if setting.name == "public_url":
        return "https://example.org/graph"
    if setting.name == "engine_only_writer":
        return 1
    value = ANOTHER[type(setting.default)]
    return value if setting.least is None else max(value, type(value)(setting.least) + 1)


class Started:
    """The settings that `districtgraph serve` would serve with."""

    config: ServerConfig


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    seen = Started()

    def serve(config: ServerConfig, _store: Path, _started: object) -> None:
        seen.config = config

    monkeypatch.setattr("districtgraph.server.serving.serve", serve)
    monkeypatch.setattr("districtgraph.server.serving.check_start", lambda _config: "127.0.0.1")
    # Whoever runs the tests may have set it for those that read an article.
    monkeypatch.delenv("DISTRICTGRAPH_SOURCES", raising=False)
    return seen


def run(*options: str, **variables: str) -> Result:
    arguments = ["serve", "--store", "/nonexistent/store", *options]
    return CliRunner().invoke(main, arguments, env=variables)


@pytest.mark.parametrize("setting", settings(), ids=lambda item: item.name)
def test_a_setting_is_given_by_option_variable_or_file(
    setting: Any, started: Started, tmp_path: Path
) -> None:
    value = another(setting)
    assert value != setting.default
    file = tmp_path / "settings.toml"
    file.write_text(f"{setting.name} = {value!r}", encoding="utf-8")
    for result in (
        run(setting.flag, str(value)),
        run(**{setting.variable: str(value)}),
        run("--config", str(file)),
        run(DISTRICTGRAPH_CONFIG=str(file)),
    ):
        assert result.exit_code == 0, result.output
        assert getattr(started.config, setting.name) == value
    assert run().exit_code == 0
    assert getattr(started.config, setting.name) == setting.default


NUMBERS = [setting for setting in settings() if isinstance(setting.default, int | float)]


@pytest.mark.parametrize("setting", NUMBERS, ids=lambda item: item.name)
def test_a_number_outside_of_its_range_is_refused_with_its_name_and_range(
    setting: Setting, started: Started
) -> None:
    assert setting.least is not None
    assert setting.most is not None
    assert setting.least <= cast(float, setting.default) <= setting.most
    outside: list[float] = [setting.least - 1, setting.most + 1, 0 if setting.least else -1]
    if isinstance(setting.default, float):
        outside += [float("nan"), float("inf"), float("-inf"), -1.5]
    for value in outside:
        for result in (run(setting.flag, str(value)), run(**{setting.variable: str(value)})):
            assert result.exit_code == 2, result.output
            assert setting.flag in result.output
            assert setting.range in result.output
            assert "Traceback" not in result.output
    assert not hasattr(started, "config")


def test_clients_may_not_be_allowed_less_time_than_they_have_unasked(started: Started) -> None:
    result = run("--timeout", "10", "--max-timeout", "5")
    assert result.exit_code == 2
    assert "--max-timeout is 5, but must be --timeout, which is 10, or more" in result.output


def test_an_option_overrides_the_environment_and_that_the_file(
    started: Started, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("workers = 5\nqueue = 5\nthreads = 5", encoding="utf-8")
    variables = {"DISTRICTGRAPH_WORKERS": "6", "DISTRICTGRAPH_QUEUE": "6"}
    assert run("--config", str(file), "--workers", "7", **variables).exit_code == 0
    config = started.config
    assert (config.workers, config.queue, config.threads) == (7, 6, 5)


@pytest.mark.parametrize("name", ["data", "store", "token_file"])
def test_the_file_knows_every_option_by_its_name(
    name: str, started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each setting has its option's name with _ for -, as the help of --config says."""
    monkeypatch.setattr("districtgraph.cli._prepare_dataset", lambda _folder, _base: None)
    (tmp_path / "given").write_text("", encoding="utf-8")
    file = tmp_path / "settings.toml"
    folder = tmp_path / ("given" if name == "token_file" else "folder")
    file.write_text(f"{name} = {str(folder)!r}", encoding="utf-8")
    result = CliRunner().invoke(main, ["serve", "--config", str(file)])
    assert result.exit_code == 0, result.output
    if name != "token_file":
        assert getattr(started.config, name) == folder


def test_the_public_address_has_no_slash_at_its_end(started: Started) -> None:
    run("--public-url", "https://example.org/graph/")
    assert started.config.public_url == "https://example.org/graph"


def test_the_token_of_the_environment_is_stored_as_its_hash(started: Started) -> None:
    run(DISTRICTGRAPH_WRITE_TOKEN="secret")
    assert started.config.tokens == (Token("DISTRICTGRAPH_WRITE_TOKEN", "write", SHA),)
    assert "'secret'" not in repr(started.config)


def test_an_empty_token_counts_as_no_token(started: Started) -> None:
    run(DISTRICTGRAPH_WRITE_TOKEN="")
    assert started.config.tokens == ()


def test_tokens_of_the_file_and_of_the_environment_hold_both(
    started: Started, tmp_path: Path
) -> None:
    (tmp_path / "tokens").write_text(f"readers read {SHA}", encoding="utf-8")
    run("--token-file", str(tmp_path / "tokens"), DISTRICTGRAPH_WRITE_TOKEN="other")
    assert [token.name for token in started.config.tokens] == [
        "readers",
        "DISTRICTGRAPH_WRITE_TOKEN",
    ]


def test_a_token_file_has_comments_blank_lines_and_any_space(tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    path.write_text(
        f"# who may write\n\n  编辑\twrite {SHA.upper()}  # since May\nreaders read {SHA}\n",
        encoding="utf-8",
    )
    assert read_tokens(path) == (
        Token("编辑", "write", SHA),
        Token("readers", "read", SHA),
    )


@pytest.mark.parametrize(
    "line",
    [
        "editors",
        "editors write",
        f"editors {SHA}",
        f"editors admin {SHA}",
        f"editors WRITE {SHA}",
        f"editors write {SHA[1:]}",
        f"editors write {SHA}0",
        f"editors write {'g' * 64}",
        f"editors write {'区' * 64}",
        f"the editors write {SHA}",
    ],
)
def test_a_malformed_line_is_reported_with_file_and_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "tokens"
    path.write_text(f"# first\nreaders read {SHA}\n{line}\n", encoding="utf-8")
    with pytest.raises(TokenFileError) as caught:
        read_tokens(path)
    assert f"{path}, line 3: not 'NAME read|write SHA256'" in str(caught.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_an_unreadable_file_is_reported(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "tokens"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TokenFileError, match="tokens: the tokens cannot be read"):
        read_tokens(path)
