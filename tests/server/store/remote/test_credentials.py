"""The server authenticates at the engine by nothing, by basic, by digest, or by a token."""

from pathlib import Path

import pytest

from districtgraph.server.core.config import ServerConfig, SettingError
from districtgraph.server.store.remote.credentials import Challenge, read_credentials


def test_a_user_or_a_token_is_read_from_its_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("open sesame\n", encoding="utf-8")
    user = ServerConfig(tmp_path, engine_user="Aladdin", engine_password_file=str(secret))
    assert read_credentials(user).header == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    assert "sesame" not in repr(read_credentials(user))
    token = ServerConfig(tmp_path, engine_token_file=str(secret))
    assert read_credentials(token).header == "Bearer open sesame"
    assert read_credentials(ServerConfig(tmp_path)).header is None


@pytest.mark.parametrize("content", ["", "two\nlines\n", "x" * 10_000])
def test_a_file_that_holds_no_secret_is_refused(tmp_path: Path, content: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text(content, encoding="utf-8")
    with pytest.raises(SettingError, match="--engine-token-file"):
        read_credentials(ServerConfig(tmp_path, engine_token_file=str(secret)))


def test_settings_that_do_not_fit_each_other_are_refused(tmp_path: Path) -> None:
    for settings in (
        {"engine_user": "a"},
        {"engine_password_file": "b"},
        {"engine_user": "a", "engine_password_file": "b", "engine_token_file": "c"},
        {"engine_token_file": str(tmp_path / "missing")},
    ):
        with pytest.raises(SettingError):
            read_credentials(ServerConfig(tmp_path, **settings))  # type: ignore[arg-type]


def test_a_digest_is_answered_as_the_standard_s_example_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # RFC 7616 §3.9.1
    monkeypatch.setattr(
        "districtgraph.server.store.remote.credentials.secrets.token_hex",
        lambda _: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
    )
    challenge = Challenge.of(
        'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, '
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
        'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )
    assert challenge is not None
    answer = challenge.answer("Mufasa", "Circle of Life", "GET", "/dir/index.html", 1)
    assert 'response="8ca523f5e9506fed4657c9700eebdbec"' in answer
    assert 'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"' in answer
    assert Challenge.of('Basic realm="x"') is None
