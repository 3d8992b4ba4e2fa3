"""The window: the only package that knows Qt. It draws what reports say and asks edits to change; no sums."""
