"""Pure functions over rows that somebody else read: no clock, no connection, no Django."""
