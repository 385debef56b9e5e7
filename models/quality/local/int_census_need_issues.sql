{%- set rules = {
    'orphan': 'not has_pupil',
    'need_missing': is_missing('sentype'),
    'need_unknown': unknown_code('sentype'),
    'need_of_other_year': code_of_other_year('sentype'),
    'nsa_with_plan': "need_code = 'NSA' and sen_provision = 'E'",
    'rank_not_a_number': is_given('sentyperank') ~ ' and rank is null',
    'rank_1_twice': 'rank = 1 and needs_of_rank > 1',
    'rank_twice': 'rank <> 1 and needs_of_rank > 1',
    'rank_gap': 'highest_rank > ranks and rank = highest_rank',
} %}

with

pupils as (

    select
        set_id,
        pupil_id,
        school,
        return_year,
        sen_provision
    from {{ ref('int_census_pupil_keys') }}
    where table_name = 'pupilonroll'

),

needs as (

    select
        _file_id,
        _row,
        set_id,
        pupilonrolltableid as pupil_id,
        sentype,
        sentyperank,
        {{ cell_code('sentype') }} as need_code,
        {{ local_rank('sentyperank') }} as rank
    from ({{ local_rows('school_census', 'senneeds') }}) as senneeds

),

needs_by_rank as (

    select
        set_id,
        pupil_id,
        rank,
        count(*) as needs_of_rank
    from needs
    group by set_id, pupil_id, rank

),

ranks as (

    select
        set_id,
        pupil_id,
        count(rank) as ranks,
        max(rank) as highest_rank
    from needs_by_rank
    group by set_id, pupil_id

),

needs_of_pupils as (

    select
        needs.*,
        pupils.school,
        pupils.return_year,
        pupils.sen_provision,
        pupils.pupil_id is not null as has_pupil,
        needs_by_rank.needs_of_rank,
        ranks.ranks,
        ranks.highest_rank
    from needs
    left join pupils
        on needs.set_id = pupils.set_id and needs.pupil_id = pupils.pupil_id
    left join needs_by_rank
        on
            needs.set_id = needs_by_rank.set_id
            and needs.pupil_id = needs_by_rank.pupil_id
            and needs.rank = needs_by_rank.rank
    left join ranks
        on needs.set_id = ranks.set_id and needs.pupil_id = ranks.pupil_id

),

coded as (

    {{ with_known_codes('needs_of_pupils', {'sentype': 'census_need'}) | indent(4) }}

)

{{ broken_rules('coded', 'school_census', 'senneeds', rules) }}
