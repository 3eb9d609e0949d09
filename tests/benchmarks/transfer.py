def rows(*a):
    return ()
