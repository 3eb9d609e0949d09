"""What the selling team knows together: lessons, reference cases, approved claims, training."""
