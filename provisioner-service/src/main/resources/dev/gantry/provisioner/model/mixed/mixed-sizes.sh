# shellcheck shell=sh disable=SC2154
# Sets the heterogeneous mode of $cards, lines "CARD 0|1". $devices, mdevs and virtual functions with a type, are taken off first; they are
# $guarded.
run() {
  # shellcheck disable=SC2086 # a list of devices
  refuse_in_use $guarded
  for device in $devices; do
    case $device in
      ????:??:??.?) vgpu_type "$device" 0 ;;
      *) mdev_stop "$device" ;;
    esac
  done
  printf '%s\n' "$cards" | while read -r card on; do
    [ -z "$card" ] || mixed_sizes "$card" "$on" || exit 1
  done
}
