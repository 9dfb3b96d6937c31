"""A misspelt variable of the environment is refused with the right one, and no other is."""

import logging
import re

import pytest
from click.testing import CliRunner

from districtgraph.cli import main
from districtgraph.server.core.config import SettingError, settings
from districtgraph.server.core.start_settings import start_settings
from districtgraph.server.core.start_variables import (
    BASE_IRI,
    CONFIG,
    NO_SETTINGS,
    PATHS,
    WRITE_TOKEN,
    check_variables,
)
from tests.conftest import ROOT

SETTINGS = {item.variable for item in settings()} | {*PATHS.values(), BASE_IRI, CONFIG, WRITE_TOKEN}


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("DISTRICTGRAPH_TIMEOUTT", "DISTRICTGRAPH_TIMEOUT"),
        ("DISTRICTGRAPH_WORKER", "DISTRICTGRAPH_WORKERS"),
        ("DISTRICTGRAPH_MAXTIMEOUT", "DISTRICTGRAPH_MAX_TIMEOUT"),
        ("DISTRICTGRAPH_TOKENFILE", "DISTRICTGRAPH_TOKEN_FILE"),
        ("DISTRICTGRAPH_WRITE_TOKENS", "DISTRICTGRAPH_WRITE_TOKEN"),
        ("districtgraph_timeout", "DISTRICTGRAPH_TIMEOUT"),
        ("DISTRICT_GRAPH_PORT", "DISTRICTGRAPH_PORT"),
        ("DISTRICTGRAPH_PUBLIC-URL", "DISTRICTGRAPH_PUBLIC_URL"),
    ],
)
def test_a_misspelt_variable_is_refused_with_the_right_one(name: str, right: str) -> None:
    said = re.escape(f"{name} is not a variable of any setting; did you mean {right}?")
    with pytest.raises(SettingError, match=said):
        check_variables({name: "3"})
    with pytest.raises(SettingError, match=said):
        start_settings({}, {name: "3"})


def test_the_command_refuses_it_before_it_builds_anything() -> None:
    result = CliRunner().invoke(main, ["serve"], env={"DISTRICTGRAPH_TIMEOUTT": "3"})
    assert result.exit_code == 2
    assert "did you mean DISTRICTGRAPH_TIMEOUT?" in result.output
    assert "Traceback" not in result.output


def test_what_comes_from_elsewhere_is_named_and_ignored(caplog: pytest.LogCaptureFixture) -> None:
    of_kubernetes = ["SERVICE_HOST", "SERVICE_PORT", "PORT_8000_TCP", "PORT_8000_TCP_ADDR"]
    names = [f"DISTRICTGRAPH_{name}" for name in of_kubernetes]
    with caplog.at_level(logging.WARNING):
        check_variables(dict.fromkeys(names, "x"))
    assert [record.getMessage().split()[0] for record in caplog.records] == sorted(names)


def test_variables_of_settings_and_of_other_programs_are_silent(
    caplog: pytest.LogCaptureFixture,
) -> None:
    others = {"PATH": "", "DISTRICTGRAPH": "http://127.0.0.1", "DISTRICT": "x"}
    check_variables({**dict.fromkeys((*SETTINGS, *NO_SETTINGS), "1"), **others})
    assert caplog.records == []


def test_every_variable_that_this_project_reads_is_known() -> None:
    folders = ("server", "graph", "src/districtgraph", "benchmarks", "examples", "tests")
    read: set[str] = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            if path.name != "test_start_variables.py":
                text = path.read_text(encoding="utf-8")
                read |= set(re.findall(r"""["'](DISTRICTGRAPH_[A-Z_]+)["']""", text))
    assert len(read) >= 20
    assert read <= SETTINGS | NO_SETTINGS.keys()
    assert NO_SETTINGS.keys() <= read
    assert not SETTINGS & NO_SETTINGS.keys()


@pytest.mark.parametrize(
    "name",
    ["DISTRICTGRAPH_ENGINE_SERVICE_HOST", "DISTRICTGRAPH_ENGINE_SERVICE_PORT_HTTP",
     "DISTRICTGRAPH_STORE_PORT", "DISTRICTGRAPH_STORE_PORT_8000_TCP_ADDR"],
)  # fmt: skip
def test_variables_of_another_service_do_not_stop_a_server(name: str) -> None:
    check_variables({name: "10.0.0.1"})
