# shellcheck shell=sh
# What systemd does with unit files: finds, reads, orders and runs them. State is in $S/run/units, so a boot clears it.
U=$S/run/units

unit_path() { # UNIT: the file that defines it
  name=$1
  template=
  case $name in *@?*.*) template=${name%%@*}@.${name##*.} ;; esac
  for folder in "$R/etc/systemd/system" "$R/run/systemd/system" "$R/usr/local/lib/systemd/system" "$R/usr/lib/systemd/system"; do
    [ -e "$folder/$name" ] && { printf '%s\n' "$folder/$name"; return; }
    [ -n "$template" ] && [ -e "$folder/$template" ] && { printf '%s\n' "$folder/$template"; return; }
  done
  return 1
}

# Reads a unit with its drop-ins into lines "Section.Key=value", specifiers replaced. As systemd does, keeps what it
# read until daemon-reload.
load_unit() { # UNIT
  [ -e "$U/$1/conf" ] && return 0
  unit_file=$(unit_path "$1") || return 1
  mkdir -p "$U/$1"
  stem=${1%.*}; instance=
  case $stem in *@*) instance=${stem#*@} ;; esac
  {
    cat "$unit_file"
    for drop in "$R/usr/lib/systemd/system/$1.d"/*.conf "$R/etc/systemd/system/$1.d"/*.conf; do
      [ -e "$drop" ] && { printf '\n'; cat "$drop"; }
    done
  } | awk -v i="$instance" -v n="$1" -v stem="$stem" '
    { sub(/\r$/, "") }
    carry != "" { $0 = carry $0; carry = "" }
    /\\$/ { carry = substr($0, 1, length($0) - 1) " "; next }
    /^[ \t]*([#;]|$)/ { next }
    /^\[/ { section = $0; gsub(/[][]/, "", section); next }
    {
      at = index($0, "="); key = substr($0, 1, at - 1); value = substr($0, at + 1)
      gsub(/[ \t]+$/, "", key); gsub(/^[ \t]+|[ \t]+$/, "", value)
      p = stem; sub(/@.*/, "", p)
      gsub(/%%/, "\001", value); gsub(/%[iI]/, i, value); gsub(/%n/, n, value); gsub(/%N/, stem, value); gsub(/%p/, p, value)
      gsub(/\001/, "%", value)
      full = section "." key
      # An empty value takes back what came before; of keys with one value the last counts.
      if (value == "") { for (l = 1; l <= lines; l++) if (index(line[l], full "=") == 1) line[l] = "" }
      else line[++lines] = full "=" value
    }
    END { for (l = 1; l <= lines; l++) if (line[l] != "") print line[l] }' >"$U/$1/conf.new" && mv "$U/$1/conf.new" "$U/$1/conf"
}

unit_all() { # UNIT SECTION.KEY: every value, one a line
  [ -e "$U/$1/conf" ] || return 0
  while IFS= read -r setting; do
    case $setting in "$2="*) printf '%s\n' "${setting#*=}" ;; esac
  done <"$U/$1/conf"
}
unit_last() { unit_all "$1" "$2" | tail -n 1; }

unit_state() { # UNIT: "ActiveState SubState Result"
  if [ -e "$U/$1/state" ]; then cat "$U/$1/state"; return; fi
  case $1 in
    *.device) device_path "$1"; if [ -e "$found" ]; then echo 'active plugged success'; else echo 'inactive dead success'; fi ;;
    *) echo 'inactive dead success' ;;
  esac
}
is_active() { case $(unit_state "$1") in active* | activating*) ;; *) return 1 ;; esac; }
set_state() { mkdir -p "$U/$1"; printf '%s\n' "$2" >"$U/$1/state"; }
unit_log() { mkdir -p "$U/$1"; printf '%s %s: %s\n' "$(date '+%b %d %H:%M:%S')" "$1" "$2" >>"$U/$1/log"; }

device_path() { # UNIT.device: sets found
  found=$R/$(printf '%s\n' "${1%.device}" | sed 's#-#/#g; s#\\x2d#-#g')
}

# The units that starting these would start: requirements and wishes, of the file and of the .wants and .requires folders.
pulled_in() { # UNIT
  { unit_all "$1" Unit.Requires; unit_all "$1" Unit.Wants; unit_all "$1" Unit.BindsTo; } | tr -s ' ' '\n'
  for folder in "$R/etc/systemd/system/$1.wants" "$R/etc/systemd/system/$1.requires" "$R/usr/lib/systemd/system/$1.wants"; do
    for link in "$folder"/*; do { [ -L "$link" ] || [ -e "$link" ]; } && printf '%s\n' "${link##*/}"; done
  done
}
required_by() { # UNIT: what it cannot do without
  { unit_all "$1" Unit.Requires; unit_all "$1" Unit.BindsTo; } | tr -s ' ' '\n'
  for link in "$R/etc/systemd/system/$1.requires"/*; do [ -L "$link" ] && printf '%s\n' "${link##*/}"; done
}

# Prints the units of a transaction in the order in which they start.
transaction() { # UNIT...
  todo=$*; members=
  while [ -n "$todo" ]; do
    next=
    for unit in $todo; do
      case " $members " in *" $unit "*) continue ;; esac
      members="$members $unit"
      load_unit "$unit" 2>/dev/null
      next="$next $(pulled_in "$unit" | tr '\n' ' ')"
    done
    todo=$(printf '%s\n' "$next" | tr -s ' ' | sed 's/^ //; s/ $//')
  done
  for unit in $members; do
    printf 'unit %s\n' "$unit"
    unit_all "$unit" Unit.After | tr -s ' ' '\n' | sed "s/^/after $unit /"
    unit_all "$unit" Unit.Before | tr -s ' ' '\n' | sed "s/\(.*\)/after \1 $unit/"
  done | awk '
    $1 == "unit" { unit[++units] = $2; member[$2] = 1 }
    $1 == "after" { edges++; late[edges] = $2; early[edges] = $3 }
    END {
      left = units
      while (left > 0) {
        moved = 0
        for (u = 1; u <= units; u++) {
          name = unit[u]
          if (done[name]) continue
          ready = 1
          for (e = 1; e <= edges; e++) if (late[e] == name && member[early[e]] && !done[early[e]] && early[e] != name) ready = 0
          if (ready || stuck) { print name; done[name] = 1; left--; moved = 1; stuck = 0 }
        }
        # An ordering cycle: systemd too gives up one edge and goes on.
        if (!moved) stuck = 1
      }
    }'
}

# Runs one command line of a unit file. Absolute paths in it are paths of the host.
run_line() { # UNIT LINE
  line=$2; tolerated=no
  while :; do
    case $line in
      -*) tolerated=yes; line=${line#?} ;;
      [@:+!]*) line=${line#?} ;;
      *) break ;;
    esac
  done
  mark=$(printf '\001')
  known=$R; word=$R
  case $R in *[!A-Za-z0-9_./-]*)
    known=$(printf '%s\n' "$R" | sed 's/[][\.*^$+?(){}|#]/\\&/g')
    # A folder with a space in its name stays one word, also for a shell that the unit calls.
    word=$(printf '%s\n' "$R" | sed 's/[^A-Za-z0-9_./-]/\\&/g; s/[\&#]/\\&/g') ;;
  esac
  line=$(printf '%s\n' "$line" | sed -E "s#$known#$mark#g
    s#(^|[[:space:]\"'=<>(;&|])/(sys|etc|proc|opt|usr|var|lib|run|boot|bin|sbin|tmp)/#\1$mark/\2/#g
    s#(^|[[:space:]\"'=<>(;&|])/(sys|etc|proc|opt|usr|var|lib|run|boot|bin|sbin|tmp)/#\1$mark/\2/#g
    s#$mark#$word#g")
  (
    # Nothing of the session that asked reaches a unit, and its waits are short: a simulated boot does not take minutes.
    while IFS= read -r assignment; do
      [ -n "$assignment" ] && eval "export $assignment"
    done <<EOF
$(unit_all "$1" Service.Environment)
$(environment_files "$1")
EOF
    export GANTRY_UNIT="$1" GANTRY_SUDO=1
    eval "set -- $line"
    command=$1; shift
    [ -e "$command" ] || command=${command##*/}
    command -v "$command" >/dev/null 2>&1 || { echo "Failed to locate executable $command: No such file or directory"; exit 203; }
    [ "${command##*/}" = sleep ] && exit 0
    exec "$command" "$@"
  ) >>"$U/$1/log" 2>&1 </dev/null
  code=$?
  [ $code -eq 0 ] && return 0
  unit_log "$1" "Main process exited, code=exited, status=$code"
  [ "$tolerated" = yes ]
}

environment_files() { # UNIT
  unit_all "$1" Service.EnvironmentFile | while IFS= read -r file; do
    [ -e "$R${file#-}" ] && grep -Ev '^[[:space:]]*(#|$)' "$R${file#-}"
  done
}

run_lines() { # UNIT KEY: stops at the first that fails
  unit_all "$1" "Service.$2" >"$U/$1/lines"
  while IFS= read -r command_line <&3; do run_line "$1" "$command_line" || return 1; done 3<"$U/$1/lines"
}

conditions_hold() { # UNIT
  unit_all "$1" Unit.ConditionPathExists | while IFS= read -r path; do
    case $path in
      !*) [ ! -e "$R${path#!}" ] || exit 1 ;;
      *) [ -e "$R$path" ] || exit 1 ;;
    esac
  done
}

# Runs a unit whose turn it is. Requirements have run already.
run_unit() { # UNIT
  unit=$1
  case $unit in
    *.device) is_active "$unit"; return ;;
    *.target | *.path | *.timer | *.socket | *.mount) set_state "$unit" 'active active success'; return 0 ;;
  esac
  is_active "$unit" && return 0
  load_unit "$unit" || return 5
  for needed in $(required_by "$unit"); do
    case $needed in *.target | *.mount | *.slice) continue ;; esac
    # A oneshot that ended well and does not remain counts.
    case $(unit_state "$needed") in
      active* | 'inactive dead done') ;;
      *) unit_log "$unit" "Dependency failed: $needed"; set_state "$unit" 'inactive dead dependency'; return 6 ;;
    esac
  done
  conditions_hold "$unit" || { unit_log "$unit" 'skipped because of an unmet condition check'; return 0; }
  kind=$(unit_last "$unit" Service.Type); attempts=1
  case $(unit_last "$unit" Service.Restart) in on-failure | always) attempts=4 ;; esac
  while [ $attempts -gt 0 ]; do
    attempts=$((attempts - 1))
    run_once "$unit" "$kind" && return 0
  done
  set_state "$unit" 'failed failed exit-code'
  unit_log "$unit" "Failed with result 'exit-code'."
  return 1
}

run_once() { # UNIT TYPE
  unit_log "$1" 'Starting'
  run_lines "$1" ExecStartPre || return 1
  case $2 in
    oneshot)
      run_lines "$1" ExecStart || return 1
      if [ "$(unit_last "$1" Service.RemainAfterExit)" = yes ] || [ "$(unit_last "$1" Service.RemainAfterExit)" = true ]; then
        set_state "$1" 'active exited success'
      else
        set_state "$1" 'inactive dead done'
      fi ;;
    # A daemon is seen here only by whether it starts.
    *) run_lines "$1" ExecStart || return 1; set_state "$1" 'active running success' ;;
  esac
  run_lines "$1" ExecStartPost
  unit_log "$1" 'Finished'
}

start_units() { # UNIT...: 0 if those named are fine afterwards
  order=$(transaction "$@")
  for member in $order; do
    run_unit "$member"
    printf '%s\n' $? >"$U/${member}.code"
  done
  worst=0
  for named in "$@"; do
    read -r code <"$U/$named.code"
    case $code in
      0) ;;
      5) say_error "Failed to start $named: Unit $named not found."; worst=5 ;;
      6) say_error "A dependency job for $named failed. See 'journalctl -xe' for details."; worst=1 ;;
      *) say_error "Job for $named failed because the control process exited with error code."
         say_error "See \"systemctl status $named\" and \"journalctl -xeu $named\" for details."; worst=1 ;;
    esac
  done
  rm -f "$U"/*.code
  return $worst
}

# Stops a unit and what cannot do without it.
stop_unit() { # UNIT
  for other in "$U"/*/state; do
    [ -e "$other" ] || continue
    other=${other%/state}; other=${other##*/}
    [ "$other" != "$1" ] && is_active "$other" && required_by "$other" | grep -Fqx -- "$1" && stop_unit_alone "$other"
  done
  stop_unit_alone "$1"
}
stop_unit_alone() {
  case $1 in *.device) return 0 ;; esac
  load_unit "$1" || return 5
  is_active "$1" && run_lines "$1" ExecStop
  set_state "$1" 'inactive dead success'
}
