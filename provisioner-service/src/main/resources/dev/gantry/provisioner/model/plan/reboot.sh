# shellcheck shell=sh disable=SC2154
# Restarts the host a moment after the answer is out, unless a guest runs by now and $reason is empty. molly-guard's wrappers ask a person, so they are passed by.
run() {
  refuse_guests
  down=
  for candidate in "$R/lib/molly-guard/reboot" "$R/usr/lib/molly-guard/reboot"; do [ ! -x "$candidate" ] || down=$candidate; done
  if [ -z "$down" ]; then
    tool reboot || fail 'no reboot command found'
    down=$value
  fi
  sync
  if tool systemd-run && [ -d "$R/run/systemd/system" ]; then
    "$value" --quiet --collect --on-active=1 "$down" && return 0
  fi
  tool setsid && [ -x "$value" ] || fail 'no setsid command found'
  # shellcheck disable=SC2016 # that is for the inner shell
  "$value" sh -c 'sleep 1; exec "$1"' reboot "$down" >/dev/null 2>&1 </dev/null &
  say 'going down'
}
