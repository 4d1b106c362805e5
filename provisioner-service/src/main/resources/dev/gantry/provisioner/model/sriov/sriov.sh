# shellcheck shell=sh disable=SC2154
# Switches on the virtual functions of $cards, lines "CARD COUNT", one card after the other. It resets them, so nothing on
# $guarded may be open.
run() {
  # shellcheck disable=SC2086 # a list of devices
  refuse_open $guarded
  printf '%s\n' "$cards" | while read -r card count; do
    [ -z "$card" ] || sriov_on "$card" "$count" || exit 1
  done
}
