"""The header of every file that the demonstration writes, spelled as its publisher spells it.

The misspellings, the doubled `review_meeting_prior_24` and the changing column order are the
publishers' own: a build that reads these files reads the real ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.demo.layouts_by_sen import BY_SEN

BOM_CRLF = (True, "\r\n")
PLAIN = (False, "\n")


@dataclass(frozen=True)
class Layout:
    """The columns of a file, whether it starts with a byte order mark, and how its lines end."""

    columns: tuple[str, ...]
    bom: bool = False
    newline: str = "\n"


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",\n", ",").strip().split(","))


_PLACE_2025 = _names("""
time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,
new_la_code,old_la_code,la_name
""")

_PLACE_2022 = _names("""
time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,
old_la_code,new_la_code,la_name
""")

_SETTINGS = _names("""
mainstream_la_maintained,mainstream_la_maintained_resourced_provision,
mainstream_la_maintained_senunit,mainstream_academy,mainstream_academy_resourced_provision,
mainstream_academy_senunit,mainstream_free_school,mainstream_free_school_resourced_provision,
mainstream_free_school_senunit,mainstream_independent,mainstream_total,mainstream_total_pc,
special_la_maintained,special_academy_free,special_independent,special_non_maintained,
special_total,special_total_pc,ap_pru_academy,ap_pru_free_school,ap_pru_la_maintained,
ap_pru_total,AP_PRU_total_pc,general_fe_tertiary_colleges,specialist_post_16_institutions,
ukrlp_provider,fe_total,fe_total_pc,elective_home_education,other_arrangements_la,
other_arrangements_parents,online_provider,w_settings,other_schools,other_placement_settings,
neet,neet_ntci,neet_other,neet_other_csa,ed_elsewhere,ed_elsewhere_pc,nm_early_years,
nm_early_years_pc,placement_unknown,placement_unknown_pc,await_prov_2022,perm_ex_2022
""")

_BREAKDOWN = ("breakdown_topic", "breakdown")

_MEASURES_2025: Mapping[str, tuple[str, ...]] = {
    "annual_reviews": _names("""
total_ehc_plans,review_expected,review_not_expected,review_meeting_25,review_meeting_24,
review_meeting_prior_24,review_meeting_prior_24,total_review_meeting,no_review_meeting,
review_decision25,review_decision24,review_decision_prior24,review_decision_not_due,
review_decision_outstanding,outcome_amend,outcome_cease,outcome_maintan,no_outcome,
number_decsion_4weeks,number_decision_gt_4weeks,pc_decsion_4weeks,pc_decision_gt_4weeks
"""),
    "assessments": _names("""
assess_in_year,assess_issued,assess_issued_pc,assess_not_issued,assess_not_issued_pc,
assess_not_made,assess_not_made_pc,assess_withdrawn,assess_withdrawn_pc,
outcome_decision_within_time,outcome_decision_over_time,outcome_decision_within_time_pc,
outcome_decision_over_time_pc,number_assess_mediation,number_assess_tribunal,
number_asssess_mediation_tribunal,number_other_mediation,number_other_tribunal,
number_other_mediation_tribunal
"""),
    "caseload": ("ehcplans", *_SETTINGS),
    "ceased_plans": _names("""
max_age,needs_met,he,employ,transfer,no_engage,moved_outside_eng,deceased,not_rec,other,
total_ceased
"""),
    "newplans": ("new_ehc_plans", *_SETTINGS),
    "personal_budgets": _names("""
personal_budget,org_arrangments,pb_health,pb_education,pb_social,pb_integrated
"""),
    "requests": _names("""
requests_received_in_year,requests_rya,requests_decided_to_assess,
requests_decided_not_to_assess,requests_decision_not_made,requests_withdrawn,request_assess_pc,
request_not_assess_pc,request_outstanding_pc,request_withdrawn_pc,request_outcome_six_weeks,
request_outcome_over_6_weeks,request_outcome_six_weeks_pc,request_outcome_over_6_weeks_pc,
mediation_related_request,tribunal_related_request,tribunal_after_mediation_request
"""),
    "residential_settings": _names("""
Res_3851,Res_52,Res_tot
"""),
    "sen_needs_all_plans": _names("""
ehc_plans,number_asd,number_hi,number_mld,number_msi,number_oth,number_pd,number_pmld,
number_semh,number_slcn,number_sld,number_spld,number_vi,number_need_unknown,asd_pc,hi_pc,
mld_pc,msi_pc,oth_pc,pd_pc,pmld_pc,semh_pc,slcn_pc,sld_pc,spld_pc,vi_pc,unknown_pc
"""),
    "timeliness_20_week": _names("""
plans_issued_den,plans_issued_den_ex,plans_issued_within_20_weeks,plans_issued_20_weeks_ex,
pc_plans_issued_within_20_weeks,PC_plans_issued_20_weeks_ex,plans_issued_gt20weeks_ltYear,
plans_issued_gt20weeks_ltYear_ex,pc_plans_issued_gt20weeks_ltYear,
PC_plans_issued_gt20weeks_ltYear_ex,plans_issued_gt_1_year,plans_issued_gt_1_year_ex,
pc_plans_issued_gt_1_year,PC_plans_issued_gt_1_year_ex
"""),
    "work_based_placements": _names("""
open_supp_intern,open_apprentice,open_trainee,open_wbp
"""),
}

_MEASURES_2022: Mapping[str, tuple[str, ...]] = {
    "sen2_age_caseload": _names("""
characteristic_age,Total_st,Total_st_pc,Total_ehc,Total_ehc_pc,Total_all,Total_all_pc
"""),
    "sen2_age_new_plans": _names("""
characteristic_age,Total_new_st,Total_new_st_pc,Total_new_ehc,Total_new_ehc_pc,Total_new_all,
Total_new_all_pc
"""),
    "sen2_estab_caseload": _names("""
establishment_type,establishment_group,Total_st,Total_st_pc,Total_ehc,Total_ehc_pc,Total_all,
Total_all_pc
"""),
    "sen2_estab_new_plans": _names("""
establishment_type,establishment_group,Total_new_st,Total_new_st_pc,Total_new_ehc,
Total_new_ehc_pc,Total_new_all,Total_new_all_pc
"""),
    "sen2_mi": _names("""
NewallEHC,NewallEHC_pc,NewallEHC_AssnoneEHC_sum,AssnoneEHC,AssnoneEHC_pc,AssnodecisionEHC,
AssRefusedEHC,AssRefusedEHC_pc,Assnone,Assnodecision,AssRefused,Mtosi,Sitom,MtoPar,SitoPar,
Dislea,Dismet,Disoth,Disleft,MtosiEHC,SitomEHC,MtoParEHC,SitoParEHC,DisleaEHC,DismetEHC,
DisothEHC,DisleftEHC,InreqEHC,InreqryaEHC,TotIncExcEHC,IncExc20weekEHC,IncExc20weekRate,
TotNoExcEHC,NoExc20weekEHC,NoExc20weekRate,TotIncExc,IncExc26week,TotNoExc,NoExc26week,
StatementstoEHC,StatementstoNoEHC,PersonalBudgets,OrgArrangements,DirectPayEducation,
DirectPaySocialCare,DirectPayHealth,DirectPayIntegrated,NewEHCMediation,NewEHCTribunal,
NewEHCTribunal_pc
"""),
    "sen2_wbp_residential_dmo": _names("""
MApprenEHC,MTrainEHC,MSuppIntEHC,WorkbasedEHC,Mres38week05EHC,Mres38week510EHC,
Mres38week1115EHC,Mres38week1619EHC,Mres38week2025EHC,TotMres38weekEHC,Mres52week05EHC,
Mres52week510EHC,Mres52week1115EHC,Mres52week1619EHC,Mres52week2025EHC,TotMres52weekEHC,
Mres38week05,Mres38week510,Mres38week1115,Mres38week1619,TotMres38week,Mres52week05,
Mres52week510,Mres52week1115,Mres52week1619,TotMres52week,DMO,DCO,DMODCOFunction
"""),
}

PLANS_2025: Mapping[str, Layout] = {
    f"data/{table}.csv": Layout((*_PLACE_2025, *_BREAKDOWN, *measures), *BOM_CRLF)
    for table, measures in _MEASURES_2025.items()
} | {
    "supporting-files/sen2_dmo_dco.csv": Layout(
        (*_PLACE_2025, "des_med_off", "des_clin_off", "des_so_care_off"), *BOM_CRLF
    )
}
PLANS_2022: Mapping[str, Layout] = {
    f"data/{table}.csv": Layout((*_PLACE_2022, *measures), *PLAIN)
    for table, measures in _MEASURES_2022.items()
}

_SCORECARD = _names("""
Age,Cohort_DJFavg,NEET_not_known_percent,NEET_percent,Notknown_percent,
annual_change_ppts_NEET_not_known,annualchange_NEET,annualchange_notknown,cohort_March,
TOTAL_participating_in_education_and_training_percent,Full_time_education_percent,
Apprenticeship_percent,Other_education_and_training_percent,
annual_change_Participation_in_education_training,annual_change_FTE,
annual_change_apprenticeship,annual_change_other_education_training,
September_guarantee_Offer_made_percent,September_guarantee_annual_change_ppts,
cohort_noSEN_percent,NEET_NK_noSEN_percent,cohort_EHCP_percent,NEET_NK_EHCP_percent,
cohort_SENDsupport_percent,NEET_NK_SENDsupport_percent,VG_cohort_DJF_avg,VG_cohort_percentage,
VG_NEET_NK_percentage,Level_3,L2_em_GCSE_othL2,avg_att8,pt_l2basics_94,sess_overall_percent
""")

_QUINTILES = _names("""
NEET_NK_quintile,NEET_quintile,Notknown_quintile,Participation_ET_quintile,
Sep_guarantee_quintile
""")

_SEN_QUINTILES = _names("""
NEET_NK_NoSEN_quintile,NEET_NK_EHCP_quintile,NEET_NK_SENDsupport_quintile,
VG_NEET_NK_percentage_quintile
""")

_ABSENT = ("sess_overall_percent_pa_10_exact", "Age1617_ONS_population")
_CARD_2022 = (*_PLACE_2022, *_SCORECARD, *_ABSENT, *_QUINTILES)
NEET: Mapping[int, tuple[str, Layout]] = {
    2021: (
        "UD_NEETNK_LA_dashboard_2021_vg_removed.csv",
        Layout((*_CARD_2022, *_SEN_QUINTILES)),
    ),
    2022: ("UD_NEETNK_LA_dashboard_2022_final.csv", Layout(_CARD_2022)),
    2023: ("UD_NEETNK_LA_dashboard_2023_final.csv", Layout(_CARD_2022)),
    2025: (
        "UD_NEETNK_LA_dashboard_final.csv",
        Layout((*_PLACE_2022, *_SCORECARD, "enrolments_pa_10_exact_percent", *_QUINTILES)),
    ),
}

FLAT: Mapping[str, Layout] = {
    **{name: Layout(columns) for name, columns in BY_SEN.items()},
    "sen_jan2023_need_by_phase_la.csv": Layout(
        _names("""
la_name,phase_type_grouping,primary_need,number_of_pupils,pupil_gender_boys,pupil_gender_girls
""")
    ),
    "sen_jan2023_by_school.csv": Layout(
        _names("""
la_name,school_name,Total pupils,SEN support,EHC plan,Total Sen
""")
    ),
    "percent_pupils_ehcp.csv": Layout(
        _names("""
time_period,geographic_level,region_name,la_name,new_la_code,SEN provision,% of pupils,
academic_year
""")
    ),
    "mainstream_with_sen.csv": Layout(
        _names("""
time_period,region_name,geographic_level,la_name,total_pupils,SEN provision,% of pupils,
academic_year
""")
    ),
    "provider_types.csv": Layout(
        _names("""
academic_year,time_identifier,geographic_level,region_name,la_name,new_la_code,
phase_type_grouping,Provision type,% of pupils (with SEN provision type)
""")
    ),
    "ks2_rwm_by_sen_la.csv": Layout(
        _names("""
time_period,geographic_level,region_name,la_name,characteristic,pt_rwm_met_expected_standard,
t_rwm_met_expected_standard,t_rwm_eligible_pupils,Percent meeting expected standard,
academic_year
""")
    ),
    "dfeR_la_code_vintages.csv": Layout(
        _names("""
la_name,old_la_code,new_la_code,region_name,region_code,first_year,last_year
""")
    ),
    "dfe_qa_las.csv": Layout(
        _names("""
new_la_code,la_name,date_of_operation,date_of_termination,parent_geography_code,entity_code,
entity_description,status,old_la_code
""")
    ),
    "ks4_a8_p8_by_sen_la_2019_2024.csv.gz": Layout(
        _names("""
new_la_code,time_period,time_identifier,geographic_level,version,education_investment_area_flag,
priority_area_flag,establishment_type_group,sex,breakdown,ethnicity_major,free_school_meals,
sen_status,sen_provision,disadvantage,first_language,variable,value
""")
    ),
    "spc_pupils_fsm_ethnicity_yrgp.data.csv.gz": Layout(
        _names("""
time_period,time_identifier,geographic_level,country_code,country_name,region_name,region_code,
old_la_code,la_name,new_la_code,phase_type_grouping,characteristic_group,characteristic,
fsm_eligibility,number_of_pupils,denominator,percent_of_pupils
""")
    ),
}
_PUPILS_WITH_PLANS = _names("""
year,location_code,age_10*,age_11*,age_12*,age_13*,age_14*,age_15*,age_16*,age_17*,age_18*,
age_19_and_over*,age_2_and_under*,age_3*,age_4*,age_5*,age_6*,age_7*,age_8*,age_9*,age_mean,
age_median,age_mode,autistic_spectrum_disorder*,down_syndrome*,female*,hearing_impairment*,
male*,moderate_learning_difficulty*,multi_sensory_impairment*,other_difficulty_or_disability*,
physical_disability*,profound_and_multiple_learning_difficulty*,
sen_support_but_no_specialist_assessment_of_type_of_need*,sen_type_mode,
severe_learning_difficulty*,sex_mode,social_emotional_and_mental_health*,
specific_learning_difficulty*,speech_language_and_communications_needs*,visual_impairment*
""")  # * stands for a count and a percentage
PUPILS_WITH_PLANS_FILE = "ehc_pupils_by_need_age_sex_la_2016_2025.csv"
PUPILS_WITH_PLANS = Layout(
    tuple(
        column
        for name in _PUPILS_WITH_PLANS
        for column in (
            (f"{name[:-1]}_count", f"{name[:-1]}_percent") if name.endswith("*") else (name,)
        )
    )
)

LAIT_FILE = "lait_bds_long.parquet"
LAIT_COLUMNS = (
    "Short Desc",
    "Data item",
    "Years",
    "LA and Regions",
    "Values",
    "LA Number",
    "Region",
)
LAIT_DICTIONARY_FILE = "lait_data_dictionary.csv"
LAIT_DICTIONARY = _names("""
Measure_code,Topic,Measure,Chart_title,Measure_short,Polarity,y_axis_name,state_funded_flag,
Table_status,Description,Last Update,Next Update,Data Owner (DO) /Supplier and Contact Details,
Methodology,Hyperlink(s),dps,Year_Type,No_Quartile
""")
