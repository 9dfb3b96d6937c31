"""Tests of the page about one resource."""
