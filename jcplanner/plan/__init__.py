"""The open plan, with no Qt: records in memory, figures, problems, and everything people can do to it."""
