"""The locks pin all that pyproject.toml asks for, with hashes, and name no host."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKS = {
    "requirements.lock": PROJECT["dependencies"],
    "requirements-dev.lock": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"],
}
PIN = re.compile(
    r"(?m)^(?P<pin>[a-z0-9][^\\\n]*?) \\\n(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}.*\n)+)"
)
SYSTEMS = [
    {"sys_platform": "linux", "platform_machine": "x86_64", "os_name": "posix"},
    {"sys_platform": "linux", "platform_machine": "aarch64", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_machine": "arm64", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_machine": "x86_64", "os_name": "posix"},
    {"sys_platform": "win32", "platform_machine": "AMD64", "os_name": "nt"},
]


def pins(lock, system, python):
    """Name → version of what the lock installs there; a name twice is a mistake of the lock."""
    environment = default_environment() | system
    environment |= {"python_version": python, "python_full_version": f"{python}.9", "extra": ""}
    found = {}
    for match in PIN.finditer((ROOT / lock).read_text()):
        pin = Requirement(match["pin"])
        if pin.marker is None or pin.marker.evaluate(environment):
            name = canonicalize_name(pin.name)
            assert name not in found
            (version,) = pin.specifier
            assert version.operator == "=="
            found[name] = version.version
    return found, environment


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_hashes_and_comments_and_nothing_else(lock):
    text = (ROOT / lock).read_text()
    rest = re.sub(r"(?m)^ *#.*\n", "", PIN.sub("", text))
    assert rest.strip() == ""
    assert "://" not in text


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("system", SYSTEMS, ids=lambda one: "-".join(list(one.values())[:2]))
@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_pinned_within_its_bounds_on_every_system(lock, system, python):
    found, environment = pins(lock, system, python)
    for text in LOCKS[lock]:
        wanted = Requirement(text)
        if wanted.marker is None or wanted.marker.evaluate(environment):
            version = found[canonicalize_name(wanted.name)]
            assert wanted.specifier.contains(version, prereleases=True), text


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda one: "-".join(list(one.values())[:2]))
def test_what_is_shipped_is_what_was_tested(system):
    shipped, _ = pins("requirements.lock", system, "3.11")
    tested, _ = pins("requirements-dev.lock", system, "3.11")
    assert shipped.items() <= tested.items()
