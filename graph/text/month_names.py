"""The English names of months, the same in every locale, unlike those of `calendar`."""

__all__ = ["MONTH_NAMES"]

MONTH_NAMES = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
"""By the number of the month, from 1."""
