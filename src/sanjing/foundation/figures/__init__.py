"""Sums over everything a person sees 汇总: reckoned once a night, kept, and read by pages."""
