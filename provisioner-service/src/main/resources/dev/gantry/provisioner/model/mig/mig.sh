# shellcheck shell=sh disable=SC2154
# Cuts $cards, lines "CARD PROFILES", into MIG devices. Nothing on $guarded may be open.
run() {
  # shellcheck disable=SC2086 # a list of devices
  refuse_open $guarded
  printf '%s\n' "$cards" | while read -r card profiles; do
    [ -z "$card" ] || mig_apply "$card" "$profiles" || exit 1
  done
}
