"""Runs the steps of deploy/Dockerfile in a folder, where there is no container runtime.

    python -m tests.deploy.dockerfile_steps FOLDER

Every absolute path of the file is one below FOLDER; the system's own programs and Python are this
machine's, and users are left out. It takes minutes, since everything is installed twice. At the end
the server of the image is started, and asked as its HEALTHCHECK does.
"""

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.live_server import free_port, wait_until_ready

__all__ = ["instructions", "main"]

_ROOT = Path(__file__).parents[2]
_MOVED = re.compile(r"(?<![\w.])/(source|wheels|opt|var/lib)(?=[/\s\"':]|$)")


def instructions(dockerfile: str) -> Iterator[tuple[str, str]]:
    """Yield each instruction of a Dockerfile with its arguments, on one line."""
    lines = (line for line in dockerfile.splitlines() if not line.lstrip().startswith("#"))
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if line.strip():
            name, _, arguments = line.strip().partition(" ")
            yield name, " ".join(arguments.split())


def _copy(arguments: str, work: Path) -> None:
    """Copy the files under version control, in their present state, as the builder's context."""
    *sources, target = [each for each in shlex.split(arguments) if not each.startswith("--")]
    if "--from=" in arguments:
        return  # both stages have one folder
    (work / target).mkdir(parents=True, exist_ok=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", *sources], cwd=_ROOT, check=True, capture_output=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        place = work / target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(_ROOT / name, place, follow_symlinks=False)


def main() -> None:
    """Run all steps; the exit code is that of the first that fails."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    work, environment = folder, {**os.environ, "HOME": str(folder)}
    command: list[str] = []
    for name, written in instructions((_ROOT / "deploy/Dockerfile").read_text()):
        arguments = _MOVED.sub(lambda path: str(folder) + path.group(), written)
        print(f"{name} {arguments}", flush=True)
        match name:
            case "WORKDIR":
                work = Path(arguments)
                work.mkdir(parents=True, exist_ok=True)
            case "COPY":
                _copy(arguments, work)
            case "RUN" if not arguments.startswith("useradd"):
                subprocess.run(arguments, shell=True, cwd=work, env=environment, check=True)
            case "ENV":
                pairs = dict(pair.split("=", 1) for pair in shlex.split(arguments))
                pairs["PATH"] = pairs["PATH"].replace("$PATH", environment["PATH"])
                environment |= pairs
            case "CMD":
                command = json.loads(arguments)
            case _:
                pass
    _serve(command, environment, folder / "server.log")


def _serve(command: list[str], environment: dict[str, str], log: Path) -> None:
    port = free_port()
    variables = {**environment, "DISTRICTGRAPH_PORT": str(port)}
    program = shutil.which(command[0], path=variables["PATH"]) or command[0]
    with (
        log.open("wb") as errors,
        subprocess.Popen([program, *command[1:]], env=variables, stderr=errors) as server,
    ):
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", server, log)
            print("The server is ready.")
        finally:
            server.terminate()
    sys.exit(server.returncode)


if __name__ == "__main__":
    main()
