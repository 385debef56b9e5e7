"""Who is placed where: made-up ages, needs and sexes by kind of setting."""

from collections.abc import Mapping

SEXES: Mapping[str, float] = {"Male": 7_250, "Female": 2_740, "Unknown": 10}

NEEDS = (  # as the EHC plans release spells its columns
    "asd", "hi", "mld", "msi", "oth", "pd", "pmld", "semh", "slcn", "sld", "spld", "vi",
    "need_unknown",
)  # fmt: skip

_NEED_WEIGHTS: Mapping[str, tuple[float, ...]] = {
    "mainstream": (28, 2, 9, 0.3, 1.2, 5, 0.3, 21, 28, 0.8, 3.2, 1, 0.2),
    "special": (43, 0.6, 8, 0.2, 0.8, 2.4, 4.4, 18, 9, 12.5, 0.7, 0.3, 0.1),
    "alternative": (16, 0.2, 4, 0, 1, 0.3, 0, 70, 7, 0.2, 1.1, 0.1, 0.1),
    "further": (31, 1.4, 20, 0.3, 1.6, 4, 0.8, 21, 10, 5, 3.6, 0.9, 0.4),
    "elsewhere": (38, 0.7, 6, 0.2, 1.5, 2.6, 1.2, 33, 10, 2.4, 1.5, 0.5, 2.4),
    "early": (34, 1.6, 2, 0.6, 1.8, 7, 2.4, 3, 44, 1.8, 0.2, 1.2, 0.4),
}
NEED_WEIGHTS: Mapping[str, Mapping[str, float]] = {
    profile: dict(zip(NEEDS, weights, strict=True)) for profile, weights in _NEED_WEIGHTS.items()
}

_AGES = range(2, 26)  # 2 stands for "under 3"
_AGE_WEIGHTS: Mapping[str, tuple[float, ...]] = {  # from age 2; nobody at the ages left out
    "mainstream": (0, 2, 22, 42, 58, 70, 80, 88, 94, 92, 84, 80, 76, 70, 20, 12, 3),
    "special": (0, 3, 20, 34, 44, 52, 60, 66, 74, 92, 98, 100, 100, 96, 58, 50, 40, 1),
    "alternative": (0, 0, 1, 4, 8, 14, 20, 26, 34, 50, 70, 90, 110, 120, 8, 2),
    "further": (*(0,) * 13, 1, 90, 110, 115, 90, 60, 44, 32, 24, 14, 1),
    "elsewhere": (
        1, 4, 10, 14, 18, 22, 26, 30, 36, 46, 58, 70, 84, 96, 44, 36, 30, 22, 18, 14, 12, 10, 7, 1,
    ),
    "early": (26, 90, 60, 1),
}  # fmt: skip
AGE_WEIGHTS: Mapping[str, Mapping[int, float]] = {
    profile: dict(zip(_AGES, weights, strict=False)) for profile, weights in _AGE_WEIGHTS.items()
}

# Plans are asked for most before school, in its first years and before a change of school.
REQUEST_AGES: Mapping[int, float] = dict(
    zip(
        range(2, 21),
        (9, 40, 62, 58, 60, 62, 64, 66, 74, 62, 48, 40, 34, 24, 10, 6, 4, 2, 2),
        strict=True,
    )
)
CEASE_AGES: Mapping[int, float] = dict(
    zip(
        range(2, 26),
        (1, 2, 6, 8, 8, 9, 9, 10, 10, 10, 9, 10, 11, 20, 60, 56, 96, 120, 90, 60, 46, 38, 40, 34),
        strict=True,
    )
)
AGE_GROUPS = ("Under 5", "Age 5 to 10", "Age 11 to 15", "Age 16 to 19", "Age 20 to 25")
