#!/usr/bin/env bash
# Packs the package and installs the tarball globally into a folder of its own, as a user would; then runs it from
# an unrelated folder. Needs what `npm install` needs. Removes everything again.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$root"
npm pack --silent --pack-destination "$work" >/dev/null
tarball=$(ls "$work"/*.tgz)
npm install --silent --global --prefix "$work/prefix" --allow-scripts=better-sqlite3 --no-audit --no-fund "$tarball"

mkdir "$work/elsewhere"
cd "$work/elsewhere"
export IMPORTER_HOME="$work/home"
importer="$work/prefix/bin/importer"

"$importer" --version
"$importer" list albums --json | grep -qx '\[\]'
test -f "$IMPORTER_HOME/library.db"
"$importer" demo >"$work/demo.txt"
grep -q "Now for real" "$work/demo.txt"
echo "installed from its tarball: ok"
