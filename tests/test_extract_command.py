"""The command `extract` over files, as a script uses it."""

import json
import subprocess
from pathlib import Path

import pytest

from .commands import run_command, start_command
from .graph.sample_files import REPORT, docx, page, pdf

pytestmark = pytest.mark.usefixtures("processes")


def run(*arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return run_command("extract", *arguments, given=given)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_standard_input_becomes_one_object_a_line_and_the_encoding_is_reported() -> None:
    result = start_command("extract", "-", given=REPORT.encode("gb18030"))
    lines = [json.loads(line) for line in result.stdout.decode().splitlines()]
    assert result.returncode == 0
    assert all(REPORT[line["start"] : line["end"]] == line["quote"] for line in lines)
    message = result.stderr.decode()
    assert "standard input: " in message
    assert "gb18030" in message
    assert "0 unexplained" in message
    assert "to date times such as 今年 and 去年, give --published" in message


def test_only_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    text = tmp_path / "news.txt"
    text.write_text("云湖区新增就业5万人。", encoding="utf-8")
    for given, missing in (("--published=2026-01-20", "--year"), ("--year=2025", "--published")):
        result = run(str(text), given)
        assert result.returncode == 0
        message = result.stderr.decode()
        assert f"give {missing}" in message
        assert f"give {given.partition('=')[0]}" not in message


def test_the_same_files_give_the_same_bytes(report: Path) -> None:
    options = (str(report), "--place", "大东区", "--published", "2026-01-20", "--year", "2025")
    first, second = start_command("extract", *options), start_command("extract", *options)
    assert first.stdout == second.stdout
    codes = {
        json.loads(line)["subject"]["code"]
        for line in first.stdout.splitlines()
        if b'"rank"' in line
    }
    assert codes == {"210104"}


def test_files_of_all_formats_are_read_in_one_run(tmp_path: Path) -> None:
    contents = {
        "a.html": page(),
        "b.pdf": pdf([REPORT.splitlines()]),
        "c.docx": docx(),
        "d.md": f"# {REPORT}".encode(),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    result = run(*(str(tmp_path / name) for name in contents))
    assert result.returncode == 0
    values = [json.loads(line)["value"] for line in result.stdout.splitlines()]
    assert values.count(59000) == len(contents)


@pytest.mark.parametrize(("name", "beginning"), [("turtle", b"@prefix"), ("nquads", b"<https://")])
def test_claims_are_written_as_rdf(report: Path, name: str, beginning: bytes) -> None:
    result = run(str(report), "--format", name)
    assert result.returncode == 0
    assert result.stdout.startswith(beginning)


def test_a_folder_has_claims_text_audit_and_an_overlay_that_is_never_written_over(
    report: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run(str(report), "--out", str(out)).returncode == 0
    (folder,) = out.iterdir()
    assert sorted(path.name for path in folder.iterdir()) == [
        "audit.jsonl", "claims.jsonl", "document.yaml", "entities.yaml", "figures.yaml",
        "statements.yaml", f"{folder.name}.txt",
    ]  # fmt: skip
    assert (folder / f"{folder.name}.txt").read_text(encoding="utf-8") == REPORT
    (folder / "figures.yaml").write_text("mine", encoding="utf-8")
    assert run(str(report), "--out", str(out)).returncode == 0
    assert (folder / "figures.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("none.txt",), "none.txt: cannot be read"),
        (("-", "-"), "given more than once"),
        (("-", "--published", "2026/1/2"), "write it as 2026-01-20"),
        (("-", "--year", "26"), "1949<=x<=2100"),
        (("-", "--place", "大东县"), "did you mean 大东"),
        (("-", "--format", "xml"), "jsonl"),
    ],
)
def test_an_error_has_a_message_and_exit_code_2(options: tuple[str, ...], message: str) -> None:
    result = run(*options, given=REPORT.encode())
    assert result.returncode == 2
    assert message in result.stderr.decode()
    assert result.stdout == b""


@pytest.mark.parametrize(
    ("given", "message"),
    [(b"", "is empty"), (b"A report in English.", "no Chinese text"), (bytes(200), "binary file")],
)
def test_a_text_that_is_no_report_gives_a_message(given: bytes, message: str) -> None:
    result = run("-", given=given)
    assert (result.returncode, result.stdout) == (2, b"")
    assert message in result.stderr.decode()


def test_nothing_is_written_where_one_file_cannot_be_read(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(str(report), str(tmp_path / "none.txt"), "--out", str(out))
    assert result.returncode == 2
    assert not out.exists()
