"""The command ``python -m benchmarks.endpoint``."""

import argparse
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.endpoint.generated_data import write_data
from benchmarks.endpoint.lookups import write_lookups
from benchmarks.endpoint.report import PAGE, results_markdown, write_page
from benchmarks.endpoint.results import LOAD, Results, machine
from benchmarks.endpoint.run import RUNAWAY, Run, Settings
from benchmarks.endpoint.server_descriptions import ServerDescription, read_descriptions
from benchmarks.endpoint.workloads import READS, UPDATES

__all__ = ["main"]

_REQUIREMENTS = Path(__file__).with_name("requirements.txt")
_TOOLS = ("wrk", "curl")
_NAMES = [*(item.name for item in (*READS, *UPDATES)), LOAD, RUNAWAY]


def main() -> int:
    """Run the benchmarks; return the exit code."""
    known = read_descriptions()
    options = _parser(list(known)).parse_args()
    if missing := [tool for tool in _TOOLS if shutil.which(tool) is None]:
        print(f"missing: {', '.join(missing)}: apt-get install them", file=sys.stderr)
        return 2
    if options.page is not None and not options.page.is_file():
        print(f"{options.page}: there is no such page to write the tables into", file=sys.stderr)
        return 2
    work: Path = options.work.resolve()
    _install_peers(work / "venv")
    found = []
    for triples in options.triples:
        found.append(_measure(triples, [known[name] for name in options.servers], options, work))
        print(results_markdown(found[-1]), flush=True)
    if options.page is not None:
        write_page(options.page, found)
    return 0


def _measure(
    triples: int,
    descriptions: list[ServerDescription],
    options: argparse.Namespace,
    work: Path,
) -> Results:
    data = write_data(work / "data", triples, options.seed)
    lookups = write_lookups(data)
    output = work / f"results-{triples}.json"
    results = Results(
        data.triples, data.seed, lookups.count, options.seconds, options.rounds, machine()
    )
    if options.loaded and output.is_file():
        results = Results.read(output)
    settings = Settings(
        options.seconds,
        options.rounds,
        frozenset(options.workloads or ()),
        work,
        output,
        options.loaded,
    )
    Run(settings, data, lookups, descriptions, results).measure()
    return results


def _install_peers(folder: Path) -> None:
    """Make the environment of the peers that come from PyPI, where it is not there yet."""
    stamp = folder / "requirements.txt"
    if stamp.is_file() and stamp.read_bytes() == _REQUIREMENTS.read_bytes():
        return
    venv.create(folder, clear=True, symlinks=True, with_pip=True)
    command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    if subprocess.run([*command, "-r", str(_REQUIREMENTS)], check=False).returncode:
        print("The peers from PyPI could not be installed.", file=sys.stderr)
        return
    shutil.copyfile(_REQUIREMENTS, stamp)


def _parser(servers: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.endpoint",
        description="Measures SPARQL servers on the same generated data, in one run.",
    )
    parser.add_argument(
        "--triples", type=_numbers, default=[1_000_000], metavar="N,…", help="sizes of the data"
    )
    parser.add_argument(
        "--servers", type=_names(servers), default=servers, help=f"some of {','.join(servers)}"
    )
    parser.add_argument(
        "--workloads", type=_names(_NAMES), default=None, help=f"some of {','.join(_NAMES)}"
    )
    parser.add_argument("--seconds", type=float, default=5.0, help="of a workload in a round")
    parser.add_argument("--rounds", type=int, default=3, help="in which all is measured again")
    parser.add_argument(
        "--loaded", action="store_true",
        help="take the stores that an earlier run has loaded, and keep its other figures",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, help="of the data")
    parser.add_argument(
        "--work", type=Path, default=Path("build/benchmarks"), help="folder for data and stores"
    )
    parser.add_argument(
        "--page", type=Path, nargs="?", const=PAGE, default=None,
        help=f"write the tables into a page, by default {PAGE.name}",
    )  # fmt: skip
    return parser


def _numbers(text: str) -> list[int]:
    return [int(item.replace("_", "")) for item in text.split(",")]


def _names(known: list[str]) -> "argparse._ActionType":
    def names(text: str) -> list[str]:
        found = text.split(",")
        if unknown := [item for item in found if item not in known]:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: none of {', '.join(known)}")
        return found

    return names


if __name__ == "__main__":
    sys.exit(main())
