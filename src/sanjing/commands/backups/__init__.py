"""Copies of an installation: one file with the database, the uploaded files and the secret key."""
