#!/bin/sh
# Put Jury App into this user's menu, and open .jury files with it by a double click.
#     packaging/linux/install.sh PROGRAM          PROGRAM: dist/jury-app/jury-app or .venv/bin/jury-app
#     packaging/linux/install.sh --uninstall
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
'' | -*)
    sed -n '2,4s/^# *//p' "$0" >&2
    exit 2
    ;;
*)
    program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
    [ -x "$program" ] || { echo "$program is no program." >&2; exit 1; }
    mkdir -p "$(dirname "$entry")" "$(dirname "$mime")" "$(dirname "$icon")"
    sed "s|^Exec=.*|Exec=\"$program\" %f|" "$here/jury-app.desktop" >"$entry"
    cp "$here/jury-app.xml" "$mime"
    cp "$here/../../resources/icons/jury-app.svg" "$icon"
    refresh
    ;;
esac
