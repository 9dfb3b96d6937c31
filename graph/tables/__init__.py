"""The dataset as tables for spreadsheets and data frames."""
