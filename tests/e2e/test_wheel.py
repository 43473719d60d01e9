"""The built wheel alone, away from the checkout: all that it needs is in it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A folder with the wheel's content and nothing else."""
    work = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", work, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    (built,) = work.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", work / "content", built], check=True, capture_output=True)
    return work / "content"


@pytest.fixture
def run(wheel, tmp_path):
    """Runs `jury-app` from the wheel, in a home of its own."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(wheel), "HOME": str(tmp_path)}

    def jury_app(*arguments, program=("-m", "jury_app")):
        done = subprocess.run(
            [sys.executable, *program, *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return jury_app


def test_it_is_the_wheel_that_runs_and_not_the_checkout(run, wheel):
    where = "import jury_app.base.places as p; print(p.__file__, p.resource(), p.migrations())"
    places = run(program=("-c", where)).split()
    assert all(Path(place).is_relative_to(wheel) for place in places)


def test_all_that_is_needed_is_there(run):
    findings = json.loads(run("doctor", "--json"))
    assert [each["name"] for each in findings if each["needed"] and not each["ok"]] == []


def test_the_story_plays_and_its_bundles_verify(run, tmp_path):
    run("demo", tmp_path / "demo", "--headless", "--films", 24, "--jurors", 8, "--seed", 7)
    bundles = sorted((tmp_path / "demo").glob("results*.jury"))
    assert len(bundles) == 2
    for bundle in bundles:
        assert json.loads(run("verify", bundle, "--json"))["answer"] == "yes"
