"""Every test starts without what an earlier one defined and rolled back."""

import pytest

from sanjing.foundation.customization.queries import cache


@pytest.fixture(autouse=True)
def fields_read_anew():
    cache.clear()
    yield
    cache.clear()
