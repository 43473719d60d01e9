"""The kinds of array that the tally's rooms hand each other."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
"""Whole numbers and indices."""
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Sparse = Any
"""A sparse matrix of floats; scipy is loaded late, so its types cannot be named here."""
