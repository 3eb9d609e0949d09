"""Numbers that others are reckoned with 假设: borrowed, set by the firm, or measured, and which of them counts."""
