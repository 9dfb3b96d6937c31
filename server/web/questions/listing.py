"""The list of questions for programs."""

from districtgraph.queries import CompetencyQuestion, QuestionParameter, column, load_groups
from districtgraph.server.core.addresses import Addresses
from districtgraph.server.knowledge.questions.catalogue import Catalogue
from districtgraph.server.knowledge.questions.question_query import selected_names

__all__ = ["listing"]


def listing(catalogue: Catalogue, addresses: Addresses) -> dict[str, object]:
    """Return the questions by group, with their parameters and where they are answered."""
    return {
        "groups": [{"name": name, "title": dict(title)} for name, title in load_groups().items()],
        "questions": [
            {
                **_described(question),
                "query": catalogue.store.text(question.text),
                "links": _links(question.name, addresses),
            }
            for question in catalogue.questions.values()
        ],
    }


def _described(question: CompetencyQuestion) -> dict[str, object]:
    return {
        "name": question.name,
        "title": dict(question.titles),
        "description": dict(question.descriptions),
        "group": question.group,
        "parameters": [_parameter(item) for item in question.parameters.values()],
        "columns": [
            {"name": name, "title": dict(column(name).titles)} for name in selected_names(question)
        ],
    }


def _parameter(parameter: QuestionParameter) -> dict[str, object]:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "title": dict(parameter.titles),
        "example": parameter.example,
    }


def _links(name: str, addresses: Addresses) -> dict[str, str]:
    paths = {
        "self": addresses.question(name),
        "rows": addresses.question(name, "json"),
        "csv": addresses.question(name, "csv"),
        "page": addresses.question(name, "html"),
        "editor": addresses.local("/editor", example=name),
        "description": addresses.local("/openapi.json"),
    }
    return {relation: addresses.absolute(path) for relation, path in paths.items()}
