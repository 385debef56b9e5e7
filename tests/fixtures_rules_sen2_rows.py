"""Rows of made-up SEN2 returns, each with the rules that it breaks; see `fixtures_rules_sen2`."""

from tests.fixtures_rules_row import row

PERSONS = [
    row(),
    row("twice", upn="twice"),
    row("twice", upn="twice"),
    row("number_missing", upn=None, upn_problem="blank"),
    row(upn=None, upn_problem="blank", uniquelearnernumber="learner"),
    row(upn=None, upn_problem="blank", upnunknown="UN1"),
    row("upnunknown_unknown", upn=None, upn_problem="blank", upnunknown="UN4"),
    row("upn_form sex_unknown", upn_problem="form", sex="9"),
    row("upn_check_letter gender_unknown", upn_problem="check letter", gendercurrent="F"),
    row("upn_local_authority ethnicity_unknown", upn_problem="local authority", ethnicity="Q"),
    row("birth_missing", personbirthdate=None, personbirthdate_problem="blank"),
    row("birth_not_a_date", personbirthdate=None, personbirthdate_problem="not a date"),
    row("birth_in_future", personbirthdate="2025-02"),
    row("age", personbirthdate="1998-08"),
    row(personbirthdate="1998-09"),
    row("without_request", persontableid="99"),
]

REQUESTS = [
    row(requestsource="2"),
    row("received_missing", receiveddate=""),
    row("received_not_a_date", receiveddate="?"),
    row("received_in_future", receiveddate="2025-02-01", requestoutcome="A", requestoutcomedate=""),
    row("received_before_birth", receiveddate="2009-02-01"),
    row("outcome_missing", requestoutcome=""),
    row("outcome_unknown", requestoutcome="Q"),
    row("outcome_date_missing", requestoutcomedate=""),
    row("outcome_not_a_date", requestoutcomedate="?"),
    row("outcome_before_receipt", requestoutcomedate="2024-02-29"),
    row("outcome_in_future", requestoutcomedate="2025-01-17"),
    row("source_unknown exported_unknown", requestsource="6", exported="9"),
    row(
        "rya_unknown mediation_unknown tribunal_unknown",
        rya="2",
        requestmediation="2",
        requesttribunal="2",
    ),
    row(requestoutcome="H", requestoutcomedate=""),
    row("several", persontableid="15"),
    row("several", persontableid="15"),
    row("two_active_plans", persontableid="17"),
    row("orphan", persontableid="nobody"),
]

ASSESSMENTS = [
    row(),
    row("orphan", requeststableid="none"),
    row("several", requeststableid="3"),
    row("several", requeststableid="3"),
    row("outcome_missing", assessmentoutcome=""),
    row("outcome_unknown", assessmentoutcome="Q"),
    row("outcome_date_missing", assessmentoutcomedate=""),
    row("outcome_not_a_date", assessmentoutcomedate="?"),
    row("outcome_before_receipt", assessmentoutcomedate="2024-02-01"),
    row("outcome_in_future", assessmentoutcomedate="2025-03-01"),
    row(
        "week20_unknown mediation_unknown tribunal_unknown other_mediation_unknown "
        "other_tribunal_unknown",
        week20="2",
        assessmentmediation="2",
        assessmenttribunal="2",
        othermediation="2",
        othertribunal="2",
    ),
]

PLANS = [
    row(),
    row("orphan", assessmenttableid="none"),
    row("several", assessmenttableid="3"),
    row("several", assessmenttableid="3"),
    row("without_detail", namedplantableid="without"),
    row("details_too_many", namedplantableid="many"),
    row("start_missing", startdate=""),
    row("start_not_a_date", startdate="?"),
    row("start_before_request", startdate="2024-02-01"),
    row("start_in_future", startdate="2025-02-01"),
    row("start_in_future start_after_census_but_active", startdate="2025-02-01"),
    row("ceased_not_a_date", ceasedate="?", ceasereason="1"),
    row("ceased_in_future", ceasedate="2025-06-01", ceasereason="5"),
    row("ceased_before_start", ceasedate="2024-06-01", ceasereason="9"),
    row("ceased_but_active", ceasedate="2024-08-01", ceasereason="1"),
    row(ceasedate="2024-08-01", ceasereason="1.0"),
    row("cease_reason_missing", ceasedate="2024-09-01"),
    row("cease_reason_unknown", ceasedate="2024-09-01", ceasereason="10"),
    row("planres_unknown planwpb_unknown dp_unknown", planres="C", planwpb="Q", dp="Q"),
    row("pb_unknown oa_unknown", pb="2", oa="2"),
]
ACTIVE = [
    row(reviewmeeting="2024-May-01 00:00:00", reviewoutcome="M"),
    row("orphan", requeststableid="none"),
    row("without_placement needs_not_1_or_2"),
    row("without_rank_1"),
    row("needs_not_1_or_2"),
    row("two_primary_needs"),
    row("transfer_not_historical", transferla="502"),
    row(transferla="502", requeststableid="historical"),
    row("last_review_not_a_date", lastreview="?"),
    row("meeting_not_a_date", reviewmeeting="?"),
    row("decision_before_meeting", reviewmeeting="2024-05-21"),
    row("decision_in_future", lastreview="2025-01-31"),
    row("meeting_in_future", reviewmeeting="2025-01-31", lastreview=""),
    row(
        "draft_not_a_date phase_due_not_a_date phase_final_not_a_date",
        reviewdraft="?",
        phasetransferduedate="?",
        phasetransferfinaldate="?",
    ),
    row(phasetransferduedate="2025-02-15"),
    row("review_outcome_unknown res_unknown wpb_unknown", reviewoutcome="Q", res="Q", wpb="Q"),
]
RANKS = [
    row(),
    row("orphan", parent="none"),
    row("rank_unknown", rank="x"),
    row("rank_missing", rank=""),
    row("rank_1_twice", parent="5"),
    row("rank_1_twice", parent="5"),
    row("rank_twice", parent="5", rank="2"),
    row("rank_twice", parent="5", rank="2.0"),
    row(parent="9"),
    row("rank_gap", parent="9", rank="3"),
]
SETTINGS = [
    row("urn_not_a_number ukprn_not_a_number", urn="x", ukprn="y"),
    row("setting_unknown", sensetting="QQ"),
    row("setting_missing", urn=""),
    row("neet_under_16", urn="", sensetting="NEET"),
    row(parent="16 years", urn="", sensetting="neet"),
    row("unit_and_resourced", senunitindicator="1", resourcedprovisionindicator="1"),
]
PLACEMENTS = [
    row("entry_not_a_date", entrydate="?"),
    row("leaving_not_a_date", leavingdate="?"),
    row("left_before_entry", leavingdate="2019-09-01"),
    row("res_unknown wpb_unknown", res="Q", wpb="Q"),
    row(res="A", wpb="T"),
]
NEEDS = [
    row("need_missing", sentype=""),
    row("need_unknown", sentype="QQ"),
    row("need_nsa", sentype="NSA"),
    row(sentype="DS"),
]
