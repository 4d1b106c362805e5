# shellcheck shell=sh
# Read by every stand-in: where the simulated host is, what is true of it, and how its "kernel" changes.
# GANTRY_ROOT is the host's /, GANTRY_SIM the folder beside it that holds what hardware and memory hold:
#   host (os, kernel, cpu), cards, data/, state/ (survives a reboot), run/ (does not), faults/.
R=${GANTRY_ROOT:?this tool only runs on a simulated host}
S=${GANTRY_SIM:?this tool only runs on a simulated host}
DEV=$R/sys/bus/pci/devices

say_error() { printf '%s\n' "$*" >&2; }
die() { say_error "$*"; exit 1; }

# Real tools change nothing for a user without rights; neither do these.
need_root() { [ "${GANTRY_SUDO:-}" = 1 ] || die "${1:-${0##*/}: Permission denied, you must be root to do this}"; }

fault() { [ -e "$S/faults/$1" ]; }
# True as often as the fault says (its file holds the count, 1 unless given).
fault_strikes() {
  [ -e "$S/faults/$1" ] || return 1
  read -r limit <"$S/faults/$1" || limit=1
  struck=0
  [ -e "$S/state/struck-$1" ] && read -r struck <"$S/state/struck-$1"
  [ "$struck" -lt "${limit:-1}" ] || return 1
  printf '%s\n' $((struck + 1)) >"$S/state/struck-$1"
}

# One change at a time, as the driver's own lock has it. Released when the tool ends; a link, since that is made with its owner's
# number in it at once: a tool that is killed leaves no lock of nobody. Whoever has it sees the types that were written before.
lock() {
  until ln -s "$$" "$S/run/lock" 2>/dev/null; do
    owner=$(readlink "$S/run/lock" 2>/dev/null)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -f "$S/run/lock"; else command sleep 0.05; fi
  done
  trap 'rm -f "$S/run/lock"' EXIT
  trap 'exit 130' INT TERM HUP
  if has_vendor_vfio; then for pf in $(cards); do refresh_functions "$pf"; done; fi
}

host_is() { # KEY: the value from the host's description
  while IFS='=' read -r key value; do [ "$key" = "$1" ] && { printf '%s\n' "$value"; return; }; done <"$S/host"
}

kernel() { read -r release <"$R/proc/sys/kernel/osrelease"; printf '%s\n' "$release"; }
bound() { driver=$(readlink "$DEV/$1/driver" 2>/dev/null) || return 1; printf '%s\n' "${driver##*/}"; }
module_loaded() { [ -e "$R/sys/module/$1" ]; }
driver_works() { [ -e "$R/sys/module/nvidia/version" ]; }
iommu_is_on() { for one in "$R"/sys/class/iommu/*; do [ -e "$one" ] && return 0; done; return 1; }

cards() { cut -d'|' -f1 "$S/cards"; }
card_field() { awk -F'|' -v a="$1" -v n="$2" '$1 == a { print $n }' "$S/cards"; } # ADDRESS NUMBER
model_field() { awk -F'|' -v d="$1" -v n="$2" '$1 == d { print $n }' "$S/data/cards"; } # DEVICE NUMBER
card_of() { # VF OR PF: its PF
  if [ -L "$DEV/$1/physfn" ]; then link=$(readlink "$DEV/$1/physfn"); printf '%s\n' "${link##*/}"; else printf '%s\n' "$1"; fi
}
mig_mode() { if [ -e "$S/state/mig/$1/mode" ]; then cat "$S/state/mig/$1/mode"; else echo Disabled; fi; }

# From Ubuntu 24.04 on the driver has no mediated devices: each virtual function takes a type by itself.
has_vendor_vfio() { [ "$(host_is os)" = ubuntu24.04 ]; }

uuid() {
  od -An -N16 -tx1 /dev/urandom | tr -d ' \n' |
    sed 's/^\(.\{8\}\)\(.\{4\}\).\(.\{3\}\).\(.\{3\}\)\(.\{12\}\)$/\1-\2-4\3-a\4-\5/'
}

# Normal form of an address as people write it: 00000000:17:00.0, 17:00.0, 0000:17:00.0.
address() {
  printf '%s\n' "$1" | tr 'A-F' 'a-f' | sed 's/^0000\([0-9a-f]\{4\}:\)/\1/; s/^\([0-9a-f]\{2\}:[0-9a-f]\{2\}\.[0-7]\)$/0000:\1/'
}

# --- what sysfs shows of mediated devices ---------------------------------------------------------------------------

# The parents of a card: its VFs, or the card itself where it has no SR-IOV. Noted when they appear, to spare processes.
parents_of() { if [ -e "$S/run/parents-$1" ]; then cat "$S/run/parents-$1"; fi; }

# Lines "parent type" of a card's live devices.
live_of() {
  [ -e "$S/run/parents-$1" ] || return 0
  if [ -e "$S/run/vgpus-$1" ]; then sed -n 's/ \([1-9]\)/ nvidia-\1/p' "$S/run/vgpus-$1"; return; fi
  for link in "$R"/sys/bus/mdev/devices/*; do
    [ -L "$link" ] || continue
    target=$(readlink "$link"); target=${target%/*}; parent=${target##*/}
    grep -Fqx -- "$parent" "$S/run/parents-$1" || continue
    type=$(readlink "$link/mdev_type")
    printf '%s %s\n' "$parent" "${type##*/}"
  done
}

# Writes how many instances each parent of a card has left of each type, as the driver would answer now.
# A card does time slicing with one type at a time, or MIG with as many of a type as there are instances.
refresh_card() {
  pf=$1
  if has_vendor_vfio; then refresh_functions "$pf"; return; fi
  device=$(card_field "$pf" 2)
  sriov=no; [ -e "$DEV/$pf/virtfn0" ] && sriov=yes
  [ -e "$S/run/left-$pf" ] || : >"$S/run/left-$pf"
  {
    sed 's/^/was /' "$S/run/left-$pf"
    live_of "$pf" | sed 's/^/live /'
    parents_of "$pf" | sed 's/^/parent /'
    [ -e "$S/state/mig/$pf/instances" ] && awk '{ print "instance", $1 }' "$S/state/mig/$pf/instances"
    grep "^$device|" "$S/data/types" | sed 's/^/type /'
  } | awk -v base="$DEV" -v sriov="$sriov" -v mig="$(mig_mode "$pf")" -v notes="$S/run/left-$pf" \
    -v mixed="$([ -e "$S/run/mixed-$pf" ] && echo 1)" -v memory="$(model_field "$device" 4)" '
    $1 == "was" { was[$2 " " $3] = $4 }
    $1 == "live" { busy[$2] = 1; used[$3]++; total++ }
    $1 == "parent" { parent[++parents] = $2 }
    $1 == "instance" { instances[$2]++ }
    $1 == "type" { sub(/^type /, ""); line[++types] = $0 }
    # With mixed sizes memory alone counts here.
    function fits(size,   t, f, taken) {
      for (t = 1; t <= types; t++) { split(line[t], f, "|"); taken += used["nvidia-" f[2]] * f[4] }
      return taken + size <= memory ? 1 : 0
    }
    function available(at, id, most, profile, size,   left) {
      if (profile != "-") left = mig == "Enabled" ? instances[profile] - used[id] : 0
      else if (mig == "Enabled") left = 0
      else if (mixed) left = fits(size)
      else if (total > 0 && !(id in used)) left = 0
      else left = most - used[id]
      if (sriov == "yes") return busy[at] || left < 1 ? 0 : 1
      return left < 0 ? 0 : left
    }
    END {
      for (t = 1; t <= types; t++) {
        split(line[t], f, "|")
        id = "nvidia-" f[2]
        for (p = 1; p <= parents; p++) {
          left = available(parent[p], id, f[5], f[6], f[4]); key = parent[p] " " id
          # Hundreds of files, of which few change.
          if (!(key in was) || was[key] != left) { file = base "/" parent[p] "/mdev_supported_types/" id "/available_instances"; print left > file; close(file) }
          print key, left > notes
        }
      }
    }'
}

# Without mediated devices: what was written into current_vgpu_type is taken, or taken back where it cannot be (a real
# driver refuses the write at once), and every function tells what it could still become. The notes are what is in effect.
refresh_functions() { # PF
  pf=$1
  [ -e "$S/run/parents-$pf" ] || return 0
  [ -e "$S/run/vgpus-$pf" ] || : >"$S/run/vgpus-$pf"
  {
    sed 's/^/was /' "$S/run/vgpus-$pf"
    for vf in $(parents_of "$pf"); do
      now=; read -r now <"$DEV/$vf/nvidia/current_vgpu_type" || :
      printf 'now %s %s\n' "$vf" "${now:-0}"
      rest=${vf#*:}; slot=${rest#*:}
      grep -qs "bus='0x${rest%%:*}' slot='0x${slot%.*}' function='0x${slot#*.}'" "$R"/run/libvirt/qemu/*.xml && printf 'guest %s\n' "$vf"
    done
    [ -e "$S/state/mig/$pf/instances" ] && awk '{ print "instance", $1 }' "$S/state/mig/$pf/instances"
    grep "^$(card_field "$pf" 2)|" "$S/data/types" | sed 's/^/type /'
  } | awk -v base="$DEV" -v mig="$(mig_mode "$pf")" -v notes="$S/run/vgpus-$pf" '
    $1 == "was" { was[$2] = $3 }
    $1 == "now" { function_[++functions] = $2; now[$2] = $3 }
    $1 == "guest" { guest[$2] = 1 }
    $1 == "instance" { instances[$2]++ }
    $1 == "type" { sub(/^type /, ""); split($0, f, "|"); id[++types] = f[2]; name[f[2]] = f[3]; most[f[2]] = f[5]; profile[f[2]] = f[6] }
    function has_room(type) {
      if (!(type in name)) return 0
      if (profile[type] != "-") return mig == "Enabled" && instances[profile[type]] > used[type]
      return mig != "Enabled" && (total == 0 || used[type] > 0) && most[type] > used[type]
    }
    function put(file, text) { printf "%s", text > file; close(file) }
    END {
      for (n = 1; n <= functions; n++) {
        vf = function_[n]
        if (was[vf] + 0 && (now[vf] == was[vf] || guest[vf])) { has[vf] = was[vf]; used[was[vf]]++; total++ }
      }
      for (n = 1; n <= functions; n++) {
        vf = function_[n]
        if (!has[vf] && now[vf] + 0 && has_room(now[vf])) { has[vf] = now[vf]; used[now[vf]]++; total++ }
      }
      for (t = 1; t <= types; t++) if (has_room(id[t])) { sub(/^GRID/, "NVIDIA", name[id[t]]); left = left sprintf("%-5s : %s\n", id[t], name[id[t]]) }
      for (n = 1; n <= functions; n++) {
        vf = function_[n]
        if (has[vf] + 0 != now[vf] + 0) put(base "/" vf "/nvidia/current_vgpu_type", has[vf] + 0 "\n")
        put(base "/" vf "/nvidia/creatable_vgpu_types", has[vf] || left == "" ? "" : "ID    : vGPU Name\n" left)
        all = all vf " " (has[vf] + 0) "\n"
      }
      put(notes, all)
    }'
}

# Writes what never changes of the types of a product into a folder mdev_supported_types.
describe_types() { # DEVICE FOLDER
  awk -F'|' -v d="$1" -v p="$2/nvidia-" '$1 == d { print p $2 "/devices" }' "$S/data/types" | tr '\n' '\0' | xargs -0 mkdir -p
  awk -F'|' -v d="$1" -v p="$2/nvidia-" '
    function put(file, value) { print value > file; close(file) }
    $1 == d {
      at = p $2
      put(at "/description", "num_heads=1, frl_config=60, framebuffer=" $4 "M, max_resolution=4096x2160, max_instance=" $5)
      put(at "/name", $3); put(at "/device_api", "vfio-pci"); put(at "/available_instances", "0"); printf "" > (at "/create"); close(at "/create")
    }' "$S/data/types"
}

# Announces the parents of a card, which have their types already.
register_parents() { # PF PARENT...
  pf=$1; shift
  printf '%s\n' "$@" >"$S/run/parents-$pf"
  if has_vendor_vfio; then refresh_functions "$pf"; return; fi
  mkdir -p "$R/sys/class/mdev_bus"
  rm -f "$S/run/left-$pf"
  for parent in "$@"; do printf '../../bus/pci/devices/%s\0' "$parent"; done | (cd "$R/sys/class/mdev_bus" && xargs -0 sh -c 'ln -sf "$@" .' ln)
  refresh_card "$pf"
}

# --- functions on the PCI bus ----------------------------------------------------------------------------------------

upstream() { # ADDRESS: the folder of its root port, relative to /sys/devices
  rest=${1#*:}; bus=${rest%%:*}; domain=${1%%:*}
  printf 'pci%s:%02x/%s:%02x:02.0\n' "$domain" $((0x$bus - 1)) "$domain" $((0x$bus - 1))
}

# ADDRESS UPSTREAM VENDOR DEVICE CLASS GROUP: a function appears.
pci_add() {
  at=$R/sys/devices/$2/$1
  mkdir -p "$at"
  printf '0x%s\n' "$3" >"$at/vendor"; printf '0x%s\n' "$4" >"$at/device"; printf '0x%s\n' "$5" >"$at/class"
  printf '0\n' >"$at/numa_node"; printf '0xa1\n' >"$at/revision"; printf '0x%s\n' "$3" >"$at/subsystem_vendor"
  printf '0x1533\n' >"$at/subsystem_device"; printf '\n' >"$at/driver_override"; printf '1\n' >"$at/enable"; : >"$at/reset"
  ln -sfn "../../../devices/$2/$1" "$DEV/$1"
  if iommu_is_on; then
    mkdir -p "$R/sys/kernel/iommu_groups/$6/devices"
    ln -sfn "../../../../devices/$2/$1" "$R/sys/kernel/iommu_groups/$6/devices/$1"
    up_to_sys=../../../..; case $2 in */*) ;; *) up_to_sys=../../.. ;; esac
    ln -sfn "$up_to_sys/kernel/iommu_groups/$6" "$at/iommu_group"
  fi
}

bind_driver() { # ADDRESS DRIVER
  mkdir -p "$R/sys/bus/pci/drivers/$2"
  ln -sfn "../../../../bus/pci/drivers/$2" "$DEV/$1/driver"
  ln -sfn "../../../../devices/$(upstream "$(card_of "$1")")/$1" "$R/sys/bus/pci/drivers/$2/$1"
  : >"$R/sys/bus/pci/drivers/$2/bind"; : >"$R/sys/bus/pci/drivers/$2/unbind"
}

vf_address() { # PF INDEX: first VF offset 4, stride 1
  rest=${1#*:}; bus=${rest%%:*}; rest=${rest#*:}; slot=${rest%.*}
  rid=$(((0x$bus << 8) + (0x$slot << 3) + ${rest#*.} + 4 + $2))
  printf '%s:%02x:%02x.%x\n' "${1%%:*}" $((rid >> 8)) $(((rid >> 3) & 31)) $((rid & 7))
}

# All VFs of a card look alike: one is made, the others are copies with their own group.
vfs_on() { # PF
  pf=$1
  read -r total <"$DEV/$pf/sriov_totalvfs"
  device=$(card_field "$pf" 2); group=$(card_field "$pf" 4); up=$(upstream "$pf"); devices=$R/sys/devices/$up
  iommu=no; iommu_is_on && iommu=yes
  pattern=$S/run/vf-$pf
  rm -rf "$pattern"; mkdir -p "$pattern"
  for attribute in vendor device class numa_node revision subsystem_vendor subsystem_device driver_override enable reset; do
    cat "$DEV/$pf/$attribute" >"$pattern/$attribute"
  done
  ln -s "../$pf" "$pattern/physfn"
  ln -s ../../../../bus/pci/drivers/nvidia "$pattern/driver"
  # The class is there before its first member.
  [ $iommu = no ] || has_vendor_vfio || mkdir -p "$R/sys/class/mdev_bus"
  if [ $iommu = no ]; then :
  elif has_vendor_vfio; then
    mkdir "$pattern/nvidia"; echo 0 >"$pattern/nvidia/current_vgpu_type"
    : >"$pattern/nvidia/creatable_vgpu_types"; : >"$pattern/nvidia/vgpu_params"
  else describe_types "$device" "$pattern/mdev_supported_types"; fi
  index=0; all=; links=; drivers=
  while [ "$index" -lt "$total" ]; do
    vf=$(vf_address "$pf" "$index"); own=$((group + 1 + index))
    # What a killed call left behind is not mixed with what is made now.
    rm -rf "${devices:?}/$vf"
    cp -RP "$pattern" "$devices/$vf"
    ln -sfn "../$vf" "$devices/$pf/virtfn$index"
    if [ $iommu = yes ]; then
      ln -s "../../../../kernel/iommu_groups/$own" "$devices/$vf/iommu_group"
      mkdir -p "$R/sys/kernel/iommu_groups/$own/devices"
      ln -sfn "../../../../devices/$up/$vf" "$R/sys/kernel/iommu_groups/$own/devices/$vf"
    fi
    all="$all $vf"; links="$links ../../../devices/$up/$vf"; drivers="$drivers ../../../../devices/$up/$vf"; index=$((index + 1))
  done
  # shellcheck disable=SC2086 # lists of links
  ln -sf $links "$DEV"
  # shellcheck disable=SC2086 # lists of links
  ln -sf $drivers "$R/sys/bus/pci/drivers/nvidia"
  rm -rf "$pattern"
  # Making VFs resets the card: every MIG instance on it is gone.
  rm -f "$S/state/mig/$pf/instances"
  # shellcheck disable=SC2086 # a list of addresses
  [ $iommu = no ] || register_parents "$pf" $all
  # A kernel is not killed half-way: what a killed call left is not switched on, and is made anew.
  printf '%s\n' "$total" >"$DEV/$pf/sriov_numvfs"
}

vfs_off() { # PF
  up=$(upstream "$1")
  for link in "$DEV/$1"/virtfn*; do
    [ -L "$link" ] || continue
    vf=$(readlink "$link"); vf=${vf##*/}
    group=$(readlink "$DEV/$vf/iommu_group" 2>/dev/null) && rm -rf "$R/sys/kernel/iommu_groups/${group##*/}"
    rm -rf "${R:?}/sys/class/mdev_bus/$vf" "${R:?}/sys/bus/pci/drivers/nvidia/$vf" "${R:?}/sys/devices/$up/$vf" "${DEV:?}/$vf" "$link"
  done
  printf '0\n' >"$DEV/$1/sriov_numvfs"
  rm -f "$S/state/mig/$1/instances" "$S/run/parents-$1" "$S/run/left-$1" "$S/run/vgpus-$1"
}

# --- modules ---------------------------------------------------------------------------------------------------------

module_file() { # NAME: the file of a module for the running kernel, or nothing
  find "$R/lib/modules/$(kernel)/" -name "$1.ko*" 2>/dev/null | head -n 1
}

show_module() { # NAME [VERSION]
  mkdir -p "$R/sys/module/$1"
  [ -n "${2:-}" ] && printf '%s\n' "$2" >"$R/sys/module/$1/version"
  printf 'live\n' >"$R/sys/module/$1/initstate"
  grep -q "^$1 " "$R/proc/modules" || printf '%s 16384 0 - Live 0x0000000000000000\n' "$1" >>"$R/proc/modules"
}

is_blacklisted() { cat "$R"/etc/modprobe.d/*.conf "$R"/usr/lib/modprobe.d/*.conf 2>/dev/null | grep -q "^[[:space:]]*blacklist[[:space:]][[:space:]]*$1[[:space:]]*$"; }

# Loads the NVIDIA modules if the files for this kernel are there and nothing else holds the cards.
load_nvidia() {
  file=$(module_file nvidia)
  [ -n "$file" ] || { say_error "modprobe: FATAL: Module nvidia not found in directory /lib/modules/$(kernel)"; return 1; }
  if [ "$(host_is secureBoot)" = on ]; then
    say_error "modprobe: ERROR: could not insert 'nvidia': Key was rejected by service"; return 1
  fi
  if module_loaded nouveau; then
    say_error "modprobe: ERROR: could not insert 'nvidia': No such device"; return 1
  fi
  driver_works && return 0
  version=$(sed -n 's/^version=//p' "$file")
  show_module nvidia "$version"
  show_module nvidia_vgpu_vfio "$version"
  mkdir -p "$R/proc/driver/nvidia"
  printf 'NVRM version: NVIDIA UNIX x86_64 Kernel Module  %s  Wed Mar 29 20:58:35 UTC 2023\n' "$version" >"$R/proc/driver/nvidia/version"
  for pf in $(cards); do
    [ "$(bound "$pf")" = vfio-pci ] && continue
    bind_driver "$pf" nvidia
    # A card without SR-IOV is itself the parent of its devices.
    { [ -e "$DEV/$pf/sriov_totalvfs" ] || ! iommu_is_on || has_vendor_vfio; } || { describe_types "$(card_field "$pf" 2)" "$DEV/$pf/mdev_supported_types"; register_parents "$pf" "$pf"; }
  done
}
