"""What the operating system says when a file cannot be read or written, in our own words."""

import errno

from samvirke.figures import Text

_FILE_FOR_FOLDER = Text(
    da="der ligger en fil, hvor der skulle være en mappe", en="a file lies where a folder should"
)
_MAY_NOT = Text(da="du har ikke lov til at skrive der", en="you may not write there")
_REASONS = {
    errno.ENOSPC: Text(da="disken er fuld", en="the disk is full"),
    errno.EDQUOT: Text(da="din plads på disken er brugt", en="your room on the disk is used up"),
    errno.EFBIG: Text(da="filen bliver større, end der er lov til", en="the file gets too large"),
    errno.EACCES: _MAY_NOT,
    errno.EPERM: _MAY_NOT,
    errno.EROFS: Text(da="drevet kan kun læses", en="the drive is read-only"),
    errno.ENOENT: Text(da="mappen findes ikke", en="the folder does not exist"),
    errno.ENOTDIR: _FILE_FOR_FOLDER,
    errno.EEXIST: _FILE_FOR_FOLDER,
    errno.EISDIR: Text(
        da="der ligger en mappe, hvor der skulle være en fil",
        en="a folder lies where a file should",
    ),
    errno.ENAMETOOLONG: Text(da="navnet er for langt", en="the name is too long"),
    errno.EIO: Text(da="drevet svarer med en fejl", en="the drive answers with an error"),
}


def reason_of(error: OSError) -> Text:
    """Why ``error`` came, as the rest of a sentence; a rare one by its number.

    >>> reason_of(OSError(28, "No space left on device")).da
    'disken er fuld'
    """
    number = error.errno or 0
    return _REASONS.get(
        number,
        Text(
            da=f"styresystemet melder fejl {number} ({type(error).__name__})",
            en=f"the operating system reports error {number} ({type(error).__name__})",
        ),
    )
