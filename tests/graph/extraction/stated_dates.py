"""Dates that texts of the tests state: the day of publication, and the year reported on."""

from datetime import date

from districtgraph.graph.extraction.periods.period_records import DocumentDate

__all__ = ["IN_JANUARY", "IN_NOVEMBER", "MARCH", "REPORT"]

IN_JANUARY = DocumentDate(date(2024, 1, 20), None)
IN_NOVEMBER = DocumentDate(date(2024, 11, 20), None)
MARCH = date(2024, 3, 14)
REPORT = DocumentDate(date(2026, 1, 15), 2025)
