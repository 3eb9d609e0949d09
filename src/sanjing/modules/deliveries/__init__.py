"""What is sent to customers, by when it was promised, and how well that was kept."""
