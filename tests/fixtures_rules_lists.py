"""Made-up flat pupil lists; see `fixtures_rules`."""

from tests.fixtures_rules_census import numbers_and_births
from tests.fixtures_rules_row import OWN, Export, Row, row

_LISTED = {
    "upn": OWN,
    "la": "501",
    "estab": "2001",
    "dob": "2015-03",
    "sex": "F",
    "ethnicity": "WBRI",
    "enrolstatus": "C",
    "ncyearactual": "5",
    "senprovision": "N",
    "entrydate": "2019-09-02",
    "phase": "PS",
}
CLEAN = {
    "pupil_lists.census_download": {
        **_LISTED,
        "academicyear": "2024/2025",
        "censusterm": "Spring",
    },
    "pupil_lists.pupils": {**_LISTED, "censusdate": "2025-01-16"},
}


def _listed(need: str, second: str, **census_of_2014: str) -> list[Row]:
    return [
        row(),
        *numbers_and_births(),
        row("another_la", la="502"),
        row("twice", upn="listed twice"),
        row("twice", upn="listed twice"),
        row(upn="listed twice", enrolstatus="S"),
        row(
            "enrolment_status_unknown year_group_unknown phase_unknown",
            enrolstatus="Q",
            ncyearactual="Q",
            phase="Q",
        ),
        row("provision_missing", senprovision=""),
        row("provision_unknown", senprovision="?"),
        row("provision_legacy", senprovision="P", **{need: "ASD"}),
        row(senprovision="P", dob="2005-03", entrydate="", **{need: "BESD"}, **census_of_2014),
        row("sen_without_need", senprovision="K"),
        row("need_without_sen", **{need: "ASD"}),
        row("nsa_with_plan", senprovision="E", **{need: "NSA"}),
        row("need_unknown second_need_unknown", senprovision="K", **{need: "X", second: "Y"}),
        row(
            "need_of_other_year second_need_of_other_year",
            senprovision="K",
            **{need: "BESD", second: "BESD"},
        ),
        row("unit_and_resourced", senunitindicator="1", resourcedprovisionindicator="1"),
        row("entry_not_a_date", entrydate="?"),
        row("entry_in_future", entrydate="2025-06-01"),
        row("entry_before_birth", entrydate="2014-06-01"),
    ]


RECORDS: dict[str, Export] = {
    "lists": {
        "pupil_lists.census_download": _listed(
            "primaryseneedstype", "secondarysentype", academicyear="201314"
        ),
        "pupil_lists.pupils": _listed("senneed1", "senneed2", censusdate="2014-01-16"),
    },
}
