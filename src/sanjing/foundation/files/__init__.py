"""Files that people keep with records."""
