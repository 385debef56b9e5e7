"""How the area's published figures stand to the identities that they should satisfy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """One identity: how often it was checked here, and how it went in every council."""

    identity_id: str
    title: str
    checked: int
    failed: int
    explained: int
    withheld: int
    not_checkable: int
    areas_checked: int
    areas_failed: int
    all_failed: int
    all_explained: int
