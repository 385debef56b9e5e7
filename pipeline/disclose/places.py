"""Which localities and ICBs the area has, and which localities lie in which ICBs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

HOME = "Local authority"
LOCALITY = "Locality"
ICB = "ICB"


@dataclass(frozen=True)
class Places:
    """The areas that own counts are of."""

    home: str
    level: Mapping[str, str]  # area code: HOME, LOCALITY or ICB
    icbs_of: Mapping[str, frozenset[str]]  # locality: the ICBs that some of it lies in

    def of_level(self, level: str) -> tuple[str, ...]:
        """The codes of a level, sorted."""
        return tuple(sorted(area for area, found in self.level.items() if found == level))

    def wholly_in(self, icb: str) -> tuple[str, ...]:
        """The localities that lie in this ICB and in no other, sorted."""
        return tuple(
            area
            for area in self.of_level(LOCALITY)
            if self.icbs_of.get(area, frozenset()) == frozenset([icb])
        )


def read_places(con: duckdb.DuckDBPyConnection, la_code: str) -> Places:
    """Read the area's places from the attached warehouse."""
    level = dict(
        con.execute(
            "select distinct area_code, geographic_level "
            "from warehouse.intermediate.int_local_observations order by all"
        ).fetchall()
    )
    # What is in no row of the list is known neither by locality nor by ICB.
    pairs = [
        ("locality-not-known", "icb-not-known"),
        *con.execute(
            "select distinct coalesce(locality_code, 'locality-not-known'), "
            "coalesce(icb_code, 'icb-not-known') "
            "from warehouse.raw.localities__places order by all"
        ).fetchall(),
    ]
    icbs_of: dict[str, frozenset[str]] = {}
    for locality, icb in pairs:
        icbs_of[locality] = icbs_of.get(locality, frozenset()) | {icb}
    return Places(la_code, level, icbs_of)
