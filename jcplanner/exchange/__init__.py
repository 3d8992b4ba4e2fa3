"""Files in and out: the only package that knows workbooks and text extracts."""
