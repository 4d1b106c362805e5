# shellcheck shell=sh disable=SC2154
# Starts $start, units of the driver, and has them started at boot.
run() {
  tool systemctl || fail 'systemctl is not installed'
  # shellcheck disable=SC2086 # a list of units
  "$value" enable -- $start </dev/null 2>/dev/null || :
  # shellcheck disable=SC2086 # a list of units
  "$value" start -- $start </dev/null || fail "could not start $start: $("$value" status --no-pager -- $start 2>&1 | tail -n 12)"
}
