#!/usr/bin/env bash
# Packs the package, weighs the tarball, and installs it globally into a folder of its own, as a user would; then runs it from
# an unrelated folder. A program in a strange folder uses what the package exports, and its types are checked against the
# declarations. Needs what `npm install` needs. Removes everything again.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$root"
unpacked=$(npm pack --silent --json --pack-destination "$work" | node -e 'console.log(JSON.parse(fs.readFileSync(0)).at(0).unpackedSize)')
tarball=$(ls "$work"/*.tgz)
if [ "$unpacked" -gt 2000000 ]; then
  echo "the package is $unpacked bytes unpacked: more than 2 MB" >&2
  exit 1
fi
npm install --silent --global --prefix "$work/prefix" --allow-scripts=better-sqlite3 --no-audit --no-fund "$tarball"

mkdir "$work/elsewhere"
cd "$work/elsewhere"
export IMPORTER_HOME="$work/home" IMPORTER_NETWORK=wifi
importer="$work/prefix/bin/importer"

"$importer" --version
"$importer" list albums --json | grep -qx '\[\]'
test -f "$IMPORTER_HOME/library.db"
"$importer" demo >"$work/demo.txt"
grep -q "Now for real" "$work/demo.txt"

# As a dependency of somebody's program: linked, since a second installation would only compile the same things again.
installed="$work/prefix/lib/node_modules/importer"
mkdir -p "$work/strange/node_modules"
cd "$work/strange"
echo '{ "name": "strange", "private": true, "type": "module" }' >package.json
cp "$root/test/package/use.mjs" .
ln -s "$installed" node_modules/importer
ln -s "$installed/node_modules/@types" node_modules/@types
IMPORTER_HOME="$work/strange-home" node use.mjs | grep -q '"lyricsFetched":1'
check_types() {
  node "$root/node_modules/typescript/bin/tsc" --noEmit --allowJs --checkJs --strict --skipLibCheck \
    --module nodenext --target es2023 --types node "$1"
}
check_types use.mjs
sed 's/batchSize: 10/batchSize: "ten"/' use.mjs >wrong.mjs
if check_types wrong.mjs >/dev/null; then
  echo "the declarations let a wrong type pass" >&2
  exit 1
fi
echo "installed from its tarball ($unpacked bytes unpacked), and used from a strange folder: ok"
