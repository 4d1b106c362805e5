# shellcheck shell=sh disable=SC2154
# Takes vGPUs apart: $operations as for mdev, $types as for vendor VFIO, then MIG devices of $mig_off cards and the
# virtual functions of $sriov_off cards; last the files and units that would make them again, as for files. $guarded are all
# devices that vanish. A device that cannot be stopped ends it before any definition or file has gone.
run() {
  # shellcheck disable=SC2086 # a list of devices
  refuse_in_use $guarded
  printf '%s\n' "$operations" | while read -r verb one _; do
    [ "$verb" != stop ] || mdev_stop "$one" || exit 1
  done || exit 1
  printf '%s\n' "$types" | while read -r vf number; do
    [ -z "$vf" ] || vgpu_type "$vf" "$number" || exit 1
  done || exit 1
  for card in $mig_off; do
    mig_have "$card"
    mig_clear "$card"
    # Where the card is in use the mode stays pending until the reboot, which is asked for by what the next inspection finds.
    mig_switch "$card" 0 || say "MIG mode of $card is pending"
  done
  for card in $sriov_off; do switch_off "$card"; done
  printf '%s\n' "$operations" | while read -r verb one two _; do
    [ "$verb" = forget ] || continue
    rm -f "$R/etc/mdevctl.d/$one/$two" || fail "cannot remove the definition of $two"
    rmdir "$R/etc/mdevctl.d/$one" 2>/dev/null || :
  done || exit 1
  change_files
}

switch_off() {
  at=$R/sys/bus/pci/devices/$1
  said=
  if [ -x "$R/usr/lib/nvidia/sriov-manage" ]; then said=$("$R/usr/lib/nvidia/sriov-manage" -d "$1" </dev/null 2>&1); fi
  gpu_read "$at/sriov_numvfs" || return 0
  [ "${found:-0}" -eq 0 ] || { printf '0\n' >"$at/sriov_numvfs"; } 2>/dev/null || :
  gpu_read "$at/sriov_numvfs"
  [ "${found:-0}" -eq 0 ] || fail "virtual functions of $1 could not be switched off: $said"
}
