# shellcheck shell=sh disable=SC2154
# Inspection: NVIDIA functions and their virtual functions.

# ADDRESS: in the folder of a function.
say_function() {
  say "pci $1 path" "${PWD#"$R"}"
  for name in vendor device class driver_override numa_node sriov_totalvfs sriov_numvfs; do
    if first_line "$name" && [ -n "$value" ] && [ "$value" != '(null)' ]; then say "pci $1 $name" "$value"; fi
  done
  if leads_to driver; then say "pci $1 driver" "$value"; fi
  if leads_to iommu_group; then
    say "pci $1 iommu_group" "$value"
    for member in iommu_group/devices/*; do
      [ -e "$member" ] || continue
      other=${member##*/}
      [ "$other" != "$1" ] || continue
      kind=
      first_line "$member/class" && kind=$value
      bound=-
      if leads_to "$member/driver"; then bound=$value; fi
      [ ! -e "$member/physfn" ] || continue
      say "neighbour $1" "$other $kind $bound"
    done
  fi
  # Cards up to Turing carry mediated devices themselves.
  if offers_mdevs "$1"; then
    say "pci $1 framework" mdev
    say_mdev_types "$1"
  fi
  listed=
  for link in virtfn*; do
    [ -e "$link" ] || continue
    function_folder=$PWD
    cd -P "$link" 2>/dev/null || continue
    say_virtual_function "$1" "${link#virtfn}"
    cd "$function_folder" || return
  done
}

# ADDRESS: in the folder of a function that mediated devices can be made of.
offers_mdevs() { [ -d mdev_supported_types ] && { [ -e "$R/sys/class/mdev_bus/$1" ] || [ ! -d "$R/sys/class/mdev_bus" ]; }; }

# ADDRESS: in its folder.
say_mdev_types() {
  for type in mdev_supported_types/*; do
    [ -d "$type" ] || continue
    first_line "$type/available_instances" || value='?'
    left=$value
    first_line "$type/name" || value=
    say "types $1" "${type##*/} $value"
    say "left $1 ${type##*/}" "$left"
  done
}

# CARD INDEX: in the folder of a virtual function.
say_virtual_function() {
  vf=${PWD##*/}
  say "vf $vf card" "$1"
  say "vf $vf index" "$2"
  if leads_to driver; then say "vf $vf driver" "$value"; fi
  if leads_to iommu_group; then say "vf $vf iommu_group" "$value"; fi
  if [ -e nvidia/creatable_vgpu_types ] || [ -e nvidia/current_vgpu_type ]; then
    say "vf $vf framework" vendor-vfio
    if first_line nvidia/current_vgpu_type && [ -n "$value" ]; then say "vf $vf current" "$value"; else
      say "not-known device on $vf" 'nvidia/current_vgpu_type cannot be read'
    fi
    if [ -r nvidia/creatable_vgpu_types ] && [ -z "$listed" ]; then
      while IFS= read -r line || [ -n "$line" ]; do
        [ -z "$line" ] || say "creatable $vf" "$line"
        listed=1
      done <nvidia/creatable_vgpu_types
    fi
  elif offers_mdevs "$vf"; then
    say "vf $vf framework" mdev
    # The list is the same for all virtual functions of a card, so one is enough to tell the names.
    [ -z "$listed" ] || return 0
    listed=1
    say_mdev_types "$vf"
  fi
}

inspect_sriov() {
  for device in "$R"/sys/bus/pci/devices/*; do
    first_line "$device/vendor" || continue
    [ "$value" = 0x10de ] || continue
    [ ! -e "$device/physfn" ] || continue
    cd -P "$device" 2>/dev/null || continue
    say_function "${device##*/}"
    cd "$here" || return
  done
}
