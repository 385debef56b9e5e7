"""The council's list of localities: its codes made whole, and its postcodes made ready to join."""

from __future__ import annotations

import re

import duckdb

TABLE = "localities__places"
_FULL = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")
_SECTOR = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) (\d)")
_SECTOR_WITHOUT_SPACE = re.compile(r"([A-Z]{1,2}\d[A-Z\d])(\d)")
_OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?|[A-Z]{1,2}")
_SLUG = "trim(regexp_replace(lower({0}), '[^a-z0-9]+', '-', 'g'), '-')"


def is_list_of_localities(name: str) -> bool:
    """Whether a file's name says so: it is read before the postcodes that it has to place."""
    return "localit" in name.lower()


def complete_places(con: duckdb.DuckDBPyConnection) -> None:
    """Give every place of the raw table the codes that the list leaves out or writes shorter."""
    con.execute(
        f"""
        update raw.{TABLE} set
            locality_code = case
                when stripped(locality) is null and stripped(locality_code) is null then null
                when stripped(locality_code) is null
                    then 'locality-' || {_SLUG.format("locality")}
                when starts_with(lower(stripped(locality_code)), 'locality-')
                    then stripped(locality_code)
                else 'locality-' || stripped(locality_code)
            end,
            icb_code = case
                when stripped(icb) is null and stripped(icb_code) is null then null
                when stripped(icb_code) is null then 'icb-' || {_SLUG.format("icb")}
                when regexp_full_match(upper(stripped(icb_code)), 'E54[0-9]{{6}}')
                    then upper(stripped(icb_code))
                when starts_with(lower(stripped(icb_code)), 'icb-') then stripped(icb_code)
                else 'icb-' || stripped(icb_code)
            end
        """
    )


def index_postcodes(con: duckdb.DuckDBPyConnection) -> int:
    """Let postcodes be placed by the raw table; how many of its postcodes are not understood.

    Where a postcode stands in the list twice, its first row counts.
    """
    places: dict[str, tuple[str | None, str | None]] = {}
    unclear = 0
    for text, locality_code, icb_code in con.execute(
        f"select postcode, locality_code, icb_code from raw.{TABLE} "
        "where stripped(postcode) is not null order by _file_id, _row"
    ).fetchall():
        part = postcode_part(text)
        if part is None:
            unclear += 1
        else:
            places.setdefault(part, (locality_code, icb_code))
    con.execute("delete from postcode_places")
    if places:
        rows = [[part, *codes] for part, codes in places.items()]
        con.execute(
            "insert into postcode_places select unnest($a), unnest($b), unnest($c)",
            {name: list(cells) for name, cells in zip("abc", zip(*rows, strict=True), strict=True)},
        )
    return unclear


def postcode_part(text: str) -> str | None:
    """A postcode or its beginning, as it is compared: 'YO', 'YO11', 'YO11 2', 'YO11 2AB'.

    A space ends the outward code ('YO1 1' is a sector of YO1, 'YO11' is not). None for any other
    text.
    """
    spaced = " ".join(text.upper().split())
    close = spaced.replace(" ", "")
    if whole := _FULL.fullmatch(close):
        return f"{whole[1]} {whole[2]}"
    if _SECTOR.fullmatch(spaced):
        return spaced
    if _OUTWARD.fullmatch(close):
        return close
    if sector := _SECTOR_WITHOUT_SPACE.fullmatch(close):
        return f"{sector[1]} {sector[2]}"
    return None
