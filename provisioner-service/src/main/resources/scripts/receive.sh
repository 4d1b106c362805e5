# shellcheck shell=sh disable=SC2154
# Stores what comes by standard input at $path when its SHA-256 is $sha256. Called with input, so there is no run.
folder=$R${path%/*}
mkdir -p "$folder" && chmod 0755 "$folder" || fail "cannot make ${path%/*}"
find "$folder" -maxdepth 1 -name '*.part' -mmin +120 -exec rm -f {} + 2>/dev/null
part=$R$path.$$.part
cat >"$part" || {
  rm -f "$part"
  fail "cannot store the driver at $path (is the disk full?)"
}
found=$(sha256sum "$part") || fail "cannot read back $path"
found=${found#\\}
found=${found%% *}
if [ "$found" != "$sha256" ]; then
  rm -f "$part"
  fail "the driver arrived damaged: SHA-256 $found, wanted $sha256"
fi
chmod 0700 "$part" && chown 0:0 "$part" && mv -f "$part" "$R$path" || fail "cannot store $path"
