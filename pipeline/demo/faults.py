"""The two faults that are planted in the demonstration, both found in the real files.

1. `newplans.csv`, 2022: every local authority of the home region carries the regional total as its
   `new_ehc_plans`. Its parts, its percentages and its rows by age and sex are right, so the parts
   do not sum to the total, and the authorities sum to more than their region and than England.
2. The tribunal table: two authorities of another region carry each other's three-digit code. Names
   and figures are right, so a reader who joins by code gives each the other's appeals, and
   refusals + assessments without a plan + plans + plans ceased because needs were met do not
   sum to the appealable decisions of either.

Nothing else in the demonstration breaks an identity.
"""

from pipeline.demo.geography import AUTHORITY_BY_CODE, HOME, Area, Authority

FAULTY_YEAR = 2022
SWAPPED_CODES = ("507", "508")


def carries_regional_total(area: Area, year: int) -> bool:
    """Whether the area's total of new plans is overwritten by that of its region."""
    home_region = AUTHORITY_BY_CODE[HOME].region
    is_in_home_region = area.authority is not None and area.region is home_region
    return is_in_home_region and year == FAULTY_YEAR


def tribunal_code(authority: Authority) -> str:
    """The three-digit code that the tribunal table gives for an authority."""
    one, other = SWAPPED_CODES
    return {one: other, other: one}.get(authority.code, authority.code)
