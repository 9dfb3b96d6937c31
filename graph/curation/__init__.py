"""Curators' additions to the findings of the rules, anchored in the text, and the audit of both."""
