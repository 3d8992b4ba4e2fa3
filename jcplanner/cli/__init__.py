"""The command line: `commands` calls the layers below, `words` puts what they answer into text and JSON."""
