"""Made-up names and numbers of people: right in form, and never those of anybody.

Every name begins with Zz, so that a search for it finds a name that leaked and nothing else.
"""

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # of UPNs: there is no I, O or S
_PARTS = ("fa", "de", "ko", "lu", "mi", "na", "po", "ru", "sa", "te", "vo", "wi")


def upn(la_code: str, serial: int) -> str:
    """A unique pupil number of nine digits after the authority, with its check letter."""
    return _checked(la_code, f"{serial:09d}", serial % 10)


def temporary_upn(la_code: str, serial: int) -> str:
    """A UPN whose last sign is a letter: the school did not know the real one."""
    number = serial % len(LETTERS)
    return _checked(la_code, f"{serial // len(LETTERS):08d}{LETTERS[number]}", number)


def _checked(la_code: str, rest: str, last: int) -> str:
    digits = (*map(int, la_code + rest[:8]), last)
    total = 0
    for weight, digit in enumerate(digits, start=2):
        total += weight * digit
    return f"{LETTERS[total % 23]}{la_code}{rest}"


def uln(serial: int) -> str:
    """A unique learner number: ten digits, the last of them a check digit."""
    body = f"{serial:09d}"
    total = 0
    for position, digit in enumerate(body):
        total += (10 - position) * int(digit)
    if total % 11 == 0:  # such a number has no check digit and is not given out
        return uln(serial + 300_000_000)
    return f"{body}{10 - total % 11}"


def surname(number: int) -> str:
    """A surname that nobody has."""
    return f"Zzsur{_syllables(number)}{number % 1_000:03d}"


def forename(number: int) -> str:
    """A forename that nobody has."""
    return f"Zzfore{_syllables(number)}{number % 1_000:03d}"


def _syllables(number: int) -> str:
    size = len(_PARTS)
    return _PARTS[number % size] + _PARTS[number // size % size]
