"""The localities of the home area and its two ICB areas, and the list of them in the inbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

LOCALITIES = {
    "FM1": "Fellmarch North",
    "FM2": "Fellmarch Dales",
    "FM3": "Fellmarch Town",
    "FM4": "Fellmarch Vale",
    "FM5": "Fellmarch Coast",
}
ICBS = {"QZ1": "Aldermarch ICB", "QZ2": "Fells and Coast ICB"}
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # those that the second half of a postcode uses


@dataclass(frozen=True)
class District:
    """A postcode district, and where it lies."""

    code: str
    locality_code: str
    icb_code: str

    def postcode(self, rng: Random) -> str:
        """A postcode of the district."""
        number = rng.randrange(3_600)
        sector, rest = divmod(number, 400)
        return f"{self.code} {sector + 1}{_LETTERS[rest // 20]}{_LETTERS[rest % 20]}"


# No real postcode begins with ZZ. The fourth locality lies in both ICB areas.
DISTRICTS = (
    District("ZZ1", "FM1", "QZ1"),
    District("ZZ2", "FM2", "QZ1"),
    District("ZZ3", "FM3", "QZ1"),
    District("ZZ4", "FM3", "QZ1"),
    District("ZZ5", "FM4", "QZ1"),
    District("ZZ6", "FM4", "QZ2"),
    District("ZZ7", "FM5", "QZ2"),
)
# Homes outside the area, which the list of localities does not name.
UNLISTED_DISTRICTS = (District("ZX9", "", ""),)


def town_of(postcode: str) -> str:
    """The invented post town of a postcode."""
    return f"Zztown {postcode.partition(' ')[0]}"


def write_localities(path: Path, schools: Sequence[tuple[str, str, str]]) -> None:
    """The council's list: schools by URN, locality and ICB code, and postcode districts."""
    lines = ["locality_code,locality,icb_code,icb,urn,postcode"]
    lines += [_line(locality, icb, urn, "") for urn, locality, icb in schools]
    lines += [_line(one.locality_code, one.icb_code, "", one.code) for one in DISTRICTS]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")


def _line(locality_code: str, icb_code: str, urn: str, postcode: str) -> str:
    names = (locality_code, LOCALITIES[locality_code], icb_code, ICBS[icb_code])
    return ",".join((*names, urn, postcode))
