"""Scores what the extractor reads against articles annotated by hand (`tests/corpus`)."""
