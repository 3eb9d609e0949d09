"""What people type on the pages of this package. Plain forms: the actions do the changing."""
