"""Asking the right people before something may be done, and holding it still until they answered."""
