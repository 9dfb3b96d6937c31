"""The service in OpenRefine itself, where one runs: `DISTRICTGRAPH_OPENREFINE` is its address."""

import csv
import json
import os
import time
from collections.abc import Mapping
from typing import Any

import pytest

from tests.server.http_client import HttpClient
from tests.server.web.reconciliation.reconciliation_client import ReconciliationClient

OPENREFINE = os.environ.get("DISTRICTGRAPH_OPENREFINE", "")
pytestmark = pytest.mark.skipif(not OPENREFINE, reason="DISTRICTGRAPH_OPENREFINE is not set")
CLIENT = HttpClient(OPENREFINE)
ROWS = '{"facets": [], "mode": "row-based"}'
TABLE = "名称,代码\n大东区,210104\n大东,\n辽宁省沈阳市大东区,\n困难帮扶救助,\n没有这个,\n"


def ask(command: str, fields: Mapping[str, str] | None = None) -> Any:
    target = f"/command/core/{command}"
    if fields is None:
        return CLIENT.get(target).json()
    return CLIENT.form(target, {**fields, "csrf_token": token()}).json()


def token() -> str:
    return str(ask("get-csrf-token")["token"])


class Project:
    """A project of one table, which is reconciled against a service."""

    def __init__(self, table: str, service: str) -> None:
        manifest = ReconciliationClient(service).manifest()
        self._spaces = {name: manifest[name] for name in ("identifierSpace", "schemaSpace")}
        self._service = f"{service}/reconcile/zh"
        options = json.dumps(
            {"separator": ",", "encoding": "UTF-8", "headerLines": 1, "guessCellValueTypes": False}
        )
        form = {"project-name": "区", "format": "text/line-based/*sv", "options": options}
        parts = [f'name="{name}"\r\n\r\n{value}' for name, value in form.items()]
        parts.append(f'name="project-file"; filename="t.csv"\r\n\r\n{table}')
        body = "".join(f"--x\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
        reply = CLIENT.post(
            f"/command/core/create-project-from-upload?csrf_token={token()}",
            f"{body}--x--\r\n".encode(),
            "multipart/form-data; boundary=x",
        )
        self.id = reply.headers["location"].rpartition("=")[2]

    def run(self, command: str, **fields: str) -> None:
        assert ask(command, {"project": self.id, "engine": ROWS, **fields})["code"] != "error"
        while ask(f"get-processes?project={self.id}")["processes"]:
            time.sleep(0.2)

    def reconcile(self, column: str, **details: str) -> None:
        config = {
            "mode": "standard-service",
            "service": self._service,
            **self._spaces,
            "type": None,
            "autoMatch": True,
            "columnDetails": [
                {"column": other, "propertyName": name, "propertyID": name}
                for other, name in details.items()
            ],
            "limit": 0,
        }
        self.run("reconcile", columnName=column, config=json.dumps(config))

    def extend(self, column: str, *properties: str) -> None:
        extension = {"properties": [{"id": name, "name": name} for name in properties]}
        self.run(
            "extend-data",
            baseColumnName=column,
            columnInsertIndex="1",
            extension=json.dumps(extension),
            endpoint=self._service,
            **self._spaces,
        )

    def matches(self) -> dict[str, str]:
        rows = ask(f"get-rows?project={self.id}&start=0&limit=50", {"engine": ROWS})
        pool = rows.get("pool", {}).get("recons", {})
        found = {}
        for row in rows["rows"]:
            reconciled = row["cells"][0].get("r")
            known = reconciled if isinstance(reconciled, dict) else pool.get(str(reconciled), {})
            if known.get("j") == "matched":
                found[row["cells"][0]["v"]] = known["m"]["id"]
        return found

    def table(self) -> list[dict[str, str]]:
        fields = {"project": self.id, "format": "csv", "engine": ROWS}
        text = CLIENT.form("/command/core/export-rows/t.csv", fields).text
        return list(csv.DictReader(text.splitlines()))


def test_openrefine_matches_names_and_fetches_figures(address: str) -> None:
    project = Project(TABLE, address)
    project.reconcile("名称", 代码="areaCode")
    assert project.matches() == {
        "大东区": "place/210104",
        "辽宁省沈阳市大东区": "place/210104",
        "困难帮扶救助": "programme/hardship-assistance",
    }
    columns = ("locatedIn", "figure", "figure.comparator", "figure.value", "figure.quotes")
    project.extend("名称", *columns)
    rows = project.table()
    assert list(rows[0])[1:6] == [
        "位于",
        "数据论断",
        "数据论断：比较符",
        "数据论断：数值",
        "数据论断：引文",
    ]
    at = [row["名称"] for row in rows].index("困难帮扶救助")
    assert list(rows[at].values())[2:6] == [
        "困难帮扶救助资金：1056万余元",
        "≥",
        "10560000",
        "目前|已累计投入资金1056万余元，帮扶救助困难家庭",
    ]
