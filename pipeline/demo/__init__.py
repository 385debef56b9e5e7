"""The demonstration: a complete area folder for a council that does not exist.

One small world is grown first (`world`), of whole plans, pupils and results per place and year, so
that everything adds up. Then each writer lays out a part of it exactly as its publisher does. Two
faults of the real files are planted on purpose: see `faults`.
"""

from pipeline.demo.area_folder import write_demo_area
from pipeline.demo.local import Extracts

__all__ = ["Extracts", "write_demo_area"]
