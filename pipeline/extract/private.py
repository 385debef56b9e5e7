"""What becomes of a child's numbers, birth date and postcode before a row is kept.

Numbers become a keyed hash, a birth date its month, a postcode the codes of its locality and ICB.
It happens inside the statement that reads the file, so that the value itself is written nowhere.
The functions are temporary macros of the connection, and the key a variable of it: neither
reaches the warehouse file.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from pipeline.sources import TableSpec, raw_columns

_SHA256_BLOCK = 64
_BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(65279)"
_DATE_FORMATS = (
    "%Y-%b-%d",  # COLLECT
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d-%b-%Y",
    "%d %b %Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %B %Y",
)
_WEIGHTED_SUM = " + ".join(f"(ascii(substr(x, {i}, 1)) - 48) * {i}" for i in range(2, 14))
_MACROS = (
    f"stripped(x) as nullif(trim(x, {_BLANKS}), '')",
    # HMAC-SHA256 (RFC 2104). encode(), because a cast to blob reads backslashes as escapes.
    """keyed_hash(x) as left(
        sha256(
            getvariable('outer_pad') || unhex(sha256(getvariable('inner_pad') || encode(x)))
        ),
        20
    )""",
    # Check letter: the sum of each digit times its place, 2 to 13. How the letter at the end of a
    # temporary number counts is not certain: such numbers are not judged by it.
    f"""upn_problem(x) as case
        when x is null then 'blank'
        when not regexp_full_match(x, '[A-Z][0-9]{{11}}[0-9A-HJ-NP-RT-Z]') then 'form'
        when
            right(x, 1) between '0' and '9'
            and substr('ABCDEFGHJKLMNPQRTUVWXYZ', 1 + ({_WEIGHTED_SUM}) % 23, 1) <> left(x, 1)
            then 'check letter'
        when substr(x, 2, 3) = '000' then 'local authority'
    end""",
    "uln_problem(x) as case when x is null then 'blank' "
    "when not regexp_full_match(x, '[0-9]{10}') then 'form' end",
    # A date, whatever its time of day; five digits are the days that Excel counts. The two forms
    # that returns have come first, because they are read many times faster.
    f"""date_in(x) as case
        when x like '____-___-__' or x like '____-___-__ %'
            then cast(try_strptime(left(x, 11), '%Y-%b-%d') as date)
        when x like '____-__-__' or x like '____-__-__ %' or x like '____-__-__T%'
            then try_cast(left(x, 10) as date)
        when regexp_full_match(x, '[0-9]{{5}}([.][0-9]+)?')
            then date '1899-12-30' + cast(floor(try_cast(x as double)) as integer)
        else
            cast(
                try_strptime(
                    regexp_replace(x, '[T ]+[0-9]{{1,2}}:[0-9]{{2}}.*$', ''),
                    [{", ".join(f"'{text}'" for text in _DATE_FORMATS)}]
                ) as date
            )
    end""",
    "plausible(day) as case when year(day) between 1900 and 2100 then day end",
    # 'YO112AB' as 'YO11 2AB'; what is no whole postcode is in no place.
    """postcode_in(x) as nullif(
        regexp_replace(
            regexp_extract(
                regexp_replace(upper(x), '[^A-Z0-9]', '', 'g'),
                '^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$'
            ),
            '^(.+)(...)$', '\\1 \\2'
        ),
        ''
    )""",
)
_CLEANED = {
    "upn": "upper(stripped({0}))",
    "identifier": "regexp_replace(upper(stripped({0})), '[.]0$', '')",  # a number from a workbook
    "birth_month": "stripped({0})",
    "place": "postcode_in({0})",
}
# The parts of a postcode that a list of localities may name, the longest first.
_POSTCODE_PARTS = (
    "{0}",
    "regexp_extract({0}, '^[A-Z0-9]+ [0-9]')",
    "regexp_extract({0}, '^[A-Z0-9]+')",
    "regexp_extract({0}, '^[A-Z]+')",
)
_ULN_COLUMNS = ("uniquelearnernumber", "uln")
_DAY = " as a day"  # ends the name of a column that is never kept


def prepare(con: duckdb.DuckDBPyConnection, key: bytes) -> None:
    """The connection, made ready to hash with `key` and to place postcodes."""
    block = key.ljust(_SHA256_BLOCK, b"\0")
    for name, mask in (("inner_pad", 0x36), ("outer_pad", 0x5C)):
        con.execute(f"set variable {name} = ?", [bytes(byte ^ mask for byte in block)])
    for macro in _MACROS:
        con.execute(f"create or replace temp macro {macro}")
    con.execute(
        "create or replace temp table postcode_places "
        "(postcode varchar, locality_code varchar, icb_code varchar)"
    )


def select_rows(spec: TableSpec, present: Mapping[str, str], source: str) -> str:
    """The select that gives a raw table's columns from `source`, then `$file_id` and `_row`.

    `present` has the SQL of each column that the source has; `source` must have a column `_row`.
    """
    if spec.loaded or not spec.private:
        chosen = [present.get(name, "null") for name in spec.columns]
        return f"select {', '.join([*chosen, '$file_id', '_row'])} from {source}"
    cleaned = []
    kept = []
    joins = []
    for name in spec.wanted:
        kind = spec.private.get(name, "")
        text = present.get(name, "cast(null as varchar)")
        cleaned.append(f'{_CLEANED.get(kind, "{0}").format(text)} as "{name}"')
        if kind == "birth_month":  # once, for the month and for what is wrong with it
            cleaned.append(f'plausible(date_in(stripped({text}))) as "{name}{_DAY}"')
        kept.extend(_kept(name, kind))
        if kind == "place":
            joins.extend(_joins(name))
    return (
        f"with cleaned as (select {', '.join(cleaned)}, _row from {source}) "
        f"select {', '.join(kept)}, $file_id, cleaned._row from cleaned {' '.join(joins)}"
    )


def _kept(name: str, kind: str) -> list[str]:
    value = f'cleaned."{name}"'
    if kind in ("upn", "identifier"):
        problem = "case when {0} is null then 'blank' end"
        if kind == "upn":
            problem = "upn_problem({0})"
        elif name in _ULN_COLUMNS:
            problem = "uln_problem({0})"
        results = [f"keyed_hash({value})", problem.format(value)]
    elif kind == "birth_month":
        day = f'cleaned."{name}{_DAY}"'
        results = [
            f"strftime({day}, '%Y-%m')",
            f"case when {value} is null then 'blank' when {day} is null then 'not a date' end",
        ]
    elif kind == "place":
        results = [_first_of(name, "locality_code"), _first_of(name, "icb_code")]
    else:
        results = [value]
    names = raw_columns(name, kind)
    return [f'{sql} as "{column}"' for sql, column in zip(results, names, strict=True)]


def _first_of(name: str, column: str) -> str:
    parts = (f'"{name}_{level}".{column}' for level in range(len(_POSTCODE_PARTS)))
    return f"coalesce({', '.join(parts)})"


def _joins(name: str) -> list[str]:
    value = f'cleaned."{name}"'
    return [
        f'left join postcode_places as "{name}_{level}" '
        f'on "{name}_{level}".postcode = {part.format(value)}'
        for level, part in enumerate(_POSTCODE_PARTS)
    ]
