"""How much the demonstration council holds of its own, and in which form."""

from dataclasses import dataclass

from pipeline.demo.local.sen2_files import FORMS as SEN2_FORMS
from pipeline.demo.traits import HOME_PUPILS
from pipeline.errors import ConfigError

FEWEST_PUPILS, MOST_PUPILS, MOST_YEARS = 300, 500_000, 10


@dataclass(frozen=True)
class Extracts:
    """How much of its own the demonstration council holds."""

    pupils: int = HOME_PUPILS
    years: int = 3  # Januaries, the last of them in 2025
    sen2_form: str = "blade"  # of the SEN2 returns: see SEN2_FORMS

    def __post_init__(self) -> None:
        """Refuse what cannot be written."""
        if not FEWEST_PUPILS <= self.pupils <= MOST_PUPILS:
            raise ConfigError(
                f"the demonstration cannot have {self.pupils} pupils",
                remedy=f"give --pupils from {FEWEST_PUPILS} to {MOST_PUPILS}",
            )
        if not 1 <= self.years <= MOST_YEARS:
            raise ConfigError(
                f"the demonstration cannot have {self.years} years",
                remedy=f"give --years from 1 to {MOST_YEARS}",
            )
        if self.sen2_form not in SEN2_FORMS:
            raise ConfigError(
                f"there is no form of the SEN2 return called `{self.sen2_form}`",
                remedy=f"give --sen2-form {', '.join(SEN2_FORMS[:-1])} or {SEN2_FORMS[-1]}",
            )
