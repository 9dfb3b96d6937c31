"""Benchmarks of SPARQL servers against each other, on generated data, in one run.

``python -m benchmarks.endpoint --help`` says how; ``docs/benchmarks.md`` shows the result.
"""

__all__: list[str] = []
