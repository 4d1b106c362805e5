# shellcheck shell=sh disable=SC2154
# Takes $cards from nouveau and unloads it, where nothing holds it. A console on one of them would go dark, so that is checked first.
run() {
  if [ -r "$R/sys/module/nouveau/refcnt" ]; then
    read -r users <"$R/sys/module/nouveau/refcnt"
    [ "${users:-0}" -eq 0 ] || fail "nouveau is in use by now ($users); restart the host instead"
  fi
  # The kernel takes its cards along. Where it does not let go of the module, each card is taken from it.
  if tool rmmod; then "$value" nouveau </dev/null >/dev/null 2>&1 || :; fi
  for card in $cards; do
    at=$R/sys/bus/pci/devices/$card
    leads_to "$at/driver" && [ "$value" = nouveau ] || continue
    { printf '%s' "$card" >"$R/sys/bus/pci/drivers/nouveau/unbind"; } 2>/dev/null || fail "nouveau does not let go of $card"
    left=20
    while leads_to "$at/driver" && [ "$value" = nouveau ]; do
      [ "$left" -gt 0 ] || fail "nouveau does not let go of $card"
      left=$((left - 1))
      sleep 0.5
    done
  done
}
