"""Periods: the words for times, their dates, and the time of each figure."""
