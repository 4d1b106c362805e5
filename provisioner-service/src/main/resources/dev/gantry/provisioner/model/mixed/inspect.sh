# shellcheck shell=sh disable=SC2154
# Inspection: whether cards take vGPUs of mixed sizes. Asked only where the driver has the mode, since it takes nvidia-smi a moment.

inspect_mixed() {
  first_line "$R/sys/module/nvidia/version" || return 0
  case ${value%%.*} in '' | *[!0-9]*) return 0 ;; esac
  [ "${value%%.*}" -ge 550 ] && tool nvidia-smi || return 0
  queried=$(bounded "$smi_seconds" "$R$value" -q 2>&1)
  # GPU 00000000:17:00.0
  #         vGPU Heterogeneous Mode           : Disabled
  modes=$(printf '%s\n' "$queried" | tr -d '\r' | awk '
    /^GPU / { card = tolower($2); sub(/^0000/, "", card) }
    /vGPU Heterogeneous Mode/ { sub(/.*: */, ""); print card, $0 }')
  [ -n "$modes" ] || say 'not-known mixed-sizes' "nvidia-smi -q said: $(printf '%s\n' "$queried" | tail -n 1)"
  printf '%s\n' "$modes" | while read -r card mode; do [ -z "$card" ] || say "layer mixed-sizes $card" "$mode"; done
}
