"""What the council's own records add: views of an indicator that never mix with published figures.

An indicator's own figures are another indicator to the report, with the people that the council's
records count. So no series, sentence or comparison can join the two.
"""

from collections.abc import Mapping
from dataclasses import replace

from reports.facts import TOTAL, Facts
from reports.figures import Figure, by_group, over_time
from reports.model import OWN, Indicator, Report, Value

LOCALITY, ICB = "Locality", "ICB area"
PLACES = {"Locality": LOCALITY, "ICB": ICB}
_MOST_TOPICS = 3
# The breakdowns in the order in which a reader asks for them; what is not named comes after.
_TOPICS = (
    "Primary need",
    "SEN provision",
    "Setting",
    "School type",
    "Time open",
    "Time to plan",
    "Years held",
    "Arrangement",
    "Source of request",
    "Reason",
    "Age band",
    "Sex",
    "Year group",
    "Age",
    "Free school meals",
    "Ethnic group",
    "First language",
)


def own_view(indicator: Indicator) -> Indicator:
    """Give the indicator as the council's own records have it."""
    return replace(
        indicator,
        indicator_id=indicator.indicator_id + OWN,
        population_id=indicator.local_population_id or indicator.population_id,
        definition=indicator.local_definition or indicator.definition,
        break_periods=(),
    )


def own_figures(report: Report, indicator: Indicator) -> tuple[Figure, ...]:
    """Give the figures that the council's own records add to the published ones, if any."""
    own = Facts(report, own_view(indicator))
    if indicator.chart == "none" or not own.home:
        return ()
    published = Facts(report, indicator)
    if published.home:
        own = Facts(report, _named_apart(own.indicator))
    figures = []
    if _adds(own, published, TOTAL):
        figures.append(over_time(own, TOTAL, TOTAL))
    topics = [topic for topic in _in_order(own) if _adds(own, published, topic)]
    places = [topic for topic in (LOCALITY, ICB) if topic in topics]
    groups = [topic for topic in topics if topic not in places][:_MOST_TOPICS]
    figures += [by_group(own, topic, 1) for topic in (*groups, *places)]
    return tuple(figures)


def _named_apart(own: Indicator) -> Indicator:
    """Give the view a name of its own, where the published figures have the plain one."""
    return replace(
        own,
        title=f"{own.title}, council's own records",
        short_title=f"{own.short_title}, own records",
    )


def held_back(report: Report, indicator: Indicator) -> tuple[str, ...]:
    """Give the breakdowns whose latest period is hidden as a whole to protect individuals."""
    own = Facts(report, own_view(indicator))
    topics = {value.topic for value in own.home}
    return tuple(sorted(topic for topic in topics if _is_protected(_latest(own, topic))))


def _in_order(own: Facts) -> list[str]:
    place: Mapping[str, int] = {topic: number for number, topic in enumerate(_TOPICS)}
    return sorted(own.topics, key=lambda topic: (place.get(topic, len(place)), topic))


def _adds(own: Facts, published: Facts, topic: str) -> bool:
    """Whether the own figures of a topic say what no published figure says."""
    latest = _latest(own, topic)
    if not latest or _is_hidden(latest):
        return False
    if own.indicator.population_id != published.indicator.population_id:
        return True
    known = _latest(published, topic)
    return not known or known[0].period < latest[0].period


def _latest(facts: Facts, topic: str) -> list[Value]:
    values = [value for value in facts.home if value.topic == topic]
    last = max((value.period for value in values), default=None)
    return [value for value in values if value.period == last]


def _is_hidden(values: list[Value]) -> bool:
    return bool(values) and all(value.value is None for value in values)


def _is_protected(values: list[Value]) -> bool:
    return _is_hidden(values) and any(value.missing == "c" for value in values)
