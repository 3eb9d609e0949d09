"""Fixtures for every test, wherever it lives."""

pytest_plugins = ["tests.support.fixtures", "tests.support.cast", "tests.support.subtests"]
