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

# Whatever the tool that ran into it said: a full disk is told as one, last.
ended=0
trap 'ended=$?; [ "$ended" -eq 0 ] || name_full_disks; exit "$ended"' EXIT

# Folders on disks, not in memory, that changes write to. Filesystem 1024-blocks Used Available Capacity Mounted on
name_full_disks() {
  for folder in / /boot /etc /usr /var /opt /tmp; do
    [ -d "$R$folder" ] || continue
    df -Pk "$R$folder" 2>/dev/null | awk -v folder="$folder" '
      NR > 1 && $2 > 0 && $4 ~ /^-?[0-9]+$/ && $4 < 1024 { print $6 " " folder " has " ($4 < 0 ? 0 : $4) " KiB free" }'
    df -Pi "$R$folder" 2>/dev/null | awk -v folder="$folder" '
      NR > 1 && $2 > 0 && $4 ~ /^[0-9]+$/ && $4 < 8 { print $6 " " folder " has " $4 " inodes free" }'
  done | sort -u -k1,1 | while read -r _ full; do printf '%s\n' "the disk is full: $full; make room there and retry" >&2; done
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
  # A file has the label of its folder; some, like /etc/default/grub, have one of their own.
  if [ -e "$R/sys/fs/selinux/enforce" ] && tool restorecon; then "$value" "$target" </dev/null >/dev/null 2>&1 || :; fi
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
  # What stood there before ours comes back.
  [ ! -e "$R$1.before-gantry" ] || mv -f "$R$1.before-gantry" "$R$1" || fail "cannot bring back what was $1"
  case $1 in */*.d/10-gantry.conf | /etc/nvidia-mig-manager/*) rmdir "$R${1%/*}" 2>/dev/null || : ;; esac
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

# PATH TEXT: TEXT is our part of a file that is not ours; our part goes where TEXT is empty.
put_block() {
  mode=644
  text=
  if [ -f "$R$1" ]; then
    mode=$(stat -c %a "$R$1") || mode=644
    text=$(awk '/^# BEGIN Managed by Gantry/ { ours = 1 } !ours { print } /^# END Managed by Gantry/ { ours = 0 }' "$R$1") ||
      fail "cannot read $1"
    text=$text$nl
  fi
  [ -z "$2" ] || text="$text# BEGIN Managed by Gantry$nl$2# END Managed by Gantry$nl"
  put_over "$1" "$mode"
}
