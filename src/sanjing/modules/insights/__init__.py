"""What the order book tells those who sell."""
