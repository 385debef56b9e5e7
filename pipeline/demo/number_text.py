"""Numbers as each publisher writes them."""


def percent(part: int, whole: int, places: int = 1, missing: str = "x") -> str:
    """A percentage, halves up, without trailing zeros: `43.6`, `39`."""
    if not whole:
        return missing
    return trimmed(percent_units(part, whole, places), places)


def percent_units(part: int, whole: int, places: int) -> int:
    """A percentage counted in units of its last decimal place, halves up: 43.6 is 436."""
    scale: int = 10**places
    return (200 * scale * part + whole) // (2 * whole)


def trimmed(units: int, places: int) -> str:
    """A number counted in units of its last decimal place, without trailing zeros."""
    text = fixed(units, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def fixed(units: int, places: int) -> str:
    """A number counted in units of its last decimal place, with all its decimals: `0.0`."""
    sign = "-" if units < 0 else ""
    if not places:
        return f"{sign}{abs(units)}"
    whole, rest = divmod(abs(units), 10**places)
    return f"{sign}{whole}.{rest:0{places}d}"


def mean_units(total: int, count: int) -> int:
    """The mean of whole units, halves away from zero."""
    units = (2 * abs(total) + count) // (2 * count)
    return -units if total < 0 else units


def six_digits(part: int, whole: int, missing: str = "z") -> str:
    """A percentage with six significant digits: `94.0938`, `0.315457`."""
    return f"{100 * part / whole:.6g}" if whole else missing


def at_most_five_places(part: int, whole: int, digits: int = 0, missing: str = "z") -> str:
    """A percentage with five decimals, cut again to `digits` significant ones if that is given."""
    if not whole:
        return missing
    units = percent_units(part, whole, 5)
    return f"{units / 100_000:.{digits}g}" if digits else trimmed(units, 5)


def twelve_places(part: int, whole: int, missing: str = "z") -> str:
    """A percentage of one decimal, printed with twelve: `57.900000000000`."""
    return f"{percent_units(part, whole, 1) / 10:.12f}" if whole else missing


def as_float(part: int, whole: int, places: int) -> str:
    """A percentage as Python prints a float: `18.0`, `4.52`."""
    return str(percent_units(part, whole, places) / 10**places)


def from_spreadsheet(number: float) -> str:
    """A number with the float noise of an exported spreadsheet: `20.059999999999999`."""
    text = f"{number:.17g}"
    if not number or abs(number) >= 0.1:
        return text
    mantissa, exponent = f"{number:.16e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')}E{int(exponent)}"
