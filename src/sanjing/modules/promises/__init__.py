"""What we promised to customers, what the company can bear to promise, and what was kept."""
