"""A run: loads the servers, checks that their answers are the same, measures in rounds."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from http.client import HTTPException
from pathlib import Path
from typing import TypeVar

from benchmarks.endpoint.generated_data import GeneratedData
from benchmarks.endpoint.lookups import LookupFile
from benchmarks.endpoint.results import LOAD, Results, ServerResults
from benchmarks.endpoint.runaway import healthy_latency, with_runaways
from benchmarks.endpoint.server_descriptions import ServerDescription
from benchmarks.endpoint.server_process import ServerError, ServerProcess
from benchmarks.endpoint.workloads import READS, UPDATES, Subject, Workload

__all__ = ["REFERENCE", "RUNAWAY", "Run", "Settings"]

REFERENCE = "native"
"""The server that the others are compared with, where it takes part."""
RUNAWAY = "runaway"
"""The workload of the healthy lookup while others burn."""


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Settings:
    """How to measure.

    Attributes:
        seconds: that each workload goes on, in each round.
        rounds: how often each is measured.
        workloads: names of those that are wanted; empty for all.
        work: folder of the run.
        output: file that the results are written into, again after every step.
        loaded: whether stores are those of an earlier run; what is measured replaces its figures.

    """

    seconds: float
    rounds: int
    workloads: frozenset[str]
    work: Path
    output: Path
    loaded: bool = False

    def wants(self, workload: str) -> bool:
        """Return whether a workload is to be measured."""
        return not self.workloads or workload in self.workloads


class Run:
    """Measures some servers on the same data.

    Args:
        settings: how.
        data: what they are loaded with.
        lookups: what is looked up.
        descriptions: the servers.
        results: where to note what is found.

    """

    def __init__(
        self,
        settings: Settings,
        data: GeneratedData,
        lookups: LookupFile,
        descriptions: Sequence[ServerDescription],
        results: Results,
    ) -> None:
        self._settings = settings
        self._results = results
        self._processes: dict[str, ServerProcess] = {}
        self._subjects: dict[str, Subject] = {}
        for item in descriptions:
            process = ServerProcess(item, data, settings.work)
            made = ServerResults(item.title, item.durability)
            found = results.servers.setdefault(item.name, made)
            found.obstacle = process.obstacle
            for workload in (*READS, *UPDATES):
                if settings.wants(workload.name):
                    found.workloads.pop(workload.name, None)
            if found.obstacle:
                _tell(f"{item.title}: {found.obstacle}")
                continue
            found.version = process.version()
            self._processes[item.name] = process
            self._subjects[item.name] = Subject(item, process.port, data, lookups)

    def measure(self) -> None:
        """Run all steps; whatever happens, no server is left running."""
        try:
            if self._settings.loaded:
                self._take_over()
            else:
                self._load()
            self._start()
            wanted = [item for item in READS if self._settings.wants(item.name)]
            self._check(wanted)
            self._rounds(wanted)
            self._rounds([item for item in UPDATES if self._settings.wants(item.name)])
            self._note_sizes("end")
            if self._settings.wants(RUNAWAY):
                self._burn()
        finally:
            for process in self._processes.values():
                process.stop()
            self._save()

    def _take_over(self) -> None:
        for name, process in list(self._processes.items()):
            try:
                process.take_over()
            except ServerError as error:
                self._give_up(name, str(error))

    def _load(self) -> None:
        rounds = self._settings.rounds if self._settings.wants(LOAD) else 1
        for number in range(rounds):
            for name, process in list(self._processes.items()):
                if number >= process.description.load_rounds:
                    continue
                try:
                    seconds = process.load()
                except ServerError as error:
                    self._give_up(name, str(error))
                    continue
                record = self._results.servers[name].measured(LOAD)
                record.values.append(process.data.triples / seconds)
                record.details.append({"seconds": seconds})
                _tell(f"load {number + 1}/{rounds}  {name}: {seconds:.2f} s")
        self._save()

    def _start(self) -> None:
        for name, process in list(self._processes.items()):
            try:
                if process.description.loading != "starting":
                    process.start()
            except ServerError as error:
                self._give_up(name, str(error))
        self._note_sizes("start")

    def _give_up(self, name: str, reason: str) -> None:
        _tell(f"{name}: {reason}")
        self._results.servers[name].obstacle = reason
        self._processes.pop(name).stop()
        del self._subjects[name]

    def _note_sizes(self, when: str) -> None:
        for name, process in self._processes.items():
            self._results.servers[name].memory[when] = asdict(process.memory())
            self._results.servers[name].disk[when] = process.disk()
        self._save()

    def _check(self, workloads: Sequence[Workload]) -> None:
        """Note for every workload the servers whose answer is not the reference's."""
        for workload in workloads:
            expected: object = None
            for name in sorted(self._subjects, key=lambda name: name != REFERENCE):
                answer = self._attempt(name, workload, workload.answer)
                if answer is None:  # A problem was noted.
                    continue
                if expected is None:
                    expected = answer
                elif answer != expected:
                    self._problem(name, workload, f"wrong answer: {_difference(expected, answer)}")
        self._save()

    def _rounds(self, workloads: Sequence[Workload]) -> None:
        for number in range(self._settings.rounds):
            self._results.load.append(round(os.getloadavg()[0], 1))
            for workload in workloads:
                for name, subject in list(self._subjects.items()):
                    record = self._results.servers[name].measured(workload.name)
                    if record.problem or name not in self._subjects:
                        continue
                    measure = workload.measuring(self._settings.seconds)
                    figure = self._attempt(name, workload, measure)
                    if figure is None:
                        continue
                    record.values.append(figure.value)
                    record.details.append(figure.details)
                    self._results.servers[name].lookups_asked = subject.asked
                    _tell(
                        f"round {number + 1}/{self._settings.rounds}  {workload.name}  {name}: "
                        f"{figure.value:,.4g} {workload.unit}"
                    )
                self._save()

    def _attempt(self, name: str, workload: Workload, action: Callable[[Subject], _T]) -> _T | None:
        """Do something with a server; where it fails, note why and see that it answers again."""
        try:
            return action(self._subjects[name])
        except TimeoutError:
            self._problem(name, workload, "no answer")
        except (OSError, HTTPException, ValueError, SyntaxError) as error:
            self._problem(name, workload, f"failed: {error}")
        process = self._processes[name]
        try:
            if not process.answers(5.0):
                process.restart()
        except ServerError as error:
            self._give_up(name, str(error))
        return None

    def _problem(self, name: str, workload: Workload, problem: str) -> None:
        _tell(f"{workload.name}  {name}: {problem}")
        self._results.servers[name].measured(workload.name).problem = problem[:300]

    def _burn(self) -> None:
        for name, subject in list(self._subjects.items()):
            found = self._results.servers[name]
            alone = healthy_latency(subject, self._settings.seconds)
            burning, left = with_runaways(subject, self._settings.seconds)
            # Killed, so that what it still burns does not slow down the next one.
            self._processes[name].stop()
            found.healthy = {
                "alone": asdict(alone) if alone else None,
                "burning": asdict(burning) if burning else None,
            }
            found.still_burning = left
            _tell(f"runaway  {name}: {burning or 'no answer'}, {left} still burning")
            self._save()

    def _save(self) -> None:
        self._results.write(self._settings.output)


def _difference(expected: object, answer: object) -> str:
    if isinstance(expected, tuple) and isinstance(answer, tuple):
        if len(expected) != len(answer):
            return f"{len(answer)} rows, not {len(expected)}"
        for one, other in zip(expected, answer, strict=True):
            if one != other:
                return f"{other}, not {one}"
    return f"{str(answer)[:100]}, not {str(expected)[:100]}"


def _tell(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", file=sys.stderr, flush=True)
