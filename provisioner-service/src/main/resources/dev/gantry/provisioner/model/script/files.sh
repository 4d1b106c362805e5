# shellcheck shell=sh disable=SC2154
# Nothing is done while a guest uses one of $guarded. Puts $files files ($path_1, $mode_1, $text_1, ...), then takes away those of $away that are ours, then has systemd
# and udev read again (before that, $block_text becomes our part of $block_path), $disable and $enable units.
run() {
  # shellcheck disable=SC2086 # a list of devices
  refuse_in_use $guarded
  change_files
}

change_files() {
  number=1
  path=''
  mode=''
  while [ "$number" -le "$files" ]; do
    eval "path=\$path_$number mode=\$mode_$number text=\$text_$number"
    put "$path" "$mode"
    number=$((number + 1))
  done
  if [ -n "$disable" ]; then
    tool systemctl || fail 'systemctl is not installed'
    # shellcheck disable=SC2086 # a list of units
    "$value" disable -- $disable </dev/null || fail "cannot disable $disable"
    # shellcheck disable=SC2086 # a list of units
    "$value" reset-failed -- $disable </dev/null 2>/dev/null
  fi
  [ -z "$block_path" ] || put_block "$block_path" "$block_text"
  for path in $away; do take_away "$path"; done
  if [ "$systemd" = yes ]; then
    tool systemctl || fail 'systemctl is not installed'
    "$value" daemon-reload </dev/null || fail 'systemd could not read the new units'
  fi
  if [ -n "$enable" ]; then
    # shellcheck disable=SC2086 # a list of units
    "$value" enable -- $enable </dev/null || fail "cannot enable $enable"
  fi
  if [ "$udev" = yes ] && tool udevadm; then "$value" control --reload </dev/null 2>/dev/null || :; fi
}
