# shellcheck shell=sh disable=SC2154
# Inspection: whether cards take vGPUs of mixed sizes. Asked only where the driver has the mode, since it takes nvidia-smi a moment.

inspect_mixed() {
  first_line "$R/sys/module/nvidia/version" || return 0
  case ${value%%.*} in '' | *[!0-9]*) return 0 ;; esac
  [ "${value%%.*}" -ge 550 ] && tool nvidia-smi || return 0
  smi=$R$value
  ask_mixed
  modes=$told
  all=$last
  # One card that has fallen off the bus can keep nvidia-smi from telling of the others: each that it left out is asked for alone.
  if [ "$asked" -ne 0 ]; then
    find_held_cards
    for card in $held; do
      case $nl$modes in *"$nl$card "*) continue ;; esac
      ask_mixed -i "$card"
      if [ -n "$told" ]; then modes=$modes$nl$told; else say "not-known mixed-sizes $card" "nvidia-smi -q said: $last"; fi
    done
  fi
  [ -n "$modes" ] || say 'not-known mixed-sizes' "nvidia-smi -q said: $all"
  printf '%s\n' "$modes" | while read -r card mode; do [ -z "$card" ] || say "layer mixed-sizes $card" "$mode"; done
}

# ARGUMENT...: lines "CARD MODE" are in $told, the last line of what nvidia-smi said in $last.
# GPU 00000000:17:00.0
#         vGPU Heterogeneous Mode           : Disabled
ask_mixed() {
  queried=$(bounded "$smi_seconds" "$smi" -q "$@" 2>&1)
  asked=$?
  last=$(printf '%s\n' "$queried" | tail -n 1)
  last=${last:-nothing}
  told=$(printf '%s\n' "$queried" | tr -d '\r' | awk '
    /^GPU [0-9A-Fa-f]/ { card = tolower($2); if (length(card) > 12) sub(/^0000/, "", card) }
    /vGPU Heterogeneous Mode/ { sub(/.*: */, ""); print card, $0 }')
}
