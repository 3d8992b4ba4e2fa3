"""Reports: pure functions from a plan to tables and series, drawn on screens, in charts and on sheets."""
