r"""Line ends that were written \r\n: one element in a text, two code points in a string."""

import numpy as np

from arnorm.arrays import nonzero
from arnorm.kinds import CRLF, LINE_FEED, Codes, Mask, Origins

_CARRIAGE_RETURN = ord("\r")


def folded(codes: Codes) -> tuple[Codes, Mask]:
    """Return code points with one CRLF for each two, and which of them stay."""
    at = nonzero((codes[:-1] == _CARRIAGE_RETURN) & (codes[1:] == LINE_FEED))
    codes = codes.copy()
    codes[at] = CRLF
    keep = np.ones(len(codes), bool)
    keep[at + 1] = False
    return codes[keep], keep


def unfolded(codes: Codes, origin: Origins | None) -> tuple[Codes, Origins | None]:
    """Return elements with each CRLF as two code points, and the origin of each."""
    if CRLF not in codes:
        return codes, origin
    times = np.where(codes == CRLF, 2, 1)
    first = (np.cumsum(times) - times)[times == 2]
    codes = np.repeat(codes, times)
    codes[first], codes[first + 1] = _CARRIAGE_RETURN, LINE_FEED
    if origin is None:
        return codes, None
    origin = np.repeat(origin, times)
    # The line feed stands one further in the input, unless the line end was inserted.
    following = np.append(origin, origin[-1] + 2)[first + 2]
    origin[first + 1] = np.minimum(origin[first] + 1, following)
    return codes, origin
