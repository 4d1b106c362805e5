# shellcheck shell=sh disable=SC2154
# Switches MIG mode of $cards, lines "CARD 0|1". Nothing on $guarded may be open. A mode that stays pending is left to the reboot that the next inspection asks for.
run() {
  # shellcheck disable=SC2086 # a list of devices
  refuse_open $guarded
  printf '%s\n' "$cards" | while read -r card on; do
    [ -n "$card" ] || continue
    mig_switch "$card" "$on" && continue
    smi_value "$card" mig.mode.pending
    case $found in
      "$wanted_mode") say "MIG mode of $card is pending" ;;
      *)
        printf '%s\n' "MIG mode of $card could not be set to $wanted_mode" >&2
        exit 1
        ;;
    esac
  done
}
