"""Forms made from the column descriptions: one editor per column, each change one step of the plan."""
