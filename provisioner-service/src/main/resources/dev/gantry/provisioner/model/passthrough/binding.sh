# shellcheck shell=sh disable=SC2154
# Gives $cards, lines "FUNCTION DRIVER", to this driver now. $guarded must not be in use.
run() {
  # shellcheck disable=SC2086 # a list of devices
  refuse_in_use $guarded
  printf '%s\n' "$cards" | while read -r card driver; do
    [ -z "$card" ] || give "$card" "$driver" || exit 1
  done
}

give() {
  at=$R/sys/bus/pci/devices/$1
  [ -d "$at" ] || fail "$1 is not there"
  case $2 in vfio-pci) module=vfio_pci ;; *) module=$2 ;; esac
  if [ ! -d "$R/sys/bus/pci/drivers/$2" ]; then
    tool modprobe && "$value" "$module" </dev/null || fail "the module of $2 could not be loaded"
  fi
  leads_to "$at/driver" || value=
  if [ "$value" = "$2" ]; then
    # Bound already, perhaps by an override that would outlive it.
    return 0
  fi
  [ -z "$value" ] || { printf '%s' "$1" >"$at/driver/unbind"; } || fail "$1 could not be taken from $value"
  { printf '%s\n' "$2" >"$at/driver_override"; } 2>/dev/null || :
  { printf '%s' "$1" >"$R/sys/bus/pci/drivers/$2/bind"; } 2>/dev/null || { printf '%s' "$1" >"$R/sys/bus/pci/drivers_probe"; } 2>/dev/null || :
  # An empty line clears the override; what is bound stays.
  [ "$2" = vfio-pci ] || { printf '\n' >"$at/driver_override"; } 2>/dev/null || :
  left=20
  until leads_to "$at/driver" && [ "$value" = "$2" ]; do
    [ "$left" -gt 0 ] || fail "$1: wanted driver $2, found ${value:-none}"
    left=$((left - 1))
    sleep 0.5
  done
}
