"""What every frozen build holds, whatever the system: shared by the recipes beside it."""

from pathlib import Path

from PyInstaller.utils.hooks import collect_dynamic_libs, collect_submodules, copy_metadata

ROOT = Path(__file__).resolve().parent.parent
ENTRY = str(ROOT / "packaging" / "entry.py")
DATA = [
    (str(ROOT / "resources"), "jury_app/_resources"),
    (str(ROOT / "db"), "jury_app/_db"),
    *copy_metadata("pyrage"),  # the doctor tells its version
]
BINARIES = collect_dynamic_libs("pymediainfo", search_patterns=["*.so*", "*.dylib", "*.dll"])
HIDDEN = [
    *collect_submodules("jury_app"),  # verbs and children are imported by name
    "alembic.ddl.sqlite",
    "logging.config",
    "sqlalchemy.dialects.sqlite",
    "sqlcipher3.dbapi2",
    "vlc",
]
EXCLUDED = ["IPython", "matplotlib", "mypy", "pandas", "pytest", "statsmodels", "tkinter"]

_OF_THE_SYSTEM = ("libvlc", "libstdc++", "libgcc_s")


def our_binaries(binaries: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The libraries to ship: not the player, which is nothing without its plugins.

    Nor the C++ runtime: the system's player would be given ours, which may be the older one.
    """
    return [one for one in binaries if not Path(one[0]).name.startswith(_OF_THE_SYSTEM)]
