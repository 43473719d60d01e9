#!/bin/sh
# Check what `make package` made: the frozen folder, and the wheel (which was built from the sdist) in
# an environment of its own, must each pass doctor, play the story, verify its bundles, and open the
# window on a film and on an invitation; nothing of the checkout is used.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME="$work/home" XDG_DATA_HOME= XDG_CONFIG_HOME= XDG_STATE_HOME= XDG_CACHE_HOME=
mkdir home

check() {
    name=$1
    shift
    echo "== $name: doctor"
    "$@" doctor
    echo "== $name: the story"
    "$@" demo "$work/story-$name" --headless --films 24 --jurors 8 --seed 7
    for bundle in "$work/story-$name"/results*.jury; do
        echo "== $name: verify $(basename "$bundle")"
        "$@" verify "$bundle"
    done
    echo "== $name: the window"
    "$root/.venv/bin/python" "$root/packaging/window.py" "$@"
}

check frozen "$root/dist/jury-app/jury-app"

"$root/.venv/bin/python" -m venv wheel
wheel/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
    --only-binary :all: --requirement "$root/requirements.lock"
wheel/bin/python -m pip install --quiet --disable-pip-version-check --no-deps "$root"/dist/*.whl
check wheel wheel/bin/jury-app
echo "== all packages pass"
