# shellcheck shell=sh disable=SC2154
# Inspection: MIG modes and devices.

# Asked only where a card can do it: starting nvidia-smi costs more than the rest of the inspection, and it holds the driver.
inspect_mig() {
  [ -r "$R/sys/module/nvidia/version" ] || return 0
  find_held_cards
  able=
  for card in $held; do
    first_line "$R/sys/bus/pci/devices/$card/device" || continue
    case " ${mig_never:-} " in *" ${value#0x} "*) ;; *) able="$able $card" ;; esac
  done
  [ -n "$able" ] || return 0
  tool nvidia-smi || {
    say mig-trouble 'nvidia-smi is not installed'
    return 0
  }
  smi=$R$value
  modes=$(mig_modes)
  [ $? -ne 124 ] || say mig-trouble "nvidia-smi gave no answer in $smi_seconds s"
  case $modes in
    # Of no card, whichever it is asked for.
    *'initialize NVML'* | *"couldn't communicate"* | *'No devices were found'*) ;;
    *) ask_for_those_left_out ;;
  esac
  printf '%s\n' "$modes" | while IFS= read -r line; do say mig-mode "$line"; done
  case $modes in *Enabled*) say_mig_instances ;; esac
}

mig_modes() { # ARGUMENT...
  queried=$(bounded "$smi_seconds" "$smi" "$@" --query-gpu=pci.bus_id,index,mig.mode.current,mig.mode.pending --format=csv,noheader 2>&1)
  status=$?
  printf '%s\n' "$queried" | tr -d '\r'
  return "$status"
}

# One card that has fallen off the bus keeps nvidia-smi from telling of any: each of $able that it left out of $modes is asked for alone.
# Unable to determine the device handle for GPU0000:65:00.0: Unknown Error
ask_for_those_left_out() {
  for card in $able; do
    case $(printf '%s' "$modes" | tr A-F a-f) in *"$card,"*) continue ;; esac
    alone=$(mig_modes -i "$card")
    case $(printf '%s' "$alone" | tr A-F a-f) in
      *"$card,"*) modes=$modes$nl$alone ;;
      *)
        said=$(printf '%s\n' "$alone" | tail -n 1)
        say "not-known mig $card" "nvidia-smi -i $card said: ${said:-nothing}"
        ;;
    esac
  done
}

# No list is not an empty list. Where one cannot be had for all, each card in MIG mode is asked for alone, by its index.
say_mig_instances() {
  trouble=
  list_mig_instances && return 0
  enabled=$(printf '%s\n' "$modes" | awk -F ' *, *' '$3 == "Enabled" { print $2 }')
  for index in $enabled; do list_mig_instances -i "$index" || say "mig-list $index" "$trouble"; done
}

list_mig_instances() { # ARGUMENT...
  instances=$(bounded "$smi_seconds" "$smi" mig "$@" -lgi 2>&1)
  status=$?
  instances=$(printf '%s\n' "$instances" | tr -d '\r')
  case $status:$instances in
    0:*[0-9]g.*gb*) ;;
    *'No GPU instances'* | *'No MIG-enabled'* | *'Not Found'*) return 0 ;;
    *)
      said=$(printf '%s\n' "$instances" | tail -n 1)
      trouble="nvidia-smi mig $*${*:+ }-lgi ended with $status: ${said:-nothing}"
      return 1
      ;;
  esac
  printf '%s\n' "$instances" | while IFS= read -r line; do
    case $line in *[0-9]g.*gb*) say mig-instance "$line" ;; esac
  done
}
