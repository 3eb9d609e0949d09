"""The pages under docs/reference that are made from the program itself, one file a page."""
