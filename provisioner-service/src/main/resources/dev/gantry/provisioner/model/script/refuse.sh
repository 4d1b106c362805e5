# shellcheck shell=sh
# The last check before a change: ends the script, before it has changed anything, when a guest uses what the change takes.

# DEVICE: it, its virtual functions and the mdevs on any of them are added to $parts: what vanishes with it.
add_parts() {
  parts="$parts $1"
  for part in "$R/sys/bus/pci/devices/$1"/virtfn* "$R/sys/bus/pci/devices/$1"; do
    [ -d "$part" ] || continue
    case $part in */virtfn*) leads_to "$part" && parts="$parts $value" ;; esac
    for mdev in "$part"/????????-????-????-????-????????????; do [ ! -d "$mdev" ] || parts="$parts ${mdev##*/}"; done
  done
}

# DEVICE...: ends the script, naming who, when a guest uses one of these mdevs or functions, or something on them, and when
# that cannot be told. $reason set: says so, goes on.
refuse_in_use() {
  domain_lines=$(list_domain_folders | while IFS= read -r folder; do
    set -- "$folder"/*.xml
    [ ! -f "$1" ] || grep -HE '<address (uuid|domain)=' "$@"
  done)
  refuse_users "$@"
}

# The same for what comes back as it was: domains that only name it do not count.
refuse_open() {
  domain_lines=
  refuse_users "$@"
}

refuse_users() {
  [ $# -gt 0 ] || return 0
  users=
  parts=
  for device in "$@"; do add_parts "$device"; done
  opened=$(list_open_files)
  case $opened in *listed*) ;; *) users="$users nobody knows whom (open files of processes could not be listed)" ;; esac
  for device in $parts; do name_users "$device"; done
  [ -n "$users" ] || return 0
  [ -n "${reason:-}" ] || fail "in use by:$users; nothing was changed"
  say "goes on although in use by:$users; reason given: $reason"
}

# DEVICE: adds to $users who of $opened has it open and which domains name it in $domain_lines.
name_users() {
  for at in "$R/sys/bus/mdev/devices/$1" "$R/sys/bus/pci/devices/$1"; do
    [ -e "$at" ] || continue
    set -- "$1"
    if leads_to "$at/iommu_group"; then set -- "$@" "$value"; fi
    for node in "$at"/vfio-dev/vfio*; do [ ! -e "$node" ] || set -- "$@" "devices/${node##*/}"; done
    for node in "$@"; do
      [ "$node" != "$1" ] || continue
      process=$(printf '%s\n' "$opened" | grep -E "vfio/$node\$" | head -n 1)
      [ -n "$process" ] || continue
      name_process "${process%%/fd *}"
      users="$users $user (has $1 open)"
    done
  done
  pattern=$1
  case $1 in
    ????:??:??.?)
      slot=${1#*:*:}
      bus=${1#*:}
      pattern="<address domain=.0x${1%%:*}. bus=.0x${bus%%:*}. slot=.0x${slot%.*}. function=.0x${1##*.}."
      ;;
  esac
  [ -n "$domain_lines" ] || return 0
  naming=$(printf '%s\n' "$domain_lines" | grep -i -- "$pattern" | while IFS= read -r line; do
    line=${line%%.xml:*}
    printf ' %s (names %s)' "${line##*/}" "$1"
  done)
  users=$users$naming
}

# Ends the script, naming them, when any guest runs. $reason set: says so, goes on.
refuse_guests() {
  opened=$(list_open_files)
  users=
  case $opened in *listed*) ;; *) users=' nobody knows who (open files of processes could not be listed)' ;; esac
  for process in $(printf '%s\n' "$opened" | sed -n 's|/fd anon_inode:kvm-vm$||p'); do
    name_process "$process"
    users="$users $user"
  done
  [ -n "$users" ] || return 0
  [ -n "${reason:-}" ] || fail "guests run here:$users; nothing was changed"
  say "goes on although guests run here:$users; reason given: $reason"
}
