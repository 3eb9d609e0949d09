"""What we offered and at which terms, and what was agreed."""
