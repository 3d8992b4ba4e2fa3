"""Reports: pure functions from a plan to tables and series; they are drawn on screens, in charts and on sheets."""
