with

source as (

    select * from {{ source('ehc_plans', 'ceased_plans') }}

),

renamed as (

    select
        {{ ees_columns() }},
        {{ standard_topic('breakdown_topic') }} as breakdown_topic,
        {{ standard_breakdown('breakdown_topic', 'breakdown') }} as breakdown,
        total_ceased,
        max_age,
        needs_met,
        he,
        employ,
        transfer,
        no_engage,
        moved_outside_eng,
        deceased,
        not_rec,
        other
    from source
    where {{ standard_topic('breakdown_topic') }} in ('Total', 'Age', 'Sex')

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans', 'ceased_plans', 'calendar_year',
        [
            'total_ceased',
            'max_age',
            'needs_met',
            'he',
            'employ',
            'transfer',
            'no_engage',
            'moved_outside_eng',
            'deceased',
            'not_rec',
            'other',
        ]
    ) }}

)

select * from observations
