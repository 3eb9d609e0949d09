"""The rules of the company 制度: every one in words, with owner, versions and check."""
