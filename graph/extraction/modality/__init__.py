"""Modality: whether a figure is achieved or lies ahead, by its words and the part of the text."""
