"""Pure functions over rows that somebody else read: no clock, no connection, no Django."""

import os

# The matrices of fits are tiny: threads of a linear algebra library only wait for each other there.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
