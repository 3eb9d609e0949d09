"""What makes committed files: catalogues, reference pages, pictures. Not part of the package."""
