# shellcheck shell=sh disable=SC2154
# Inspection: MIG modes and devices.

# Asked only where a card can do it: starting nvidia-smi costs more than the rest of the inspection, and it holds the driver.
inspect_mig() {
  [ -r "$R/sys/module/nvidia/version" ] || return 0
  able=
  for device in "$R"/sys/bus/pci/drivers/nvidia/*; do
    case ${device##*/} in
      ????:??:??.0) ;;
      *) continue ;;
    esac
    first_line "$device/class" || continue
    case $value in 0x0300* | 0x0302*) ;; *) continue ;; esac
    [ ! -e "$device/physfn" ] || continue
    first_line "$device/device" || continue
    case " ${mig_never:-} " in *" ${value#0x} "*) ;; *) able=1 ;; esac
  done
  [ -n "$able" ] || return 0
  tool nvidia-smi || {
    say mig-trouble 'nvidia-smi is not installed'
    return 0
  }
  smi=$R$value
  modes=$(bounded "$smi_seconds" "$smi" --query-gpu=pci.bus_id,index,mig.mode.current,mig.mode.pending --format=csv,noheader 2>&1)
  [ $? -ne 124 ] || say mig-trouble "nvidia-smi gave no answer in $smi_seconds s"
  printf '%s\n' "$modes" | tr -d '\r' | while IFS= read -r line; do say mig-mode "$line"; done
  case $modes in *Enabled*) say_mig_instances ;; esac
}

# No list is not an empty list.
say_mig_instances() {
  instances=$(bounded "$smi_seconds" "$smi" mig -lgi 2>&1)
  status=$?
  printf '%s\n' "$instances" | tr -d '\r' | while IFS= read -r line; do
    case $line in *[0-9]g.*gb*) say mig-instance "$line" ;; esac
  done
  [ "$status" -ne 0 ] || return 0
  case $instances in
    *[0-9]g.*gb* | *'No GPU instances'* | *'No MIG-enabled'* | *'Not Found'*) ;;
    *) say mig-trouble "nvidia-smi mig -lgi ended with $status: $(printf '%s\n' "$instances" | tail -n 1)" ;;
  esac
}
