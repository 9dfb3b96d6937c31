"""A client over a socket that holds each answer against what the specification asks of it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import yaml
from jsonschema import Draft202012Validator, FormatChecker

from tests.server.http_client import HttpClient, Reply

_DEFINITIONS = yaml.safe_load(Path(__file__).with_name("schemas.yaml").read_text(encoding="utf-8"))


def problems(message: object, name: str) -> list[str]:
    """Return the errors of a message of a kind that schemas.yaml names."""
    schema = {**_DEFINITIONS, "$ref": f"#/$defs/{name}"}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(message)]


class ReconciliationClient:
    """Sends requests to `/reconcile`."""

    def __init__(self, address: str, language: str = "zh") -> None:
        self.http = HttpClient(address)
        self.path = f"/reconcile/{language}"

    def manifest(self) -> Any:
        return _checked(self.http.get(self.path), "manifest")

    def reconcile(self, batch: Mapping[str, object]) -> Any:
        """Return the candidates of each query."""
        fields = {"queries": json.dumps(batch, ensure_ascii=False)}
        answer = _checked(self.http.form(self.path, fields), "result_batch")
        assert answer.keys() == batch.keys()
        for result in answer.values():
            scores = [candidate["score"] for candidate in result["result"]]
            assert scores == sorted(scores, reverse=True)
        return {key: result["result"] for key, result in answer.items()}

    def candidates(self, text: str, **more: object) -> Any:
        """Return the candidates of one query."""
        return self.reconcile({"q": {"query": text, **more}})["q"]

    def match(self, text: str, **more: object) -> str | None:
        """Return the identifier of the certain match of a query, if there is one."""
        found = [c["id"] for c in self.candidates(text, **more) if c["match"]]
        assert len(found) <= 1
        return found[0] if found else None

    def extend(self, ids: list[str], properties: list[Any]) -> Any:
        listed = [{"id": p} if isinstance(p, str) else p for p in properties]
        query = json.dumps({"ids": ids, "properties": listed}, ensure_ascii=False)
        answer = _checked(self.http.form(self.path, {"extend": query}), "extension")
        assert [column["id"] for column in answer["meta"]] == [p["id"] for p in listed]
        assert list(answer["rows"]) == ids
        return answer

    def suggest(self, kind: str, prefix: str, cursor: int = 0) -> Any:
        parameters = urlencode({"prefix": prefix, "cursor": cursor})
        reply = self.http.get(f"{self.path}/suggest/{kind}?{parameters}")
        return _checked(reply, f"suggest_{kind}")["result"]

    def proposals(self, kind: str, limit: int | None = None) -> Any:
        more = "" if limit is None else f"&limit={limit}"
        reply = self.http.get(f"{self.path}/properties?type={quote(kind)}{more}")
        return _checked(reply, "proposal")


def _checked(reply: Reply, name: str) -> Any:
    assert reply.status == 200, reply.text
    assert reply.content_type == "application/json"
    assert reply.headers["access-control-allow-origin"] == "*"
    message = reply.json()
    assert problems(message, name) == []
    return message
