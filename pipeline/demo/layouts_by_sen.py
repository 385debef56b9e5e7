"""The headers of the files of absence, exclusion, destinations, early years and social care."""

from collections.abc import Mapping


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",\n", ",").strip().split(","))


_RATES = _names("""
source_domain,time_period,time_identifier,academic_year,education_phase,phase_type_grouping,
send_category,send_detail_display,sen_type_label,region_code,region_name,new_la_code,la_name,
metric,metric_type,value
""")
_NEEDS = (
    "ASD",
    "HI",
    "MLD",
    "MSI",
    "NSA",
    "OTH",
    "PD",
    "PMLD",
    "SEMH",
    "SLCN",
    "SLD",
    "SPLD",
    "VI",
)
_HELPED = ("no_identified_SEN", "all_SEN", "SEN_support", "statement_or_EHC_plan", *_NEEDS)

PROVISION_FILE = "attendance_absence_exclusions_by_sen_provision_la.csv.gz"
NEED_FILE = "absence_by_sen_primary_need_la.csv.gz"
KS4_FILE = "ks4_destinations.csv.gz"
POST16_FILE = "destinations_1618.csv.gz"
EYFSP_FILE = "1_eyfsp_headline_measures_2022.csv"
PHONICS_FILE = "ks1_phonics.csv"
SOCIAL_CARE_FILE = "cin_sen_la.csv"

BY_SEN: Mapping[str, tuple[str, ...]] = {
    PROVISION_FILE: _RATES,
    NEED_FILE: _RATES,
    KS4_FILE: _names("""
time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,
old_la_code,new_la_code,la_name,pcon_code,pcon_name,lad_code,lad_name,level_methodology,
institution_group,institution_type,characteristic_group,characteristic,version,data_type,cohort,
education,appl3,appl2,academic_year,destination_raw,pupils,% of pupils,Destination
"""),
    POST16_FILE: _names("""
time_period,geographic_level,region_name,la_name,characteristic,cohort,academic_year,
destination_raw,% of pupils,Destination
"""),
    EYFSP_FILE: _names("""
time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,
old_la_code,new_la_code,la_name,lad_code,lad_name,characteristic,characteristic_type,gender,
children_number,average_elgs,elg_number,elg_percentage,comm_lang_lit_number,
comm_lang_lit_percentage,gld_number,gld_percentage
"""),
    PHONICS_FILE: _names("""
time_period,geographic_level,region_name,la_name,characteristic,
pt_phonics_y1_met_expected_standard,t_phonics_y1_met_expected_standard,
t_phonics_y1_eligible_pupils,Percent meeting expected standards in Y1,academic_year
"""),
    SOCIAL_CARE_FILE: (
        *_names("""
time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,
old_la_code,la_name,new_la_code,social_care_group,t_pupils
"""),
        *(f"{kind}_{name}" for kind in ("t", "pt") for name in _HELPED),
    ),
}
