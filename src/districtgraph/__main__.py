"""Runs the command: ``python -m districtgraph``."""

from districtgraph.cli import main

main()
