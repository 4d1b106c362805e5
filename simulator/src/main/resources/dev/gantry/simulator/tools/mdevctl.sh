# shellcheck shell=sh
# What mdevctl 1.2.0 knows: live devices from sysfs, definitions from /etc/mdevctl.d/<parent>/<uuid>.
DEFINED=$R/etc/mdevctl.d

fail() { printf 'Error: %s\n' "$1" >&2; exit 1; }

# Lines "parent uuid type" of live devices.
active_lines() {
  for link in "$R"/sys/bus/mdev/devices/*; do
    [ -L "$link" ] || continue
    target=$(readlink "$link"); live_parent=${target%/*}
    live_type=$(readlink "$link/mdev_type")
    printf '%s %s %s\n' "${live_parent##*/}" "${link##*/}" "${live_type##*/}"
  done | sort
}

# Lines "parent uuid type start attrs" of definitions. One file that is no JSON object fails all, as in the original.
defined_lines() {
  for file in "$DEFINED"/*/*; do
    [ -f "$file" ] || continue
    parent=${file%/*}; parent=${parent##*/}
    case $parent in scripts.d) continue ;; esac
    fields=$(definition "$file") || return 1
    printf '%s %s %s\n' "$parent" "${file##*/}" "$fields"
  done
}

# "type start attrs" of a file, attrs without spaces. Sample: {"mdev_type":"nvidia-700","start":"manual","attrs":[]}
definition() { # FILE
  flat=$(tr -d '\n\r\t' <"$1" | sed 's/" *\([:,}\]]\)/"\1/g; s/\([:,{[]\) */\1/g; s/ *$//; s/^ *//; s/ \([]}]\)/\1/g')
  is_json "$flat" || return 1
  type=$(printf '%s\n' "$flat" | sed -n 's/.*"mdev_type":"\([^"]*\)".*/\1/p')
  start=$(printf '%s\n' "$flat" | sed -n 's/.*"start":"\([^"]*\)".*/\1/p')
  attrs=$(printf '%s\n' "$flat" | sed -n 's/.*"attrs":\(\[[^]]*\]\).*/\1/p')
  [ -n "$type" ] || return 1
  printf '%s %s %s\n' "$type" "${start:-manual}" "${attrs:-[]}"
}
is_json() { # TEXT: an object, by reducing values until one is left
  reduced=$(printf '%s\n' "$1" | sed -E 's/"([^"\\]|\\.)*"/s/g; s/(true|false|null|-?[0-9]+(\.[0-9]+)?)/v/g; s/ //g
    :again
    s/\[([svo](,[svo])*)?\]/v/; t again
    s/\{(s:[svo](,s:[svo])*)?\}/o/; t again')
  [ "$reduced" = o ]
}

# "manual" in text form, and the word after it.
text_rows() { # "parent uuid type start word" on stdin
  while read -r parent id type start word; do printf '%s %s %s %s%s\n' "$id" "$parent" "$type" "$start" "${word:+ ($word)}"; done
  echo
}

# Rows "parent uuid type start attrs" as JSON, grouped by parent.
json_rows() { # [bare]: only the object of a single row
  sort -k1,1 -k2,2 | awk -v bare="${1:-}" '
    function body(pad,   text) {
      text = "{\n" pad "  \"mdev_type\": \"" $3 "\",\n" pad "  \"start\": \"" $4 "\",\n" pad "  \"attrs\": " ($5 == "" ? "[]" : $5) "\n" pad "}"
      return text
    }
    { rows++; parent[rows] = $1; id[rows] = $2; deep[rows] = body("        "); flat[rows] = body("") }
    END {
      if (rows == 0) { print "[]"; exit }
      if (bare == "bare" && rows == 1) { print flat[1]; exit }
      print "[\n  {"
      for (r = 1; r <= rows; r++) {
        if (parent[r] != parent[r - 1]) printf "    \"%s\": [\n", parent[r]
        printf "      {\n        \"%s\": %s\n      }", id[r], deep[r]
        last = r == rows || parent[r + 1] != parent[r]
        if (!last) print ","
        else printf "\n    ]%s\n", r == rows ? "" : ","
      }
      print "  }\n]"
    }'
}

parent_is_known() { # PARENT TYPE: or ends with what mdevctl says
  [ -e "$R/sys/class/mdev_bus/$1" ] || fail "Unable to find parent device '$1'"
  [ -e "$R/sys/class/mdev_bus/$1/mdev_supported_types" ] || fail "Parent $1 is not currently registered for mdev support"
  [ -e "$R/sys/class/mdev_bus/$1/mdev_supported_types/$2" ] || fail "Parent $1 does not support mdev type $2"
}

make_device() { # PARENT UUID TYPE
  parent_is_known "$1" "$3"
  read -r left <"$R/sys/class/mdev_bus/$1/mdev_supported_types/$3/available_instances"
  if [ "$left" -eq 0 ]; then
    # A real driver counts what is live; here a call that was killed may have left an older count.
    refresh_card "$(card_of "$1")"
    read -r left <"$R/sys/class/mdev_bus/$1/mdev_supported_types/$3/available_instances"
  fi
  [ "$left" -gt 0 ] || fail "No available instances of $3 on $1"
  at=$R/sys/devices/$(upstream "$(card_of "$1")")/$1/$2
  mkdir -p "$at"
  ln -sfn "../mdev_supported_types/$3" "$at/mdev_type"
  ln -sfn "../../../devices/$(upstream "$(card_of "$1")")/$1/$2" "$R/sys/bus/mdev/devices/$2"
  ln -sfn "../../../$2" "$DEV/$1/mdev_supported_types/$3/devices/$2"
  group=$(printf '%s' "$2" | cksum | cut -c1-3)
  mkdir -p "$R/sys/kernel/iommu_groups/1$group"
  ln -sfn "../../../../../kernel/iommu_groups/1$group" "$at/iommu_group"
  : >"$R/dev/vfio/1$group"; : >"$at/remove"
  refresh_card "$(card_of "$1")"
  # The fault mdev-in-use: a guest takes the device as soon as it is there.
  if fault mdev-in-use; then
    read -r victim <"$S/faults/mdev-in-use"
    case $victim in "$2" | 1 | '') "$S/tools/sim-guest" "$2" ;; esac
  fi
}

guest_of() { # UUID: the domain that uses it
  grep -lF -- "$1" "$R"/run/libvirt/qemu/*.xml 2>/dev/null | head -n 1
}

remove_device() { # UUID
  link=$R/sys/bus/mdev/devices/$1
  [ -L "$link" ] || { printf 'Error: Error removing device %s\n\nCaused by:\n    No such file or directory (os error 2)\n' "$1" >&2; exit 1; }
  [ -z "$(guest_of "$1")" ] || { printf 'Error: Error removing device %s\n\nCaused by:\n    Device or resource busy (os error 16)\n' "$1" >&2; exit 1; }
  target=$(readlink "$link"); parent=${target%/*}; parent=${parent##*/}
  type=$(readlink "$link/mdev_type")
  group=$(readlink "$link/iommu_group")
  rm -rf "$DEV/$parent/mdev_supported_types/${type##*/}/devices/$1" "${DEV:?}/$parent/$1" "$link" \
    "$R/sys/kernel/iommu_groups/${group##*/}" "$R/dev/vfio/${group##*/}"
  printf '%s\n' "$1" >>"$S/state/removed"
  refresh_card "$(card_of "$parent")"
}
