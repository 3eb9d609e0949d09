"""Papers to print and send: PDF from a Typst template and plain data."""
