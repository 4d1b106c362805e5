#!/bin/sh
# One inspection of a GPU host: prints lines "key<TAB>value" and changes nothing. The pieces of the layers follow. Reads sysfs and procfs with the shell's own
# read and cd, since a process for each of hundreds of values would cost more than all the rest.
R=${GANTRY_ROOT:-}
R=${R%/}
LC_ALL=C
export LC_ALL
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
umask 077
nl='
'
tab=$(printf '\t')
smi_seconds=30
here=$R/
[ -z "$R" ] || { cd -P "$R" && R=$PWD; }

say() { printf '%s\t%s\n' "$1" "$2"; }

# FILE: its first line is in $value; false when there is none.
first_line() {
  value=
  [ -r "$1" ] || return 1
  { read -r value || [ -n "$value" ]; } 2>/dev/null <"$1"
}

# KEY FILE: says the first line of the file, if it has one.
say_file() { if first_line "$2" && [ -n "$value" ]; then say "$1" "$value"; fi; }

# LINK: name of the folder that it leads to is in $value.
leads_to() {
  value=
  [ -e "$1" ] || return 1
  back=$PWD
  cd -P "$1" 2>/dev/null || return 1
  value=${PWD##*/}
  cd "$back" || return 1
}

# NAME: path of an installed program, without $R, is in $value.
tool() {
  for folder in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
    if [ -x "$R$folder/$1" ]; then
      value=$folder/$1
      return 0
    fi
  done
  value=
  return 1
}

# Reads "path:line" and says "KEY path<TAB>line".
say_found() {
  while IFS= read -r found; do
    path=${found%%:*}
    say "$1 ${path#"$R"}" "${found#*:}"
  done
}

bounded() {
  seconds=$1
  shift
  if tool timeout; then timeout "$seconds" "$@"; else "$@"; fi
}

# Cards that the driver holds are in $held.
find_held_cards() {
  held=
  for device in "$R"/sys/bus/pci/drivers/nvidia/????:??:??.0; do
    first_line "$device/class" || continue
    case $value in 0x0300* | 0x0302*) ;; *) continue ;; esac
    [ -e "$device/physfn" ] || held="$held ${device##*/}"
  done
}
