# shellcheck shell=sh
# Read before every script that changes a host. Each such script defines run, which is called with no input.
set -u
R=${GANTRY_ROOT:-}
R=${R%/}
LC_ALL=C
DEBIAN_FRONTEND=noninteractive
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL DEBIAN_FRONTEND PATH
umask 022
nl='
'
text=

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# NAME: path of an installed program, with $R, is in $value.
tool() {
  for folder in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
    if [ -x "$R$folder/$1" ]; then
      value=$R$folder/$1
      return 0
    fi
  done
  value=
  return 1
}

# LINK: name of the folder that it leads to is in $value.
leads_to() {
  value=
  [ -e "$1" ] || return 1
  value=$(cd -P "$1" 2>/dev/null && pwd -P) || return 1
  value=${value##*/}
}

# PATH MODE: stores $text there, all of it or nothing. A file that is not ours is kept beside it.
put() {
  if [ -f "$R$1" ] && ! is_ours "$R$1" && [ ! -e "$R$1.before-gantry" ]; then
    cp -p "$R$1" "$R$1.before-gantry" || fail "cannot keep a copy of $1"
  fi
  put_over "$1" "$2"
}

# PATH MODE: the same for a file that has other people's lines too.
put_over() {
  target=$R$1
  folder=${target%/*}
  [ -d "$folder" ] || mkdir -p "$folder" || fail "cannot make the folder of $1"
  new=$(mktemp "$folder/.gantry.XXXXXX") || fail "cannot write in the folder of $1 (is the disk full?)"
  if ! printf '%s' "$text" >"$new"; then
    rm -f "$new"
    fail "cannot write $1 (is the disk full?)"
  fi
  chmod "$2" "$new" || fail "cannot set the mode of $1"
  chown 0:0 "$new" || fail "cannot set the owner of $1"
  # Without this a power cut can leave the new name with nothing in it.
  sync "$new" 2>/dev/null || sync
  mv -f "$new" "$target" || fail "cannot replace $1"
}

# FILE: it carries our mark in one of its first two lines.
is_ours() {
  lines=0
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in '# Managed by Gantry'*) return 0 ;; esac
    lines=$((lines + 1))
    [ "$lines" -lt 2 ] || return 1
  done <"$1"
  return 1
}

# PATH: takes a file away if it is ours.
take_away() {
  [ -f "$R$1" ] || return 0
  if ! is_ours "$R$1"; then
    say "left $1 alone: it is not ours"
    return 0
  fi
  rm -f "$R$1" || fail "cannot remove $1"
  case $1 in */*.d/10-gantry.conf | /etc/nvidia-mig-manager/*) rmdir "$R${1%/*}" 2>/dev/null || : ;; esac
}

# DEVICE...: ends the script, naming who, when a guest uses one of these mdevs or functions. $reason set: says so, goes on.
refuse_in_use() {
  users=
  for device in "$@"; do
    for link in "$R/sys/bus/mdev/devices/$device/iommu_group" "$R/sys/bus/pci/devices/$device/iommu_group"; do
      leads_to "$link" || continue
      opened=$(find "$R"/proc/[0-9]*/fd -maxdepth 1 -lname "*/dev/vfio/$value" 2>/dev/null | head -n 1)
      [ -z "$opened" ] || { opened=${opened#"$R"}; opened=${opened#/proc/}; users="$users process ${opened%%/*} (has $device open)"; }
    done
    pattern=$device
    case $device in
      ????:??:??.?)
        slot=${device#*:*:}
        bus=${device#*:}
        pattern="<address domain=.0x${device%%:*}. bus=.0x${bus%%:*}. slot=.0x${slot%.*}. function=.0x${device##*.}."
        ;;
    esac
    for file in "$R"/etc/libvirt/qemu/*.xml "$R"/run/libvirt/qemu/*.xml \
      "$R"/var/lib/docker/volumes/nova_libvirt_qemu/_data/*.xml "$R"/var/lib/containers/storage/volumes/nova_libvirt_qemu/_data/*.xml; do
      [ -f "$file" ] || continue
      if grep -qi -- "$pattern" "$file"; then
        file=${file##*/}
        users="$users ${file%.xml} (names $device)"
      fi
    done
  done
  [ -n "$users" ] || return 0
  [ -n "${reason:-}" ] || fail "in use by:$users; nothing was changed"
  say "goes on although in use by:$users; reason given: $reason"
}

# Installs packages by the system's own tool.
install_packages() {
  if tool apt-get; then
    "$value" -q -y -o DPkg::Lock::Timeout=300 install "$@" </dev/null >"${log:=$(mktemp)}" 2>&1 && return 0
    tool apt-get
    "$value" -q -y update </dev/null >>"$log" 2>&1
    "$value" -q -y -o DPkg::Lock::Timeout=300 install "$@" </dev/null >>"$log" 2>&1 && return 0
  elif tool dnf || tool yum; then
    "$value" -q -y install "$@" </dev/null >"${log:=$(mktemp)}" 2>&1 && return 0
  else
    fail "no package tool found (apt-get, dnf); install by hand: $*"
  fi
  tail -n 20 "$log" >&2
  rm -f "$log"
  fail "could not install: $*"
}
