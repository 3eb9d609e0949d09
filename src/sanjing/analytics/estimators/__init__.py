"""Models of buying, fitted by maximum likelihood: arrays in, a frozen fit out, or a `FitError` that says why not.

    >>> from sanjing.analytics.estimators import bg_nbd, gamma_gamma

Nothing is imported before it is asked for: SciPy takes half a second that a web server need not spend.
"""
