#!/bin/sh
# Put Jury App into this user's menu, and open .jury files with it by a double click.
#     install.sh [PROGRAM]          PROGRAM: the one beside this file unless given, e.g. .venv/bin/jury-app
#     install.sh --uninstall
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/jury-app.desktop
mime=$data/mime/packages/jury-app.xml
icon=$data/icons/hicolor/scalable/apps/jury-app.svg

refresh() {
    command -v update-mime-database >/dev/null && update-mime-database "$data/mime"
    command -v update-desktop-database >/dev/null && update-desktop-database "$data/applications"
    return 0
}

case ${1:-} in
--uninstall)
    rm -f "$entry" "$mime" "$icon"
    refresh
    ;;
-*)
    sed -n '2,4s/^# *//p' "$0" >&2
    exit 2
    ;;
*)
    program=${1:-$here/jury-app}
    [ -f "$program" ] && [ -x "$program" ] || { echo "$program is no program." >&2; exit 1; }
    program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
    drawing=$here/jury-app.svg
    [ -f "$drawing" ] || drawing=$here/../../resources/icons/jury-app.svg
    mkdir -p "$(dirname "$entry")" "$(dirname "$mime")" "$(dirname "$icon")"
    escaped=$(printf '%s' "$program" | sed 's/[&|\\]/\\&/g')
    sed "s|^Exec=.*|Exec=\"$escaped\" %f|" "$here/jury-app.desktop" >"$entry"
    cp "$here/jury-app.xml" "$mime"
    cp "$drawing" "$icon"
    refresh
    ;;
esac
