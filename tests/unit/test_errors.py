"""The errors that a user meets."""

import errno
import pickle
from pathlib import Path

import duckdb
import pytest

from pipeline import errors
from pipeline.errors import ConfigError, InputError, JsnaError, PublishError, as_jsna_error

CODES = {
    "ConfigError": 10,
    "InputError": 11,
    "ValidationFailed": 12,
    "TransformFailed": 13,
    "DisclosureError": 14,
    "ReportError": 15,
    "PublishError": 16,
}


def test_every_kind_of_error_has_the_exit_code_that_the_docstring_gives() -> None:
    kinds = {kind.__name__: kind.exit_code for kind in JsnaError.__subclasses__()}
    assert kinds == CODES
    lines = (errors.__doc__ or "").splitlines()
    for name, code in CODES.items():
        assert any(name in line and f" {code} " in line for line in lines)


def test_an_error_is_one_line_of_what_where_and_what_to_do() -> None:
    error = InputError(
        "column is missing.",
        file=Path("plans_2023.csv"),
        row=3,
        column="primary_need",
        remedy="add it\nand run again.",
    )
    assert str(error) == (
        "column is missing, in plans_2023.csv, line 3, column `primary_need`; add it and run again"
    )


def test_an_error_without_a_place_is_just_its_message() -> None:
    assert str(InputError("nothing was recognised")) == "nothing was recognised"


def test_an_error_survives_the_way_back_from_another_process() -> None:
    error = pickle.loads(pickle.dumps(InputError("bad", file="a.csv", row=1, remedy="mend it")))
    assert isinstance(error, InputError)
    assert str(error) == "bad, in a.csv, line 1; mend it"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "permission was refused"),
        (errno.EBUSY, "another program has the file open"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_failing_disk_becomes_one_line(number: int, words: str) -> None:
    with pytest.raises(PublishError, match=words) as caught, as_jsna_error(PublishError, "swap"):
        raise OSError(number, "Input/output error", "site")
    assert str(caught.value).startswith("swap: ")
    assert caught.value.file == "site"


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"), as_jsna_error(ConfigError, "read"):
        Path("nowhere.toml").read_bytes()


def test_an_unwritable_database_becomes_one_line(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="no such file or folder"),
        as_jsna_error(InputError, "cannot open the warehouse"),
    ):
        duckdb.connect(tmp_path / "none.duckdb", read_only=True)


def test_a_bug_stays_a_bug() -> None:
    with pytest.raises(KeyError), as_jsna_error(InputError, "read"):
        raise KeyError("x")


def test_an_error_of_ours_keeps_its_kind() -> None:
    with pytest.raises(ConfigError), as_jsna_error(InputError, "read"):
        raise ConfigError("first")
