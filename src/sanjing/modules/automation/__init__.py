"""What the program starts by itself at customers."""
