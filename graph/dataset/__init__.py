"""The whole dataset: assembled, checked, described and written."""
