#!/bin/sh
# Managed by Gantry. Makes virtual functions, MIG devices and vGPUs: systemd runs it at boot, Gantry runs it to change.
# gantry-gpu-boot sriov CARD COUNT | mixed CARD | mig CARD PROFILES | mdev UUID VF TYPE | type VF NUMBER
R=${GANTRY_ROOT:-}
R=${R%/}
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
LC_ALL=C
export PATH LC_ALL

gpu_fail() {
  printf '%s\n' "$*" >&2
  exit 1
}
gpu_tool() { # NAME: its path is in $found
  for folder in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
    found=$R$folder/$1
    [ ! -x "$found" ] || return 0
  done
  gpu_fail "$1 is not installed"
}
gpu_link() { # LINK: name of what it leads to is in $found
  found=
  [ -e "$1" ] || return 1
  found=$(cd -P "$1" && pwd -P) && found=${found##*/}
}
gpu_read() { # FILE: its first line is in $found
  found=
  [ -r "$1" ] && { read -r found || [ -n "$found" ]; } 2>/dev/null <"$1"
}

# CARD COUNT: virtual functions 0 to COUNT-1 are there and offer vGPU types. What sriov-manage answers is no proof.
sriov_is_ready() {
  gpu_read "$R/sys/bus/pci/devices/$1/sriov_numvfs" && [ "${found:-0}" -gt 0 ] && [ "$found" -ge "$2" ] || return 1
  index=0
  while [ "$index" -lt "$2" ] || [ "$index" -eq 0 ]; do
    vf=$R/sys/bus/pci/devices/$1/virtfn$index
    [ -d "$vf/mdev_supported_types" ] || [ -e "$vf/nvidia/creatable_vgpu_types" ] || [ -e "$vf/nvidia/current_vgpu_type" ] || return 1
    index=$((index + 1))
  done
}
sriov_wait() { # CARD COUNT SECONDS
  left=$(($3 * 2))
  until sriov_is_ready "$1" "$2"; do
    [ "$left" -gt 0 ] || return 1
    left=$((left - 1))
    sleep 0.5
  done
}
sriov_has_vgpus() { # CARD
  for used in "$R/sys/bus/pci/devices/$1"/virtfn*; do
    [ -e "$used" ] || continue
    for one in "$used"/????????-????-????-????-????????????; do [ ! -d "$one" ] || return 0; done
    if gpu_read "$used/nvidia/current_vgpu_type" && [ "${found:-0}" != 0 ]; then return 0; fi
  done
  return 1
}
sriov_bind() { # CARD: to the nvidia driver, where a half-failed enabling left it without one
  gpu_link "$R/sys/bus/pci/devices/$1/driver" || found=
  case $found in
    nvidia) return 0 ;;
    '') { printf '%s' "$1" >"$R/sys/bus/pci/drivers/nvidia/bind"; } 2>/dev/null ;;
    *) gpu_fail "card $1 is bound to $found, not to nvidia" ;;
  esac
  gpu_link "$R/sys/bus/pci/devices/$1/driver" && [ "$found" = nvidia ]
}
# CARD COUNT: switches the virtual functions on and checks each. Other cards are not touched meanwhile.
sriov_on() {
  manage=$R/usr/lib/nvidia/sriov-manage
  [ -d "$R/sys/bus/pci/devices/$1" ] || gpu_fail "card $1 is not there"
  [ -x "$manage" ] || gpu_fail "/usr/lib/nvidia/sriov-manage is not there: the vGPU host driver is not installed"
  answer=
  try=0
  while ! sriov_is_ready "$1" "$2"; do
    try=$((try + 1))
    if [ "$try" -gt 5 ]; then
      gpu_read "$R/sys/bus/pci/devices/$1/sriov_numvfs"
      gpu_fail "virtual functions of $1: wanted 0 to $(($2 - 1)) ready, found ${found:-0} switched on; sriov-manage said: $answer"
    fi
    [ "$try" -eq 1 ] || sleep 1
    sriov_bind "$1" || continue
    gpu_read "$R/sys/bus/pci/devices/$1/sriov_numvfs"
    if [ "${found:-0}" -gt 0 ]; then
      sriov_wait "$1" "$2" 10 && return 0
      # Some came and some did not. Start over, but never under a vGPU that is there.
      sriov_has_vgpus "$1" && gpu_fail "some virtual functions of $1 are missing, and others carry vGPUs: remove those first"
      answer=$("$manage" -d "$1" 2>&1 </dev/null)
    fi
    answer=$("$manage" -e "$1" 2>&1 </dev/null)
    gpu_read "$R/sys/bus/pci/devices/$1/sriov_numvfs"
    [ "${found:-0}" -eq 0 ] || sriov_wait "$1" "$2" 10
  done
}

# CARD FIELD: what nvidia-smi says of it is in $found. Its warnings of other cards and odd exit codes do not count.
smi_value() {
  gpu_tool nvidia-smi
  smi=$found
  said=$("$smi" -i "$1" --query-gpu="$2" --format=csv,noheader </dev/null 2>&1)
  found=$(printf '%s\n' "$said" | tr -d '\r' | grep -xE '[0-9]+|Enabled|Disabled|\[?N/A\]?|\[Not Supported\]' | head -n 1)
  [ -n "$found" ]
}
# CARD: GPU instances by profile as "1g.10gb:1,2g.20gb:3" are in $have, its index of this moment in $index.
mig_have() {
  smi_value "$1" index || gpu_fail "nvidia-smi does not know card $1: $said"
  index=$found
  said=$("$smi" mig -lgi </dev/null 2>&1) || case $said in
    *'No GPU instances'* | *'No MIG-enabled'* | *'Not Found'*) ;;
    *'MIG '[1-9]g.*) ;;
    *) gpu_fail "nvidia-smi cannot list MIG devices: $said" ;;
  esac
  # |   0  MIG 1g.10gb          19        9          2:1     |
  have=$(printf '%s\n' "$said" | awk -v card="$index" '
    /[0-9]g\.[0-9]+gb/ { gsub(/\|/, " "); if ($1 == card) count[$2 == "MIG" ? $3 : $2]++ }
    END { for (profile in count) print profile ":" count[profile] }' | sort | tr '\n' ',')
  have=${have%,}
}
mig_switch() { # CARD 0|1: fails when the mode waits for a reset
  case $2 in 1) wanted_mode=Enabled ;; *) wanted_mode=Disabled ;; esac
  smi_value "$1" mig.mode.current || gpu_fail "nvidia-smi does not tell the MIG mode of card $1: $said"
  [ "$found" != "$wanted_mode" ] || return 0
  "$smi" -i "$1" -pm 1 </dev/null >/dev/null 2>&1
  answer=$("$smi" -i "$1" -mig "$2" </dev/null 2>&1)
  smi_value "$1" mig.mode.current
  [ "$found" = "$wanted_mode" ] && return 0
  printf '%s\n' "$answer" >&2
  return 1
}
mig_clear() { # CARD, after mig_have
  [ -n "$have" ] || return 0
  "$smi" mig -i "$index" -dci </dev/null >/dev/null 2>&1
  answer=$("$smi" mig -i "$index" -dgi </dev/null 2>&1) || gpu_fail "MIG devices of card $1 could not be removed: $answer"
  mig_have "$1"
}
# CARD PROFILES: exactly these GPU instances. Old ones go first. The driver places each where it likes, so that an order
# can leave no room for the last; then the reverse one is tried.
mig_apply() {
  wanted_sorted=$(printf '%s\n' "$2" | tr ',' '\n' | awk -F: '$1 != "" { count[$1] += $2 }
    END { for (p in count) if (count[p] > 0) print p ":" count[p] }' | sort | tr '\n' ',')
  wanted_sorted=${wanted_sorted%,}
  mig_switch "$1" 1 || gpu_fail "MIG mode of card $1 is not Enabled: it waits for a reset or a reboot"
  mig_have "$1"
  [ "$have" != "$wanted_sorted" ] || return 0
  for order in falling rising; do
    mig_clear "$1"
    list=$(printf '%s\n' "$2" | tr ',' '\n' | awk -F: -v order="$order" '
      { for (n = 0; n < $2; n++) list = list == "" ? $1 : order == "falling" ? list "," $1 : $1 "," list } END { print list }')
    answer=$("$smi" mig -i "$index" -cgi "$list" -C </dev/null 2>&1)
    # It is known to report success with nothing made, so only the list counts.
    left=5
    mig_have "$1"
    while [ "$have" != "$wanted_sorted" ] && [ "$left" -gt 0 ]; do
      left=$((left - 1))
      sleep 1
      mig_have "$1"
    done
    [ "$have" != "$wanted_sorted" ] || return 0
  done
  gpu_fail "MIG devices of card $1: wanted $wanted_sorted, found ${have:-none}; nvidia-smi said: $answer"
}

# CARD: what nvidia-smi says of its heterogeneous mode is in $found
mixed_mode() {
  gpu_tool nvidia-smi
  smi=$found
  found=$("$smi" -q -i "$1" </dev/null 2>&1 | tr -d '\r' | sed -n 's/.*vGPU Heterogeneous Mode *: *//p' | head -n 1)
}
# CARD 0|1: vGPUs of mixed sizes; the card must carry none.
mixed_sizes() {
  case $2 in 1) wanted_mode=Enabled ;; *) wanted_mode=Disabled ;; esac
  mixed_mode "$1"
  [ "$found" != "$wanted_mode" ] || return 0
  answer=$("$smi" vgpu -i "$1" -shm "$2" </dev/null 2>&1)
  mixed_mode "$1"
  [ "$found" = "$wanted_mode" ] || gpu_fail "mixed sizes of card $1: wanted $wanted_mode, found ${found:-no answer}; nvidia-smi said: $answer"
}

# UUID: its live type is in $found, as the kernel has it; mdevctl shows the defined one.
mdev_type() { gpu_link "$R/sys/bus/mdev/devices/$1/mdev_type"; }
mdev_wait() { # UUID there|gone SECONDS: the kernel and udev may need a moment
  left=$(($3 * 5))
  until { [ "$2" = there ] && mdev_type "$1"; } || { [ "$2" = gone ] && [ ! -e "$R/sys/bus/mdev/devices/$1" ]; }; do
    [ "$left" -gt 0 ] || return 1
    left=$((left - 1))
    sleep 0.2
  done
}
mdev_start() { # UUID VF TYPE
  if mdev_type "$1"; then
    [ "$found" = "$3" ] && return 0
    gpu_fail "mdev $1 exists with type $found, wanted $3"
  fi
  gpu_tool mdevctl
  manage=$found
  try=0
  until said=$("$manage" start --uuid "$1" </dev/null 2>&1); do
    try=$((try + 1))
    case $said in
      *'Device already exists'*) break ;;
      # Another device's broken file, or a second definition of this UUID, keeps mdevctl from starting it: for the latter it asks for the
      # parent, and the kernel needs no file.
      *'invalid json'* | *[Mm]'ultiple '*)
        "$manage" start --uuid "$1" --parent "$2" </dev/null >/dev/null 2>&1 && break
        { printf '%s\n' "$1" >"$R/sys/bus/pci/devices/$2/mdev_supported_types/$3/create"; } 2>/dev/null
        break
        ;;
      *'does not support mdev type'* | *'No available instances'* | *'different type'* | *'different parent'* | *'insufficiently specified'*) try=9 ;;
    esac
    # Early in a boot the vGPU manager may not know the card yet.
    [ "$try" -lt 5 ] || gpu_fail "mdev $1 ($3 on $2) was not started: $said"
    sleep 2
  done
  mdev_wait "$1" there 5
  mdev_type "$1"
  [ "$found" = "$3" ] || gpu_fail "mdev $1 on $2: wanted type $3, found ${found:-none}; mdevctl said: ${said:-nothing}"
}
mdev_stop() { # UUID
  [ -e "$R/sys/bus/mdev/devices/$1" ] || return 0
  gpu_tool mdevctl
  said=$("$found" stop --uuid "$1" </dev/null 2>&1) && mdev_wait "$1" gone 5 && return 0
  # Where mdevctl cannot read its folder for another device's broken file, the kernel still can.
  if [ -e "$R/sys/bus/mdev/devices/$1" ]; then { printf '1\n' >"$R/sys/bus/mdev/devices/$1/remove"; } 2>/dev/null; fi
  mdev_wait "$1" gone 5 || gpu_fail "mdev $1 was not stopped: $said"
}
vgpu_type() { # VF NUMBER: 0 for none
  place=$R/sys/bus/pci/devices/$1/nvidia/current_vgpu_type
  [ -e "$place" ] || gpu_fail "virtual function $1 has no $place"
  gpu_read "$place" || gpu_fail "the vGPU type of virtual function $1 cannot be read"
  [ "$found" != "$2" ] || return 0
  if [ "$found" != 0 ]; then
    { printf '0\n' >"$place"; } 2>/dev/null || gpu_fail "virtual function $1 does not give up type $found: it is in use"
  fi
  try=0
  until { [ "$2" = 0 ] || { printf '%s\n' "$2" >"$place"; } 2>/dev/null; } && gpu_read "$place" && [ "$found" = "$2" ]; do
    try=$((try + 1))
    # Early in a boot the vGPU manager may not know the card yet.
    [ "$try" -lt 5 ] || gpu_fail "virtual function $1: wanted vGPU type $2, found ${found:-none}; creatable: $(cat "$R/sys/bus/pci/devices/$1/nvidia/creatable_vgpu_types" 2>/dev/null)"
    sleep 1
  done
}

case ${1:-} in
  sriov) sriov_on "$2" "$3" ;;
  mixed) mixed_sizes "$2" 1 ;;
  mig) mig_apply "$2" "$3" ;;
  mdev) mdev_start "$2" "$3" "$4" ;;
  type) vgpu_type "$2" "$3" ;;
  '') ;;
  *) gpu_fail "usage: gantry-gpu-boot sriov|mixed|mig|mdev|type ..." ;;
esac
