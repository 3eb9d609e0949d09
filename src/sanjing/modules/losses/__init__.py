"""Customers who left: why, what it costs, and what is done about it."""
